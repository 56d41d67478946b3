//! The pictures of public entries. They are found by the entry's id alone, so an entry that is not
//! public any more loses its pictures at once: a browser may keep one, but has to ask each time
//! whether it is still there.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::SiteState;
use crate::{
    domain::feed::{EntryId, Part, Size},
    web::{
        error::{Result, WebError},
        files,
    },
};

/// The path parameters of a picture.
#[derive(Deserialize)]
pub(super) struct PicturePath {
    entry: String,
    /// The part and the size, such as `painting-grid`.
    file: String,
}

/// A picture of a public entry.
pub(super) async fn published(
    State(state): State<Arc<SiteState>>,
    Path(PicturePath { entry, file }): Path<PicturePath>,
    headers: HeaderMap,
) -> Result<Response> {
    let id = EntryId::parse(&entry).ok_or(WebError::NotFound)?;
    let PictureFile { part, size } = PictureFile::parse(&file).ok_or(WebError::NotFound)?;
    state
        .feed()
        .picture(id, part)
        .await?
        .ok_or(WebError::NotFound)?;

    // The pictures of an entry never change, so the address identifies the bytes.
    let tag = format!("\"{id}-{file}\"");
    let cache_headers = [
        (header::CACHE_CONTROL, "public, no-cache".to_owned()),
        (header::ETAG, tag.clone()),
    ];

    if headers
        .get(header::IF_NONE_MATCH)
        .and_then(|known| known.to_str().ok())
        .is_some_and(|known| known.contains(&tag))
    {
        return Ok((StatusCode::NOT_MODIFIED, cache_headers).into_response());
    }

    let served = state
        .public_site
        .pictures
        .open(id, part, size)
        .await?
        .ok_or(WebError::NotFound)?;
    let content_type = [(header::CONTENT_TYPE, served.mime)];

    let body = files::file_response(served.file);
    Ok((content_type, cache_headers, body).into_response())
}

#[derive(Debug, PartialEq, Eq)]
struct PictureFile {
    part: Part,
    size: Size,
}

impl PictureFile {
    fn parse(file: &str) -> Option<Self> {
        let (part, size) = file.rsplit_once('-')?;
        let part = Part::parse(part)?;
        let size = Size::parse(size)?;

        size.serves(part).then_some(Self { part, size })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_served_has_a_name() {
        let file = |part, size| Some(PictureFile { part, size });
        assert_eq!(
            PictureFile::parse("second-style-grid"),
            file(Part::SecondStyle, Size::Grid)
        );

        assert_eq!(
            PictureFile::parse("painting-card"),
            file(Part::Painting, Size::Card)
        );

        for name in [
            "photo-card",
            "photo",
            "photo-grid.jpg",
            "photo-huge",
            "../photo-grid",
            "",
        ] {
            assert_eq!(PictureFile::parse(name), None, "{name}");
        }
    }
}
