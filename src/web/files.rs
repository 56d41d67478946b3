//! Pictures to show and to download: each only for its owner, those of the gallery for everybody.

use axum::{
    body::Body,
    extract::{Path, Query},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use serde::Deserialize;

use super::{
    ONE_YEAR, State, WebState,
    error::{Result, WebError},
    visitor::Visitor,
};
use crate::{
    domain::picture::{PictureKey, PictureRef},
    pictures::OpenFile,
    store::pictures::PictureKind,
};

/// The name, without extension, under which a picture is downloaded.
#[derive(Deserialize)]
pub(super) struct Download {
    name: Option<String>,
}

/// A picture of the visitor's, or of the gallery.
pub(super) async fn picture(
    state: State,
    visitor: Visitor,
    Path(name): Path<String>,
    Query(download): Query<Download>,
) -> Result<Response> {
    let web = &state.web;
    let file = match PictureRef::parse(&name).ok_or(WebError::NotFound)? {
        PictureRef::Gallery(style) => Some(OpenFile::in_memory(Bytes::from_static(style.jpeg()))),
        PictureRef::Own(key) => own_picture(web, &visitor, key).await?,
    };
    let mut response = picture_response(file.ok_or(WebError::NotFound)?)?;
    if let Some(value) = download
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

/// A picture that the visitor has sent, in the size of a chat bubble.
pub(super) async fn upload(
    state: State,
    visitor: Visitor,
    Path(name): Path<String>,
) -> Result<Response> {
    let key = PictureKey::parse(&name).ok_or(WebError::NotFound)?;
    let pictures = &state.web.pictures;
    let file = pictures.open_upload(&visitor.chat(), key).await?;
    let mut response = picture_response(file.ok_or(WebError::NotFound)?)?;

    // A small copy later replaces the file at the same address.
    response.headers_mut().insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );

    Ok(response)
}

async fn own_picture(
    web: &WebState,
    visitor: &Visitor,
    key: PictureKey,
) -> Result<Option<OpenFile>> {
    let Some(owner) = visitor.find(web.stores.conversations.as_ref()).await? else {
        return Ok(None);
    };
    let row = web.stores.pictures.picture(owner.person, key).await?;
    if row.is_none_or(|row| row.kind == PictureKind::Checkpoint) {
        return Ok(None);
    }

    Ok(web
        .pictures
        .open(owner.person, PictureRef::Own(key))
        .await?)
}

/// Serves a picture under its own content type. Anything else is not found: a browser must not
/// guess the type of bytes that a stranger has sent.
pub(super) fn picture_response(file: OpenFile) -> Result<Response> {
    let content_type = content_type(file.head()).ok_or(WebError::NotFound)?;
    let cache_control = format!("private, max-age={}, immutable", ONE_YEAR.as_secs());
    let headers = [
        (header::CONTENT_TYPE, content_type.to_owned()),
        (header::CACHE_CONTROL, cache_control),
    ];

    Ok((headers, file_response(file)).into_response())
}

/// Serves a file, read from the disk as the client takes it.
pub(super) fn file_response(file: OpenFile) -> Response {
    let length = HeaderValue::from(file.size());
    let body = Body::from_stream(file.into_stream());

    ([(header::CONTENT_LENGTH, length)], body).into_response()
}

fn content_type(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [b'G', b'I', b'F', b'8', ..] => Some("image/gif"),
        _ if is_webp(bytes) => Some("image/webp"),
        [b'B', b'M', ..] => Some("image/bmp"),
        _ => None,
    }
}

fn is_webp(bytes: &[u8]) -> bool {
    bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP".as_slice())
}

/// The header that makes a browser save the picture instead of showing it.
fn attachment(name: &str, headers: &HeaderMap) -> Option<HeaderValue> {
    let is_plain = !name.is_empty()
        && name.len() <= 80
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');

    let extension = headers
        .get(header::CONTENT_TYPE)?
        .to_str()
        .ok()?
        .strip_prefix("image/")?
        .replace("jpeg", "jpg");

    is_plain
        .then(|| {
            HeaderValue::from_str(&format!("attachment; filename=\"{name}.{extension}\"")).ok()
        })
        .flatten()
}
