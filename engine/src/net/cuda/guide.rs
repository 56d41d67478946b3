//! The way to a style on the GPU; `loss/guide.rs` has the formulas.

use super::{
    gpu::{GpuError, Machine},
    kernels::{Arg, launch},
    memory::{Address, Buffer},
    term::ROW_THREADS,
};
use crate::loss::guide::{DIRECTIONS, Guide, WEIGHT};

// The kernels' shared memory.
const _: () = assert!(DIRECTIONS <= 32);

/// See the module.
pub(super) struct CudaGuide {
    channels: usize,
    count: usize,
    directions: Buffer<f32>,
    singles: Buffer<f32>,
    pairs: Buffer<f32>,
    pub(super) along: Buffer<f32>,
    pub(super) lead: Buffer<f32>,
}

impl CudaGuide {
    /// The way to `wanted`, as [`Guide::to`] has it.
    pub(super) fn to(machine: &Machine, wanted: &[f32], channels: usize) -> Result<Self, GpuError> {
        let stream = &machine.stream;
        let Guide {
            directions,
            singles,
            pairs,
            ..
        } = &Guide::to(wanted, channels);

        Ok(Self {
            channels,
            count: singles.len(),
            directions: Buffer::from_host(stream, directions)?,
            singles: Buffer::from_host(stream, singles)?,
            pairs: Buffer::from_host(stream, pairs)?,
            along: Buffer::zeros(stream, directions.len())?,
            lead: Buffer::zeros(stream, directions.len())?,
        })
    }

    /// Enqueues what turns D, at `difference`, into M, and notes in its rows' norms what the
    /// descended sum has beyond Σ D².
    pub(super) fn enqueue(
        &self,
        machine: &Machine,
        difference: Address,
        norms: Address,
    ) -> Result<(), GpuError> {
        self.enqueue_along(machine, difference)?;
        self.enqueue_lead(machine)?;
        self.enqueue_turn(machine, difference, norms)
    }

    fn enqueue_along(&self, machine: &Machine, difference: Address) -> Result<(), GpuError> {
        let arguments = [
            Arg::At(difference),
            Arg::At(self.directions.at()),
            Arg::Int(self.count as i32),
            Arg::Int(self.channels as i32),
            Arg::At(self.along.at()),
        ];

        let grid = (self.channels as u32, 1, 1);

        // SAFETY: the matrix has so many rows, and the others are as large as `to` made them.
        unsafe {
            launch(
                &machine.stream,
                &machine.kernels.guide_along,
                grid,
                ROW_THREADS,
                &arguments,
            )
        }
    }

    fn enqueue_lead(&self, machine: &Machine) -> Result<(), GpuError> {
        let arguments = [
            Arg::At(self.along.at()),
            Arg::At(self.directions.at()),
            Arg::At(self.singles.at()),
            Arg::At(self.pairs.at()),
            Arg::Int(self.channels as i32),
            Arg::At(self.lead.at()),
        ];

        let grid = (self.count as u32, 1, 1);

        // SAFETY: all are as large as `to` made them.
        unsafe {
            launch(
                &machine.stream,
                &machine.kernels.guide_lead,
                grid,
                ROW_THREADS,
                &arguments,
            )
        }
    }

    fn enqueue_turn(
        &self,
        machine: &Machine,
        difference: Address,
        norms: Address,
    ) -> Result<(), GpuError> {
        let arguments = [
            Arg::At(difference),
            Arg::At(self.directions.at()),
            Arg::At(self.lead.at()),
            Arg::Int(self.count as i32),
            Arg::Int(self.channels as i32),
            Arg::Real(WEIGHT as f32),
            Arg::At(norms),
        ];

        let grid = (self.channels as u32, 1, 1);

        // SAFETY: as for `enqueue_along`; the norms are five a row.
        unsafe {
            launch(
                &machine.stream,
                &machine.kernels.guide_turn,
                grid,
                ROW_THREADS,
                &arguments,
            )
        }
    }
}
