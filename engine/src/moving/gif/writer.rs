//! Writes GIFs: one palette, pixels that stay are transparent, and each frame is only as large as
//! what changed.

use std::borrow::Cow;

use gif::{DisposalMethod, Encoder, Frame, Repeat};

use super::palette::Palette;
use crate::{
    image::{Picture, Size},
    moving::{error::WriteError, rate::FrameRate},
};

/// Hundredths of a second, in which GIFs measure time. Browsers show a frame for two at least.
const UNITS: u64 = 100;
const SHORTEST: u64 = 2;

/// How good a GIF is, and how small.
#[derive(Clone, Copy, Debug)]
pub(in crate::moving) struct Quality {
    /// Of the palette; one more is for what stays.
    pub(in crate::moving) colours: usize,
    /// Levels by which a pixel may differ and stay as it is shown.
    pub(in crate::moving) tolerance: u8,
}

/// A GIF of these frames, which are equally large, that repeats for ever.
pub(in crate::moving) fn write(
    frames: &[Picture],
    rate: FrameRate,
    quality: Quality,
) -> Result<Vec<u8>, WriteError> {
    let size = frames.first().ok_or(WriteError::NoFrames)?.size();
    let width = u16::try_from(size.width).map_err(WriteError::encode)?;
    let height = u16::try_from(size.height).map_err(WriteError::encode)?;

    let palette = Palette::for_frames(frames, quality.colours.min(255));
    let stays = palette.len() as u8;
    let mut colours = palette.as_rgb();
    colours.extend([0; 3]);

    let mut file = Vec::new();
    let mut encoder =
        Encoder::new(&mut file, width, height, &colours).map_err(WriteError::encode)?;
    encoder
        .set_repeat(Repeat::Infinite)
        .map_err(WriteError::encode)?;

    let mut screen = Screen {
        size,
        palette,
        stays,
        tolerance: quality.tolerance,
        shown: Vec::new(),
    };
    for (index, picture) in frames.iter().enumerate() {
        let mut frame = screen.next(picture);
        let delay = rate.start(index + 1, UNITS) - rate.start(index, UNITS);
        frame.delay = delay.max(SHORTEST) as u16;
        encoder.write_frame(&frame).map_err(WriteError::encode)?;
    }

    drop(encoder);
    Ok(file)
}

/// What is shown while the file is played.
struct Screen {
    size: Size,
    palette: Palette,
    /// The index that stands for a pixel that stays.
    stays: u8,
    tolerance: u8,
    /// The index of each pixel; empty before the first frame.
    shown: Vec<u8>,
}

impl Screen {
    /// What turns the screen into the next picture.
    fn next(&mut self, picture: &Picture) -> Frame<'static> {
        let width = self.size.width as usize;
        let mut changes = Vec::with_capacity(self.size.pixels() as usize);
        for (place, pixel) in picture.as_rgb().chunks_exact(3).enumerate() {
            let pixel = [pixel[0], pixel[1], pixel[2]];
            let shown = self.shown.get(place).copied();
            if shown.is_some_and(|shown| self.is_near(pixel, shown)) {
                changes.push(self.stays);
                continue;
            }

            let index = self.palette.index(pixel, place % width, place / width);
            let stays = shown == Some(index);
            changes.push(if stays { self.stays } else { index });
        }

        if self.shown.is_empty() {
            self.shown.clone_from(&changes);
        } else {
            for (shown, change) in self.shown.iter_mut().zip(&changes) {
                if *change != self.stays {
                    *shown = *change;
                }
            }
        }

        self.cropped(&changes)
    }

    fn is_near(&self, pixel: [u8; 3], shown: u8) -> bool {
        let colour = self.palette.colour(shown);
        let mut parts = pixel.iter().zip(colour);

        self.tolerance > 0 && parts.all(|(one, other)| one.abs_diff(other) <= self.tolerance)
    }

    /// The part of the screen that changes; a pixel, if nothing does.
    fn cropped(&self, changes: &[u8]) -> Frame<'static> {
        let width = self.size.width as usize;
        let is_change = |index: &u8| *index != self.stays;
        let rows = || changes.chunks_exact(width);

        let top = rows().position(|row| row.iter().any(is_change));
        let bottom = rows().rposition(|row| row.iter().any(is_change));
        let left = rows()
            .filter_map(|row| row.iter().position(is_change))
            .min();
        let right = rows()
            .filter_map(|row| row.iter().rposition(is_change))
            .max();

        let top = top.unwrap_or(0);
        let bottom = bottom.unwrap_or(0);
        let left = left.unwrap_or(0);
        let right = right.unwrap_or(0);
        let part = rows()
            .skip(top)
            .take(bottom + 1 - top)
            .flat_map(|row| &row[left..=right]);

        Frame {
            left: left as u16,
            top: top as u16,
            width: (right + 1 - left) as u16,
            height: (bottom + 1 - top) as u16,
            buffer: Cow::Owned(part.copied().collect()),
            dispose: DisposalMethod::Keep,
            transparent: Some(self.stays),
            ..Frame::default()
        }
    }
}
