//! One step uphill.

use super::objective::Objective;
use crate::{
    net::{Net, NetError},
    planes::Planes,
    random::SplitMix64,
};

/// The picture is moved by up to this many px before each step, so that no motif settles on the
/// borders between the network's tiles.
const JITTER: usize = 32;

/// What one step needs besides the picture.
pub(super) struct Climber<'c> {
    pub(super) net: &'c mut dyn Net,
    pub(super) objective: &'c mut Objective,
    pub(super) random: &'c mut SplitMix64,
    /// The gradient; kept between steps.
    gradient: Planes,
}

impl<'c> Climber<'c> {
    pub(super) fn new(
        net: &'c mut dyn Net,
        objective: &'c mut Objective,
        random: &'c mut SplitMix64,
    ) -> Self {
        Self {
            net,
            objective,
            random,
            gradient: Planes::default(),
        }
    }

    /// Moves `picture` along its gradient, by `step` in the mean over all values. Values stay within
    /// 0..=255.
    ///
    /// # Errors
    /// If the network fails.
    pub(super) fn step(&mut self, picture: &mut Planes, step: f32) -> Result<(), NetError> {
        let offset = Offset {
            down: self.random.below(2 * JITTER + 1),
            right: self.random.below(2 * JITTER + 1),
        };

        let moved = offset.rolled(picture);
        self.objective
            .gradient(self.net, &moved, &mut self.gradient)?;

        let values = self.gradient.data();
        let sum: f64 = values.iter().map(|value| f64::from(value.abs())).sum();
        let mean = (sum / values.len() as f64) as f32;
        if mean <= f32::MIN_POSITIVE {
            // The network sees nothing of it, as in a flat picture: noise gives it something.
            for value in picture.data_mut() {
                *value = (*value + 2.0 * step * self.random.symmetric()).clamp(0.0, 255.0);
            }
            return Ok(());
        }

        let back = offset.back(picture);
        let gradient = back.rolled(&self.gradient);
        for (value, slope) in picture.data_mut().iter_mut().zip(gradient.data()) {
            *value = (*value + step / mean * slope).clamp(0.0, 255.0);
        }

        Ok(())
    }
}

/// How far a picture is moved; what leaves it on one side comes in on the other.
#[derive(Clone, Copy)]
struct Offset {
    down: usize,
    right: usize,
}

impl Offset {
    /// The offset that undoes this one.
    fn back(self, picture: &Planes) -> Self {
        Self {
            down: picture.height() - self.down % picture.height(),
            right: picture.width() - self.right % picture.width(),
        }
    }

    fn rolled(self, picture: &Planes) -> Planes {
        let mut rolled = picture.clone();
        let width = picture.width();
        let shift = self.right % width;
        for channel in 0..picture.channels() {
            let from = picture.plane(channel);
            let to = rolled.plane_mut(channel);
            for (y, row) in from.chunks_exact(width).enumerate() {
                let y = (y + self.down) % picture.height();
                let to = &mut to[y * width..][..width];
                to[shift..].copy_from_slice(&row[..width - shift]);
                to[..shift].copy_from_slice(&row[width - shift..]);
            }
        }

        rolled
    }
}
