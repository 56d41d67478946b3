//! The style loss of one layer on the GPU; `loss/style.rs` has the formulas.

use std::rc::Rc;

use super::{
    backbone::LayerGradients,
    error::GpuError,
    executor::Executor,
    kernels::{Arg, PARTIAL_SUMS, ROW_THREADS, launch},
    memory::{Address, Buffer, Maps, MapsView},
    preconditioned::CudaPreconditioner,
    products::{self, Chunks},
};
use crate::{
    loss::{LayerWeight, Losses, Measure, Statistics, Target},
    vgg::Relu,
};

/// The most channels that a layer has.
const MAX_CHANNELS: usize = 512;

/// What happens to the weights that balance the terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Balance {
    /// Computed from the differences of this evaluation.
    Recompute,
    /// Kept from an earlier evaluation.
    Keep,
}

/// Memory that the layers use one after the other, as large as the largest needs.
pub(super) struct StyleScratch {
    /// Gram matrices of the chunks of pixels: `[chunks][C][C]`.
    grams: Buffer<f32>,
    /// Partial sums of the means: `[blocks][C]`.
    channel_sums: Buffer<f32>,
    /// `[C]`.
    mean: Buffer<f32>,
    /// `[C][C]`.
    difference: Buffer<f32>,
    /// `[C][5]`; see `style_difference` in `kernels.cu`.
    norms: Buffer<f64>,
}

/// The style loss of one layer, and its gradient.
pub(super) struct StyleLoss {
    pub(super) layer: Relu,
    weight: f64,
    statistics: Statistics,
    has_unit_gradient: bool,
    /// `[C][C]`: Gram matrix or covariance.
    target_matrix: Buffer<f32>,
    /// `[C]`.
    target_mean: Buffer<f32>,
    preconditioner: Option<CudaPreconditioner>,
    /// What balances the term of the mean and that of the matrix.
    factors: Buffer<f64>,
    /// `[C][C]`, the gradient's matrix.
    matrix: Maps,
    /// `[C]`, the gradient's offset.
    offset: Buffer<f32>,
    scratch: Rc<StyleScratch>,
}

/// The number that the kernels know the statistics by.
pub(super) fn statistics_code(statistics: Statistics) -> i32 {
    match statistics {
        Statistics::Gram => 0,
        Statistics::MeanAndCovariance => 1,
        Statistics::Mean => 2,
    }
}

impl StyleScratch {
    pub(super) fn for_losses(executor: &Executor, losses: &Losses) -> Result<Rc<Self>, GpuError> {
        // The number of chunks stops growing with the picture, so this suits every size.
        const MANY_PIXELS: usize = usize::MAX >> 16;

        let stream = &executor.stream;
        let gram_values = losses
            .style
            .iter()
            .map(|style| style.layer.channels())
            .map(|channels| Chunks::for_layer(MANY_PIXELS, channels).count * channels * channels)
            .max();

        Ok(Rc::new(Self {
            grams: Buffer::zeros(stream, gram_values.unwrap_or(0))?,
            channel_sums: Buffer::zeros(stream, PARTIAL_SUMS as usize * MAX_CHANNELS)?,
            mean: Buffer::zeros(stream, MAX_CHANNELS)?,
            difference: Buffer::zeros(stream, MAX_CHANNELS * MAX_CHANNELS)?,
            norms: Buffer::zeros(stream, 5 * MAX_CHANNELS)?,
        }))
    }
}

impl StyleLoss {
    pub(super) fn new(
        executor: &Executor,
        style: LayerWeight,
        losses: &Losses,
        target: &Target,
        scratch: &Rc<StyleScratch>,
    ) -> Result<Self, GpuError> {
        let LayerWeight { layer, weight } = style;
        let stream = &executor.stream;
        let target_moments = target.moments(losses.statistics);
        let channels = layer.channels();
        let is_preconditioned = losses.preconditioned() == Some(layer);

        let mut matrix = Maps::default();
        matrix.claim(stream, executor.precision, channels * channels)?;

        Ok(Self {
            layer,
            weight,
            statistics: losses.statistics,
            has_unit_gradient: losses.measure == Measure::UnitGradient,
            target_matrix: Buffer::from_host(stream, &target_moments.second)?,
            target_mean: Buffer::from_host(stream, &target_moments.mean)?,
            preconditioner: is_preconditioned
                .then(|| CudaPreconditioner::for_target(executor, &target_moments.second, channels))
                .transpose()?,
            factors: Buffer::zeros(stream, 2)?,
            matrix,
            offset: Buffer::zeros(stream, channels)?,
            scratch: Rc::clone(scratch),
        })
    }

    /// Where [`StyleLoss::enqueue`] writes the gradient.
    pub(super) fn gradients(&self) -> LayerGradients {
        LayerGradients {
            matrix: self.matrix.address(),
            offset: self.offset.address(),
            ..LayerGradients::default()
        }
    }

    /// What currently balances the term of the mean and that of the matrix.
    pub(super) fn factors(&self, executor: &Executor) -> Result<[f64; 2], GpuError> {
        let mut factors = [0.0; 2];
        self.factors.read(&executor.stream, &mut factors)?;
        Ok(factors)
    }

    /// Restores what [`StyleLoss::factors`] returned.
    pub(super) fn set_factors(
        &mut self,
        executor: &Executor,
        factors: [f64; 2],
    ) -> Result<(), GpuError> {
        self.factors.write(&executor.stream, &factors)?;
        Ok(())
    }

    /// Enqueues loss and objective offset, two f64 at `value`, and the gradient of both.
    pub(super) fn enqueue(
        &self,
        executor: &Executor,
        maps: MapsView,
        balance: Balance,
        value: Address,
    ) -> Result<(), GpuError> {
        let scratch = &self.scratch;
        products::gram_chunks(executor, maps, scratch.grams.address())?;
        executor.channel_means(maps, scratch.channel_sums.address(), scratch.mean.address())?;

        self.enqueue_difference(executor, maps.pixels)?;

        if let Some(preconditioner) = &self.preconditioner {
            preconditioner.enqueue(
                executor,
                scratch.difference.address(),
                scratch.norms.address(),
            )?;
        }

        self.enqueue_gradient(executor, maps.pixels, balance, value)
    }

    fn enqueue_difference(&self, executor: &Executor, pixels: usize) -> Result<(), GpuError> {
        let scratch = &self.scratch;
        let channels = self.layer.channels();
        let chunks = Chunks::for_layer(pixels, channels).count;
        let arguments = [
            Arg::Address(scratch.grams.address()),
            Arg::Int(chunks as i32),
            Arg::Float(1.0 / pixels as f32),
            Arg::Address(scratch.mean.address()),
            Arg::Address(self.target_matrix.address()),
            Arg::Address(self.target_mean.address()),
            Arg::Address(scratch.difference.address()),
            Arg::Address(scratch.norms.address()),
            Arg::Int(channels as i32),
            Arg::Int(statistics_code(self.statistics)),
        ];

        let grid = (channels as u32, 1, 1);

        // SAFETY: the scratch memory suits the most channels and chunks, and the targets were made
        // for this layer's channels.
        unsafe {
            launch(
                &executor.stream,
                &executor.kernels.style_difference,
                grid,
                ROW_THREADS,
                &arguments,
            )
        }
    }

    fn enqueue_gradient(
        &self,
        executor: &Executor,
        pixels: usize,
        balance: Balance,
        value: Address,
    ) -> Result<(), GpuError> {
        let scratch = &self.scratch;
        let channels = self.layer.channels();
        let arguments = [
            Arg::Address(scratch.difference.address()),
            Arg::Address(scratch.norms.address()),
            Arg::Address(scratch.mean.address()),
            Arg::Address(self.target_mean.address()),
            Arg::Float(self.weight as f32),
            Arg::Float(1.0 / pixels as f32),
            Arg::Int(channels as i32),
            Arg::Int(statistics_code(self.statistics)),
            Arg::Int(self.has_unit_gradient.into()),
            Arg::Int((balance == Balance::Recompute).into()),
            Arg::Address(self.factors.address()),
            Arg::Address(self.matrix.address()),
            Arg::Address(self.offset.address()),
            Arg::Address(value),
        ];

        let grid = (channels as u32, 1, 1);

        // SAFETY: as in `enqueue_difference`; `value` has room for two f64.
        unsafe {
            launch(
                &executor.stream,
                &executor.kernels.style_gradient,
                grid,
                ROW_THREADS,
                &arguments,
            )
        }
    }
}
