//! The numbers of the start page.

use crate::store::database::{Connection, Whole, query_as, query_scalar};
use sqlx::FromRow;
use std::time::Duration;

use super::spans;
use crate::domain::tier::Tier;
use crate::domain::time::Moment;
use crate::store::Result;
use crate::store::console::JobState;
use crate::store::console::today::{Concerns, JobCount, Takings, Today, Waits};
use crate::store::sql::amounts::{money, provider};

const DAY: Duration = Duration::from_hours(24);
const MONTH: Duration = Duration::from_hours(24 * 30);

pub(super) async fn today(db: &mut Connection, now: Moment) -> Result<Today> {
    Ok(Today {
        at: now,
        jobs: jobs(db, now).await?,
        waiting: waiting(db, now).await?,
        waits: waits(db, now.minus(DAY)).await?,
        income: income(db, now).await?,
        concerns: concerns(db, now.minus(DAY)).await?,
        hours: spans::read(db, spans::Row::hours(now)).await?,
        days: spans::read(db, spans::Row::days(now)).await?,
    })
}

async fn jobs(db: &mut Connection, now: Moment) -> Result<Vec<JobCount>> {
    let sql = "SELECT state, tier, count(*) FROM jobs WHERE state IN ('queued', 'running') GROUP BY state, tier
               UNION ALL
               SELECT state, tier, count(*) FROM jobs WHERE ended_at >= $1 GROUP BY state, tier";
    let rows: Vec<(String, String, Whole)> = query_as(sql)
        .bind(now.minus(DAY).millis())
        .fetch_all(db)
        .await?;
    let known = |(state, tier, Whole(count)): (String, String, Whole)| {
        Some(JobCount {
            state: JobState::parse(&state)?,
            tier: Tier::parse(&tier)?,
            count,
        })
    };

    Ok(rows.into_iter().filter_map(known).collect())
}

async fn waiting(db: &mut Connection, now: Moment) -> Result<Option<Duration>> {
    let sql = "SELECT min(asked_at) FROM jobs WHERE state = 'queued'";
    let first: Option<i64> = query_scalar(sql).fetch_one(db).await?;
    Ok(first.map(|asked_at| now.since(Moment::from_millis(asked_at))))
}

async fn waits(db: &mut Connection, since: Moment) -> Result<Waits> {
    let sql = "SELECT started_at - asked_at AS wait FROM jobs
               WHERE ended_at >= $1 AND started_at IS NOT NULL
               ORDER BY wait";
    let waits: Vec<i64> = query_scalar(sql).bind(since.millis()).fetch_all(db).await?;
    let at = |share: f64| {
        let place = (waits.len().saturating_sub(1) as f64 * share).round() as usize;
        waits
            .get(place)
            .map(|millis| Duration::from_millis(u64::try_from(*millis).unwrap_or(0)))
    };

    Ok(Waits {
        median: at(0.5),
        most: at(0.95),
    })
}

async fn income(db: &mut Connection, now: Moment) -> Result<Vec<Takings>> {
    let sql = "SELECT provider, currency, CAST(sum(day) AS BIGINT), CAST(sum(month) AS BIGINT),
                      CAST(sum(returned) AS BIGINT) FROM (
                   SELECT provider, currency, CASE WHEN at >= $1 THEN minor ELSE 0 END AS day, minor AS month, 0 AS returned
                   FROM charges
                   WHERE at >= $2
                   UNION ALL
                   SELECT provider, currency, 0, 0, minor FROM returned_amounts WHERE at >= $2
               ) AS parts
               GROUP BY provider, currency
               ORDER BY provider, currency";

    let day = now.minus(DAY).millis();
    let month = now.minus(MONTH).millis();
    let rows: Vec<(String, String, i64, i64, i64)> =
        query_as(sql).bind(day).bind(month).fetch_all(db).await?;

    let takings = |(name, currency, day, month, returned): (String, String, i64, i64, i64)| {
        Ok(Takings {
            provider: provider(&name)?,
            day: money(day, &currency)?,
            month: money(month, &currency)?,
            returned: money(returned, &currency)?,
        })
    };

    rows.into_iter().map(takings).collect()
}

#[derive(FromRow)]
struct ConcernsRow {
    #[sqlx(try_from = "i64")]
    failed: u32,
    #[sqlx(try_from = "i64")]
    refused: u32,
    #[sqlx(try_from = "i64")]
    updates: u32,
    #[sqlx(try_from = "i64")]
    messages: u32,
    #[sqlx(try_from = "i64")]
    requests: u32,
    #[sqlx(try_from = "i64")]
    refunds: u32,
    #[sqlx(try_from = "i64")]
    unmatched: u32,
    #[sqlx(try_from = "i64")]
    disputes: u32,
}

async fn concerns(db: &mut Connection, since: Moment) -> Result<Concerns> {
    let sql = "SELECT
                   (SELECT count(*) FROM jobs WHERE ended_at >= $1 AND state = 'failed') AS failed,
                   (SELECT count(*) FROM outbox
                    WHERE ended_at >= $1 AND refusal IS NOT NULL AND refusal <> 'blocked') AS refused,
                   (SELECT count(*) FROM inbox WHERE done_at IS NULL) AS updates,
                   (SELECT count(*) FROM outbox WHERE ended_at IS NULL) AS messages,
                   (SELECT count(*) FROM support_requests WHERE answered_at IS NULL) AS requests,
                   (SELECT count(*) FROM refunds WHERE state = 'asked') AS refunds,
                   (SELECT count(*) FROM charges WHERE person_id IS NULL AND returned_at IS NULL) AS unmatched,
                   (SELECT count(*) FROM disputes WHERE state IN ('needs_answer', 'under_review')) AS disputes";

    let row: ConcernsRow = query_as(sql).bind(since.millis()).fetch_one(db).await?;
    Ok(Concerns {
        failed_today: row.failed,
        messages_refused_today: row.refused,
        updates_waiting: row.updates,
        messages_waiting: row.messages,
        requests_open: row.requests,
        refunds_waiting: row.refunds,
        charges_unmatched: row.unmatched,
        disputes_open: row.disputes,
    })
}
