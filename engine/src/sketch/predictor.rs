//! The network that describes a style.

use candle_core::{Result, Tensor};
use candle_nn::{Linear, Module, VarBuilder, linear};

use crate::{
    image::Picture,
    mobilenet::{FEATURES, MobileNet, Stage, stage},
};

/// How many numbers describe a style.
pub(super) const NUMBERS: usize = 100;

/// The side of the pictures that the network was trained on, in px.
const SIDE: u32 = 256;

/// Sandler et al., "MobileNetV2", table 2.
const STAGES: [Stage; 7] = [
    stage(1, 3, 1, 16),
    stage(2, 3, 2, 24),
    stage(3, 3, 2, 32),
    stage(4, 3, 2, 64),
    stage(3, 3, 1, 96),
    stage(3, 3, 2, 160),
    stage(1, 3, 1, 320),
];

/// What a style is like.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StyleNumbers(pub(super) [f32; NUMBERS]);

impl StyleNumbers {
    /// The mean of several by weight. Between two styles lies a style.
    pub(super) fn mean(weighted: &[WeightedNumbers]) -> Self {
        let sum: f64 = weighted.iter().map(|one| one.weight).sum();
        let mut mean = [0.0; NUMBERS];
        for one in weighted {
            let share = (one.weight / sum) as f32;
            for (mean, number) in mean.iter_mut().zip(&one.numbers.0) {
                *mean += share * number;
            }
        }

        Self(mean)
    }

    /// From `other` this share of the way to these: 0 is `other`, 1 these, more goes beyond.
    pub(super) fn on_the_way_from(&self, other: &Self, share: f32) -> Self {
        let mut between = other.clone();
        for (number, here) in between.0.iter_mut().zip(&self.0) {
            *number += share * (here - *number);
        }

        between
    }
}

/// A style and how much it counts among others.
pub(super) struct WeightedNumbers {
    pub(super) numbers: StyleNumbers,
    /// Above 0; only the ratios count.
    pub(super) weight: f64,
}

/// The network.
pub(super) struct Predictor {
    body: MobileNet,
    numbers: Linear,
}

impl Predictor {
    /// Loads `predict`.
    pub(super) fn load(vb: &VarBuilder) -> Result<Self> {
        Ok(Self {
            body: MobileNet::load(vb, &STAGES)?,
            numbers: linear(FEATURES, NUMBERS, vb.pp("numbers"))?,
        })
    }

    /// What `style` is like, at its size.
    pub(super) fn predict(&self, style: &Picture) -> Result<StyleNumbers> {
        let planes = style.to_planes();
        let shape = (1, 3, planes.height(), planes.width());
        let values = planes.data().iter().map(|value| value / 255.0).collect();
        let input = Tensor::from_vec(values, shape, self.numbers.weight().device())?;

        let trace = self.body.forward(&input)?;
        let mean = trace.features().mean((2, 3))?;
        let numbers: Vec<f32> = self.numbers.forward(&mean)?.squeeze(0)?.to_vec1()?;

        let mut result = [0.0; NUMBERS];
        result.copy_from_slice(&numbers);
        Ok(StyleNumbers(result))
    }
}

/// The largest square in the middle, at the size of training.
pub(super) fn central_square(picture: &Picture) -> Picture {
    let side = picture.width().min(picture.height());
    let left = (picture.width() - side) / 2;
    let top = (picture.height() - side) / 2;

    picture.part(left, top, side, side).resized(SIDE, SIDE)
}
