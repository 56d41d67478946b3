//! L-BFGS (Nocedal, 1980; the two-loop recursion of Nocedal and Wright, "Numerical Optimization",
//! algorithm 7.4).
//!
//! The inner products of the recursion follow from those of its two starting vectors with the
//! pairs, and of the pairs with each other (Byrd, Nocedal and Schnabel, 1994). So each vector of a
//! pair is read twice and only two results are waited for, on whatever device the vectors are
//! ([`Space`]).
//!
//! The step rule is that of PyTorch's `LBFGS` with one inner iteration: a first step along the
//! gradient, then full quasi-Newton steps, at one evaluation each. Added to it is a safeguard: a
//! step that does not lower the loss is shortened, and if a direction yields no decrease at all,
//! the history is dropped.
//!
//! The picture stays in 0..=255, so that the loss is that of the visible painting: steps are
//! projected onto the bounds, and values that are on a bound and would cross it are left out of the
//! direction (Schmidt et al., "Optimizing Costly Functions with Simple Constraints", 2009). Other
//! programs clamp at the end only, which can triple their loss.

use std::collections::VecDeque;

use super::{Host, Space, State, Step};
use crate::{
    loss::{Loss, Objective},
    net::NetError,
    planes::Planes,
};

/// Length of the first step: its root mean square per value. (The first step of other programs, of
/// length 1 in total, is lost in the rounding of f32.)
const FIRST_STEP: f64 = 3.0;
/// Number of step lengths tried before a direction is given up.
const SHORTENINGS: usize = 6;
/// The required decrease, as a fraction of that predicted by the slope (Armijo's condition).
const SUFFICIENT: f64 = 1e-4;

/// L-BFGS with bounds; see the module.
#[derive(Clone, Debug)]
pub struct Lbfgs<S: Space = Host> {
    space: S,
    /// The maximum number of pairs.
    memory: usize,
    picture: S::Vector,
    gradient: S::Vector,
    /// The loss at `picture`; `None` before the first evaluation.
    loss: Option<Loss>,
    direction: S::Vector,
    trial: S::Vector,
    trial_gradient: S::Vector,
    pairs: VecDeque<Pair<S::Vector>>,
    /// Inner products of one vector with several.
    dots: Vec<f64>,
    /// The coefficient of each pair in the direction.
    factors: Vec<f64>,
}

/// A step s of the picture and the change y of the gradient along it.
#[derive(Clone, Debug, Default)]
struct Pair<V> {
    step: V,
    change: V,
    /// 1 / (s · y).
    curvature: f64,
    /// y · y.
    square: f64,
    /// y · s of each older pair, the oldest first.
    older: VecDeque<f64>,
}

impl Lbfgs {
    /// Starts at `picture` and remembers `memory` steps.
    #[must_use]
    pub fn new(picture: Planes, memory: usize) -> Self {
        Self::within(Host, picture, memory)
    }

    pub(super) fn picture(&self) -> &Planes {
        &self.picture
    }

    pub(super) fn restart(&mut self, picture: Planes) {
        *self = Self::new(picture, self.memory);
    }
}

impl<S: Space> Lbfgs<S> {
    /// Starts at `picture` in `space`.
    pub(crate) fn within(space: S, picture: S::Vector, memory: usize) -> Self {
        Self {
            space,
            memory,
            gradient: S::Vector::default(),
            direction: S::Vector::default(),
            trial: S::Vector::default(),
            trial_gradient: S::Vector::default(),
            picture,
            loss: None,
            pairs: VecDeque::new(),
            dots: Vec::new(),
            factors: Vec::new(),
        }
    }

    #[cfg(feature = "cuda")]
    pub(crate) fn planes(&self) -> Result<Planes, NetError> {
        self.space.planes(&self.picture)
    }

    /// A copy in another space.
    #[cfg(feature = "cuda")]
    pub(crate) fn moved<T: Space>(&self, space: T) -> Result<Lbfgs<T>, NetError> {
        let empty = Lbfgs::within(space, T::Vector::default(), self.memory);
        Ok(empty
            .restore(self.state()?)?
            .expect("its own state is whole"))
    }

    pub(crate) fn step(
        &mut self,
        objective: &mut dyn Objective<S::Vector>,
    ) -> Result<Step, NetError> {
        let (loss, mut evaluations) = if let Some(loss) = self.loss {
            (loss, 0)
        } else {
            objective.rebalance();
            let loss = objective.evaluate(&self.picture, &mut self.gradient)?;
            self.loss = Some(loss);
            (loss, 1)
        };

        loop {
            let slope = self.set_direction()?;
            evaluations += self.line_search(objective, loss, slope)?;

            let newest = self.loss.unwrap_or(loss);
            if newest != loss || self.pairs.is_empty() {
                return Ok(Step {
                    loss: newest,
                    evaluations,
                    stuck: newest == loss,
                });
            }

            self.pairs.clear();
        }
    }

    /// Sets the direction to -H g, or without pairs to a first step along -g; returns the slope
    /// along it.
    fn set_direction(&mut self) -> Result<f64, NetError> {
        let Self {
            space,
            picture,
            gradient,
            direction,
            pairs,
            dots,
            factors,
            ..
        } = self;
        space.copy(direction, gradient)?;
        space.hold_bounds(direction, picture, gradient)?;

        if let Some(last) = pairs.back() {
            let scale = -1.0 / (last.curvature * last.square);
            space.dots(direction, pairs.iter().map(|pair| &pair.step), dots)?;
            newest_to_oldest(pairs, dots, factors);

            let changes = pairs
                .iter()
                .zip(&*factors)
                .map(|(pair, factor)| (-scale * factor, &pair.change));
            space.combine(direction, scale, changes)?;
            space.dots(direction, pairs.iter().map(|pair| &pair.change), dots)?;
            oldest_to_newest(pairs, dots, factors);
            space.combine(
                direction,
                1.0,
                pairs
                    .iter()
                    .zip(&*factors)
                    .map(|(pair, factor)| (*factor, &pair.step)),
            )?;
        } else {
            let square = dot(space, direction, direction, dots)?;
            let length = (square / space.dimension(direction) as f64)
                .sqrt()
                .max(f64::MIN_POSITIVE);
            space.combine(direction, -FIRST_STEP / length, std::iter::empty())?;
        }

        space.hold_bounds(direction, picture, gradient)?;
        dot(space, direction, gradient, dots)
    }

    /// Backtracks along the direction until the loss decreases enough; returns the number of
    /// evaluations.
    fn line_search(
        &mut self,
        objective: &mut dyn Objective<S::Vector>,
        loss: Loss,
        slope: f64,
    ) -> Result<usize, NetError> {
        let mut length = 1.0;
        for evaluation in 1..=SHORTENINGS {
            self.space
                .walk(&mut self.trial, &self.picture, length, &self.direction)?;

            let trial_loss = objective.evaluate(&self.trial, &mut self.trial_gradient)?;
            let decrease = loss.objective() - trial_loss.objective();
            if decrease >= -SUFFICIENT * length * slope && decrease > 0.0 {
                self.accept(trial_loss)?;
                return Ok(evaluation);
            }

            length *= shortening(decrease, length * slope);
        }

        Ok(SHORTENINGS)
    }

    /// Moves to the trial point, and remembers the step if the curvature along it is positive.
    fn accept(&mut self, loss: Loss) -> Result<(), NetError> {
        let mut pair = if self.pairs.len() == self.memory {
            self.remove_oldest()
        } else {
            Pair::default()
        };

        self.space
            .subtract(&mut pair.step, &self.trial, &self.picture)?;

        self.space
            .subtract(&mut pair.change, &self.trial_gradient, &self.gradient)?;

        self.remember(pair)?;
        std::mem::swap(&mut self.picture, &mut self.trial);
        std::mem::swap(&mut self.gradient, &mut self.trial_gradient);
        self.loss = Some(loss);

        Ok(())
    }

    /// Removes the oldest pair and returns it, so that its memory is reused.
    fn remove_oldest(&mut self) -> Pair<S::Vector> {
        let oldest = self.pairs.pop_front().unwrap_or_default();
        for pair in &mut self.pairs {
            pair.older.pop_front();
        }
        oldest
    }

    /// Adds this as the newest pair, if its curvature is positive.
    fn remember(&mut self, mut pair: Pair<S::Vector>) -> Result<(), NetError> {
        let steps = self.pairs.iter().map(|pair| &pair.step);
        self.space.dots(
            &pair.change,
            steps.chain([&pair.step, &pair.change]),
            &mut self.dots,
        )?;

        let [older @ .., curvature, square] = &*self.dots else {
            return Ok(());
        };

        if *curvature > 1e-10 * square {
            pair.older.clear();
            pair.older.extend(older);
            pair.curvature = 1.0 / curvature;
            pair.square = *square;
            self.pairs.push_back(pair);
        }

        Ok(())
    }

    pub(crate) fn state(&self) -> Result<State, NetError> {
        let mut state = State::default();
        let mut put = |name: String, vector: &S::Vector| {
            state.vectors.push((name, self.space.planes(vector)?));
            Ok::<_, NetError>(())
        };

        put("picture".into(), &self.picture)?;

        for (number, pair) in self.pairs.iter().enumerate() {
            put(format!("step{number}"), &pair.step)?;
            put(format!("change{number}"), &pair.change)?;
        }

        if let Some(loss) = self.loss {
            put("gradient".into(), &self.gradient)?;

            let Loss {
                content,
                style,
                smoothness,
                objective_offset,
            } = loss;

            let numbers = [
                ("content", content),
                ("style", style),
                ("smoothness", smoothness),
                ("objective_offset", objective_offset),
            ];

            state
                .numbers
                .extend(numbers.map(|(name, number)| (name.into(), number)));
        }

        Ok(state)
    }

    /// `None` if the state is incomplete.
    pub(crate) fn restore(mut self, mut state: State) -> Result<Option<Self>, NetError> {
        let Some(picture) = state.take_vector("picture") else {
            return Ok(None);
        };
        let picture = self.space.vector(&picture)?;
        let mut lbfgs = Self::within(self.space, picture, self.memory);
        for number in 0.. {
            let mut take = |name: &str| state.take_vector(&format!("{name}{number}"));
            let (Some(step), Some(change)) = (take("step"), take("change")) else {
                break;
            };
            let step = lbfgs.space.vector(&step)?;
            let change = lbfgs.space.vector(&change)?;
            lbfgs.remember(Pair {
                step,
                change,
                ..Pair::default()
            })?;
        }

        if let Some(gradient) = state.take_vector("gradient") {
            lbfgs.gradient = lbfgs.space.vector(&gradient)?;

            let numbers = ["content", "style", "smoothness", "objective_offset"]
                .map(|name| state.number(name));
            let [
                Some(content),
                Some(style),
                Some(smoothness),
                Some(objective_offset),
            ] = numbers
            else {
                return Ok(None);
            };
            lbfgs.loss = Some(Loss {
                content,
                style,
                smoothness,
                objective_offset,
            });
        }

        Ok(Some(lbfgs))
    }
}

fn dot<S: Space>(
    space: &mut S,
    a: &S::Vector,
    b: &S::Vector,
    dots: &mut Vec<f64>,
) -> Result<f64, NetError> {
    space.dots(a, std::iter::once(b), dots)?;
    Ok(dots.first().copied().unwrap_or_default())
}

/// The first loop of the recursion. `dots` are the products of the steps with its starting vector.
fn newest_to_oldest<V>(pairs: &VecDeque<Pair<V>>, dots: &[f64], factors: &mut Vec<f64>) {
    factors.clear();
    factors.resize(pairs.len(), 0.0);

    for (number, pair) in pairs.iter().enumerate().rev() {
        let newer = pairs.iter().zip(&*factors).skip(number + 1);
        let taken: f64 = newer
            .map(|(newer, factor)| factor * newer.older[number])
            .sum();
        factors[number] = pair.curvature * (dots[number] - taken);
    }
}

/// The second loop, with all signs reversed. `dots` are the products of the changes with its
/// starting vector.
fn oldest_to_newest<V>(pairs: &VecDeque<Pair<V>>, dots: &[f64], factors: &mut [f64]) {
    for (number, pair) in pairs.iter().enumerate() {
        let added: f64 = pair
            .older
            .iter()
            .zip(&*factors)
            .map(|(dot, factor)| dot * factor)
            .sum();
        factors[number] = -factors[number] - pair.curvature * (dots[number] + added);
    }
}

/// The factor that takes the step to the minimum of the parabola through the loss, its slope and
/// the trial loss, clamped to 0.1..=0.5.
fn shortening(decrease: f64, slope: f64) -> f64 {
    let minimum = 0.5 * slope / (decrease + slope);
    if minimum.is_finite() {
        minimum.clamp(0.1, 0.5)
    } else {
        0.1
    }
}
