//! Reads the frames of a file, decoded in the order of the file and given in that of time.

use std::{collections::BTreeMap, ops::ControlFlow, time::Duration};

use super::{boxes::broken, movie::Movie};
use crate::{
    image::{Picture, Size},
    moving::{
        error::{MovingError, unpanicked},
        format::{Format, Header, Rotation},
        h264::{DecodedFrame, StreamDecoder, StreamError},
        limits::Limits,
        rate::Frames,
    },
};

/// What the header tells.
pub(in crate::moving) fn probe(file: &[u8], limits: &Limits) -> Result<Header, MovingError> {
    Movie::read(file, limits).map(|movie| movie.header)
}

/// Decodes the frames.
pub(in crate::moving) fn read(
    file: &[u8],
    limits: &Limits,
    frames: &mut Frames,
) -> Result<ControlFlow<()>, MovingError> {
    let movie = Movie::read(file, limits)?;
    let stream = movie.track.stream;
    let decoder = unpanicked(Format::Mp4, || {
        StreamDecoder::new(
            &stream.units,
            stream.parameters,
            stream.colours,
            stream.length_bytes,
        )
        .map_err(refused)
    })?;

    let mut order = Order {
        decoder,
        rotation: movie.track.rotation,
        waiting: BTreeMap::new(),
        next: 0,
        last: None,
    };
    for (sample, showing) in movie.samples.iter().zip(&movie.showings) {
        let bytes = &file[sample.start..sample.end];
        let frame = unpanicked(Format::Mp4, || order.decoder.decode(bytes).map_err(refused))?;

        let waiting = Waiting {
            frame,
            delay: showing.delay,
        };
        order.waiting.insert(showing.rank, waiting);
        if order.give(frames)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }

    if order.last.is_none() {
        return Err(MovingError::NoPicture {
            format: Format::Mp4,
        });
    }

    Ok(ControlFlow::Continue(()))
}

/// Frames that were decoded before their time.
struct Order {
    decoder: StreamDecoder,
    rotation: Rotation,
    waiting: BTreeMap<usize, Waiting>,
    /// The rank of the frame that is shown next.
    next: usize,
    /// What is shown on for a sample without a picture.
    last: Option<DecodedFrame>,
}

struct Waiting {
    frame: Option<DecodedFrame>,
    delay: Duration,
}

impl Order {
    /// Gives all frames whose time has come.
    fn give(&mut self, frames: &mut Frames) -> Result<ControlFlow<()>, MovingError> {
        while let Some(waiting) = self.waiting.remove(&self.next) {
            self.next += 1;
            if waiting.frame.is_some() {
                self.last = waiting.frame;
            }

            let Some(frame) = &self.last else {
                continue;
            };

            let mut result = Ok(());
            let flow = frames.push_if(waiting.delay, || {
                let picture = self.decoder.picture(frame);
                result = picture.as_ref().map(|_| ()).ok_or_else(smaller);

                picture.map(|picture| upright(picture, self.rotation))
            });

            result?;
            if flow.is_break() {
                return Ok(flow);
            }
        }

        Ok(ControlFlow::Continue(()))
    }
}

fn smaller() -> MovingError {
    broken("a frame is smaller than the film")
}

fn refused(error: StreamError) -> MovingError {
    match error {
        StreamError::Unsupported(feature) => MovingError::unsupported(Format::Mp4, feature),
        StreamError::Broken(text) => broken(text),
    }
}

/// Turns a frame as its film lies.
fn upright(picture: Picture, rotation: Rotation) -> Picture {
    let from = picture.size();
    let to = match rotation {
        Rotation::Upright => return picture,
        Rotation::Half => from,
        Rotation::Right | Rotation::Left => Size::new(from.height, from.width),
    };

    let rgb = picture.as_rgb();
    let mut turned = Vec::with_capacity(rgb.len());
    for y in 0..to.height {
        for x in 0..to.width {
            let place = match rotation {
                Rotation::Upright => y * from.width + x,
                Rotation::Half => (from.height - 1 - y) * from.width + from.width - 1 - x,
                Rotation::Right => (from.height - 1 - x) * from.width + y,
                Rotation::Left => x * from.width + from.width - 1 - y,
            };
            let at = place as usize * 3;
            turned.extend_from_slice(&rgb[at..at + 3]);
        }
    }

    Picture::from_rgb(to.width, to.height, turned).expect("turning keeps the pixels")
}
