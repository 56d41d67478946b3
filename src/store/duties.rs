//! Processes that share a database, and their duties: what only one of them may do at a time.
//!
//! A process shows that it lives by counting up a number. Another process takes it for dead when it
//! has seen the same number for the length of a lease, by a clock of its own that nobody sets.
//! Clocks of different machines are never compared.

use std::time::Duration;

use async_trait::async_trait;

use crate::domain::time::Moment;
use crate::store::Result;

/// Who lives, and who does what.
#[async_trait]
pub trait DutyStore: Send + Sync + 'static {
    /// All processes that are not known to be gone.
    async fn processes(&self) -> Result<Vec<ProcessRow>>;

    /// Enters a process under a name that no other has, with the length of its lease.
    async fn enter(&self, process: &str, lease: Duration) -> Result<()>;

    /// Shows that a process lives. False if others took it for dead: then it holds nothing any
    /// more, and has to enter again.
    async fn renew(&self, process: &str) -> Result<bool>;

    /// Removes a process that is as it was seen, and frees everything that it held. False if it has
    /// shown life since.
    async fn bury(&self, seen: &ProcessRow, now: Moment) -> Result<bool>;

    /// Removes a process that ends in good order, with everything that it still holds.
    async fn leave(&self, process: &str, now: Moment) -> Result<()>;

    /// Removes all processes with everything that they held, for one that knows that no other
    /// lives.
    async fn forget_processes(&self, now: Moment) -> Result<()>;

    /// Those of these duties that no other living process has.
    async fn free_duties(&self, duties: &[String], process: &str) -> Result<Vec<String>>;

    /// Takes a duty for a process. Returns its term; `None` if another process was faster, or if
    /// this one was taken for dead.
    async fn take_duty(&self, duty: &str, process: &str) -> Result<Option<i64>>;

    /// Gives a duty back, unless it is another's by now.
    async fn release_duty(&self, duty: &str, process: &str, term: i64) -> Result<()>;

    /// The database's own time; `None` where the database is a file of this machine, whose clock
    /// everybody has.
    async fn time(&self) -> Result<Option<Moment>>;
}

/// A process as it was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProcessRow {
    /// Its name.
    pub name: String,
    /// How often it has shown life.
    pub renewals: i64,
    /// The length of its lease.
    pub lease: Duration,
}
