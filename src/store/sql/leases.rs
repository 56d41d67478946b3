//! Leases on rows: the one mechanism for jobs and print masters.
//!
//! A leased table has the columns `state`, `attempt`, `failures`, `leased_by`, `lease_until`,
//! `percent`, `ready_at` and `ended_at`. What is special about a job or a master is written by its
//! own module, after the lease was checked here, in the same transaction.

use super::due;
use crate::domain::ids::{JobId, OrderId};
use crate::domain::time::Moment;
use crate::domain::work::Lane;
use crate::store::Result;
use crate::store::database::{Connection, Target, query, query_as, query_scalar};
use crate::store::leases::{Attempt, Claim, Lease, LeaseState};
use sqlx::FromRow;

/// The id of a row that can be leased.
pub(super) trait Leased: Copy {
    /// The table.
    const TABLE: &'static str;
    /// Its primary key.
    const KEY: &'static str;
    /// What says in SQL in which lane a row is.
    const LANE: &'static str;

    /// The id as the table has it.
    fn as_row(self) -> i64;
}

impl Leased for JobId {
    const TABLE: &'static str = "jobs";
    const KEY: &'static str = "id";
    const LANE: &'static str = "lane";

    fn as_row(self) -> i64 {
        self.row()
    }
}

impl Leased for OrderId {
    const TABLE: &'static str = "masters";
    const KEY: &'static str = "order_id";
    /// Masters are made in the painters' spare time.
    const LANE: &'static str = "'painter'";

    fn as_row(self) -> i64 {
        self.row()
    }
}

/// What every leased row says about its attempts.
#[derive(FromRow)]
pub(super) struct Attempts {
    #[sqlx(try_from = "i64")]
    pub(super) attempt: u32,
    #[sqlx(try_from = "i64")]
    pub(super) failures: u32,
    pub(super) checkpoint: Option<String>,
}

/// True for a row whose lease has run out. `$1` is now and `$3` the length of a lease: one that ends
/// later than twice that was set by a clock which has been put back since, by more than the length
/// of a lease. If its worker is alive after all, it loses its lease and stops.
const RUN_OUT: &str = "(lease_until <= $1 OR lease_until > $1 + 2 * $3)";

/// The length of a lease in milliseconds.
fn length(claim: &Claim) -> i64 {
    i64::try_from(claim.lease.as_millis()).unwrap_or(i64::MAX / 2)
}

/// The row of the lane whose lease ran out first and that has attempts left. The attempt that was
/// lost counts as failed.
pub(super) async fn take_abandoned<Id: Leased>(
    db: &mut Connection,
    claim: &Claim,
    lane: Lane,
) -> Result<Option<i64>> {
    if !claim.takes_abandoned {
        return Ok(None);
    }

    let sql = format!(
        "UPDATE {table} SET failures = failures + 1
         WHERE {key} = (
             SELECT {key} FROM {table}
             WHERE state = 'running'
               AND {RUN_OUT}
               AND failures + 1 < $2
               AND {lane} = $5
               AND {key} NOT IN (SELECT CAST(value AS BIGINT) FROM json_each($4))
             ORDER BY lease_until
             LIMIT 1
             FOR UPDATE SKIP LOCKED
         )
         RETURNING {key}",
        table = Id::TABLE,
        key = Id::KEY,
        lane = Id::LANE,
    );

    Ok(query_scalar(sql)
        .bind(claim.now.millis())
        .bind(claim.attempts)
        .bind(length(claim))
        .bind(due::list(claim.in_hand.iter().copied()))
        .bind(lane.name())
        .fetch_optional(db)
        .await?)
}

/// The row whose lease ran out in its last attempt.
pub(super) async fn find_exhausted<Id: Leased>(
    db: &mut Connection,
    claim: &Claim,
) -> Result<Option<i64>> {
    if !claim.takes_abandoned {
        return Ok(None);
    }

    let sql = format!(
        "SELECT {key} FROM {table}
         WHERE state = 'running'
           AND {RUN_OUT}
           AND failures + 1 >= $2
           AND {key} NOT IN (SELECT CAST(value AS BIGINT) FROM json_each($4))
         ORDER BY lease_until
         LIMIT 1
         FOR UPDATE SKIP LOCKED",
        table = Id::TABLE,
        key = Id::KEY,
    );

    Ok(query_scalar(sql)
        .bind(claim.now.millis())
        .bind(claim.attempts)
        .bind(length(claim))
        .bind(due::list(claim.in_hand.iter().copied()))
        .fetch_optional(db)
        .await?)
}

/// Begins an attempt: the row is the worker's until the lease runs out.
pub(super) async fn begin<Id: Leased>(
    db: &mut Connection,
    row: i64,
    claim: &Claim,
) -> Result<Attempts> {
    let sql = format!(
        "UPDATE {table}
         SET state = 'running',
             attempt = attempt + 1,
             leased_by = $2,
             lease_until = $3
         WHERE {key} = $1
         RETURNING attempt, failures, checkpoint",
        table = Id::TABLE,
        key = Id::KEY,
    );

    Ok(query_as(sql)
        .bind(row)
        .bind(&claim.worker)
        .bind(claim.now.plus(claim.lease).millis())
        .fetch_one(db)
        .await?)
}

/// Whether a lease holds.
pub(super) async fn holds<Id: Leased>(
    db: impl Into<Target<'_>>,
    lease: Lease<Id>,
) -> Result<LeaseState> {
    let sql = format!(
        "SELECT count(*) FROM {table}
         WHERE {key} = $1 AND attempt = $2 AND state = 'running'",
        table = Id::TABLE,
        key = Id::KEY,
    );

    let held: u64 = query_scalar::<i64>(sql)
        .bind(lease.id.as_row())
        .bind(lease.attempt)
        .fetch_one(db)
        .await?
        .unsigned_abs();

    Ok(state(held))
}

/// Renews a lease and records progress.
pub(super) async fn renew<Id: Leased>(
    db: &mut Connection,
    lease: Lease<Id>,
    until: Moment,
    percent: u8,
) -> Result<LeaseState> {
    let sql = format!(
        "UPDATE {table} SET lease_until = $3, percent = $4
         WHERE {key} = $1 AND attempt = $2 AND state = 'running'",
        table = Id::TABLE,
        key = Id::KEY,
    );

    let renewed = query(sql)
        .bind(lease.id.as_row())
        .bind(lease.attempt)
        .bind(until.millis())
        .bind(percent.min(100))
        .execute(db)
        .await?;

    Ok(state(renewed.rows_affected()))
}

/// How a lease ends for good.
#[derive(Clone, Copy)]
pub(super) enum End {
    Done,
    Failed,
}

/// Ends the work.
pub(super) async fn finish<Id: Leased>(
    db: &mut Connection,
    lease: Lease<Id>,
    end: End,
    now: Moment,
) -> Result<LeaseState> {
    let sql = format!(
        "UPDATE {table}
         SET state = $3,
             ended_at = $4,
             leased_by = NULL,
             lease_until = NULL
         WHERE {key} = $1 AND attempt = $2 AND state = 'running'",
        table = Id::TABLE,
        key = Id::KEY,
    );

    let end = match end {
        End::Done => "done",
        End::Failed => "failed",
    };

    let ended = query(sql)
        .bind(lease.id.as_row())
        .bind(lease.attempt)
        .bind(end)
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(state(ended.rows_affected()))
}

/// Returns the work to the queue.
pub(super) async fn give_back<Id: Leased>(
    db: &mut Connection,
    lease: Lease<Id>,
    ready_at: Moment,
    attempt: Attempt,
    now: Moment,
) -> Result<LeaseState> {
    let sql = format!(
        "UPDATE {table}
         SET state = 'queued',
             ready_at = $3,
             ready_set_at = $5,
             failures = failures + $4,
             leased_by = NULL,
             lease_until = NULL
         WHERE {key} = $1 AND attempt = $2 AND state = 'running'",
        table = Id::TABLE,
        key = Id::KEY,
    );

    let returned = query(sql)
        .bind(lease.id.as_row())
        .bind(lease.attempt)
        .bind(ready_at.millis())
        .bind(i64::from(attempt == Attempt::Counts))
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(state(returned.rows_affected()))
}

/// Ends work that has not ended, no matter who holds it. The worker notices by its lost lease.
pub(super) async fn cancel<Id: Leased>(db: &mut Connection, id: Id, now: Moment) -> Result<bool> {
    let sql = format!(
        "UPDATE {table}
         SET state = 'cancelled',
             ended_at = $2,
             leased_by = NULL,
             lease_until = NULL
         WHERE {key} = $1 AND ended_at IS NULL",
        table = Id::TABLE,
        key = Id::KEY,
    );

    let cancelled = query(sql)
        .bind(id.as_row())
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(cancelled.rows_affected() == 1)
}

fn state(rows: u64) -> LeaseState {
    if rows == 1 {
        LeaseState::Held
    } else {
        LeaseState::Lost
    }
}
