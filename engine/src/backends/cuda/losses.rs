//! A painting's losses on the GPU: what is enqueued to have them, and the picture's gradient.

use cudarc::driver::PinnedHostSlice;

use super::{
    CudaNet,
    chain::{Chain, Own},
    error::GpuError,
    gpu::Machine,
    kernels::{Arg, PARTS, THREADS, launch},
    memory::{Address, Buffer},
    shape::Shape,
    term::{Balance, Rows, StyleTerm},
};
use crate::{
    descent::DescentTask,
    loss::{Loss, Losses, Measure},
    net::{Net, NetError},
    vgg::Relu,
};

/// Rows of the ring of losses; more than are ever under way.
const ROWS: usize = 64;

/// See the module.
pub(super) struct CudaLosses {
    pub(super) shape: Shape,
    /// The gradient of the smoothness, which the network's does not have.
    pub(super) slopes: Buffer<f32>,
    taps: Vec<Relu>,
    losses: Losses,
    styles: Vec<StyleTerm>,
    /// Content, then loss and objective_offset of each style layer.
    values: Buffer<f64>,
    content_parts: Buffer<f64>,
    content_factor: Buffer<f64>,
    content_scale: Buffer<f32>,
    smoothness: Buffer<f64>,
    ring: PinnedHostSlice<f64>,
    /// Asking the ring waits, which must not be while an iteration is recorded.
    ring_at: Address,
}

impl CudaLosses {
    /// Keeps the photo's content as the target.
    pub(super) fn new(net: &mut CudaNet, task: &DescentTask<'_>) -> Result<Self, NetError> {
        let losses = task.losses;
        net.forward(task.photo, &[losses.content.layer])?;
        net.keep_target(losses.content.layer)?;

        let machine = &net.chain.machine;
        let rows = Rows::of(machine, losses)?;
        let targets = losses.style.iter().zip(task.style.layers());
        let styles = targets
            .map(|(style, target)| StyleTerm::new(machine, *style, losses, target, &rows))
            .collect::<Result<Vec<_>, _>>()?;

        let stream = &machine.stream;

        // SAFETY: a row is read only after an iteration has written it.
        let mut ring = unsafe { stream.context().alloc_pinned_with_flags(4 * ROWS, 0) }
            .map_err(GpuError::from)?;
        Ok(Self {
            shape: Shape {
                height: task.photo.height(),
                width: task.photo.width(),
            },
            slopes: Buffer::zeros(stream, task.photo.data().len())?,
            taps: losses.taps(),
            losses: losses.clone(),
            values: Buffer::zeros(stream, 1 + 2 * styles.len())?,
            styles,
            content_parts: Buffer::zeros(stream, 2 * PARTS as usize)?,
            content_factor: Buffer::zeros(stream, 1)?,
            content_scale: Buffer::zeros(stream, 1)?,
            smoothness: Buffer::zeros(stream, PARTS as usize)?,
            ring_at: ring.as_mut_ptr().map_err(GpuError::from)? as Address,
            ring,
        })
    }

    /// Enqueues the losses of a picture, to row `age` - 1 of the ring, and its gradient but for the
    /// smoothness, to that of the network. What does not hold up the convolutions goes on beside
    /// them, on the side stream: that must be waited for.
    pub(super) fn enqueue(
        &self,
        net: &mut CudaNet,
        picture: Address,
        age: Address,
        balance: Balance,
    ) -> Result<(), GpuError> {
        let CudaNet {
            chain,
            side,
            gradient,
            targets,
            ..
        } = net;
        side.stream.join(&chain.machine.stream)?;
        self.enqueue_smoothness(side, picture)?;

        let target = targets[self.losses.content.layer.index()].maps.at();
        chain.forward(picture, self.shape, &self.taps, |chain, layer| {
            self.enqueue_terms(chain, side, (layer, target), balance)
        })?;

        chain.machine.stream.join(&side.stream)?;
        self.enqueue_report(side, age)?;

        let owns = self.owns(target);
        chain.backward(|relu| owns[relu.index()], gradient)?;

        Ok(())
    }

    /// What the iteration of this age wrote, once it is done.
    pub(super) fn loss(&self, age: usize) -> Result<Loss, GpuError> {
        let row = &self.ring.as_slice()?[(age - 1) % ROWS * 4..][..4];
        Ok(Loss {
            content: row[0],
            style: row[1],
            smoothness: row[2],
            objective_offset: row[3],
        })
    }

    /// Whether the picture's smoothness counts.
    pub(super) fn has_smoothness(&self) -> bool {
        self.losses.smoothness > 0.0
    }

    /// The weights of the terms, as [`PaintingLoss::balance`](crate::loss::PaintingLoss::balance)
    /// has them.
    pub(super) fn balance(&self, machine: &Machine) -> Result<Vec<f64>, GpuError> {
        let mut balance = vec![0.0];
        self.content_factor.read(&machine.stream, &mut balance)?;

        for term in &self.styles {
            balance.extend(term.factors(machine)?);
        }

        Ok(balance)
    }

    /// Takes what [`CudaLosses::balance`] gave, or the host's.
    pub(super) fn set_balance(
        &mut self,
        machine: &Machine,
        balance: &[f64],
    ) -> Result<(), GpuError> {
        let Some((content, styles)) = balance.split_first() else {
            return Ok(());
        };
        self.content_factor.write(&machine.stream, &[*content])?;

        let mut terms = self.styles.iter_mut().zip(styles.as_chunks::<2>().0);
        terms.try_for_each(|(term, factors)| term.set_factors(machine, *factors))
    }

    /// The losses of a layer, as soon as its activations are there.
    fn enqueue_terms(
        &self,
        chain: &Chain,
        side: &Machine,
        (layer, target): (Relu, Address),
        balance: Balance,
    ) -> Result<(), GpuError> {
        let maps = chain.maps(layer);
        let pixels = chain.shape(layer).pixels();

        if self.taps.contains(&layer) {
            side.stream.join(&chain.machine.stream)?;
        }

        if layer == self.losses.content.layer {
            let parts = self.content_parts.at();
            side.sum_distances((maps, target), pixels * layer.channels(), parts)?;
            self.enqueue_content(side, pixels * layer.channels(), balance)?;
        }

        match self.styles.iter().position(|term| term.layer == layer) {
            Some(number) => self.styles[number].enqueue(
                side,
                (maps, pixels),
                balance,
                self.value(1 + 2 * number),
            ),
            None => Ok(()),
        }
    }

    /// Where the value of a term lies.
    fn value(&self, number: usize) -> Address {
        self.values.at() + (number * size_of::<f64>()) as Address
    }

    fn owns(&self, target: Address) -> [Own; Relu::ALL.len()] {
        let mut owns = [Own::default(); Relu::ALL.len()];
        for term in &self.styles {
            owns[term.layer.index()] = term.own();
        }

        let content = &mut owns[self.losses.content.layer.index()];
        content.target = target;
        content.scale = self.content_scale.at();

        owns
    }

    fn enqueue_content(
        &self,
        machine: &Machine,
        count: usize,
        balance: Balance,
    ) -> Result<(), GpuError> {
        let arguments = [
            Arg::At(self.content_parts.at()),
            Arg::Int(PARTS as i32),
            Arg::Real(self.losses.content.weight as f32),
            Arg::Double(count as f64),
            Arg::Int((self.losses.measure == Measure::UnitGradient).into()),
            Arg::Int((balance == Balance::Anew).into()),
            Arg::At(self.content_factor.at()),
            Arg::At(self.content_scale.at()),
            Arg::At(self.value(0)),
        ];

        // SAFETY: each address is that of what the kernel expects.
        unsafe {
            launch(
                &machine.stream,
                &machine.kernels.content_gradient,
                (1, 1, 1),
                THREADS,
                &arguments,
            )
        }
    }

    fn enqueue_smoothness(&self, machine: &Machine, picture: Address) -> Result<(), GpuError> {
        let Shape { height, width } = self.shape;
        let scale = self.losses.smoothness / (255.0 * 255.0 * 3.0 * self.shape.pixels() as f64);
        let arguments = [
            Arg::At(picture),
            Arg::At(self.slopes.at()),
            Arg::Int(height as i32),
            Arg::Int(width as i32),
            Arg::Real(scale as f32),
            Arg::At(self.smoothness.at()),
        ];

        // SAFETY: picture and slopes have this shape, and each block writes its part.
        unsafe {
            launch(
                &machine.stream,
                &machine.kernels.smoothness,
                (PARTS, 1, 1),
                THREADS,
                &arguments,
            )
        }
    }

    fn enqueue_report(&self, machine: &Machine, age: Address) -> Result<(), GpuError> {
        let arguments = [
            Arg::At(self.values.at()),
            Arg::Int(self.styles.len() as i32),
            Arg::At(self.smoothness.at()),
            Arg::Int(PARTS as i32),
            Arg::At(age),
            Arg::At(self.ring_at),
            Arg::Int(ROWS as i32),
        ];

        // SAFETY: each address is that of what the kernel expects; the ring is the host's, pinned,
        // and seen by the GPU.
        unsafe {
            launch(
                &machine.stream,
                &machine.kernels.report,
                (1, 1, 1),
                THREADS,
                &arguments,
            )
        }
    }
}
