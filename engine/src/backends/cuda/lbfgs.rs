//! A descent by L-BFGS on the GPU. Its line search wants the loss before each next step, so the
//! host waits for every evaluation, which is one recorded graph; of the vectors it sees a few sums.

use cudarc::driver::CudaGraph;

use super::{
    CudaNet,
    error::GpuError,
    gpu::Machine,
    kernels::Terms,
    losses::CudaLosses,
    memory::Buffer,
    space::{self, CudaSpace},
    term::Balance,
};
use crate::{
    descent::{Descent, DescentTask},
    loss::{Loss, Objective},
    net::NetError,
    optimizer::{Host, Lbfgs, Optimizer, State, Step},
    planes::Planes,
};

/// See the module.
pub(super) struct LbfgsDescent<'n> {
    objective: CudaObjective<'n>,
    lbfgs: Lbfgs<CudaSpace>,
    loss: Option<Loss>,
}

/// The losses of one painting at one size, of pictures on the GPU.
struct CudaObjective<'n> {
    net: &'n mut CudaNet,
    losses: CudaLosses,
    /// 1: each evaluation reports to the ring's first row.
    age: Buffer<i32>,
    rebalance: bool,
    balance: Vec<f64>,
    /// An evaluation that keeps the balance; recorded after the first, which lets cuDNN find its
    /// ways.
    graph: Option<CudaGraph>,
    evaluated: bool,
}

impl<'n> LbfgsDescent<'n> {
    pub(super) fn new(
        net: &'n mut CudaNet,
        task: &DescentTask<'_>,
        lbfgs: &Lbfgs,
    ) -> Result<Self, NetError> {
        let objective = CudaObjective::new(net, task)?;
        let space = CudaSpace::new(&objective.net.chain.machine, objective.losses.shape)?;

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
        losses.set_balance(&net.chain.machine, &task.balance)?;

        let age = Buffer::from_host(&net.chain.machine.stream, &[1])?;
        let rebalance = task.balance.is_empty();
        let balance = task.balance.clone();

        Ok(Self {
            net,
            losses,
            age,
            rebalance,
            balance,
            graph: None,
            evaluated: false,
        })
    }

    /// By way of the network's own picture and gradient, so that the graph suits every vector.
    fn run(&mut self, picture: &Buffer<f32>, gradient: &mut Buffer<f32>) -> Result<Loss, GpuError> {
        let count = 3 * self.losses.shape.pixels();
        self.net
            .picture
            .copy(&self.net.chain.machine.stream, picture, count)?;

        self.enqueue()?;

        let machine = &self.net.chain.machine;
        gradient.copy(&machine.stream, &self.net.gradient, count)?;
        machine.wait()?;

        if std::mem::take(&mut self.rebalance) {
            self.balance = self.losses.balance(machine)?;
        }

        self.losses.loss(1)
    }

    fn enqueue(&mut self) -> Result<(), GpuError> {
        let Self {
            net, losses, age, ..
        } = self;
        let evaluated = std::mem::replace(&mut self.evaluated, true);

        if self.rebalance {
            return evaluate(net, losses, age, Balance::Anew);
        }

        if !evaluated {
            return evaluate(net, losses, age, Balance::Kept);
        }

        if self.graph.is_none() {
            self.graph = Some(net.record(|net| evaluate(net, losses, age, Balance::Kept))?);
        }

        Ok(self.graph.as_ref().map_or(Ok(()), CudaGraph::launch)?)
    }
}

/// Enqueues losses and the whole gradient of the network's own picture.
fn evaluate(
    net: &mut CudaNet,
    losses: &CudaLosses,
    age: &Buffer<i32>,
    balance: Balance,
) -> Result<(), GpuError> {
    let picture = net.picture.at();
    losses.enqueue(net, picture, age.at(), balance)?;
    net.chain.machine.stream.join(&net.side.stream)?;

    if losses.has_smoothness() {
        let mut slopes = Terms::default();
        (slopes.of[0], slopes.by[0]) = (losses.slopes.at(), 1.0);

        let Machine {
            stream, kernels, ..
        } = &net.chain.machine;
        space::combine(
            (stream, kernels),
            (net.gradient.at(), 1.0),
            (&slopes, 1),
            3 * losses.shape.pixels(),
        )?;
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
            .inspect_err(|_| self.net.chain.release())?)
    }

    fn rebalance(&mut self) {
        self.rebalance = true;
    }
}
