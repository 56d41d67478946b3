//! Movements of credits: holds, grants and everything else. A trigger updates the balances; nothing
//! else may.

use crate::store::database::{Connection, query};
use async_trait::async_trait;

use super::{audit, books, locks};
use crate::domain::credits::Credits;
use crate::domain::ids::{JobId, PersonId};
use crate::domain::time::Moment;
use crate::store::ledger::{Books, Discrepancy, LedgerStore};
use crate::store::sql::SqlStore;
use crate::store::sql::persons;
use crate::store::{CreditGrant, Result};

#[async_trait]
impl LedgerStore for SqlStore {
    async fn grant(&self, credits: CreditGrant) -> Result<bool> {
        self.writer
            .run(move |db| Box::pin(grant(db, credits)))
            .await
    }

    async fn books(&self, from: Moment, until: Moment) -> Result<Books> {
        books::books(&self.readers, from, until).await
    }

    async fn audit(&self) -> Result<Vec<Discrepancy>> {
        audit::audit(&self.readers).await
    }
}

/// Holds the price of a job. A constraint of the account refuses credits that the person does not
/// have.
pub(super) async fn hold(
    db: &mut Connection,
    person: PersonId,
    job: JobId,
    price: Credits,
    now: Moment,
) -> Result<()> {
    if price.is_zero() {
        return Ok(());
    }

    let sql = "INSERT INTO movements (reason, kind, from_account, to_account, amount, job_id, at)
               VALUES ('hold:' || $1, 'hold', 'user:' || $2, 'held:' || $2, $3, $1, $4)";
    query(sql)
        .bind(job.row())
        .bind(person.0)
        .bind(price.amount())
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(())
}

/// Posts the hold of a delivered job. Its person may have joined another account since the hold.
pub(super) async fn post(db: &mut Connection, job: JobId, now: Moment) -> Result<()> {
    let sql = "INSERT INTO movements (reason, kind, from_account, to_account, amount, job_id, at)
               SELECT 'settle:' || job_id, 'post', 'held:' || jobs.person_id, 'revenue', amount, job_id, $2
               FROM movements
               JOIN jobs ON jobs.id = job_id
               WHERE reason = 'hold:' || $1";

    query(sql)
        .bind(job.row())
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(())
}

/// Voids the hold of a job that was not delivered. It has the same reason key as [`post`], so that
/// only one of them can happen.
pub(super) async fn void(db: &mut Connection, job: JobId, now: Moment) -> Result<()> {
    let sql = "INSERT INTO movements (reason, kind, from_account, to_account, amount, job_id, at)
               SELECT 'settle:' || job_id, 'void', 'held:' || jobs.person_id, 'user:' || jobs.person_id, amount, job_id, $2
               FROM movements
               JOIN jobs ON jobs.id = job_id
               WHERE reason = 'hold:' || $1";

    query(sql)
        .bind(job.row())
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(())
}

/// The account with the credits that a person can spend.
pub(super) fn user(person: PersonId) -> String {
    format!("user:{person}")
}

/// The account with the credits that are on hold for a person's jobs.
pub(super) fn held(person: PersonId) -> String {
    format!("held:{person}")
}

/// A movement between two accounts.
pub(super) struct Movement<'a> {
    /// A unique key, so that a movement happens once.
    pub(super) reason: &'a str,
    pub(super) kind: &'static str,
    pub(super) from: &'a str,
    pub(super) to: &'a str,
    pub(super) amount: Credits,
    pub(super) note: &'a str,
}

/// Books a movement. Zero credits are not booked.
pub(super) async fn book(db: &mut Connection, movement: Movement<'_>, now: Moment) -> Result<()> {
    if movement.amount.is_zero() {
        return Ok(());
    }

    let sql = "INSERT INTO movements (reason, kind, from_account, to_account, amount, note, at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    query(sql)
        .bind(movement.reason)
        .bind(movement.kind)
        .bind(movement.from)
        .bind(movement.to)
        .bind(movement.amount.amount())
        .bind(movement.note)
        .bind(now.millis())
        .execute(db)
        .await?;

    Ok(())
}

pub(super) async fn grant(db: &mut Connection, grant: CreditGrant) -> Result<bool> {
    let sql = "INSERT INTO movements (reason, kind, from_account, to_account, amount, note, at)
               VALUES ('grant:' || $1, 'grant', 'grants', 'user:' || $2, $3, $4, $5)
               ON CONFLICT (reason) DO NOTHING";
    let person = locks::person(db, grant.person).await?;
    let given = query(sql)
        .bind(&grant.reason)
        .bind(person.0)
        .bind(grant.amount.amount())
        .bind(&grant.note)
        .bind(grant.now.millis())
        .execute(&mut *db)
        .await?;

    persons::changed(db, person).await?;
    Ok(given.rows_affected() == 1)
}
