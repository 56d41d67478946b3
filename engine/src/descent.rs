//! The minimisation of a painting's loss at one size, iteration by iteration.
//!
//! [`HostDescent`] joins any [`Net`] with [`PaintingLoss`] and an [`Optimizer`] in the machine's
//! own memory. A backend whose device can do more, like CUDA, implements [`Descent`] itself. Knows
//! no network and no device by name.

use crate::{
    loss::{FrameLoss, Loss, Losses, PaintingLoss, StyleTarget, TemporalTerm},
    net::{Net, NetError},
    optimizer::{Optimizer, State, Step},
    planes::Planes,
};

/// A running minimisation of the loss of one painting at one size.
pub trait Descent {
    /// Runs one iteration. On a device that works asynchronously the loss may be that of a few
    /// iterations ago.
    ///
    /// # Errors
    /// If the network fails.
    fn step(&mut self) -> Result<Step, NetError>;

    /// Waits until all iterations are done; returns the newest known loss as in [`Step::loss`], or
    /// `None` before the first iteration.
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

    /// The balance of the terms of the loss, for a checkpoint; see [`PaintingLoss::balance`].
    fn balance(&self) -> Vec<f64>;

    /// Ends the descent and returns the optimiser, with the painting in it.
    ///
    /// # Errors
    /// If the device fails.
    fn into_optimizer(self: Box<Self>) -> Result<Optimizer, NetError>;
}

/// What a descent starts from.
pub struct DescentTask<'t> {
    /// The terms of the loss.
    pub losses: &'t Losses,
    /// The photo at the size of the painting.
    pub photo: &'t Planes,
    /// The weights of the content's places, one for each place of its layer; `None` if all count
    /// alike.
    pub content_weights: Option<&'t [f32]>,
    /// What the painting is to stay close to; `None` for a painting by itself.
    pub temporal: Option<&'t TemporalTerm>,
    /// The statistics of the styles at this size.
    pub style: &'t StyleTarget,
    /// The optimiser, with the initial picture, of the same size.
    pub optimizer: Optimizer,
    /// The balance from a checkpoint; empty to compute it.
    pub balance: Vec<f64>,
}

/// A network that can run descents.
pub trait PaintingNet: Net {
    /// Starts a descent.
    ///
    /// # Errors
    /// If the network fails.
    fn start_descent<'n>(
        &'n mut self,
        task: DescentTask<'_>,
    ) -> Result<Box<dyn Descent + 'n>, NetError>;
}

/// A descent with loss and optimiser in the machine's own memory.
pub struct HostDescent<'n> {
    objective: FrameLoss<'n>,
    optimizer: Optimizer,
    loss: Option<Loss>,
}

impl<'n> HostDescent<'n> {
    /// Starts the task on `net`.
    ///
    /// # Errors
    /// If the network fails.
    pub fn new(net: &'n mut dyn Net, task: DescentTask<'_>) -> Result<Self, NetError> {
        let mut objective = PaintingLoss::new(net, task.losses, task.photo, task.style)?
            .weigh_content(task.content_weights)?;
        objective.set_balance(&task.balance);

        Ok(Self {
            objective: FrameLoss::new(objective, task.temporal.cloned()),
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
        self.objective.painting().balance()
    }

    fn into_optimizer(self: Box<Self>) -> Result<Optimizer, NetError> {
        Ok(self.optimizer)
    }
}
