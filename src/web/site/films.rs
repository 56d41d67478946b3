//! The films of public entries. As with their pictures, an entry that is not public any more loses its
//! film at once.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};

use super::SiteState;
use crate::{
    domain::feed::EntryId,
    web::{
        error::{Result, WebError},
        files,
    },
};

/// The film of a public entry, or the part of it that a player asks for.
pub(super) async fn published(
    State(state): State<Arc<SiteState>>,
    Path(file): Path<String>,
    asked: HeaderMap,
) -> Result<Response> {
    let id = file.strip_suffix(".mp4").and_then(EntryId::parse);
    let id = id.ok_or(WebError::NotFound)?;
    let film = state.public_site.pictures.open_film(id).await?;
    let film = film.ok_or(WebError::NotFound)?;

    // The film of an entry never changes, so its key identifies the bytes.
    let mut response = files::media_response(film, &format!("film-{id}"), &asked).await?;
    response.headers_mut().insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, no-cache"),
    );

    Ok(response)
}
