//! The queue in memory, in the same order as the store's: paid jobs first, people in turns, and a free
//! job that has waited for long passes. It has no database behind it, so a million jobs take seconds.

use std::{
    collections::{BTreeSet, HashMap},
    time::Duration,
};

use super::{
    line::{Line, TouchAt},
    orders::Order,
};
use crate::domain::{ids::JobId, tier::Tier};

/// When free jobs pass paid ones; see `queue.*` of the settings.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Passing {
    pub(crate) free_waits: Duration,
    pub(crate) paid_in_a_row: u32,
}

/// The queue.
pub(crate) struct ModelLine {
    passing: Passing,
    paid: Class,
    free: Class,
    unfinished: HashMap<JobId, Unfinished>,
    claims: u64,
}

/// The jobs of one class.
#[derive(Default)]
struct Class {
    /// By round, by when they were asked for, and by id.
    queue: BTreeSet<Place>,
    /// The last round that was served.
    served: u64,
    /// The number of the last claim.
    claimed: u64,
    /// The rounds of each person's unfinished jobs.
    rounds: HashMap<u32, Vec<u64>>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    round: u64,
    asked: Duration,
    id: JobId,
}

#[derive(Clone, Copy)]
struct Unfinished {
    person: u32,
    tier: Tier,
    round: u64,
}

impl ModelLine {
    /// An empty one.
    pub(crate) fn new(passing: Passing) -> Self {
        Self {
            passing,
            paid: Class::default(),
            free: Class::default(),
            unfinished: HashMap::new(),
            claims: 0,
        }
    }

    fn class(&mut self, tier: Tier) -> &mut Class {
        match tier {
            Tier::Free => &mut self.free,
            Tier::Premium | Tier::Hd => &mut self.paid,
        }
    }

    /// Whether the next job is a free one.
    fn is_free_next(&self, now: Duration) -> Option<bool> {
        let free = self.free.queue.first();
        let paid = self.paid.queue.first();

        match (free, paid) {
            (None, None) => None,
            (Some(_), None) => Some(true),
            (None, Some(_)) => Some(false),
            (Some(free), Some(_)) => {
                let waited = now.saturating_sub(free.asked) >= self.passing.free_waits;
                let in_a_row = self.paid.claimed.saturating_sub(self.free.claimed);
                Some(waited && in_a_row >= u64::from(self.passing.paid_in_a_row))
            }
        }
    }
}

impl Line for ModelLine {
    const SEES_TOUCHES: bool = false;

    async fn order(&mut self, order: &Order) -> anyhow::Result<()> {
        let class = self.class(order.plan.tier);
        let rounds = class.rounds.entry(order.person).or_default();
        let own = rounds.iter().max().map_or(0, |last| last + 1);
        let round = own.max(class.served);
        rounds.push(round);

        let place = Place {
            round,
            asked: order.at,
            id: order.id,
        };
        class.queue.insert(place);

        let unfinished = Unfinished {
            person: order.person,
            tier: order.plan.tier,
            round,
        };
        self.unfinished.insert(order.id, unfinished);
        Ok(())
    }

    async fn claim(&mut self, _painter: usize, now: Duration) -> anyhow::Result<Option<JobId>> {
        let Some(is_free) = self.is_free_next(now) else {
            return Ok(None);
        };

        self.claims += 1;
        let number = self.claims;
        let class = if is_free {
            &mut self.free
        } else {
            &mut self.paid
        };
        let first = class.queue.pop_first();
        if let Some(place) = first {
            class.served = class.served.max(place.round);
            class.claimed = number;
        }

        Ok(first.map(|place| place.id))
    }

    async fn touch(&mut self, _job: JobId, _touch: TouchAt, _now: Duration) -> anyhow::Result<()> {
        Ok(())
    }

    async fn finish(&mut self, job: JobId, _took: Duration, _now: Duration) -> anyhow::Result<()> {
        if let Some(ended) = self.unfinished.remove(&job) {
            let rounds = &mut self.class(ended.tier).rounds;
            if let Some(own) = rounds.get_mut(&ended.person) {
                let place = own.iter().position(|round| *round == ended.round);
                place.map(|place| own.swap_remove(place));

                if own.is_empty() {
                    rounds.remove(&ended.person);
                }
            }
        }

        Ok(())
    }
}
