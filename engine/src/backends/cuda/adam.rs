//! A descent by Adam on the GPU; each iteration is one captured graph.
//!
//! Only four numbers an iteration come back to the host. The GPU writes them to the host's memory,
//! and the host reads them a few iterations late, so that the GPU never waits for it.

use std::collections::VecDeque;

use cudarc::driver::{CudaEvent, CudaGraph, sys::CUevent_flags};

use super::{
    CudaNet,
    error::GpuError,
    executor::Executor,
    kernels::{Arg, THREADS, grid_for, launch},
    losses::CudaLosses,
    memory::{Address, Buffer},
    style_loss::Balance,
};
use crate::{
    descent::{Descent, DescentTask},
    loss::Loss,
    net::NetError,
    optimizer::{Adam, AdamSettings, Optimizer, State, Step, weigh},
    planes::Planes,
};

/// Iterations that the GPU may be ahead of the host.
const MAX_IN_FLIGHT: usize = 4;

/// A descent by Adam on the GPU.
pub(super) struct AdamDescent<'n> {
    net: &'n mut CudaNet,
    iteration: Iteration,
    graph: Option<CudaGraph>,
    /// The ends of the iterations that the host has not waited for, oldest first.
    in_flight: VecDeque<CudaEvent>,
    /// Adam as it was at the start, for its settings.
    adam: Adam,
    /// Iterations that Adam had done before this descent.
    earlier_steps: usize,
    /// Iterations of this descent.
    steps: usize,
    unaveraged: f32,
    loss: Option<Loss>,
}

/// Everything that an iteration reads and writes.
struct Iteration {
    losses: CudaLosses,
    adam: AdamSettings,
    vectors: Vectors,
}

/// Adam's vectors, each `[3][height][width]`, and its small numbers.
struct Vectors {
    picture: Buffer<f32>,
    mean: Buffer<f32>,
    square: Buffer<f32>,
    average: Buffer<f32>,
    /// Iterations so far, counted by the GPU: the same graph serves every iteration.
    count: Buffer<i32>,
    /// Step length and bias correction of this iteration.
    rates: Buffer<f32>,
}

impl<'n> AdamDescent<'n> {
    /// Starts a task with the optimiser `adam`.
    ///
    /// # Errors
    /// If the GPU fails or has not enough memory.
    pub(super) fn new(
        net: &'n mut CudaNet,
        task: &DescentTask<'_>,
        adam: Adam,
    ) -> Result<Self, NetError> {
        let mut state = adam.state();
        let number = |state: &State, name: &str| state.number(name).unwrap_or_default();
        let earlier_steps = number(&state, "age") as usize;
        let unaveraged = number(&state, "unaveraged") as f32;

        let losses = CudaLosses::new(net, task)?;
        let vectors = Vectors::new(net, &mut state, earlier_steps)?;
        let iteration = Iteration {
            losses,
            adam: adam.settings(),
            vectors,
        };

        Ok(Self {
            net,
            iteration,
            graph: None,
            in_flight: VecDeque::with_capacity(MAX_IN_FLIGHT + 1),
            adam,
            earlier_steps,
            steps: 0,
            unaveraged,
            loss: None,
        })
    }

    /// Enqueues an iteration: the first one launch by launch, as cuDNN's algorithms are timed
    /// then, and all others as a captured graph.
    fn enqueue(&mut self) -> Result<(), GpuError> {
        if self.steps == 0 {
            return self.iteration.enqueue(self.net);
        }

        if self.graph.is_none() {
            self.graph = Some(self.net.capture(|net| self.iteration.enqueue(net))?);
        }

        Ok(self.graph.as_ref().map_or(Ok(()), CudaGraph::launch)?)
    }

    /// Waits for the oldest iteration in flight and takes its loss.
    fn wait_for_oldest(&mut self) -> Result<(), GpuError> {
        let Some(event) = self.in_flight.pop_front() else {
            return Ok(());
        };
        event.synchronize()?;

        let finished = self.earlier_steps + self.steps - self.in_flight.len();
        self.loss = Some(self.iteration.losses.loss(finished)?);

        Ok(())
    }

    fn read(&self, vector: &Buffer<f32>) -> Result<Planes, NetError> {
        let shape = self.iteration.losses.shape;
        let mut planes = Planes::zeros(3, shape.height, shape.width);
        vector.read(&self.net.backbone.executor.stream, planes.data_mut())?;

        Ok(planes)
    }
}

impl Descent for AdamDescent<'_> {
    fn step(&mut self) -> Result<Step, NetError> {
        self.enqueue()
            .inspect_err(|_| self.net.backbone.release())?;
        self.steps += 1;
        self.unaveraged *= self.adam.settings().averaging;

        let stream = &self.net.backbone.executor.stream;
        let event = stream
            .record_event(Some(CUevent_flags::CU_EVENT_DISABLE_TIMING))
            .map_err(GpuError::from)?;

        self.in_flight.push_back(event);

        while self.in_flight.len() > MAX_IN_FLIGHT || self.loss.is_none() {
            self.wait_for_oldest()?;
        }

        Ok(Step {
            loss: self.loss.unwrap_or_default(),
            evaluations: 1,
            stuck: false,
        })
    }

    fn synchronize(&mut self) -> Result<Option<Loss>, NetError> {
        while !self.in_flight.is_empty() {
            self.wait_for_oldest()?;
        }
        Ok(self.loss)
    }

    fn picture(&self) -> Result<Planes, NetError> {
        if self.unaveraged >= 1.0 {
            return self.read(&self.iteration.vectors.picture);
        }

        let mut average = self.read(&self.iteration.vectors.average)?;
        weigh(&mut average, self.unaveraged);

        Ok(average)
    }

    fn state(&self) -> Result<State, NetError> {
        let Vectors {
            picture,
            mean,
            square,
            average,
            ..
        } = &self.iteration.vectors;

        let vectors = [
            ("picture", picture),
            ("mean", mean),
            ("square", square),
            ("average", average),
        ];

        let named =
            |(name, vector): (&str, &Buffer<f32>)| Ok((name.to_owned(), self.read(vector)?));
        Ok(State {
            vectors: vectors
                .map(named)
                .into_iter()
                .collect::<Result<_, NetError>>()?,
            numbers: vec![
                ("age".into(), (self.earlier_steps + self.steps) as f64),
                ("unaveraged".into(), self.unaveraged.into()),
            ],
        })
    }

    /// Always empty: with Adam, every iteration balances the terms.
    fn balance(&self) -> Vec<f64> {
        Vec::new()
    }

    fn into_optimizer(self: Box<Self>) -> Result<Optimizer, NetError> {
        let state = self.state()?;
        let adam = self
            .adam
            .restore(state)
            .expect("the state has everything of Adam");

        Ok(Optimizer::Adam(adam))
    }
}

impl Iteration {
    fn enqueue(&self, net: &mut CudaNet) -> Result<(), GpuError> {
        let Self {
            losses,
            vectors,
            adam,
        } = self;

        net.side.stream.join(&net.backbone.executor.stream)?;
        vectors.enqueue_rates(&net.side, *adam)?;
        losses.enqueue(
            net,
            vectors.picture.address(),
            vectors.count.address(),
            Balance::Recompute,
        )?;

        let CudaNet {
            backbone,
            side,
            gradient,
            ..
        } = net;

        vectors.enqueue_step(
            &backbone.executor,
            [&*gradient, &losses.smoothness_gradient].map(Buffer::address),
            3 * losses.shape.pixels(),
            *adam,
        )?;

        Ok(backbone.executor.stream.join(&side.stream)?)
    }
}

impl Vectors {
    fn new(net: &CudaNet, state: &mut State, earlier_steps: usize) -> Result<Self, GpuError> {
        let stream = &net.backbone.executor.stream;
        let mut take = |name: &str| {
            let planes = state
                .take_vector(name)
                .expect("the state has everything of Adam");
            Buffer::from_host(stream, planes.data())
        };

        Ok(Self {
            picture: take("picture")?,
            mean: take("mean")?,
            square: take("square")?,
            average: take("average")?,
            count: Buffer::from_host(stream, &[earlier_steps as i32])?,
            rates: Buffer::zeros(stream, 2)?,
        })
    }

    /// Enqueues the count of this iteration, and the rates that follow from it.
    fn enqueue_rates(&self, executor: &Executor, adam: AdamSettings) -> Result<(), GpuError> {
        let arguments = [
            Arg::Address(self.count.address()),
            Arg::Float(adam.rate),
            Arg::Float(adam.momentum),
            Arg::Float(adam.scale_memory),
            Arg::Address(self.rates.address()),
        ];

        // SAFETY: `count` holds one number and `rates` two; one thread writes them.
        unsafe {
            launch(
                &executor.stream,
                &executor.kernels.adam_rates,
                (1, 1, 1),
                1,
                &arguments,
            )
        }
    }

    /// Enqueues the step along the sum of two gradients of `count` values.
    fn enqueue_step(
        &self,
        executor: &Executor,
        gradients: [Address; 2],
        count: usize,
        adam: AdamSettings,
    ) -> Result<(), GpuError> {
        let arguments = [
            Arg::Address(gradients[0]),
            Arg::Address(gradients[1]),
            Arg::Address(self.picture.address()),
            Arg::Address(self.mean.address()),
            Arg::Address(self.square.address()),
            Arg::Address(self.average.address()),
            Arg::Address(self.rates.address()),
            Arg::Unsigned(count as u32),
            Arg::Float(adam.momentum),
            Arg::Float(adam.scale_memory),
            Arg::Float(adam.averaging),
        ];

        // SAFETY: gradients and vectors all have `count` values, and `rates` has two.
        unsafe {
            launch(
                &executor.stream,
                &executor.kernels.adam_step,
                grid_for(count),
                THREADS,
                &arguments,
            )
        }
    }
}
