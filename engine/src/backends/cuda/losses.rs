//! A painting's losses on the GPU: what is enqueued to compute them and the picture's gradient.
//!
//! Owns the targets of one painting at one size. Knows nothing of optimisers.

use cudarc::driver::PinnedHostSlice;

use super::{
    CudaNet,
    backbone::{Backbone, LayerGradients},
    error::GpuError,
    executor::Executor,
    kernels::{Arg, PARTIAL_SUMS, THREADS, launch},
    memory::{Address, Buffer, Shape},
    style_loss::{Balance, StyleLoss, StyleScratch},
    temporal::CudaTemporal,
};
use crate::{
    descent::DescentTask,
    loss::{Loss, Losses, Measure},
    net::{Net, NetError},
    vgg::Relu,
};

/// Rows of the ring of reported losses: more than there are iterations in flight.
const RING_ROWS: usize = 64;

/// Values in a row of the ring: content, style, smoothness, objective offset.
const ROW_VALUES: usize = 4;

/// The losses of one painting at one size.
pub(super) struct CudaLosses {
    pub(super) shape: Shape,
    /// `[3][height][width]`: the gradient that the network does not compute: that of smoothness and,
    /// if there is one, of the temporal term.
    pub(super) smoothness_gradient: Buffer<f32>,
    taps: Vec<Relu>,
    losses: Losses,
    styles: Vec<StyleLoss>,
    /// The content loss, then loss and objective offset of each style layer.
    values: Buffer<f64>,
    content_sums: Buffer<f64>,
    content_factor: Buffer<f64>,
    content_scale: Buffer<f32>,
    smoothness_sums: Buffer<f64>,
    temporal: Option<CudaTemporal>,
    /// `[RING_ROWS][ROW_VALUES]` in the host's memory, which the GPU writes to.
    ring: PinnedHostSlice<f64>,
    /// Kept here, as asking the ring for its address synchronises: not allowed during a capture.
    ring_address: Address,
}

/// What the losses of a layer need besides its activations.
struct Evaluation<'a> {
    /// The stream beside the convolutions.
    side: &'a Executor,
    content_target: Address,
    /// The weights of its places; 0 for none.
    content_weights: Address,
    balance: Balance,
}

impl CudaLosses {
    /// Prepares the targets; the network keeps the photo's content.
    pub(super) fn new(net: &mut CudaNet, task: &DescentTask<'_>) -> Result<Self, NetError> {
        let losses = task.losses;
        net.forward(task.photo, &[losses.content.layer])?;
        net.keep_target(losses.content.layer)?;
        if let Some(weights) = task.content_weights {
            net.weigh_target(losses.content.layer, weights)?;
        }

        let executor = &net.backbone.executor;
        let scratch = StyleScratch::for_losses(executor, losses)?;
        let styles = losses
            .style
            .iter()
            .zip(task.style.layers())
            .map(|(style, target)| StyleLoss::new(executor, *style, losses, target, &scratch))
            .collect::<Result<Vec<_>, _>>()?;

        let stream = &executor.stream;

        // SAFETY: the memory is not initialised; `loss` reads a row only after an iteration has
        // written it.
        let mut ring = unsafe {
            stream
                .context()
                .alloc_pinned_with_flags(ROW_VALUES * RING_ROWS, 0)
        }
        .map_err(GpuError::from)?;

        Ok(Self {
            shape: Shape {
                height: task.photo.height(),
                width: task.photo.width(),
            },
            smoothness_gradient: Buffer::zeros(stream, task.photo.data().len())?,
            taps: losses.taps(),
            losses: losses.clone(),
            values: Buffer::zeros(stream, 1 + 2 * styles.len())?,
            styles,
            content_sums: Buffer::zeros(stream, 2 * PARTIAL_SUMS as usize)?,
            content_factor: Buffer::zeros(stream, 1)?,
            content_scale: Buffer::zeros(stream, 1)?,
            smoothness_sums: Buffer::zeros(stream, PARTIAL_SUMS as usize)?,
            temporal: task
                .temporal
                .map(|term| CudaTemporal::new(executor, term))
                .transpose()?,
            ring_address: ring.as_mut_ptr().map_err(GpuError::from)? as Address,
            ring,
        })
    }

    /// Enqueues one evaluation: the picture's losses go to row `iteration` - 1 of the ring, and its
    /// gradient without the smoothness term to the network's gradient.
    ///
    /// What does not hold up the convolutions runs beside them on the side stream, which the caller
    /// has to join.
    pub(super) fn enqueue(
        &self,
        net: &mut CudaNet,
        picture: Address,
        iteration: Address,
        balance: Balance,
    ) -> Result<(), GpuError> {
        let CudaNet {
            backbone,
            side,
            gradient,
            targets,
            ..
        } = net;
        side.stream.join(&backbone.executor.stream)?;
        self.enqueue_smoothness(side, picture)?;
        if let Some(temporal) = &self.temporal {
            temporal.enqueue(side, picture, self.smoothness_gradient.address())?;
        }

        let target = &targets[self.losses.content.layer.index()];
        let content_target = target.maps.address();
        let content_weights = target.weights.address();
        let evaluation = Evaluation {
            side,
            content_target,
            content_weights,
            balance,
        };
        backbone.forward(picture, self.shape, &self.taps, |backbone, layer| {
            self.enqueue_layer(backbone, layer, &evaluation)
        })?;

        backbone.executor.stream.join(&side.stream)?;
        self.enqueue_report(side, iteration)?;

        let gradients = self.layer_gradients(content_target, content_weights);
        backbone.backward(|relu| gradients[relu.index()], gradient)?;

        Ok(())
    }

    /// What this iteration reported; call it only when the iteration is done.
    pub(super) fn loss(&self, iteration: usize) -> Result<Loss, GpuError> {
        let start = (iteration - 1) % RING_ROWS * ROW_VALUES;
        let row = &self.ring.as_slice()?[start..][..ROW_VALUES];

        Ok(Loss {
            content: row[0],
            style: row[1],
            smoothness: row[2],
            objective_offset: row[3],
        })
    }

    /// Whether the loss has a smoothness term.
    pub(super) fn has_smoothness(&self) -> bool {
        self.losses.smoothness > 0.0
    }

    /// The weights that balance the terms, in the order of
    /// [`PaintingLoss::balance`](crate::loss::PaintingLoss::balance).
    pub(super) fn balance(&self, executor: &Executor) -> Result<Vec<f64>, GpuError> {
        let mut balance = vec![0.0];
        self.content_factor.read(&executor.stream, &mut balance)?;

        for style in &self.styles {
            balance.extend(style.factors(executor)?);
        }

        Ok(balance)
    }

    /// Restores what [`CudaLosses::balance`] or the host's loss returned; does nothing if that is
    /// empty.
    pub(super) fn set_balance(
        &mut self,
        executor: &Executor,
        balance: &[f64],
    ) -> Result<(), GpuError> {
        let Some((content, styles)) = balance.split_first() else {
            return Ok(());
        };
        self.content_factor.write(&executor.stream, &[*content])?;

        for (style, factors) in self.styles.iter_mut().zip(styles.as_chunks::<2>().0) {
            style.set_factors(executor, *factors)?;
        }

        Ok(())
    }

    /// Enqueues the losses of a layer, as soon as its activations are enqueued.
    fn enqueue_layer(
        &self,
        backbone: &Backbone,
        layer: Relu,
        evaluation: &Evaluation,
    ) -> Result<(), GpuError> {
        let &Evaluation {
            side,
            content_target,
            content_weights,
            balance,
        } = evaluation;
        let maps = backbone.activations(layer);

        if self.taps.contains(&layer) {
            side.stream.join(&backbone.executor.stream)?;
        }

        if layer == self.losses.content.layer {
            let sums = self.content_sums.address();
            side.sum_differences(maps, content_target, content_weights, sums)?;
            self.enqueue_content(side, maps.len(), balance)?;
        }

        match self.styles.iter().position(|style| style.layer == layer) {
            Some(number) => {
                let value = self.value(1 + 2 * number);
                self.styles[number].enqueue(side, maps, balance, value)
            }
            None => Ok(()),
        }
    }

    /// The address of one of [`CudaLosses::values`].
    fn value(&self, number: usize) -> Address {
        self.values.address() + (number * size_of::<f64>()) as Address
    }

    fn layer_gradients(
        &self,
        content_target: Address,
        content_weights: Address,
    ) -> [LayerGradients; Relu::ALL.len()] {
        let mut gradients = [LayerGradients::default(); Relu::ALL.len()];
        for style in &self.styles {
            gradients[style.layer.index()] = style.gradients();
        }

        let content = &mut gradients[self.losses.content.layer.index()];
        content.target = content_target;
        content.weights = content_weights;
        content.scale = self.content_scale.address();

        gradients
    }

    fn enqueue_content(
        &self,
        executor: &Executor,
        count: usize,
        balance: Balance,
    ) -> Result<(), GpuError> {
        let arguments = [
            Arg::Address(self.content_sums.address()),
            Arg::Int(PARTIAL_SUMS as i32),
            Arg::Float(self.losses.content.weight as f32),
            Arg::Double(count as f64),
            Arg::Int((self.losses.measure == Measure::UnitGradient).into()),
            Arg::Int((balance == Balance::Recompute).into()),
            Arg::Address(self.content_factor.address()),
            Arg::Address(self.content_scale.address()),
            Arg::Address(self.value(0)),
        ];

        // SAFETY: `content_sums` holds `PARTIAL_SUMS` pairs, and the three results have room for
        // one number each.
        unsafe {
            launch(
                &executor.stream,
                &executor.kernels.content_gradient,
                (1, 1, 1),
                THREADS,
                &arguments,
            )
        }
    }

    fn enqueue_smoothness(&self, executor: &Executor, picture: Address) -> Result<(), GpuError> {
        let Shape { height, width } = self.shape;
        let scale = self.losses.smoothness / (255.0 * 255.0 * 3.0 * self.shape.pixels() as f64);
        let arguments = [
            Arg::Address(picture),
            Arg::Address(self.smoothness_gradient.address()),
            Arg::Int(height as i32),
            Arg::Int(width as i32),
            Arg::Float(scale as f32),
            Arg::Address(self.smoothness_sums.address()),
        ];

        // SAFETY: picture and gradient have this shape, and each of the `PARTIAL_SUMS` blocks
        // writes one sum.
        unsafe {
            launch(
                &executor.stream,
                &executor.kernels.smoothness,
                (PARTIAL_SUMS, 1, 1),
                THREADS,
                &arguments,
            )
        }
    }

    fn enqueue_report(&self, executor: &Executor, iteration: Address) -> Result<(), GpuError> {
        let arguments = [
            Arg::Address(self.values.address()),
            Arg::Int(self.styles.len() as i32),
            Arg::Address(self.smoothness_sums.address()),
            Arg::Int(PARTIAL_SUMS as i32),
            Arg::Address(iteration),
            Arg::Address(self.ring_address),
            Arg::Int(RING_ROWS as i32),
        ];

        // SAFETY: the buffers have the sizes given, and the ring is pinned host memory that the
        // GPU can write to; `self` keeps it alive.
        unsafe {
            launch(
                &executor.stream,
                &executor.kernels.report_losses,
                (1, 1, 1),
                THREADS,
                &arguments,
            )
        }
    }
}
