//! The inbox: updates come in. `turns` has what goes out.

use crate::store::database::{Connection, Pool, query, query_as, query_scalar};
use sqlx::FromRow;
use std::collections::HashSet;

use async_trait::async_trait;

use super::{blocks, held_turns, outbox, turns};
use crate::domain::ids::{ChatId, InboxId, PersonId};
use crate::domain::incoming::Incoming;
use crate::domain::language::Language;
use crate::domain::time::Moment;
use crate::store::inbox::{InboxStore, Lane, TurnSearch, Update};
use crate::store::sql::SqlStore;
use crate::store::{Address, Arrivals, ChatOwner, PendingTurn, Result};

#[async_trait]
impl InboxStore for SqlStore {
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

    async fn claim_turns(
        &self,
        process: &str,
        turns: Vec<PendingTurn>,
    ) -> Result<Vec<PendingTurn>> {
        let process = process.to_owned();
        self.writer
            .run(move |db| Box::pin(held_turns::claim(db, process, turns)))
            .await
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

pub(super) async fn receive(db: &mut Connection, arrivals: Arrivals) -> Result<usize> {
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
        let sql = "INSERT INTO cursors (messenger, position) VALUES ($1, $2)
                   ON CONFLICT (messenger) DO UPDATE SET position = excluded.position";
        query(sql)
            .bind(messenger)
            .bind(position)
            .execute(db)
            .await?;
    }

    Ok(new)
}

async fn is_known(db: &mut Connection, messenger: &str, update: &str) -> Result<bool> {
    let sql = "SELECT count(*) FROM inbox WHERE messenger = $1 AND update_id = $2";
    Ok(query_scalar::<i64>(sql)
        .bind(messenger)
        .bind(update)
        .fetch_one(db)
        .await?
        == 1)
}

async fn named_files(db: &Pool, chat: &Address) -> Result<HashSet<String>> {
    let sql = "SELECT json_extract(file.value, '$.reference')
               FROM chats
               JOIN inbox ON chat_id = chats.id
               CROSS JOIN json_each(incoming, '$.files.files') AS file
               WHERE chats.messenger = $1 AND external_id = $2";
    let references: Vec<String> = query_scalar(sql)
        .bind(&chat.messenger)
        .bind(&chat.external)
        .fetch_all(db)
        .await?;

    Ok(references.into_iter().collect())
}

/// The chat of an update. A new person is created for a first message, also after `/delete_me`.
async fn chat(db: &mut Connection, messenger: &str, update: &Update, now: Moment) -> Result<i64> {
    // A person who asks in a group is the person of their own chat, which they may never have written in.
    let private = match &update.incoming {
        Incoming::InGroup { person, .. } => Some(person.as_str()),
        _ => None,
    };
    let owner = match private {
        Some(private) => Some(person_at(db, messenger, private, update, now).await?),
        None => None,
    };

    let sql = "INSERT INTO chats (messenger, external_id, language, has_app_language, network, private_id)
               VALUES ($1, $2, coalesce($3, $4), $3 IS NOT NULL, $5, $6)
               ON CONFLICT (messenger, external_id)
               DO UPDATE SET language = coalesce($3, chats.language),
                             has_app_language = (chats.has_app_language OR $3 IS NOT NULL),
                             network = $5
               RETURNING id, person_id";

    let found: (i64, Option<i64>) = query_as(sql)
        .bind(messenger)
        .bind(&update.chat)
        .bind(update.language.map(Language::code))
        .bind(Language::default().code())
        .bind(update.network.as_deref())
        .bind(private)
        .fetch_one(&mut *db)
        .await?;

    // Before the answer, so that the person reads first what they have missed.
    outbox::unblock(db, messenger, &update.chat, now).await?;

    match (found.1, owner) {
        (Some(known), Some(owner)) if known != owner => set_person(db, found.0, owner).await?,
        (Some(_), _) => {}
        (None, Some(owner)) => set_person(db, found.0, owner).await?,
        (None, None) => {
            create_person_of(db, found.0, now).await?;
        }
    }

    Ok(found.0)
}

/// The person whose own chat this is. It is created with its chat if the bot does not know them.
async fn person_at(
    db: &mut Connection,
    messenger: &str,
    private: &str,
    update: &Update,
    now: Moment,
) -> Result<i64> {
    let sql = "INSERT INTO chats (messenger, external_id, language, has_app_language)
               VALUES ($1, $2, coalesce($3, $4), $3 IS NOT NULL)
               ON CONFLICT (messenger, external_id) DO UPDATE SET language = chats.language
               RETURNING id, person_id";
    let found: (i64, Option<i64>) = query_as(sql)
        .bind(messenger)
        .bind(private)
        .bind(update.language.map(Language::code))
        .bind(Language::default().code())
        .fetch_one(&mut *db)
        .await?;

    match found.1 {
        Some(person) => Ok(person),
        None => create_person_of(db, found.0, now).await,
    }
}

/// A new person for a chat.
async fn create_person_of(db: &mut Connection, chat: i64, now: Moment) -> Result<i64> {
    let person = create_person(db, now).await?;
    set_person(db, chat, person).await?;
    blocks::recognise(db, person).await?;

    Ok(person)
}

async fn set_person(db: &mut Connection, chat: i64, person: i64) -> Result<()> {
    let sql = "UPDATE chats SET person_id = $1 WHERE id = $2";
    query(sql).bind(person).bind(chat).execute(db).await?;
    Ok(())
}

async fn create_person(db: &mut Connection, now: Moment) -> Result<i64> {
    let person: i64 = query_scalar("INSERT INTO persons (created_at) VALUES ($1) RETURNING id")
        .bind(now.millis())
        .fetch_one(&mut *db)
        .await?;

    let sql = "INSERT INTO accounts (name, kind, person_id)
               VALUES ('user:' || $1, 'user', $1), ('held:' || $1, 'held', $1)";
    query(sql).bind(person).execute(db).await?;

    Ok(person)
}

async fn insert(
    db: &mut Connection,
    messenger: &str,
    chat: i64,
    update: &Update,
    now: Moment,
) -> Result<()> {
    let sql =
        "INSERT INTO inbox (messenger, update_id, chat_id, album, incoming, received_at, ready_at, ready_set_at, topic, has_files)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $6, $8, $9)";
    query(sql)
        .bind(messenger)
        .bind(&update.id)
        .bind(chat)
        .bind(update.album.as_deref())
        .bind(serde_json::to_string(&update.incoming)?)
        .bind(now.millis())
        .bind(update.ready_at.millis())
        .bind(update.topic.as_deref())
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
    db: &mut Connection,
    chat: i64,
    update: &Update,
    now: Moment,
) -> Result<()> {
    let sql = "UPDATE inbox
               SET ready_at = CASE WHEN ready_set_at > $4 OR ready_at < $1 THEN $1 ELSE ready_at END, ready_set_at = $4
               WHERE chat_id = $2 AND album = $3 AND done_at IS NULL";
    query(sql)
        .bind(update.ready_at.millis())
        .bind(chat)
        .bind(update.album.as_deref())
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(())
}

pub(super) async fn cursor(db: &Pool, messenger: &str) -> Result<Option<String>> {
    let sql = "SELECT position FROM cursors WHERE messenger = $1";
    Ok(query_scalar(sql).bind(messenger).fetch_optional(db).await?)
}

pub(super) async fn postpone(
    db: &mut Connection,
    updates: Vec<InboxId>,
    until: Moment,
    now: Moment,
) -> Result<()> {
    for update in updates {
        let sql = "UPDATE inbox SET ready_at = $1, ready_set_at = $3, attempts = attempts + 1
                   WHERE id = $2 AND done_at IS NULL";
        query(sql)
            .bind(until.millis())
            .bind(update.0)
            .bind(now.millis())
            .execute(&mut *db)
            .await?;
    }

    Ok(())
}

pub(super) async fn give_back(
    db: &mut Connection,
    updates: Vec<InboxId>,
    until: Moment,
    now: Moment,
) -> Result<()> {
    for update in updates {
        let sql =
            "UPDATE inbox SET ready_at = $1, ready_set_at = $3, attempts = CASE WHEN attempts > 0 THEN attempts - 1 ELSE 0 END
                   WHERE id = $2 AND done_at IS NULL";
        query(sql)
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

pub(super) async fn chat_at(db: &Pool, address: &Address) -> Result<Option<ChatOwner>> {
    let sql = "SELECT id, person_id FROM chats
               WHERE messenger = $1 AND external_id = $2 AND person_id IS NOT NULL";
    let found: Option<OwnerRow> = query_as(sql)
        .bind(&address.messenger)
        .bind(&address.external)
        .fetch_optional(db)
        .await?;

    Ok(found.map(|row| ChatOwner {
        chat: ChatId(row.id),
        person: PersonId(row.person_id),
    }))
}
