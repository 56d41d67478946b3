//! Small charts: bars of hours or days. Only their geometry is made here; the drawing and its words
//! are the template's.

use std::time::Duration;

use super::shown;
use crate::{
    domain::{
        money::{Currency, Money},
        time::Moment,
    },
    store::console::today::Span,
};

/// The drawing is so wide and high, in its own units.
const WIDTH: f64 = 300.0;
pub(super) const HEIGHT: f64 = 72.0;
/// Between two bars.
const GAP: f64 = 2.0;
/// What is more than nothing can be seen.
const LOWEST: f64 = 1.5;

/// The charts of one row of spans.
pub(super) struct Charts {
    pub(super) paintings: Chart,
    pub(super) waits: Chart,
    /// One for each currency that came in.
    pub(super) income: Vec<(Currency, Chart)>,
}

/// Bars beside each other.
pub(super) struct Chart {
    pub(super) bars: Vec<Bar>,
    /// All of them together; of waits, which cannot be summed up, nothing.
    pub(super) total: Option<String>,
    /// The highest one, and when that was.
    pub(super) most: Option<(String, String)>,
    /// When the first and the last one were.
    pub(super) ends: (String, String),
    /// How many failed.
    pub(super) failed: u32,
}

/// A bar, and the part of it that failed below.
pub(super) struct Bar {
    pub(super) x: String,
    pub(super) width: String,
    pub(super) good: Part,
    pub(super) bad: Part,
    pub(super) when: String,
    pub(super) value: String,
    pub(super) failed: u32,
}

/// From where to where.
pub(super) struct Part {
    pub(super) y: String,
    pub(super) height: String,
}

/// What a chart is of: how high a bar is, how much of it is bad, and what stands there in words.
struct Reading {
    height: f64,
    bad: u32,
    value: String,
}

impl Charts {
    pub(super) fn of(spans: &[Span], name: fn(&Moment) -> String) -> Self {
        let painted = |span: &Span| Reading {
            height: f64::from(span.done + span.failed),
            bad: span.failed,
            value: span.done.to_string(),
        };

        let waited = |span: &Span| Reading {
            height: span.waited.unwrap_or_default().as_secs_f64(),
            bad: 0,
            value: shown::span(&span.waited.unwrap_or(Duration::ZERO)),
        };
        let finished: u32 = spans.iter().map(|span| span.done).sum();

        Self {
            paintings: Chart::of(spans, name, painted, Some(finished.to_string())),
            waits: Chart::of(spans, name, waited, None),
            income: currencies(spans)
                .into_iter()
                .map(|one| (one, income(spans, name, one)))
                .collect(),
        }
    }
}

fn currencies(spans: &[Span]) -> Vec<Currency> {
    let is_taken = |wanted: &Currency| {
        spans
            .iter()
            .flat_map(|span| &span.income)
            .any(|(one, _)| one == wanted)
    };

    [Currency::Rub, Currency::Xtr]
        .into_iter()
        .filter(is_taken)
        .collect()
}

fn income(spans: &[Span], name: fn(&Moment) -> String, currency: Currency) -> Chart {
    let minor = |span: &Span| {
        span.income
            .iter()
            .filter(|(one, _)| *one == currency)
            .map(|(_, minor)| minor)
            .sum()
    };

    let taken = |span: &Span| {
        let minor: i64 = minor(span);
        Reading {
            height: minor.max(0) as f64,
            bad: 0,
            value: amount(minor, currency),
        }
    };

    let total: i64 = spans.iter().map(minor).sum();
    Chart::of(spans, name, taken, Some(amount(total, currency)))
}

fn amount(minor: i64, currency: Currency) -> String {
    let sign = if minor < 0 { "−" } else { "" };
    format!(
        "{sign}{}",
        Money {
            minor: minor.unsigned_abs(),
            currency
        }
    )
}

impl Chart {
    fn of(
        spans: &[Span],
        name: fn(&Moment) -> String,
        read: impl Fn(&Span) -> Reading,
        total: Option<String>,
    ) -> Self {
        let readings: Vec<Reading> = spans.iter().map(read).collect();
        let highest = readings.iter().map(|one| one.height).fold(0.0, f64::max);
        let when = |place: usize| {
            spans
                .get(place)
                .map(|span| name(&span.from))
                .unwrap_or_default()
        };

        let most = readings
            .iter()
            .position(|one| one.height > 0.0 && one.height >= highest);

        let place =
            |(at, reading): (usize, &Reading)| bar(reading, at, (spans.len(), highest), when(at));
        Self {
            bars: readings.iter().enumerate().map(place).collect(),
            total,
            most: most.map(|at| (readings[at].value.clone(), when(at))),
            ends: (when(0), when(spans.len().saturating_sub(1))),
            failed: readings.iter().map(|one| one.bad).sum(),
        }
    }
}

fn bar(reading: &Reading, at: usize, (count, highest): (usize, f64), when: String) -> Bar {
    let step = WIDTH / count.max(1) as f64;
    let scaled = |height: f64| {
        if height > 0.0 {
            (height / highest * HEIGHT).max(LOWEST)
        } else {
            0.0
        }
    };

    let bad = scaled(f64::from(reading.bad));
    let good = scaled((reading.height - f64::from(reading.bad)).max(0.0)).min(HEIGHT - bad);
    let part = |y: f64, height: f64| Part {
        y: format!("{y:.1}"),
        height: format!("{height:.1}"),
    };

    Bar {
        x: format!("{:.1}", at as f64 * step + GAP / 2.0),
        width: format!("{:.1}", step - GAP),
        good: part(HEIGHT - bad - good, good),
        bad: part(HEIGHT - bad, bad),
        when,
        value: reading.value.clone(),
        failed: reading.bad,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_high_as_what_they_show() {
        let span = |done, failed| Span {
            done,
            failed,
            ..Span::default()
        };
        let charts = Charts::of(&[span(0, 0), span(3, 1), span(2, 0)], shown::time);
        let heights: Vec<(&str, &str)> = charts
            .paintings
            .bars
            .iter()
            .map(|bar| (bar.good.height.as_str(), bar.bad.height.as_str()))
            .collect();

        assert_eq!(heights, [("0.0", "0.0"), ("54.0", "18.0"), ("36.0", "0.0")]);
        assert_eq!(
            charts.paintings.most,
            Some(("3".to_owned(), "00:00".to_owned()))
        );

        assert_eq!(
            (charts.paintings.total.as_deref(), charts.paintings.failed),
            (Some("5"), 1)
        );

        assert!(charts.income.is_empty() && charts.waits.most.is_none());
    }

    #[test]
    fn what_was_given_back_lowers_the_income() {
        let span = |minor| Span {
            income: vec![(Currency::Rub, minor)],
            ..Span::default()
        };
        let (currency, chart) = Charts::of(&[span(10_000), span(-2_500)], shown::day)
            .income
            .remove(0);
        assert_eq!(
            (currency, chart.total.as_deref()),
            (Currency::Rub, Some("75.00 RUB"))
        );

        assert_eq!(chart.bars[1].good.height, "0.0");
    }
}
