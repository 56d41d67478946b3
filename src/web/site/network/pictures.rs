//! The pictures of the page over HTTP. Their addresses carry the version of the program, so that a
//! browser may keep them for good.

use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};

use super::{atlas::ATLAS, embedded::EmbeddedPicture, figures::FIGURES};
use crate::web::{
    ONE_YEAR,
    error::{Result, WebError},
};

/// Every picture of the page.
pub(in crate::web) fn all() -> impl Iterator<Item = &'static EmbeddedPicture> {
    let figures = FIGURES
        .iter()
        .flat_map(|figure| figure.pictures)
        .map(|picture| &picture.embedded);
    let tiles = ATLAS
        .iter()
        .flat_map(|layer| &layer.tiles)
        .map(|tile| &tile.embedded);

    figures
        .chain(tiles)
        .chain(ATLAS.iter().map(|layer| &layer.sheet))
}

/// One of them.
pub(in crate::web::site) async fn show(Path(file): Path<String>) -> Result<Response> {
    let picture = all()
        .find(|picture| picture.file == file)
        .ok_or(WebError::NotFound)?;

    let headers = [
        (header::CONTENT_TYPE, "image/webp".to_owned()),
        (
            header::CACHE_CONTROL,
            format!("public, max-age={}, immutable", ONE_YEAR.as_secs()),
        ),
    ];

    Ok((headers, picture.bytes).into_response())
}
