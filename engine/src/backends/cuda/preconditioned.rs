//! The preconditioner of a style layer on the GPU; `loss/preconditioned.rs` has the formulas.

use super::{
    error::GpuError,
    gpu::Machine,
    kernels::{Arg, ROW_THREADS, launch},
    memory::{Address, Buffer},
};
use crate::loss::preconditioned::{DIRECTIONS, Preconditioner, WEIGHT};

// The kernels' shared memory.
const _: () = assert!(DIRECTIONS <= 32);

/// See the module.
pub(super) struct CudaPreconditioner {
    channels: usize,
    count: usize,
    directions: Buffer<f32>,
    singles: Buffer<f32>,
    pairs: Buffer<f32>,
    pub(super) projected: Buffer<f32>,
    pub(super) correction: Buffer<f32>,
}

impl CudaPreconditioner {
    /// The preconditioner for `wanted`, as [`Preconditioner::for_target`] has it.
    pub(super) fn for_target(
        machine: &Machine,
        wanted: &[f32],
        channels: usize,
    ) -> Result<Self, GpuError> {
        let stream = &machine.stream;
        let Preconditioner {
            directions,
            singles,
            pairs,
            ..
        } = &Preconditioner::for_target(wanted, channels);

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

    /// Enqueues what turns D, at `difference`, into M, and notes in its rows' norms what the
    /// objective has beyond Σ D².
    pub(super) fn enqueue(
        &self,
        machine: &Machine,
        difference: Address,
        norms: Address,
    ) -> Result<(), GpuError> {
        self.enqueue_project(machine, difference)?;
        self.enqueue_correct(machine)?;
        self.enqueue_apply(machine, difference, norms)
    }

    fn enqueue_project(&self, machine: &Machine, difference: Address) -> Result<(), GpuError> {
        let arguments = [
            Arg::At(difference),
            Arg::At(self.directions.at()),
            Arg::Int(self.count as i32),
            Arg::Int(self.channels as i32),
            Arg::At(self.projected.at()),
        ];

        let grid = (self.channels as u32, 1, 1);

        // SAFETY: the matrix has so many rows, and the others are as large as `for_target` made them.
        unsafe {
            launch(
                &machine.stream,
                &machine.kernels.precondition_project,
                grid,
                ROW_THREADS,
                &arguments,
            )
        }
    }

    fn enqueue_correct(&self, machine: &Machine) -> Result<(), GpuError> {
        let arguments = [
            Arg::At(self.projected.at()),
            Arg::At(self.directions.at()),
            Arg::At(self.singles.at()),
            Arg::At(self.pairs.at()),
            Arg::Int(self.channels as i32),
            Arg::At(self.correction.at()),
        ];

        let grid = (self.count as u32, 1, 1);

        // SAFETY: all are as large as `for_target` made them.
        unsafe {
            launch(
                &machine.stream,
                &machine.kernels.precondition_correct,
                grid,
                ROW_THREADS,
                &arguments,
            )
        }
    }

    fn enqueue_apply(
        &self,
        machine: &Machine,
        difference: Address,
        norms: Address,
    ) -> Result<(), GpuError> {
        let arguments = [
            Arg::At(difference),
            Arg::At(self.directions.at()),
            Arg::At(self.correction.at()),
            Arg::Int(self.count as i32),
            Arg::Int(self.channels as i32),
            Arg::Real(WEIGHT as f32),
            Arg::At(norms),
        ];

        let grid = (self.channels as u32, 1, 1);

        // SAFETY: as for `enqueue_project`; the norms are five a row.
        unsafe {
            launch(
                &machine.stream,
                &machine.kernels.precondition_apply,
                grid,
                ROW_THREADS,
                &arguments,
            )
        }
    }
}
