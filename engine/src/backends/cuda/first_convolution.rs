//! The first convolution, from the picture's three colours, and its gradient: by our own kernels,
//! as cuDNN's are made for more channels.

use super::{
    error::GpuError,
    executor::Executor,
    kernels::{Arg, THREADS, grid_for, launch},
    memory::{Address, Buffer, Shape},
};
use crate::vgg::{self, Border, MEAN};

/// Pixels of a row that a block of the first layer's kernels works on.
const BLOCK_PIXELS: usize = 128;

/// conv1_1 with bias and ReLU, and the way back to the picture.
pub(super) struct FirstConvolution {
    /// `[27][2][8][4]`; see [`in_groups`].
    kernel: Buffer<f32>,
    /// `[64]`.
    bias: Buffer<f32>,
    border: Border,
}

impl FirstConvolution {
    pub(super) fn new(
        executor: &Executor,
        convolution: &vgg::Convolution,
        border: Border,
    ) -> Result<Self, GpuError> {
        let kernel = in_groups(&convolution.kernel.to_vec());

        Ok(Self {
            kernel: Buffer::from_host(&executor.stream, &kernel)?,
            bias: Buffer::from_host(&executor.stream, &convolution.bias)?,
            border,
        })
    }

    /// Enqueues the activations of `picture`, `[3][height][width]` in f32, to the maps at `to`.
    pub(super) fn forward(
        &self,
        executor: &Executor,
        picture: Address,
        shape: Shape,
        to: Address,
    ) -> Result<(), GpuError> {
        let [red, green, blue] = MEAN;
        let arguments = [
            Arg::Address(picture),
            Arg::Address(self.kernel.address()),
            Arg::Address(self.bias.address()),
            Arg::Address(to),
            Arg::Int(shape.height as i32),
            Arg::Int(shape.width as i32),
            Arg::Int((self.border == Border::Replicate).into()),
            Arg::Float(red),
            Arg::Float(green),
            Arg::Float(blue),
        ];

        // SAFETY: the picture has this shape, and the caller gives `to` room for 64 channels of it.
        unsafe {
            launch(
                &executor.stream,
                &executor.kernels.first_forward,
                row_grid(shape),
                THREADS,
                &arguments,
            )
        }
    }

    /// Enqueues the picture's gradient, `[3][height][width]` in f32 at `to`, from the gradient of
    /// the maps at `from`.
    pub(super) fn backward(
        &self,
        executor: &Executor,
        from: Address,
        shape: Shape,
        to: Address,
    ) -> Result<(), GpuError> {
        let arguments = [
            Arg::Address(from),
            Arg::Address(self.kernel.address()),
            Arg::Address(to),
            Arg::Int(shape.height as i32),
            Arg::Int(shape.width as i32),
        ];

        // SAFETY: the maps at `from` and the picture at `to` have this shape.
        unsafe {
            launch(
                &executor.stream,
                &executor.kernels.first_backward,
                row_grid(shape),
                THREADS,
                &arguments,
            )
        }?;

        if self.border == Border::Replicate {
            let warps = 2 * (shape.width + shape.height);

            // SAFETY: as for `first_backward`, which ran before on the same stream.
            unsafe {
                launch(
                    &executor.stream,
                    &executor.kernels.first_backward_border,
                    grid_for(warps * 32),
                    THREADS,
                    &arguments,
                )
            }?;
        }

        Ok(())
    }
}

/// The grid of `first_forward` and `first_backward`.
fn row_grid(shape: Shape) -> (u32, u32, u32) {
    let blocks = shape.width.div_ceil(BLOCK_PIXELS);
    (blocks as u32, shape.height as u32, 1)
}

/// `[64][27]` to `[27][2][8][4]`: the lanes of a warp hold eight channels each, and read four of
/// them at a time from neighbouring memory.
fn in_groups(kernel: &[f32]) -> Vec<f32> {
    let mut ordered = vec![0.0; kernel.len()];
    for (output, taps) in kernel.as_chunks::<27>().0.iter().enumerate() {
        for (tap, weight) in taps.iter().enumerate() {
            ordered[tap * 64 + output % 8 / 4 * 32 + output / 8 * 4 + output % 4] = *weight;
        }
    }

    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_kernel_lies_in_halves_of_groups() {
        let kernel: Vec<f32> = (0_u16..64 * 27).map(f32::from).collect();
        let ordered = in_groups(&kernel);

        for (output, tap) in [(0, 0), (5, 3), (8, 26), (63, 13)] {
            let group = output / 8;
            let half = output % 8 / 4;
            let place = output % 4;
            let actual = ordered[((tap * 2 + half) * 8 + group) * 4 + place];
            let expected = kernel[output * 27 + tap];

            assert_eq!(actual.to_bits(), expected.to_bits(), "{output} {tap}");
        }
    }
}
