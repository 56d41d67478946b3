//! The smallest number of painters with which people wait no longer than wanted.

use std::time::Duration;

use serde::Serialize;

use super::{
    events::{Painters, play},
    model_line::{ModelLine, Passing},
    orders::Order,
    record::{Waits, waits},
};

/// What one number of painters leads to.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Trial {
    pub(crate) painters: usize,
    pub(crate) waits: Vec<Waits>,
}

impl Trial {
    /// Whether 95 of 100 jobs of every tier begin within this time.
    pub(crate) fn is_good(&self, target: Duration) -> bool {
        let target = target.as_secs_f64();
        self.waits.iter().all(|waits| waits.to_start.p95 <= target)
    }
}

/// The trials of a search, the smallest number that is good last; `None` if `most` is not enough.
///
/// # Errors
/// If a queue fails.
pub(crate) async fn find_painters(
    orders: &[Order],
    alike: Painters,
    passing: Passing,
    target: Duration,
    most: usize,
) -> anyhow::Result<Option<Vec<Trial>>> {
    let mut trials = Vec::new();
    let mut too_few = 0;
    let mut enough = None;

    while enough.is_none_or(|enough| enough > too_few + 1) {
        let count = match enough {
            Some(enough) => usize::midpoint(too_few, enough),
            None if too_few >= most => return Ok(None),
            None => (too_few * 2).clamp(1, most),
        };
        let painters = Painters { count, ..alike };
        let records = play(orders, painters, &mut ModelLine::new(passing)).await?;
        let trial = Trial {
            painters: count,
            waits: waits(&records),
        };

        if trial.is_good(target) {
            enough = Some(count);
        } else {
            too_few = count;
        }
        trials.push(trial);
    }

    trials.sort_by_key(|trial| trial.painters);
    trials.truncate(trials.partition_point(|trial| !trial.is_good(target)) + 1);
    Ok(Some(trials))
}
