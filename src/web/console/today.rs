//! How things stand. Read at most once a second, however many look.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use askama::Template;
use axum::{
    Extension,
    extract::{Query, State as Given},
    response::Html,
};
use tokio::sync::Mutex;

use super::{
    ConsoleState, State,
    charts::Charts,
    frame::{Done, Frame, Told, html},
    session::Signed,
    shown,
    trouble::Result,
};
use crate::{
    domain::tier::Tier,
    store::console::{JobState, Today},
};

const FRESH_FOR: Duration = Duration::from_secs(1);
const ERRORS: &str = "vernissage_errors_total{where=\"";

/// What was read last, and when.
#[derive(Default)]
pub(super) struct Kept(Mutex<Option<(Instant, Arc<Today>)>>);

impl Kept {
    /// Whoever comes while it is being read waits for the same reading.
    async fn read(&self, state: &ConsoleState) -> Result<Arc<Today>> {
        let mut kept = self.0.lock().await;
        if let Some((_, today)) = kept.as_ref().filter(|(at, _)| at.elapsed() < FRESH_FOR) {
            return Ok(Arc::clone(today));
        }

        let today = Arc::new(state.console().today(state.now()).await?);
        *kept = Some((Instant::now(), Arc::clone(&today)));

        Ok(today)
    }
}

#[derive(Template)]
#[template(path = "today.html")]
struct Page {
    frame: Frame,
    today: Arc<Today>,
    rows: Vec<(JobState, [u32; 3])>,
    errors: Vec<(String, u64)>,
    day: Charts,
    month: Charts,
}

/// The page.
pub(super) async fn page(
    Given(state): State,
    Extension(signed): Extension<Signed>,
    told: Query<Told>,
) -> Result<Html<String>> {
    let today = state.today.read(&state).await?;
    let page = Page {
        frame: Frame::of(&signed, told),
        rows: JobState::ALL
            .map(|state| (state, Tier::ALL.map(|tier| count(&today, state, tier))))
            .to_vec(),
        errors: errors(&(state.shared.state.metrics.0)()),
        day: Charts::of(&today.hours, shown::time),
        month: Charts::of(&today.days, shown::day),
        today,
    };

    html(&page)
}

fn count(today: &Today, state: JobState, tier: Tier) -> u32 {
    today
        .jobs
        .iter()
        .filter(|one| (one.0, one.1) == (state, tier))
        .map(|one| one.2)
        .sum()
}

/// What went wrong since this process began, by place.
fn errors(metrics: &str) -> Vec<(String, u64)> {
    let counted = |line: &str| {
        let (place, count) = line.strip_prefix(ERRORS)?.split_once("\"} ")?;
        Some((place.to_owned(), count.parse().ok()?))
    };
    let mut found: Vec<(String, u64)> = metrics.lines().filter_map(counted).collect();
    found.sort();

    found
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

        assert_eq!(
            errors(&metrics),
            [("inbox".to_owned(), 3), ("web".to_owned(), 3)]
        );
    }
}
