//! Total variation: the mean of squared differences between neighbours.

use crate::planes::Planes;

/// Squared differences to the eight neighbours, in the square of pixel values of 0..=1: those along
/// rows and columns count 2/3, diagonal ones 1/6, so that all directions weigh alike. Pixels beyond
/// the edge repeat it. (The nine-point stencil that style-transfer-pytorch uses.)
#[must_use]
pub fn total_variation(picture: &Planes) -> f64 {
    let mut gradient = Planes::zeros(picture.channels(), picture.height(), picture.width());
    add(1.0, picture, &mut gradient)
}

/// (dy, dx, weight) of each pair of neighbours, seen once.
const PAIRS: [(usize, isize, f32); 4] = [
    (0, 1, 2.0 / 3.0),
    (1, 0, 2.0 / 3.0),
    (1, 1, 1.0 / 6.0),
    (1, -1, 1.0 / 6.0),
];

/// The loss times `weight`; adds its gradient.
pub(super) fn add(weight: f64, picture: &Planes, gradient: &mut Planes) -> f64 {
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

        for pair in PAIRS {
            sum += plane.add_pairs(pair, scale, gradient.plane_mut(channel));
        }
    }

    sum * f64::from(scale)
}

struct Plane<'a> {
    width: usize,
    values: &'a [f32],
}

impl Plane<'_> {
    fn add_pairs(
        &self,
        (dy, dx, weight): (usize, isize, f32),
        scale: f32,
        gradient: &mut [f32],
    ) -> f64 {
        let columns = self.width.saturating_sub(dx.unsigned_abs());
        let (from, to) = if dx < 0 {
            (dx.unsigned_abs(), 0)
        } else {
            (0, dx.unsigned_abs())
        };
        let mut sum = 0.0;
        for y in 0..(self.values.len() / self.width).saturating_sub(dy) {
            let a = y * self.width + from;
            let b = (y + dy) * self.width + to;
            let mut row_sum = 0.0;
            for x in 0..columns {
                let difference = self.values[b + x] - self.values[a + x];
                row_sum += difference * difference;
                gradient[b + x] += 2.0 * scale * weight * difference;
                gradient[a + x] -= 2.0 * scale * weight * difference;
            }

            sum += f64::from(row_sum * weight);
        }

        sum
    }
}
