//! The outbox: messages of a chat in their order, tried until they are sent, refused or dropped.

use std::time::Duration;

use async_trait::async_trait;
use sqlx::{FromRow, SqliteConnection, SqlitePool};

use crate::domain::ids::{ChatId, OutboxId, PersonId};
use crate::domain::incoming::Incoming;
use crate::domain::message::{Body, Message, Place, Slot};
use crate::domain::time::Moment;
use crate::store::outbox::{OutboxStore, SentBefore, TranscriptContent, TranscriptLine};
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
    ) -> Result<Vec<OutgoingMessage>> {
        self.writer
            .run(move |db| Box::pin(claim(db, now, hide_for, limit)))
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

/// Puts a message at the end of a chat's outbox, unless the chat has blocked the bot.
pub(super) async fn put(
    db: &mut SqliteConnection,
    chat: ChatId,
    message: &Message,
    now: Moment,
) -> Result<()> {
    let slot = message.place.slot().map(slot_name);
    let is_edit = matches!(message.place, Place::Edit(_));
    if is_edit {
        replace_untried(db, chat, slot.as_deref()).await?;
    }

    let sql = "INSERT INTO outbox (chat_id, slot, is_edit, message, next_at, created_at)
               SELECT id, ?2, ?3, ?4, ?5, ?5 FROM chats WHERE id = ?1 AND blocked_at IS NULL";
    sqlx::query(sql)
        .bind(chat.0)
        .bind(slot)
        .bind(is_edit)
        .bind(serde_json::to_string(message)?)
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(())
}

/// Deletes an edit that was never tried, because a newer edit of the same slot replaces it.
async fn replace_untried(
    db: &mut SqliteConnection,
    chat: ChatId,
    slot: Option<&str>,
) -> Result<()> {
    let sql = "DELETE FROM outbox
               WHERE chat_id = ?1 AND slot = ?2 AND is_edit = 1 AND attempts = 0 AND ended_at IS NULL";
    sqlx::query(sql).bind(chat.0).bind(slot).execute(db).await?;
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
    person_id: Option<i64>,
    salt: i64,
}

pub(super) async fn claim(
    db: &mut SqliteConnection,
    now: Moment,
    hide_for: Duration,
    limit: u32,
) -> Result<Vec<OutgoingMessage>> {
    let sql = "SELECT head.id, attempts + 1 AS attempts, failures, head.chat_id, slot, is_edit, message, messenger,
                      external_id, person_id, (SELECT salt FROM instance) AS salt
               FROM outbox AS head
               JOIN chats ON chats.id = head.chat_id
               WHERE ended_at IS NULL
                 AND next_at <= ?1
                 AND NOT EXISTS (
                     SELECT 1 FROM outbox AS earlier
                     WHERE earlier.chat_id = head.chat_id AND earlier.ended_at IS NULL AND earlier.id < head.id
                 )
               ORDER BY head.id
               LIMIT ?2";

    let rows: Vec<Row> = sqlx::query_as(sql)
        .bind(now.millis())
        .bind(limit)
        .fetch_all(&mut *db)
        .await?;
    let mut messages = Vec::with_capacity(rows.len());
    for row in rows {
        let sql = "UPDATE outbox SET attempts = attempts + 1, next_at = ?2, is_being_sent = 1 WHERE id = ?1";
        sqlx::query(sql)
            .bind(row.id)
            .bind(now.plus(hide_for).millis())
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

/// The message of a slot, as it was last sent or edited.
async fn sent_before(
    db: &mut SqliteConnection,
    chat: i64,
    slot: Option<&str>,
) -> Result<Option<SentBefore>> {
    let sql = "SELECT message_id, message FROM outbox
               WHERE chat_id = ?1 AND slot = ?2 AND message_id IS NOT NULL
               ORDER BY id DESC
               LIMIT 1";
    let row: Option<(String, String)> = sqlx::query_as(sql)
        .bind(chat)
        .bind(slot)
        .fetch_optional(db)
        .await?;

    let Some((message_id, message)) = row else {
        return Ok(None);
    };
    let picture = match serde_json::from_str::<Message>(&message)?.body {
        Body::Picture { picture, .. } => Some(picture),
        Body::Text(_) | Body::Album(_) | Body::File { .. } | Body::Invoice(_) => None,
    };
    Ok(Some(SentBefore {
        message_id,
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
            let sql = "UPDATE outbox SET next_at = ?2, is_being_sent = 0, failures = failures + 1 WHERE id = ?1";
            sqlx::query(sql)
                .bind(id.0)
                .bind(next_at.millis())
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

/// Drops everything that waits for the chat. Paintings can still be found with /history.
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

#[derive(FromRow)]
struct LineRow {
    at: i64,
    incoming: Option<String>,
    message: Option<String>,
    message_id: Option<String>,
}

pub(super) async fn transcript(
    db: &SqlitePool,
    chat: ChatId,
    limit: u32,
) -> Result<Vec<TranscriptLine>> {
    let sql = "SELECT at, incoming, message, message_id FROM (
                   SELECT received_at AS at, incoming, NULL AS message, NULL AS message_id, 0 AS side, id FROM inbox
                   WHERE chat_id = ?1 AND incoming IS NOT NULL
                   UNION ALL
                   SELECT created_at AS at, NULL, message, message_id, 1 AS side, id FROM outbox
                   WHERE chat_id = ?1 AND message_id IS NOT NULL
               )
               ORDER BY at DESC, side DESC, id DESC
               LIMIT ?2";

    let rows: Vec<LineRow> = sqlx::query_as(sql)
        .bind(chat.0)
        .bind(limit)
        .fetch_all(db)
        .await?;

    rows.into_iter().rev().map(line).collect()
}

fn line(row: LineRow) -> Result<TranscriptLine> {
    let content = match row.incoming {
        Some(incoming) => TranscriptContent::Person(serde_json::from_str::<Incoming>(&incoming)?),
        None => TranscriptContent::Bot(
            serde_json::from_str(&row.message.unwrap_or_default())?,
            row.message_id.unwrap_or_default(),
        ),
    };

    Ok(TranscriptLine {
        at: Moment::from_millis(row.at),
        content,
    })
}
