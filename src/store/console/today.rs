//! The numbers of the console's start page.

use std::time::Duration;

use super::JobState;
use crate::domain::money::{Currency, Money};
use crate::domain::payment::Provider;
use crate::domain::tier::Tier;
use crate::domain::time::Moment;

/// The numbers of the start page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Today {
    /// When they were read.
    pub at: Moment,
    /// How many jobs are in each state and tier: those that have not ended, and those that ended
    /// within a day.
    pub jobs: Vec<JobCount>,
    /// How long the first job in the queue has waited.
    pub waiting: Option<Duration>,
    /// How long the jobs waited that ended within a day.
    pub waits: Waits,
    /// Income of the last day and the last thirty days.
    pub income: Vec<Takings>,
    /// What may need the operator.
    pub concerns: Concerns,
    /// The last 24 hours, oldest first.
    pub hours: Vec<Span>,
    /// The last 30 days, oldest first.
    pub days: Vec<Span>,
}

/// How long jobs waited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waits {
    /// p50.
    pub median: Option<Duration>,
    /// p95.
    pub most: Option<Duration>,
}

/// Income by one provider in one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Takings {
    /// Who.
    pub provider: Provider,
    /// Within a day.
    pub day: Money,
    /// Within thirty days.
    pub month: Money,
    /// Returned within thirty days.
    pub returned: Money,
}

/// What may need the operator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Concerns {
    pub failed_today: u32,
    pub messages_refused_today: u32,
    pub updates_waiting: u32,
    pub messages_waiting: u32,
    pub requests_open: u32,
    pub refunds_waiting: u32,
    pub charges_unmatched: u32,
    pub disputes_open: u32,
}

/// An hour or a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Its beginning.
    pub from: Moment,
    /// Paintings finished in it.
    pub done: u32,
    /// Jobs that failed in it.
    pub failed: u32,
    /// How long the jobs that ended in it waited on average.
    pub waited: Option<Duration>,
    /// Income less refunds, in the smallest unit of each currency.
    pub income: Vec<NetIncome>,
}

/// How many jobs of a tier are in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JobCount {
    /// The state.
    pub state: JobState,
    /// The tier.
    pub tier: Tier,
    /// How many.
    pub count: u32,
}

/// Income less refunds; negative where more was given back than taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NetIncome {
    /// The currency.
    pub currency: Currency,
    /// The amount in its smallest unit.
    pub minor: i64,
}
