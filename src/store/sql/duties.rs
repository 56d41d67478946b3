//! Processes, their duties, and what they have in hand.

use std::time::Duration;

use async_trait::async_trait;
use sqlx::FromRow;

use crate::domain::time::Moment;
use crate::store::Result;
use crate::store::database::{Connection, Pool, query, query_as, query_scalar};
use crate::store::duties::{DutyStore, ProcessRow};
use crate::store::sql::SqlStore;

#[async_trait]
impl DutyStore for SqlStore {
    async fn processes(&self) -> Result<Vec<ProcessRow>> {
        processes(&self.readers).await
    }

    async fn enter(&self, process: &str, lease: Duration) -> Result<()> {
        let process = process.to_owned();
        self.writer
            .run(move |db| Box::pin(enter(db, process, lease)))
            .await
    }

    async fn renew(&self, process: &str) -> Result<bool> {
        let process = process.to_owned();
        self.writer
            .run(move |db| Box::pin(async move { renew(db, &process).await }))
            .await
    }

    async fn bury(&self, seen: &ProcessRow, now: Moment) -> Result<bool> {
        let seen = seen.clone();
        self.writer
            .run(move |db| Box::pin(bury(db, seen, now)))
            .await
    }

    async fn leave(&self, process: &str, now: Moment) -> Result<()> {
        let process = process.to_owned();
        self.writer
            .run(move |db| Box::pin(leave(db, process, now)))
            .await
    }

    async fn forget_processes(&self, now: Moment) -> Result<()> {
        self.writer
            .run(move |db| Box::pin(forget_processes(db, now)))
            .await
    }

    async fn free_duties(&self, duties: &[String], process: &str) -> Result<Vec<String>> {
        let held = held_by_others(&self.readers, process).await?;
        let free = duties.iter().filter(|duty| !held.contains(duty));

        Ok(free.cloned().collect())
    }

    async fn take_duty(&self, duty: &str, process: &str) -> Result<Option<i64>> {
        let duty = duty.to_owned();
        let process = process.to_owned();
        self.writer
            .run(move |db| Box::pin(take(db, duty, process)))
            .await
    }

    async fn release_duty(&self, duty: &str, process: &str, term: i64) -> Result<()> {
        let duty = duty.to_owned();
        let process = process.to_owned();
        self.writer
            .run(move |db| Box::pin(release(db, duty, process, term)))
            .await
    }

    async fn time(&self) -> Result<Option<Moment>> {
        let millis = self.readers.time_of_server().await?;
        Ok(millis.map(Moment::from_millis))
    }
}

#[derive(FromRow)]
struct Row {
    name: String,
    renewals: i64,
    lease_millis: i64,
}

async fn processes(db: &Pool) -> Result<Vec<ProcessRow>> {
    let sql = "SELECT name, renewals, lease_millis FROM processes ORDER BY name";
    let rows: Vec<Row> = query_as(sql).fetch_all(db).await?;

    let row = |row: Row| ProcessRow {
        name: row.name,
        renewals: row.renewals,
        lease: Duration::from_millis(row.lease_millis.unsigned_abs()),
    };
    Ok(rows.into_iter().map(row).collect())
}

async fn enter(db: &mut Connection, process: String, lease: Duration) -> Result<()> {
    let sql = "INSERT INTO processes (name, renewals, lease_millis) VALUES ($1, 1, $2)
               ON CONFLICT (name) DO UPDATE SET renewals = processes.renewals + 1";
    query(sql)
        .bind(process)
        .bind(i64::try_from(lease.as_millis()).unwrap_or(i64::MAX))
        .execute(db)
        .await?;

    Ok(())
}

/// Locks the process's row as well: nobody can bury it before the transaction ends.
async fn renew(db: &mut Connection, process: &str) -> Result<bool> {
    let sql = "UPDATE processes SET renewals = renewals + 1 WHERE name = $1";
    let renewed = query(sql).bind(process).execute(db).await?;

    Ok(renewed.rows_affected() == 1)
}

async fn bury(db: &mut Connection, seen: ProcessRow, now: Moment) -> Result<bool> {
    let sql = "DELETE FROM processes WHERE name = $1 AND renewals = $2";
    let removed = query(sql)
        .bind(&seen.name)
        .bind(seen.renewals)
        .execute(&mut *db)
        .await?;

    let is_gone = removed.rows_affected() == 1;
    if is_gone {
        free_abandoned(db, now).await?;
    }

    Ok(is_gone)
}

async fn leave(db: &mut Connection, process: String, now: Moment) -> Result<()> {
    let sql = "DELETE FROM processes WHERE name = $1";
    query(sql).bind(process).execute(&mut *db).await?;

    free_abandoned(db, now).await
}

/// Makes everything due whose holder is no process any more.
async fn free_abandoned(db: &mut Connection, now: Moment) -> Result<()> {
    let statements = [
        "UPDATE outbox SET next_at = $1, next_set_at = $1, is_being_sent = FALSE, held_by = NULL
         WHERE ended_at IS NULL AND is_being_sent = TRUE AND held_by IS NOT NULL
           AND held_by NOT IN (SELECT name FROM processes)",
        // An update with an attempt was hidden by its holder before risky work.
        "UPDATE inbox
         SET ready_at = CASE WHEN attempts > 0 AND ready_at > $1 THEN $1 ELSE ready_at END,
             ready_set_at = CASE WHEN attempts > 0 THEN $1 ELSE ready_set_at END,
             held_by = NULL
         WHERE done_at IS NULL AND held_by IS NOT NULL
           AND held_by NOT IN (SELECT name FROM processes)",
    ];

    for statement in statements {
        query(statement)
            .bind(now.millis())
            .execute(&mut *db)
            .await?;
    }

    Ok(())
}

async fn forget_processes(db: &mut Connection, now: Moment) -> Result<()> {
    query("DELETE FROM processes").execute(&mut *db).await?;

    free_abandoned(db, now).await
}

async fn held_by_others(db: &Pool, process: &str) -> Result<Vec<String>> {
    let sql = "SELECT duties.name FROM duties
               JOIN processes ON processes.name = duties.holder
               WHERE duties.holder <> $1";
    Ok(query_scalar(sql).bind(process).fetch_all(db).await?)
}

async fn take(db: &mut Connection, duty: String, process: String) -> Result<Option<i64>> {
    if !renew(db, &process).await? {
        return Ok(None);
    }

    let sql = "INSERT INTO duties (name, holder, term) VALUES ($1, $2, 1)
               ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, term = duties.term + 1
               WHERE duties.holder = excluded.holder
                  OR duties.holder NOT IN (SELECT name FROM processes)
               RETURNING term";
    Ok(query_scalar(sql)
        .bind(duty)
        .bind(process)
        .fetch_optional(db)
        .await?)
}

async fn release(db: &mut Connection, duty: String, process: String, term: i64) -> Result<()> {
    // No process has an empty name. The row stays, so that terms go on.
    let sql = "UPDATE duties SET holder = '' WHERE name = $1 AND holder = $2 AND term = $3";
    query(sql)
        .bind(duty)
        .bind(process)
        .bind(term)
        .execute(db)
        .await?;

    Ok(())
}
