//! Lists of people, and one person with all their details.

use super::page_sql::push_page;
use super::{jobs, money};
use crate::domain::credits::Credits;
use crate::domain::ids::{ChatId, JobId, PersonId, PurchaseId};
use crate::domain::language::Language;
use crate::domain::time::Moment;
use crate::store::console::lists::{ListOrder, Towards};
use crate::store::console::people::{Block, Booking, Chat};
use crate::store::console::{
    ChargeFilter, JobFilter, ListKey, ListPage, PageStart, PeopleFilter, PersonLine, PersonSheet,
};
use crate::store::database::{Connection, QueryBuilder, query_as, query_scalar};
use crate::store::sql::persons;
use crate::store::sql::{facts, ledger, support};
use crate::store::{Address, Result, SupportRequest};
use sqlx::FromRow;

#[derive(FromRow)]
struct Row {
    id: i64,
    created_at: i64,
    #[sqlx(try_from = "i64")]
    balance: u32,
    #[sqlx(try_from = "i64")]
    jobs: u32,
    blocked_at: Option<i64>,
    forgotten_at: Option<i64>,
}

/// The most people that words can mean.
const MOST_MEANT: u32 = 50;
/// The chats that stand beside a person in a list.
const CHATS_IN_LIST: usize = 5;
/// The lines of each list on a person's page.
const LINES_ON_SHEET: usize = 10;

/// A page of people: those that the words mean, those who are blocked, or everybody.
pub(super) async fn list(
    db: &mut Connection,
    filter: &PeopleFilter,
    start: &PageStart<ListKey>,
    limit: usize,
) -> Result<ListPage<PersonLine, ListKey>> {
    let found = match filter.words.trim() {
        "" if filter.blocked => page(db, BLOCKED, start, limit).await?,
        "" => page(db, EVERYBODY, start, limit).await?,
        words => ListPage {
            items: meant(db, words).await?,
            newer: None,
            older: None,
        },
    };

    let mut lines = Vec::with_capacity(found.items.len());
    for person in found.items {
        lines.extend(line(db, person).await?);
    }

    lines.retain(|line| line.is_blocked || !filter.blocked);
    Ok(ListPage {
        items: lines,
        newer: found.newer,
        older: found.older,
    })
}

/// A list of all people that fulfil a condition.
struct Listing {
    sql: &'static str,
    columns: &'static [&'static str],
}

const EVERYBODY: Listing = Listing {
    sql: "SELECT id AS rank, id FROM persons WHERE joined_into IS NULL",
    columns: &["id"],
};

const BLOCKED: Listing = Listing {
    sql: "SELECT blocked_at AS rank, id FROM persons WHERE blocked_at IS NOT NULL",
    columns: &["blocked_at", "id"],
};

#[derive(FromRow)]
struct PlaceRow {
    rank: i64,
    id: i64,
}

async fn page(
    db: &mut Connection,
    listing: Listing,
    start: &PageStart<ListKey>,
    limit: usize,
) -> Result<ListPage<i64, ListKey>> {
    let order = ListOrder::NewestFirst;
    let mut query = QueryBuilder::new(listing.sql);
    if listing.columns.len() == 1 {
        let start = start.clone().map(|key| key.id);
        push_page(&mut query, listing.columns, order, &start, limit);
    } else {
        push_page(&mut query, listing.columns, order, start, limit);
    }

    let rows: Vec<PlaceRow> = query.build_query_as().fetch_all(db).await?;
    let page = ListPage::from_rows(rows, start, order, limit, |row| ListKey {
        rank: row.rank,
        id: row.id,
    });
    page.try_map(|row| Ok(row.id))
}

/// The people that the words can mean: by number, chat, job or purchase.
async fn meant(db: &mut Connection, words: &str) -> Result<Vec<i64>> {
    let (messenger, external) = words
        .split_once(':')
        .map_or((None, words), |(name, id)| (Some(name), id));
    let sql = "SELECT selves.person_id FROM selves WHERE self_id = $1
               UNION
               SELECT person_id FROM chats
               WHERE external_id = $2 AND (CAST($3 AS TEXT) IS NULL OR messenger = $3) AND person_id IS NOT NULL
               UNION
               SELECT person_id FROM jobs WHERE id = $4
               UNION
               SELECT person_id FROM purchases WHERE id = $5
               ORDER BY 1 DESC
               LIMIT $6";

    Ok(query_scalar(sql)
        .bind(words.parse::<i64>().ok())
        .bind(external)
        .bind(messenger)
        .bind(JobId::parse(words).map(JobId::row))
        .bind(PurchaseId::parse(words).map(PurchaseId::row))
        .bind(MOST_MEANT)
        .fetch_all(db)
        .await?)
}

async fn line(db: &mut Connection, person: i64) -> Result<Option<PersonLine>> {
    let sql = "SELECT persons.id, created_at, balance, blocked_at, forgotten_at,
                      (SELECT count(*) FROM jobs WHERE person_id = persons.id) AS jobs
               FROM persons
               JOIN accounts ON accounts.name = 'user:' || persons.id
               WHERE persons.id = $1";

    let Some(row): Option<Row> = query_as(sql).bind(person).fetch_optional(&mut *db).await? else {
        return Ok(None);
    };

    let chats = chats(db, person, &PageStart::First, CHATS_IN_LIST).await?;
    Ok(Some(PersonLine {
        id: PersonId(row.id),
        since: Moment::from_millis(row.created_at),
        addresses: chats.items.into_iter().map(|chat| chat.address).collect(),
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

/// A page of a person's chats, oldest first.
pub(super) async fn chats(
    db: &mut Connection,
    person: i64,
    start: &PageStart<i64>,
    limit: usize,
) -> Result<ListPage<Chat, i64>> {
    let order = ListOrder::OldestFirst;
    let mut query = QueryBuilder::new(
        "SELECT id, messenger, external_id, state, blocked_at,
                (SELECT received_at FROM inbox WHERE chat_id = chats.id ORDER BY inbox.id DESC LIMIT 1) AS heard_at
         FROM chats
         WHERE person_id = ",
    );
    query.push_bind(person);
    push_page(&mut query, &["id"], order, start, limit);

    let rows: Vec<ChatRow> = query.build_query_as().fetch_all(db).await?;
    let page = ListPage::from_rows(rows, start, order, limit, |row| row.id);
    page.try_map(|row| {
        Ok(Chat {
            id: ChatId(row.id),
            address: Address {
                messenger: row.messenger,
                external: row.external_id,
            },
            state: facts::read_state(row.state.as_deref()),
            heard_at: row.heard_at.map(Moment::from_millis),
            has_blocked_us: row.blocked_at.is_some(),
        })
    })
}

#[derive(FromRow)]
struct Details {
    language: Option<String>,
    #[sqlx(try_from = "i64")]
    held: u32,
    blocked_at: Option<i64>,
    blocked_because: Option<String>,
}

pub(super) async fn sheet(db: &mut Connection, id: PersonId) -> Result<Option<PersonSheet>> {
    let person = persons::now_known_as(db, id).await?.0;
    let Some(line) = line(db, person).await? else {
        return Ok(None);
    };

    let sql = "SELECT coalesce(persons.language,
                               (SELECT language FROM chats WHERE person_id = persons.id ORDER BY id LIMIT 1)) AS language,
                      balance AS held, blocked_at, blocked_because
               FROM persons
               JOIN accounts ON accounts.name = 'held:' || persons.id
               WHERE persons.id = $1";
    let details: Details = query_as(sql).bind(person).fetch_one(&mut *db).await?;

    let own_jobs = JobFilter {
        person: Some(PersonId(person)),
        ..JobFilter::default()
    };
    let own_charges = ChargeFilter {
        person: Some(PersonId(person)),
        ..ChargeFilter::default()
    };

    Ok(Some(PersonSheet {
        line,
        language: details.language.and_then(|code| Language::parse(&code)),
        held: Credits::new(details.held),
        blocked: details.blocked_at.map(|at| Block {
            since: Moment::from_millis(at),
            reason: details.blocked_because.unwrap_or_default(),
        }),
        chats: chats(db, person, &PageStart::First, LINES_ON_SHEET).await?,
        movements: movements(db, person, &PageStart::First, LINES_ON_SHEET).await?,
        jobs: jobs::list(db, &own_jobs, &PageStart::First, LINES_ON_SHEET).await?,
        charges: money::charges(db, &own_charges, &PageStart::First, LINES_ON_SHEET).await?,
        requests: requests(db, Some(person), &PageStart::First, LINES_ON_SHEET).await?,
    }))
}

#[derive(FromRow)]
struct MovementRow {
    id: i64,
    at: i64,
    kind: String,
    amount: i64,
    job_id: Option<i64>,
    note: String,
}

/// A page of the movements of a person's credits, newest first, each with the balance after it.
pub(super) async fn movements(
    db: &mut Connection,
    person: i64,
    start: &PageStart<i64>,
    limit: usize,
) -> Result<ListPage<Booking, i64>> {
    let order = ListOrder::NewestFirst;
    let account = ledger::user(PersonId(person));

    // Two ranges of an index each, of which the nearest rows are merged.
    let mut rows = one_side(db, FROM, &account, start, limit).await?;
    rows.extend(one_side(db, TO, &account, start, limit).await?);
    rows.sort_unstable_by_key(|row| row.id);
    if start.towards(order) == Towards::Older {
        rows.reverse();
    }

    let page = ListPage::from_rows(rows, start, order, limit, |row| row.id);
    let newest = page.items.first().map_or(0, |row| row.id);
    let mut balance = balance_after(db, &account, newest).await?;
    page.try_map(|row| {
        let after = balance;
        balance -= row.amount;

        Ok(Booking {
            at: Moment::from_millis(row.at),
            kind: row.kind,
            amount: row.amount,
            balance: after,
            job: row.job_id.map(JobId::from_row),
            note: row.note,
        })
    })
}

const FROM: &str =
    "SELECT id, at, kind, -amount AS amount, job_id, note FROM movements WHERE from_account = ";
const TO: &str = "SELECT id, at, kind, amount, job_id, note FROM movements WHERE to_account = ";

async fn one_side(
    db: &mut Connection,
    side: &str,
    account: &str,
    start: &PageStart<i64>,
    limit: usize,
) -> Result<Vec<MovementRow>> {
    let mut query = QueryBuilder::new(side);
    query.push_bind(account.to_owned());
    push_page(&mut query, &["id"], ListOrder::NewestFirst, start, limit);

    Ok(query.build_query_as().fetch_all(db).await?)
}

/// What an account had after a movement, from what it has now.
async fn balance_after(db: &mut Connection, account: &str, movement: i64) -> Result<i64> {
    let sql = "SELECT balance
                      + (SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM movements WHERE from_account = $1 AND id > $2)
                      - (SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM movements WHERE to_account = $1 AND id > $2)
               FROM accounts
               WHERE name = $1";
    let balance: Option<i64> = query_scalar(sql)
        .bind(account)
        .bind(movement)
        .fetch_optional(db)
        .await?;

    Ok(balance.unwrap_or_default())
}

/// A page of support requests: the open ones of everybody, oldest first, or all of one person,
/// newest first.
pub(super) async fn requests(
    db: &mut Connection,
    person: Option<i64>,
    start: &PageStart<i64>,
    limit: usize,
) -> Result<ListPage<SupportRequest, i64>> {
    let mut query = QueryBuilder::new(support::LINE);
    let order = if let Some(person) = person {
        query
            .push(" WHERE support_requests.person_id = ")
            .push_bind(person);
        ListOrder::NewestFirst
    } else {
        query.push(" WHERE answered_at IS NULL");
        ListOrder::OldestFirst
    };
    push_page(&mut query, &["number"], order, start, limit);

    let rows: Vec<support::Row> = query.build_query_as().fetch_all(db).await?;
    let page = ListPage::from_rows(rows, start, order, limit, support::Row::number);
    page.try_map(|row| Ok(row.request()))
}
