//! The temporal term of moving pictures (Ruder, Dosovitskiy and Brox, "Artistic Style Transfer for
//! Videos", 2016): where a place could be seen in the frame before, its paint stays.
//!
//! ```text
//! w · Σ m (x - target)² / (255² · number of values)
//! ```
//!
//! Here the target is the frame before, moved along the flow, and m says where it can be trusted.
//! The scale is that of the total variation.

use super::{Loss, Objective, PaintingLoss};
use crate::{net::NetError, planes::Planes};

/// What a picture is to stay close to.
#[derive(Clone, Debug)]
pub struct TemporalTerm {
    /// The picture.
    pub target: Planes,
    /// One plane: how much each place counts, 0..=1.
    pub mask: Planes,
    /// How much the term counts.
    pub weight: f64,
}

impl TemporalTerm {
    /// The factor of the weighted squares.
    pub(crate) fn scale(&self) -> f32 {
        (self.weight / (255.0 * 255.0 * self.target.data().len() as f64)) as f32
    }

    /// Returns the value at `picture` and adds its gradient to `gradient`.
    pub fn add(&self, picture: &Planes, gradient: &mut Planes) -> f64 {
        let scale = self.scale();
        let mask = self.mask.plane(0);
        let mut sum = 0.0;

        for channel in 0..picture.channels() {
            let values = picture
                .plane(channel)
                .iter()
                .zip(self.target.plane(channel));
            let slopes = gradient.plane_mut(channel).iter_mut().zip(mask);

            for ((value, target), (slope, mask)) in values.zip(slopes) {
                let difference = value - target;
                *slope += 2.0 * scale * mask * difference;
                sum += f64::from(mask * difference * difference);
            }
        }

        sum * f64::from(scale)
    }
}

/// The loss of a painting with a temporal term, which is no part of [`Loss::total`] and counts as
/// [`Loss::objective_offset`].
pub struct FrameLoss<'n> {
    painting: PaintingLoss<'n>,
    temporal: Option<TemporalTerm>,
}

impl<'n> FrameLoss<'n> {
    /// Joins both; without a term, it is the loss of the painting.
    #[must_use]
    pub const fn new(painting: PaintingLoss<'n>, temporal: Option<TemporalTerm>) -> Self {
        Self { painting, temporal }
    }

    /// The loss without the term.
    #[must_use]
    pub const fn painting(&self) -> &PaintingLoss<'n> {
        &self.painting
    }
}

impl Objective for FrameLoss<'_> {
    fn evaluate(&mut self, picture: &Planes, gradient: &mut Planes) -> Result<Loss, NetError> {
        let mut loss = self.painting.evaluate(picture, gradient)?;
        if let Some(temporal) = &self.temporal {
            loss.objective_offset += temporal.add(picture, gradient);
        }

        Ok(loss)
    }

    fn rebalance(&mut self) {
        self.painting.rebalance();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEIGHT: usize = 5;
    const WIDTH: usize = 7;

    fn waves(seed: f32) -> Planes {
        Planes::from_fn(3, HEIGHT, WIDTH, |channel, y, x| {
            128.0 + 90.0 * (seed + (channel * 31 + y * 7 + x * 3) as f32).sin()
        })
    }

    fn term() -> TemporalTerm {
        TemporalTerm {
            target: waves(2.0),
            mask: Planes::from_fn(1, HEIGHT, WIDTH, |_, y, x| ((x + y) % 3) as f32 / 2.0),
            weight: 400.0,
        }
    }

    #[test]
    fn the_gradient_is_that_of_finite_differences() {
        const STEP: f32 = 0.5;

        let picture = waves(1.0);
        let mut gradient = Planes::zeros(3, HEIGHT, WIDTH);
        term().add(&picture, &mut gradient);

        let value_at = |place: usize, by: f32| {
            let mut moved = picture.clone();
            moved.data_mut()[place] += by;
            term().add(&moved, &mut Planes::zeros(3, HEIGHT, WIDTH))
        };

        for (place, slope) in gradient.data().iter().enumerate() {
            let rise = value_at(place, STEP) - value_at(place, -STEP);
            let expected = rise / f64::from(2.0 * STEP);
            let error = (f64::from(*slope) - expected).abs();
            assert!(error < 1e-6 + 1e-3 * expected.abs(), "{slope} {expected}");
        }
    }

    #[test]
    fn a_difference_of_the_whole_range_everywhere_has_the_weight_as_its_value() {
        let term = TemporalTerm {
            target: Planes::zeros(3, HEIGHT, WIDTH),
            mask: Planes::from_fn(1, HEIGHT, WIDTH, |_, _, _| 1.0),
            weight: 3.0,
        };
        let white = Planes::from_fn(3, HEIGHT, WIDTH, |_, _, _| 255.0);
        let value = term.add(&white, &mut Planes::zeros(3, HEIGHT, WIDTH));

        assert!((value - 3.0).abs() < 1e-4, "{value}");
    }
}
