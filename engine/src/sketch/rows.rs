//! Feature maps row by row, and how a convolution sees them.

use rayon::prelude::*;

use crate::planes::Planes;

/// Every row begins at a multiple of this many values, so that whole vectors fit into it.
pub(super) const ALIGNMENT: usize = 16;

/// Rows that one task makes.
pub(super) const TASK_ROWS: usize = 16;

/// Feature maps as `[height][channels][stride]`: a task that makes some rows of all channels owns
/// one piece of memory.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    pub(super) channels: usize,
    pub(super) height: usize,
    /// The values of a row that count, of `stride`.
    pub(super) width: usize,
    pub(super) stride: usize,
    pub(super) data: Vec<f32>,
}

impl Rows {
    pub(super) fn zeros(channels: usize, height: usize, width: usize) -> Self {
        let stride = width.next_multiple_of(ALIGNMENT);
        Self {
            channels,
            height,
            width,
            stride,
            data: vec![0.0; height * channels * stride],
        }
    }

    /// A picture, enlarged by its mirror image to sides that are multiples of `multiple`.
    pub(super) fn from_planes(planes: &Planes, multiple: usize) -> Self {
        let height = planes.height();
        let width = planes.width();
        let mut rows = Self::zeros(
            planes.channels(),
            height.next_multiple_of(multiple),
            width.next_multiple_of(multiple),
        );

        for y in 0..rows.height {
            for channel in 0..rows.channels {
                let from = &planes.plane(channel)[mirrored(y, 0, height) * width..][..width];
                let to = rows.row_mut(y, channel);
                to[..width].copy_from_slice(from);
                for x in width..to.len() {
                    to[x] = from[mirrored(x, 0, width)];
                }
            }
        }

        rows
    }

    /// The first `height` x `width` values of the first channels, each changed by `value`.
    pub(super) fn to_planes(
        &self,
        channels: usize,
        height: usize,
        width: usize,
        value: impl Fn(usize, f32) -> f32,
    ) -> Planes {
        Planes::from_fn(channels, height, width, |channel, y, x| {
            value(channel, self.row(y, channel)[x])
        })
    }

    pub(super) fn row(&self, y: usize, channel: usize) -> &[f32] {
        &self.data[(y * self.channels + channel) * self.stride..][..self.width]
    }

    pub(super) fn row_mut(&mut self, y: usize, channel: usize) -> &mut [f32] {
        &mut self.data[(y * self.channels + channel) * self.stride..][..self.width]
    }

    /// The values of `TASK_ROWS` rows.
    pub(super) fn task_length(&self) -> usize {
        TASK_ROWS * self.channels * self.stride
    }

    /// Mean and variance of each channel.
    pub(super) fn moments(&self) -> Vec<Moments> {
        let length = self.channels * self.stride;
        let of_tasks: Vec<Vec<[f64; 2]>> = self
            .data
            .par_chunks(self.task_length())
            .map(|rows| {
                let mut sums = vec![[0.0; 2]; self.channels];
                for row in rows.chunks_exact(length) {
                    for (sums, values) in sums.iter_mut().zip(row.chunks_exact(self.stride)) {
                        let [sum, squares] = sums_of(&values[..self.width]);
                        sums[0] += f64::from(sum);
                        sums[1] += f64::from(squares);
                    }
                }
                sums
            })
            .collect();

        // One task after the other, so that the result is always the same.
        let places = (self.height * self.width) as f64;
        (0..self.channels)
            .map(|channel| {
                let sum = |which: usize| of_tasks.iter().map(|sums| sums[channel][which]).sum();
                let sum_of_values: f64 = sum(0);
                let sum_of_squares: f64 = sum(1);
                let mean = sum_of_values / places;

                Moments {
                    mean: mean as f32,
                    variance: (sum_of_squares / places - mean * mean).max(0.0) as f32,
                }
            })
            .collect()
    }

    /// Adds `other` of the same size, each channel changed by its levels.
    pub(super) fn add(&mut self, other: &Self, levels: &[Levels]) {
        let stride = self.stride;
        let length = self.task_length();
        let channels = self.channels;

        self.data
            .par_chunks_mut(length)
            .zip(other.data.par_chunks(length))
            .for_each(|(to, from)| {
                let rows = to.chunks_exact_mut(stride).zip(from.chunks_exact(stride));
                for (index, (to, from)) in rows.enumerate() {
                    let Levels { scale, shift } = levels[index % channels];
                    for (to, from) in to.iter_mut().zip(from) {
                        *to += scale * from + shift;
                    }
                }
            });
    }
}

/// Sum of the values and of their squares, in eight parts, which the compiler makes vector code of.
fn sums_of(values: &[f32]) -> [f32; 2] {
    const PARTS: usize = 8;

    let mut sums = [0.0; PARTS];
    let mut squares = [0.0; PARTS];
    let (chunks, rest) = values.as_chunks::<PARTS>();
    for chunk in chunks {
        for part in 0..PARTS {
            sums[part] += chunk[part];
            squares[part] += chunk[part] * chunk[part];
        }
    }

    let rest_squares: f32 = rest.iter().map(|value| value * value).sum();
    [
        sums.iter().sum::<f32>() + rest.iter().sum::<f32>(),
        squares.iter().sum::<f32>() + rest_squares,
    ]
}

/// Mean and variance.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moments {
    pub(super) mean: f32,
    pub(super) variance: f32,
}

/// What a channel is multiplied by, and what is added then.
#[derive(Clone, Copy, Debug)]
pub(super) struct Levels {
    pub(super) scale: f32,
    pub(super) shift: f32,
}

/// What a convolution sees: feature maps whose levels are changed on the way, so that no changed
/// copy of them is ever in memory.
pub(super) struct Input<'a> {
    pub(super) rows: &'a Rows,
    /// For each channel.
    pub(super) levels: &'a [Levels],
    /// Whether what is negative then becomes zero.
    pub(super) is_rectified: bool,
    /// Only every so many values of a row are there.
    pub(super) columns_apart: usize,
    /// Each value is there as a square of this side.
    pub(super) repeats: usize,
}

impl Input<'_> {
    pub(super) fn height(&self) -> usize {
        self.rows.height * self.repeats
    }

    pub(super) fn width(&self) -> usize {
        self.rows.width / self.columns_apart * self.repeats
    }

    /// Row `y` of a channel with `padding` values of its mirror image on both sides; `y` is counted
    /// from as far above the first row.
    pub(super) fn padded_row(&self, y: usize, channel: usize, padding: usize, to: &mut [f32]) {
        let width = self.width();
        let y = mirrored(y, padding, self.height()) / self.repeats;
        let Levels { scale, shift } = self.levels[channel];
        let floor = if self.is_rectified {
            0.0
        } else {
            f32::NEG_INFINITY
        };
        let level = |value: f32| (scale * value + shift).max(floor);

        let from = self.rows.row(y, channel);
        let inner = &mut to[padding..padding + width];
        match (self.columns_apart, self.repeats) {
            (1, 1) => {
                for (to, &value) in inner.iter_mut().zip(from) {
                    *to = level(value);
                }
            }
            (apart, 1) => {
                for (to, &value) in inner.iter_mut().zip(from.iter().step_by(apart)) {
                    *to = level(value);
                }
            }
            (apart, repeats) => {
                let values = from.iter().step_by(apart);
                for (to, &value) in inner.chunks_exact_mut(repeats).zip(values) {
                    to.fill(level(value));
                }
            }
        }

        for x in 0..padding {
            to[x] = to[padding + mirrored(x, padding, width)];
            let right = padding + width + x;
            to[right] = to[padding + mirrored(right, padding, width)];
        }
    }
}

/// The place within `length` that stands at `place`, counted from `before` places before the first:
/// the mirror image without the edge itself, TensorFlow's "REFLECT".
fn mirrored(place: usize, before: usize, length: usize) -> usize {
    let from_start = place.abs_diff(before);
    if place >= before && from_start >= length {
        2 * (length - 1) - from_start
    } else {
        from_start
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edge_itself_is_not_mirrored() {
        let places: Vec<usize> = (0..11).map(|place| mirrored(place, 3, 5)).collect();
        assert_eq!(places, [3, 2, 1, 0, 1, 2, 3, 4, 3, 2, 1]);
    }

    #[test]
    fn moments_are_those_of_what_counts() {
        let mut rows = Rows::zeros(2, 20, 19);
        rows.data.fill(1000.0);
        for y in 0..20 {
            for x in 0..19 {
                rows.row_mut(y, 0)[x] = if (x + y) % 2 == 0 { 3.0 } else { 7.0 };
                rows.row_mut(y, 1)[x] = -2.0;
            }
        }

        let moments = rows.moments();
        assert!((moments[0].mean - 5.0).abs() < 1e-5, "{moments:?}");
        assert!((moments[0].variance - 4.0).abs() < 1e-4, "{moments:?}");
        assert!((moments[1].mean + 2.0).abs() < 1e-5 && moments[1].variance < 1e-4);
    }
}
