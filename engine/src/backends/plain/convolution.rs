//! A convolution and its input's gradient, both by candle's `conv2d`.

use candle_core::{Device, Result, Tensor};

use crate::{planes::Planes, vgg::Convolution};

pub(super) struct Kernel {
    /// `[out, in, 3, 3]`.
    forward: Tensor,
    /// `[in, out, 3, 3]`, turned by 180 degrees: the input's gradient is the convolution of the
    /// output's by it.
    backward: Tensor,
    bias: Tensor,
}

impl Kernel {
    pub(super) fn new(convolution: &Convolution, device: &Device) -> Result<Self> {
        let shape = (convolution.outputs, convolution.inputs, 3, 3);
        let forward = Tensor::from_vec(convolution.kernel.to_vec(), shape, device)?;
        let backward = forward
            .transpose(0, 1)?
            .contiguous()?
            .flip(&[2, 3])?
            .contiguous()?;

        let bias = Tensor::from_slice(&convolution.bias, (1, convolution.outputs, 1, 1), device)?;
        Ok(Self {
            forward,
            backward,
            bias,
        })
    }

    pub(super) fn forward(&self, input: &Tensor, replicated: bool) -> Result<Tensor> {
        let output = if replicated {
            input
                .pad_with_same(2, 1, 1)?
                .pad_with_same(3, 1, 1)?
                .conv2d(&self.forward, 0, 1, 1, 1)?
        } else {
            input.conv2d(&self.forward, 1, 1, 1, 1)?
        };
        output.broadcast_add(&self.bias)
    }

    /// With `replicated`, that of the padded input: one pixel larger on each side.
    pub(super) fn input_gradient(&self, gradient: &Tensor, replicated: bool) -> Result<Tensor> {
        gradient.conv2d(&self.backward, if replicated { 2 } else { 1 }, 1, 1, 1)
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
