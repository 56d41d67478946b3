//! EfficientNet-Lite0 in candle (Tan and Le, "EfficientNet: Rethinking Model Scaling for
//! Convolutional Neural Networks", 2019; the Lite variant of Google's TPU models): inverted residual
//! blocks with ReLU6 and without squeeze-and-excitation, for the 1,000 classes of ImageNet.
//!
//! Owns the layers, the weights and both passes; knows nothing of pictures. The backward pass is
//! written out, without candle's autograd, which would compute the gradients of all kernels as
//! well, and takes the depthwise convolutions channel by channel.

mod block;
mod convolution;
mod depthwise;
mod padding;
mod relu6;

use candle_core::{DType, Device, Result, Tensor};
use candle_nn::{Linear, Module, VarBuilder, linear};

use self::{
    block::{Block, BlockShape, BlockTrace},
    convolution::{Pointwise, Stem},
    relu6::Relu6,
};
pub(super) use relu6::Rule;

use super::CLASSES;

/// Made by `models/efficientnet-lite0/convert.py`; kernels are f16.
static WEIGHTS: &[u8] =
    include_bytes!("../../../../models/efficientnet-lite0/efficientnet-lite0.safetensors");

/// Blocks of one shape that follow each other.
struct Stage {
    /// How many.
    blocks: usize,
    /// Side of the depthwise kernel.
    kernel: usize,
    /// Stride of the first block; the others have 1.
    stride: usize,
    /// Output channels.
    outputs: usize,
}

const fn stage(blocks: usize, kernel: usize, stride: usize, outputs: usize) -> Stage {
    Stage {
        blocks,
        kernel,
        stride,
        outputs,
    }
}

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

/// Output channels of the first convolution.
const STEM: usize = 32;

/// Feature maps of the last layer.
const FEATURES: usize = 1280;

/// By how much each but the first stage widens its blocks inside.
const EXPANSION: usize = 6;

/// The network.
pub(super) struct EfficientNet {
    stem: Stem,
    stem_relu: Relu6,
    blocks: Vec<Block>,
    head: Pointwise,
    head_relu: Relu6,
    classes: Linear,
}

/// What a forward pass leaves for the backward pass.
pub(super) struct Trace {
    height: usize,
    width: usize,
    stem: Tensor,
    blocks: Vec<BlockTrace>,
    features: Tensor,
}

impl Trace {
    /// The feature maps of the last layer, `[1, FEATURES, H / 32, W / 32]`.
    pub(super) fn features(&self) -> &Tensor {
        &self.features
    }
}

impl EfficientNet {
    /// The network with the weights that come with the program.
    ///
    /// # Errors
    /// If there is not enough memory.
    pub(super) fn new() -> Result<Self> {
        let device = Device::Cpu;
        let vb = VarBuilder::from_slice_safetensors(WEIGHTS, DType::F32, &device)?;

        let mut blocks = Vec::new();
        let mut inputs = STEM;
        for (index, stage) in STAGES.iter().enumerate() {
            for number in 0..stage.blocks {
                let shape = BlockShape {
                    inputs,
                    hidden: if index == 0 {
                        inputs
                    } else {
                        EXPANSION * inputs
                    },
                    outputs: stage.outputs,
                    kernel: stage.kernel,
                    stride: if number == 0 { stage.stride } else { 1 },
                };
                let vb = vb.pp(format!("blocks.{}", blocks.len()));
                blocks.push(Block::load(&vb, shape)?);
                inputs = stage.outputs;
            }
        }

        Ok(Self {
            stem: Stem::load(&vb.pp("stem"), STEM)?,
            stem_relu: Relu6::load(&vb.pp("stem"), STEM)?,
            blocks,
            head: Pointwise::load(&vb.pp("head"), inputs, FEATURES)?,
            head_relu: Relu6::load(&vb.pp("head"), FEATURES)?,
            classes: linear(FEATURES, CLASSES, vb.pp("classes"))?,
        })
    }

    /// Runs forward over `[1, 3, H, W]`: RGB, (value - 127) / 128.
    ///
    /// # Errors
    /// If there is not enough memory.
    pub(super) fn forward(&self, input: &Tensor) -> Result<Trace> {
        let (_, _, height, width) = input.dims4()?;
        let stem = self.stem_relu.forward(&self.stem.forward(input)?)?;

        let mut blocks: Vec<BlockTrace> = Vec::with_capacity(self.blocks.len());
        let mut below = stem.clone();
        for block in &self.blocks {
            let pass = block.forward(&below)?;
            below = pass.output;
            blocks.push(pass.trace);
        }

        let features = self.head_relu.forward(&self.head.forward(&below)?)?;
        Ok(Trace {
            height,
            width,
            stem,
            blocks,
            features,
        })
    }

    /// The logit of each class, `[CLASSES]`.
    ///
    /// # Errors
    /// If there is not enough memory.
    pub(super) fn logits(&self, trace: &Trace) -> Result<Tensor> {
        let mean = trace.features.mean((2, 3))?;
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
        let (_, channels, height, width) = trace.features.dims4()?;
        let places = (height * width) as f64;
        let gradient = (means.reshape((1, channels, 1, 1))? / places)?
            .broadcast_as(trace.features.shape())?
            .contiguous()?;

        let gradient = rule.backward(&trace.features, &gradient)?;
        let mut gradient = self.head.backward(&gradient)?;
        for (block, trace) in self.blocks.iter().zip(&trace.blocks).rev() {
            gradient = block.backward(trace, &gradient, rule)?;
        }

        let gradient = rule.backward(&trace.stem, &gradient)?;
        self.stem.backward(&gradient, trace.height, trace.width)
    }
}
