//! Films that the bot sends: each method takes what Telegram shows in that way, and nothing else.

use serde_json::Value;
use vernissage::engine::{
    image::{Limits, Picture as EnginePicture},
    moving::Header,
};

use super::{
    chats::{Body, FilmKind, Picture},
    refusal::Refusal,
    request::Request,
};
use crate::support::films::check_mp4;

/// The largest file of a bot, in bytes, and the largest thumbnail.
const HEAVIEST: usize = 50 * 1024 * 1024;
const HEAVIEST_THUMBNAIL: usize = 200 * 1024;
const THUMBNAIL_SIDE: u32 = 320;
/// The largest side of a video note in pixels, and its longest time in seconds.
const NOTE_SIDE: u32 = 640;
const NOTE_SECONDS: u64 = 60;

/// The film that is sent. `said` has what is said of it: the request, or a part of an album.
pub(super) fn read(
    request: &Request,
    kind: FilmKind,
    said: &Value,
    picture: Picture,
) -> Result<Body, Refusal> {
    if picture.bytes.len() > HEAVIEST {
        return Err(Refusal {
            code: 413,
            description: "Request Entity Too Large".into(),
            retry_after: None,
        });
    }

    let header = check_mp4(&picture.bytes)
        .map_err(|error| Refusal::bad(&format!("VIDEO_CONTENT_TYPE_INVALID: {error}")))?;
    check_shape(kind, said, &header)?;
    if let Some(thumbnail) = request.file("thumbnail") {
        check_thumbnail(&thumbnail.bytes)?;
    }

    Ok(Body::Film(kind, picture))
}

/// What is said must be true: apps show the film by it before it has come.
fn check_shape(kind: FilmKind, said: &Value, header: &Header) -> Result<(), Refusal> {
    let number = |field: &str| match &said[field] {
        Value::String(digits) => digits.parse().ok(),
        number => number.as_u64(),
    };
    let wrong = |what: &str| Err(Refusal::bad(&format!("wrong {what} of a {}", kind.field())));
    let width = u64::from(header.size.width);
    let height = u64::from(header.size.height);

    if number("duration") != Some(header.length.as_millis().div_ceil(1_000) as u64) {
        return wrong("duration");
    }

    match kind {
        FilmKind::VideoNote => {
            let is_note = width == height && width <= u64::from(NOTE_SIDE);
            if !is_note || number("length") != Some(width) {
                return wrong("length");
            }
            if header.length.as_secs() > NOTE_SECONDS {
                return wrong("duration");
            }
            if !said["caption"].is_null() {
                return wrong("caption");
            }
        }
        FilmKind::Animation | FilmKind::Video => {
            if (number("width"), number("height")) != (Some(width), Some(height)) {
                return wrong("size");
            }
        }
    }

    if kind == FilmKind::Animation && header.has_sound {
        return wrong("sound");
    }

    Ok(())
}

fn check_thumbnail(bytes: &[u8]) -> Result<(), Refusal> {
    let is_jpeg = bytes.starts_with(b"\xff\xd8") && bytes.len() <= HEAVIEST_THUMBNAIL;
    let picture = EnginePicture::decode(bytes, &Limits::default());
    let longest = picture.map(|picture| picture.size().longest());

    match longest {
        Ok(longest) if is_jpeg && longest <= THUMBNAIL_SIDE => Ok(()),
        _ => Err(Refusal::bad("wrong thumbnail")),
    }
}
