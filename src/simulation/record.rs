//! What happened, summed up.

use std::time::Duration;

use serde::Serialize;

use crate::domain::{ids::JobId, tier::Tier};

const HOUR: Duration = Duration::from_hours(1);

/// One job; times are since the simulation began.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct JobRecord {
    pub(crate) id: JobId,
    pub(crate) person: u32,
    pub(crate) tier: Tier,
    pub(crate) asked: Duration,
    pub(crate) started: Duration,
    pub(crate) ended: Duration,
}

impl JobRecord {
    /// From the order to the start.
    pub(crate) fn wait(&self) -> Duration {
        self.started.saturating_sub(self.asked)
    }

    /// From the order to the result.
    pub(crate) fn until_result(&self) -> Duration {
        self.ended.saturating_sub(self.asked)
    }
}

/// How long something took, in seconds: so many of a hundred took no longer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Quantiles {
    pub(crate) p50: f64,
    pub(crate) p95: f64,
    pub(crate) p99: f64,
    pub(crate) longest: f64,
}

impl Quantiles {
    /// Of these spans.
    pub(crate) fn from_spans(spans: impl Iterator<Item = Duration>) -> Self {
        let mut seconds: Vec<f64> = spans.map(|span| span.as_secs_f64()).collect();
        seconds.sort_by(f64::total_cmp);

        let at = |percent: usize| {
            let place = (seconds.len() * percent).div_ceil(100).max(1) - 1;
            seconds.get(place).copied().unwrap_or_default()
        };

        Self {
            p50: at(50),
            p95: at(95),
            p99: at(99),
            longest: at(100),
        }
    }
}

/// The waits of some jobs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Waits {
    /// The tier, or `all`.
    pub(crate) tier: &'static str,
    pub(crate) jobs: usize,
    /// From the order to the start.
    pub(crate) to_start: Quantiles,
    /// From the order to the result.
    pub(crate) to_result: Quantiles,
}

/// The waits of each tier that was ordered, and of all together.
pub(crate) fn waits(records: &[JobRecord]) -> Vec<Waits> {
    let waits_in = |tier: &'static str, jobs: Vec<&JobRecord>| Waits {
        tier,
        jobs: jobs.len(),
        to_start: Quantiles::from_spans(jobs.iter().map(|job| job.wait())),
        to_result: Quantiles::from_spans(jobs.iter().map(|job| job.until_result())),
    };

    let by_tier = Tier::ALL.into_iter().map(|tier| {
        let jobs = records.iter().filter(|job| job.tier == tier).collect();
        waits_in(tier.name(), jobs)
    });
    let all = waits_in("all", records.iter().collect());

    by_tier
        .filter(|waits| waits.jobs > 0)
        .chain([all])
        .collect()
}

/// One hour.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(crate) struct HourLine {
    /// The hour of the day.
    pub(crate) hour: usize,
    pub(crate) orders: usize,
    /// The most jobs that waited at the same time.
    pub(crate) most_waiting: usize,
    /// The part of the time in which painters were busy, from 0 to 1.
    pub(crate) busy: f64,
}

/// The hours from the first to the one in which the last painting is finished.
pub(crate) fn hours(records: &[JobRecord], from_hour: usize, painters: usize) -> Vec<HourLine> {
    let last = records.iter().map(|job| job.ended).max();
    let count = last.map_or(0, |last| index_of(last) + 1);
    let mut lines: Vec<HourLine> = (0..count)
        .map(|index| HourLine {
            hour: (from_hour + index) % 24,
            ..HourLine::default()
        })
        .collect();

    for job in records {
        lines[index_of(job.asked)].orders += 1;

        let first = index_of(job.started);
        let hours = first..=index_of(job.ended);
        for (index, line) in hours.clone().zip(&mut lines[hours]) {
            let begins = HOUR * index as u32;
            let until = job.ended.min(begins + HOUR);
            let busy = until.saturating_sub(job.started.max(begins));
            line.busy += busy.as_secs_f64() / HOUR.as_secs_f64() / painters.max(1) as f64;
        }
    }

    count_waiting(records, &mut lines);
    lines
}

fn count_waiting(records: &[JobRecord], lines: &mut [HourLine]) {
    // A job that begins makes room before one that comes at the same time.
    let begins = records.iter().map(|job| (job.started, -1));
    let comes = records.iter().map(|job| (job.asked, 1));
    let mut changes: Vec<(Duration, i64)> = begins.chain(comes).collect();
    changes.sort_unstable();

    let mut waiting = 0_i64;
    let mut hour = 0;
    for (at, change) in changes {
        // What waits at the beginning of an hour waits in it.
        while hour < index_of(at) {
            hour += 1;
            note(&mut lines[hour], waiting);
        }

        waiting += change;
        note(&mut lines[hour], waiting);
    }
}

fn note(line: &mut HourLine, waiting: i64) {
    let waiting = usize::try_from(waiting).unwrap_or(0);
    line.most_waiting = line.most_waiting.max(waiting);
}

fn index_of(at: Duration) -> usize {
    (at.as_secs() / HOUR.as_secs()) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(asked: u64, started: u64, ended: u64) -> JobRecord {
        JobRecord {
            id: JobId::from_chance(asked),
            person: 0,
            tier: Tier::Free,
            asked: Duration::from_secs(asked),
            started: Duration::from_secs(started),
            ended: Duration::from_secs(ended),
        }
    }

    #[test]
    fn so_many_of_a_hundred_took_no_longer() {
        let seconds = (1..=200).rev().map(Duration::from_secs);
        let found = Quantiles::from_spans(seconds);
        let expected = Quantiles {
            p50: 100.0,
            p95: 190.0,
            p99: 198.0,
            longest: 200.0,
        };
        assert_eq!(found, expected);
        assert_eq!(
            Quantiles::from_spans(std::iter::empty()),
            Quantiles::default()
        );
    }

    #[test]
    fn hours_tell_orders_waiting_jobs_and_how_busy_painters_were() {
        let jobs = [job(0, 0, 1800), job(10, 1800, 5400), job(20, 5400, 5400)];
        let lines = hours(&jobs, 23, 2);

        let told: Vec<_> = lines
            .iter()
            .map(|line| (line.hour, line.orders, line.most_waiting))
            .collect();
        assert_eq!(told, [(23, 3, 2), (0, 0, 1)]);
        assert!((lines[0].busy - 0.5).abs() < 1e-9 && (lines[1].busy - 0.25).abs() < 1e-9);
    }
}
