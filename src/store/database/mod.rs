//! One SQL text for SQLite and PostgreSQL.
//!
//! Statements are standard SQL with `$1` for values. What differs between the two databases is
//! here, and nowhere else in the store: how they are opened, how a transaction begins, how values
//! and rows travel, what an error means, and that SQLite, which has one writer, knows no lock
//! clauses (`FOR UPDATE`): they are left out for it.
//!
//! Names and calls are those of sqlx: [`query`], [`query_as`], [`query_scalar`], [`QueryBuilder`].

mod connection;
mod error;
mod moving;
mod newer;
mod postgres;
mod query;
mod query_builder;
mod signals;
mod sqlite;
mod value;
mod writer;

pub(in crate::store) use connection::{Connection, Pool, Target, Transaction};
pub use moving::{MovedTable, Moving};
pub use postgres::PostgresAddress;
pub(in crate::store) use postgres::examine as examine_postgres;
pub(in crate::store) use query::{query, query_as, query_scalar};
pub(in crate::store) use query_builder::QueryBuilder;
pub use sqlite::{Condition, Durability};
pub(in crate::store) use sqlite::{Patience, examine};
pub(in crate::store) use value::Whole;
pub(in crate::store) use writer::Writer;

use std::path::Path;

/// A database that is open.
pub(in crate::store) struct Database {
    pub(in crate::store) readers: Pool,
    /// For the console, so that no chat waits for it.
    pub(in crate::store) console_readers: Pool,
    /// For visitors of the public feed, likewise.
    pub(in crate::store) feed_readers: Pool,
    pub(in crate::store) writer: Writer,
}

/// Opens a file of SQLite: one connection that writes, a few that read.
pub(in crate::store) async fn open_sqlite(
    path: &Path,
    durability: Durability,
    patience: Patience,
) -> anyhow::Result<Database> {
    let writer = sqlite::writer(path, durability, patience).await?;

    Ok(Database {
        readers: Pool::Sqlite(sqlite::readers(path).await?),
        console_readers: Pool::Sqlite(sqlite::console_readers(path)),
        feed_readers: Pool::Sqlite(sqlite::console_readers(path)),
        writer: Writer::on_sqlite(writer),
    })
}

/// Opens a database of PostgreSQL.
pub(in crate::store) async fn open_postgres(address: &PostgresAddress) -> anyhow::Result<Database> {
    let pools = postgres::open(address).await?;

    Ok(Database {
        readers: Pool::Postgres(pools.chats.clone()),
        console_readers: Pool::Postgres(pools.console),
        feed_readers: Pool::Postgres(pools.feed),
        writer: Writer::Postgres(pools.chats),
    })
}
