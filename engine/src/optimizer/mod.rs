//! Ways down: [`Adam`] with iterate averaging, and [`Lbfgs`].
//!
//! An optimiser owns the picture that it changes. Its whole state can be saved and taken up again,
//! bit for bit.

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

use super::{
    loss::{Loss, Objective},
    net::NetError,
    planes::Planes,
};

/// What an optimiser did in one iteration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The newest loss known: L-BFGS has that of the picture it came to, Adam of the one it started
    /// from.
    pub loss: Loss,
    /// How often the objective was evaluated.
    pub evaluations: usize,
    /// No way further down was found: more iterations on this objective change nothing.
    pub stuck: bool,
}

/// One of the optimisers.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Optimizer {
    Adam(Adam),
    Lbfgs(Lbfgs),
}

/// Named vectors and numbers of an optimiser, for a checkpoint.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Each as large as the picture, or empty.
    pub vectors: Vec<(String, Planes)>,
    /// Small numbers.
    pub numbers: Vec<(String, f64)>,
}

const HOST: &str = "the machine's own memory does not fail";

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

    /// Goes on at another size with what is known from this one.
    pub fn rescale(&mut self, resize: impl Fn(&Planes) -> Planes) {
        match self {
            Self::Adam(adam) => adam.rescale(resize),
            Self::Lbfgs(lbfgs) => lbfgs.restart(resize(lbfgs.picture())),
        }
    }

    /// What [`Optimizer::restore`] takes.
    ///
    /// # Panics
    /// Never: the vectors lie in the machine's own memory.
    #[must_use]
    pub fn state(&self) -> State {
        match self {
            Self::Adam(adam) => adam.state(),
            Self::Lbfgs(lbfgs) => lbfgs.state().expect(HOST),
        }
    }

    /// Takes up where [`Optimizer::state`] was called on an optimiser of the same kind.
    /// `None` if the state lacks something.
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
