//! Opens a database of PostgreSQL: pools, time limits, migrations. Nothing else sets any of them.

use std::{
    fmt,
    sync::LazyLock,
    time::{Duration, Instant},
};

use anyhow::Context;
use sqlx::{
    ConnectOptions, Connection, PgConnection, PgPool,
    migrate::Migrator,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use tokio::time::timeout;

use super::newer::{self, Applied};
use super::sqlite::Condition;

/// What any statement of a chat may take. It is far from what one takes.
const LONGEST_STATEMENT: &str = "30s";
/// How long a row may be waited for.
const LONGEST_LOCK: &str = "15s";
/// A process that stops in the middle of a transaction holds nobody up for longer.
const LONGEST_PAUSE: &str = "60s";
/// What a page of the console or of the feed may take.
const LONGEST_LOOK: &str = "2s";
/// How long a free connection is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a start waits for a server that does not answer yet.
const FIRST_ANSWER: Duration = Duration::from_secs(30);
const BETWEEN_TRIES: Duration = Duration::from_millis(250);
/// Connections for the console, and as many for the feed.
const LOOKERS: u32 = 2;

static MIGRATIONS: LazyLock<Migrator> =
    LazyLock::new(|| newer::beside_newer(sqlx::migrate!("migrations/postgres")));

/// Where a database of PostgreSQL is. Its text has a password, and is never shown.
#[derive(Clone)]
pub struct PostgresAddress {
    /// `postgres://user:password@host:port/name`, with any parameters that sqlx knows.
    pub url: String,
    /// The most connections of this process, apart from a few for the console and the feed.
    pub connections: u32,
}

impl fmt::Debug for PostgresAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PostgresAddress")
            .field("connections", &self.connections)
            .finish_non_exhaustive()
    }
}

/// The pools of one process.
pub(in crate::store) struct Pools {
    /// For the chats, which read and write.
    pub(in crate::store) chats: PgPool,
    pub(in crate::store) console: PgPool,
    pub(in crate::store) feed: PgPool,
}

/// Connects, and migrates as needed. Of several processes that start at once, one migrates and the
/// others wait for it.
pub(in crate::store) async fn open(address: &PostgresAddress) -> anyhow::Result<Pools> {
    let options = options(address)?.options([
        ("lock_timeout", LONGEST_LOCK),
        ("idle_in_transaction_session_timeout", LONGEST_PAUSE),
    ]);

    until_it_answers(&options).await?;
    connect_and_migrate(address).await?.close().await?;

    let chats = PgPoolOptions::new()
        .max_connections(address.connections.max(2))
        .acquire_timeout(PATIENCE)
        .connect_with(
            options
                .clone()
                .options([("statement_timeout", LONGEST_STATEMENT)]),
        )
        .await
        .context("the database cannot be reached")?;

    let lookers = || {
        let options = options
            .clone()
            .options([("statement_timeout", LONGEST_LOOK)]);
        PgPoolOptions::new()
            .max_connections(LOOKERS)
            .acquire_timeout(Duration::from_secs(2))
            .connect_lazy_with(options)
    };

    Ok(Pools {
        console: lookers(),
        feed: lookers(),
        chats,
    })
}

/// Waits for a server that is just starting, as after a crash or when all machines come up together.
/// A server that answers and refuses is waited for no longer.
async fn until_it_answers(options: &PgConnectOptions) -> anyhow::Result<()> {
    let began = Instant::now();
    let mut is_told = false;

    loop {
        let error = match options.connect().await {
            Ok(db) => return Ok(db.close().await?),
            Err(error) => error,
        };
        if !is_coming_up(&error) || began.elapsed() > FIRST_ANSWER {
            return Err(error).context("the database cannot be reached");
        }

        if !is_told {
            tracing::warn!(%error, "the database does not answer yet; it is waited for");
            is_told = true;
        }
        tokio::time::sleep(BETWEEN_TRIES).await;
    }
}

/// Whether the server may answer in a moment: nothing listens, or it is starting or stopping
/// (cannot_connect_now, admin_shutdown, crash_shutdown).
fn is_coming_up(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) => true,
        sqlx::Error::Database(error) => error
            .code()
            .is_some_and(|code| matches!(code.as_ref(), "57P03" | "57P01" | "57P02")),
        _ => false,
    }
}

/// A connection of its own, without a limit of time, to a database that is up to date.
pub(super) async fn connect_and_migrate(address: &PostgresAddress) -> anyhow::Result<PgConnection> {
    let mut db = options(address)?
        .connect()
        .await
        .context("the database cannot be reached")?;
    run_migrations(&mut db)
        .await
        .context("cannot migrate the database")?;

    Ok(db)
}

/// The condition of a database; `None` if it is empty. Asks once.
pub(in crate::store) async fn examine(
    address: &PostgresAddress,
) -> anyhow::Result<Option<Condition>> {
    let options = options(address)?;
    let mut db = timeout(PATIENCE, options.connect())
        .await
        .context("the database does not answer")?
        .context("the database cannot be reached")?;
    let applied = applied(&mut db).await?;
    db.close().await?;

    newer::check(&applied, &MIGRATIONS)?;
    let condition = Condition {
        damage: None,
        missing: newer::missing(&applied, &MIGRATIONS),
    };
    Ok(Some(condition).filter(|_| !applied.is_empty()))
}

fn options(address: &PostgresAddress) -> anyhow::Result<PgConnectOptions> {
    let options = address
        .url
        .parse::<PgConnectOptions>()
        // The error may quote the address, which has a password.
        .map_err(|_| anyhow::anyhow!("the address of the database is not a postgres:// URL"))?;

    Ok(options
        .application_name("vernissage")
        .disable_statement_logging())
}

/// Does nothing to a database that is up to date: the lock of the migrations belongs to a session,
/// which a pooler may give to others.
async fn run_migrations(db: &mut PgConnection) -> anyhow::Result<()> {
    let applied = applied(db).await?;
    newer::check(&applied, &MIGRATIONS)?;
    if newer::missing(&applied, &MIGRATIONS) > 0 {
        MIGRATIONS.run(&mut *db).await?;
    }

    Ok(())
}

/// The migrations that a database has had.
async fn applied(db: &mut PgConnection) -> sqlx::Result<Vec<Applied>> {
    let exists: bool = sqlx::query_scalar("SELECT to_regclass('_sqlx_migrations') IS NOT NULL")
        .fetch_one(&mut *db)
        .await?;
    if !exists {
        return Ok(Vec::new());
    }

    sqlx::query_as(newer::APPLIED).fetch_all(db).await
}
