//! Pictures of the house: what the front door shows before anybody has published anything, and the
//! gallery's styles in the size in which they hang beside others.

use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};

use crate::{
    domain::styles::GalleryStyle,
    web::error::{Result, WebError},
};

const FILES: [(&str, &str, &[u8]); 2] = [
    (
        "photo.webp",
        "image/webp",
        include_bytes!("../../../assets/welcome/photo.webp"),
    ),
    (
        "painting.jpg",
        "image/jpeg",
        include_bytes!("../../../assets/welcome/painting.jpg"),
    ),
];
/// These change only with the program, and not under the eyes of anybody.
const A_DAY: &str = "public, max-age=86400";

/// One of the pictures beside the first words.
pub(super) async fn file(Path(name): Path<String>) -> Result<Response> {
    let (_, kind, bytes) = FILES
        .iter()
        .find(|(known, ..)| *known == name)
        .ok_or(WebError::NotFound)?;
    Ok(answer(kind, bytes))
}

/// A style of the gallery, small.
pub(super) async fn style(Path(file): Path<String>) -> Result<Response> {
    let style = file
        .strip_suffix(".webp")
        .and_then(GalleryStyle::parse)
        .ok_or(WebError::NotFound)?;
    Ok(answer("image/webp", style.small()))
}

fn answer(kind: &'static str, bytes: &'static [u8]) -> Response {
    (
        [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, A_DAY)],
        bytes,
    )
        .into_response()
}
