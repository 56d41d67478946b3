//! Lists of people, and one person with all their details.

use sqlx::{FromRow, SqliteConnection};

use super::{PAGE, jobs, money};
use crate::domain::credits::Credits;
use crate::domain::ids::{ChatId, JobId, PersonId, PurchaseId};
use crate::domain::language::Language;
use crate::domain::time::Moment;
use crate::store::console::people::{Block, Booking, Chat, SupportAnswer};
use crate::store::console::{PeopleFilter, PersonLine, PersonSheet, Request};
use crate::store::sqlite::persons;
use crate::store::sqlite::{facts, ledger};
use crate::store::{Address, Result};

#[derive(FromRow)]
struct Row {
    id: i64,
    created_at: i64,
    balance: u32,
    jobs: u32,
    blocked_at: Option<i64>,
    forgotten_at: Option<i64>,
}

pub(super) async fn list(
    db: &mut SqliteConnection,
    filter: &PeopleFilter,
) -> Result<Vec<PersonLine>> {
    let found = match filter.words.trim() {
        "" if filter.blocked => blocked(db).await?,
        "" => newest(db).await?,
        words => meant(db, words).await?,
    };
    let mut lines = Vec::with_capacity(found.len());
    for person in found {
        lines.extend(line(db, person).await?);
    }

    lines.retain(|line| line.is_blocked || !filter.blocked);
    Ok(lines)
}

async fn newest(db: &mut SqliteConnection) -> Result<Vec<i64>> {
    let sql = "SELECT id FROM persons WHERE joined_into IS NULL ORDER BY id DESC LIMIT ?1";
    Ok(sqlx::query_scalar(sql).bind(PAGE).fetch_all(db).await?)
}

async fn blocked(db: &mut SqliteConnection) -> Result<Vec<i64>> {
    let sql =
        "SELECT id FROM persons WHERE blocked_at IS NOT NULL ORDER BY blocked_at DESC LIMIT ?1";
    Ok(sqlx::query_scalar(sql).bind(PAGE).fetch_all(db).await?)
}

/// The people that the words can mean: by number, chat, job or purchase.
async fn meant(db: &mut SqliteConnection, words: &str) -> Result<Vec<i64>> {
    let (messenger, external) = words
        .split_once(':')
        .map_or((None, words), |(name, id)| (Some(name), id));
    let sql = "SELECT selves.person_id FROM selves WHERE self_id = ?1
               UNION
               SELECT person_id FROM chats
               WHERE external_id = ?2 AND (?3 IS NULL OR messenger = ?3) AND person_id IS NOT NULL
               UNION
               SELECT person_id FROM jobs WHERE id = ?4
               UNION
               SELECT person_id FROM purchases WHERE id = ?5
               LIMIT ?6";

    Ok(sqlx::query_scalar(sql)
        .bind(words.parse::<i64>().ok())
        .bind(external)
        .bind(messenger)
        .bind(JobId::parse(words).map(JobId::row))
        .bind(PurchaseId::parse(words).map(PurchaseId::row))
        .bind(PAGE)
        .fetch_all(db)
        .await?)
}

async fn line(db: &mut SqliteConnection, person: i64) -> Result<Option<PersonLine>> {
    let sql = "SELECT persons.id, created_at, balance, blocked_at, forgotten_at,
                      (SELECT count(*) FROM jobs WHERE person_id = persons.id) AS jobs
               FROM persons
               JOIN accounts ON accounts.name = 'user:' || persons.id
               WHERE persons.id = ?1";

    let Some(row): Option<Row> = sqlx::query_as(sql)
        .bind(person)
        .fetch_optional(&mut *db)
        .await?
    else {
        return Ok(None);
    };

    let chats = chats(db, person).await?;
    Ok(Some(PersonLine {
        id: PersonId(row.id),
        since: Moment::from_millis(row.created_at),
        addresses: chats.into_iter().map(|chat| chat.address).collect(),
        balance: Credits::new(row.balance),
        jobs: row.jobs,
        is_blocked: row.blocked_at.is_some(),
        is_forgotten: row.forgotten_at.is_some(),
    }))
}

#[derive(FromRow)]
struct ChatRow {
    id: i64,
    messenger: String,
    external_id: String,
    state: Option<String>,
    heard_at: Option<i64>,
    blocked_at: Option<i64>,
}

async fn chats(db: &mut SqliteConnection, person: i64) -> Result<Vec<Chat>> {
    let sql = "SELECT id, messenger, external_id, state, blocked_at,
                      (SELECT received_at FROM inbox WHERE chat_id = chats.id ORDER BY inbox.id DESC LIMIT 1) AS heard_at
               FROM chats
               WHERE person_id = ?1
               ORDER BY id";
    let rows: Vec<ChatRow> = sqlx::query_as(sql).bind(person).fetch_all(db).await?;
    let chat = |row: ChatRow| Chat {
        id: ChatId(row.id),
        address: Address {
            messenger: row.messenger,
            external: row.external_id,
        },
        state: facts::read_state(row.state.as_deref()),
        heard_at: row.heard_at.map(Moment::from_millis),
        has_blocked_us: row.blocked_at.is_some(),
    };

    Ok(rows.into_iter().map(chat).collect())
}

#[derive(FromRow)]
struct Details {
    language: Option<String>,
    held: u32,
    blocked_at: Option<i64>,
    blocked_because: Option<String>,
}

pub(super) async fn sheet(db: &mut SqliteConnection, id: PersonId) -> Result<Option<PersonSheet>> {
    let person = persons::now_known_as(db, id).await?.0;
    let Some(line) = line(db, person).await? else {
        return Ok(None);
    };

    let sql = "SELECT coalesce(persons.language,
                               (SELECT language FROM chats WHERE person_id = persons.id ORDER BY id LIMIT 1)) AS language,
                      balance AS held, blocked_at, blocked_because
               FROM persons
               JOIN accounts ON accounts.name = 'held:' || persons.id
               WHERE persons.id = ?1";
    let details: Details = sqlx::query_as(sql).bind(person).fetch_one(&mut *db).await?;

    Ok(Some(PersonSheet {
        line,
        language: details.language.and_then(|code| Language::parse(&code)),
        held: Credits::new(details.held),
        blocked: details.blocked_at.map(|at| Block {
            since: Moment::from_millis(at),
            reason: details.blocked_because.unwrap_or_default(),
        }),
        chats: chats(db, person).await?,
        movements: bookings(db, person).await?,
        jobs: jobs::of_person(db, person).await?,
        charges: money::of_person(db, person).await?,
        requests: requests(db, person).await?,
    }))
}

#[derive(FromRow)]
struct BookingRow {
    at: i64,
    kind: String,
    amount: i64,
    balance: i64,
    job_id: Option<i64>,
    note: String,
}

/// The last movements of a person's credits, each with the balance after it.
async fn bookings(db: &mut SqliteConnection, person: i64) -> Result<Vec<Booking>> {
    let sql = "SELECT at, kind, amount, sum(amount) OVER (ORDER BY id) AS balance, job_id, note FROM (
                   SELECT id, at, kind, -amount AS amount, job_id, note FROM movements WHERE from_account = ?1
                   UNION ALL
                   SELECT id, at, kind, amount, job_id, note FROM movements WHERE to_account = ?1
               )
               ORDER BY id DESC
               LIMIT ?2";

    let account = ledger::user(PersonId(person));
    let rows: Vec<BookingRow> = sqlx::query_as(sql)
        .bind(account)
        .bind(PAGE)
        .fetch_all(db)
        .await?;

    let booking = |row: BookingRow| Booking {
        at: Moment::from_millis(row.at),
        kind: row.kind,
        amount: row.amount,
        balance: row.balance,
        job: row.job_id.map(JobId::from_row),
        note: row.note,
    };

    Ok(rows.into_iter().map(booking).collect())
}

#[derive(FromRow)]
struct RequestRow {
    number: i64,
    text: String,
    at: i64,
    answer: Option<String>,
    answered_at: Option<i64>,
}

async fn requests(db: &mut SqliteConnection, person: i64) -> Result<Vec<Request>> {
    let sql = "SELECT number, text, at, answer, answered_at FROM support_requests
               WHERE person_id = ?1
               ORDER BY number DESC
               LIMIT ?2";
    let rows: Vec<RequestRow> = sqlx::query_as(sql)
        .bind(person)
        .bind(PAGE)
        .fetch_all(db)
        .await?;

    let request = |row: RequestRow| Request {
        number: row.number,
        text: row.text,
        at: Moment::from_millis(row.at),
        answer: row.answered_at.map(|at| SupportAnswer {
            text: row.answer.unwrap_or_default(),
            at: Moment::from_millis(at),
        }),
    };

    Ok(rows.into_iter().map(request).collect())
}
