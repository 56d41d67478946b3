//! Filters of one plane; the outermost values go on beyond the edges.

use crate::planes::{PlaneSize, Planes};

/// Blurs every plane by a Gaussian with the standard deviation `sigma`, in px.
pub(super) fn blur(planes: &mut Planes, sigma: f32) {
    let radius = (3.0 * sigma).ceil() as usize;
    let bell = |distance: usize| (-0.5 * (distance as f32 / sigma).powi(2)).exp();
    let weights: Vec<f32> = (0..=2 * radius)
        .map(|at| bell(at.abs_diff(radius)))
        .collect();
    let sum: f32 = weights.iter().sum();

    along_both_axes(planes, |line, blurred| {
        let mut padded = vec![line[0]; radius];
        padded.extend_from_slice(line);
        padded.resize(line.len() + 2 * radius, line[line.len() - 1]);

        for (at, blurred) in blurred.iter_mut().enumerate() {
            let window = &padded[at..at + weights.len()];
            let weighted: f32 = window.iter().zip(&weights).map(|(a, b)| a * b).sum();
            *blurred = weighted / sum;
        }
    });
}

/// Every value becomes the largest of the square of `side` x `side` px around it; `side` is odd.
pub(super) fn dilate(planes: &mut Planes, side: usize) {
    extreme(planes, side, f32::max);
}

/// Every value becomes the smallest of the square of `side` x `side` px around it; `side` is odd.
pub(super) fn erode(planes: &mut Planes, side: usize) {
    extreme(planes, side, f32::min);
}

fn extreme(planes: &mut Planes, side: usize, choose: fn(f32, f32) -> f32) {
    let reach = side / 2;
    along_both_axes(planes, |line, chosen| {
        for (at, chosen) in chosen.iter_mut().enumerate() {
            let window = &line[at.saturating_sub(reach)..line.len().min(at + reach + 1)];
            *chosen = window.iter().copied().fold(line[at], choose);
        }
    });
}

/// Applies a filter of lines to all rows and then to all columns. It reads a line and writes one.
fn along_both_axes(planes: &mut Planes, filter: impl Fn(&[f32], &mut [f32])) {
    let PlaneSize { height, width } = planes.size();
    let mut line = vec![0.0; width.max(height)];
    let mut filtered = line.clone();

    for channel in 0..planes.channels() {
        let plane = planes.plane_mut(channel);
        for row in plane.chunks_exact_mut(width) {
            filter(row, &mut filtered[..width]);
            row.copy_from_slice(&filtered[..width]);
        }

        for x in 0..width {
            for (value, row) in line.iter_mut().zip(plane.chunks_exact(width)) {
                *value = row[x];
            }

            filter(&line[..height], &mut filtered[..height]);
            for (row, value) in plane.chunks_exact_mut(width).zip(&filtered) {
                row[x] = *value;
            }
        }
    }
}
