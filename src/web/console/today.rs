//! The dashboard. The store is read at most once a second, however many pages are open.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use askama::Template;
use axum::{
    Extension,
    extract::{Query, State},
    response::Html,
};
use tokio::sync::Mutex;

use super::{
    ConsoleState,
    charts::Charts,
    error::Result,
    format,
    layout::{Layout, Notice, NoticeQuery},
    render::html,
    session::ConsoleSession,
};
use crate::{
    domain::tier::Tier,
    store::console::{JobState, Today},
};

const FRESH_FOR: Duration = Duration::from_secs(1);
const ERRORS: &str = "vernissage_errors_total{where=\"";

/// The last reading, and when it was made.
#[derive(Default)]
pub(super) struct TodayCache(Mutex<Option<(Instant, Arc<Today>)>>);

impl TodayCache {
    /// Requests that come during a reading wait for it and share it.
    async fn read(&self, state: &ConsoleState) -> Result<Arc<Today>> {
        let mut last = self.0.lock().await;
        if let Some((_, today)) = last.as_ref().filter(|(at, _)| at.elapsed() < FRESH_FOR) {
            return Ok(Arc::clone(today));
        }

        let today = Arc::new(state.console().today(state.now()).await?);
        *last = Some((Instant::now(), Arc::clone(&today)));

        Ok(today)
    }
}

#[derive(Template)]
#[template(path = "console/today.html")]
struct TodayPage {
    layout: Layout,
    today: Arc<Today>,
    rows: Vec<JobStateRow>,
    errors: Vec<ErrorCount>,
    day: Charts,
    month: Charts,
}

/// The page.
pub(super) async fn show(
    State(state): State<Arc<ConsoleState>>,
    Extension(session): Extension<ConsoleSession>,
    notice: Query<NoticeQuery>,
) -> Result<Html<String>> {
    let today = state.today.read(&state).await?;
    let page = TodayPage {
        layout: session.layout(&notice),
        rows: JobState::ALL
            .iter()
            .map(|state| JobStateRow::new(&today, *state))
            .collect(),
        errors: errors(&(state.web().metrics.0)()),
        day: Charts::new(&today.hours, format::time),
        month: Charts::new(&today.days, format::day),
        today,
    };

    html(&page)
}

/// How many jobs are in a state, for each tier.
struct JobStateRow {
    state: JobState,
    counts: [u32; 3],
}

impl JobStateRow {
    fn new(today: &Today, state: JobState) -> Self {
        Self {
            state,
            counts: Tier::ALL.map(|tier| count(today, state, tier)),
        }
    }
}

/// How many errors happened in one place of the code.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct ErrorCount {
    place: String,
    count: u64,
}

fn count(today: &Today, state: JobState, tier: Tier) -> u32 {
    today
        .jobs
        .iter()
        .filter(|jobs| jobs.state == state && jobs.tier == tier)
        .map(|jobs| jobs.count)
        .sum()
}

/// The errors since this process began, by place.
fn errors(metrics: &str) -> Vec<ErrorCount> {
    let parse = |line: &str| {
        let (place, count) = line.strip_prefix(ERRORS)?.split_once("\"} ")?;
        Some(ErrorCount {
            place: place.to_owned(),
            count: count.parse().ok()?,
        })
    };
    let mut errors: Vec<ErrorCount> = metrics.lines().filter_map(parse).collect();
    errors.sort();

    errors
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    #[test]
    fn errors_are_found_among_the_metrics() {
        let mut metrics = String::new();
        for place in ["web", "inbox"] {
            writeln!(metrics, "{ERRORS}{place}\"}} 3\nother{{where=\"x\"}} 7").unwrap();
        }

        let expected = ["inbox", "web"].map(|place| ErrorCount {
            place: place.to_owned(),
            count: 3,
        });
        assert_eq!(errors(&metrics), expected);
    }
}
