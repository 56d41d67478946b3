//! A whole service that has stopped, carried over from a SQLite file and a folder to PostgreSQL and,
//! if one is set, a bucket.
//!
//! Pictures go first, which can be repeated; then all rows in one transaction. The source is only
//! read.

use anyhow::{Context, ensure};

use super::{LockError, context::address, lock_data, open_storage, open_store};
use crate::{
    clock::{Clock, SystemClock},
    config::{DatabaseLocation, Settings},
    domain::time::Moment,
    pictures::CopiedFiles,
    store::{
        Discrepancy, LedgerStore,
        sql::{MovedTable, Moving, SqlStore},
    },
};

/// Something that was done.
#[derive(Clone, Debug)]
pub enum MoveStep {
    /// So many pictures are copied, and there are more.
    SomePictures(CopiedFiles),
    /// All pictures are copied.
    Pictures(CopiedFiles),
    /// All rows of a table are there, but not committed yet.
    Table(MovedTable),
    /// All rows are committed, and the books of both sides are the same.
    Books,
}

/// Why a service was not moved. Nothing has changed then, but for pictures that were copied.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// The source is in use, or cannot be locked.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// There is nothing to move, or nowhere to move it to.
    #[error("{0}")]
    Settings(String),
    /// Anything else.
    #[error(transparent)]
    Broken(#[from] anyhow::Error),
}

/// Moves the SQLite file and the folder of the settings to the PostgreSQL database and the bucket
/// of the settings. Without a bucket, pictures stay where they are. Returns what the audit of the
/// target finds.
///
/// # Errors
/// If the source is in use, the target is not empty, or something is not the same afterwards.
pub async fn move_service(
    settings: &Settings,
    mut report: impl FnMut(MoveStep),
) -> Result<Vec<Discrepancy>, MoveError> {
    let source = settings.on_one_machine();
    let path = &source.database.path;
    let DatabaseLocation::Postgres(database) = settings.database.location() else {
        let why = "there is no database to move to: give --to or set database.url";
        return Err(MoveError::Settings(why.to_owned()));
    };
    if !path.is_file() {
        let why = format!("there is no database at {} to be moved", path.display());
        return Err(MoveError::Settings(why));
    }

    // Not shared with anybody until the end.
    let lock = lock_data(&source).await?;
    if !lock.is_alone() {
        let why = format!("{} is in use by a service; stop it first", path.display());
        return Err(MoveError::Settings(why));
    }
    // Brings it up to this version.
    let from = open_store(&source).await?;
    let moving = Moving::begin(path, &address(&database), SystemClock.now())
        .await
        .with_context(|| format!("{} cannot be moved to {database}", path.display()))?;

    if settings.has_bucket() {
        let pictures = open_storage(&source)?;
        let bucket = open_storage(settings)?;
        let copied = bucket
            .copy_all_from(&pictures, |copied| report(MoveStep::SomePictures(copied)))
            .await
            .context("the pictures could not be copied")?;
        report(MoveStep::Pictures(copied));
    }

    moving
        .carry_over(|table| report(MoveStep::Table(table.clone())))
        .await?;
    let to = open_store(settings).await?;
    compare_books(&from, &to).await?;
    report(MoveStep::Books);

    Ok(to.audit().await.map_err(anyhow::Error::from)?)
}

async fn compare_books(from: &SqlStore, to: &SqlStore) -> anyhow::Result<()> {
    let beginning = Moment::from_millis(i64::MIN);
    let end = Moment::from_millis(i64::MAX);
    let before = from.books(beginning, end).await?;
    let after = to.books(beginning, end).await?;
    ensure!(
        before == after,
        "the books of both sides differ: {before:?} and {after:?}"
    );

    Ok(())
}
