//! What processes tell each other by the database. SQLite has a number of the file, which changes when
//! another process has committed; PostgreSQL has NOTIFY, outside of any transaction, and its own
//! clock.

use std::time::Duration;

use async_trait::async_trait;
use sqlx::postgres::PgListener;
use tokio::time::sleep;

use super::{Connection, Pool, Writer, query_scalar};
use crate::store::Result;
use crate::store::wakeups::{Wakeup, WakeupListener};

/// The time between two looks at the file.
const PAUSE: Duration = Duration::from_millis(150);
/// The name of the announcements.
const CHANNEL: &str = "vernissage";

impl Pool {
    /// The clock of the server in milliseconds; `None` where there is none but this machine.
    pub(in crate::store) async fn time_of_server(&self) -> Result<Option<i64>> {
        match self {
            Self::Sqlite(_) => Ok(None),
            Self::Postgres(pool) => {
                let sql =
                    "SELECT CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS BIGINT)";
                Ok(Some(sqlx::query_scalar(sql).fetch_one(pool).await?))
            }
        }
    }
}

impl Writer {
    /// Tells other processes which bells rang. On SQLite the commit itself does.
    pub(in crate::store) async fn announce(&self, process: &str, letters: &str) -> Result<()> {
        if let Self::Postgres(pool) = self {
            sqlx::query("SELECT pg_notify($1, $2)")
                .bind(CHANNEL)
                .bind(format!("{process} {letters}"))
                .execute(pool)
                .await?;
        }

        Ok(())
    }

    /// Begins to listen to other processes, at this address if PostgreSQL has one for it.
    pub(in crate::store) async fn listen(
        &self,
        process: &str,
        url: Option<&str>,
    ) -> Result<Box<dyn WakeupListener>> {
        let pool = match self {
            Self::Sqlite(_) => {
                return Ok(Box::new(FileWatch {
                    writer: self.clone(),
                    version: None,
                }));
            }
            Self::Postgres(pool) => pool,
        };

        let mut listener = match url {
            Some(url) => PgListener::connect(url).await?,
            None => PgListener::connect_with(pool).await?,
        };
        listener.listen(CHANNEL).await?;

        Ok(Box::new(NoticeListener {
            listener,
            process: process.to_owned(),
        }))
    }
}

/// Looks at the number of the file through the connection that writes: it alone does not see what
/// this process has committed as a change.
struct FileWatch {
    writer: Writer,
    version: Option<i64>,
}

#[async_trait]
impl WakeupListener for FileWatch {
    async fn next(&mut self) -> Result<Wakeup> {
        loop {
            let version = self.writer.run(|db| Box::pin(data_version(db))).await?;
            if self.version.replace(version) != Some(version) {
                return Ok(Wakeup::Anything);
            }

            sleep(PAUSE).await;
        }
    }
}

async fn data_version(db: &mut Connection) -> Result<i64> {
    Ok(query_scalar("PRAGMA data_version").fetch_one(db).await?)
}

struct NoticeListener {
    listener: PgListener,
    /// The process that listens; it hears itself as well.
    process: String,
}

#[async_trait]
impl WakeupListener for NoticeListener {
    async fn next(&mut self) -> Result<Wakeup> {
        loop {
            // The connection broke: what was said meanwhile was missed.
            let Some(notice) = self.listener.try_recv().await? else {
                return Ok(Wakeup::Anything);
            };

            if let Some((process, letters)) = notice.payload().split_once(' ')
                && process != self.process
            {
                return Ok(Wakeup::Bells(letters.to_owned()));
            }
        }
    }
}
