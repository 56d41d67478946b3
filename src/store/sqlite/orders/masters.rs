//! Masters of paid orders between queue and print shop, leased as jobs are.

use sqlx::{FromRow, SqliteConnection};

use super::super::{outbox, pictures};
use super::{UNDER_WAY, find};
use crate::domain::ids::{ChatId, OrderId, PersonId};
use crate::domain::message::Message;
use crate::domain::picture::PictureKey;
use crate::domain::time::Moment;
use crate::store::jobs::Attempt;
use crate::store::orders::{
    ClaimedMaster, MasterEnding, MasterFiles, MasterLease, MasterState, MasterTouch,
};
use crate::store::{JobClaim, LeaseState, Result};

type Files = (Option<String>, Option<String>, Option<String>);

/// A state as it was kept.
pub(super) fn state(name: &str, percent: Option<u8>, (master, sheet, made): Files) -> MasterState {
    let key = |text: Option<String>| text.as_deref().and_then(PictureKey::parse);
    match (name, key(master), key(sheet)) {
        ("done", Some(master), Some(sheet)) => MasterState::Done(MasterFiles {
            master,
            sheet,
            made: made.unwrap_or_default(),
        }),
        ("running", ..) => MasterState::Running {
            percent: percent.unwrap_or(0),
        },
        ("queued", ..) => MasterState::Queued,
        ("cancelled", ..) => MasterState::Cancelled,
        _ => MasterState::Failed,
    }
}

/// A paid order needs a master.
pub(super) async fn ask(db: &mut SqliteConnection, order: OrderId, now: Moment) -> Result<()> {
    let sql = "INSERT INTO masters (order_id, request, asked_at, ready_at)
               SELECT orders.id, request, ?2, ?2 FROM orders
               LEFT JOIN jobs ON jobs.id = json_extract(content, '$.job')
               WHERE orders.id = ?1";
    sqlx::query(sql)
        .bind(order.row())
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(())
}

/// Nobody needs it any more; who makes it notices by the lost lease.
pub(super) async fn cancel(db: &mut SqliteConnection, order: OrderId, now: Moment) -> Result<()> {
    let sql = "UPDATE masters SET state = 'cancelled', ended_at = ?2, leased_by = NULL, lease_until = NULL
               WHERE order_id = ?1 AND ended_at IS NULL";
    sqlx::query(sql)
        .bind(order.row())
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(())
}

pub(in crate::store::sqlite) async fn claim(
    db: &mut SqliteConnection,
    claim: JobClaim,
) -> Result<Option<ClaimedMaster>> {
    let next = match abandoned(db, &claim).await? {
        Some(order) => Some(order),
        None => next_queued(db, claim.now).await?,
    };

    match next {
        Some(order) => lease(db, order, &claim).await,
        None => Ok(None),
    }
}

/// One whose worker died or lost its way, with attempts left.
async fn abandoned(db: &mut SqliteConnection, claim: &JobClaim) -> Result<Option<i64>> {
    let sql = "UPDATE masters SET failures = failures + 1
               WHERE order_id = (
                   SELECT order_id FROM masters
                   WHERE state = 'running' AND lease_until <= ?1 AND failures + 1 < ?2
                   ORDER BY lease_until
                   LIMIT 1
               )
               RETURNING order_id";

    Ok(sqlx::query_scalar(sql)
        .bind(claim.now.millis())
        .bind(claim.attempts)
        .fetch_optional(db)
        .await?)
}

async fn next_queued(db: &mut SqliteConnection, now: Moment) -> Result<Option<i64>> {
    let sql = "SELECT order_id FROM masters
               JOIN orders ON orders.id = order_id
               WHERE masters.state = 'queued'
                 AND ready_at <= ?1
                 AND NOT EXISTS (SELECT 1 FROM refunds
                                 WHERE refunds.provider = charge_provider
                                   AND refunds.charge_id = orders.charge_id
                                   AND refunds.state = 'asked')
               ORDER BY masters.asked_at, order_id
               LIMIT 1";

    Ok(sqlx::query_scalar(sql)
        .bind(now.millis())
        .fetch_optional(db)
        .await?)
}

pub(in crate::store::sqlite) async fn claim_exhausted(
    db: &mut SqliteConnection,
    claim: JobClaim,
) -> Result<Option<ClaimedMaster>> {
    let sql = "SELECT order_id FROM masters
               WHERE state = 'running' AND lease_until <= ?1 AND failures + 1 >= ?2
               ORDER BY lease_until
               LIMIT 1";
    let order: Option<i64> = sqlx::query_scalar(sql)
        .bind(claim.now.millis())
        .bind(claim.attempts)
        .fetch_optional(&mut *db)
        .await?;

    match order {
        Some(order) => lease(db, order, &claim).await,
        None => Ok(None),
    }
}

#[derive(FromRow)]
struct Row {
    attempt: u32,
    failures: u32,
    checkpoint: Option<String>,
    request: Option<String>,
}

async fn lease(
    db: &mut SqliteConnection,
    order: i64,
    claim: &JobClaim,
) -> Result<Option<ClaimedMaster>> {
    let sql = "UPDATE masters SET state = 'running', attempt = attempt + 1, leased_by = ?2, lease_until = ?3
               WHERE order_id = ?1
               RETURNING attempt, failures, checkpoint, request";
    let row: Row = sqlx::query_as(sql)
        .bind(order)
        .bind(&claim.worker)
        .bind(claim.now.plus(claim.lease).millis())
        .fetch_one(&mut *db)
        .await?;

    let Some(kept) = find(db, OrderId::from_row(order)).await? else {
        return Ok(None);
    };
    Ok(Some(ClaimedMaster {
        lease: MasterLease {
            order: kept.order.id,
            attempt: row.attempt,
        },
        order: kept.order,
        person: kept.person,
        chat: kept.chat,
        language: kept.language,
        failures: row.failures,
        checkpoint: row.checkpoint.as_deref().and_then(PictureKey::parse),
        // A request of a former version that cannot be read is only not gone on with.
        request: row
            .request
            .and_then(|json| serde_json::from_str(&json).ok()),
    }))
}

pub(in crate::store::sqlite) async fn touch(
    db: &mut SqliteConnection,
    lease: MasterLease,
    touch: MasterTouch,
) -> Result<LeaseState> {
    let sql = "UPDATE masters SET lease_until = ?3, percent = ?4
               WHERE order_id = ?1 AND attempt = ?2 AND state = 'running'";
    let renewed = sqlx::query(sql)
        .bind(lease.order.row())
        .bind(lease.attempt)
        .bind(touch.now.plus(touch.lease).millis())
        .bind(touch.percent.min(100))
        .execute(&mut *db)
        .await?;

    if renewed.rows_affected() != 1 {
        return Ok(LeaseState::Lost);
    }

    if let Some(key) = touch.checkpoint {
        replace_checkpoint(db, lease.order, Some(key), touch.now).await?;
    }

    Ok(LeaseState::Yes)
}

/// The checkpoint before is deleted like any picture.
async fn replace_checkpoint(
    db: &mut SqliteConnection,
    order: OrderId,
    key: Option<PictureKey>,
    now: Moment,
) -> Result<()> {
    let sql = "SELECT person_id, checkpoint FROM masters JOIN orders ON orders.id = order_id WHERE order_id = ?1";
    let (person, before): (i64, Option<String>) = sqlx::query_as(sql)
        .bind(order.row())
        .fetch_one(&mut *db)
        .await?;
    let before = before
        .as_deref()
        .and_then(PictureKey::parse)
        .filter(|before| Some(*before) != key);

    if let Some(before) = before {
        pictures::doom_checkpoint(db, PersonId(person), before, now).await?;
    }

    let sql = "UPDATE masters SET checkpoint = ?2 WHERE order_id = ?1";
    sqlx::query(sql)
        .bind(order.row())
        .bind(key.map(|key| key.to_string()))
        .execute(db)
        .await?;

    Ok(())
}

pub(in crate::store::sqlite) async fn finish(
    db: &mut SqliteConnection,
    lease: MasterLease,
    ending: MasterEnding,
    (messages, now): (Vec<Message>, Moment),
) -> Result<LeaseState> {
    let (state, files) = match ending {
        MasterEnding::Done(files) => ("done", Some(files)),
        MasterEnding::Failed => ("failed", None),
    };
    let sql = "UPDATE masters
               SET state = ?3, ended_at = ?4, master = ?5, sheet = ?6, made = ?7, leased_by = NULL, lease_until = NULL
               WHERE order_id = ?1 AND attempt = ?2 AND state = 'running'";
    let ended = sqlx::query(sql)
        .bind(lease.order.row())
        .bind(lease.attempt)
        .bind(state)
        .bind(now.millis())
        .bind(files.as_ref().map(|files| files.master.to_string()))
        .bind(files.as_ref().map(|files| files.sheet.to_string()))
        .bind(files.map(|files| files.made))
        .execute(&mut *db)
        .await?;

    if ended.rows_affected() != 1 {
        return Ok(LeaseState::Lost);
    }

    replace_checkpoint(db, lease.order, None, now).await?;

    let sql = "SELECT chat_id FROM orders WHERE id = ?1";
    let chat: Option<i64> = sqlx::query_scalar(sql)
        .bind(lease.order.row())
        .fetch_one(&mut *db)
        .await?;
    let Some(chat) = chat.map(ChatId) else {
        return Ok(LeaseState::Yes);
    };

    for message in messages {
        outbox::put(db, chat, &message, now).await?;
    }

    Ok(LeaseState::Yes)
}

pub(in crate::store::sqlite) async fn give_back(
    db: &mut SqliteConnection,
    lease: MasterLease,
    ready_at: Moment,
    attempt: Attempt,
) -> Result<LeaseState> {
    let sql = "UPDATE masters
               SET state = 'queued', ready_at = ?3, failures = failures + ?4, leased_by = NULL, lease_until = NULL
               WHERE order_id = ?1 AND attempt = ?2 AND state = 'running'";
    let returned = sqlx::query(sql)
        .bind(lease.order.row())
        .bind(lease.attempt)
        .bind(ready_at.millis())
        .bind(i64::from(attempt == Attempt::Counts))
        .execute(db)
        .await?;

    Ok(if returned.rows_affected() == 1 {
        LeaseState::Yes
    } else {
        LeaseState::Lost
    })
}

pub(in crate::store::sqlite) async fn retry(
    db: &mut SqliteConnection,
    order: OrderId,
    now: Moment,
) -> Result<bool> {
    let sql = format!(
        "UPDATE masters SET state = 'queued', failures = 0, ready_at = ?2, ended_at = NULL
         WHERE order_id = ?1 AND state = 'failed'
           AND order_id IN (SELECT id FROM orders WHERE stage IN {UNDER_WAY})"
    );

    let queued = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(order.row())
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(queued.rows_affected() == 1)
}
