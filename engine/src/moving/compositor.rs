//! Puts partial frames together, as GIF, WebP and PNG have them.

use crate::image::{Picture, Size};

/// Bytes of a pixel: red, green, blue, alpha (not multiplied).
const PIXEL: usize = 4;

/// A rectangle of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) left: u32,
    pub(super) top: u32,
    pub(super) size: Size,
}

/// What becomes of a frame's rectangle once it was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Disposal {
    /// It stays.
    Keep,
    /// It becomes transparent.
    Clear,
    /// It becomes what it was before.
    Restore,
}

/// How a frame is laid over what is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Blending {
    /// It takes the place, transparency included.
    Replace,
    /// It is seen in front.
    Over,
}

/// A part of a picture, to be laid on it.
pub(super) struct Patch<'a> {
    pub(super) place: Place,
    /// Red, green, blue and alpha, rows from the top.
    pub(super) rgba: &'a [u8],
    pub(super) blending: Blending,
    pub(super) disposal: Disposal,
}

/// The picture as it is now.
pub(super) struct Compositor {
    size: Size,
    rgba: Vec<u8>,
    /// What the last frame leaves to be done before the next one.
    pending: Option<Undo>,
}

struct Undo {
    place: Place,
    /// The pixels of the rectangle from before; `None` clears it.
    before: Option<Vec<u8>>,
}

impl Compositor {
    /// A transparent picture.
    pub(super) fn new(size: Size) -> Self {
        Self {
            size,
            rgba: vec![0; size.pixels() as usize * PIXEL],
            pending: None,
        }
    }

    /// Disposes of the last frame and lays the next one over the rest. What lies outside of the
    /// picture is left out.
    pub(super) fn lay(&mut self, patch: &Patch) {
        self.dispose();

        let place = self.clipped(patch.place);
        self.pending = match patch.disposal {
            Disposal::Keep => None,
            Disposal::Clear => Some(Undo {
                place,
                before: None,
            }),
            Disposal::Restore => Some(Undo {
                place,
                before: Some(self.copy(place)),
            }),
        };

        let stride = patch.place.size.width as usize * PIXEL;
        for row in 0..place.size.height as usize {
            let from = row * stride;
            let width = place.size.width as usize * PIXEL;
            let source = patch.rgba.get(from..from + width).unwrap_or_default();
            let range = self.row(place, row);
            let target = &mut self.rgba[range];

            match patch.blending {
                Blending::Replace => target[..source.len()].copy_from_slice(source),
                Blending::Over => blend_row(target, source),
            }
        }
    }

    /// The picture on white.
    pub(super) fn flattened(&self) -> Picture {
        let (pixels, _) = self.rgba.as_chunks::<PIXEL>();
        let rgb = pixels.iter().flat_map(|&pixel| on_white(pixel)).collect();

        Picture::from_rgb(self.size.width, self.size.height, rgb)
            .expect("the compositor has width * height pixels")
    }

    fn dispose(&mut self) {
        let Some(undo) = self.pending.take() else {
            return;
        };

        let width = undo.place.size.width as usize * PIXEL;
        for row in 0..undo.place.size.height as usize {
            let range = self.row(undo.place, row);
            let target = &mut self.rgba[range];
            match &undo.before {
                Some(before) => target.copy_from_slice(&before[row * width..][..width]),
                None => target.fill(0),
            }
        }
    }

    fn copy(&self, place: Place) -> Vec<u8> {
        let rows = 0..place.size.height as usize;

        rows.flat_map(|row| &self.rgba[self.row(place, row)])
            .copied()
            .collect()
    }

    /// Where a row of a rectangle within the picture lies.
    fn row(&self, place: Place, row: usize) -> std::ops::Range<usize> {
        let line = (place.top as usize + row) * self.size.width as usize;
        let start = (line + place.left as usize) * PIXEL;

        start..start + place.size.width as usize * PIXEL
    }

    fn clipped(&self, place: Place) -> Place {
        let left = place.left.min(self.size.width);
        let top = place.top.min(self.size.height);
        let width = place.size.width.min(self.size.width - left);
        let height = place.size.height.min(self.size.height - top);

        Place {
            left,
            top,
            size: Size::new(width, height),
        }
    }
}

fn blend_row(target: &mut [u8], source: &[u8]) {
    let (targets, _) = target.as_chunks_mut::<PIXEL>();
    let (sources, _) = source.as_chunks::<PIXEL>();
    for (below, above) in targets.iter_mut().zip(sources) {
        match above[3] {
            0 => {}
            u8::MAX => *below = *above,
            _ => *below = over(*above, *below),
        }
    }
}

/// One pixel seen through another.
fn over(above: [u8; PIXEL], below: [u8; PIXEL]) -> [u8; PIXEL] {
    const ONE: u32 = 255;

    let front = u32::from(above[3]) * ONE;
    let back = u32::from(below[3]) * (ONE - u32::from(above[3]));
    let alpha = front + back;
    let mix = |above: u8, below: u8| {
        let sum = u32::from(above) * front + u32::from(below) * back;
        ((sum + alpha / 2) / alpha) as u8
    };

    [
        mix(above[0], below[0]),
        mix(above[1], below[1]),
        mix(above[2], below[2]),
        ((alpha + ONE / 2) / ONE) as u8,
    ]
}

fn on_white(pixel: [u8; PIXEL]) -> [u8; 3] {
    let [red, green, blue, alpha] = pixel;
    let alpha = u32::from(alpha);
    let level = |value: u8| ((u32::from(value) * alpha + 255 * (255 - alpha) + 127) / 255) as u8;

    [level(red), level(green), level(blue)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patch(rgba: &[u8], blending: Blending, disposal: Disposal) -> Patch<'_> {
        Patch {
            place: Place {
                left: 1,
                top: 0,
                size: Size::new(1, 2),
            },
            rgba,
            blending,
            disposal,
        }
    }

    #[test]
    fn half_transparent_black_on_nothing_is_grey_on_white() {
        let mut picture = Compositor::new(Size::new(2, 2));
        picture.lay(&patch(
            &[0, 0, 0, 128, 10, 20, 30, 255],
            Blending::Over,
            Disposal::Keep,
        ));

        let flat = picture.flattened();
        assert_eq!(flat.as_rgb()[3..6], [127, 127, 127]);
        assert_eq!(flat.as_rgb()[9..12], [10, 20, 30]);
        assert_eq!(flat.as_rgb()[..3], [255, 255, 255]);
    }

    #[test]
    fn a_frame_is_disposed_of_as_it_asks() {
        let mut picture = Compositor::new(Size::new(2, 2));
        let red = [200, 0, 0, 255].repeat(2);
        let blue = [0, 0, 200, 255].repeat(2);
        let nothing = [0; 8];

        picture.lay(&patch(&red, Blending::Over, Disposal::Keep));
        picture.lay(&patch(&blue, Blending::Over, Disposal::Restore));
        assert_eq!(picture.flattened().as_rgb()[3..6], [0, 0, 200]);

        picture.lay(&patch(&nothing, Blending::Over, Disposal::Clear));
        assert_eq!(picture.flattened().as_rgb()[3..6], [200, 0, 0]);

        picture.lay(&patch(&nothing, Blending::Over, Disposal::Keep));
        assert_eq!(picture.flattened().as_rgb()[3..6], [255, 255, 255]);
    }

    #[test]
    fn what_lies_outside_is_left_out() {
        let mut picture = Compositor::new(Size::new(2, 2));
        let rgba = [9, 9, 9, 255].repeat(25);
        picture.lay(&Patch {
            place: Place {
                left: 1,
                top: 1,
                size: Size::new(5, 5),
            },
            rgba: &rgba,
            blending: Blending::Replace,
            disposal: Disposal::Restore,
        });

        assert_eq!(picture.flattened().as_rgb()[9..], [9, 9, 9]);
        assert_eq!(picture.flattened().as_rgb()[..3], [255, 255, 255]);
    }
}
