//! The first convolution, and those of 1 x 1, which are matrix products.

use candle_core::{Result, Tensor};
use candle_nn::{Conv2d, Conv2dConfig, Module, VarBuilder};

use super::padding::same_padding;

/// Side and stride of the first convolution.
const KERNEL: usize = 3;
const STRIDE: usize = 2;

/// The first convolution: 3 x 3 with stride 2 over the colours. Its bias belongs to the ReLU6.
pub(super) struct Stem {
    convolution: Conv2d,
}

impl Stem {
    /// Loads `weight`, `[outputs][3][3][3]`.
    pub(super) fn load(vb: &VarBuilder, outputs: usize) -> Result<Self> {
        let weight = vb.get((outputs, 3, KERNEL, KERNEL), "weight")?;
        let config = Conv2dConfig {
            stride: STRIDE,
            ..Conv2dConfig::default()
        };

        Ok(Self {
            convolution: Conv2d::new(weight, None, config),
        })
    }

    pub(super) fn forward(&self, input: &Tensor) -> Result<Tensor> {
        let (_, _, height, width) = input.dims4()?;
        let rows = same_padding(height, KERNEL, STRIDE);
        let columns = same_padding(width, KERNEL, STRIDE);

        let padded = input
            .pad_with_zeros(2, rows.before, rows.after)?
            .pad_with_zeros(3, columns.before, columns.after)?;
        self.convolution.forward(&padded)
    }

    /// The gradient of an input of `height` x `width` values.
    pub(super) fn backward(
        &self,
        gradient: &Tensor,
        height: usize,
        width: usize,
    ) -> Result<Tensor> {
        let weight = self.convolution.weight();
        // The padding is just what the last kernel reaches, so that the result has the padded size.
        let padded = gradient.conv_transpose2d(weight, 0, 0, STRIDE, 1)?;

        padded
            .narrow(2, same_padding(height, KERNEL, STRIDE).before, height)?
            .narrow(3, same_padding(width, KERNEL, STRIDE).before, width)?
            .contiguous()
    }
}

/// A convolution of 1 x 1: at each place a matrix times the channels.
pub(super) struct Pointwise {
    weight: Tensor,
    transposed: Tensor,
}

impl Pointwise {
    /// Loads `weight`, `[outputs][inputs][1][1]`.
    pub(super) fn load(vb: &VarBuilder, inputs: usize, outputs: usize) -> Result<Self> {
        let weight = vb
            .get((outputs, inputs, 1, 1), "weight")?
            .reshape((outputs, inputs))?;

        Ok(Self {
            transposed: weight.t()?.contiguous()?,
            weight,
        })
    }

    pub(super) fn forward(&self, input: &Tensor) -> Result<Tensor> {
        product(&self.weight, input)
    }

    /// The gradient of the input.
    pub(super) fn backward(&self, gradient: &Tensor) -> Result<Tensor> {
        product(&self.transposed, gradient)
    }
}

/// `matrix` times the channels of `[1, C, H, W]`.
fn product(matrix: &Tensor, planes: &Tensor) -> Result<Tensor> {
    let (_, channels, height, width) = planes.dims4()?;
    let columns = planes.reshape((channels, height * width))?;
    matrix
        .matmul(&columns)?
        .reshape((1, matrix.dim(0)?, height, width))
}
