//! The files of the pages, in the program itself. Their addresses change with their content, so
//! that a browser may keep them for good.

use std::sync::LazyLock;

use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};

use super::error::{Result, WebError};
use crate::domain::picture::PictureKey;

pub(super) const PAGE: &str = include_str!("assets/chat.html");

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const FILES: [(&str, &str, &str); 16] = [
    ("chat.css", STYLE, include_str!("assets/chat.css")),
    ("bubbles.css", STYLE, include_str!("assets/bubbles.css")),
    ("pay.css", STYLE, include_str!("assets/pay.css")),
    ("console.css", STYLE, include_str!("assets/console.css")),
    ("site.css", STYLE, include_str!("assets/site.css")),
    ("site.js", SCRIPT, include_str!("assets/site.js")),
    ("icon.svg", "image/svg+xml", include_str!("assets/icon.svg")),
    (
        "slider.svg",
        "image/svg+xml",
        include_str!("assets/slider.svg"),
    ),
    ("chat.js", SCRIPT, include_str!("assets/chat.js")),
    ("bubbles.js", SCRIPT, include_str!("assets/bubbles.js")),
    ("end.js", SCRIPT, include_str!("assets/end.js")),
    ("keys.js", SCRIPT, include_str!("assets/keys.js")),
    ("look.js", SCRIPT, include_str!("assets/look.js")),
    ("menu.js", SCRIPT, include_str!("assets/menu.js")),
    ("send.js", SCRIPT, include_str!("assets/send.js")),
    ("words.js", SCRIPT, include_str!("assets/words.js")),
];

/// What stands in every address.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let all = FILES.map(|(_, _, text)| text).concat();
    PictureKey::of(all.as_bytes()).to_string()[..12].to_owned()
});

/// One of them.
pub(super) async fn asset(Path(name): Path<String>) -> Result<Response> {
    let (_, kind, text) = FILES
        .iter()
        .find(|(known, ..)| *known == name)
        .ok_or(WebError::NotFound)?;
    let forever = format!("public, max-age={}, immutable", super::FOREVER.as_secs());

    Ok((
        [
            (header::CONTENT_TYPE, (*kind).to_owned()),
            (header::CACHE_CONTROL, forever),
        ],
        with_version(text),
    )
        .into_response())
}

/// What stands in every address of theirs.
pub(super) fn version() -> &'static str {
    &VERSION
}

/// A text with the addresses of these files filled in.
pub(super) fn with_version(text: &str) -> String {
    text.replace("{{version}}", &VERSION)
}
