//! The body of MobileNetV2 and its relatives in candle (Sandler et al., "MobileNetV2: Inverted
//! Residuals and Linear Bottlenecks", 2018): inverted residual blocks with ReLU6 and without
//! squeeze-and-excitation.
//!
//! Owns the layers and both passes; knows nothing of pictures, and nothing of what is told from the
//! features. The backward pass is written out, without candle's autograd, which would compute the
//! gradients of all kernels as well, and takes the depthwise convolutions channel by channel.

mod block;
mod convolution;
mod depthwise;
mod padding;
mod relu6;

use candle_core::{Result, Tensor};
use candle_nn::VarBuilder;

pub(crate) use self::relu6::Rule;
use self::{
    block::{Block, BlockShape, BlockTrace},
    convolution::{Pointwise, Stem},
    relu6::Relu6,
};

/// Feature maps of the last layer.
pub(crate) const FEATURES: usize = 1280;

/// Output channels of the first convolution.
const STEM: usize = 32;

/// By how much each but the first stage widens its blocks inside.
const EXPANSION: usize = 6;

/// Blocks of one shape that follow each other.
pub(crate) struct Stage {
    /// How many.
    pub(crate) blocks: usize,
    /// Side of the depthwise kernel.
    pub(crate) kernel: usize,
    /// Stride of the first block; the others have 1.
    pub(crate) stride: usize,
    /// Output channels.
    pub(crate) outputs: usize,
}

/// A stage of `blocks` blocks.
pub(crate) const fn stage(blocks: usize, kernel: usize, stride: usize, outputs: usize) -> Stage {
    Stage {
        blocks,
        kernel,
        stride,
        outputs,
    }
}

/// The network up to its features.
pub(crate) struct MobileNet {
    stem: Stem,
    stem_relu: Relu6,
    blocks: Vec<Block>,
    head: Pointwise,
    head_relu: Relu6,
}

/// What a forward pass leaves for the backward pass.
pub(crate) struct Trace {
    height: usize,
    width: usize,
    stem: Tensor,
    blocks: Vec<BlockTrace>,
    features: Tensor,
}

impl Trace {
    /// The feature maps of the last layer, `[1, FEATURES, H / 32, W / 32]`.
    pub(crate) fn features(&self) -> &Tensor {
        &self.features
    }
}

impl MobileNet {
    /// Loads `stem`, `blocks.N` and `head`.
    ///
    /// # Errors
    /// If there is not enough memory, or the weights have other shapes.
    pub(crate) fn load(vb: &VarBuilder, stages: &[Stage]) -> Result<Self> {
        let mut blocks = Vec::new();
        let mut inputs = STEM;
        for (index, stage) in stages.iter().enumerate() {
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
        })
    }

    /// Runs forward over `[1, 3, H, W]`.
    ///
    /// # Errors
    /// If there is not enough memory.
    pub(crate) fn forward(&self, input: &Tensor) -> Result<Trace> {
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

    /// The gradient of the input, `[1, 3, H, W]`, from that of the mean of each feature map,
    /// `[FEATURES]`.
    ///
    /// # Errors
    /// If there is not enough memory.
    pub(crate) fn backward(&self, trace: &Trace, means: &Tensor, rule: Rule) -> Result<Tensor> {
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
