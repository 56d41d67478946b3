//! A 3 x 3 convolution and the gradient of its input, each a `Conv2d` of candle-nn.

use candle_core::{Result, Tensor};
use candle_nn::{Conv2d, Conv2dConfig, Module, VarBuilder};

use crate::{
    planes::Planes,
    vgg::{Border, Relu},
};

pub(super) struct Convolution {
    forward: Conv2d,
    /// The input's gradient is a convolution of the output's gradient, with the kernel rotated by
    /// 180 degrees and its input and output channels swapped.
    input_gradient: Conv2d,
    border: Border,
}

impl Convolution {
    /// Loads the tensors `kernel`, `[outputs][inputs][3][3]`, and `bias`, `[outputs]`, of the layer
    /// in front of `relu`.
    pub(super) fn load(vb: &VarBuilder, relu: Relu, inputs: usize, border: Border) -> Result<Self> {
        let outputs = relu.channels();
        let kernel = vb.get((outputs, inputs, 3, 3), "kernel")?;
        let bias = vb.get(outputs, "bias")?;
        let rotated = kernel
            .transpose(0, 1)?
            .contiguous()?
            .flip(&[2, 3])?
            .contiguous()?;

        // With a replicated border the input is padded beforehand; its gradient is that of the
        // padded input, one pixel larger on each side.
        let (padding, gradient_padding) = match border {
            Border::Zero => (1, 1),
            Border::Replicate => (0, 2),
        };

        Ok(Self {
            forward: Conv2d::new(kernel, Some(bias), with_padding(padding)),
            input_gradient: Conv2d::new(rotated, None, with_padding(gradient_padding)),
            border,
        })
    }

    pub(super) fn forward(&self, input: &Tensor) -> Result<Tensor> {
        match self.border {
            Border::Zero => self.forward.forward(input),
            Border::Replicate => {
                let padded = input.pad_with_same(2, 1, 1)?.pad_with_same(3, 1, 1)?;
                self.forward.forward(&padded)
            }
        }
    }

    /// The gradient of the input, or, with a replicated border, of the padded input.
    pub(super) fn input_gradient(&self, gradient: &Tensor) -> Result<Tensor> {
        self.input_gradient.forward(gradient)
    }
}

fn with_padding(padding: usize) -> Conv2dConfig {
    Conv2dConfig {
        padding,
        ..Conv2dConfig::default()
    }
}

/// Adds the gradient of each replicated border pixel to the pixel that it repeats.
pub(super) fn fold_replicated(padded: &[f32], picture: &mut Planes) {
    let height = picture.height();
    let width = picture.width();

    for channel in 0..3 {
        let rows = padded[channel * (height + 2) * (width + 2)..]
            .chunks_exact(width + 2)
            .take(height + 2);
        let plane = picture.plane_mut(channel);
        plane.fill(0.0);

        for (y, row) in rows.enumerate() {
            let to = &mut plane[y.saturating_sub(1).min(height - 1) * width..][..width];
            for (x, value) in row.iter().enumerate() {
                to[x.saturating_sub(1).min(width - 1)] += value;
            }
        }
    }
}
