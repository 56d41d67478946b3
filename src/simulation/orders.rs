//! Who orders what, and when.
//!
//! The hours are a model: a quiet night with its lowest point at four, a rise through the day, and a
//! peak at nine in the evening, which is the shape of the curves that internet exchanges and mobile
//! operators publish of their traffic. Theirs are flatter, with a busiest hour of about 1.5 times the
//! mean; here it is 1.85 times, because the service has to stand its worst evening.

use std::time::Duration;

use fastrand::Rng;

use crate::domain::{
    ids::JobId,
    rules::{HD_STEP, Rules},
    tier::{Plan, Quality},
};

/// A thousand orders of a day by their hour.
const ORDERS_BY_HOUR: [u32; 24] = [
    38, 26, 17, 12, 10, 11, 16, 24, 33, 39, 43, 45, 47, 47, 46, 46, 48, 51, 57, 64, 72, 77, 72, 59,
];
const HOUR: Duration = Duration::from_hours(1);

/// An order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Order {
    /// The job.
    pub(crate) id: JobId,
    /// When it comes, since the simulation began.
    pub(crate) at: Duration,
    /// Whose it is.
    pub(crate) person: u32,
    /// What is ordered.
    pub(crate) plan: Plan,
}

/// Parts of the orders in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mix {
    /// Premium paintings.
    pub(crate) premium: u8,
    /// HD paintings, with iterations from the whole range that is offered.
    pub(crate) hd: u8,
}

impl Mix {
    /// Nothing is free.
    pub(crate) const PREMIUM: Self = Self {
        premium: 100,
        hd: 0,
    };

    fn draw(self, chance: &mut Rng, rules: &Rules) -> Quality {
        let drawn = chance.u8(0..100);
        if drawn < self.hd {
            let hd = &rules.tiers.hd;
            let steps = hd.max_iterations.saturating_sub(hd.min_iterations) / HD_STEP;
            let iterations = hd.min_iterations + chance.u32(0..=steps) * HD_STEP;
            Quality::Hd { iterations }
        } else if drawn < self.hd.saturating_add(self.premium) {
            Quality::Premium
        } else {
            Quality::Free
        }
    }
}

/// A day, or some of its hours.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Day {
    /// Orders in the whole day.
    pub(crate) jobs: u32,
    /// How many people they come from.
    pub(crate) people: u32,
    /// What they order.
    pub(crate) mix: Mix,
    /// The first hour, from 0 to 23.
    pub(crate) from_hour: usize,
    /// How many hours, from 1 to 24.
    pub(crate) hours: usize,
    /// The same seed draws the same orders.
    pub(crate) seed: u64,
}

impl Day {
    /// The orders in the order in which they come.
    pub(crate) fn orders(&self, rules: &Rules) -> Vec<Order> {
        let mut chance = Rng::with_seed(self.seed);
        let mut orders: Vec<Order> = (0..self.jobs)
            .filter_map(|_| self.draw(&mut chance, rules))
            .collect();

        orders.sort_by_key(|order| (order.at, order.id));
        orders
    }

    /// An order of the day; `None` if it comes in an hour that is not simulated. What is drawn for
    /// an order does not depend on the hours that are.
    fn draw(&self, chance: &mut Rng, rules: &Rules) -> Option<Order> {
        let hour = draw_hour(chance);
        let since_from = (hour + 24 - self.from_hour) % 24;
        let into_hour = HOUR.mul_f64(chance.f64());
        let order = Order {
            id: JobId::from_chance(chance.u64(..)),
            at: whole_millis(HOUR * since_from as u32 + into_hour),
            person: chance.u32(0..self.people.max(1)),
            plan: rules.plan(self.mix.draw(chance, rules)),
        };

        (since_from < self.hours).then_some(order)
    }
}

fn draw_hour(chance: &mut Rng) -> usize {
    let mut drawn = chance.u32(0..ORDERS_BY_HOUR.iter().sum());
    for (hour, orders) in ORDERS_BY_HOUR.iter().enumerate() {
        if drawn < *orders {
            return hour;
        }
        drawn -= orders;
    }

    0
}

/// The database counts in milliseconds.
pub(crate) fn whole_millis(span: Duration) -> Duration {
    Duration::from_millis(u64::try_from(span.as_millis()).unwrap_or(u64::MAX))
}
