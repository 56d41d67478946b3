//! A descent by L-BFGS on the GPU.
//!
//! The line search needs each loss before it can choose the next step, so the host waits for every
//! evaluation, which is one captured graph. The vectors stay on the GPU; the host sees a few sums.

use cudarc::driver::CudaGraph;

use super::{
    CudaNet,
    error::GpuError,
    executor::Executor,
    kernels::VectorBatch,
    losses::CudaLosses,
    memory::Buffer,
    style_loss::Balance,
    vectors::{Combination, CudaSpace, FilledBatch},
};
use crate::{
    descent::{Descent, DescentTask},
    loss::{Loss, Objective},
    net::NetError,
    optimizer::{Host, Lbfgs, Optimizer, State, Step},
    planes::Planes,
};

/// A descent by L-BFGS on the GPU.
pub(super) struct LbfgsDescent<'n> {
    objective: CudaObjective<'n>,
    lbfgs: Lbfgs<CudaSpace>,
    loss: Option<Loss>,
}

/// The losses of one painting at one size, for pictures on the GPU.
struct CudaObjective<'n> {
    net: &'n mut CudaNet,
    losses: CudaLosses,
    /// Always 1: each evaluation reports to the ring's first row.
    iteration: Buffer<i32>,
    /// Whether the next evaluation recomputes the balance of the terms.
    needs_balance: bool,
    balance: Vec<f64>,
    /// An evaluation that keeps the balance.
    graph: Option<CudaGraph>,
    /// Whether an evaluation was enqueued launch by launch, as cuDNN's algorithms are timed then.
    is_warm: bool,
}

impl<'n> LbfgsDescent<'n> {
    pub(super) fn new(
        net: &'n mut CudaNet,
        task: &DescentTask<'_>,
        lbfgs: &Lbfgs,
    ) -> Result<Self, NetError> {
        let objective = CudaObjective::new(net, task)?;
        let space = CudaSpace::new(&objective.net.backbone.executor, objective.losses.shape)?;

        Ok(Self {
            lbfgs: lbfgs.moved(space)?,
            objective,
            loss: None,
        })
    }
}

impl Descent for LbfgsDescent<'_> {
    fn step(&mut self) -> Result<Step, NetError> {
        let step = self.lbfgs.step(&mut self.objective)?;
        self.loss = Some(step.loss);
        Ok(step)
    }

    fn synchronize(&mut self) -> Result<Option<Loss>, NetError> {
        Ok(self.loss)
    }

    fn picture(&self) -> Result<Planes, NetError> {
        self.lbfgs.planes()
    }

    fn state(&self) -> Result<State, NetError> {
        self.lbfgs.state()
    }

    fn balance(&self) -> Vec<f64> {
        self.objective.balance.clone()
    }

    fn into_optimizer(self: Box<Self>) -> Result<Optimizer, NetError> {
        Ok(Optimizer::Lbfgs(self.lbfgs.moved(Host)?))
    }
}

impl<'n> CudaObjective<'n> {
    fn new(net: &'n mut CudaNet, task: &DescentTask<'_>) -> Result<Self, NetError> {
        let mut losses = CudaLosses::new(net, task)?;
        let executor = &net.backbone.executor;
        losses.set_balance(executor, &task.balance)?;

        let iteration = Buffer::from_host(&executor.stream, &[1])?;

        Ok(Self {
            net,
            losses,
            iteration,
            needs_balance: task.balance.is_empty(),
            balance: task.balance.clone(),
            graph: None,
            is_warm: false,
        })
    }

    /// Evaluates through the network's own picture and gradient: a graph has fixed addresses, and
    /// the optimiser's vectors change places.
    fn run(&mut self, picture: &Buffer<f32>, gradient: &mut Buffer<f32>) -> Result<Loss, GpuError> {
        let count = 3 * self.losses.shape.pixels();
        self.net
            .picture
            .copy(&self.net.backbone.executor.stream, picture, count)?;

        self.enqueue()?;

        let executor = &self.net.backbone.executor;
        gradient.copy(&executor.stream, &self.net.gradient, count)?;
        executor.synchronize()?;

        if std::mem::take(&mut self.needs_balance) {
            self.balance = self.losses.balance(executor)?;
        }

        self.losses.loss(1)
    }

    fn enqueue(&mut self) -> Result<(), GpuError> {
        let Self {
            net,
            losses,
            iteration,
            ..
        } = self;
        let was_warm = std::mem::replace(&mut self.is_warm, true);

        if self.needs_balance {
            return evaluate(net, losses, iteration, Balance::Recompute);
        }

        if !was_warm {
            return evaluate(net, losses, iteration, Balance::Keep);
        }

        if self.graph.is_none() {
            let graph = net.capture(|net| evaluate(net, losses, iteration, Balance::Keep))?;
            self.graph = Some(graph);
        }

        Ok(self.graph.as_ref().map_or(Ok(()), CudaGraph::launch)?)
    }
}

/// Enqueues the losses and the whole gradient of the network's own picture.
fn evaluate(
    net: &mut CudaNet,
    losses: &CudaLosses,
    iteration: &Buffer<i32>,
    balance: Balance,
) -> Result<(), GpuError> {
    let picture = net.picture.address();
    losses.enqueue(net, picture, iteration.address(), balance)?;
    net.backbone.executor.stream.join(&net.side.stream)?;

    if losses.has_smoothness() {
        let mut batch = VectorBatch::default();
        batch.vectors[0] = losses.smoothness_gradient.address();
        batch.factors[0] = 1.0;

        let sum = Combination {
            to: net.gradient.address(),
            factor: 1.0,
            batch: FilledBatch { batch, used: 1 },
            count: 3 * losses.shape.pixels(),
        };
        let Executor {
            stream, kernels, ..
        } = &net.backbone.executor;
        sum.enqueue(stream, kernels)?;
    }

    Ok(())
}

impl Objective<Buffer<f32>> for CudaObjective<'_> {
    fn evaluate(
        &mut self,
        picture: &Buffer<f32>,
        gradient: &mut Buffer<f32>,
    ) -> Result<Loss, NetError> {
        Ok(self
            .run(picture, gradient)
            .inspect_err(|_| self.net.backbone.release())?)
    }

    fn rebalance(&mut self) {
        self.needs_balance = true;
    }
}
