//! L-BFGS (Nocedal, 1980; the two-loop recursion of Nocedal and Wright, "Numerical Optimization", algorithm 7.4).
//!
//! The step rule is that of the peers (PyTorch's `LBFGS` with one inner iteration: a
//! first step along the gradient, then the full quasi-Newton step, each at the price of one evaluation) with a guard: a step that does not
//! lower the loss is shortened, and a direction that leads nowhere is forgotten with its history.
//!
//! The picture stays in 0..=255, so that what is minimised is the painting that is seen: steps are projected, and
//! values that lie on a bound and would leave take no part in the direction (Schmidt et al., "Optimizing Costly
//! Functions with Simple Constraints", 2009). Peers clamp at the end only, which can triple their loss.

use std::collections::VecDeque;

use super::{
    State, Step,
    vector::{add_scaled, dot},
};
use crate::{
    loss::{Loss, Objective},
    net::NetError,
    planes::Planes,
};

/// Length of the first step: so much a pixel, in the root mean square. (The peers' first step, of length 1 in all, is
/// lost in the rounding of f32.)
const FIRST_STEP: f64 = 0.5;
/// Shortenings of a step before its direction is given up.
const SHORTENINGS: usize = 6;
/// Decrease that a step must bring, as a part of what the slope promises (Armijo's condition).
const SUFFICIENT: f64 = 1e-4;

/// See the module.
#[derive(Clone, Debug)]
pub struct Lbfgs {
    /// Pairs kept.
    memory: usize,
    picture: Planes,
    gradient: Planes,
    /// Of `picture`; `None` before the first evaluation.
    loss: Option<Loss>,
    direction: Planes,
    trial: Planes,
    trial_gradient: Planes,
    pairs: VecDeque<Pair>,
}

/// A step s of the picture and the change y of the gradient along it.
#[derive(Clone, Debug)]
struct Pair {
    step: Planes,
    change: Planes,
    /// 1 / (s · y).
    curvature: f64,
}

impl Lbfgs {
    /// Starts at `picture` and remembers `memory` steps.
    #[must_use]
    pub fn new(picture: Planes, memory: usize) -> Self {
        Self {
            memory,
            gradient: Planes::default(),
            direction: Planes::default(),
            trial: Planes::default(),
            trial_gradient: Planes::default(),
            picture,
            loss: None,
            pairs: VecDeque::new(),
        }
    }

    pub(super) fn picture(&self) -> &Planes {
        &self.picture
    }

    pub(super) fn restart(&mut self, picture: Planes) {
        *self = Self::new(picture, self.memory);
    }

    pub(super) fn step(&mut self, objective: &mut dyn Objective) -> Result<Step, NetError> {
        let (loss, mut evaluations) = if let Some(loss) = self.loss {
            (loss, 0)
        } else {
            objective.rebalance();
            let loss = objective.evaluate(&self.picture, &mut self.gradient)?;
            self.loss = Some(loss);
            (loss, 1)
        };
        loop {
            let slope = self.aim();
            evaluations += self.descend(objective, loss, slope)?;
            let moved = self.loss != Some(loss);
            if moved || self.pairs.is_empty() {
                return Ok(Step { loss, evaluations, stuck: !moved });
            }
            self.pairs.clear();
        }
    }

    /// Sets the direction - H g and returns its slope; falls back to the gradient where that does not lead down.
    fn aim(&mut self) -> f64 {
        self.direction.clone_from(&self.gradient);
        hold_bounds(&mut self.direction, &self.picture, &self.gradient);
        let mut factors = [0.0; 128];
        let direction = self.direction.data_mut();
        for (pair, factor) in self.pairs.iter().zip(&mut factors).rev() {
            *factor = pair.curvature * dot(pair.step.data(), direction);
            add_scaled(direction, -*factor, pair.change.data());
        }
        let scale = match self.pairs.back() {
            Some(last) => 1.0 / (last.curvature * dot(last.change.data(), last.change.data())),
            None => FIRST_STEP / (dot(direction, direction) / direction.len() as f64).sqrt().max(f64::MIN_POSITIVE),
        };
        for value in direction.iter_mut() {
            *value *= scale as f32;
        }
        for (pair, factor) in self.pairs.iter().zip(&factors) {
            let correction = factor - pair.curvature * dot(pair.change.data(), direction);
            add_scaled(direction, correction, pair.step.data());
        }
        for value in direction.iter_mut() {
            *value = -*value;
        }
        hold_bounds(&mut self.direction, &self.picture, &self.gradient);
        dot(self.direction.data(), self.gradient.data())
    }

    /// Goes along the direction as far as the loss falls; returns the number of evaluations.
    fn descend(&mut self, objective: &mut dyn Objective, loss: Loss, slope: f64) -> Result<usize, NetError> {
        let mut length = 1.0;
        for evaluation in 1..=SHORTENINGS {
            self.trial.clone_from(&self.picture);
            add_scaled(self.trial.data_mut(), length, self.direction.data());
            self.trial.data_mut().iter_mut().for_each(|value| *value = value.clamp(0.0, 255.0));
            let trial_loss = objective.evaluate(&self.trial, &mut self.trial_gradient)?;
            let fallen = loss.total() - trial_loss.total();
            if fallen >= -SUFFICIENT * length * slope && fallen > 0.0 {
                self.accept(trial_loss);
                return Ok(evaluation);
            }
            length *= shortening(fallen, length * slope);
        }
        Ok(SHORTENINGS)
    }

    /// Moves to the trial and remembers the step, unless the function curves the wrong way along it.
    fn accept(&mut self, loss: Loss) {
        let oldest = if self.pairs.len() == self.memory { self.pairs.pop_front() } else { None };
        let mut pair =
            oldest.unwrap_or_else(|| Pair { step: self.trial.clone(), change: self.trial.clone(), curvature: 0.0 });
        difference(&mut pair.step, &self.trial, &self.picture);
        difference(&mut pair.change, &self.trial_gradient, &self.gradient);
        let curvature = dot(pair.step.data(), pair.change.data());
        if curvature > 1e-10 * dot(pair.change.data(), pair.change.data()) {
            pair.curvature = 1.0 / curvature;
            self.pairs.push_back(pair);
        }
        std::mem::swap(&mut self.picture, &mut self.trial);
        std::mem::swap(&mut self.gradient, &mut self.trial_gradient);
        self.loss = Some(loss);
    }

    pub(super) fn state(&self) -> State {
        let mut state = State::default();
        let mut put = |name: String, planes: &Planes| state.vectors.push((name, planes.clone()));
        put("picture".into(), &self.picture);
        for (number, pair) in self.pairs.iter().enumerate() {
            put(format!("step{number}"), &pair.step);
            put(format!("change{number}"), &pair.change);
        }
        if let Some(loss) = self.loss {
            put("gradient".into(), &self.gradient);
            for (name, number) in [("content", loss.content), ("style", loss.style), ("smoothness", loss.smoothness)] {
                state.numbers.push((name.into(), number));
            }
        }
        state
    }

    pub(super) fn restore(self, mut state: State) -> Option<Self> {
        let mut lbfgs = Self::new(state.take_vector("picture")?, self.memory);
        while let (Some(step), Some(change)) = (
            state.take_vector(&format!("step{}", lbfgs.pairs.len())),
            state.take_vector(&format!("change{}", lbfgs.pairs.len())),
        ) {
            let curvature = 1.0 / dot(step.data(), change.data());
            lbfgs.pairs.push_back(Pair { step, change, curvature });
        }
        if let Some(gradient) = state.take_vector("gradient") {
            lbfgs.gradient = gradient;
            lbfgs.loss = Some(Loss {
                content: state.number("content")?,
                style: state.number("style")?,
                smoothness: state.number("smoothness")?,
            });
        }
        Some(lbfgs)
    }
}

/// The minimum of the parabola through the loss, its slope and the trial, kept within 0.1..=0.5 of the step.
fn shortening(fallen: f64, slope: f64) -> f64 {
    let minimum = 0.5 * slope / (fallen + slope);
    if minimum.is_finite() { minimum.clamp(0.1, 0.5) } else { 0.1 }
}

/// Zero where `picture` lies on a bound and goes beyond it against `gradient`.
fn hold_bounds(direction: &mut Planes, picture: &Planes, gradient: &Planes) {
    let places = picture.data().iter().zip(gradient.data());
    for (direction, (value, slope)) in direction.data_mut().iter_mut().zip(places) {
        if (*value <= 0.0 && *slope > 0.0) || (*value >= 255.0 && *slope < 0.0) {
            *direction = 0.0;
        }
    }
}

fn difference(to: &mut Planes, a: &Planes, b: &Planes) {
    to.reshape(a.channels(), a.height(), a.width());
    for ((to, a), b) in to.data_mut().iter_mut().zip(a.data()).zip(b.data()) {
        *to = a - b;
    }
}
