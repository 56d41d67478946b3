//! The optimisers: [`Adam`] with iterate averaging, and [`Lbfgs`].
//!
//! An optimiser owns the picture that it changes. Its state can be saved and restored bit for bit.
//! It sees the loss only as an [`Objective`].

mod adam;
mod lbfgs;
mod space;
#[cfg(test)]
mod tests;

#[cfg(feature = "cuda")]
pub(crate) use adam::weigh;
pub use adam::{Adam, AdamSettings};
pub use lbfgs::Lbfgs;
pub use space::{Host, Space};

use crate::{
    loss::{Loss, Objective},
    net::NetError,
    planes::Planes,
};

/// What an optimiser did in one iteration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The newest known loss: with L-BFGS that of the new picture, with Adam that of the picture
    /// before the step.
    pub loss: Loss,
    /// The number of evaluations of the objective.
    pub evaluations: usize,
    /// No descent was possible: further iterations on this objective change nothing.
    pub stuck: bool,
}

/// One of the optimisers.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Optimizer {
    Adam(Adam),
    Lbfgs(Lbfgs),
}

/// The state of an optimiser as named vectors and numbers, for a checkpoint.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Each has the size of the picture, or is empty.
    pub vectors: Vec<(String, Planes)>,
    /// Scalars.
    pub numbers: Vec<(String, f64)>,
}

const HOST: &str = "access to the machine's own memory cannot fail";

impl Optimizer {
    /// One iteration.
    ///
    /// # Errors
    /// If the network fails; the picture is then that of the last good iteration.
    pub fn step(&mut self, objective: &mut dyn Objective) -> Result<Step, NetError> {
        match self {
            Self::Adam(adam) => adam.step(objective),
            Self::Lbfgs(lbfgs) => lbfgs.step(objective),
        }
    }

    /// The painting so far; values may lie outside 0..=255.
    #[must_use]
    pub fn picture(&self) -> Planes {
        match self {
            Self::Adam(adam) => adam.average(),
            Self::Lbfgs(lbfgs) => lbfgs.picture().clone(),
        }
    }

    /// Continues at another size: `resize` maps the picture and, where it helps, the state;
    /// `resize_by_means` maps what must stay positive, without overshooting.
    pub fn rescale(
        &mut self,
        resize: impl Fn(&Planes) -> Planes,
        resize_by_means: impl Fn(&Planes) -> Planes,
    ) {
        match self {
            Self::Adam(adam) => adam.rescale(resize, resize_by_means),
            Self::Lbfgs(lbfgs) => {
                lbfgs.restart(resize(lbfgs.picture()));
            }
        }
    }

    /// The state, for [`Optimizer::restore`].
    ///
    /// # Panics
    /// Never: access to the machine's own memory cannot fail.
    #[must_use]
    pub fn state(&self) -> State {
        match self {
            Self::Adam(adam) => adam.state(),
            Self::Lbfgs(lbfgs) => lbfgs.state().expect(HOST),
        }
    }

    /// Restores the state of an optimiser of the same kind. `None` if the state is incomplete.
    ///
    /// # Panics
    /// Never: as above.
    #[must_use]
    pub fn restore(self, state: State) -> Option<Self> {
        match self {
            Self::Adam(adam) => adam.restore(state).map(Self::Adam),
            Self::Lbfgs(lbfgs) => lbfgs.restore(state).expect(HOST).map(Self::Lbfgs),
        }
    }
}

impl State {
    pub(crate) fn take_vector(&mut self, name: &str) -> Option<Planes> {
        let place = self.vectors.iter().position(|(known, _)| known == name)?;
        Some(self.vectors.swap_remove(place).1)
    }

    pub(crate) fn number(&self, name: &str) -> Option<f64> {
        self.numbers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, number)| *number)
    }
}
