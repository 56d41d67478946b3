//! The outbox: messages of a chat in their order, tried until they are sent, refused or dropped.

use crate::store::database::{Connection, query, query_as, query_scalar};
use sqlx::FromRow;

use async_trait::async_trait;

use super::due;
use crate::domain::ids::{ChatId, JobId, OutboxId, PersonId};
use crate::domain::language::Language;
use crate::domain::message::{Body, Message, Place, Slot};
use crate::domain::picture::PictureRef;
use crate::domain::time::Moment;
use crate::store::outbox::{MessageClaim, OutboxStore, SentBefore};
use crate::store::sql::SqlStore;
use crate::store::sql::chats;
use crate::store::{Address, OutgoingMessage, Result, SendOutcome};

#[async_trait]
impl OutboxStore for SqlStore {
    async fn claim_outgoing(&self, search: MessageClaim) -> Result<Vec<OutgoingMessage>> {
        self.writer.run(move |db| Box::pin(claim(db, search))).await
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
    db: &mut Connection,
    chat: ChatId,
    message: &Message,
    now: Moment,
) -> Result<()> {
    let sql = "SELECT id AS chat_id, topic, blocked_at FROM chats WHERE id = $1 FOR NO KEY UPDATE";
    let target: Option<MessageTarget> = query_as(sql).bind(chat.0).fetch_optional(&mut *db).await?;

    match target {
        Some(target) => insert(db, target, message, now).await,
        None => Ok(()),
    }
}

/// Puts a message about a job at the end of its chat's outbox, in the topic where the job was asked
/// for.
pub(super) async fn put_for_job(
    db: &mut Connection,
    job: JobId,
    message: &Message,
    now: Moment,
) -> Result<()> {
    let sql = "SELECT chat_id, jobs.topic, blocked_at FROM jobs
               JOIN chats ON chats.id = chat_id
               WHERE jobs.id = $1
               FOR NO KEY UPDATE OF chats";
    let target: Option<MessageTarget> = query_as(sql)
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
struct MessageTarget {
    chat_id: i64,
    topic: Option<String>,
    blocked_at: Option<i64>,
}

/// A message to a person who has blocked the bot is kept back.
async fn insert(
    db: &mut Connection,
    target: MessageTarget,
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
               VALUES ($1, $2, $3, $4, $5, $6, $6, $6, CASE WHEN $7 THEN $6 END, CASE WHEN $7 THEN 'blocked' END)";
    query(sql)
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
async fn replace_untried(db: &mut Connection, chat: i64, slot: Option<&str>) -> Result<()> {
    let sql = "DELETE FROM outbox
               WHERE chat_id = $1 AND slot = $2 AND is_edit AND attempts = 0
                 AND (ended_at IS NULL OR refusal = 'blocked')";
    query(sql).bind(chat).bind(slot).execute(db).await?;
    Ok(())
}

/// The person no longer blocks the bot: sends the newest of what was kept back since, in its order
/// and before everything that follows. Of several edits of one message only the last one counts.
pub(super) async fn unblock(
    db: &mut Connection,
    messenger: &str,
    external_id: &str,
    now: Moment,
) -> Result<()> {
    let sql = "UPDATE chats SET blocked_at = NULL
               WHERE messenger = $1 AND external_id = $2 AND blocked_at IS NOT NULL
               RETURNING id";
    let blocked: Option<i64> = query_scalar(sql)
        .bind(messenger)
        .bind(external_id)
        .fetch_optional(&mut *db)
        .await?;
    let Some(chat) = blocked else {
        return Ok(());
    };

    let sql = "UPDATE outbox
               SET ended_at = NULL, refusal = NULL, is_being_sent = FALSE, next_at = $2, next_set_at = $2
               WHERE id IN (
                   SELECT id FROM outbox AS kept
                   WHERE chat_id = $1 AND refusal = 'blocked'
                     AND NOT (is_edit AND EXISTS (
                         SELECT 1 FROM outbox AS later
                         WHERE later.chat_id = $1 AND later.slot = kept.slot AND later.id > kept.id
                           AND later.is_edit AND later.refusal = 'blocked'
                     ))
                   ORDER BY id DESC
                   LIMIT $3
               )";
    query(sql)
        .bind(chat)
        .bind(now.millis())
        .bind(MADE_UP_FOR)
        .execute(&mut *db)
        .await?;

    let sql = "DELETE FROM outbox WHERE chat_id = $1 AND refusal = 'blocked'";
    query(sql).bind(chat).execute(db).await?;

    Ok(())
}

fn slot_name(slot: Slot) -> String {
    match slot {
        Slot::Summary(job) => format!("summary:{job}"),
        Slot::Job(job) => format!("job:{job}"),
        Slot::Settings => "settings".to_owned(),
        Slot::Purchase(purchase) => format!("purchase:{purchase}"),
        Slot::Publishing(job) => format!("publishing:{job}"),
        Slot::Editing(draft) => format!("editing:{draft}"),
        Slot::Canvas(order) => format!("canvas:{order}"),
    }
}

#[derive(FromRow)]
struct Row {
    id: i64,
    #[sqlx(try_from = "i64")]
    attempts: u32,
    #[sqlx(try_from = "i64")]
    failures: u32,
    chat_id: i64,
    slot: Option<String>,
    is_edit: bool,
    message: String,
    messenger: String,
    external_id: String,
    topic: Option<String>,
    person_id: Option<i64>,
    language: String,
    salt: i64,
}

/// Who sends a message, and until when nobody else may.
struct Claimant<'a> {
    process: &'a str,
    until: Moment,
    now: Moment,
}

/// False if another process has claimed it since it was read.
async fn take_in_hand(db: &mut Connection, row: &Row, claimant: Claimant<'_>) -> Result<bool> {
    let sql = "UPDATE outbox
               SET attempts = attempts + 1, next_at = $2, next_set_at = $3, is_being_sent = TRUE, held_by = $4
               WHERE id = $1 AND attempts = $5 AND ended_at IS NULL";
    let claimed = query(sql)
        .bind(row.id)
        .bind(claimant.until.millis())
        .bind(claimant.now.millis())
        .bind(claimant.process)
        .bind(row.attempts - 1)
        .execute(db)
        .await?;

    Ok(claimed.rows_affected() == 1)
}

pub(super) async fn claim(
    db: &mut Connection,
    search: MessageClaim,
) -> Result<Vec<OutgoingMessage>> {
    let MessageClaim {
        process,
        messengers,
        limit,
        in_hand,
        hide_for,
        now,
    } = search;

    // Names between commas are found in a list of names between commas.
    let messengers = messengers.map(|names| format!(",{},", names.join(",")));
    let sql = format!(
        "SELECT head.id, attempts + 1 AS attempts, failures, head.chat_id, slot, is_edit, message, messenger,
                external_id, head.topic, person_id, (SELECT salt FROM instance) AS salt,
                coalesce((SELECT persons.language FROM persons WHERE persons.id = person_id), chats.language) AS language
         FROM outbox AS head
         JOIN chats ON chats.id = head.chat_id
         WHERE ended_at IS NULL
           AND {}
           AND NOT EXISTS (
               SELECT 1 FROM outbox AS earlier
               WHERE earlier.chat_id = head.chat_id AND earlier.ended_at IS NULL AND earlier.id < head.id
           )
           AND head.id NOT IN (SELECT CAST(value AS BIGINT) FROM json_each($3))
           -- What another process is sending is its own until it is gone.
           AND (is_being_sent = FALSE OR held_by IS NULL OR held_by = $4)
           AND (CAST($5 AS TEXT) IS NULL OR $5 LIKE '%,' || messenger || ',%')
         ORDER BY head.id
         LIMIT $2
         FOR UPDATE OF head SKIP LOCKED",
        due::NEXT,
    );

    let rows: Vec<Row> = query_as(sql)
        .bind(now.millis())
        .bind(limit)
        .bind(due::list(in_hand.iter().map(|id| id.0)))
        .bind(&process)
        .bind(messengers)
        .fetch_all(&mut *db)
        .await?;
    let mut messages = Vec::with_capacity(rows.len());
    for row in rows {
        let claimant = Claimant {
            process: &process,
            until: now.plus(hide_for),
            now,
        };
        if !take_in_hand(db, &row, claimant).await? {
            continue;
        }

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
    db: &mut Connection,
    chat: i64,
    slot: Option<&str>,
) -> Result<Option<SentBefore>> {
    let sql = "SELECT message_id, message, topic FROM outbox
               WHERE chat_id = $1 AND slot = $2 AND message_id IS NOT NULL
               ORDER BY id DESC
               LIMIT 1";
    let row: Option<SentRow> = query_as(sql)
        .bind(chat)
        .bind(slot)
        .fetch_optional(db)
        .await?;

    let Some(sent) = row else {
        return Ok(None);
    };
    let picture = match serde_json::from_str::<Message>(&sent.message)?.body {
        Body::Picture { picture, .. } => Some(picture),
        Body::Film { film, .. } => Some(PictureRef::Own(film.file)),
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
        language: Language::parse(&row.language).unwrap_or_default(),
        message: serde_json::from_str(&row.message)?,
        edits,
    })
}

pub(super) async fn settle(
    db: &mut Connection,
    id: OutboxId,
    attempt: u32,
    sent: SendOutcome,
    now: Moment,
) -> Result<()> {
    let sql = "SELECT chat_id FROM outbox WHERE id = $1 AND attempts = $2 AND ended_at IS NULL";
    let chat: Option<i64> = query_scalar(sql)
        .bind(id.0)
        .bind(attempt)
        .fetch_optional(&mut *db)
        .await?;
    let Some(chat) = chat else { return Ok(()) };
    match sent {
        SendOutcome::Delivered(message_id) => end(db, id, Some(&message_id), None, now).await?,
        SendOutcome::Refused(why) => end(db, id, None, Some(&why), now).await?,
        SendOutcome::Later(next_at) => put_off(db, id, next_at, 1, now).await?,
        SendOutcome::NotTried(next_at) => put_off(db, id, next_at, 0, now).await?,
        SendOutcome::Blocked => block(db, chat, now).await?,
    }

    chats::release_chat(db, chat).await
}

/// Lets a message be claimed again at a later time.
async fn put_off(
    db: &mut Connection,
    id: OutboxId,
    next_at: Moment,
    failures: i64,
    now: Moment,
) -> Result<()> {
    let sql = "UPDATE outbox
               SET next_at = $2, next_set_at = $3, is_being_sent = FALSE, failures = failures + $4
               WHERE id = $1";
    query(sql)
        .bind(id.0)
        .bind(next_at.millis())
        .bind(now.millis())
        .bind(failures)
        .execute(db)
        .await?;

    Ok(())
}

async fn end(
    db: &mut Connection,
    id: OutboxId,
    message_id: Option<&str>,
    refusal: Option<&str>,
    now: Moment,
) -> Result<()> {
    let sql = "UPDATE outbox SET ended_at = $2, message_id = $3, refusal = $4 WHERE id = $1";
    query(sql)
        .bind(id.0)
        .bind(now.millis())
        .bind(message_id)
        .bind(refusal)
        .execute(db)
        .await?;

    Ok(())
}

/// Keeps back everything that waits for the chat until [`unblock`].
async fn block(db: &mut Connection, chat: i64, now: Moment) -> Result<()> {
    let sql = "UPDATE chats SET blocked_at = $2 WHERE id = $1";
    query(sql)
        .bind(chat)
        .bind(now.millis())
        .execute(&mut *db)
        .await?;

    let sql = "UPDATE outbox SET ended_at = $2, refusal = 'blocked' WHERE chat_id = $1 AND ended_at IS NULL";
    query(sql).bind(chat).bind(now.millis()).execute(db).await?;

    Ok(())
}
