//! The news of chats, for pages that are open.

use async_trait::async_trait;
use sqlx::FromRow;

use crate::domain::ids::{ChatId, InboxId, OutboxId};
use crate::domain::language::Language;
use crate::domain::time::Moment;
use crate::store::Result;
use crate::store::database::{Pool, query_as, query_scalar};
use crate::store::pages::{ChatAccount, ChatMark, ChatNews, PageStore};
use crate::store::sql::SqlStore;

/// How many chats one statement names.
const CHATS_AT_ONCE: usize = 100;
/// How many lines are read for as many chats. What is left out comes with the next look.
const LINES: i64 = 500;

#[async_trait]
impl PageStore for SqlStore {
    async fn accounts(&self, messenger: &str, chats: &[String]) -> Result<Vec<ChatAccount>> {
        let mut accounts = Vec::new();
        for some in chats.chunks(CHATS_AT_ONCE) {
            accounts.extend(accounts_of(&self.readers, messenger, some).await?);
        }

        Ok(accounts)
    }

    async fn mark_at(&self, chat: ChatId, since: Moment) -> Result<ChatMark> {
        mark_at(&self.readers, chat, since).await
    }

    async fn news(&self, marks: &[ChatMark]) -> Result<Vec<ChatNews>> {
        let mut news = Vec::new();
        for some in marks.chunks(CHATS_AT_ONCE) {
            news.extend(received(&self.readers, some).await?);
            news.extend(sent(&self.readers, some).await?);
        }

        Ok(news)
    }
}

#[derive(FromRow)]
struct AccountRow {
    id: i64,
    external_id: String,
    person_id: Option<i64>,
    language: String,
}

async fn accounts_of(db: &Pool, messenger: &str, chats: &[String]) -> Result<Vec<ChatAccount>> {
    let sql = "SELECT id, external_id, person_id, language FROM chats
               WHERE messenger = $1 AND external_id IN (SELECT value FROM json_each($2))";
    let rows: Vec<AccountRow> = query_as(sql)
        .bind(messenger)
        .bind(serde_json::to_string(chats)?)
        .fetch_all(db)
        .await?;

    let account = |row: AccountRow| ChatAccount {
        chat: ChatId(row.id),
        external: row.external_id,
        person: row.person_id,
        language: Language::parse(&row.language).unwrap_or_default(),
    };
    Ok(rows.into_iter().map(account).collect())
}

async fn mark_at(db: &Pool, chat: ChatId, since: Moment) -> Result<ChatMark> {
    let sql = "SELECT CAST(coalesce(max(id), 0) AS BIGINT) FROM outbox
               WHERE chat_id = $1 AND ended_at < $2";
    let sent: i64 = query_scalar(sql)
        .bind(chat.0)
        .bind(since.millis())
        .fetch_one(db)
        .await?;

    let sql = "SELECT CAST(coalesce(max(id), 0) AS BIGINT) FROM inbox
               WHERE chat_id = $1 AND received_at < $2";
    let received: i64 = query_scalar(sql)
        .bind(chat.0)
        .bind(since.millis())
        .fetch_one(db)
        .await?;

    Ok(ChatMark {
        chat,
        sent: OutboxId(sent),
        received: InboxId(received),
    })
}

/// True for rows of these chats after as many other numbers.
fn after_marks(marks: &[ChatMark]) -> String {
    let of_chat = |number: usize| {
        let first = 2 * number + 2;
        format!("(chat_id = ${first} AND id > ${})", first + 1)
    };
    let chats: Vec<String> = (0..marks.len()).map(of_chat).collect();

    chats.join(" OR ")
}

#[derive(FromRow)]
struct SentRow {
    id: i64,
    chat_id: i64,
    message_id: String,
    message: String,
}

async fn sent(db: &Pool, marks: &[ChatMark]) -> Result<Vec<ChatNews>> {
    let sql = format!(
        "SELECT id, chat_id, message_id, message FROM outbox
         WHERE message_id IS NOT NULL AND ({})
         ORDER BY id
         LIMIT $1",
        after_marks(marks)
    );

    let mut query = query_as(sql).bind(LINES);
    for mark in marks {
        query = query.bind(mark.chat.0).bind(mark.sent.0);
    }
    let rows: Vec<SentRow> = query.fetch_all(db).await?;

    let news = |row: SentRow| {
        Ok(ChatNews::Bot {
            chat: ChatId(row.chat_id),
            id: OutboxId(row.id),
            message_id: row.message_id,
            message: serde_json::from_str(&row.message)?,
        })
    };
    rows.into_iter().map(news).collect()
}

#[derive(FromRow)]
struct ReceivedRow {
    id: i64,
    chat_id: i64,
    received_at: i64,
    incoming: String,
}

async fn received(db: &Pool, marks: &[ChatMark]) -> Result<Vec<ChatNews>> {
    let sql = format!(
        "SELECT id, chat_id, received_at, incoming FROM inbox
         WHERE incoming IS NOT NULL AND ({})
         ORDER BY id
         LIMIT $1",
        after_marks(marks)
    );

    let mut query = query_as(sql).bind(LINES);
    for mark in marks {
        query = query.bind(mark.chat.0).bind(mark.received.0);
    }
    let rows: Vec<ReceivedRow> = query.fetch_all(db).await?;

    let news = |row: ReceivedRow| {
        Ok(ChatNews::Person {
            chat: ChatId(row.chat_id),
            id: InboxId(row.id),
            at: Moment::from_millis(row.received_at),
            incoming: serde_json::from_str(&row.incoming)?,
        })
    };
    rows.into_iter().map(news).collect()
}
