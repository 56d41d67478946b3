//! All rows of a SQLite file, carried over to an empty database of PostgreSQL.
//!
//! The source is locked against writers meanwhile, and the target gets everything in one
//! transaction: it is empty or complete. Each row is read back before the commit. Triggers, which
//! would move balances and counts once more, are off until then. What the tables are is read from
//! the target, whose columns have the names that SQLite's have.

mod cell;
mod tables;

use std::path::Path;

use anyhow::{Context, bail, ensure};
use futures_util::TryStreamExt;
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, PgConnection, Postgres, SqliteConnection,
    Transaction, query, query_scalar, sqlite::SqliteConnectOptions,
};

use self::{
    cell::{Batch, RowSum},
    tables::Table,
};
use super::{PostgresAddress, postgres};
use crate::domain::time::Moment;

/// Tables that have rows from the beginning, which the rows of the source replace.
const SEEDED: [&str; 4] = ["accounts", "feed_styles", "instance", "web_keys"];
/// Rows of one statement.
const BATCH_ROWS: usize = 1000;
/// Bytes of texts after which a statement is full as well.
const BATCH_BYTES: usize = 8 << 20;

/// What was carried over of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedTable {
    /// Its name.
    pub name: String,
    /// Its rows, each of which was compared.
    pub rows: u64,
}

/// A file of SQLite that nobody writes to and an empty database of PostgreSQL.
pub struct Moving {
    source: SqliteConnection,
    target: PgConnection,
    tables: Vec<Table>,
}

impl Moving {
    /// Locks the source, and migrates the target if needed. The source must have been migrated.
    ///
    /// # Errors
    /// If the source cannot be locked, a worker still works with it, the target cannot be reached,
    /// or it is not empty.
    pub async fn begin(
        source: &Path,
        target: &PostgresAddress,
        now: Moment,
    ) -> anyhow::Result<Self> {
        let mut source = SqliteConnectOptions::new()
            .filename(source)
            .foreign_keys(true)
            .disable_statement_logging()
            .connect()
            .await?;
        query("BEGIN IMMEDIATE")
            .execute(&mut source)
            .await
            .context("somebody else writes to the source")?;
        refuse_workers(&mut source, now).await?;

        let mut target = postgres::connect_and_migrate(target).await?;
        let tables = tables::in_order(&mut target).await?;
        ensure!(
            tables::names_in_sqlite(&mut source).await? == tables::names(&tables),
            "the two databases have different tables, which is a mistake in the program"
        );
        refuse_rows(&mut target, &tables).await?;

        Ok(Self {
            source,
            target,
            tables,
        })
    }

    /// Carries all rows over and compares them.
    ///
    /// # Errors
    /// If a database fails, or a row does not arrive as it was. The target is empty then.
    pub async fn carry_over(
        mut self,
        mut progress: impl FnMut(&MovedTable),
    ) -> anyhow::Result<Vec<MovedTable>> {
        let mut target = self.target.begin().await?;
        switch_triggers(&mut target, &self.tables, "DISABLE").await?;
        for table in self.tables.iter().rev() {
            if SEEDED.contains(&table.name.as_str()) {
                let sql = format!("DELETE FROM {}", table.name);
                query(AssertSqlSafe(sql)).execute(&mut *target).await?;
            }
        }

        let mut moved = Vec::new();
        for table in &self.tables {
            let sent = send(&mut self.source, &mut target, table)
                .await
                .with_context(|| format!("the rows of {} could not be carried over", table.name))?;
            let arrived = received(&mut target, table).await?;
            ensure!(
                sent == arrived,
                "the rows of {} did not arrive as they were ({} and {} rows)",
                table.name,
                sent.rows(),
                arrived.rows()
            );
            advance_identity(&mut self.source, &mut target, table).await?;

            let table = MovedTable {
                name: table.name.clone(),
                rows: sent.rows(),
            };
            progress(&table);
            moved.push(table);
        }

        switch_triggers(&mut target, &self.tables, "ENABLE").await?;
        target.commit().await?;
        // So that the first statements are planned by what is there.
        query("ANALYZE").execute(&mut self.target).await?;

        query("ROLLBACK").execute(&mut self.source).await?;
        Ok(moved)
    }
}

/// A worker may paint without the service, and would lose its work.
async fn refuse_workers(source: &mut SqliteConnection, now: Moment) -> anyhow::Result<()> {
    let sql = "SELECT leased_by FROM jobs WHERE state = 'running' AND lease_until > $1
               UNION ALL
               SELECT leased_by FROM masters WHERE state = 'running' AND lease_until > $1";
    let worker: Option<Option<String>> = query_scalar(sql)
        .bind(now.millis())
        .fetch_optional(source)
        .await?;

    match worker {
        Some(name) => bail!(
            "the worker {} still has a lease; stop all workers, and wait a minute if one was killed",
            name.unwrap_or_default()
        ),
        None => Ok(()),
    }
}

async fn refuse_rows(target: &mut PgConnection, tables: &[Table]) -> anyhow::Result<()> {
    for table in tables {
        if SEEDED.contains(&table.name.as_str()) {
            continue;
        }

        let sql = format!("SELECT EXISTS (SELECT 1 FROM {})", table.name);
        let has_rows: bool = query_scalar(AssertSqlSafe(sql))
            .fetch_one(&mut *target)
            .await?;
        ensure!(
            !has_rows,
            "the target is not empty: its table {} has rows",
            table.name
        );
    }

    Ok(())
}

/// The triggers of the schema. Those of the foreign keys stay on.
async fn switch_triggers(
    target: &mut Transaction<'_, Postgres>,
    tables: &[Table],
    switch: &str,
) -> anyhow::Result<()> {
    for table in tables {
        let sql = format!("ALTER TABLE {} {switch} TRIGGER USER", table.name);
        query(AssertSqlSafe(sql)).execute(&mut **target).await?;
    }

    Ok(())
}

async fn send(
    source: &mut SqliteConnection,
    target: &mut Transaction<'_, Postgres>,
    table: &Table,
) -> anyhow::Result<RowSum> {
    let mut sum = RowSum::default();
    let mut batch = Batch::new(table.kinds());
    let sql = AssertSqlSafe(table.select_in_order());
    let mut rows = query(sql).fetch(source);

    while let Some(row) = rows.try_next().await? {
        let cells = table.read_from_sqlite(&row)?;
        sum.add(&cells);
        batch.push(cells);

        if batch.rows() == BATCH_ROWS || batch.bytes() >= BATCH_BYTES {
            let full = std::mem::replace(&mut batch, Batch::new(table.kinds()));
            insert(target, table, full).await?;
        }
    }

    if batch.rows() > 0 {
        insert(target, table, batch).await?;
    }

    Ok(sum)
}

async fn insert(
    target: &mut Transaction<'_, Postgres>,
    table: &Table,
    batch: Batch,
) -> anyhow::Result<()> {
    let sql = AssertSqlSafe(table.insert());
    let inserted = batch.bind_to(query(sql)).execute(&mut **target).await?;
    ensure!(inserted.rows_affected() > 0, "nothing was inserted");

    Ok(())
}

async fn received(target: &mut Transaction<'_, Postgres>, table: &Table) -> anyhow::Result<RowSum> {
    let mut sum = RowSum::default();
    let sql = AssertSqlSafe(table.select());
    let mut rows = query(sql).fetch(&mut **target);

    while let Some(row) = rows.try_next().await? {
        sum.add(&table.read_from_postgres(&row)?);
    }

    Ok(sum)
}

/// No id is given twice, not even that of a row which was deleted long ago.
async fn advance_identity(
    source: &mut SqliteConnection,
    target: &mut Transaction<'_, Postgres>,
    table: &Table,
) -> anyhow::Result<()> {
    let Some(identity) = &table.identity else {
        return Ok(());
    };

    let sql = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = $1";
    let given: i64 = query_scalar(sql)
        .bind(&table.name)
        .fetch_one(source)
        .await?;
    let name = &table.name;
    let sql = format!(
        "SELECT setval(pg_get_serial_sequence('{name}', '{identity}'), last, TRUE)
         FROM (SELECT greatest($1, (SELECT max({identity}) FROM {name})) AS last) AS given
         WHERE last > 0"
    );
    query(AssertSqlSafe(sql))
        .bind(given)
        .execute(&mut **target)
        .await?;

    Ok(())
}
