//! The hours and days of the charts.

use crate::store::database::{Connection, Whole, query_as};
use std::time::Duration;

use crate::domain::money::Currency;
use crate::domain::time::Moment;
use crate::store::Result;
use crate::store::console::today::{NetIncome, Span};

/// A number of spans of one length. The last one is not over yet.
#[derive(Clone, Copy)]
pub(super) struct Row {
    first: i64,
    width: i64,
    count: i64,
}

const HOUR: i64 = 60 * 60 * 1000;

impl Row {
    pub(super) const fn hours(now: Moment) -> Self {
        Self::until(now, HOUR, 24)
    }

    pub(super) const fn days(now: Moment) -> Self {
        Self::until(now, 24 * HOUR, 30)
    }

    const fn until(now: Moment, width: i64, count: i64) -> Self {
        let first = now.millis().div_euclid(width) - count + 1;
        Self {
            first: first * width,
            width,
            count,
        }
    }

    fn empty(self) -> Vec<Span> {
        let span = |place| Span {
            from: Moment::from_millis(self.first + place * self.width),
            ..Span::default()
        };
        (0..self.count).map(span).collect()
    }
}

pub(super) async fn read(db: &mut Connection, row: Row) -> Result<Vec<Span>> {
    let mut spans = row.empty();
    ended(db, row, &mut spans).await?;
    taken(db, row, &mut spans).await?;
    Ok(spans)
}

async fn ended(db: &mut Connection, row: Row, spans: &mut [Span]) -> Result<()> {
    let sql = "SELECT (ended_at - $1) / $2 AS place,
                      CAST(sum(CASE WHEN state = 'done' THEN 1 ELSE 0 END) AS BIGINT),
                      CAST(sum(CASE WHEN state = 'failed' THEN 1 ELSE 0 END) AS BIGINT),
                      CAST(avg(CASE WHEN started_at IS NOT NULL THEN started_at - asked_at END) AS DOUBLE PRECISION)
               FROM jobs
               WHERE ended_at >= $1
               GROUP BY place";

    let rows: Vec<(i64, Whole, Whole, Option<f64>)> = query_as(sql)
        .bind(row.first)
        .bind(row.width)
        .fetch_all(db)
        .await?;

    for (place, Whole(done), Whole(failed), waited) in rows {
        let Some(span) = usize::try_from(place)
            .ok()
            .and_then(|place| spans.get_mut(place))
        else {
            continue;
        };
        (span.done, span.failed) = (done, failed);
        span.waited = waited.map(|millis| Duration::from_millis(millis.max(0.0) as u64));
    }

    Ok(())
}

async fn taken(db: &mut Connection, row: Row, spans: &mut [Span]) -> Result<()> {
    let sql = "SELECT place, currency, CAST(sum(minor) AS BIGINT) FROM (
                   SELECT (at - $1) / $2 AS place, currency, minor FROM charges WHERE at >= $1
                   UNION ALL
                   SELECT (at - $1) / $2 AS place, currency, -minor FROM returned_amounts WHERE at >= $1
               ) AS parts
               GROUP BY place, currency";

    let rows: Vec<(i64, String, i64)> = query_as(sql)
        .bind(row.first)
        .bind(row.width)
        .fetch_all(db)
        .await?;

    for (place, currency, minor) in rows {
        let span = usize::try_from(place)
            .ok()
            .and_then(|place| spans.get_mut(place));

        if let (Some(span), Some(currency)) = (span, Currency::parse(&currency)) {
            span.income.push(NetIncome { currency, minor });
        }
    }

    Ok(())
}
