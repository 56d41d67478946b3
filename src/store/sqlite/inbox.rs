//! The inbox: updates come in. `turns` has what goes out.

use std::collections::HashSet;

use async_trait::async_trait;
use sqlx::{FromRow, SqliteConnection, SqlitePool};

use super::{blocks, outbox, turns};
use crate::domain::ids::{ChatId, InboxId, PersonId};
use crate::domain::language::Language;
use crate::domain::time::Moment;
use crate::store::inbox::{InboxStore, Lane, TurnSearch, Update};
use crate::store::sqlite::SqliteStore;
use crate::store::{Address, Arrivals, ChatOwner, PendingTurn, Result};

#[async_trait]
impl InboxStore for SqliteStore {
    async fn receive(&self, arrivals: Arrivals) -> Result<usize> {
        self.writer
            .run(move |db| Box::pin(receive(db, arrivals)))
            .await
    }

    async fn is_known(&self, messenger: &str, update: &str) -> Result<bool> {
        let mut db = self.readers.acquire().await?;
        is_known(&mut db, messenger, update).await
    }

    async fn named_files(&self, chat: &Address) -> Result<HashSet<String>> {
        named_files(&self.readers, chat).await
    }

    async fn cursor(&self, messenger: &str) -> Result<Option<String>> {
        cursor(&self.readers, messenger).await
    }

    async fn turns(&self, search: &TurnSearch) -> Result<Vec<PendingTurn>> {
        turns::ready_turns(&self.readers, search).await
    }

    async fn postpone(&self, updates: &[InboxId], until: Moment, now: Moment) -> Result<()> {
        let updates = updates.to_vec();
        self.writer
            .run(move |db| Box::pin(postpone(db, updates, until, now)))
            .await
    }

    async fn give_back(&self, updates: &[InboxId], until: Moment, now: Moment) -> Result<()> {
        let updates = updates.to_vec();
        self.writer
            .run(move |db| Box::pin(give_back(db, updates, until, now)))
            .await
    }
}

pub(super) async fn receive(db: &mut SqliteConnection, arrivals: Arrivals) -> Result<usize> {
    let Arrivals {
        messenger,
        updates,
        cursor,
        unblocked,
        now,
    } = arrivals;

    for chat in unblocked {
        outbox::unblock(db, &messenger, &chat, now).await?;
    }

    let mut new = 0;
    for update in updates {
        // Looked up before the chat is created: a late repetition must not bring a forgotten chat
        // back.
        if is_known(db, &messenger, &update.id).await? {
            continue;
        }

        let chat = chat(db, &messenger, &update, now).await?;
        insert(db, &messenger, chat, &update, now).await?;
        new += 1;
    }

    if let Some(position) = cursor {
        let sql = "INSERT INTO cursors (messenger, position) VALUES (?1, ?2)
                   ON CONFLICT (messenger) DO UPDATE SET position = excluded.position";
        sqlx::query(sql)
            .bind(messenger)
            .bind(position)
            .execute(db)
            .await?;
    }

    Ok(new)
}

async fn is_known(db: &mut SqliteConnection, messenger: &str, update: &str) -> Result<bool> {
    let sql = "SELECT count(*) FROM inbox WHERE messenger = ?1 AND update_id = ?2";
    Ok(sqlx::query_scalar::<_, i64>(sql)
        .bind(messenger)
        .bind(update)
        .fetch_one(db)
        .await?
        == 1)
}

async fn named_files(db: &SqlitePool, chat: &Address) -> Result<HashSet<String>> {
    let sql = "SELECT file.value ->> '$.reference'
               FROM chats
               JOIN inbox ON chat_id = chats.id
               JOIN json_each(incoming, '$.files.files') AS file
               WHERE chats.messenger = ?1 AND external_id = ?2";
    let references: Vec<String> = sqlx::query_scalar(sql)
        .bind(&chat.messenger)
        .bind(&chat.external)
        .fetch_all(db)
        .await?;

    Ok(references.into_iter().collect())
}

/// The chat of an update. A new person is created for a first message, also after `/delete_me`.
async fn chat(
    db: &mut SqliteConnection,
    messenger: &str,
    update: &Update,
    now: Moment,
) -> Result<i64> {
    let sql = "INSERT INTO chats (messenger, external_id, language, has_app_language, network)
               VALUES (?1, ?2, coalesce(?3, ?4), ?3 IS NOT NULL, ?5)
               ON CONFLICT (messenger, external_id)
               DO UPDATE SET language = coalesce(?3, chats.language),
                             has_app_language = max(has_app_language, ?3 IS NOT NULL),
                             network = ?5
               RETURNING id, person_id";

    let found: (i64, Option<i64>) = sqlx::query_as(sql)
        .bind(messenger)
        .bind(&update.chat)
        .bind(update.language.map(Language::code))
        .bind(Language::default().code())
        .bind(&update.network)
        .fetch_one(&mut *db)
        .await?;

    // Before the answer, so that the person reads first what they have missed.
    outbox::unblock(db, messenger, &update.chat, now).await?;

    if found.1.is_none() {
        let person = create_person(db, now).await?;
        let sql = "UPDATE chats SET person_id = ?1 WHERE id = ?2";
        sqlx::query(sql)
            .bind(person)
            .bind(found.0)
            .execute(&mut *db)
            .await?;

        blocks::recognise(db, person).await?;
    }

    Ok(found.0)
}

async fn create_person(db: &mut SqliteConnection, now: Moment) -> Result<i64> {
    let person: i64 =
        sqlx::query_scalar("INSERT INTO persons (created_at) VALUES (?1) RETURNING id")
            .bind(now.millis())
            .fetch_one(&mut *db)
            .await?;

    let sql = "INSERT INTO accounts (name, kind, person_id)
               VALUES ('user:' || ?1, 'user', ?1), ('held:' || ?1, 'held', ?1)";
    sqlx::query(sql).bind(person).execute(db).await?;

    Ok(person)
}

async fn insert(
    db: &mut SqliteConnection,
    messenger: &str,
    chat: i64,
    update: &Update,
    now: Moment,
) -> Result<()> {
    let sql =
        "INSERT INTO inbox (messenger, update_id, chat_id, album, incoming, received_at, ready_at, ready_set_at, topic, has_files)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?6, ?8, ?9)";
    sqlx::query(sql)
        .bind(messenger)
        .bind(&update.id)
        .bind(chat)
        .bind(&update.album)
        .bind(serde_json::to_string(&update.incoming)?)
        .bind(now.millis())
        .bind(update.ready_at.millis())
        .bind(&update.topic)
        .bind(update.lane() == Lane::Files)
        .execute(&mut *db)
        .await?;

    if update.album.is_some() {
        wait_for_album(db, chat, update, now).await
    } else {
        Ok(())
    }
}

/// Makes all parts of an album wait for the last one. If the clock was put back between two parts,
/// the earlier ones wait by the new time as well.
async fn wait_for_album(
    db: &mut SqliteConnection,
    chat: i64,
    update: &Update,
    now: Moment,
) -> Result<()> {
    let sql = "UPDATE inbox
               SET ready_at = iif(ready_set_at > ?4, ?1, max(ready_at, ?1)), ready_set_at = ?4
               WHERE chat_id = ?2 AND album = ?3 AND done_at IS NULL";
    sqlx::query(sql)
        .bind(update.ready_at.millis())
        .bind(chat)
        .bind(&update.album)
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(())
}

pub(super) async fn cursor(db: &SqlitePool, messenger: &str) -> Result<Option<String>> {
    let sql = "SELECT position FROM cursors WHERE messenger = ?1";
    Ok(sqlx::query_scalar(sql)
        .bind(messenger)
        .fetch_optional(db)
        .await?)
}

pub(super) async fn postpone(
    db: &mut SqliteConnection,
    updates: Vec<InboxId>,
    until: Moment,
    now: Moment,
) -> Result<()> {
    for update in updates {
        let sql = "UPDATE inbox SET ready_at = ?1, ready_set_at = ?3, attempts = attempts + 1
                   WHERE id = ?2 AND done_at IS NULL";
        sqlx::query(sql)
            .bind(until.millis())
            .bind(update.0)
            .bind(now.millis())
            .execute(&mut *db)
            .await?;
    }

    Ok(())
}

pub(super) async fn give_back(
    db: &mut SqliteConnection,
    updates: Vec<InboxId>,
    until: Moment,
    now: Moment,
) -> Result<()> {
    for update in updates {
        let sql =
            "UPDATE inbox SET ready_at = ?1, ready_set_at = ?3, attempts = max(attempts - 1, 0)
                   WHERE id = ?2 AND done_at IS NULL";
        sqlx::query(sql)
            .bind(until.millis())
            .bind(update.0)
            .bind(now.millis())
            .execute(&mut *db)
            .await?;
    }

    Ok(())
}

#[derive(FromRow)]
struct OwnerRow {
    id: i64,
    person_id: i64,
}

pub(super) async fn chat_at(db: &SqlitePool, address: &Address) -> Result<Option<ChatOwner>> {
    let sql = "SELECT id, person_id FROM chats
               WHERE messenger = ?1 AND external_id = ?2 AND person_id IS NOT NULL";
    let found: Option<OwnerRow> = sqlx::query_as(sql)
        .bind(&address.messenger)
        .bind(&address.external)
        .fetch_optional(db)
        .await?;

    Ok(found.map(|row| ChatOwner {
        chat: ChatId(row.id),
        person: PersonId(row.person_id),
    }))
}
