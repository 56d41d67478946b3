//! What a caller can do about a failed call.

use thiserror::Error;

/// The ways a store call fails.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Somebody else was faster. Read and decide again.
    #[error("the data of this person changed meanwhile")]
    Conflict,
    /// The database is locked, its disk is full, or it has too much to do: the same call may
    /// succeed later.
    #[error("the database is busy")]
    Busy(#[source] anyhow::Error),
    /// Anything else: a bug or a broken database.
    #[error("the database failed")]
    Other(#[from] anyhow::Error),
}
