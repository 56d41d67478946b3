//! The lines that count, as a drawing.

use super::AttentionMap;
use crate::{image::Picture, planes::Planes};

/// The paper and the ink, RGB.
const PAPER: [f32; 3] = [250.0, 247.0, 240.0];
const INK: [f32; 3] = [24.0, 28.0, 44.0];

/// Share of the pixels that may be of full ink: the few strongest would leave the others faint.
const FULL_INK: f32 = 0.01;

/// Share of a line's strength that stays where the map is cold.
const COLD: f32 = 0.25;

/// Below 1, so that thin lines are seen.
const GAMMA: f32 = 0.8;

/// A drawing of where `gradient`, three planes, is strong and `map` is hot.
pub(super) fn drawn(gradient: &Planes, map: &AttentionMap) -> Picture {
    let height = gradient.height();
    let width = gradient.width();
    let heat = map.enlarged(height, width);

    let mut strength = Planes::from_fn(1, height, width, |_, y, x| {
        let place = y * width + x;
        let largest = (0..3)
            .map(|channel| gradient.plane(channel)[place].abs())
            .fold(0.0, f32::max);
        largest * (COLD + (1.0 - COLD) * heat.data()[place])
    });

    smooth(&mut strength);
    let full = quantile(strength.data(), 1.0 - FULL_INK).max(f32::MIN_POSITIVE);
    for value in strength.data_mut() {
        *value = (*value / full).min(1.0).powf(GAMMA);
    }

    Picture::from_planes(&Planes::from_fn(3, height, width, |channel, y, x| {
        let ink = strength.data()[y * width + x];
        PAPER[channel] + ink * (INK[channel] - PAPER[channel])
    }))
}

/// Joins the dots that strides leave to lines: each value becomes a mean of itself and its
/// neighbours, by 1, 2, 1 along rows and columns.
fn smooth(planes: &mut Planes) {
    let height = planes.height();
    let width = planes.width();
    let mean = |values: &Planes, before: usize, here: usize, after: usize| {
        let values = values.plane(0);
        (values[before] + 2.0 * values[here] + values[after]) / 4.0
    };

    let rows = Planes::from_fn(1, height, width, |_, y, x| {
        let place = |x: usize| y * width + x;
        let right = place((x + 1).min(width - 1));
        mean(planes, place(x.saturating_sub(1)), place(x), right)
    });
    *planes = Planes::from_fn(1, height, width, |_, y, x| {
        let place = |y: usize| y * width + x;
        let below = place((y + 1).min(height - 1));
        mean(&rows, place(y.saturating_sub(1)), place(y), below)
    });
}

/// The value below which this share of `values` lies.
fn quantile(values: &[f32], share: f32) -> f32 {
    let mut values = values.to_vec();
    let index = (values.len() as f32 * share) as usize;
    let index = index.min(values.len() - 1);

    *values.select_nth_unstable_by(index, f32::total_cmp).1
}
