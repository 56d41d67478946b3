//! The static files of the pages, embedded in the program. Their addresses carry a version made
//! from their content, so that a browser may keep them for good.

use std::sync::LazyLock;

use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};

use super::{
    ONE_YEAR,
    error::{Result, WebError},
    site::network::pictures as network_pictures,
};
use crate::domain::{
    picture::PictureKey,
    work::{self, Kind, KindName},
};

struct Asset {
    name: &'static str,
    content_type: &'static str,
    text: &'static str,
}

macro_rules! asset {
    ($name:literal, $content_type:expr) => {
        Asset {
            name: $name,
            content_type: $content_type,
            text: include_str!(concat!("assets/", $name)),
        }
    };
}

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const SVG: &str = "image/svg+xml";
const ASSETS: [Asset; 20] = [
    asset!("chat.css", STYLE),
    asset!("bubbles.css", STYLE),
    asset!("pay.css", STYLE),
    asset!("console.css", STYLE),
    asset!("site.css", STYLE),
    asset!("network.css", STYLE),
    asset!("site.js", SCRIPT),
    asset!("icon.svg", SVG),
    asset!("slider.svg", SVG),
    asset!("chat.js", SCRIPT),
    asset!("bubbles.js", SCRIPT),
    asset!("end.js", SCRIPT),
    asset!("film.js", SCRIPT),
    asset!("keys.js", SCRIPT),
    asset!("look.js", SCRIPT),
    asset!("menu.js", SCRIPT),
    asset!("send.js", SCRIPT),
    asset!("sketch.js", SCRIPT),
    asset!("tools.js", SCRIPT),
    asset!("words.js", SCRIPT),
];

/// The first digits of the hash of all assets, and of the pictures whose addresses carry it, too.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut all = ASSETS.map(|asset| asset.text).concat().into_bytes();
    for picture in network_pictures::all() {
        all.extend_from_slice(picture.bytes);
    }

    PictureKey::from_bytes(&all).to_string()[..12].to_owned()
});

/// The version that pages put into the addresses of assets.
pub(super) fn version() -> &'static str {
    &VERSION
}

/// One asset. Scripts import each other by addresses that carry the version, too.
pub(super) async fn show(Path(name): Path<String>) -> Result<Response> {
    let asset = ASSETS
        .iter()
        .find(|asset| asset.name == name)
        .ok_or(WebError::NotFound)?;

    let headers = [
        (header::CONTENT_TYPE, asset.content_type.to_owned()),
        (
            header::CACHE_CONTROL,
            format!("public, max-age={}, immutable", ONE_YEAR.as_secs()),
        ),
    ];
    let text = asset.text.replace("{{version}}", version());

    Ok((headers, text).into_response())
}

/// The address of the small picture of a kind, if it has one.
pub(super) fn kind_picture(kind: KindName) -> Option<String> {
    let picture = work::kind(kind)?.picture?;
    let version = &PictureKey::from_bytes(picture).to_string()[..12];
    Some(format!("/chat/kinds/{kind}.webp?{version}"))
}

/// The small picture of a kind.
pub(super) async fn kind(Path(name): Path<String>) -> Result<Response> {
    let picture = name
        .strip_suffix(".webp")
        .and_then(KindName::parse)
        .and_then(work::kind)
        .and_then(|kind: &Kind| kind.picture)
        .ok_or(WebError::NotFound)?;

    let headers = [
        (header::CONTENT_TYPE, "image/webp".to_owned()),
        (
            header::CACHE_CONTROL,
            format!("public, max-age={}, immutable", ONE_YEAR.as_secs()),
        ),
    ];

    Ok((headers, picture).into_response())
}
