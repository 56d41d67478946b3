//! What SQLite's errors mean to a caller.

use sqlx::error::DatabaseError;

use crate::store::StoreError;

/// Constraints that are violated when somebody else was faster.
const RACES: [&str; 5] = [
    "accounts_person_never_owes",
    "jobs.id",
    "purchases.id",
    "feed_entries.id",
    "feed_entries.job_id",
];

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        if matches!(error, sqlx::Error::PoolTimedOut) {
            return Self::Busy(error.into());
        }

        match error.as_database_error().map(meaning) {
            Some(Meaning::Race) => Self::Conflict,
            Some(Meaning::Busy) => Self::Busy(error.into()),
            Some(Meaning::Bug) | None => Self::Other(error.into()),
        }
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Other(error.into())
    }
}

enum Meaning {
    Race,
    Busy,
    Bug,
}

fn meaning(error: &dyn DatabaseError) -> Meaning {
    if RACES
        .iter()
        .any(|constraint| error.message().contains(constraint))
    {
        return Meaning::Race;
    }

    // The low byte of an extended code is the primary code: BUSY, LOCKED, NOMEM, INTERRUPT (a read
    // past its time limit), IOERR, FULL, CANTOPEN.
    let code = error
        .code()
        .and_then(|code| code.parse::<u32>().ok())
        .unwrap_or(0)
        & 0xff;

    if matches!(code, 5 | 6 | 7 | 9 | 10 | 13 | 14) {
        Meaning::Busy
    } else {
        Meaning::Bug
    }
}
