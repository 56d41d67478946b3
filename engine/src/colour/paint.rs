//! Lays colours over a photo at its own size.

use std::{num::NonZero, thread};

use super::{
    grid::Grid,
    guided::Line,
    lab::{Lab, Tint},
    luminance::tinted,
};
use crate::{image::Picture, luma::luma};

/// The photo with the colours of `lines`, which lie over it. Each pixel keeps its [`luma`].
pub(super) fn paint(photo: &Picture, lines: &Grid<Line>) -> Picture {
    let width = photo.width() as usize;
    let height = photo.height() as usize;
    let lightness: Vec<f32> = (0..=255)
        .map(|level| Lab::from_srgb([level; 3]).lightness)
        .collect();

    let mut painted = vec![0; width * height * 3];
    let parts = thread::available_parallelism().map_or(1, NonZero::get);
    let rows = height.div_ceil(parts);
    let stripes = painted
        .chunks_mut(rows * width * 3)
        .zip(photo.as_rgb().chunks(rows * width * 3));

    thread::scope(|scope| {
        for (index, (painted, pixels)) in stripes.enumerate() {
            let stripe = Stripe {
                pixels,
                first_row: index * rows,
                width,
                height,
            };
            let lightness = &lightness;
            scope.spawn(move || stripe.paint(lines, lightness, painted));
        }
    });

    Picture::from_rgb(photo.width(), photo.height(), painted)
        .expect("the painting has as many pixels as the photo")
}

/// Some rows of a photo.
struct Stripe<'a> {
    pixels: &'a [u8],
    first_row: usize,
    width: usize,
    height: usize,
}

impl Stripe<'_> {
    /// Writes its coloured pixels. `lightness` has the L* of each level of grey.
    fn paint(&self, lines: &Grid<Line>, lightness: &[f32], painted: &mut [u8]) {
        let pixels = self.pixels.chunks_exact(3);
        for (index, (rgb, painted)) in pixels.zip(painted.chunks_exact_mut(3)).enumerate() {
            let level = luma([rgb[0], rgb[1], rgb[2]]);
            let lightness = lightness[usize::from(level)];
            let y = ((self.first_row + index / self.width) as f32 + 0.5) / self.height as f32;
            let x = ((index % self.width) as f32 + 0.5) / self.width as f32;

            let around = lines.around(y, x);
            let tint = Tint {
                a: around.mean(|line| line.at(lightness).a),
                b: around.mean(|line| line.at(lightness).b),
            };
            painted.copy_from_slice(&tinted(level, lightness, tint));
        }
    }
}
