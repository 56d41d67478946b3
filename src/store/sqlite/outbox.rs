//! The outbox: messages of a chat in their order, tried until they are sent, refused or dropped.

use std::time::Duration;

use async_trait::async_trait;
use sqlx::{AssertSqlSafe, FromRow, SqliteConnection};

use super::due;
use crate::domain::ids::{ChatId, JobId, OutboxId, PersonId};
use crate::domain::message::{Body, Message, Place, Slot};
use crate::domain::time::Moment;
use crate::store::outbox::{OutboxStore, SentBefore};
use crate::store::sqlite::SqliteStore;
use crate::store::sqlite::chats;
use crate::store::{Address, OutgoingMessage, Result, SendOutcome};

#[async_trait]
impl OutboxStore for SqliteStore {
    async fn claim_messages(
        &self,
        now: Moment,
        hide_for: Duration,
        limit: u32,
        in_hand: &[OutboxId],
    ) -> Result<Vec<OutgoingMessage>> {
        let in_hand = due::list(in_hand.iter().map(|id| id.0));
        self.writer
            .run(move |db| Box::pin(claim(db, now, hide_for, limit, in_hand)))
            .await
    }

    async fn settle_message(
        &self,
        id: OutboxId,
        attempt: u32,
        sent: SendOutcome,
        now: Moment,
    ) -> Result<()> {
        self.writer
            .run(move |db| Box::pin(settle(db, id, attempt, sent, now)))
            .await
    }
}

/// How many messages that were kept back from somebody who had blocked the bot are sent when they
/// are back. More would be a flood.
const MADE_UP_FOR: u32 = 20;

/// Puts a message at the end of a chat's outbox, in the topic where the person wrote last.
pub(super) async fn put(
    db: &mut SqliteConnection,
    chat: ChatId,
    message: &Message,
    now: Moment,
) -> Result<()> {
    let sql = "SELECT id AS chat_id, topic, blocked_at FROM chats WHERE id = ?1";
    let target: Option<Target> = sqlx::query_as(sql)
        .bind(chat.0)
        .fetch_optional(&mut *db)
        .await?;

    match target {
        Some(target) => insert(db, target, message, now).await,
        None => Ok(()),
    }
}

/// Puts a message about a job at the end of its chat's outbox, in the topic where the job was asked
/// for.
pub(super) async fn put_for_job(
    db: &mut SqliteConnection,
    job: JobId,
    message: &Message,
    now: Moment,
) -> Result<()> {
    let sql = "SELECT chat_id, jobs.topic, blocked_at FROM jobs
               JOIN chats ON chats.id = chat_id
               WHERE jobs.id = ?1";
    let target: Option<Target> = sqlx::query_as(sql)
        .bind(job.row())
        .fetch_optional(&mut *db)
        .await?;

    match target {
        Some(target) => insert(db, target, message, now).await,
        None => Ok(()),
    }
}

/// Where a message goes.
#[derive(FromRow)]
struct Target {
    chat_id: i64,
    topic: Option<String>,
    blocked_at: Option<i64>,
}

/// A message to a person who has blocked the bot is kept back.
async fn insert(
    db: &mut SqliteConnection,
    target: Target,
    message: &Message,
    now: Moment,
) -> Result<()> {
    let slot = message.place.slot().map(slot_name);
    let is_edit = matches!(message.place, Place::Edit(_));
    if is_edit {
        replace_untried(db, target.chat_id, slot.as_deref()).await?;
    }

    let sql = "INSERT INTO outbox (chat_id, topic, slot, is_edit, message, next_at, next_set_at, created_at,
                                   ended_at, refusal)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?6, iif(?7, ?6, NULL), iif(?7, 'blocked', NULL))";
    sqlx::query(sql)
        .bind(target.chat_id)
        .bind(target.topic)
        .bind(slot)
        .bind(is_edit)
        .bind(serde_json::to_string(message)?)
        .bind(now.millis())
        .bind(target.blocked_at.is_some())
        .execute(db)
        .await?;

    Ok(())
}

/// Deletes an edit that was never tried, because a newer edit of the same slot replaces it.
async fn replace_untried(db: &mut SqliteConnection, chat: i64, slot: Option<&str>) -> Result<()> {
    let sql = "DELETE FROM outbox
               WHERE chat_id = ?1 AND slot = ?2 AND is_edit = 1 AND attempts = 0
                 AND (ended_at IS NULL OR refusal = 'blocked')";
    sqlx::query(sql).bind(chat).bind(slot).execute(db).await?;
    Ok(())
}

/// The person no longer blocks the bot: sends the newest of what was kept back since, in its order
/// and before everything that follows. Of several edits of one message only the last one counts.
pub(super) async fn unblock(
    db: &mut SqliteConnection,
    messenger: &str,
    external_id: &str,
    now: Moment,
) -> Result<()> {
    let sql = "UPDATE chats SET blocked_at = NULL
               WHERE messenger = ?1 AND external_id = ?2 AND blocked_at IS NOT NULL
               RETURNING id";
    let blocked: Option<i64> = sqlx::query_scalar(sql)
        .bind(messenger)
        .bind(external_id)
        .fetch_optional(&mut *db)
        .await?;
    let Some(chat) = blocked else {
        return Ok(());
    };

    let sql = "UPDATE outbox
               SET ended_at = NULL, refusal = NULL, is_being_sent = 0, next_at = ?2, next_set_at = ?2
               WHERE id IN (
                   SELECT id FROM outbox AS kept
                   WHERE chat_id = ?1 AND refusal = 'blocked'
                     AND NOT (is_edit = 1 AND EXISTS (
                         SELECT 1 FROM outbox AS later
                         WHERE later.chat_id = ?1 AND later.slot = kept.slot AND later.id > kept.id
                           AND later.is_edit = 1 AND later.refusal = 'blocked'
                     ))
                   ORDER BY id DESC
                   LIMIT ?3
               )";
    sqlx::query(sql)
        .bind(chat)
        .bind(now.millis())
        .bind(MADE_UP_FOR)
        .execute(&mut *db)
        .await?;

    let sql = "DELETE FROM outbox WHERE chat_id = ?1 AND refusal = 'blocked'";
    sqlx::query(sql).bind(chat).execute(db).await?;

    Ok(())
}

fn slot_name(slot: Slot) -> String {
    match slot {
        Slot::Summary(job) => format!("summary:{job}"),
        Slot::Job(job) => format!("job:{job}"),
        Slot::Settings => "settings".to_owned(),
        Slot::Purchase(purchase) => format!("purchase:{purchase}"),
        Slot::Publishing(job) => format!("publishing:{job}"),
        Slot::Canvas(order) => format!("canvas:{order}"),
    }
}

#[derive(FromRow)]
struct Row {
    id: i64,
    attempts: u32,
    failures: u32,
    chat_id: i64,
    slot: Option<String>,
    is_edit: bool,
    message: String,
    messenger: String,
    external_id: String,
    topic: Option<String>,
    person_id: Option<i64>,
    salt: i64,
}

pub(super) async fn claim(
    db: &mut SqliteConnection,
    now: Moment,
    hide_for: Duration,
    limit: u32,
    in_hand: String,
) -> Result<Vec<OutgoingMessage>> {
    let sql = format!(
        "SELECT head.id, attempts + 1 AS attempts, failures, head.chat_id, slot, is_edit, message, messenger,
                external_id, head.topic, person_id, (SELECT salt FROM instance) AS salt
         FROM outbox AS head
         JOIN chats ON chats.id = head.chat_id
         WHERE ended_at IS NULL
           AND {}
           AND NOT EXISTS (
               SELECT 1 FROM outbox AS earlier
               WHERE earlier.chat_id = head.chat_id AND earlier.ended_at IS NULL AND earlier.id < head.id
           )
           AND head.id NOT IN (SELECT value FROM json_each(?3))
         ORDER BY head.id
         LIMIT ?2",
        due::NEXT,
    );

    let rows: Vec<Row> = sqlx::query_as(AssertSqlSafe(sql))
        .bind(now.millis())
        .bind(limit)
        .bind(in_hand)
        .fetch_all(&mut *db)
        .await?;
    let mut messages = Vec::with_capacity(rows.len());
    for row in rows {
        let sql = "UPDATE outbox SET attempts = attempts + 1, next_at = ?2, next_set_at = ?3, is_being_sent = 1
                   WHERE id = ?1";
        sqlx::query(sql)
            .bind(row.id)
            .bind(now.plus(hide_for).millis())
            .bind(now.millis())
            .execute(&mut *db)
            .await?;

        let edits = if row.is_edit {
            sent_before(db, row.chat_id, row.slot.as_deref()).await?
        } else {
            None
        };
        messages.push(outgoing(row, edits)?);
    }

    Ok(messages)
}

#[derive(FromRow)]
struct SentRow {
    message_id: String,
    message: String,
    topic: Option<String>,
}

/// The message of a slot, as it was last sent or edited.
async fn sent_before(
    db: &mut SqliteConnection,
    chat: i64,
    slot: Option<&str>,
) -> Result<Option<SentBefore>> {
    let sql = "SELECT message_id, message, topic FROM outbox
               WHERE chat_id = ?1 AND slot = ?2 AND message_id IS NOT NULL
               ORDER BY id DESC
               LIMIT 1";
    let row: Option<SentRow> = sqlx::query_as(sql)
        .bind(chat)
        .bind(slot)
        .fetch_optional(db)
        .await?;

    let Some(sent) = row else {
        return Ok(None);
    };
    let picture = match serde_json::from_str::<Message>(&sent.message)?.body {
        Body::Picture { picture, .. } => Some(picture),
        Body::Text(_) | Body::Album(_) | Body::File { .. } | Body::Invoice(_) => None,
    };
    Ok(Some(SentBefore {
        message_id: sent.message_id,
        topic: sent.topic,
        picture,
    }))
}

fn outgoing(row: Row, edits: Option<SentBefore>) -> Result<OutgoingMessage> {
    Ok(OutgoingMessage {
        id: OutboxId(row.id),
        salt: row.salt.cast_unsigned(),
        attempt: row.attempts,
        failures: row.failures,
        chat: ChatId(row.chat_id),
        address: Address {
            messenger: row.messenger,
            external: row.external_id,
        },
        // An edit of a message that is gone is sent again where that one was.
        topic: edits
            .as_ref()
            .map_or(row.topic, |before| before.topic.clone()),
        owner: row.person_id.map(PersonId),
        message: serde_json::from_str(&row.message)?,
        edits,
    })
}

pub(super) async fn settle(
    db: &mut SqliteConnection,
    id: OutboxId,
    attempt: u32,
    sent: SendOutcome,
    now: Moment,
) -> Result<()> {
    let sql = "SELECT chat_id FROM outbox WHERE id = ?1 AND attempts = ?2 AND ended_at IS NULL";
    let chat: Option<i64> = sqlx::query_scalar(sql)
        .bind(id.0)
        .bind(attempt)
        .fetch_optional(&mut *db)
        .await?;
    let Some(chat) = chat else { return Ok(()) };
    match sent {
        SendOutcome::Delivered(message_id) => end(db, id, Some(&message_id), None, now).await?,
        SendOutcome::Refused(why) => end(db, id, None, Some(&why), now).await?,
        SendOutcome::Later(next_at) => {
            let sql = "UPDATE outbox
                       SET next_at = ?2, next_set_at = ?3, is_being_sent = 0, failures = failures + 1
                       WHERE id = ?1";
            sqlx::query(sql)
                .bind(id.0)
                .bind(next_at.millis())
                .bind(now.millis())
                .execute(&mut *db)
                .await?;
        }
        SendOutcome::Blocked => block(db, chat, now).await?,
    }

    chats::release_chat(db, chat).await
}

async fn end(
    db: &mut SqliteConnection,
    id: OutboxId,
    message_id: Option<&str>,
    refusal: Option<&str>,
    now: Moment,
) -> Result<()> {
    let sql = "UPDATE outbox SET ended_at = ?2, message_id = ?3, refusal = ?4 WHERE id = ?1";
    sqlx::query(sql)
        .bind(id.0)
        .bind(now.millis())
        .bind(message_id)
        .bind(refusal)
        .execute(db)
        .await?;

    Ok(())
}

/// Keeps back everything that waits for the chat until [`unblock`].
async fn block(db: &mut SqliteConnection, chat: i64, now: Moment) -> Result<()> {
    let sql = "UPDATE chats SET blocked_at = ?2 WHERE id = ?1";
    sqlx::query(sql)
        .bind(chat)
        .bind(now.millis())
        .execute(&mut *db)
        .await?;

    let sql = "UPDATE outbox SET ended_at = ?2, refusal = 'blocked' WHERE chat_id = ?1 AND ended_at IS NULL";
    sqlx::query(sql)
        .bind(chat)
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(())
}
