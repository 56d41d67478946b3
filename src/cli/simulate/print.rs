//! What a simulation found, for people and for programs.

use serde::Serialize;

use crate::{
    cli::output::Output,
    simulation::{
        books::CheckedBooks,
        costs::Costs,
        record::{HourLine, Quantiles, Waits},
        search::Trial,
    },
};

/// An order that is later than this in the queue, in simulated seconds, falsifies the waits.
const LATE: f64 = 1.0;

/// What was found.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Report {
    Day(DayReport),
    Workers(WorkersReport),
    Speed(SpeedReport),
    Search(SearchReport),
}

/// A day, event after event.
#[derive(Serialize)]
pub(super) struct DayReport {
    pub(super) title: String,
    pub(super) waits: Vec<Waits>,
    pub(super) hours: Vec<HourLine>,
    pub(super) costs: DatabaseCosts,
    pub(super) books: CheckedBooks,
    /// What all orders cost together.
    pub(super) prices: i64,
}

/// What the database took.
#[derive(Serialize)]
pub(super) struct DatabaseCosts {
    writes: u64,
    writes_by_intent: Vec<Intent>,
    reads_by_intent: Vec<Intent>,
    writes_a_second_at_the_peak: f64,
    /// Real time of all calls in seconds.
    seconds: f64,
    /// The part of the busiest hour that this machine's database needs.
    busiest_hour: f64,
}

/// Calls with one intent.
#[derive(Serialize)]
struct Intent {
    intent: &'static str,
    count: u64,
}

/// A day in real time.
#[derive(Serialize)]
pub(super) struct WorkersReport {
    pub(super) title: String,
    pub(super) faster: f64,
    pub(super) waits: Vec<Waits>,
    pub(super) hours: Vec<HourLine>,
    /// How late orders were in the queue, in simulated seconds.
    pub(super) late: Quantiles,
    /// How much longer than on the device jobs took, in simulated seconds.
    pub(super) longer: Quantiles,
    /// Real time.
    pub(super) seconds: f64,
    pub(super) books: CheckedBooks,
    pub(super) prices: i64,
}

/// As many jobs as possible.
#[derive(Serialize)]
pub(super) struct SpeedReport {
    pub(super) painters: usize,
    pub(super) jobs: usize,
    pub(super) seconds: f64,
    pub(super) jobs_a_second: f64,
    pub(super) renewals_a_job: f64,
    pub(super) claim_to_end: Quantiles,
    pub(super) books: CheckedBooks,
    pub(super) prices: i64,
}

/// How many painters are needed.
#[derive(Serialize)]
pub(super) struct SearchReport {
    pub(super) title: String,
    pub(super) target_seconds: f64,
    /// The last is the answer.
    pub(super) trials: Vec<Trial>,
}

impl From<Costs> for DatabaseCosts {
    fn from(costs: Costs) -> Self {
        let intents = |counts: &std::collections::BTreeMap<&'static str, u64>| {
            let mut intents: Vec<Intent> = counts
                .iter()
                .map(|(&intent, &count)| Intent { intent, count })
                .collect();
            intents.sort_by_key(|intent| std::cmp::Reverse(intent.count));
            intents
        };

        Self {
            writes: costs.all_writes(),
            writes_by_intent: intents(&costs.writes),
            reads_by_intent: intents(&costs.reads),
            writes_a_second_at_the_peak: costs.writes_a_second_at_the_peak(),
            seconds: costs.time().as_secs_f64(),
            busiest_hour: costs.busiest_hour(),
        }
    }
}

impl Report {
    /// Prints it.
    pub(super) fn print(&self, output: &mut Output) {
        match self {
            Self::Day(report) => report.print(output),
            Self::Workers(report) => report.print(output),
            Self::Speed(report) => report.print(output),
            Self::Search(report) => report.print(output),
        }
    }

    /// Why the figures cannot be relied on.
    pub(super) fn problem(&self) -> Option<String> {
        let (books, prices) = match self {
            Self::Day(report) => (&report.books, report.prices),
            Self::Workers(report) => (&report.books, report.prices),
            Self::Speed(report) => (&report.books, report.prices),
            Self::Search(_) => return None,
        };
        if !books.are_exact(prices) {
            return Some("the books of the simulation are not exact".to_owned());
        }

        match self {
            Self::Day(report) => report.costs.problem(),
            Self::Workers(report) => report.problem(),
            Self::Speed(_) | Self::Search(_) => None,
        }
    }
}

impl DayReport {
    fn print(&self, output: &mut Output) {
        output.line(&self.title);
        print_waits(&self.waits, output);
        print_hours(&self.hours, output);
        self.costs.print(jobs(&self.waits), output);
        print_books(&self.books, self.prices, output);
    }
}

impl DatabaseCosts {
    fn print(&self, jobs: usize, output: &mut Output) {
        let each = |count: u64| count as f64 / jobs.max(1) as f64;
        output.line(format_args!(
            "\n{} transactions that write, {:.1} a job; {:.1} a second in the busiest hour:",
            self.writes,
            each(self.writes),
            self.writes_a_second_at_the_peak
        ));
        for Intent { intent, count } in &self.writes_by_intent {
            output.line(format_args!(
                "  {intent:22} {count:>10}  {:>5.1} a job",
                each(*count)
            ));
        }

        output.line(format_args!(
            "this machine's database took {:.0} s for it, {:.0} transactions a second: {:.1} % of the busiest hour",
            self.seconds,
            self.writes as f64 / self.seconds.max(1e-9),
            self.busiest_hour * 100.0
        ));
    }

    /// In simulated time the database costs nothing, which is only true while it has time to spare.
    fn problem(&self) -> Option<String> {
        (self.busiest_hour > 1.0).then(|| {
            format!(
                "the database of this machine needs {:.1} hours for the busiest hour: people would wait for it, \
                 and longer than these figures say",
                self.busiest_hour
            )
        })
    }
}

impl WorkersReport {
    fn print(&self, output: &mut Output) {
        output.line(&self.title);
        output.line(format_args!(
            "played by the workers, {} times as fast, in {:.0} s; all times are simulated ones",
            self.faster, self.seconds
        ));
        print_waits(&self.waits, output);
        print_hours(&self.hours, output);
        output.line(format_args!(
            "\norders were late in the queue by {} (p50), {} (p95)",
            span(self.late.p50),
            span(self.late.p95)
        ));
        output.line(format_args!(
            "jobs took longer than on the device by {} (p50), {} (p95)",
            span(self.longer.p50),
            span(self.longer.p95)
        ));
        print_books(&self.books, self.prices, output);
    }

    fn problem(&self) -> Option<String> {
        let result = self.waits.last().map_or(0.0, |all| {
            all.to_result.p50 - all.to_start.p50 - self.longer.p50
        });
        let is_late = self.late.p95 > LATE;
        let is_slow = self.longer.p50 > (result / 10.0).max(LATE / 10.0);

        (is_late || is_slow).then(|| {
            format!(
                "this machine cannot play {} times as fast: the waits above are partly its own. Try --compress {:.0}, \
                 or leave it out",
                self.faster,
                (self.faster / 4.0).max(1.0)
            )
        })
    }
}

impl SpeedReport {
    fn print(&self, output: &mut Output) {
        output.line(format_args!(
            "{} paid jobs by {} painters that do not wait, {:.1} renewals each: {:.1} s, {:.1} jobs a second",
            self.jobs, self.painters, self.renewals_a_job, self.seconds, self.jobs_a_second
        ));
        output.line(format_args!(
            "from claim to end: p50 {}, p95 {}, p99 {}",
            span(self.claim_to_end.p50),
            span(self.claim_to_end.p95),
            span(self.claim_to_end.p99)
        ));
        print_books(&self.books, self.prices, output);
    }
}

impl SearchReport {
    fn print(&self, output: &mut Output) {
        output.line(&self.title);
        output.line(format_args!(
            "\n{:>9} {:>10} {:>10} {:>10} {:>10} {:>12}",
            "painters", "p50", "p95", "p99", "longest", "p95 result"
        ));

        for trial in &self.trials {
            let Some(all) = trial.waits.last() else {
                continue;
            };
            let Quantiles {
                p50,
                p95,
                p99,
                longest,
            } = all.to_start;
            output.line(format_args!(
                "{:>9} {:>10} {:>10} {:>10} {:>10} {:>12}",
                trial.painters,
                span(p50),
                span(p95),
                span(p99),
                span(longest),
                span(all.to_result.p95)
            ));
        }

        if let Some(answer) = self.trials.last() {
            output.line(format_args!(
                "\n{} painter(s) are needed, so that 95 of 100 jobs of each tier begin within {}",
                answer.painters,
                span(self.target_seconds)
            ));
        }
    }
}

fn jobs(waits: &[Waits]) -> usize {
    waits.last().map_or(0, |all| all.jobs)
}

fn print_waits(waits: &[Waits], output: &mut Output) {
    output.line(format_args!(
        "\n{:9} {:>9}   {:>9} {:>9} {:>9} {:>9}   {:>9} {:>9} {:>9}",
        "", "jobs", "to start:", "p95", "p99", "longest", "to result:", "p95", "p99"
    ));

    for Waits {
        tier,
        jobs,
        to_start,
        to_result,
    } in waits
    {
        output.line(format_args!(
            "{tier:9} {jobs:>9}   {:>9} {:>9} {:>9} {:>9}   {:>9} {:>9} {:>9}",
            span(to_start.p50),
            span(to_start.p95),
            span(to_start.p99),
            span(to_start.longest),
            span(to_result.p50),
            span(to_result.p95),
            span(to_result.p99)
        ));
    }
}

fn print_hours(hours: &[HourLine], output: &mut Output) {
    output.line(format_args!(
        "\n{:>5} {:>9} {:>13} {:>14}",
        "hour", "orders", "most waiting", "painters busy"
    ));
    for hour in hours {
        output.line(format_args!(
            "{:>5} {:>9} {:>13} {:>12.1} %",
            hour.hour,
            hour.orders,
            hour.most_waiting,
            hour.busy * 100.0
        ));
    }

    let busy: f64 = hours.iter().map(|hour| hour.busy).sum();
    output.line(format_args!(
        "painters were busy {:.1} % of the time",
        busy * 100.0 / hours.len().max(1) as f64
    ));
}

fn print_books(books: &CheckedBooks, prices: i64, output: &mut Output) {
    for discrepancy in &books.discrepancies {
        output.line(discrepancy);
    }

    let is_exact = if books.are_exact(prices) {
        "the books are exact"
    } else {
        "THE BOOKS ARE NOT EXACT"
    };
    output.line(format_args!(
        "\n{is_exact}: {} credits spent, prices {prices}, {} on hold, {} differences in the audit",
        books.spent,
        books.held,
        books.discrepancies.len()
    ));
}

/// A span for people.
fn span(seconds: f64) -> String {
    if seconds < 10.0 {
        format!("{seconds:.2} s")
    } else if seconds < 120.0 {
        format!("{seconds:.0} s")
    } else {
        format!("{:.1} min", seconds / 60.0)
    }
}
