//! Support requests.

use crate::store::database::{Connection, query, query_as, query_scalar};
use async_trait::async_trait;
use sqlx::FromRow;

use super::outbox;
use crate::domain::ids::{ChatId, PersonId};
use crate::domain::language::Language;
use crate::domain::message::Message;
use crate::domain::profile::Name;
use crate::domain::time::Moment;
use crate::store::ChatOwner;
use crate::store::sql::SqlStore;
use crate::store::support::{MOST, SupportStore};
use crate::store::{Result, SupportAnswer, SupportRequest};

#[async_trait]
impl SupportStore for SqlStore {
    async fn support_requests(&self) -> Result<Vec<SupportRequest>> {
        oldest_open(&mut *self.readers.acquire().await?).await
    }

    async fn answer_support(&self, number: i64, message: Message, now: Moment) -> Result<bool> {
        self.writer
            .run(move |db| Box::pin(answer(db, number, message, now)))
            .await
    }
}

pub(super) async fn ask(
    db: &mut Connection,
    owner: ChatOwner,
    words: &str,
    now: Moment,
) -> Result<()> {
    let ChatOwner { person, chat } = owner;
    let sql = "INSERT INTO support_requests (person_id, chat_id, text, at) VALUES ($1, $2, $3, $4)";
    query(sql)
        .bind(person.0)
        .bind(chat.0)
        .bind(words)
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(())
}

/// How many open requests a person has.
pub(super) async fn open(db: &mut Connection, person: i64) -> Result<u32> {
    let sql = "SELECT count(*) FROM support_requests WHERE answered_at IS NULL AND person_id = $1";
    Ok(query_scalar(sql).bind(person).fetch_one(db).await?)
}

#[derive(FromRow)]
pub(super) struct Row {
    number: i64,
    person_id: i64,
    language: Option<String>,
    name: Option<String>,
    text: String,
    at: i64,
    answer: Option<String>,
    answered_at: Option<i64>,
}

/// A statement that reads rows of requests, without its `WHERE`.
pub(super) const LINE: &str =
    "SELECT number, support_requests.person_id, coalesce(persons.language, chats.language) AS language, name, text, at,
            answer, answered_at
     FROM support_requests
     JOIN persons ON persons.id = support_requests.person_id
     LEFT JOIN chats ON chats.id = chat_id";

impl Row {
    pub(super) const fn number(&self) -> i64 {
        self.number
    }

    pub(super) fn request(self) -> SupportRequest {
        SupportRequest {
            number: self.number,
            person: PersonId(self.person_id),
            language: self
                .language
                .and_then(|code| Language::parse(&code))
                .unwrap_or_default(),
            name: self.name.as_deref().and_then(Name::parse),
            text: self.text,
            at: Moment::from_millis(self.at),
            answer: self.answered_at.map(|at| SupportAnswer {
                text: self.answer.unwrap_or_default(),
                at: Moment::from_millis(at),
            }),
        }
    }
}

async fn oldest_open(db: &mut Connection) -> Result<Vec<SupportRequest>> {
    let sql = format!("{LINE} WHERE answered_at IS NULL ORDER BY number LIMIT $1");
    let rows: Vec<Row> = query_as(sql).bind(MOST).fetch_all(db).await?;

    Ok(rows.into_iter().map(Row::request).collect())
}

/// A request, open or not.
pub(super) async fn find(db: &mut Connection, number: i64) -> Result<Option<SupportRequest>> {
    let sql = format!("{LINE} WHERE number = $1");
    let row: Option<Row> = query_as(sql).bind(number).fetch_optional(db).await?;

    Ok(row.map(Row::request))
}

/// Answers an open request in the chat it came from. False if it is answered already.
pub(super) async fn answer(
    db: &mut Connection,
    number: i64,
    answer: Message,
    now: Moment,
) -> Result<bool> {
    let sql = "UPDATE support_requests SET answer = $2, answered_at = $3
               WHERE number = $1 AND answered_at IS NULL
               RETURNING chat_id, person_id";
    let answered: Option<(Option<i64>, i64)> = query_as(sql)
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
