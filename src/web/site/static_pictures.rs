//! Pictures that come with the program: those of the front page's welcome, and the gallery's styles
//! in a small size.

use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};

use crate::{
    domain::styles::GalleryStyle,
    web::error::{Result, WebError},
};

/// These change only with the program.
const ONE_DAY: &str = "public, max-age=86400";

/// One of the pictures of the welcome.
pub(super) async fn welcome(Path(name): Path<String>) -> Result<Response> {
    match name.as_str() {
        "photo.webp" => Ok(picture(
            "image/webp",
            include_bytes!("../../../assets/welcome/photo.webp"),
        )),
        "painting.jpg" => Ok(picture(
            "image/jpeg",
            include_bytes!("../../../assets/welcome/painting.jpg"),
        )),
        _ => Err(WebError::NotFound),
    }
}

/// A small picture of a style of the gallery.
pub(super) async fn style(Path(file): Path<String>) -> Result<Response> {
    let style = file
        .strip_suffix(".webp")
        .and_then(GalleryStyle::parse)
        .ok_or(WebError::NotFound)?;

    Ok(picture("image/webp", style.small()))
}

fn picture(content_type: &'static str, bytes: &'static [u8]) -> Response {
    let headers = [
        (header::CONTENT_TYPE, content_type),
        (header::CACHE_CONTROL, ONE_DAY),
    ];

    (headers, bytes).into_response()
}
