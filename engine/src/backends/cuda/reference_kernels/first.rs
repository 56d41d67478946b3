//! conv1_1 and its way back.

use super::{Narrow, Size};

/// Output channels.
const CHANNELS: usize = 64;

/// Where the kernel for a tap (colour, dy, dx) and an output channel lies: `[27][2 halves][8
/// groups][4]`.
fn place(tap: usize, output: usize) -> usize {
    tap * CHANNELS + output % 8 / 4 * 32 + output / 8 * 4 + output % 4
}

/// The neighbour of a place at a tap's offset; none beyond the edge.
fn neighbour(
    (height, width): Size,
    (y, x): (usize, usize),
    (dy, dx): (isize, isize),
) -> Option<(usize, usize)> {
    let y = y.checked_add_signed(dy)?;
    let x = x.checked_add_signed(dx)?;
    (y < height && x < width).then_some((y, x))
}

/// All (colour, dy, dx) with their numbers.
fn taps() -> impl Iterator<Item = (usize, usize, isize, isize)> {
    (0..27_usize).map(|tap| {
        (
            tap,
            tap / 9,
            (tap % 9 / 3).cast_signed() - 1,
            (tap % 3).cast_signed() - 1,
        )
    })
}

pub(crate) fn first_forward(
    picture: &[f32],
    (kernel, bias): (&[f32], &[f32]),
    size @ (height, width): Size,
    (replicate, mean): (bool, [f32; 3]),
    narrow: Narrow,
) -> Vec<f32> {
    let mut out = Vec::with_capacity(height * width * CHANNELS);
    for place_at @ (y, x) in places(size) {
        let mut sums = bias.to_vec();
        for (tap, c, dy, dx) in taps() {
            let edge = |at: usize, d: isize, end: usize| at.saturating_add_signed(d).min(end - 1);
            let inside = neighbour(size, place_at, (dy, dx));
            let from =
                inside.or_else(|| replicate.then(|| (edge(y, dy, height), edge(x, dx, width))));

            let value = from.map_or(0.0, |(y, x)| {
                picture[(c * height + y) * width + x] - mean[c]
            });
            sums.iter_mut()
                .enumerate()
                .for_each(|(o, sum)| *sum = value.mul_add(kernel[place(tap, o)], *sum));
        }

        out.extend(sums.into_iter().map(|sum| narrow(sum.max(0.0))));
    }

    out
}

pub(crate) fn first_backward(
    gradient: &[f32],
    kernel: &[f32],
    size @ (height, width): Size,
) -> Vec<f32> {
    let mut out = vec![0.0; 3 * height * width];
    for place_at @ (y, x) in places(size) {
        for (tap, c, dy, dx) in taps() {
            if let Some(from) = neighbour(size, place_at, (-dy, -dx)) {
                out[(c * height + y) * width + x] +=
                    through(gradient, kernel, tap, from.0 * width + from.1);
            }
        }
    }

    out
}

/// Adds to what [`first_backward`] made.
pub(crate) fn first_fold(
    gradient: &[f32],
    kernel: &[f32],
    size @ (height, width): Size,
    out: &mut [f32],
) {
    let beyond = |at: usize, end: usize| {
        let first = at == 0;
        let last = at + 1 == end;
        at.cast_signed() - isize::from(first)..=at.cast_signed() + isize::from(last)
    };

    for (y, x) in places(size) {
        for at_y in beyond(y, height) {
            for at_x in beyond(x, width) {
                if (at_y, at_x) == (y.cast_signed(), x.cast_signed()) {
                    continue;
                }

                for (tap, c, dy, dx) in taps() {
                    let from_y = at_y - dy;
                    let from_x = at_x - dx;

                    if let Some(from) = neighbour(size, (0, 0), (from_y, from_x)) {
                        out[(c * height + y) * width + x] +=
                            through(gradient, kernel, tap, from.0 * width + from.1);
                    }
                }
            }
        }
    }
}

/// What a pixel's gradient gives to the pixel that a tap of its convolution saw.
fn through(gradient: &[f32], kernel: &[f32], tap: usize, pixel: usize) -> f32 {
    let values = &gradient[pixel * CHANNELS..][..CHANNELS];
    values
        .iter()
        .enumerate()
        .map(|(o, g)| g * kernel[place(tap, o)])
        .sum()
}

fn places((height, width): Size) -> impl Iterator<Item = (usize, usize)> {
    (0..height).flat_map(move |y| (0..width).map(move |x| (y, x)))
}

/// A kernel as the network has it, `[64][27]`, as ours want it.
pub(crate) fn in_groups(kernel: &[f32]) -> Vec<f32> {
    let mut ordered = vec![0.0; kernel.len()];
    for (number, weight) in kernel.iter().enumerate() {
        ordered[place(number % 27, number / 27)] = *weight;
    }
    ordered
}
