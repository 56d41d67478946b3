//! Opens the file: pragmas, version check, migrations. Nothing else sets any of them.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, ensure};
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection, SqlitePool};

/// What a committed transaction survives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Durability {
    /// A power cut: every commit waits for the disk. The service always runs with this.
    #[default]
    PowerCut,
    /// The end of the process, but not a power cut. For tests, which would otherwise spend most of
    /// their time waiting for the disk.
    ProcessExit,
}

impl From<Durability> for SqliteSynchronous {
    fn from(durability: Durability) -> Self {
        match durability {
            Durability::PowerCut => Self::Full,
            Durability::ProcessExit => Self::Off,
        }
    }
}

/// Older versions may corrupt the file when a WAL is reset while another connection checkpoints.
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

pub(super) async fn writer(
    path: &Path,
    durability: Durability,
) -> anyhow::Result<SqliteConnection> {
    // Deleted data of forgotten people must not stay in unused pages.
    let options = options(path)
        .create_if_missing(true)
        .synchronous(durability.into())
        .pragma("secure_delete", "ON");
    let mut db = options
        .connect()
        .await
        .with_context(|| format!("cannot open the database {}", path.display()))?;

    check_version(&mut db).await?;
    migrate(&mut db)
        .await
        .context("cannot migrate the database")?;

    db.ping().await?;
    Ok(db)
}

/// In one transaction that begins with the lock of a writer: of several processes that start on
/// one database, one migrates and the others wait for it.
async fn migrate(db: &mut SqliteConnection) -> anyhow::Result<()> {
    let mut transaction = db.begin_with("BEGIN IMMEDIATE").await?;
    MIGRATIONS.run(&mut *transaction).await?;
    transaction.commit().await?;

    Ok(())
}

pub(super) async fn readers(path: &Path) -> anyhow::Result<SqlitePool> {
    let options = options(path).pragma("query_only", "ON");
    Ok(SqlitePoolOptions::new()
        .max_connections(4)
        .connect_with(options)
        .await?)
}

/// For the console or the public feed. Few connections, so that a busy page leaves the machine to
/// the chats. They open on first use.
pub(super) fn console_readers(path: &Path) -> SqlitePool {
    let options = options(path).pragma("query_only", "ON");
    let pool = SqlitePoolOptions::new()
        .max_connections(2)
        .acquire_timeout(Duration::from_secs(2));
    pool.connect_lazy_with(options)
}

/// The condition of a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The damage, if there is any.
    pub damage: Option<String>,
    /// How many migrations the next start will run.
    pub missing: usize,
}

pub(super) async fn examine(path: &Path) -> anyhow::Result<Condition> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .pragma("query_only", "ON")
        .disable_statement_logging();
    let mut db = options.connect().await?;
    let found: String = sqlx::query_scalar("PRAGMA quick_check(1)")
        .fetch_one(&mut db)
        .await?;

    let applied: Vec<i64> = sqlx::query_scalar("SELECT version FROM _sqlx_migrations")
        .fetch_all(&mut db)
        .await?;
    let known: Vec<i64> = MIGRATIONS
        .iter()
        .map(|migration| migration.version)
        .collect();
    ensure!(
        applied.iter().all(|version| known.contains(version)),
        "it was made by a newer version of this program"
    );

    db.close().await?;

    let missing = known.len() - applied.len();
    Ok(Condition {
        damage: Some(found).filter(|found| found != "ok"),
        missing,
    })
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .disable_statement_logging()
}

async fn check_version(db: &mut SqliteConnection) -> anyhow::Result<()> {
    let version: String = sqlx::query_scalar("SELECT sqlite_version()")
        .fetch_one(db)
        .await?;
    let mut numbers = version.split('.').map(|number| number.parse().unwrap_or(0));
    let mut next = || numbers.next().unwrap_or(0);
    let oldest = OLDEST_SQLITE;
    let found = (next(), next(), next());

    ensure!(
        found >= oldest,
        "SQLite {version} may corrupt its file; {}.{}.{} is needed",
        oldest.0,
        oldest.1,
        oldest.2
    );

    Ok(())
}
