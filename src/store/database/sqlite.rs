//! Opens a file of SQLite: pragmas, version check, migrations. Nothing else sets any of them.

use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;

use anyhow::{Context, ensure};
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection, SqlitePool};
use tokio::time::{Instant, sleep};

use super::error::is_locked;
use super::newer::{self, Applied};

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

/// How long a writer waits for the one of another process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Patience {
    /// As a service does, which comes again by itself.
    Service,
    /// As a command of the operator's does, which tries once. SQLite lets nobody queue for its lock: on
    /// a slow disk it takes many tries to find the moment between two commits of a busy service.
    Command,
}

impl Patience {
    const fn busy_timeout(self) -> Duration {
        match self {
            Self::Service => Duration::from_secs(5),
            Self::Command => Duration::from_mins(1),
        }
    }
}

/// The time between two attempts to connect.
const PAUSE: Duration = Duration::from_millis(20);

static MIGRATIONS: LazyLock<Migrator> =
    LazyLock::new(|| newer::beside_newer(sqlx::migrate!("migrations/sqlite")));

pub(super) async fn writer(
    path: &Path,
    durability: Durability,
    patience: Patience,
) -> anyhow::Result<SqliteConnection> {
    // Deleted data of forgotten people must not stay in unused pages.
    let options = options(path)
        .create_if_missing(true)
        .synchronous(durability.into())
        .busy_timeout(patience.busy_timeout())
        .pragma("secure_delete", "ON");
    let mut db = connect(&options, patience)
        .await
        .with_context(|| format!("cannot open the database {}", path.display()))?;

    check_version(&mut db).await?;
    migrate(&mut db)
        .await
        .context("cannot migrate the database")?;

    db.ping().await?;
    Ok(db)
}

/// Connects, as soon as no other process makes the database. Of several that give a new file its journal
/// at the same time, SQLite refuses all but one at once, whatever its timeout is: each of them reads
/// the file already, so that none could wait for the others to end.
async fn connect(
    options: &SqliteConnectOptions,
    patience: Patience,
) -> Result<SqliteConnection, sqlx::Error> {
    let until = Instant::now() + patience.busy_timeout();

    loop {
        match options.connect().await {
            Err(error) if is_locked(&error) && Instant::now() < until => sleep(PAUSE).await,
            ended => return ended,
        }
    }
}

/// What is missing is done in one transaction that begins with the lock of a writer: of several
/// processes that start on one database, one migrates and the others wait for it. Where nothing is
/// missing, nobody is waited for.
async fn migrate(db: &mut SqliteConnection) -> anyhow::Result<()> {
    let applied = applied(db).await?;
    if newer::missing(&applied, &MIGRATIONS) == 0 {
        return newer::check(&applied, &MIGRATIONS);
    }

    let mut transaction = db.begin_with("BEGIN IMMEDIATE").await?;
    MIGRATIONS.run(&mut *transaction).await?;
    newer::check(&self::applied(&mut transaction).await?, &MIGRATIONS)?;
    transaction.commit().await?;

    Ok(())
}

/// The migrations that the database has had; none if it is new.
async fn applied(db: &mut SqliteConnection) -> anyhow::Result<Vec<Applied>> {
    let sql = "SELECT count(*) FROM sqlite_master WHERE name = '_sqlx_migrations'";
    let is_known: bool = sqlx::query_scalar(sql).fetch_one(&mut *db).await?;
    if !is_known {
        return Ok(Vec::new());
    }

    Ok(sqlx::query_as(newer::APPLIED).fetch_all(db).await?)
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

pub(in crate::store) async fn examine(path: &Path) -> anyhow::Result<Condition> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .pragma("query_only", "ON")
        .disable_statement_logging();
    let mut db = options.connect().await?;
    let found: String = sqlx::query_scalar("PRAGMA quick_check(1)")
        .fetch_one(&mut db)
        .await?;

    let applied: Vec<Applied> = sqlx::query_as(newer::APPLIED).fetch_all(&mut db).await?;
    newer::check(&applied, &MIGRATIONS)?;

    db.close().await?;

    let missing = newer::missing(&applied, &MIGRATIONS);
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
        .busy_timeout(Patience::Service.busy_timeout())
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
