//! Colours of coarse cells spread along the lines of a photo: the guided filter (He, Sun and Tang,
//! "Guided Image Filtering", 2010), with weights.
//!
//! Around each place a colour is a linear function of the lightness. These functions change slowly, so
//! that they are found in a small copy and applied to the photo at its own size (He and Sun, "Fast
//! Guided Filter", 2015).

use super::{grid::Grid, lab::Tint};

/// A colour as a linear function of L*.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Line {
    pub(super) slope: Tint,
    pub(super) offset: Tint,
}

impl Line {
    /// The colour at this lightness.
    pub(super) fn at(&self, lightness: f32) -> Tint {
        Tint {
            a: self.slope.a * lightness + self.offset.a,
            b: self.slope.b * lightness + self.offset.b,
        }
    }
}

/// How the filter looks around.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    /// Half the side of the square around each place, in px of the small copy.
    pub(super) radius: usize,
    /// Differences of lightness whose square is below this are no lines.
    pub(super) smallest_contrast: f32,
}

/// For each place of `lightness` the function that fits the colours `tints` best around it, where
/// each counts as much as its weight, above 0.
pub(super) fn lines(
    lightness: &Grid<f32>,
    tints: &Grid<Tint>,
    weights: &Grid<f32>,
    window: Window,
) -> Grid<Line> {
    let mean = |grid: &Grid<f32>| box_mean(grid, window.radius);
    let weighted =
        |value: &dyn Fn(usize) -> f32| mean(&weights.with(|index, weight| weight * value(index)));

    let weight = mean(weights);
    let light = weighted(&|index| lightness.values[index]);
    let square = weighted(&|index| lightness.values[index].powi(2));

    // The slope and offset of one of the two coordinates, with the weight of the window.
    let fit = |coordinate: &dyn Fn(Tint) -> f32| {
        let value = weighted(&|index| coordinate(tints.values[index]));
        let product = weighted(&|index| coordinate(tints.values[index]) * lightness.values[index]);

        let slope = weight.with(|index, weight| {
            let light = light.values[index] / weight;
            let variance = square.values[index] / weight - light * light;
            let covariance = product.values[index] / weight - light * value.values[index] / weight;
            covariance / (variance.max(0.0) + window.smallest_contrast)
        });
        let offset = weight.with(|index, weight| {
            (value.values[index] - slope.values[index] * light.values[index]) / weight
        });

        let smooth = |grid: &Grid<f32>| {
            let sum = mean(&grid.with(|index, value| value * weight.values[index]));
            let total = mean(&weight);
            sum.with(|index, sum| sum / total.values[index])
        };
        Fit {
            slope: smooth(&slope),
            offset: smooth(&offset),
        }
    };

    let a = fit(&|tint| tint.a);
    let b = fit(&|tint| tint.b);
    weight.with(|index, _| Line {
        slope: Tint {
            a: a.slope.values[index],
            b: b.slope.values[index],
        },
        offset: Tint {
            a: a.offset.values[index],
            b: b.offset.values[index],
        },
    })
}

/// The functions of one coordinate.
struct Fit {
    slope: Grid<f32>,
    offset: Grid<f32>,
}

/// The mean of the square around each place; beyond the edge its values go on.
fn box_mean(grid: &Grid<f32>, radius: usize) -> Grid<f32> {
    let across = mean_along_rows(grid, radius);
    mean_along_rows(&across.transposed(), radius).transposed()
}

fn mean_along_rows(grid: &Grid<f32>, radius: usize) -> Grid<f32> {
    let width = grid.width;
    let count = (2 * radius + 1) as f64;
    let mut values = Vec::with_capacity(grid.values.len());

    for row in grid.values.chunks_exact(width) {
        // The value so many places after the one that is `radius` before the row.
        let at = |place: usize| f64::from(row[place.saturating_sub(radius).min(width - 1)]);
        let mut sum: f64 = (0..=2 * radius).map(at).sum();
        for x in 0..width {
            values.push((sum / count) as f32);
            sum += at(x + 2 * radius + 1) - at(x);
        }
    }

    Grid {
        height: grid.height,
        width,
        values,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: Window = Window {
        radius: 3,
        smallest_contrast: 4.0,
    };

    fn grid<T>(value: impl Fn(usize, usize) -> T) -> Grid<T> {
        let places = (0..20 * 24).map(|index| value(index / 24, index % 24));
        Grid {
            height: 20,
            width: 24,
            values: places.collect(),
        }
    }

    #[test]
    fn one_colour_stays_the_same() {
        let tint = Tint { a: 7.0, b: -3.0 };
        let lightness = grid(|y, x| (y * 31 % 17 * x) as f32 % 90.0);
        let lines = lines(&lightness, &grid(|_, _| tint), &grid(|_, _| 0.5), WINDOW);

        for (line, &lightness) in lines.values.iter().zip(&lightness.values) {
            assert!(line.at(lightness).distance(tint) < 0.01, "{line:?}");
        }
    }

    /// The colours' own edge is two columns beside that of the lightness.
    #[test]
    fn colours_follow_the_edges_of_the_photo() {
        let lightness = grid(|_, x| if x < 12 { 20.0 } else { 80.0 });
        let tints = grid(|_, x| Tint {
            a: if x < 14 { 0.0 } else { 30.0 },
            b: 0.0,
        });
        let lines = lines(&lightness, &tints, &grid(|_, _| 1.0), WINDOW);

        let a = |x: usize| lines.values[10 * 24 + x].at(lightness.values[x]).a;
        assert!(a(11) < 6.0, "{} on the dark side", a(11));
        assert!(a(12) > 12.0, "{} on the light side", a(12));
    }
}
