//! The first convolution, from the picture's three colours, and back: our own kernels, as cuDNN
//! wants more channels.

use super::{
    error::GpuError,
    gpu::Machine,
    kernels::{Arg, THREADS, launch, over},
    memory::{Address, Buffer},
    shape::Shape,
};
use crate::vgg::{self, Border, MEAN};

/// See the module.
pub(super) struct First {
    /// As `kernels.cu` wants it.
    kernel: Buffer<f32>,
    bias: Buffer<f32>,
    border: Border,
}

impl First {
    pub(super) fn new(
        machine: &Machine,
        convolution: &vgg::Convolution,
        border: Border,
    ) -> Result<Self, GpuError> {
        Ok(Self {
            kernel: Buffer::from_host(&machine.stream, &in_groups(&convolution.kernel.to_vec()))?,
            bias: Buffer::from_host(&machine.stream, &convolution.bias)?,
            border,
        })
    }

    /// Enqueues the convolution of the picture, with bias and ReLU, to the maps at `to`.
    pub(super) fn forward(
        &self,
        machine: &Machine,
        picture: Address,
        shape: Shape,
        to: Address,
    ) -> Result<(), GpuError> {
        let [red, green, blue] = MEAN;
        let arguments = [
            Arg::At(picture),
            Arg::At(self.kernel.at()),
            Arg::At(self.bias.at()),
            Arg::At(to),
            Arg::Int(shape.height as i32),
            Arg::Int(shape.width as i32),
            Arg::Int((self.border == Border::Replicate).into()),
            Arg::Real(red),
            Arg::Real(green),
            Arg::Real(blue),
        ];

        // SAFETY: the picture has this shape, and there is room for the layer's maps.
        unsafe {
            launch(
                &machine.stream,
                &machine.kernels.first_forward,
                rows(shape),
                THREADS,
                &arguments,
            )
        }
    }

    /// Enqueues the way from the gradient of the maps, at `from`, to that of the picture, at `to`.
    pub(super) fn backward(
        &self,
        machine: &Machine,
        from: Address,
        shape: Shape,
        to: Address,
    ) -> Result<(), GpuError> {
        let arguments = [
            Arg::At(from),
            Arg::At(self.kernel.at()),
            Arg::At(to),
            Arg::Int(shape.height as i32),
            Arg::Int(shape.width as i32),
        ];

        // SAFETY: the gradient has this shape, and so has the picture's.
        unsafe {
            launch(
                &machine.stream,
                &machine.kernels.first_backward,
                rows(shape),
                THREADS,
                &arguments,
            )
        }?;

        if self.border == Border::Replicate {
            let warps = 2 * (shape.width + shape.height);

            // SAFETY: as above.
            unsafe {
                launch(
                    &machine.stream,
                    &machine.kernels.first_fold,
                    over(warps * 32),
                    THREADS,
                    &arguments,
                )
            }?;
        }

        Ok(())
    }
}

/// The grid of the first layer's kernels: a block for 128 pixels of a row.
fn rows(shape: Shape) -> (u32, u32, u32) {
    (shape.width.div_ceil(128) as u32, shape.height as u32, 1)
}

/// `[64][27]` to `[27][2][8][4]`: the halves of eight channels apart, so that lanes read
/// neighbouring memory.
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
            let is = ordered[((tap * 2 + half) * 8 + group) * 4 + place];
            let was = kernel[output * 27 + tap];

            assert_eq!(is.to_bits(), was.to_bits(), "{output} {tap}");
        }
    }
}
