//! Locks that a transaction holds to its end, for a database with several writers.
//!
//! Who reads something and then decides by it locks it first, and reads it in a statement of its
//! own after that: PostgreSQL shows each statement what was committed when the statement began.
//! Persons are locked before what is theirs. Two transactions that wait for each other nevertheless
//! are found by PostgreSQL, and one of them is done once more.
//!
//! SQLite has one writer, so nothing is locked there.

use crate::domain::ids::{ChatId, JobId, OrderId, PersonId};
use crate::store::database::{Connection, query, query_scalar};
use crate::store::sql::persons;
use crate::store::{ChargeKey, Result};

/// Locks a person's affairs, in whatever account they are by now, and returns that account.
pub(super) async fn person(db: &mut Connection, person: PersonId) -> Result<PersonId> {
    let mut locked = persons::now_known_as(db, person).await?;
    if !db.has_many_writers() {
        return Ok(locked);
    }

    loop {
        row(
            db,
            "SELECT id FROM persons WHERE id = $1 FOR NO KEY UPDATE",
            locked.0,
        )
        .await?;

        // They may have joined another account meanwhile.
        let known_as = persons::now_known_as(db, person).await?;
        if known_as == locked {
            return Ok(locked);
        }
        locked = known_as;
    }
}

/// Locks two persons' affairs, always in the same order.
pub(super) async fn two_persons(db: &mut Connection, one: PersonId, other: PersonId) -> Result<()> {
    let sql = "SELECT id FROM persons WHERE id = $1 FOR NO KEY UPDATE";
    row(db, sql, one.0.min(other.0)).await?;
    row(db, sql, one.0.max(other.0)).await
}

/// Locks the affairs of the person whose job it is.
pub(super) async fn owner_of_job(db: &mut Connection, job: JobId) -> Result<()> {
    if !db.has_many_writers() {
        return Ok(());
    }

    let sql = "SELECT person_id FROM jobs WHERE id = $1";
    let owner: Option<i64> = query_scalar(sql)
        .bind(job.row())
        .fetch_optional(&mut *db)
        .await?;

    match owner {
        Some(owner) => person(db, PersonId(owner)).await.map(drop),
        None => Ok(()),
    }
}

/// Keeps a person from being forgotten for as long as something is written for them.
pub(super) async fn keep_person(db: &mut Connection, person: PersonId) -> Result<()> {
    let sql = "SELECT id FROM persons WHERE id = $1 FOR SHARE";
    row(db, sql, person.0).await
}

/// Locks a chat, so that what is written for it gets its numbers in the order in which it can be
/// seen.
pub(super) async fn chat(db: &mut Connection, chat: ChatId) -> Result<()> {
    let sql = "SELECT id FROM chats WHERE id = $1 FOR NO KEY UPDATE";
    row(db, sql, chat.0).await
}

/// Locks an order.
pub(super) async fn order(db: &mut Connection, order: OrderId) -> Result<()> {
    let sql = "SELECT id FROM orders WHERE id = $1 FOR NO KEY UPDATE";
    row(db, sql, order.row()).await
}

/// Locks a charge.
pub(super) async fn charge(db: &mut Connection, charge: &ChargeKey) -> Result<()> {
    if db.has_many_writers() {
        let sql = "SELECT id FROM charges WHERE provider = $1 AND id = $2 FOR NO KEY UPDATE";
        query(sql)
            .bind(charge.provider.name())
            .bind(&charge.id)
            .execute(db)
            .await?;
    }

    Ok(())
}

/// Locks a name, for what has no row of its own, such as all uses of a promotion.
pub(super) async fn name(db: &mut Connection, name: &str) -> Result<()> {
    if db.has_many_writers() {
        db.lock_name(name).await?;
    }

    Ok(())
}

async fn row(db: &mut Connection, sql: &'static str, id: i64) -> Result<()> {
    if db.has_many_writers() {
        query(sql).bind(id).execute(db).await?;
    }

    Ok(())
}
