//! Filters over one plane, for flows and masks. Beyond an edge, the edge pixels go on.

use crate::planes::{PlaneSize, Planes};

/// One plane of values.
#[derive(Clone, Debug)]
pub(super) struct Plane {
    pub(super) size: PlaneSize,
    pub(super) values: Vec<f32>,
}

impl Plane {
    pub(super) fn zeros(size: PlaneSize) -> Self {
        Self {
            size,
            values: vec![0.0; size.height * size.width],
        }
    }

    /// The brightness of a picture.
    pub(super) fn brightness(picture: &Planes) -> Self {
        let colours = picture.plane(0).iter().zip(picture.plane(1));
        let values = colours
            .zip(picture.plane(2))
            .map(|((red, green), blue)| 0.299 * red + 0.587 * green + 0.114 * blue);

        Self {
            size: picture.size(),
            values: values.collect(),
        }
    }

    pub(super) fn to_planes(&self) -> Planes {
        Planes::from_vec(1, self.size.height, self.size.width, self.values.clone())
    }

    /// Each row becomes the weighted sum of the rows around it.
    fn blur_columns(&self, kernel: &[f32]) -> Self {
        let PlaneSize { height, width } = self.size;
        let reach = kernel.len() / 2;
        let mut blurred = Self::zeros(self.size);
        for (y, row) in blurred.values.chunks_exact_mut(width).enumerate() {
            for (number, weight) in kernel.iter().enumerate() {
                let from = (y + number).saturating_sub(reach).min(height - 1);
                let source = &self.values[from * width..][..width];
                row.iter_mut()
                    .zip(source)
                    .for_each(|(sum, value)| *sum += weight * value);
            }
        }

        blurred
    }

    /// Each value becomes the weighted sum of those beside it.
    fn blur_rows(&self, kernel: &[f32]) -> Self {
        let width = self.size.width;
        let reach = kernel.len() / 2;
        let mut blurred = Self::zeros(self.size);
        let mut padded = vec![0.0; width + 2 * reach];
        let rows = blurred.values.chunks_exact_mut(width);

        for (row, source) in rows.zip(self.values.chunks_exact(width)) {
            padded[..reach].fill(source[0]);
            padded[reach..reach + width].copy_from_slice(source);
            padded[reach + width..].fill(source[width - 1]);
            for (number, weight) in kernel.iter().enumerate() {
                row.iter_mut()
                    .zip(&padded[number..])
                    .for_each(|(sum, value)| *sum += weight * value);
            }
        }

        blurred
    }

    /// Blurred by a kernel of odd length, along both axes.
    pub(super) fn blurred(&self, kernel: &[f32]) -> Self {
        self.blur_columns(kernel).blur_rows(kernel)
    }

    /// The mean of the square of 2 `reach` + 1 px around each pixel.
    pub(super) fn box_mean(&self, reach: usize) -> Self {
        let PlaneSize { height, width } = self.size;
        let share = 1.0 / (2 * reach + 1) as f32;
        let row = |y: usize| &self.values[y.min(height - 1) * width..][..width];
        let mut sums: Vec<f32> = vec![0.0; width];
        for number in 0..=2 * reach {
            let from = number.saturating_sub(reach);
            sums.iter_mut().zip(row(from)).for_each(|(s, v)| *s += v);
        }

        let mut mean = Self::zeros(self.size);
        for y in 0..height {
            let sum = &sums;
            running_mean(sum, reach, share, &mut mean.values[y * width..][..width]);
            let leaving = row(y.saturating_sub(reach));
            let coming = row(y + reach + 1);
            let changes = leaving.iter().zip(coming);
            sums.iter_mut()
                .zip(changes)
                .for_each(|(sum, (leaving, coming))| *sum += coming - leaving);
        }

        mean
    }

    /// Half the size, after a blur over 5 px.
    pub(super) fn halved(&self) -> Self {
        const KERNEL: [f32; 5] = [1.0 / 16.0, 4.0 / 16.0, 6.0 / 16.0, 4.0 / 16.0, 1.0 / 16.0];

        let blurred = self.blurred(&KERNEL);
        let size = PlaneSize {
            height: self.size.height.div_ceil(2),
            width: self.size.width.div_ceil(2),
        };
        let mut halved = Self::zeros(size);
        for (y, row) in halved.values.chunks_exact_mut(size.width).enumerate() {
            let source = &blurred.values[2 * y * self.size.width..][..self.size.width];
            row.iter_mut()
                .zip(source.iter().step_by(2))
                .for_each(|(value, source)| *value = *source);
        }

        halved
    }

    /// The median along x of the medians along y of 5 px: nearly the median of 25, in a fraction of
    /// its time.
    pub(super) fn medians(&self) -> Self {
        let PlaneSize { height, width } = self.size;
        let mut columns = Self::zeros(self.size);
        for y in 0..height {
            let row = |by: usize| {
                let from = (y + by).saturating_sub(2).min(height - 1);
                &self.values[from * width..][..width]
            };
            let rows = [row(0), row(1), row(2), row(3), row(4)];
            let to = &mut columns.values[y * width..][..width];
            for (x, value) in to.iter_mut().enumerate() {
                *value = median([rows[0][x], rows[1][x], rows[2][x], rows[3][x], rows[4][x]]);
            }
        }

        let mut medians = Self::zeros(self.size);
        let mut padded = vec![0.0; width + 4];
        let rows = medians.values.chunks_exact_mut(width);
        for (row, source) in rows.zip(columns.values.chunks_exact(width)) {
            padded[..2].fill(source[0]);
            padded[2..width + 2].copy_from_slice(source);
            padded[width + 2..].fill(source[width - 1]);
            for (value, around) in row.iter_mut().zip(padded.array_windows::<5>()) {
                *value = median(*around);
            }
        }

        medians
    }

    /// The least of the nine values around each pixel.
    pub(super) fn eroded(&self) -> Self {
        let PlaneSize { height, width } = self.size;
        let mut eroded = self.clone();
        for y in 0..height {
            for x in 0..width {
                let rows = y.saturating_sub(1)..=(y + 1).min(height - 1);
                let least = rows
                    .flat_map(|row| {
                        let columns = x.saturating_sub(1)..=(x + 1).min(width - 1);
                        columns.map(move |column| row * width + column)
                    })
                    .map(|place| self.values[place])
                    .fold(f32::MAX, f32::min);
                eroded.values[y * width + x] = least;
            }
        }

        eroded
    }

    /// Blurred by a Gaussian with a σ of 1 px.
    pub(super) fn softened(&self) -> Self {
        const KERNEL: [f32; 7] = [0.0044, 0.0540, 0.2420, 0.3992, 0.2420, 0.0540, 0.0044];

        self.blurred(&KERNEL)
    }
}

/// The means of 2 `reach` + 1 values along a row.
fn running_mean(row: &[f32], reach: usize, share: f32, means: &mut [f32]) {
    let last = row.len() - 1;
    let value = |place: usize| row[place.min(last)];
    let mut sum: f32 = (0..=2 * reach)
        .map(|number| value(number.saturating_sub(reach)))
        .sum();

    for (x, mean) in means.iter_mut().enumerate() {
        *mean = sum * share * share;
        sum += value(x + reach + 1) - value(x.saturating_sub(reach));
    }
}

fn median(values: [f32; 5]) -> f32 {
    let [a, b, c, d, e] = values;
    let low = a.min(b).max(c.min(d));
    let high = a.max(b).min(c.max(d));
    // Of the four, the least and the largest are no median of the five.
    low.min(high).max(e.min(low.max(high)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SplitMix64;

    const SIZE: PlaneSize = PlaneSize {
        height: 13,
        width: 17,
    };

    fn noise() -> Plane {
        let mut random = SplitMix64::new(3);
        Plane {
            size: SIZE,
            values: (0..SIZE.height * SIZE.width)
                .map(|_| 100.0 * random.symmetric())
                .collect(),
        }
    }

    #[test]
    fn the_median_of_five_is_the_one_in_the_middle() {
        let mut random = SplitMix64::new(5);
        for _ in 0..500 {
            let values = [0; 5].map(|_| random.symmetric());
            let mut sorted = values;
            sorted.sort_by(f32::total_cmp);
            assert_eq!(median(values).to_bits(), sorted[2].to_bits(), "{values:?}");
        }
    }

    #[test]
    fn a_box_mean_is_the_blur_with_equal_weights() {
        let plane = noise();
        let kernel = [1.0 / 9.0; 9];
        let expected = plane.blurred(&kernel);
        let means = plane.box_mean(4);

        let pairs = means.values.iter().zip(&expected.values);
        for (mean, expected) in pairs {
            assert!((mean - expected).abs() < 1e-2, "{mean} {expected}");
        }
    }

    #[test]
    fn a_hole_grows_by_one_px_and_half_of_a_plane_is_half_as_large() {
        let mut plane = Plane::zeros(SIZE);
        plane.values.fill(1.0);
        plane.values[5 * SIZE.width + 5] = 0.0;

        let holes = plane.eroded().values.iter().filter(|v| **v == 0.0).count();
        assert_eq!(holes, 9);
        let half = plane.halved().size;
        assert_eq!((half.height, half.width), (7, 9));
    }
}
