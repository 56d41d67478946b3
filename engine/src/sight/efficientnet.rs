//! EfficientNet-Lite0 in candle (Tan and Le, "EfficientNet: Rethinking Model Scaling for
//! Convolutional Neural Networks", 2019; the Lite variant of Google's TPU models), for the 1,000
//! classes of ImageNet.
//!
//! Owns the weights and the classes; the layers are those of [`mobilenet`](crate::mobilenet).

use candle_core::{DType, Device, Result, Tensor};
use candle_nn::{Linear, Module, VarBuilder, linear};

pub(super) use crate::mobilenet::Rule;

use super::CLASSES;
use crate::mobilenet::{FEATURES, MobileNet, Stage, Trace, stage};

/// Made by `models/efficientnet-lite0/convert.py`; kernels are f16.
static WEIGHTS: &[u8] =
    include_bytes!("../../../models/efficientnet-lite0/efficientnet-lite0.safetensors");

/// Google's `efficientnet_lite_builder.py`.
const STAGES: [Stage; 7] = [
    stage(1, 3, 1, 16),
    stage(2, 3, 2, 24),
    stage(2, 5, 2, 40),
    stage(3, 3, 2, 80),
    stage(3, 5, 1, 112),
    stage(4, 5, 2, 192),
    stage(1, 3, 1, 320),
];

/// The network.
pub(super) struct EfficientNet {
    body: MobileNet,
    classes: Linear,
}

impl EfficientNet {
    /// The network with the weights that come with the program.
    ///
    /// # Errors
    /// If there is not enough memory.
    pub(super) fn new(device: &Device) -> Result<Self> {
        let vb = VarBuilder::from_slice_safetensors(WEIGHTS, DType::F32, device)?;

        Ok(Self {
            body: MobileNet::load(&vb, &STAGES)?,
            classes: linear(FEATURES, CLASSES, vb.pp("classes"))?,
        })
    }

    /// Runs forward over `[1, 3, H, W]`: RGB, (value - 127) / 128.
    ///
    /// # Errors
    /// If there is not enough memory.
    pub(super) fn forward(&self, input: &Tensor) -> Result<Trace> {
        self.body.forward(input)
    }

    /// The logit of each class, `[CLASSES]`.
    ///
    /// # Errors
    /// If there is not enough memory.
    pub(super) fn logits(&self, trace: &Trace) -> Result<Tensor> {
        let mean = trace.features().mean((2, 3))?;
        self.classes.forward(&mean)?.squeeze(0)
    }

    /// How much each feature map counts for each class, `[CLASSES, FEATURES]`.
    pub(super) fn class_weights(&self) -> &Tensor {
        self.classes.weight()
    }

    /// The gradient of the input, `[1, 3, H, W]`, from that of the mean of each feature map,
    /// `[FEATURES]`.
    ///
    /// # Errors
    /// If there is not enough memory.
    pub(super) fn backward(&self, trace: &Trace, means: &Tensor, rule: Rule) -> Result<Tensor> {
        self.body.backward(trace, means, rule)
    }
}
