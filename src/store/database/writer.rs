//! Transactions that write.
//!
//! SQLite has one connection that writes. Waiting tasks are committed together: one
//! `BEGIN IMMEDIATE`, a savepoint for each, one `COMMIT` with its fsync. Callers get their results
//! after that. Each task is still all or nothing on its own.
//!
//! PostgreSQL has a transaction for each task, many at a time, as READ COMMITTED: who decides by a
//! row locks it first (`FOR UPDATE`), persons before all else and in ascending order. A transaction
//! that PostgreSQL gives up because two waited for each other is done once more.

use std::pin::Pin;

use anyhow::anyhow;
use sqlx::{Connection as _, PgPool, SqliteConnection};
use tokio::sync::{mpsc, oneshot};

use super::{Connection, error, query};
use crate::store::{Result, StoreError};

/// With more, the first caller would wait too long.
const MOST_AT_ONCE: usize = 128;
/// How often PostgreSQL gets a transaction before the caller is told to come back later.
const ATTEMPTS: u32 = 10;

type Future<'c, T> = Pin<Box<dyn std::future::Future<Output = T> + Send + 'c>>;
/// Sends the caller its own result if the transaction was committed, or the reason why it was not.
type Tell = Box<dyn FnOnce(std::result::Result<(), &str>) + Send>;

pub(in crate::store) trait Task: Send {
    /// Does the work. Returns whether it succeeded, and how to reply to the caller later.
    fn carry_out(self: Box<Self>, db: &mut Connection) -> Future<'_, (bool, Tell)>;
    /// Replies that the work will not be done.
    fn refuse(self: Box<Self>, why: &str);
}

struct Pending<T, F> {
    work: F,
    reply: oneshot::Sender<Result<T>>,
}

/// Where work that writes is done.
#[derive(Clone)]
pub(in crate::store) enum Writer {
    Sqlite(mpsc::Sender<Box<dyn Task>>),
    Postgres(PgPool),
}

impl Writer {
    /// Takes the connection; it is closed when the last handle is dropped.
    pub(super) fn on_sqlite(db: SqliteConnection) -> Self {
        let (tasks, queue) = mpsc::channel(1024);
        tokio::spawn(write(Connection::Sqlite(db), queue));
        Self::Sqlite(tasks)
    }

    /// Does `work` in a transaction. When this returns `Ok`, its changes are on the disk.
    ///
    /// Once begun, the work goes on even if its caller does not wait for it.
    pub(in crate::store) async fn run<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut Connection) -> Future<'c, Result<T>> + Clone + Send + 'static,
    {
        let stopped = || StoreError::Other(anyhow!("the writer has stopped"));

        match self {
            Self::Sqlite(tasks) => {
                let (reply, answer) = oneshot::channel();
                tasks
                    .send(Box::new(Pending { work, reply }))
                    .await
                    .map_err(|_| stopped())?;
                answer.await.map_err(|_| stopped())?
            }
            Self::Postgres(pool) => {
                let pool = pool.clone();
                tokio::spawn(async move { run_on_postgres(&pool, work).await })
                    .await
                    .map_err(|_| stopped())?
            }
        }
    }
}

async fn run_on_postgres<T, F>(pool: &PgPool, work: F) -> Result<T>
where
    F: for<'c> FnOnce(&'c mut Connection) -> Future<'c, Result<T>> + Clone,
{
    for _ in 1..ATTEMPTS {
        match attempt_on_postgres(pool, work.clone()).await {
            Err(error) if error::is_worth_another_attempt(&error) => {}
            outcome => return outcome,
        }
    }

    attempt_on_postgres(pool, work).await
}

async fn attempt_on_postgres<T, F>(pool: &PgPool, work: F) -> Result<T>
where
    F: for<'c> FnOnce(&'c mut Connection) -> Future<'c, Result<T>>,
{
    let mut db = Connection::PostgresTransaction(pool.begin().await?);
    let result = work(&mut db).await?;

    if let Connection::PostgresTransaction(transaction) = db {
        transaction.commit().await?;
    }

    Ok(result)
}

impl<T, F> Task for Pending<T, F>
where
    T: Send + 'static,
    F: for<'c> FnOnce(&'c mut Connection) -> Future<'c, Result<T>> + Send + 'static,
{
    fn carry_out(self: Box<Self>, db: &mut Connection) -> Future<'_, (bool, Tell)> {
        let Self { work, reply } = *self;
        Box::pin(async move {
            let result = work(db).await;
            let succeeded = result.is_ok();
            let tell: Tell =
                Box::new(move |committed| answer(reply, committed.map_err(failed).and(result)));
            (succeeded, tell)
        })
    }

    fn refuse(self: Box<Self>, why: &str) {
        answer(self.reply, Err(failed(why)));
    }
}

fn answer<T>(reply: oneshot::Sender<Result<T>>, result: Result<T>) {
    // A caller that is gone needs no reply. Its work stays done.
    let _ = reply.send(result);
}

fn failed(why: &str) -> StoreError {
    StoreError::Busy(anyhow!("{why}"))
}

async fn write(mut db: Connection, mut queue: mpsc::Receiver<Box<dyn Task>>) {
    while let Some(first) = queue.recv().await {
        let mut batch = vec![first];
        while batch.len() < MOST_AT_ONCE
            && let Ok(next) = queue.try_recv()
        {
            batch.push(next);
        }

        transaction(&mut db, batch).await;
    }

    // Closing the last connection removes the WAL.
    if let Connection::Sqlite(db) = db {
        let _ = db.close().await;
    }
}

async fn transaction(db: &mut Connection, batch: Vec<Box<dyn Task>>) {
    let mut batch = batch.into_iter();
    let mut notifications = Vec::new();
    let outcome = attempt(db, &mut batch, &mut notifications)
        .await
        .map_err(|error| error.to_string());

    if outcome.is_err() {
        // Fails if SQLite has already rolled back, as it does on a full disk. Then there is nothing
        // to undo.
        let _ = query("ROLLBACK").execute(db).await;
    }

    let outcome = outcome.as_ref().map(drop).map_err(String::as_str);
    for tell in notifications {
        tell(outcome);
    }

    for unbegun in batch {
        unbegun.refuse(outcome.err().unwrap_or_default());
    }
}

/// Runs a batch in one transaction. An error means that nothing of the batch was written.
async fn attempt(
    db: &mut Connection,
    batch: &mut std::vec::IntoIter<Box<dyn Task>>,
    notifications: &mut Vec<Tell>,
) -> sqlx::Result<()> {
    query("BEGIN IMMEDIATE").execute(&mut *db).await?;

    for task in batch {
        query("SAVEPOINT task").execute(&mut *db).await?;

        let (succeeded, tell) = task.carry_out(db).await;
        notifications.push(tell);

        if !succeeded {
            query("ROLLBACK TO task").execute(&mut *db).await?;
        }

        query("RELEASE task").execute(&mut *db).await?;
    }

    query("COMMIT").execute(db).await.map(drop)
}
