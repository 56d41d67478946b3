//! A picture that is drawn on from the top to the bottom.

use super::{
    colour::Colour,
    text::{self, Style},
};
use crate::image::{Picture, resize_planes};

/// A rectangle on the paper in px.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) left: usize,
    pub(super) top: usize,
    pub(super) width: usize,
    pub(super) height: usize,
}

impl Frame {
    /// A frame as wide as `width` and as high as the `aspect`, width / height, makes it.
    pub(super) fn shaped(left: usize, top: usize, width: f64, aspect: f64) -> Self {
        Self {
            left,
            top,
            width: (width as usize).max(1),
            height: ((width / aspect) as usize).max(1),
        }
    }
}

/// Where a line of words stands, in px.
#[derive(Clone, Copy, Debug)]
pub(super) struct Baseline {
    pub(super) left: usize,
    /// Of the baseline, from the top.
    pub(super) y: usize,
    /// The most that it may be wide.
    pub(super) width: usize,
}

/// The paper; it grows downwards as it is drawn on.
pub(super) struct Paper {
    width: usize,
    ground: Colour,
    rgb: Vec<u8>,
}

impl Paper {
    pub(super) const fn new(width: usize, ground: Colour) -> Self {
        Self {
            width,
            ground,
            rgb: Vec::new(),
        }
    }

    /// The paper cut off at this height.
    pub(super) fn finish(mut self, height: usize) -> Picture {
        self.reach(height);
        self.rgb.truncate(height * self.width * 3);

        Picture::from_rgb(self.width as u32, height as u32, self.rgb)
            .expect("the paper has whole rows")
    }

    /// Fills a frame.
    pub(super) fn fill(&mut self, frame: Frame, colour: Colour) {
        for y in frame.top..frame.top + frame.height {
            for x in frame.left..frame.left + frame.width {
                self.blend(x, y, colour, 1.0);
            }
        }
    }

    /// Draws a picture, stretched to the frame, with corners of this radius.
    pub(super) fn picture(&mut self, picture: &Picture, frame: Frame, radius: f32) {
        let fitted = stretched(picture, frame);
        let pixels = fitted.as_rgb().chunks_exact(3);
        for (place, pixel) in pixels.enumerate() {
            let x = place % frame.width;
            let y = place / frame.width;
            let colour = Colour(pixel[0], pixel[1], pixel[2]);
            let share = corner(x, frame.width, y, frame.height, radius);
            self.blend(frame.left + x, frame.top + y, colour, share);
        }
    }

    /// Writes one line smaller if it would be wider than it may be. Returns where it ends.
    pub(super) fn line(&mut self, place: Baseline, style: Style, words: &str) -> usize {
        let Baseline {
            left,
            y: y_of_line,
            width,
        } = place;
        let needed = text::width(style, words);
        let style = style.scaled((width as f32 / needed.max(1.0)).min(1.0));

        text::draw(style, words, &mut |x, y, share| {
            let x = left.checked_add_signed(x);
            let y = y_of_line.checked_add_signed(y);
            if let (Some(x), Some(y)) = (x, y) {
                self.blend(x, y, style.colour, share);
            }
        });

        left + text::width(style, words).ceil() as usize
    }

    /// Writes words in as many lines as they need. Returns the last baseline.
    pub(super) fn lines(&mut self, first: Baseline, style: Style, words: &str) -> usize {
        let lines = text::wrapped(style, words, first.width as f32);
        let mut last = first.y;
        for (index, line) in lines.iter().enumerate() {
            last = first.y + index * style.line_height();
            self.line(Baseline { y: last, ..first }, style, line);
        }

        last
    }

    /// Makes the paper at least this high.
    fn reach(&mut self, height: usize) {
        let Colour(red, green, blue) = self.ground;
        while self.rgb.len() < height * self.width * 3 {
            self.rgb.extend([red, green, blue].repeat(self.width));
        }
    }

    /// Lays `share` of a colour over one pixel. What lies beside the paper is lost.
    fn blend(&mut self, x: usize, y: usize, colour: Colour, share: f32) {
        if x >= self.width {
            return;
        }

        self.reach(y + 1);
        let start = (y * self.width + x) * 3;
        let values = &mut self.rgb[start..start + 3];
        for (value, new) in values.iter_mut().zip([colour.0, colour.1, colour.2]) {
            let old = f32::from(*value);
            *value = (old + share * (f32::from(new) - old) + 0.5) as u8;
        }
    }
}

/// The picture at the size of the frame. The smallest pieces are enlarged by more than the usual
/// filter does well.
fn stretched(picture: &Picture, frame: Frame) -> Picture {
    if frame.width > picture.width() as usize {
        Picture::from_planes(&resize_planes(
            &picture.to_planes(),
            frame.width,
            frame.height,
        ))
    } else {
        picture.resized(frame.width as u32, frame.height as u32)
    }
}

/// The share of a pixel that lies within rounded corners.
fn corner(x: usize, width: usize, y: usize, height: usize, radius: f32) -> f32 {
    let beyond = |place: usize, side: usize| {
        let middle = place as f32 + 0.5;
        (radius - middle)
            .max(middle - (side as f32 - radius))
            .max(0.0)
    };
    let distance = beyond(x, width).hypot(beyond(y, height));

    (radius + 0.5 - distance).clamp(0.0, 1.0)
}
