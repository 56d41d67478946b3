//! The files of one message, in the forms that messengers ask for.

use std::{ops::ControlFlow, time::Duration};

use async_trait::async_trait;
use bytes::Bytes;
use tokio::sync::Semaphore;

use crate::{
    domain::{film::Film, ids::PersonId, picture::PictureRef},
    engine::{
        image::{Limits, OutputFormat, Picture, fitted_size},
        moving::{self, FrameRate},
    },
    messengers::{Files, FilmFormat, FilmLimits},
    pictures::Pictures,
};

/// The width and height of a card in pixels.
const CARD_WIDTH: u32 = 520;
const CARD_HEIGHT: u32 = 320;
/// The longest side of a thumbnail in pixels.
const THUMBNAIL_SIDE: u32 = 320;
/// The longest side of a GIF in pixels. A GIF takes several times as many bytes as the film that it
/// is made from.
const GIF_SIDE: u32 = 480;
/// The most frames of a GIF in a second, and in all.
const GIF_RATE: u32 = 20;
const GIF_FRAMES: u32 = 240;

/// The files of one message.
pub(super) struct MessageFiles<'a> {
    pub(super) pictures: &'a Pictures,
    pub(super) owner: Option<PersonId>,
    /// The films that the messenger shows.
    pub(super) film_limits: FilmLimits,
    pub(super) film_encoder: &'a FilmEncoder,
}

/// Encodes one film at a time: each takes a core and the memory for its frames.
pub(super) struct FilmEncoder(Semaphore);

impl Default for FilmEncoder {
    fn default() -> Self {
        Self(Semaphore::new(1))
    }
}

impl FilmEncoder {
    /// The film as a GIF of at most `limit` bytes. Only for films that were made here: those of
    /// strangers are decoded in a process of their own.
    async fn gif(&self, bytes: Bytes, film: Film, limit: u64) -> anyhow::Result<Bytes> {
        let _turn = self.0.acquire().await?;
        let encoding = tokio::task::spawn_blocking(move || encode_gif(&bytes, &film, limit));

        Ok(encoding.await??.into())
    }
}

#[async_trait]
impl Files for MessageFiles<'_> {
    async fn file(&self, picture: PictureRef) -> anyhow::Result<Option<Bytes>> {
        match (self.owner, picture) {
            (Some(owner), picture) => self.pictures.bytes(owner, picture).await,
            (None, PictureRef::Gallery(style)) => Ok(Some(Bytes::from_static(style.jpeg()))),
            (None, PictureRef::Own(_)) => Ok(None),
        }
    }

    async fn card(&self, picture: PictureRef) -> anyhow::Result<Option<Bytes>> {
        self.drawn(picture, |picture| picture.covering(CARD_WIDTH, CARD_HEIGHT))
            .await
    }

    async fn thumbnail(&self, picture: PictureRef) -> anyhow::Result<Option<Bytes>> {
        self.drawn(picture, |picture| {
            let size = fitted_size(picture.width(), picture.height(), THUMBNAIL_SIDE);
            picture.resized(size.width, size.height)
        })
        .await
    }

    async fn film(&self, film: &Film) -> anyhow::Result<Option<Bytes>> {
        let FilmLimits {
            format,
            bytes: limit,
        } = self.film_limits;
        let Some(bytes) = self.file(PictureRef::Own(film.file)).await? else {
            return Ok(None);
        };

        let is_ready = match format {
            FilmFormat::Mp4 => true,
            FilmFormat::Gif => bytes.starts_with(b"GIF8"),
        };
        if is_ready {
            return Ok(Some(bytes).filter(|bytes| bytes.len() as u64 <= limit));
        }

        match self.film_encoder.gif(bytes, *film, limit).await {
            Ok(gif) => Ok(Some(gif)),
            Err(error) => {
                tracing::warn!(
                    ?error,
                    "a film is sent as a still: it does not become a GIF"
                );
                Ok(None)
            }
        }
    }
}

impl MessageFiles<'_> {
    /// A JPEG of what is drawn from a picture.
    async fn drawn(
        &self,
        picture: PictureRef,
        draw: impl FnOnce(&Picture) -> Picture + Send + 'static,
    ) -> anyhow::Result<Option<Bytes>> {
        let Some(bytes) = self.file(picture).await? else {
            return Ok(None);
        };
        let drawing = tokio::task::spawn_blocking(move || {
            let picture = Picture::decode(&bytes, &Limits::default())?;
            anyhow::Ok(draw(&picture).encode(OutputFormat::Jpeg)?)
        });

        Ok(Some(drawing.await??.into()))
    }
}

fn encode_gif(bytes: &[u8], film: &Film, limit: u64) -> anyhow::Result<Vec<u8>> {
    let rate = gif_rate(film);
    let size = fitted_size(film.width, film.height, GIF_SIDE);
    let mut frames = Vec::new();
    moving::read(bytes, &moving::Limits::default(), rate, &mut |frame| {
        frames.push(frame.resized(size.width, size.height));
        ControlFlow::Continue(())
    })?;

    Ok(moving::write(
        &frames,
        rate,
        moving::OutputFormat::Gif,
        limit,
    )?)
}

/// The film's own rate, or less if that is too much for a GIF.
fn gif_rate(film: &Film) -> FrameRate {
    let length = Duration::from_millis(u64::from(film.millis.max(1)));
    let frames = film.frames.min(GIF_FRAMES);
    let hertz = (f64::from(frames) / length.as_secs_f64()).round() as u32;

    FrameRate::new(hertz.clamp(1, GIF_RATE)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::picture::PictureKey;

    fn film(millis: u32, frames: u32) -> Film {
        Film {
            file: PictureKey::from_bytes(b"film"),
            millis,
            width: 64,
            height: 48,
            frames,
            is_round: false,
            has_sound: false,
        }
    }

    #[test]
    fn a_gif_has_the_rate_of_its_film_if_that_is_not_too_much() {
        for (millis, frames, expected) in [
            (2_000, 24, 12),
            (1_000, 60, GIF_RATE),
            (60_000, 1_500, 4),
            (0, 0, 1),
        ] {
            let rate = gif_rate(&film(millis, frames));
            assert_eq!(rate.hertz(), expected, "{frames} frames in {millis} ms");
        }
    }

    #[test]
    fn a_film_becomes_a_gif_within_its_limit() {
        let frame = |shade: u8| Picture::from_rgb(64, 48, [shade, 90, 40].repeat(64 * 48)).unwrap();
        let frames: Vec<Picture> = (0..12).map(|index| frame(index * 20)).collect();
        let rate = FrameRate::new(12).unwrap();
        let mp4 = moving::write(&frames, rate, moving::OutputFormat::Mp4, u64::MAX).unwrap();

        let gif = encode_gif(&mp4, &film(1_000, 12), 100_000).unwrap();
        let header = moving::probe(&gif, &moving::Limits::default()).unwrap();
        assert_eq!(header.format, moving::Format::Gif);
        assert_eq!(header.frames, 12);
        assert!(encode_gif(&mp4, &film(1_000, 12), 10).is_err());
    }
}
