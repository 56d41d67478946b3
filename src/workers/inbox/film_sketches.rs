//! Sketches a few moments of a film before the step that shows them is committed. The same order gives
//! the same sketches, and those that were made lately are remembered.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::time::timeout;

use crate::{
    domain::{
        conversation::{Effect, FilmSketch},
        film::FilmPart,
        ids::PersonId,
        message::{Body, Message},
        picture::{PictureKey, PictureRef},
        time::Moment,
    },
    engine::{image::Picture, moving::FrameRate},
    films::FrameRequest,
    pictures::{EncodedFile, NewPicture},
    store::pictures::PictureKind,
    workers::{WorkerContext, jobs::request, leased::count_error, sketches::FilmSketchOrder},
};

/// How long sketches are kept; to see them later means to have them made again.
const KEEP: Duration = Duration::from_hours(24 * 7);
/// How long sketches are shown again: shorter than they are kept, so that they are still there when
/// they are sent.
const REMEMBERED: Duration = Duration::from_hours(12);
/// How many are remembered.
const MOST: usize = 1000;
/// How long the person waits for them. After that the summary comes without.
const PATIENCE: Duration = Duration::from_secs(8);
/// The longest side of one sketch in px.
const SIDE: u32 = 320;
/// How many moments are to choose from, at least.
const MOMENTS: u32 = 3;

/// Sketches films.
#[derive(Default)]
pub(super) struct FilmSketches {
    made: Mutex<HashMap<(PersonId, FilmSketch), SketchFile>>,
}

/// Sketches in one picture.
#[derive(Clone, Copy)]
struct SketchFile {
    picture: PictureKey,
    at: Moment,
}

impl FilmSketches {
    /// Makes all sketches among the effects. A message whose sketches cannot be made is left out.
    pub(super) async fn make(
        &self,
        context: &WorkerContext,
        owner: PersonId,
        effects: Vec<Effect>,
    ) -> Vec<Effect> {
        let mut made = Vec::with_capacity(effects.len());
        for effect in effects {
            let effect = match effect {
                Effect::SayWithSketches(message, sketch) => {
                    let picture = self.picture(context, owner, sketch).await;
                    picture.map(|picture| Effect::Say(showing(message, picture)))
                }
                other => Some(other),
            };
            made.extend(effect);
        }

        made
    }

    async fn picture(
        &self,
        context: &WorkerContext,
        owner: PersonId,
        sketch: FilmSketch,
    ) -> Option<PictureKey> {
        let key = (owner, sketch);
        if let Some(picture) = self.remembered(context, key) {
            return Some(picture);
        }

        let picture = match timeout(PATIENCE, draw(context, owner, sketch)).await {
            Ok(Ok(picture)) => picture?,
            Ok(Err(error)) => {
                count_error("film_sketches");
                tracing::warn!(?error, "a film could not be sketched");
                return None;
            }
            Err(_) => {
                tracing::warn!("sketching a film takes too long");
                return None;
            }
        };

        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if made.len() >= MOST {
            made.clear();
        }
        let at = context.clock.now();
        made.insert(key, SketchFile { picture, at });

        Some(picture)
    }

    fn remembered(
        &self,
        context: &WorkerContext,
        key: (PersonId, FilmSketch),
    ) -> Option<PictureKey> {
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let one = made.get(&key)?;
        let is_new = context.clock.now().since(one.at) < REMEMBERED;
        is_new.then_some(one.picture)
    }
}

/// Sketches a film; `None` if nobody is to see sketches, or something of it is gone.
async fn draw(
    context: &WorkerContext,
    owner: PersonId,
    sketch: FilmSketch,
) -> anyhow::Result<Option<PictureKey>> {
    let (Some(sketches), Some(part)) = (&context.sketches, sketch.request.film) else {
        return Ok(None);
    };
    let Some(files) = request::files(&context.pictures, owner, &sketch.request).await? else {
        return Ok(None);
    };
    let Some(film) = files.film.clone() else {
        return Ok(None);
    };

    let read = context.films.read(&film, moments(part)).await?;
    let order = FilmSketchOrder {
        request: sketch.request,
        files,
        frames: chosen(read.frames),
        size: SIDE,
    };
    let file: EncodedFile = sketches.sketch_film(owner, order).await?;

    let picture = NewPicture {
        owner,
        kind: PictureKind::Preview,
        file,
        is_grey: false,
        keep_for: Some(KEEP),
    };
    context.pictures.keep(picture).await
}

/// Frames of a film, few a second, but enough to choose from.
fn moments(part: FilmPart) -> FrameRequest {
    let rate = (MOMENTS * 1000).div_ceil(part.millis.max(100));
    FrameRequest {
        rate: FrameRate::new(rate).unwrap_or_default(),
        longest_side: SIDE,
        longest: Duration::from_millis(part.millis.into()),
    }
}

/// The middle of each third.
fn chosen(frames: Vec<Picture>) -> Vec<Picture> {
    let count = frames.len();
    let moments = MOMENTS as usize;
    if count <= moments {
        return frames;
    }

    let places: Vec<usize> = (0..moments)
        .map(|place| (2 * place + 1) * count / (2 * moments))
        .collect();
    let numbered = frames.into_iter().enumerate();
    numbered
        .filter(|(place, _)| places.contains(place))
        .map(|(_, frame)| frame)
        .collect()
}

/// The message with another picture.
fn showing(message: Message, picture: PictureKey) -> Message {
    let body = match message.body {
        Body::Picture { caption, .. } => Body::Picture {
            picture: PictureRef::Own(picture),
            caption,
        },
        body => body,
    };

    Message { body, ..message }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_moments_are_spread_over_the_film() {
        let frame = |shade| Picture::from_rgb(1, 1, vec![shade; 3]).unwrap();
        let places = |count: u8| {
            let chosen = chosen((0..count).map(frame).collect());
            chosen
                .iter()
                .map(|one| one.as_rgb()[0])
                .collect::<Vec<u8>>()
        };

        assert_eq!(places(1), [0]);
        assert_eq!(places(3), [0, 1, 2]);
        assert_eq!(places(6), [1, 3, 5]);
        assert_eq!(places(60), [10, 30, 50]);
    }
}
