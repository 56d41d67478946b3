//! What the database took.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

const HOUR: Duration = Duration::from_hours(1);

/// Calls of the store. Each that writes is one transaction.
#[derive(Clone, Debug, Default)]
pub(crate) struct Costs {
    /// Transactions that write, by intent.
    pub(crate) writes: BTreeMap<&'static str, u64>,
    /// Calls that only read, by intent.
    pub(crate) reads: BTreeMap<&'static str, u64>,
    /// Transactions that write, by the simulated hour.
    pub(crate) writes_by_hour: Vec<u64>,
    /// Real time that all calls took, by the simulated hour.
    pub(crate) time_by_hour: Vec<Duration>,
}

impl Costs {
    /// Some transactions were made together, at this simulated time.
    pub(crate) fn wrote(&mut self, intent: &'static str, count: u64, at: Duration, begun: Instant) {
        *self.writes.entry(intent).or_default() += count;

        let hour = hour(at);
        if self.writes_by_hour.len() <= hour {
            self.writes_by_hour.resize(hour + 1, 0);
        }
        self.writes_by_hour[hour] += count;
        self.spent(at, begun);
    }

    /// Something was read, at this simulated time.
    pub(crate) fn read(&mut self, intent: &'static str, at: Duration, begun: Instant) {
        *self.reads.entry(intent).or_default() += 1;
        self.spent(at, begun);
    }

    fn spent(&mut self, at: Duration, begun: Instant) {
        let hour = hour(at);
        if self.time_by_hour.len() <= hour {
            self.time_by_hour.resize(hour + 1, Duration::ZERO);
        }
        self.time_by_hour[hour] += begun.elapsed();
    }

    /// All transactions that write.
    pub(crate) fn all_writes(&self) -> u64 {
        self.writes.values().sum()
    }

    /// Real time of all calls.
    pub(crate) fn time(&self) -> Duration {
        self.time_by_hour.iter().sum()
    }

    /// Transactions that write a second, in the simulated hour with the most.
    pub(crate) fn writes_a_second_at_the_peak(&self) -> f64 {
        let most = self
            .writes_by_hour
            .iter()
            .max()
            .copied()
            .unwrap_or_default();
        most as f64 / HOUR.as_secs_f64()
    }

    /// The part of the busiest simulated hour in which this machine's database would be busy, if
    /// all calls came one after the other. Above 1, it would hold the painters up.
    pub(crate) fn busiest_hour(&self) -> f64 {
        let longest = self.time_by_hour.iter().max().copied().unwrap_or_default();
        longest.as_secs_f64() / HOUR.as_secs_f64()
    }
}

fn hour(at: Duration) -> usize {
    (at.as_secs() / HOUR.as_secs()) as usize
}
