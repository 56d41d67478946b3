//! Support requests.

use async_trait::async_trait;
use sqlx::SqliteConnection;

use super::outbox;
use crate::domain::ids::{ChatId, PersonId};
use crate::domain::language::Language;
use crate::domain::message::Message;
use crate::domain::profile::Name;
use crate::domain::time::Moment;
use crate::store::ChatOwner;
use crate::store::sqlite::SqliteStore;
use crate::store::support::SupportStore;
use crate::store::{Result, SupportRequest};

#[async_trait]
impl SupportStore for SqliteStore {
    async fn support_requests(&self) -> Result<Vec<SupportRequest>> {
        list(&mut *self.readers.acquire().await?).await
    }

    async fn answer_support(&self, number: i64, message: Message, now: Moment) -> Result<bool> {
        self.writer
            .run(move |db| Box::pin(answer(db, number, message, now)))
            .await
    }
}

pub(super) async fn ask(
    db: &mut SqliteConnection,
    owner: ChatOwner,
    words: &str,
    now: Moment,
) -> Result<()> {
    let ChatOwner { person, chat } = owner;
    let sql = "INSERT INTO support_requests (person_id, chat_id, text, at) VALUES (?1, ?2, ?3, ?4)";
    sqlx::query(sql)
        .bind(person.0)
        .bind(chat.0)
        .bind(words)
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(())
}

/// How many open requests a person has.
pub(super) async fn open(db: &mut SqliteConnection, person: i64) -> Result<u32> {
    let sql = "SELECT count(*) FROM support_requests WHERE answered_at IS NULL AND person_id = ?1";
    Ok(sqlx::query_scalar(sql).bind(person).fetch_one(db).await?)
}

type Row = (i64, i64, Option<String>, Option<String>, String, i64);

pub(super) async fn list(db: &mut SqliteConnection) -> Result<Vec<SupportRequest>> {
    let sql = "SELECT number, support_requests.person_id, coalesce(persons.language, chats.language), name, text, at
               FROM support_requests
               JOIN persons ON persons.id = support_requests.person_id
               LEFT JOIN chats ON chats.id = chat_id
               WHERE answered_at IS NULL
               ORDER BY number";
    let rows: Vec<Row> = sqlx::query_as(sql).fetch_all(db).await?;
    let request = |(number, person, language, name, text, at): Row| SupportRequest {
        number,
        person: PersonId(person),
        language: language
            .and_then(|code| Language::parse(&code))
            .unwrap_or_default(),
        name: name.as_deref().and_then(Name::parse),
        text,
        at: Moment::from_millis(at),
    };

    Ok(rows.into_iter().map(request).collect())
}

/// Answers an open request in the chat it came from. False if it is answered already.
pub(super) async fn answer(
    db: &mut SqliteConnection,
    number: i64,
    answer: Message,
    now: Moment,
) -> Result<bool> {
    let sql = "UPDATE support_requests SET answer = ?2, answered_at = ?3
               WHERE number = ?1 AND answered_at IS NULL
               RETURNING chat_id, person_id";
    let answered: Option<(Option<i64>, i64)> = sqlx::query_as(sql)
        .bind(number)
        .bind(answer.words())
        .bind(now.millis())
        .fetch_optional(&mut *db)
        .await?;

    let Some((chat, person)) = answered else {
        return Ok(false);
    };

    if let Some(chat) = chat {
        outbox::put(db, ChatId(chat), &answer, now).await?;
    }

    super::persons::changed(db, PersonId(person)).await?;
    Ok(true)
}
