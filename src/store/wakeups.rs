//! Wake-ups across processes: what one has committed, others look at soon.
//!
//! They are hints. One that is lost costs the pause of a poll.

use async_trait::async_trait;

use crate::store::Result;

/// Tells other processes of the same database that bells rang here.
#[async_trait]
pub trait WakeupStore: Send + Sync + 'static {
    /// Tells the others, by the letters of the bells, after what they are about was committed. To be
    /// called a few times a second at most.
    async fn announce(&self, process: &str, letters: &str) -> Result<()>;

    /// Begins to listen to what others than this process announce.
    async fn listen(&self, process: &str) -> Result<Box<dyn WakeupListener>>;
}

/// Listens to other processes.
#[async_trait]
pub trait WakeupListener: Send {
    /// Waits for the next wake-up. After an error nothing more comes.
    async fn next(&mut self) -> Result<Wakeup>;
}

/// What was heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wakeup {
    /// The bells with these letters rang.
    Bells(String),
    /// Something was committed, and nobody says what.
    Anything,
}
