//! Print masters of paid orders, under the same leases as jobs.

use crate::store::database::{Connection, query, query_as, query_scalar};
use async_trait::async_trait;

use super::super::{due, leases, outbox, pictures};
use super::{UNDER_WAY, find};
use crate::domain::ids::{ChatId, OrderId, PersonId};
use crate::domain::message::Message;
use crate::domain::picture::PictureKey;
use crate::domain::time::Moment;
use crate::domain::work::Lane;

use crate::store::Result;
use crate::store::leases::{Attempt, Claim, Lease, LeaseState, MasterLease};
use crate::store::masters::{
    ClaimedMaster, MasterEnding, MasterFiles, MasterProgress, MasterState, MasterStore,
};
use crate::store::sql::SqlStore;

#[async_trait]
impl MasterStore for SqlStore {
    async fn claim_master(&self, request: Claim) -> Result<Option<ClaimedMaster>> {
        self.writer
            .run(move |db| Box::pin(claim(db, request)))
            .await
    }

    async fn claim_exhausted_master(&self, claim: Claim) -> Result<Option<ClaimedMaster>> {
        self.writer
            .run(move |db| Box::pin(claim_exhausted(db, claim)))
            .await
    }

    async fn renew_master(
        &self,
        lease: &MasterLease,
        progress: MasterProgress,
    ) -> Result<LeaseState> {
        let lease = *lease;
        self.writer
            .run(move |db| Box::pin(renew(db, lease, progress)))
            .await
    }

    async fn finish_master(
        &self,
        lease: &MasterLease,
        ending: MasterEnding,
        messages: Vec<Message>,
        now: Moment,
    ) -> Result<LeaseState> {
        let lease = *lease;
        self.writer
            .run(move |db| Box::pin(finish(db, lease, ending, messages, now)))
            .await
    }

    async fn return_master(
        &self,
        lease: &MasterLease,
        ready_at: Moment,
        attempt: Attempt,
        now: Moment,
    ) -> Result<LeaseState> {
        let lease = *lease;
        self.writer
            .run(move |db| Box::pin(leases::give_back(db, lease, ready_at, attempt, now)))
            .await
    }

    async fn retry_master(&self, id: OrderId, now: Moment) -> Result<bool> {
        self.writer
            .run(move |db| Box::pin(retry(db, id, now)))
            .await
    }
}

/// The columns of a master.
pub(super) struct MasterColumns {
    pub(super) state: String,
    pub(super) percent: Option<i64>,
    pub(super) master: Option<String>,
    pub(super) sheet: Option<String>,
    pub(super) method: Option<String>,
}

pub(super) fn state(columns: MasterColumns) -> MasterState {
    let key = |text: Option<String>| text.as_deref().and_then(PictureKey::parse);
    let master = key(columns.master);
    let sheet = key(columns.sheet);

    match (columns.state.as_str(), master, sheet) {
        ("done", Some(master), Some(sheet)) => MasterState::Done(MasterFiles {
            master,
            sheet,
            method: columns.method.unwrap_or_default(),
        }),
        ("running", ..) => MasterState::Running {
            percent: columns
                .percent
                .map_or(0, |percent| u8::try_from(percent).unwrap_or(100)),
        },
        ("queued", ..) => MasterState::Queued,
        ("cancelled", ..) => MasterState::Cancelled,
        _ => MasterState::Failed,
    }
}

/// Queues the master of a paid order.
pub(super) async fn ask(db: &mut Connection, order: OrderId, now: Moment) -> Result<()> {
    let sql = "INSERT INTO masters (order_id, request, asked_at, ready_at, ready_set_at)
               SELECT orders.id, request, $2, $2, $2 FROM orders
               LEFT JOIN jobs ON jobs.id = CAST(json_extract(content, '$.job') AS BIGINT)
               WHERE orders.id = $1";
    query(sql)
        .bind(order.row())
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(())
}

async fn claim(db: &mut Connection, claim: Claim) -> Result<Option<ClaimedMaster>> {
    let next = match leases::take_abandoned::<OrderId>(db, &claim, Lane::Painter).await? {
        Some(order) => Some(order),
        None => next_queued(db, claim.now).await?,
    };

    match next {
        Some(order) => lease(db, order, &claim).await,
        None => Ok(None),
    }
}

async fn claim_exhausted(db: &mut Connection, claim: Claim) -> Result<Option<ClaimedMaster>> {
    match leases::find_exhausted::<OrderId>(db, &claim).await? {
        Some(order) => lease(db, order, &claim).await,
        None => Ok(None),
    }
}

async fn next_queued(db: &mut Connection, now: Moment) -> Result<Option<i64>> {
    let sql = format!(
        "SELECT order_id FROM masters
         JOIN orders ON orders.id = order_id
         WHERE masters.state = 'queued'
           AND {}
           AND NOT EXISTS (SELECT 1 FROM refunds
                           WHERE refunds.provider = charge_provider
                             AND refunds.charge_id = orders.charge_id
                             AND refunds.state = 'asked')
         ORDER BY masters.asked_at, order_id
         LIMIT 1
         FOR UPDATE OF masters SKIP LOCKED",
        due::READY,
    );

    Ok(query_scalar(sql)
        .bind(now.millis())
        .fetch_optional(db)
        .await?)
}

async fn lease(db: &mut Connection, order: i64, claim: &Claim) -> Result<Option<ClaimedMaster>> {
    let attempts = leases::begin::<OrderId>(db, order, claim).await?;
    let Some(kept) = find(db, OrderId::from_row(order)).await? else {
        return Ok(None);
    };

    let sql = "SELECT request FROM masters WHERE order_id = $1";
    let request: Option<String> = query_scalar(sql).bind(order).fetch_one(&mut *db).await?;

    Ok(Some(ClaimedMaster {
        lease: Lease {
            id: kept.order.id,
            attempt: attempts.attempt,
        },
        order: kept.order,
        person: kept.person,
        chat: kept.chat,
        language: kept.language,
        failures: attempts.failures,
        checkpoint: attempts.checkpoint.as_deref().and_then(PictureKey::parse),
        // A request from an older version that cannot be read is not continued; the master is then
        // resampled.
        request: request.and_then(|json| serde_json::from_str(&json).ok()),
    }))
}

async fn renew(
    db: &mut Connection,
    lease: MasterLease,
    progress: MasterProgress,
) -> Result<LeaseState> {
    let until = progress.now.plus(progress.lease);
    if leases::renew(db, lease, until, progress.percent).await? == LeaseState::Lost {
        return Ok(LeaseState::Lost);
    }

    if let Some(key) = progress.checkpoint {
        replace_checkpoint(db, lease.id, Some(key), progress.now).await?;
    }

    Ok(LeaseState::Held)
}

/// Saves a new checkpoint and marks the one before for deletion.
async fn replace_checkpoint(
    db: &mut Connection,
    order: OrderId,
    key: Option<PictureKey>,
    now: Moment,
) -> Result<()> {
    let sql = "SELECT person_id, checkpoint FROM masters JOIN orders ON orders.id = order_id WHERE order_id = $1";
    let (person, before): (i64, Option<String>) =
        query_as(sql).bind(order.row()).fetch_one(&mut *db).await?;
    let before = before
        .as_deref()
        .and_then(PictureKey::parse)
        .filter(|before| Some(*before) != key);

    if let Some(before) = before {
        pictures::mark_checkpoint_for_deletion(db, PersonId(person), before, now).await?;
    }

    let sql = "UPDATE masters SET checkpoint = $2 WHERE order_id = $1";
    query(sql)
        .bind(order.row())
        .bind(key.map(|key| key.to_string()))
        .execute(db)
        .await?;

    Ok(())
}

async fn finish(
    db: &mut Connection,
    lease: MasterLease,
    ending: MasterEnding,
    messages: Vec<Message>,
    now: Moment,
) -> Result<LeaseState> {
    let end = match &ending {
        MasterEnding::Done(_) => leases::End::Done,
        MasterEnding::Failed => leases::End::Failed,
    };

    if leases::finish(db, lease, end, now).await? == LeaseState::Lost {
        return Ok(LeaseState::Lost);
    }

    if let MasterEnding::Done(files) = ending {
        let sql = "UPDATE masters SET master = $2, sheet = $3, method = $4 WHERE order_id = $1";
        query(sql)
            .bind(lease.id.row())
            .bind(files.master.to_string())
            .bind(files.sheet.to_string())
            .bind(files.method)
            .execute(&mut *db)
            .await?;
    }

    replace_checkpoint(db, lease.id, None, now).await?;

    let sql = "SELECT chat_id FROM orders WHERE id = $1";
    let chat: Option<i64> = query_scalar(sql)
        .bind(lease.id.row())
        .fetch_one(&mut *db)
        .await?;
    let Some(chat) = chat.map(ChatId) else {
        return Ok(LeaseState::Held);
    };

    for message in messages {
        outbox::put(db, chat, &message, now).await?;
    }

    Ok(LeaseState::Held)
}

pub(in crate::store::sql) async fn retry(
    db: &mut Connection,
    order: OrderId,
    now: Moment,
) -> Result<bool> {
    let sql = format!(
        "UPDATE masters SET state = 'queued', failures = 0, ready_at = $2, ready_set_at = $2, ended_at = NULL
         WHERE order_id = $1 AND state = 'failed'
           AND order_id IN (SELECT id FROM orders WHERE stage IN {UNDER_WAY})"
    );

    let queued = query(sql)
        .bind(order.row())
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(queued.rows_affected() == 1)
}
