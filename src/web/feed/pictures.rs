//! The pictures of public entries, by the keys of these. An entry that is not public any more has
//! none at once: a browser may keep a picture, but asks each time whether it is still there.

use axum::{
    extract::{Path, State as Given},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::State;
use crate::{
    domain::feed::{EntryId, Part, Size},
    web::error::{Result, WebError},
};

/// Asked about at every use, by everybody.
const ASKED: &str = "public, no-cache";

/// One of the pictures of a public entry.
pub(super) async fn published(
    Given(state): State,
    Path((entry, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response> {
    let id = EntryId::parse(&entry).ok_or(WebError::NotFound)?;
    let (part, size) = named(&file).ok_or(WebError::NotFound)?;
    state
        .feed()
        .picture(id, part)
        .await?
        .ok_or(WebError::NotFound)?;

    // What an entry shows is never changed, so its address is all that its bytes are known by.
    let tag = format!("\"{id}-{file}\"");
    let fixed = [
        (header::CACHE_CONTROL, ASKED.to_owned()),
        (header::ETAG, tag.clone()),
    ];

    if headers
        .get(header::IF_NONE_MATCH)
        .and_then(|kept| kept.to_str().ok())
        .is_some_and(|kept| kept.contains(&tag))
    {
        return Ok((StatusCode::NOT_MODIFIED, fixed).into_response());
    }

    let served = state
        .public_site
        .pictures
        .bytes(id, part, size)
        .await?
        .ok_or(WebError::NotFound)?;

    Ok(([(header::CONTENT_TYPE, served.mime)], fixed, served.bytes).into_response())
}

fn named(file: &str) -> Option<(Part, Size)> {
    let (part, size) = file.rsplit_once('-')?;
    let part = Part::parse(part)?;
    let size = Size::parse(size)?;
    size.serves(part).then_some((part, size))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_served_has_a_name() {
        assert_eq!(
            named("second-style-grid"),
            Some((Part::SecondStyle, Size::Grid))
        );

        assert_eq!(named("painting-card"), Some((Part::Painting, Size::Card)));

        for file in [
            "photo-card",
            "photo",
            "photo-grid.jpg",
            "photo-huge",
            "../photo-grid",
            "",
        ] {
            assert_eq!(named(file), None, "{file}");
        }
    }
}
