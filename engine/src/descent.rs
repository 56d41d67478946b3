//! Work at one size of a painting, one iteration after another, on whatever device the network
//! lives.

use crate::{
    loss::{Loss, Losses, PaintingLoss, StyleTarget},
    net::{Net, NetError},
    optimizer::{Optimizer, State, Step},
    planes::Planes,
};

/// An optimiser at work on the losses of one painting at one size.
pub trait Descent {
    /// One iteration. What runs on another device may be a few iterations behind: the loss is then
    /// the last one known.
    ///
    /// # Errors
    /// If the network fails.
    fn step(&mut self) -> Result<Step, NetError>;

    /// Waits until everything is done, and says the newest loss known, see [`Step::loss`]; `None`
    /// before the first iteration.
    ///
    /// # Errors
    /// If the network fails.
    fn synchronize(&mut self) -> Result<Option<Loss>, NetError>;

    /// The painting so far; values may lie outside 0..=255.
    ///
    /// # Errors
    /// If the device fails.
    fn picture(&self) -> Result<Planes, NetError>;

    /// The optimiser's state, for [`Optimizer::restore`].
    ///
    /// # Errors
    /// If the device fails.
    fn state(&self) -> Result<State, NetError>;

    /// The weights of the terms since they were last balanced, for a checkpoint; see
    /// [`PaintingLoss::balance`].
    fn balance(&self) -> Vec<f64>;

    /// Ends the work and gives the optimiser back, with the painting.
    ///
    /// # Errors
    /// If the device fails.
    fn into_optimizer(self: Box<Self>) -> Result<Optimizer, NetError>;
}

/// What a descent works on.
pub struct DescentTask<'t> {
    /// What counts.
    pub losses: &'t Losses,
    /// The photo at the size of the painting.
    pub photo: &'t Planes,
    /// What the styles look like at this size.
    pub style: &'t StyleTarget,
    /// The optimiser with the picture to begin from, of the same size.
    pub optimizer: Optimizer,
    /// Of a checkpoint; empty to balance anew.
    pub balance: Vec<f64>,
}

/// A network that a painting can be made with.
pub trait PaintingNet: Net {
    /// Starts work at one size.
    ///
    /// # Errors
    /// If the network fails.
    fn start_descent<'n>(
        &'n mut self,
        task: DescentTask<'_>,
    ) -> Result<Box<dyn Descent + 'n>, NetError>;
}

/// A descent whose losses and vectors live in the machine's own memory.
pub struct HostDescent<'n> {
    objective: PaintingLoss<'n>,
    optimizer: Optimizer,
    loss: Option<Loss>,
}

impl<'n> HostDescent<'n> {
    /// Takes up the task.
    ///
    /// # Errors
    /// If the network fails.
    pub fn new(net: &'n mut dyn Net, task: DescentTask<'_>) -> Result<Self, NetError> {
        let mut objective = PaintingLoss::new(net, task.losses, task.photo, task.style)?;
        objective.set_balance(&task.balance);

        Ok(Self {
            objective,
            optimizer: task.optimizer,
            loss: None,
        })
    }
}

impl Descent for HostDescent<'_> {
    fn step(&mut self) -> Result<Step, NetError> {
        let step = self.optimizer.step(&mut self.objective)?;
        self.loss = Some(step.loss);
        Ok(step)
    }

    fn synchronize(&mut self) -> Result<Option<Loss>, NetError> {
        Ok(self.loss)
    }

    fn picture(&self) -> Result<Planes, NetError> {
        Ok(self.optimizer.picture())
    }

    fn state(&self) -> Result<State, NetError> {
        Ok(self.optimizer.state())
    }

    fn balance(&self) -> Vec<f64> {
        self.objective.balance()
    }

    fn into_optimizer(self: Box<Self>) -> Result<Optimizer, NetError> {
        Ok(self.optimizer)
    }
}
