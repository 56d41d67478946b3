//! Everything that loops: [`inbox`] answers, [`stylize`] paints, [`outbox`] sends, [`board`] tells those who wait about
//! the queue, [`updates`] fetches what was sent, [`cashier`] says whether money may be taken, [`statements`] compares
//! what was taken with the books, [`sweep`] cleans up.
//!
//! Workers hold traits and never name a concrete database, messenger or network; they have no words of their own. Each
//! loop wakes by a bell, looks into the store at least every few seconds, and ends when it is told to stop.

pub mod board;
pub mod cashier;
pub mod inbox;
pub mod outbox;
pub mod statements;
pub mod stylize;
pub mod sweep;
pub mod updates;

use std::{sync::Arc, time::Duration};

use tokio_util::sync::CancellationToken;

use crate::{
    bells::Bells,
    clock::{Chance, Clock},
    domain::rules::Rules,
    messengers::Messenger,
    pictures::Pictures,
    store::Store,
};

/// How long a loop sleeps at most when no bell rings.
pub const POLL: Duration = Duration::from_secs(1);

/// What every worker works with.
#[derive(Clone)]
pub struct Desk {
    /// What survives.
    pub store: Arc<dyn Store>,
    /// The bytes of pictures.
    pub pictures: Pictures,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub chance: Chance,
    /// Wake-ups.
    pub bells: Arc<Bells>,
    /// The numbers of the house.
    pub rules: Arc<Rules>,
    /// Those who carry messages.
    pub messengers: Arc<[Arc<dyn Messenger>]>,
    /// Told when no more work shall be begun.
    pub stop: CancellationToken,
}

impl Desk {
    /// The messenger of a name.
    #[must_use]
    pub fn messenger(&self, name: &str) -> Option<&Arc<dyn Messenger>> {
        self.messengers.iter().find(|messenger| messenger.name() == name)
    }
}
