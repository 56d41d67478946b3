//! The style loss of one layer on the GPU; `loss/style.rs` has the formulas.

use std::rc::Rc;

use super::{
    chain::Own,
    error::GpuError,
    gpu::Machine,
    kernels::{Arg, PARTS, ROW_THREADS, launch},
    memory::{Address, Buffer, Maps},
    preconditioned::CudaPreconditioner,
    products::{self, Chunks},
};
use crate::{
    loss::{LayerWeight, Losses, Measure, Statistics, Target},
    vgg::Relu,
};

/// The most channels of a layer.
const CHANNELS: usize = 512;

/// Whether the terms are weighed at this evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Balance {
    Anew,
    Kept,
}

/// Memory that all layers use, one after the other.
pub(super) struct Rows {
    parts: Buffer<f32>,
    sums: Buffer<f32>,
    mean: Buffer<f32>,
    difference: Buffer<f32>,
    norms: Buffer<f64>,
}

/// See the module.
pub(super) struct StyleTerm {
    pub(super) layer: Relu,
    weight: f64,
    centred: bool,
    unit_gradient: bool,
    wanted: Buffer<f32>,
    wanted_mean: Buffer<f32>,
    preconditioner: Option<CudaPreconditioner>,
    factors: Buffer<f64>,
    matrix: Maps,
    offset: Buffer<f32>,
    rows: Rc<Rows>,
}

impl Rows {
    pub(super) fn of(machine: &Machine, losses: &Losses) -> Result<Rc<Self>, GpuError> {
        let stream = &machine.stream;
        let layers = || losses.style.iter().map(|style| style.layer.channels());

        // There are never more chunks than of a picture without end.
        let most = layers()
            .map(|channels| Chunks::of(usize::MAX >> 16, channels).count * channels * channels)
            .max();
        Ok(Rc::new(Self {
            parts: Buffer::zeros(stream, most.unwrap_or(0))?,
            sums: Buffer::zeros(stream, PARTS as usize * CHANNELS)?,
            mean: Buffer::zeros(stream, CHANNELS)?,
            difference: Buffer::zeros(stream, CHANNELS * CHANNELS)?,
            norms: Buffer::zeros(stream, 5 * CHANNELS)?,
        }))
    }
}

impl StyleTerm {
    pub(super) fn new(
        machine: &Machine,
        style: LayerWeight,
        losses: &Losses,
        target: &Target,
        rows: &Rc<Rows>,
    ) -> Result<Self, GpuError> {
        let stream = &machine.stream;
        let LayerWeight { layer, weight } = style;
        let wanted = target.moments(losses.statistics);
        let channels = layer.channels();
        let is_preconditioned = losses.preconditioned == Some(layer);
        let mut matrix = Maps::default();

        matrix.claim(stream, machine.precision, channels * channels)?;
        Ok(Self {
            layer,
            weight,
            centred: losses.statistics == Statistics::MeanAndCovariance,
            unit_gradient: losses.measure == Measure::UnitGradient,
            wanted: Buffer::from_host(stream, &wanted.second)?,
            wanted_mean: Buffer::from_host(stream, &wanted.mean)?,
            preconditioner: is_preconditioned
                .then(|| CudaPreconditioner::for_target(machine, &wanted.second, channels))
                .transpose()?,
            factors: Buffer::zeros(stream, 2)?,
            matrix,
            offset: Buffer::zeros(stream, channels)?,
            rows: Rc::clone(rows),
        })
    }

    /// The gradient that [`StyleTerm::enqueue`] leaves.
    pub(super) fn own(&self) -> Own {
        Own {
            matrix: self.matrix.at(),
            offset: self.offset.at(),
            ..Own::default()
        }
    }

    /// What the loss was last balanced to: of the mean and of the matrix.
    pub(super) fn factors(&self, machine: &Machine) -> Result<[f64; 2], GpuError> {
        let mut factors = [0.0; 2];
        self.factors.read(&machine.stream, &mut factors)?;
        Ok(factors)
    }

    /// Takes what [`StyleTerm::factors`] gave.
    pub(super) fn set_factors(
        &mut self,
        machine: &Machine,
        factors: [f64; 2],
    ) -> Result<(), GpuError> {
        self.factors.write(&machine.stream, &factors)?;
        Ok(())
    }

    /// Enqueues loss and objective offset, to `value`, and the gradient of both.
    pub(super) fn enqueue(
        &self,
        machine: &Machine,
        (maps, pixels): (Address, usize),
        balance: Balance,
        value: Address,
    ) -> Result<(), GpuError> {
        let channels = self.layer.channels();
        let chunks = Chunks::of(pixels, channels).count;
        let per_pixel = 1.0 / pixels as f32;
        let rows = &self.rows;
        products::grams(machine, maps, (pixels, channels), rows.parts.at())?;

        machine.average(maps, (pixels, channels), rows.sums.at(), rows.mean.at())?;
        self.enqueue_difference(machine, chunks, per_pixel)?;

        if let Some(preconditioner) = &self.preconditioner {
            preconditioner.enqueue(machine, rows.difference.at(), rows.norms.at())?;
        }

        self.enqueue_gradient(machine, per_pixel, balance, value)
    }

    fn enqueue_difference(
        &self,
        machine: &Machine,
        chunks: usize,
        per_pixel: f32,
    ) -> Result<(), GpuError> {
        let rows = &self.rows;
        let channels = self.layer.channels();
        let arguments = [
            Arg::At(rows.parts.at()),
            Arg::Int(chunks as i32),
            Arg::Real(per_pixel),
            Arg::At(rows.mean.at()),
            Arg::At(self.wanted.at()),
            Arg::At(self.wanted_mean.at()),
            Arg::At(rows.difference.at()),
            Arg::At(rows.norms.at()),
            Arg::Int(channels as i32),
            Arg::Int(self.centred.into()),
        ];

        let grid = (channels as u32, 1, 1);

        // SAFETY: all are as large as `Rows` and `StyleTerm::new` made them, for the most channels
        // and chunks.
        unsafe {
            launch(
                &machine.stream,
                &machine.kernels.style_difference,
                grid,
                ROW_THREADS,
                &arguments,
            )
        }
    }

    fn enqueue_gradient(
        &self,
        machine: &Machine,
        per_pixel: f32,
        balance: Balance,
        value: Address,
    ) -> Result<(), GpuError> {
        let rows = &self.rows;
        let channels = self.layer.channels();
        let arguments = [
            Arg::At(rows.difference.at()),
            Arg::At(rows.norms.at()),
            Arg::At(rows.mean.at()),
            Arg::At(self.wanted_mean.at()),
            Arg::Real(self.weight as f32),
            Arg::Real(per_pixel),
            Arg::Int(channels as i32),
            Arg::Int(self.centred.into()),
            Arg::Int(self.unit_gradient.into()),
            Arg::Int((balance == Balance::Anew).into()),
            Arg::At(self.factors.at()),
            Arg::At(self.matrix.at()),
            Arg::At(self.offset.at()),
            Arg::At(value),
        ];

        let grid = (channels as u32, 1, 1);

        // SAFETY: as above.
        unsafe {
            launch(
                &machine.stream,
                &machine.kernels.style_gradient,
                grid,
                ROW_THREADS,
                &arguments,
            )
        }
    }
}
