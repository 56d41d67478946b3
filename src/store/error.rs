//! What a caller can do about a failed store call.

use thiserror::Error;

/// The ways a store call fails.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Somebody else was faster: read again, decide again.
    #[error("the affairs of this person changed meanwhile")]
    Conflict,
    /// The database is locked, its disk is full, or it has too much to do: the same call may
    /// succeed later.
    #[error("the database cannot do it now")]
    Busy(#[source] anyhow::Error),
    /// Anything else: a bug or a broken database.
    #[error("the database failed")]
    Other(#[from] anyhow::Error),
}
