//! Descents on the GPU, by Adam; that by L-BFGS is beside it. Each iteration is one recorded graph.
//!
//! Nothing comes back to the host but four numbers an iteration, written straight into its memory,
//! and those it reads a few iterations late, so that the GPU never waits for it.

use std::collections::VecDeque;

use cudarc::driver::{CudaEvent, CudaGraph, sys::CUevent_flags};

use super::{
    CudaNet,
    error::GpuError,
    gpu::Machine,
    kernels::{Arg, THREADS, launch, over},
    lbfgs::LbfgsDescent,
    losses::CudaLosses,
    memory::{Address, Buffer},
    term::Balance,
};
use crate::{
    descent::{Descent, DescentTask, PaintingNet},
    loss::Loss,
    net::NetError,
    optimizer::{Adam, AdamSettings, Optimizer, State, Step, weigh},
    planes::Planes,
};

/// Iterations that the GPU may be ahead of the host.
const AHEAD: usize = 4;

impl PaintingNet for CudaNet {
    fn start_descent<'n>(
        &'n mut self,
        task: DescentTask<'_>,
    ) -> Result<Box<dyn Descent + 'n>, NetError> {
        match task.optimizer {
            Optimizer::Adam(ref adam) => Ok(Box::new(CudaDescent::new(self, &task, adam.clone())?)),
            Optimizer::Lbfgs(ref lbfgs) => Ok(Box::new(LbfgsDescent::new(self, &task, lbfgs)?)),
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
    losses: CudaLosses,
    adam: AdamSettings,
    vectors: Vectors,
}

/// Adam's, each as large as the picture, and its small numbers.
struct Vectors {
    picture: Buffer<f32>,
    mean: Buffer<f32>,
    square: Buffer<f32>,
    average: Buffer<f32>,
    age: Buffer<i32>,
    rates: Buffer<f32>,
}

impl<'n> CudaDescent<'n> {
    /// Takes up the task; the optimiser is `adam`.
    ///
    /// # Errors
    /// If the GPU fails or has not enough memory.
    fn new(net: &'n mut CudaNet, task: &DescentTask<'_>, adam: Adam) -> Result<Self, NetError> {
        let mut state = adam.state();
        let number = |state: &State, name: &str| state.number(name).unwrap_or_default();
        let age = number(&state, "age") as usize;
        let unaveraged = number(&state, "unaveraged") as f32;
        let losses = CudaLosses::new(net, task)?;

        let work = Work {
            losses,
            adam: adam.settings(),
            vectors: Vectors::new(net, &mut state, age)?,
        };
        let under_way = VecDeque::with_capacity(AHEAD + 1);

        Ok(Self {
            net,
            work,
            graph: None,
            under_way,
            adam,
            age,
            steps: 0,
            unaveraged,
            loss: None,
        })
    }

    /// Enqueues an iteration: the first as it is, which also lets cuDNN find its ways, the others
    /// from the record.
    fn enqueue(&mut self) -> Result<(), GpuError> {
        if self.steps == 0 {
            return self.work.enqueue(self.net);
        }

        if self.graph.is_none() {
            self.graph = Some(self.net.record(|net| self.work.enqueue(net))?);
        }

        Ok(self.graph.as_ref().map_or(Ok(()), CudaGraph::launch)?)
    }

    /// Waits for the oldest iteration under way and takes its loss.
    fn catch_up(&mut self) -> Result<(), GpuError> {
        let Some(event) = self.under_way.pop_front() else {
            return Ok(());
        };
        event.synchronize()?;
        self.loss = Some(
            self.work
                .losses
                .loss(self.age + self.steps - self.under_way.len())?,
        );

        Ok(())
    }

    fn read(&self, vector: &Buffer<f32>) -> Result<Planes, NetError> {
        let mut planes = Planes::zeros(
            3,
            self.work.losses.shape.height,
            self.work.losses.shape.width,
        );
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
        let event = stream
            .record_event(Some(CUevent_flags::CU_EVENT_DISABLE_TIMING))
            .map_err(GpuError::from)?;

        self.under_way.push_back(event);

        while self.under_way.len() > AHEAD || self.loss.is_none() {
            self.catch_up()?;
        }

        Ok(Step {
            loss: self.loss.unwrap_or_default(),
            evaluations: 1,
            stuck: false,
        })
    }

    fn synchronize(&mut self) -> Result<Option<Loss>, NetError> {
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
        let Vectors {
            picture,
            mean,
            square,
            average,
            ..
        } = &self.work.vectors;

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
                ("age".into(), (self.age + self.steps) as f64),
                ("unaveraged".into(), self.unaveraged.into()),
            ],
        })
    }

    /// None: Adam balances at every iteration.
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

impl Work {
    /// Enqueues one iteration.
    fn enqueue(&self, net: &mut CudaNet) -> Result<(), GpuError> {
        let Self {
            losses,
            vectors,
            adam,
        } = self;

        net.side.stream.join(&net.chain.machine.stream)?;
        vectors.grow_older(&net.side, *adam)?;
        losses.enqueue(net, vectors.picture.at(), vectors.age.at(), Balance::Anew)?;

        let CudaNet {
            chain,
            side,
            gradient,
            ..
        } = net;

        vectors.step(
            &chain.machine,
            [&*gradient, &losses.slopes].map(Buffer::at),
            3 * losses.shape.pixels(),
            *adam,
        )?;

        Ok(chain.machine.stream.join(&side.stream)?)
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
        unsafe {
            launch(
                &machine.stream,
                &machine.kernels.adam_age,
                (1, 1, 1),
                1,
                &arguments,
            )
        }
    }

    /// Enqueues the step along the sum of two gradients.
    fn step(
        &self,
        machine: &Machine,
        gradients: [Address; 2],
        count: usize,
        adam: AdamSettings,
    ) -> Result<(), GpuError> {
        let arguments = [
            Arg::At(gradients[0]),
            Arg::At(gradients[1]),
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
        unsafe {
            launch(
                &machine.stream,
                &machine.kernels.adam_step,
                over(count),
                THREADS,
                &arguments,
            )
        }
    }

    fn new(net: &CudaNet, state: &mut State, age: usize) -> Result<Self, GpuError> {
        let stream = &net.chain.machine.stream;
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
            age: Buffer::from_host(stream, &[age as i32])?,
            rates: Buffer::zeros(stream, 2)?,
        })
    }
}
