//! A painting's losses and Adam on the GPU; each iteration is one recorded graph.
//!
//! Nothing comes back to the host but three numbers an iteration, written straight into its memory, and those it
//! reads a few iterations late, so that the GPU never waits for it.

use std::{collections::VecDeque, sync::Arc};

use cudarc::driver::{
    CudaEvent, CudaGraph, PinnedHostSlice,
    sys::{CUevent_flags, CUgraphInstantiate_flags, CUstreamCaptureMode},
};

use super::{
    CudaNet,
    chain::{Chain, Own, Shape},
    gpu::{GpuError, Machine},
    kernels::{Arg, PARTS, THREADS, launch, over},
    memory::{Address, Buffer},
    term::{Rows, StyleTerm},
};
use crate::{
    descent::{Descent, HostDescent, Paints, Task},
    loss::{Loss, Losses, Measure},
    net::{Net, NetError},
    optimizer::{Adam, AdamSettings, Optimizer, State, Step, weigh},
    planes::Planes,
    vgg::Relu,
};

/// Iterations that the GPU may be ahead of the host.
const AHEAD: usize = 4;
/// Rows of the ring of losses; more than are ever under way.
const ROWS: usize = 64;

impl Paints for CudaNet {
    fn descend<'n>(&'n mut self, task: Task<'_>) -> Result<Box<dyn Descent + 'n>, NetError> {
        match task.optimizer {
            Optimizer::Adam(ref adam) => Ok(Box::new(CudaDescent::new(self, &task, adam.clone())?)),
            // Its line search wants the loss before each next step.
            Optimizer::Lbfgs(_) => Ok(Box::new(HostDescent::new(self, task)?)),
        }
    }
}

/// See the module.
pub struct CudaDescent<'n> {
    net: &'n mut CudaNet,
    work: Work,
    graph: Option<CudaGraph>,
    under_way: VecDeque<CudaEvent>,
    /// Adam as it was at the beginning, for its settings.
    adam: Adam,
    /// Iterations of Adam when the work began, and since.
    age: usize,
    steps: usize,
    unaveraged: f32,
    loss: Option<Loss>,
}

/// What an iteration reads and writes.
struct Work {
    shape: Shape,
    taps: Vec<Relu>,
    losses: Losses,
    adam: AdamSettings,
    styles: Vec<StyleTerm>,
    vectors: Vectors,
    /// Content, then each style layer.
    values: Buffer<f64>,
    content_parts: Buffer<f64>,
    content_factor: Buffer<f64>,
    content_scale: Buffer<f32>,
    smoothness: Buffer<f64>,
    ring: PinnedHostSlice<f64>,
    /// Asking the ring waits, which must not be while an iteration is recorded.
    ring_at: Address,
}

/// Adam's, each as large as the picture, and its small numbers.
struct Vectors {
    picture: Buffer<f32>,
    mean: Buffer<f32>,
    square: Buffer<f32>,
    average: Buffer<f32>,
    /// The gradient of the smoothness.
    slopes: Buffer<f32>,
    age: Buffer<i32>,
    rates: Buffer<f32>,
}

impl<'n> CudaDescent<'n> {
    /// Takes up the task; the optimiser is `adam`.
    ///
    /// # Errors
    /// If the GPU fails or has not enough memory.
    fn new(net: &'n mut CudaNet, task: &Task<'_>, adam: Adam) -> Result<Self, NetError> {
        let losses = task.losses;
        net.forward(task.photo, &[losses.content.0])?;
        net.keep_target(losses.content.0)?;
        let shape = Shape { height: task.photo.height(), width: task.photo.width() };
        let mut state = adam.state();
        let number = |state: &State, name: &str| state.number(name).unwrap_or_default();
        let (age, unaveraged) = (number(&state, "age") as usize, number(&state, "unaveraged") as f32);
        let vectors = Vectors::new(net, &mut state, age)?;
        let rows = Rows::of(&net.chain.machine, losses)?;
        let styles = losses
            .style
            .iter()
            .zip(task.style.layers())
            .map(|(style, target)| StyleTerm::new(&net.chain.machine, *style, losses, target, &rows))
            .collect::<Result<Vec<_>, _>>()?;
        let stream = &net.chain.machine.stream;
        // SAFETY: a row is read only after an iteration has written it.
        let mut ring = unsafe { stream.context().alloc_pinned_with_flags(3 * ROWS, 0) }.map_err(GpuError::from)?;
        let work = Work {
            shape,
            taps: losses.taps(),
            losses: losses.clone(),
            adam: adam.settings(),
            values: Buffer::zeros(stream, 1 + styles.len())?,
            styles,
            vectors,
            content_parts: Buffer::zeros(stream, 2 * PARTS as usize)?,
            content_factor: Buffer::zeros(stream, 1)?,
            content_scale: Buffer::zeros(stream, 1)?,
            smoothness: Buffer::zeros(stream, PARTS as usize)?,
            ring_at: ring.as_mut_ptr().map_err(GpuError::from)? as Address,
            ring,
        };
        let under_way = VecDeque::with_capacity(AHEAD + 1);
        Ok(Self { net, work, graph: None, under_way, adam, age, steps: 0, unaveraged, loss: None })
    }

    /// Enqueues an iteration: the first as it is, which also lets cuDNN find its ways, the others from the record.
    fn enqueue(&mut self) -> Result<(), GpuError> {
        if self.steps == 0 {
            return self.work.enqueue(self.net);
        }
        if self.graph.is_none() {
            self.graph = Some(self.record()?);
        }
        Ok(self.graph.as_ref().map_or(Ok(()), CudaGraph::launch)?)
    }

    fn record(&mut self) -> Result<CudaGraph, GpuError> {
        let stream = Arc::clone(&self.net.chain.machine.stream);
        stream.begin_capture(CUstreamCaptureMode::CU_STREAM_CAPTURE_MODE_THREAD_LOCAL)?;
        let enqueued = self.work.enqueue(self.net);
        // Also after a failure, or the stream would record for ever.
        let graph = stream.end_capture(CUgraphInstantiate_flags(0));
        enqueued?;
        graph?.ok_or(GpuError::NothingRecorded)
    }

    /// Waits for the oldest iteration under way and takes its loss.
    fn catch_up(&mut self) -> Result<(), GpuError> {
        let Some(event) = self.under_way.pop_front() else { return Ok(()) };
        event.synchronize()?;
        let done = self.age + self.steps - self.under_way.len();
        let row = &self.work.ring.as_slice()?[(done - 1) % ROWS * 3..][..3];
        self.loss = Some(Loss { content: row[0], style: row[1], smoothness: row[2] });
        Ok(())
    }

    fn read(&self, vector: &Buffer<f32>) -> Result<Planes, NetError> {
        let mut planes = Planes::zeros(3, self.work.shape.height, self.work.shape.width);
        vector.read(&self.net.chain.machine.stream, planes.data_mut())?;
        Ok(planes)
    }
}

impl Descent for CudaDescent<'_> {
    fn step(&mut self) -> Result<Step, NetError> {
        self.enqueue().inspect_err(|_| self.net.chain.release())?;
        self.steps += 1;
        self.unaveraged *= self.adam.settings().averaging;
        let stream = &self.net.chain.machine.stream;
        let event = stream.record_event(Some(CUevent_flags::CU_EVENT_DISABLE_TIMING)).map_err(GpuError::from)?;
        self.under_way.push_back(event);
        while self.under_way.len() > AHEAD || self.loss.is_none() {
            self.catch_up()?;
        }
        Ok(Step { loss: self.loss.unwrap_or_default(), evaluations: 1, stuck: false })
    }

    fn settle(&mut self) -> Result<Option<Loss>, NetError> {
        while !self.under_way.is_empty() {
            self.catch_up()?;
        }
        Ok(self.loss)
    }

    fn picture(&self) -> Result<Planes, NetError> {
        if self.unaveraged >= 1.0 {
            return self.read(&self.work.vectors.picture);
        }
        let mut average = self.read(&self.work.vectors.average)?;
        weigh(&mut average, self.unaveraged);
        Ok(average)
    }

    fn state(&self) -> Result<State, NetError> {
        let Vectors { picture, mean, square, average, .. } = &self.work.vectors;
        let vectors = [("picture", picture), ("mean", mean), ("square", square), ("average", average)];
        let named = |(name, vector): (&str, &Buffer<f32>)| Ok((name.to_owned(), self.read(vector)?));
        Ok(State {
            vectors: vectors.map(named).into_iter().collect::<Result<_, NetError>>()?,
            numbers: vec![
                ("age".into(), (self.age + self.steps) as f64),
                ("unaveraged".into(), self.unaveraged.into()),
            ],
        })
    }

    /// None: Adam balances at every iteration.
    fn balance(&self) -> Vec<f64> {
        Vec::new()
    }

    fn finish(self: Box<Self>) -> Result<Optimizer, NetError> {
        let state = self.state()?;
        let adam = self.adam.restore(state).expect("the state has everything of Adam");
        Ok(Optimizer::Adam(adam))
    }
}

impl Work {
    /// Enqueues one iteration. What does not hold up the convolutions goes on beside them.
    fn enqueue(&self, net: &mut CudaNet) -> Result<(), GpuError> {
        let CudaNet { chain, side, gradient, targets, .. } = net;
        side.stream.join(&chain.machine.stream)?;
        self.vectors.grow_older(side, self.adam)?;
        self.enqueue_smoothness(side)?;
        let target = targets[self.losses.content.0.index()].maps.at();
        chain.forward(self.vectors.picture.at(), self.shape, &self.taps, |chain, layer| {
            self.enqueue_terms(chain, side, layer, target)
        })?;
        chain.machine.stream.join(&side.stream)?;
        self.enqueue_report(side)?;
        let owns = self.owns(target);
        chain.backward(|relu| owns[relu.index()], gradient)?;
        self.vectors.step(&chain.machine, gradient.at(), 3 * self.shape.pixels(), self.adam)?;
        Ok(chain.machine.stream.join(&side.stream)?)
    }

    /// The losses of a layer, as soon as its activations are there.
    fn enqueue_terms(&self, chain: &Chain, side: &Machine, layer: Relu, target: Address) -> Result<(), GpuError> {
        let (maps, pixels) = (chain.maps(layer), chain.shape(layer).pixels());
        if self.taps.contains(&layer) {
            side.stream.join(&chain.machine.stream)?;
        }
        if layer == self.losses.content.0 {
            let parts = self.content_parts.at();
            side.sum_distances((maps, target), pixels * layer.channels(), parts)?;
            self.enqueue_content(side, pixels * layer.channels())?;
        }
        match self.styles.iter().position(|term| term.layer == layer) {
            Some(number) => self.styles[number].enqueue(side, maps, pixels, self.value(1 + number)),
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
        let content = &mut owns[self.losses.content.0.index()];
        content.target = target;
        content.scale = self.content_scale.at();
        owns
    }

    fn enqueue_content(&self, machine: &Machine, count: usize) -> Result<(), GpuError> {
        let arguments = [
            Arg::At(self.content_parts.at()),
            Arg::Int(PARTS as i32),
            Arg::Real(self.losses.content.1 as f32),
            Arg::Double(count as f64),
            Arg::Int((self.losses.measure == Measure::UnitGradient).into()),
            Arg::Int(1),
            Arg::At(self.content_factor.at()),
            Arg::At(self.content_scale.at()),
            Arg::At(self.value(0)),
        ];
        // SAFETY: each address is that of what the kernel expects.
        unsafe { launch(&machine.stream, &machine.kernels.content_gradient, (1, 1, 1), THREADS, &arguments) }
    }

    fn enqueue_smoothness(&self, machine: &Machine) -> Result<(), GpuError> {
        let Shape { height, width } = self.shape;
        let scale = self.losses.smoothness / (255.0 * 255.0 * 3.0 * self.shape.pixels() as f64);
        let arguments = [
            Arg::At(self.vectors.picture.at()),
            Arg::At(self.vectors.slopes.at()),
            Arg::Int(height as i32),
            Arg::Int(width as i32),
            Arg::Real(scale as f32),
            Arg::At(self.smoothness.at()),
        ];
        // SAFETY: picture and slopes have this shape, and each block writes its part.
        unsafe { launch(&machine.stream, &machine.kernels.smoothness, (PARTS, 1, 1), THREADS, &arguments) }
    }

    fn enqueue_report(&self, machine: &Machine) -> Result<(), GpuError> {
        let arguments = [
            Arg::At(self.values.at()),
            Arg::Int(self.styles.len() as i32),
            Arg::At(self.smoothness.at()),
            Arg::Int(PARTS as i32),
            Arg::At(self.vectors.age.at()),
            Arg::At(self.ring_at),
            Arg::Int(ROWS as i32),
        ];
        // SAFETY: each address is that of what the kernel expects; the ring is the host's, pinned, and seen by the GPU.
        unsafe { launch(&machine.stream, &machine.kernels.report, (1, 1, 1), THREADS, &arguments) }
    }
}

impl Vectors {
    /// Enqueues the sizes of this iteration's step.
    fn grow_older(&self, machine: &Machine, adam: AdamSettings) -> Result<(), GpuError> {
        let arguments = [
            Arg::At(self.age.at()),
            Arg::Real(adam.rate),
            Arg::Real(adam.momentum),
            Arg::Real(adam.scale_memory),
            Arg::At(self.rates.at()),
        ];
        // SAFETY: both are there.
        unsafe { launch(&machine.stream, &machine.kernels.adam_age, (1, 1, 1), 1, &arguments) }
    }

    /// Enqueues the step along the gradient.
    fn step(&self, machine: &Machine, gradient: Address, count: usize, adam: AdamSettings) -> Result<(), GpuError> {
        let arguments = [
            Arg::At(gradient),
            Arg::At(self.slopes.at()),
            Arg::At(self.picture.at()),
            Arg::At(self.mean.at()),
            Arg::At(self.square.at()),
            Arg::At(self.average.at()),
            Arg::At(self.rates.at()),
            Arg::Count(count as u32),
            Arg::Real(adam.momentum),
            Arg::Real(adam.scale_memory),
            Arg::Real(adam.averaging),
        ];
        // SAFETY: all vectors have so many values.
        unsafe { launch(&machine.stream, &machine.kernels.adam_step, over(count), THREADS, &arguments) }
    }

    fn new(net: &CudaNet, state: &mut State, age: usize) -> Result<Self, GpuError> {
        let stream = &net.chain.machine.stream;
        let mut count = 0;
        let mut take = |name: &str| {
            let planes = state.take_vector(name).expect("the state has everything of Adam");
            count = planes.data().len();
            Buffer::from_host(stream, planes.data())
        };
        Ok(Self {
            picture: take("picture")?,
            mean: take("mean")?,
            square: take("square")?,
            average: take("average")?,
            slopes: Buffer::zeros(stream, count)?,
            age: Buffer::from_host(stream, &[age as i32])?,
            rates: Buffer::zeros(stream, 2)?,
        })
    }
}
