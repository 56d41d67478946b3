//! Opening the file: the pragmas, the version check, the migrations. The one place that sets any of it.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, ensure};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection, SqlitePool};

/// Older ones may corrupt the file when a WAL is reset while another connection checkpoints.
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

pub(super) async fn writer(path: &Path) -> anyhow::Result<SqliteConnection> {
    let options = options(path).create_if_missing(true);
    let mut db = options.connect().await.with_context(|| format!("cannot open the database {}", path.display()))?;
    check_version(&mut db).await?;
    sqlx::migrate!("migrations/sqlite").run(&mut db).await.context("cannot migrate the database")?;
    db.ping().await?;
    Ok(db)
}

pub(super) async fn readers(path: &Path) -> anyhow::Result<SqlitePool> {
    let options = options(path).pragma("query_only", "ON");
    Ok(SqlitePoolOptions::new().max_connections(4).connect_with(options).await?)
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
    let version: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(db).await?;
    let mut numbers = version.split('.').map(|number| number.parse().unwrap_or(0));
    let mut next = || numbers.next().unwrap_or(0);
    let (oldest, found) = (OLDEST_SQLITE, (next(), next(), next()));
    ensure!(found >= oldest, "SQLite {version} may corrupt its file; {}.{}.{} is needed", oldest.0, oldest.1, oldest.2);
    Ok(())
}
