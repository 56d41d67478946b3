//! What the errors of the databases mean to a caller.

use sqlx::error::DatabaseError;
use sqlx::postgres::PgDatabaseError;

use crate::store::StoreError;

/// Constraints that are violated when somebody else was faster, as SQLite and PostgreSQL name them.
const RACES: [&str; 9] = [
    "accounts_person_never_owes",
    "jobs.id",
    "jobs_pkey",
    "purchases.id",
    "purchases_pkey",
    "feed_entries.id",
    "feed_entries_pkey",
    "feed_entries.job_id",
    "feed_by_job",
];

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let meaning = match &error {
            sqlx::Error::Database(error) => meaning(error.as_ref()),
            // The server is gone, or has too much to do.
            sqlx::Error::PoolTimedOut
            | sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::BeginFailed => Meaning::Busy,
            _ => Meaning::Bug,
        };

        match meaning {
            Meaning::Race => Self::Conflict,
            Meaning::Busy => Self::Busy(error.into()),
            Meaning::Bug => Self::Other(error.into()),
        }
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Other(error.into())
    }
}

/// Whether a transaction of PostgreSQL failed only because of another one: it was given up for it
/// (serialization_failure, deadlock_detected), or a row that was looked for has come or gone
/// meanwhile (foreign_key_violation, unique_violation).
pub(super) fn is_worth_another_attempt(error: &StoreError) -> bool {
    let (StoreError::Busy(cause) | StoreError::Other(cause)) = error else {
        return false;
    };
    let error = cause.downcast_ref::<sqlx::Error>();
    let error = error.and_then(|error| error.as_database_error());
    let error = error.filter(|error| error.try_downcast_ref::<PgDatabaseError>().is_some());
    let code = error.and_then(DatabaseError::code);

    code.is_some_and(|code| matches!(code.as_ref(), "40001" | "40P01" | "23503" | "23505"))
}

enum Meaning {
    Race,
    Busy,
    Bug,
}

fn meaning(error: &dyn DatabaseError) -> Meaning {
    let violated = error.constraint().unwrap_or_else(|| error.message());
    if RACES.iter().any(|constraint| violated.contains(constraint)) {
        return Meaning::Race;
    }

    let code = error.code().unwrap_or_default();
    let is_busy = if error.try_downcast_ref::<PgDatabaseError>().is_some() {
        is_postgres_busy(&code)
    } else {
        is_sqlite_busy(&code)
    };

    if is_busy { Meaning::Busy } else { Meaning::Bug }
}

/// Classes of PostgreSQL: no connection, a transaction rolled back because of another one, not
/// enough resources, an object in use, a statement that took too long or a server that stops, a
/// system error.
fn is_postgres_busy(code: &str) -> bool {
    ["08", "40", "53", "55", "57", "58"]
        .iter()
        .any(|class| code.starts_with(class))
}

/// Whether another connection has the lock of SQLite that this one wanted (BUSY).
pub(super) fn is_locked(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(DatabaseError::code);
    code.is_some_and(|code| primary(&code) == 5)
}

/// BUSY, LOCKED, NOMEM, INTERRUPT (a read past its time limit), IOERR, FULL, CANTOPEN.
fn is_sqlite_busy(code: &str) -> bool {
    matches!(primary(code), 5 | 6 | 7 | 9 | 10 | 13 | 14)
}

/// An extended code of SQLite has the primary code in its low byte.
fn primary(code: &str) -> u32 {
    code.parse::<u32>().unwrap_or(0) & 0xff
}
