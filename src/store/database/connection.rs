//! Connections, pools of them, and transactions that read.

use std::{
    ops::{Deref, DerefMut},
    time::{Duration, Instant},
};

use sqlx::{
    PgConnection, PgPool, Postgres, Sqlite, SqliteConnection, SqlitePool, pool::PoolConnection,
};

/// How many SQLite steps pass between two looks at the clock.
const STEPS: i32 = 2000;

/// A connection, perhaps within a transaction.
pub(in crate::store) enum Connection {
    Sqlite(SqliteConnection),
    SqliteOfPool(PoolConnection<Sqlite>),
    SqliteTransaction(sqlx::Transaction<'static, Sqlite>),
    PostgresOfPool(PoolConnection<Postgres>),
    PostgresTransaction(sqlx::Transaction<'static, Postgres>),
}

impl Connection {
    /// Whether others write at the same time, so that rows have to be locked.
    pub(in crate::store) const fn has_many_writers(&self) -> bool {
        matches!(self, Self::PostgresOfPool(_) | Self::PostgresTransaction(_))
    }

    /// Locks a name to the end of the transaction, where there are many writers.
    pub(in crate::store) async fn lock_name(&mut self, name: &str) -> sqlx::Result<()> {
        if let Target::Postgres(db) = Target::from(self) {
            sqlx::query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))")
                .bind(name)
                .execute(db)
                .await?;
        }

        Ok(())
    }
}

/// Connections for statements that read.
#[derive(Clone, Debug)]
pub(in crate::store) enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl Pool {
    /// A transaction that only reads: all its statements see the database of the same moment.
    pub(in crate::store) async fn begin(&self) -> sqlx::Result<Transaction> {
        let connection = match self {
            Self::Sqlite(pool) => Connection::SqliteTransaction(pool.begin().await?),
            Self::Postgres(pool) => {
                let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";
                Connection::PostgresTransaction(pool.begin_with(begin).await?)
            }
        };

        Ok(Transaction(connection))
    }

    /// A connection for statements that may not take longer than `limit` together. On PostgreSQL the
    /// pool was opened with a limit of its own for each statement.
    pub(in crate::store) async fn acquire_for(&self, limit: Duration) -> sqlx::Result<Transaction> {
        let mut connection = self.acquire().await?;

        if let Connection::SqliteOfPool(db) = &mut connection.0 {
            let until = Instant::now() + limit;
            db.lock_handle()
                .await?
                .set_progress_handler(STEPS, move || Instant::now() < until);
        }

        Ok(connection)
    }

    /// A connection for a while.
    pub(in crate::store) async fn acquire(&self) -> sqlx::Result<Transaction> {
        let connection = match self {
            Self::Sqlite(pool) => Connection::SqliteOfPool(pool.acquire().await?),
            Self::Postgres(pool) => Connection::PostgresOfPool(pool.acquire().await?),
        };

        Ok(Transaction(connection))
    }
}

/// A connection of a pool, which gets it back in the end. A transaction that only reads needs no
/// commit.
pub(in crate::store) struct Transaction(pub(super) Connection);

impl Deref for Transaction {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.0
    }
}

impl DerefMut for Transaction {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.0
    }
}

/// Where a statement is sent.
pub(in crate::store) enum Target<'a> {
    Sqlite(&'a mut SqliteConnection),
    SqlitePool(&'a SqlitePool),
    Postgres(&'a mut PgConnection),
    PostgresPool(&'a PgPool),
}

impl<'a> From<&'a mut Connection> for Target<'a> {
    fn from(connection: &'a mut Connection) -> Self {
        match connection {
            Connection::Sqlite(db) => Self::Sqlite(db),
            Connection::SqliteOfPool(db) => Self::Sqlite(db),
            Connection::SqliteTransaction(db) => Self::Sqlite(db),
            Connection::PostgresOfPool(db) => Self::Postgres(db),
            Connection::PostgresTransaction(db) => Self::Postgres(db),
        }
    }
}

impl<'a> From<&'a mut Transaction> for Target<'a> {
    fn from(connection: &'a mut Transaction) -> Self {
        Self::from(&mut connection.0)
    }
}

impl<'a> From<&'a Pool> for Target<'a> {
    fn from(pool: &'a Pool) -> Self {
        match pool {
            Pool::Sqlite(pool) => Self::SqlitePool(pool),
            Pool::Postgres(pool) => Self::PostgresPool(pool),
        }
    }
}
