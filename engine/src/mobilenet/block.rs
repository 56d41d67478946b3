//! The inverted residual block (Sandler et al., "MobileNetV2", 2018): expand the channels, filter
//! each of them, project them down.

use candle_core::{Result, Tensor};
use candle_nn::VarBuilder;

use super::{
    convolution::Pointwise,
    depthwise::Depthwise,
    relu6::{Bias, Relu6, Rule},
};

/// The shape of a block.
#[derive(Clone, Copy)]
pub(super) struct BlockShape {
    /// Input channels.
    pub(super) inputs: usize,
    /// Channels inside; a block that does not expand has as many as inputs.
    pub(super) hidden: usize,
    /// Output channels.
    pub(super) outputs: usize,
    /// Side of the depthwise kernel.
    pub(super) kernel: usize,
    /// Stride of the depthwise convolution.
    pub(super) stride: usize,
}

/// The block.
pub(super) struct Block {
    expansion: Option<Expansion>,
    depthwise: Depthwise,
    depthwise_relu: Relu6,
    projection: Pointwise,
    projection_bias: Bias,
    /// Whether the input is added to the output.
    is_residual: bool,
}

struct Expansion {
    convolution: Pointwise,
    relu: Relu6,
}

/// The output of a block, and what its backward pass needs.
pub(super) struct BlockPass {
    pub(super) output: Tensor,
    pub(super) trace: BlockTrace,
}

/// What the backward pass of a block needs.
pub(super) struct BlockTrace {
    /// Behind the expansion, or the input itself.
    expanded: Tensor,
    /// Behind the depthwise convolution.
    filtered: Tensor,
}

impl Block {
    /// Loads `expand`, `depthwise` and `project`.
    pub(super) fn load(vb: &VarBuilder, shape: BlockShape) -> Result<Self> {
        let expand = vb.pp("expand");
        let depthwise = vb.pp("depthwise");
        let project = vb.pp("project");

        let expansion = if shape.hidden == shape.inputs {
            None
        } else {
            Some(Expansion {
                convolution: Pointwise::load(&expand, shape.inputs, shape.hidden)?,
                relu: Relu6::load(&expand, shape.hidden)?,
            })
        };

        Ok(Self {
            expansion,
            depthwise: Depthwise::load(&depthwise, shape.hidden, shape.kernel, shape.stride)?,
            depthwise_relu: Relu6::load(&depthwise, shape.hidden)?,
            projection: Pointwise::load(&project, shape.hidden, shape.outputs)?,
            projection_bias: Bias::load(&project, shape.outputs)?,
            is_residual: shape.stride == 1 && shape.inputs == shape.outputs,
        })
    }

    pub(super) fn forward(&self, input: &Tensor) -> Result<BlockPass> {
        let expanded = match &self.expansion {
            Some(Expansion { convolution, relu }) => relu.forward(&convolution.forward(input)?)?,
            None => input.clone(),
        };
        let filtered = self
            .depthwise_relu
            .forward(&self.depthwise.forward(&expanded)?)?;
        let projected = self
            .projection_bias
            .forward(&self.projection.forward(&filtered)?)?;

        Ok(BlockPass {
            output: if self.is_residual {
                (input + projected)?
            } else {
                projected
            },
            trace: BlockTrace { expanded, filtered },
        })
    }

    /// The gradient of the input.
    pub(super) fn backward(
        &self,
        trace: &BlockTrace,
        gradient: &Tensor,
        rule: Rule,
    ) -> Result<Tensor> {
        let (_, _, height, width) = trace.expanded.dims4()?;
        let filtered = rule.backward(&trace.filtered, &self.projection.backward(gradient)?)?;
        let expanded = self.depthwise.backward(&filtered, height, width)?;

        let input = match &self.expansion {
            Some(Expansion { convolution, .. }) => {
                convolution.backward(&rule.backward(&trace.expanded, &expanded)?)?
            }
            None => expanded,
        };

        if self.is_residual {
            input + gradient
        } else {
            Ok(input)
        }
    }
}
