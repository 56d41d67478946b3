//! The temporal term on the GPU: what a frame is to stay close to, and the gradient of that.

use super::{
    error::GpuError,
    executor::Executor,
    kernels::{Arg, THREADS, grid_for, launch},
    memory::{Address, Buffer},
};
use crate::loss::TemporalTerm;

/// A temporal term. Its value is not computed: Adam needs none.
pub(super) struct CudaTemporal {
    /// `[3][height][width]`.
    target: Buffer<f32>,
    /// `[height][width]`.
    mask: Buffer<f32>,
    pixels: usize,
    scale: f32,
}

impl CudaTemporal {
    pub(super) fn new(executor: &Executor, term: &TemporalTerm) -> Result<Self, GpuError> {
        Ok(Self {
            target: Buffer::from_host(&executor.stream, term.target.data())?,
            mask: Buffer::from_host(&executor.stream, term.mask.data())?,
            pixels: term.mask.area(),
            scale: term.scale(),
        })
    }

    /// Enqueues the addition of the gradient at `picture` to `gradient`.
    pub(super) fn enqueue(
        &self,
        executor: &Executor,
        picture: Address,
        gradient: Address,
    ) -> Result<(), GpuError> {
        let arguments = [
            Arg::Address(picture),
            Arg::Address(self.target.address()),
            Arg::Address(self.mask.address()),
            Arg::Address(gradient),
            Arg::Unsigned(self.pixels as u32),
            Arg::Float(self.scale),
        ];

        // SAFETY: picture, target and gradient have three times as many values as the mask has
        // pixels.
        unsafe {
            launch(
                &executor.stream,
                &executor.kernels.temporal,
                grid_for(3 * self.pixels),
                THREADS,
                &arguments,
            )
        }
    }
}
