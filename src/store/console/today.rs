//! How things stand, and how they stood.

use std::time::Duration;

use super::JobState;
use crate::domain::money::{Currency, Money};
use crate::domain::payment::Provider;
use crate::domain::tier::Tier;
use crate::domain::time::Moment;

/// How things stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Today {
    /// When it was read.
    pub at: Moment,
    /// Jobs that have not ended, and those that ended within a day.
    pub jobs: Vec<(JobState, Tier, u32)>,
    /// How long the first of the queue waits.
    pub waiting: Option<Duration>,
    /// How long those waited that ended within a day.
    pub waits: Waits,
    /// What came in within a day and within thirty.
    pub income: Vec<Takings>,
    /// What may want the operator.
    pub concerns: Concerns,
    /// The last 24 hours, oldest first.
    pub hours: Vec<Span>,
    /// The last 30 days, oldest first.
    pub days: Vec<Span>,
}

/// Half of the people, and 19 of 20, waited no longer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waits {
    /// p50.
    pub median: Option<Duration>,
    /// p95.
    pub most: Option<Duration>,
}

/// What one provider took in one currency, and what of it was given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Takings {
    /// Who.
    pub provider: Provider,
    /// Within a day.
    pub day: Money,
    /// Within thirty days.
    pub month: Money,
    /// Given back within thirty days.
    pub returned: Money,
}

/// What may want the operator.
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
    /// How long those that ended in it had waited on average.
    pub waited: Option<Duration>,
    /// What was taken in it, less what was given back: the smallest units of each currency.
    pub income: Vec<(Currency, i64)>,
}
