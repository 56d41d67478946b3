//! Total variation: the mean of squared differences between neighbours.

use crate::{planes::Planes, vector::dot};

/// The mean squared difference between neighbouring pixel values, with values scaled to 0..=1.
/// Horizontal and vertical neighbours count 2/3, diagonal ones 1/6, so that all directions weigh
/// the same; pixels beyond the edge repeat it. This is the nine-point stencil of the program
/// style-transfer-pytorch.
#[must_use]
pub fn total_variation(picture: &Planes) -> f64 {
    let mut gradient = Planes::zeros(picture.channels(), picture.height(), picture.width());
    add(1.0, picture, &mut gradient)
}

/// Pairs of a row that are computed together, so that no sum waits for the one before.
const CHUNK: usize = 64;

/// An offset to a neighbour, and the weight of the difference to it.
#[derive(Clone, Copy)]
struct Neighbour {
    dy: usize,
    dx: isize,
    weight: f32,
}

impl Neighbour {
    const fn new(dy: usize, dx: isize, weight: f32) -> Self {
        Self { dy, dx, weight }
    }
}

/// Half of the eight neighbours, so that each pair of pixels counts once.
const NEIGHBOURS: [Neighbour; 4] = [
    Neighbour::new(0, 1, 2.0 / 3.0),
    Neighbour::new(1, 0, 2.0 / 3.0),
    Neighbour::new(1, 1, 1.0 / 6.0),
    Neighbour::new(1, -1, 1.0 / 6.0),
];

/// Returns the total variation times `weight`, and adds its gradient to `gradient`.
pub(crate) fn add(weight: f64, picture: &Planes, gradient: &mut Planes) -> f64 {
    if weight == 0.0 {
        return 0.0;
    }

    let scale = (weight / (255.0 * 255.0 * picture.data().len() as f64)) as f32;
    let mut sum = 0.0;
    for channel in 0..picture.channels() {
        let plane = Plane {
            width: picture.width(),
            values: picture.plane(channel),
        };

        for neighbour in NEIGHBOURS {
            sum += plane.add_pairs(neighbour, scale, gradient.plane_mut(channel));
        }
    }

    sum * f64::from(scale)
}

struct Plane<'a> {
    width: usize,
    values: &'a [f32],
}

impl Plane<'_> {
    /// Adds the gradient of all pairs with this neighbour; returns Σ weight · d².
    fn add_pairs(&self, neighbour: Neighbour, scale: f32, gradient: &mut [f32]) -> f64 {
        let Neighbour { dy, dx, weight } = neighbour;
        let columns = self.width.saturating_sub(dx.unsigned_abs());
        let from = (-dx).max(0).unsigned_abs();
        let to = dx.max(0).unsigned_abs();
        let factor = 2.0 * scale * weight;
        let mut sum = 0.0;
        for y in 0..(self.values.len() / self.width).saturating_sub(dy) {
            for x in (0..columns).step_by(CHUNK) {
                let length = CHUNK.min(columns - x);
                let pairs_from = |start: usize| start + x..start + x + length;
                let a = pairs_from(y * self.width + from);
                let b = pairs_from((y + dy) * self.width + to);

                let mut differences = [0.0; CHUNK];
                let pairs = self.values[b.clone()].iter().zip(&self.values[a.clone()]);
                for (difference, (b, a)) in differences.iter_mut().zip(pairs) {
                    *difference = b - a;
                }
                for (gradient, difference) in gradient[b].iter_mut().zip(&differences) {
                    *gradient += factor * difference;
                }
                for (gradient, difference) in gradient[a].iter_mut().zip(&differences) {
                    *gradient -= factor * difference;
                }

                sum += dot(&differences, &differences) * f64::from(weight);
            }
        }

        sum
    }
}
