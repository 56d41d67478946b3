//! Bar charts of hours or days. Owns their geometry; the template owns the drawing and its text.

use std::time::Duration;

use super::format;
use crate::{
    domain::{
        money::{Currency, Money},
        time::Moment,
    },
    store::console::today::Span,
};

/// The size of the drawing, in its own units.
const WIDTH: f64 = 300.0;
pub(super) const HEIGHT: f64 = 72.0;
/// The gap between two bars.
const GAP: f64 = 2.0;
/// The lowest bar that is drawn for more than nothing.
const LOWEST: f64 = 1.5;

/// The charts of one series of hours or days.
pub(super) struct Charts {
    pub(super) paintings: Chart,
    pub(super) waits: Chart,
    /// One for each currency that was paid in.
    pub(super) income: Vec<IncomeChart>,
}

pub(super) struct IncomeChart {
    pub(super) currency: Currency,
    pub(super) chart: Chart,
}

/// Bars side by side.
pub(super) struct Chart {
    pub(super) bars: Vec<Bar>,
    /// The sum; `None` for waiting times, which have none.
    pub(super) total: Option<String>,
    /// The highest bar.
    pub(super) most: Option<Highest>,
    /// The name of the first hour or day.
    pub(super) first: String,
    /// The name of the last hour or day.
    pub(super) last: String,
    /// How many failed.
    pub(super) failed: u32,
}

/// The highest bar: its value, and its hour or day.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Highest {
    pub(super) value: String,
    pub(super) when: String,
}

/// A bar. The part for what failed is at the bottom.
pub(super) struct Bar {
    pub(super) x: String,
    pub(super) width: String,
    pub(super) good: Part,
    pub(super) bad: Part,
    pub(super) when: String,
    pub(super) value: String,
    pub(super) failed: u32,
}

/// A part of a bar, from top to bottom.
pub(super) struct Part {
    pub(super) y: String,
    pub(super) height: String,
}

/// What a bar shows.
struct Reading {
    /// The height, in the unit of what is shown.
    height: f64,
    /// How much of it failed.
    failed: u32,
    /// The value in words.
    value: String,
}

impl Charts {
    pub(super) fn new(spans: &[Span], name: fn(&Moment) -> String) -> Self {
        let painted = |span: &Span| Reading {
            height: f64::from(span.done + span.failed),
            failed: span.failed,
            value: span.done.to_string(),
        };

        let waited = |span: &Span| Reading {
            height: span.waited.unwrap_or_default().as_secs_f64(),
            failed: 0,
            value: format::duration(&span.waited.unwrap_or(Duration::ZERO)),
        };
        let finished: u32 = spans.iter().map(|span| span.done).sum();

        Self {
            paintings: Chart::new(spans, name, painted, Some(finished.to_string())),
            waits: Chart::new(spans, name, waited, None),
            income: currencies(spans)
                .into_iter()
                .map(|currency| IncomeChart {
                    currency,
                    chart: income(spans, name, currency),
                })
                .collect(),
        }
    }
}

fn currencies(spans: &[Span]) -> Vec<Currency> {
    let is_used = |currency: &Currency| {
        spans
            .iter()
            .flat_map(|span| &span.income)
            .any(|income| income.currency == *currency)
    };

    Currency::ALL.into_iter().filter(is_used).collect()
}

fn income(spans: &[Span], name: fn(&Moment) -> String, currency: Currency) -> Chart {
    let minor = |span: &Span| {
        span.income
            .iter()
            .filter(|income| income.currency == currency)
            .map(|income| income.minor)
            .sum()
    };

    let taken = |span: &Span| {
        let minor: i64 = minor(span);
        Reading {
            height: minor.max(0) as f64,
            failed: 0,
            value: amount(minor, currency),
        }
    };

    let total: i64 = spans.iter().map(minor).sum();
    Chart::new(spans, name, taken, Some(amount(total, currency)))
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
    fn new(
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

        let scale = Scale {
            step: WIDTH / spans.len().max(1) as f64,
            highest,
        };
        let bars = readings.iter().enumerate();
        let bars = bars.map(|(at, reading)| scale.bar(at, reading, when(at)));

        Self {
            bars: bars.collect(),
            total,
            most: most.map(|at| Highest {
                value: readings[at].value.clone(),
                when: when(at),
            }),
            first: when(0),
            last: when(spans.len().saturating_sub(1)),
            failed: readings.iter().map(|reading| reading.failed).sum(),
        }
    }
}

/// How values become lengths of the drawing.
struct Scale {
    /// From one bar to the next.
    step: f64,
    /// The highest value.
    highest: f64,
}

impl Scale {
    fn height(&self, value: f64) -> f64 {
        if value > 0.0 {
            (value / self.highest * HEIGHT).max(LOWEST)
        } else {
            0.0
        }
    }

    fn bar(&self, at: usize, reading: &Reading, when: String) -> Bar {
        let failed = f64::from(reading.failed);
        let bad = self.height(failed);
        let good = self.height((reading.height - failed).max(0.0));
        let good = good.min(HEIGHT - bad);

        Bar {
            x: format!("{:.1}", at as f64 * self.step + GAP / 2.0),
            width: format!("{:.1}", self.step - GAP),
            good: Part::new(HEIGHT - bad - good, good),
            bad: Part::new(HEIGHT - bad, bad),
            when,
            value: reading.value.clone(),
            failed: reading.failed,
        }
    }
}

impl Part {
    fn new(y: f64, height: f64) -> Self {
        Self {
            y: format!("{y:.1}"),
            height: format!("{height:.1}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::console::today::NetIncome;

    #[test]
    fn bars_are_as_high_as_what_they_show() {
        let span = |done, failed| Span {
            done,
            failed,
            ..Span::default()
        };
        let charts = Charts::new(&[span(0, 0), span(3, 1), span(2, 0)], format::time);
        let heights: Vec<(&str, &str)> = charts
            .paintings
            .bars
            .iter()
            .map(|bar| (bar.good.height.as_str(), bar.bad.height.as_str()))
            .collect();

        assert_eq!(heights, [("0.0", "0.0"), ("54.0", "18.0"), ("36.0", "0.0")]);
        assert_eq!(
            charts.paintings.most,
            Some(Highest {
                value: "3".to_owned(),
                when: "00:00".to_owned(),
            })
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
            income: vec![NetIncome {
                currency: Currency::Rub,
                minor,
            }],
            ..Span::default()
        };
        let IncomeChart { currency, chart } =
            Charts::new(&[span(10_000), span(-2_500)], format::day)
                .income
                .remove(0);
        assert_eq!(
            (currency, chart.total.as_deref()),
            (Currency::Rub, Some("75.00 RUB"))
        );

        assert_eq!(chart.bars[1].good.height, "0.0");
    }
}
