//! Lists of jobs, and one job with all its details.

use crate::store::database::{Connection, QueryBuilder, Whole, query_as};
use sqlx::FromRow;
use std::time::Duration;

use super::page_sql::push_page;
use crate::domain::credits::Credits;
use crate::domain::ids::{ChatId, JobId, PersonId};
use crate::domain::job::Rendition;
use crate::domain::language::Language;
use crate::domain::picture::PictureKey;
use crate::domain::tier::Tier;
use crate::domain::time::Moment;
use crate::domain::work::{KindName, painting};
use crate::store::Result;
use crate::store::console::jobs::JobHold;
use crate::store::console::lists::ListOrder;
use crate::store::console::{JobFilter, JobLine, JobSheet, JobState, ListKey, ListPage, PageStart};
use crate::store::sql::due;

#[derive(FromRow)]
struct Row {
    id: i64,
    state: String,
    job_kind: String,
    tier: String,
    #[sqlx(try_from = "i64")]
    price: u32,
    #[sqlx(try_from = "i64")]
    percent: u8,
    person_id: i64,
    messenger: Option<String>,
    asked_at: i64,
    started_at: Option<i64>,
    ended_at: Option<i64>,
}

const COLUMNS: &str =
    "SELECT jobs.id, jobs.state, job_kind, tier, price, percent, jobs.person_id, messenger, asked_at, started_at,
            ended_at
     FROM ";

const TABLES: &str = "jobs LEFT JOIN chats ON chats.id = chat_id";

fn line(row: Row) -> JobLine {
    JobLine {
        id: JobId::from_row(row.id),
        state: JobState::parse(&row.state).unwrap_or(JobState::Failed),
        kind: KindName::parse(&row.job_kind).unwrap_or(painting::NAME),
        tier: Tier::parse(&row.tier).unwrap_or(Tier::Free),
        price: Credits::new(row.price),
        percent: row.percent,
        person: PersonId(row.person_id),
        messenger: row.messenger,
        asked_at: Moment::from_millis(row.asked_at),
        started_at: row.started_at.map(Moment::from_millis),
        ended_at: row.ended_at.map(Moment::from_millis),
    }
}

/// The tables of a list, up to its first condition.
fn push_tables(query: &mut QueryBuilder, filter: &JobFilter) {
    let Some(things) = &filter.things else {
        query.push(TABLES).push(" WHERE TRUE");
        return;
    };

    // The cross join keeps SQLite from reading all jobs that pass the other filters.
    let classes = due::list(things.iter().map(|&class| i64::from(class)));
    query
        .push(
            "(SELECT DISTINCT job_id FROM job_things
              WHERE class IN (SELECT CAST(value AS BIGINT) FROM json_each(",
        )
        .push_bind(classes)
        .push("))) AS found CROSS JOIN ")
        .push(TABLES)
        .push(" WHERE jobs.id = found.job_id");
}

/// A page of jobs, newest first.
pub(super) async fn list(
    db: &mut Connection,
    filter: &JobFilter,
    start: &PageStart<ListKey>,
    limit: usize,
) -> Result<ListPage<JobLine, ListKey>> {
    let mut query = QueryBuilder::new(COLUMNS);
    push_tables(&mut query, filter);

    if let Some(person) = filter.person {
        query.push(" AND jobs.person_id = ").push_bind(person.0);
    }

    if let Some(state) = filter.state {
        query.push(" AND jobs.state = ").push_bind(state.name());
    }

    if let Some(tier) = filter.tier {
        query.push(" AND tier = ").push_bind(tier.name());
    }

    if let Some(messenger) = &filter.messenger {
        // The empty text keeps SQLite from sorting all jobs of all chats of a messenger.
        query
            .push(" AND messenger || '' = ")
            .push_bind(messenger.clone());
    }

    if let Some(kind) = filter.kind {
        query
            .push(" AND job_kind = ")
            .push_bind(kind.as_str().to_owned());
    }

    push_page(
        &mut query,
        &["asked_at", "jobs.id"],
        ListOrder::NewestFirst,
        start,
        limit,
    );

    let rows: Vec<Row> = query.build_query_as().fetch_all(db).await?;
    let page = ListPage::from_rows(rows, start, ListOrder::NewestFirst, limit, |row| ListKey {
        rank: row.asked_at,
        id: row.id,
    });

    page.try_map(|row| Ok(line(row)))
}

#[derive(FromRow)]
struct Details {
    chat_id: Option<i64>,
    language: Option<String>,
    request: Option<String>,
    #[sqlx(try_from = "i64")]
    attempt: u32,
    #[sqlx(try_from = "i64")]
    failures: u32,
    leased_by: Option<String>,
    ready_at: i64,
    worked_millis: Option<i64>,
    failure: Option<String>,
    found: Option<String>,
}

pub(super) async fn sheet(db: &mut Connection, id: JobId) -> Result<Option<JobSheet>> {
    let mut query = QueryBuilder::new(COLUMNS);
    query
        .push(TABLES)
        .push(" WHERE jobs.id = ")
        .push_bind(id.row());

    let Some(row) = query
        .build_query_as::<Row>()
        .fetch_optional(&mut *db)
        .await?
    else {
        return Ok(None);
    };

    let sql = "SELECT chat_id, coalesce(persons.language, chats.language) AS language, request, attempt, failures,
                      leased_by, ready_at, worked_millis, failure, found
               FROM jobs
               JOIN persons ON persons.id = jobs.person_id
               LEFT JOIN chats ON chats.id = chat_id
               WHERE jobs.id = $1";

    let details: Details = query_as(sql).bind(id.row()).fetch_one(&mut *db).await?;
    Ok(Some(JobSheet {
        line: line(row),
        chat: details.chat_id.map(ChatId),
        language: details
            .language
            .and_then(|code| Language::parse(&code))
            .unwrap_or_default(),
        request: details
            .request
            .map(|json| serde_json::from_str(&json))
            .transpose()?,
        renditions: renditions(db, id).await?,
        found: details
            .found
            .map(|json| serde_json::from_str(&json))
            .transpose()?
            .unwrap_or_default(),
        attempts: details.attempt,
        failures: details.failures,
        painter: details.leased_by,
        ready_at: Moment::from_millis(details.ready_at),
        worked: details
            .worked_millis
            .map(|millis| Duration::from_millis(millis.unsigned_abs())),
        failure: details
            .failure
            .map(|json| serde_json::from_str(&json))
            .transpose()?,
        hold: hold(db, id).await?,
    }))
}

async fn renditions(db: &mut Connection, job: JobId) -> Result<Vec<Rendition>> {
    let sql = "SELECT picture_key, iteration FROM renditions WHERE job_id = $1 ORDER BY place";
    let rows: Vec<(String, Whole)> = query_as(sql).bind(job.row()).fetch_all(db).await?;
    let rendition = |(key, Whole(iteration)): (String, Whole)| {
        Some(Rendition {
            picture: PictureKey::parse(&key)?,
            iteration,
        })
    };

    Ok(rows.into_iter().filter_map(rendition).collect())
}

async fn hold(db: &mut Connection, job: JobId) -> Result<Option<JobHold>> {
    let sql = "SELECT amount, (SELECT kind FROM movements WHERE reason = 'settle:' || $1)
               FROM movements
               WHERE reason = 'hold:' || $1";
    let row: Option<(Whole, Option<String>)> =
        query_as(sql).bind(job.row()).fetch_optional(db).await?;

    Ok(row.map(|(Whole(amount), ending)| JobHold {
        amount: Credits::new(amount),
        ending,
    }))
}
