//! conv1_1 and its gradient.

use super::{Position, Round, Size};

/// Output channels.
const CHANNELS: usize = 64;

/// conv1_1 as the kernels take it.
#[derive(Clone, Copy)]
pub(crate) struct FirstConvolution<'a> {
    /// `[27][2 halves][8 groups][4]`; see [`in_groups`].
    pub(crate) kernel: &'a [f32],
    /// `[64]`.
    pub(crate) bias: &'a [f32],
    /// Subtracted from each colour of the picture.
    pub(crate) mean: [f32; 3],
    /// Whether the border repeats the edge, rather than being the mean.
    pub(crate) replicate: bool,
}

/// One of the 27 weights that an output has.
struct Tap {
    number: usize,
    colour: usize,
    dy: isize,
    dx: isize,
}

fn taps() -> impl Iterator<Item = Tap> {
    (0..27_usize).map(|number| Tap {
        number,
        colour: number / 9,
        dy: (number % 9 / 3).cast_signed() - 1,
        dx: (number % 3).cast_signed() - 1,
    })
}

/// The index of a weight in the kernel.
fn weight_index(tap: usize, output: usize) -> usize {
    tap * CHANNELS + output % 8 / 4 * 32 + output / 8 * 4 + output % 4
}

/// The pixel at an offset, if it lies within the picture.
fn neighbour(size: Size, position: Position, dy: isize, dx: isize) -> Option<Position> {
    let y = position.y.checked_add_signed(dy)?;
    let x = position.x.checked_add_signed(dx)?;
    (y < size.height && x < size.width).then_some(Position { y, x })
}

/// The pixel at an offset, or the pixel of the edge that is nearest to it.
fn nearest(size: Size, position: Position, dy: isize, dx: isize) -> Position {
    Position {
        y: position.y.saturating_add_signed(dy).min(size.height - 1),
        x: position.x.saturating_add_signed(dx).min(size.width - 1),
    }
}

pub(crate) fn first_forward(
    picture: &[f32],
    convolution: FirstConvolution<'_>,
    size: Size,
    round: Round,
) -> Vec<f32> {
    let FirstConvolution {
        kernel,
        bias,
        mean,
        replicate,
    } = convolution;
    let mut out = Vec::with_capacity(size.pixels() * CHANNELS);

    for position in size.positions() {
        let mut sums = bias.to_vec();
        for tap in taps() {
            let from = if replicate {
                Some(nearest(size, position, tap.dy, tap.dx))
            } else {
                neighbour(size, position, tap.dy, tap.dx)
            };

            let value = from.map_or(0.0, |from| {
                picture[(tap.colour * size.height + from.y) * size.width + from.x]
                    - mean[tap.colour]
            });
            for (output, sum) in sums.iter_mut().enumerate() {
                *sum = value.mul_add(kernel[weight_index(tap.number, output)], *sum);
            }
        }

        out.extend(sums.into_iter().map(|sum| round(sum.max(0.0))));
    }

    out
}

pub(crate) fn first_backward(gradient: &[f32], kernel: &[f32], size: Size) -> Vec<f32> {
    let mut out = vec![0.0; 3 * size.pixels()];
    for to in size.positions() {
        for tap in taps() {
            if let Some(from) = neighbour(size, to, -tap.dy, -tap.dx) {
                out[(tap.colour * size.height + to.y) * size.width + to.x] +=
                    tap_gradient(gradient, kernel, tap.number, from.y * size.width + from.x);
            }
        }
    }

    out
}

/// Adds to the result of [`first_backward`].
pub(crate) fn first_backward_border(gradient: &[f32], kernel: &[f32], size: Size, out: &mut [f32]) {
    let origin = Position { y: 0, x: 0 };
    let repeated = |at: usize, end: usize| {
        let is_first = at == 0;
        let is_last = at + 1 == end;
        at.cast_signed() - isize::from(is_first)..=at.cast_signed() + isize::from(is_last)
    };

    for to in size.positions() {
        for border_y in repeated(to.y, size.height) {
            for border_x in repeated(to.x, size.width) {
                if border_y == to.y.cast_signed() && border_x == to.x.cast_signed() {
                    continue;
                }

                for tap in taps() {
                    let from = neighbour(size, origin, border_y - tap.dy, border_x - tap.dx);
                    if let Some(from) = from {
                        out[(tap.colour * size.height + to.y) * size.width + to.x] += tap_gradient(
                            gradient,
                            kernel,
                            tap.number,
                            from.y * size.width + from.x,
                        );
                    }
                }
            }
        }
    }
}

/// The gradient that a pixel of the maps passes through one tap.
fn tap_gradient(gradient: &[f32], kernel: &[f32], tap: usize, pixel: usize) -> f32 {
    let values = &gradient[pixel * CHANNELS..][..CHANNELS];
    values
        .iter()
        .enumerate()
        .map(|(output, g)| g * kernel[weight_index(tap, output)])
        .sum()
}

/// The weights file's order, `[64][27]`, in the order of the kernels.
pub(crate) fn in_groups(kernel: &[f32]) -> Vec<f32> {
    let mut ordered = vec![0.0; kernel.len()];
    for (number, weight) in kernel.iter().enumerate() {
        ordered[weight_index(number % 27, number / 27)] = *weight;
    }
    ordered
}
