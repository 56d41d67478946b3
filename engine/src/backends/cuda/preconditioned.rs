//! The preconditioner of a style layer on the GPU; `loss/preconditioned.rs` has the formulas.

use super::{
    error::GpuError,
    executor::Executor,
    kernels::{Arg, ROW_THREADS, launch},
    memory::{Address, Buffer},
};
use crate::loss::preconditioned::{DIRECTIONS, Preconditioner, WEIGHT};

// The kernels keep a value for each direction in shared memory.
const _: () = assert!(DIRECTIONS <= 32);

/// The preconditioner of one style layer with C channels and K directions.
pub(super) struct CudaPreconditioner {
    channels: usize,
    /// K.
    count: usize,
    /// V: `[K][C]`.
    directions: Buffer<f32>,
    /// `[K]`.
    singles: Buffer<f32>,
    /// `[K][K]`.
    pairs: Buffer<f32>,
    /// V D: `[K][C]`.
    pub(super) projected: Buffer<f32>,
    /// X: `[K][C]`.
    pub(super) correction: Buffer<f32>,
}

impl CudaPreconditioner {
    /// [`Preconditioner::for_target`] of the target matrix, `[C][C]`.
    pub(super) fn for_target(
        executor: &Executor,
        target: &[f32],
        channels: usize,
    ) -> Result<Self, GpuError> {
        let stream = &executor.stream;
        let Preconditioner {
            directions,
            singles,
            pairs,
            ..
        } = &Preconditioner::for_target(target, channels);

        Ok(Self {
            channels,
            count: singles.len(),
            directions: Buffer::from_host(stream, directions)?,
            singles: Buffer::from_host(stream, singles)?,
            pairs: Buffer::from_host(stream, pairs)?,
            projected: Buffer::zeros(stream, directions.len())?,
            correction: Buffer::zeros(stream, directions.len())?,
        })
    }

    /// Enqueues the change of D, `[C][C]` at `difference`, to M in place. Each row's last norm
    /// becomes its share of ⟨D, M⟩ - ⟨D, D⟩; the norms are `[C][5]`.
    pub(super) fn enqueue(
        &self,
        executor: &Executor,
        difference: Address,
        norms: Address,
    ) -> Result<(), GpuError> {
        self.enqueue_project(executor, difference)?;
        self.enqueue_correct(executor)?;
        self.enqueue_apply(executor, difference, norms)
    }

    fn enqueue_project(&self, executor: &Executor, difference: Address) -> Result<(), GpuError> {
        let arguments = [
            Arg::Address(difference),
            Arg::Address(self.directions.address()),
            Arg::Int(self.count as i32),
            Arg::Int(self.channels as i32),
            Arg::Address(self.projected.address()),
        ];

        let grid = (self.channels as u32, 1, 1);

        // SAFETY: the matrix has a row for each channel, and `for_target` gave the other buffers
        // the sizes in their docs.
        unsafe {
            launch(
                &executor.stream,
                &executor.kernels.precondition_project,
                grid,
                ROW_THREADS,
                &arguments,
            )
        }
    }

    fn enqueue_correct(&self, executor: &Executor) -> Result<(), GpuError> {
        let arguments = [
            Arg::Address(self.projected.address()),
            Arg::Address(self.directions.address()),
            Arg::Address(self.singles.address()),
            Arg::Address(self.pairs.address()),
            Arg::Int(self.channels as i32),
            Arg::Address(self.correction.address()),
        ];

        let grid = (self.count as u32, 1, 1);

        // SAFETY: `for_target` gave all buffers the sizes in their docs.
        unsafe {
            launch(
                &executor.stream,
                &executor.kernels.precondition_correct,
                grid,
                ROW_THREADS,
                &arguments,
            )
        }
    }

    fn enqueue_apply(
        &self,
        executor: &Executor,
        difference: Address,
        norms: Address,
    ) -> Result<(), GpuError> {
        let arguments = [
            Arg::Address(difference),
            Arg::Address(self.directions.address()),
            Arg::Address(self.correction.address()),
            Arg::Int(self.count as i32),
            Arg::Int(self.channels as i32),
            Arg::Float(WEIGHT as f32),
            Arg::Address(norms),
        ];

        let grid = (self.channels as u32, 1, 1);

        // SAFETY: as in `enqueue_project`; there are five norms for each row.
        unsafe {
            launch(
                &executor.stream,
                &executor.kernels.precondition_apply,
                grid,
                ROW_THREADS,
                &arguments,
            )
        }
    }
}
