//! Pictures to look at and to save, each only for its owner; those of the gallery for everybody.

use axum::{
    extract::{Path, Query},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use serde::Deserialize;

use super::{
    State, WebState,
    error::{Result, WebError},
    visitor::Visitor,
};
use crate::{
    domain::picture::{PictureKey, PictureRef},
    store::pictures::PictureKind,
};

/// How the file shall be called when it is saved.
#[derive(Deserialize)]
pub(super) struct Saved {
    name: Option<String>,
}

/// A picture of the visitor, or of the gallery.
pub(super) async fn picture(
    state: State,
    visitor: Visitor,
    Path(name): Path<String>,
    Query(saved): Query<Saved>,
) -> Result<Response> {
    let state = &state.state;
    let bytes = match PictureRef::parse(&name).ok_or(WebError::NotFound)? {
        PictureRef::Gallery(style) => Some(Bytes::from_static(style.jpeg())),
        PictureRef::Own(key) => own(state, &visitor, key).await?,
    };
    let mut response = answer(bytes.ok_or(WebError::NotFound)?)?;
    if let Some(value) = saved
        .name
        .as_deref()
        .and_then(|name| attachment(name, response.headers()))
    {
        response
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, value);
    }

    Ok(response)
}

/// What the visitor has sent, as small as a bubble.
pub(super) async fn upload(
    state: State,
    visitor: Visitor,
    Path(name): Path<String>,
) -> Result<Response> {
    let key = PictureKey::parse(&name).ok_or(WebError::NotFound)?;
    let bytes = state.state.pictures.upload(&visitor.chat(), key).await?;
    let mut response = answer(bytes.ok_or(WebError::NotFound)?)?;

    // The small copy takes the file's place under the same address.
    response.headers_mut().insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );

    Ok(response)
}

async fn own(state: &WebState, visitor: &Visitor, key: PictureKey) -> Result<Option<Bytes>> {
    let Some((_, person)) = visitor.find(state.store.as_ref()).await? else {
        return Ok(None);
    };
    let row = state.store.picture(person, key).await?;
    if row.is_none_or(|row| row.kind == PictureKind::Checkpoint) {
        return Ok(None);
    }

    Ok(state.pictures.bytes(person, PictureRef::Own(key)).await?)
}

/// Only what is surely a picture is called one; a browser shall not guess at a stranger's bytes.
pub(super) fn answer(bytes: Bytes) -> Result<Response> {
    let kind = kind(&bytes).ok_or(WebError::NotFound)?;
    let forever = format!("private, max-age={}, immutable", super::FOREVER.as_secs());

    Ok((
        [
            (header::CONTENT_TYPE, kind.to_owned()),
            (header::CACHE_CONTROL, forever),
        ],
        bytes,
    )
        .into_response())
}

fn kind(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [b'G', b'I', b'F', b'8', ..] => Some("image/gif"),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some("image/webp"),
        [b'B', b'M', ..] => Some("image/bmp"),
        _ => None,
    }
}

fn attachment(name: &str, headers: &HeaderMap) -> Option<HeaderValue> {
    let plain = !name.is_empty()
        && name.len() <= 80
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');

    let ending = headers
        .get(header::CONTENT_TYPE)?
        .to_str()
        .ok()?
        .strip_prefix("image/")?
        .replace("jpeg", "jpg");

    plain
        .then(|| HeaderValue::from_str(&format!("attachment; filename=\"{name}.{ending}\"")).ok())
        .flatten()
}
