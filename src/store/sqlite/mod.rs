//! The store on SQLite: one connection that writes, a few that read.
//!
//! WAL with `synchronous=FULL`: what a method returned survives a power cut. All writes go through
//! `writer`, which commits waiting calls together, so that many people do not wait for many fsyncs.

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
mod error;
mod facts;
mod feed;
mod forget;
mod free_starts;
mod inbox;
mod inbox_rows;
mod jobs;
mod join;
mod kept_inputs;
mod leases;
mod ledger;
mod links;
mod maintenance;
mod open;
mod orders;
mod outbox;
mod persons;
mod pictures;
mod profiles;
mod promos;
mod pruning;
mod purchases;
mod queue;
mod refund_requests;
mod refunds;
mod senders;
mod step;
mod support;
mod transcript;
mod turns;
mod writer;

use std::path::Path;
use std::sync::Arc;

use sqlx::SqlitePool;

pub use console::SqliteConsoleStore;
pub use feed::SqliteFeedStore;
pub use open::{Condition, Durability};

use super::Stores;

/// The store on one SQLite file.
#[derive(Clone)]
pub struct SqliteStore {
    readers: SqlitePool,
    /// For the console, so that no chat waits for it.
    console_readers: SqlitePool,
    /// For visitors of the public feed, likewise.
    feed_readers: SqlitePool,
    writer: writer::Writer,
}

impl SqliteStore {
    /// Opens the database, creating and migrating it as needed. Needs a running tokio.
    ///
    /// # Errors
    /// When the file cannot be opened or migrated, or the SQLite built in is too old to be trusted.
    pub async fn open(path: &Path) -> anyhow::Result<Self> {
        Self::open_with(path, Durability::PowerCut).await
    }

    /// [`SqliteStore::open`], with commits that survive less if a test asks for it.
    ///
    /// # Errors
    /// As there.
    pub async fn open_with(path: &Path, durability: Durability) -> anyhow::Result<Self> {
        let mut writer = open::writer(path, durability).await?;
        feed::styles::create_gallery_styles(&mut writer).await?;

        let readers = open::readers(path).await?;
        let (console_readers, feed_readers) =
            (open::console_readers(path), open::console_readers(path));

        Ok(Self {
            readers,
            console_readers,
            feed_readers,
            writer: writer::Writer::start(writer),
        })
    }

    /// The condition of a database, read without changing it; `None` if there is none yet.
    ///
    /// # Errors
    /// When it cannot be read, or is no database of this program.
    pub async fn examine(path: &Path) -> anyhow::Result<Option<Condition>> {
        if path.exists() {
            open::examine(path).await.map(Some)
        } else {
            Ok(None)
        }
    }
}

impl From<SqliteStore> for Stores {
    fn from(store: SqliteStore) -> Self {
        let store = Arc::new(store);

        Self {
            inbox: Arc::clone(&store) as _,
            conversations: Arc::clone(&store) as _,
            jobs: Arc::clone(&store) as _,
            outbox: Arc::clone(&store) as _,
            pictures: Arc::clone(&store) as _,
            purchases: Arc::clone(&store) as _,
            charges: Arc::clone(&store) as _,
            refunds: Arc::clone(&store) as _,
            ledger: Arc::clone(&store) as _,
            support: Arc::clone(&store) as _,
            orders: Arc::clone(&store) as _,
            masters: Arc::clone(&store) as _,
            feed_entries: Arc::clone(&store) as _,
            maintenance: store,
        }
    }
}
