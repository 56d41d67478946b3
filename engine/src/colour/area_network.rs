//! The part of the head that looks at the cells around a cell as well.
//!
//! A sky reaches from edge to edge and a meadow is not blue in one cell: what lies around tells as
//! much about a colour as the cell itself.

use candle_core::Tensor;
use candle_nn::{Conv2d, Conv2dConfig, Module, VarBuilder, conv2d};

/// Maps of the first layer, and of each that follows.
const FIRST: usize = 160;
const FURTHER: usize = 64;
/// How far apart the cells are that a further layer combines: together they see 15 x 15 of them.
const DILATIONS: [usize; 3] = [1, 2, 4];
const CLASSES: usize = 96;

/// A network of convolutions over the cells of a photo that chooses among classes of colours.
pub(super) struct AreaNetwork {
    first: Conv2d,
    further: Vec<Conv2d>,
    last: Conv2d,
    /// `[classes][2]`: a* and b*.
    centres: Tensor,
}

impl AreaNetwork {
    /// Reads the network from the head's file; a cell has so many inputs.
    pub(super) fn load(vb: &VarBuilder, inputs: usize) -> candle_core::Result<Self> {
        let single = Conv2dConfig::default();
        let further = DILATIONS.iter().enumerate().map(|(index, &dilation)| {
            let config = Conv2dConfig {
                padding: dilation,
                dilation,
                ..single
            };
            let below = if index == 0 { FIRST } else { FURTHER };
            conv2d(below, FURTHER, 3, config, vb.pp(format!("further.{index}")))
        });
        let all = FIRST + DILATIONS.len() * FURTHER;

        Ok(Self {
            first: conv2d(inputs, FIRST, 1, single, vb.pp("first"))?,
            further: further.collect::<candle_core::Result<_>>()?,
            last: conv2d(all, CLASSES, 1, single, vb.pp("last"))?,
            centres: vb.get((CLASSES, 2), "centres")?,
        })
    }

    /// `[cells][2]` of the `[cells][inputs]` of a photo that is so many cells high and wide: the mean of the
    /// classes by their probabilities.
    pub(super) fn forward(
        &self,
        inputs: &Tensor,
        height: usize,
        width: usize,
    ) -> candle_core::Result<Tensor> {
        let channels = inputs.dim(1)?;
        let maps = inputs.t()?.reshape((1, channels, height, width))?;

        let mut layers = vec![self.first.forward(&maps)?.relu()?];
        for layer in &self.further {
            let values = layer.forward(&layers[layers.len() - 1])?.relu()?;
            layers.push(values);
        }

        let scores = self.last.forward(&Tensor::cat(&layers, 1)?)?;
        let scores = scores.reshape((CLASSES, height * width))?.t()?;
        candle_nn::ops::softmax(&scores.contiguous()?, 1)?.matmul(&self.centres)
    }
}
