//! Pictures and films to show and to download: each only for its owner, those of the gallery for
//! everybody.

use axum::{
    body::Body,
    extract::{Path, Query},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use serde::Deserialize;

use super::{
    ONE_YEAR, State, WebState,
    error::{Result, WebError},
    ranges::WantedBytes,
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

/// What is wanted of a file that the visitor has sent.
#[derive(Deserialize)]
pub(super) struct UploadQuery {
    /// Given if a film is to be shown by its still.
    still: Option<String>,
}

/// A picture of the visitor's, or of the gallery.
pub(super) async fn picture(
    state: State,
    visitor: Visitor,
    Path(name): Path<String>,
    Query(download): Query<Download>,
    asked: HeaderMap,
) -> Result<Response> {
    let web = &state.web;
    let file = match PictureRef::parse(&name).ok_or(WebError::NotFound)? {
        PictureRef::Gallery(style) => Some(OpenFile::in_memory(Bytes::from_static(style.jpeg()))),
        PictureRef::Own(key) => own_picture(web, &visitor, key).await?,
    };
    let mut response = media_response(file.ok_or(WebError::NotFound)?, &name, &asked).await?;
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

/// A picture that the visitor has sent, in the size of a chat bubble; a film for as long as it is kept,
/// and then its still.
pub(super) async fn upload(
    state: State,
    visitor: Visitor,
    Path(name): Path<String>,
    Query(wanted): Query<UploadQuery>,
    asked: HeaderMap,
) -> Result<Response> {
    let key = PictureKey::parse(&name).ok_or(WebError::NotFound)?;
    let pictures = &state.web.pictures;

    // A film is kept as it came, and so under the same key.
    let film = match wanted.still {
        Some(_) => None,
        None => own_picture(&state.web, &visitor, key).await?,
    };
    let file = match film {
        Some(film) => Some(film),
        None => pictures.open_upload(&visitor.chat(), key).await?,
    };
    let file = file.ok_or(WebError::NotFound)?;

    // A small copy later replaces the file at the same address.
    let tag = format!("{name}-{}", file.size());
    let mut response = media_response(file, &tag, &asked).await?;
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

/// Serves a picture or a film under its own content type, or the part of it that is asked for. `name`
/// tells its bytes from all others.
pub(super) async fn media_response(
    file: OpenFile,
    name: &str,
    asked: &HeaderMap,
) -> Result<Response> {
    let tag = format!("\"{name}\"");
    if is_known(asked, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }

    let size = file.size();
    let content_type = content_type(file.head());
    let wanted = WantedBytes::read(asked, size, &tag);

    let mut response = match &wanted {
        WantedBytes::All => picture_response(file)?,
        WantedBytes::Part(part) => {
            let content_type = content_type.ok_or(WebError::NotFound)?;
            let body = file_response(file.part(part.clone()).await?);
            (
                StatusCode::PARTIAL_CONTENT,
                media_headers(content_type),
                body,
            )
                .into_response()
        }
        WantedBytes::Missing => StatusCode::RANGE_NOT_SATISFIABLE.into_response(),
    };

    let headers = response.headers_mut();
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.extend(HeaderValue::from_str(&tag).map(|tag| (header::ETAG, tag)));
    let part = match wanted {
        WantedBytes::All => return Ok(response),
        WantedBytes::Part(part) => format!("bytes {}-{}/{size}", part.start, part.end - 1),
        WantedBytes::Missing => format!("bytes */{size}"),
    };
    headers.extend(HeaderValue::from_str(&part).map(|part| (header::CONTENT_RANGE, part)));

    Ok(response)
}

/// Whether the browser has the file of this `ETag`.
fn is_known(asked: &HeaderMap, tag: &str) -> bool {
    let known = asked.get(header::IF_NONE_MATCH);
    let known = known.and_then(|known| known.to_str().ok());

    known.is_some_and(|known| known.contains(tag))
}

/// Serves a picture or a film under its own content type. Anything else is not found: a browser must not
/// guess the type of bytes that a stranger has sent.
pub(super) fn picture_response(file: OpenFile) -> Result<Response> {
    let content_type = content_type(file.head()).ok_or(WebError::NotFound)?;

    Ok((media_headers(content_type), file_response(file)).into_response())
}

/// The bytes of a file never change.
fn media_headers(content_type: &str) -> [(HeaderName, String); 2] {
    let cache_control = format!("private, max-age={}, immutable", ONE_YEAR.as_secs());

    [
        (header::CONTENT_TYPE, content_type.to_owned()),
        (header::CACHE_CONTROL, cache_control),
    ]
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
        [0x1a, 0x45, 0xdf, 0xa3, ..] => Some("video/webm"),
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => film_type(brand),
        _ => None,
    }
}

/// The content type of a film by its brand. Pictures have brands, too, such as HEIC.
fn film_type(brand: &[u8]) -> Option<&'static str> {
    let brand = brand.get(..4)?;
    if brand == b"qt  " {
        return Some("video/quicktime");
    }

    let films = [
        b"iso".as_slice(),
        b"mp4",
        b"avc1",
        b"M4V",
        b"MSNV",
        b"3gp",
        b"dash",
    ];
    let is_film = films.iter().any(|film| brand.starts_with(film));
    is_film.then_some("video/mp4")
}

fn is_webp(bytes: &[u8]) -> bool {
    bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP".as_slice())
}

/// The header that makes a browser save the file instead of showing it.
fn attachment(name: &str, headers: &HeaderMap) -> Option<HeaderValue> {
    let is_plain = !name.is_empty()
        && name.len() <= 80
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');

    let extension = match headers.get(header::CONTENT_TYPE)?.to_str().ok()? {
        "image/jpeg" => "jpg",
        "video/quicktime" => "mov",
        content_type => content_type
            .strip_prefix("image/")
            .or_else(|| content_type.strip_prefix("video/"))?,
    };

    is_plain
        .then(|| {
            HeaderValue::from_str(&format!("attachment; filename=\"{name}.{extension}\"")).ok()
        })
        .flatten()
}
