//! What was done lately, counted by where it came from: by networks on the chat page, by accounts in
//! messengers.
//!
//! Two persons of one network may make their steps at the same time. The rows of a network are its
//! fence: a step that uses it up is only committed if no row was added since its facts were read.

use crate::store::database::{Connection, query, query_as, query_scalar};
use sqlx::FromRow;
use std::time::Duration;

use super::free_starts::AddressRow;
use super::locks;
use crate::domain::facts::SenderFacts;
use crate::domain::ids::ChatId;
use crate::domain::rules::{Limits, NetworkLimits};
use crate::domain::time::Moment;
use crate::domain::work::Lane;
use crate::store::{Result, StoreError};

/// Longer than any period that something is counted over.
pub(super) const REMEMBERED: Duration = Duration::from_hours(48);
/// A step that was committed meanwhile has a later time than the one that reads it. What lies
/// further ahead was written by a clock that has been put back since, and does not count.
const AHEAD: Duration = Duration::from_mins(1);
/// More free paintings than are counted for one network.
const COUNTED: u32 = 10_000;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(super) enum Use {
    /// A free painting; the subject is its job.
    FreeJob,
    /// A payment page.
    Purchase,
    /// A promotion; the subject is its code.
    Promo,
    /// A wrong promo code or link code.
    WrongCode,
    /// A message to support.
    Support,
}

impl Use {
    fn name(self) -> &'static str {
        self.into()
    }
}

/// The sender behind a chat, and its last row.
pub(super) struct Sender {
    digest: String,
    /// The fence.
    pub(super) last_use: i64,
}

#[derive(FromRow)]
struct ChatRow {
    network: Option<String>,
    #[sqlx(flatten)]
    address: AddressRow,
}

/// The sender behind a chat.
pub(super) async fn find(db: &mut Connection, chat: ChatId) -> Result<Sender> {
    let sql = "SELECT network, messenger, coalesce(private_id, external_id) AS external_id
               FROM chats WHERE id = $1";
    let row: ChatRow = query_as(sql).bind(chat.0).fetch_one(&mut *db).await?;
    let digest = row.network.unwrap_or_else(|| row.address.digest());

    let sql = "SELECT coalesce(max(id), 0) FROM sender_uses WHERE sender = $1";
    let last_use = query_scalar(sql).bind(&digest).fetch_one(&mut *db).await?;

    Ok(Sender { digest, last_use })
}

#[derive(FromRow)]
struct CountRow {
    #[sqlx(try_from = "i64")]
    free_unfinished: u32,
    #[sqlx(try_from = "i64")]
    purchases_opened: u32,
    #[sqlx(try_from = "i64")]
    promo_uses: u32,
    #[sqlx(try_from = "i64")]
    wrong_codes: u32,
    #[sqlx(try_from = "i64")]
    support_requests: u32,
}

/// What the sender did lately. `promo` is the code that the event is about.
pub(super) async fn facts(
    db: &mut Connection,
    sender: &Sender,
    promo: Option<&str>,
    now: Moment,
) -> Result<SenderFacts> {
    let sql = "SELECT (SELECT count(*) FROM sender_uses JOIN jobs ON jobs.id = CASE WHEN kind = 'free_job' THEN CAST(subject AS BIGINT) END
                       WHERE sender = $1 AND kind = 'free_job' AND ended_at IS NULL) AS free_unfinished,
                      (SELECT count(*) FROM sender_uses
                       WHERE sender = $1 AND kind = 'purchase' AND at > $2 AND at <= $4) AS purchases_opened,
                      (SELECT count(*) FROM sender_uses
                       WHERE sender = $1 AND kind = 'promo' AND subject = $5 AND at > $3 AND at <= $4) AS promo_uses,
                      (SELECT count(*) FROM sender_uses
                       WHERE sender = $1 AND kind = 'wrong_code' AND at > $2 AND at <= $4) AS wrong_codes,
                      (SELECT count(*) FROM sender_uses
                       WHERE sender = $1 AND kind = 'support' AND at > $3 AND at <= $4) AS support_requests";
    let counts: CountRow = query_as(sql)
        .bind(&sender.digest)
        .bind(now.minus(NetworkLimits::HOUR).millis())
        .bind(now.minus(Limits::FREE_PERIOD).millis())
        .bind(now.plus(AHEAD).millis())
        .bind(promo)
        .fetch_one(&mut *db)
        .await?;

    Ok(SenderFacts {
        free_unfinished: counts.free_unfinished,
        free_starts: free_starts(db, sender, now).await?,
        purchases_opened: counts.purchases_opened,
        promo_uses: counts.promo_uses,
        wrong_codes: counts.wrong_codes,
        support_requests: counts.support_requests,
    })
}

/// The starts of free paintings that count, oldest first. As for a person, one that failed or was
/// cancelled while it waited does not.
async fn free_starts(db: &mut Connection, sender: &Sender, now: Moment) -> Result<Vec<Moment>> {
    let sql = "SELECT at FROM sender_uses JOIN jobs ON jobs.id = CASE WHEN kind = 'free_job' THEN CAST(subject AS BIGINT) END
               WHERE sender = $1 AND kind = 'free_job' AND at > $2 AND at <= $3
                 AND (state IN ('queued', 'running', 'done') OR (state = 'cancelled' AND started_at IS NOT NULL))
               ORDER BY at
               LIMIT $4";
    let starts: Vec<i64> = query_scalar(sql)
        .bind(&sender.digest)
        .bind(now.minus(Limits::FREE_PERIOD).millis())
        .bind(now.plus(AHEAD).millis())
        .bind(COUNTED)
        .fetch_all(db)
        .await?;

    Ok(starts.into_iter().map(Moment::from_millis).collect())
}

/// Fails with `Conflict` if another chat of the same sender was faster than this step.
pub(super) async fn check_fence(db: &mut Connection, chat: ChatId, last_use: i64) -> Result<()> {
    let digest = find(db, chat).await?.digest;
    locks::name(db, &format!("sender:{digest}")).await?;

    let sender = find(db, chat).await?;
    if sender.last_use == last_use {
        Ok(())
    } else {
        Err(StoreError::Conflict)
    }
}

/// Counts a use. The subject is empty where it does not matter.
pub(super) async fn count(
    db: &mut Connection,
    chat: ChatId,
    kind: Use,
    subject: &str,
    now: Moment,
) -> Result<()> {
    let sender = find(db, chat).await?;
    let sql =
        "INSERT INTO sender_uses (sender, kind, subject, amount, at) VALUES ($1, $2, $3, 1, $4)";
    query(sql)
        .bind(sender.digest)
        .bind(kind.name())
        .bind(subject)
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(())
}

/// The round in which the sender's next free job in a lane is served: one after its last unfinished
/// one.
pub(super) async fn next_free_turn(db: &mut Connection, chat: ChatId, lane: Lane) -> Result<i64> {
    let sender = find(db, chat).await?;
    let sql = "SELECT coalesce(max(turn) + 1, 0) FROM sender_uses
               JOIN jobs ON jobs.id = CASE WHEN kind = 'free_job' THEN CAST(subject AS BIGINT) END
               WHERE sender = $1 AND kind = 'free_job' AND ended_at IS NULL AND lane = $2";
    Ok(query_scalar(sql)
        .bind(sender.digest)
        .bind(lane.name())
        .fetch_one(db)
        .await?)
}

/// The network that the chat's last message came from; `None` where the account is the measure.
pub(super) async fn network(db: &mut Connection, chat: ChatId) -> Result<Option<String>> {
    let sql = "SELECT network FROM chats WHERE id = $1";
    Ok(query_scalar(sql).bind(chat.0).fetch_one(db).await?)
}
