//! The store in SQL, on SQLite or PostgreSQL: `database` knows which.
//!
//! What a method returned survives a power cut. Work that writes goes through a `Writer`, work that
//! reads takes a connection of a pool.

mod account_statement;
mod amounts;
mod audit;
mod blocks;
mod books;
mod charges;
mod chats;
mod console;
mod conversation;
mod due;
mod duties;
mod facts;
mod feed;
mod films;
mod finished_pieces;
mod forget;
mod free_starts;
mod held_turns;
mod inbox;
mod inbox_rows;
mod jobs;
mod join;
mod kept_inputs;
mod leases;
mod ledger;
mod links;
mod locks;
mod maintenance;
mod orders;
mod outbox;
mod pages;
mod persons;
mod pictures;
mod profiles;
mod promos;
mod pruning;
mod purchases;
mod queue;
mod refund_requests;
mod refunds;
mod returns;
mod senders;
mod sharing;
mod sketches;
mod sources;
mod step;
mod support;
mod transcript;
mod turns;
mod wakeups;

use std::path::Path;
use std::sync::Arc;

pub use console::SqlConsoleStore;
pub use feed::SqlFeedStore;

use super::Stores;
use super::database::{self, Database, Patience, Pool, Writer};
pub use super::database::{Condition, Durability, MovedTable, Moving, PostgresAddress};

/// The store on one database.
#[derive(Clone)]
pub struct SqlStore {
    readers: Pool,
    /// For the console, so that no chat waits for it.
    console_readers: Pool,
    /// For visitors of the public feed, likewise.
    feed_readers: Pool,
    writer: Writer,
    /// The address of a PostgreSQL server for the connection that listens, if it has one of its own.
    listen_url: Option<Arc<str>>,
}

impl SqlStore {
    /// Opens a file of SQLite, creating and migrating it as needed. Needs a running tokio.
    ///
    /// # Errors
    /// When the file cannot be opened or migrated, or the SQLite built in is too old to be trusted.
    pub async fn open(path: &Path) -> anyhow::Result<Self> {
        Self::open_with(path, Durability::PowerCut).await
    }

    /// [`SqlStore::open`], with commits that survive less if a test asks for it.
    ///
    /// # Errors
    /// As there.
    pub async fn open_with(path: &Path, durability: Durability) -> anyhow::Result<Self> {
        Self::with(database::open_sqlite(path, durability, Patience::Service).await?).await
    }

    /// [`SqlStore::open`] for a command of the operator's, which waits longer for a busy service.
    ///
    /// # Errors
    /// As there.
    pub async fn open_beside_service(path: &Path) -> anyhow::Result<Self> {
        let durability = Durability::PowerCut;
        Self::with(database::open_sqlite(path, durability, Patience::Command).await?).await
    }

    /// Opens a database of PostgreSQL, migrating it as needed. Needs a running tokio.
    ///
    /// # Errors
    /// When the server cannot be reached, or the database cannot be migrated.
    pub async fn open_postgres(address: &PostgresAddress) -> anyhow::Result<Self> {
        Self::with(database::open_postgres(address).await?).await
    }

    /// With an address of the same PostgreSQL database past any pooler, which knows no LISTEN.
    #[must_use]
    pub fn with_listen_url(self, url: &str) -> Self {
        Self {
            listen_url: Some(url.into()),
            ..self
        }
    }

    async fn with(database: Database) -> anyhow::Result<Self> {
        let Database {
            readers,
            console_readers,
            feed_readers,
            writer,
        } = database;
        // Who finds everything there waits for nobody who writes.
        if !feed::styles::has_gallery_styles(&readers).await? {
            writer
                .run(|db| Box::pin(feed::styles::create_gallery_styles(db)))
                .await?;
        }

        Ok(Self {
            readers,
            console_readers,
            feed_readers,
            writer,
            listen_url: None,
        })
    }

    /// The condition of a file of SQLite, read without changing it; `None` if there is none yet.
    ///
    /// # Errors
    /// When it cannot be read, or is no database of this program.
    pub async fn examine(path: &Path) -> anyhow::Result<Option<Condition>> {
        if path.exists() {
            database::examine(path).await.map(Some)
        } else {
            Ok(None)
        }
    }

    /// The condition of a database of PostgreSQL, read without changing it; `None` if it is empty.
    ///
    /// # Errors
    /// When it does not answer soon, or a newer version of this program has taken away what this
    /// one needs.
    pub async fn examine_postgres(address: &PostgresAddress) -> anyhow::Result<Option<Condition>> {
        database::examine_postgres(address).await
    }
}

impl From<SqlStore> for Stores {
    fn from(store: SqlStore) -> Self {
        let store = Arc::new(store);

        Self {
            inbox: Arc::clone(&store) as _,
            conversations: Arc::clone(&store) as _,
            jobs: Arc::clone(&store) as _,
            sketches: Arc::clone(&store) as _,
            outbox: Arc::clone(&store) as _,
            pictures: Arc::clone(&store) as _,
            purchases: Arc::clone(&store) as _,
            charges: Arc::clone(&store) as _,
            refunds: Arc::clone(&store) as _,
            ledger: Arc::clone(&store) as _,
            support: Arc::clone(&store) as _,
            sharing: Arc::clone(&store) as _,
            orders: Arc::clone(&store) as _,
            masters: Arc::clone(&store) as _,
            feed_entries: Arc::clone(&store) as _,
            pages: Arc::clone(&store) as _,
            duties: Arc::clone(&store) as _,
            wakeups: Arc::clone(&store) as _,
            maintenance: store,
        }
    }
}
