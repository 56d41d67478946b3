//! Updates as they arrive, and as they are answered.

use crate::domain::ids::{ChatId, InboxId};
use crate::domain::incoming::{Arrived, Incoming};
use crate::domain::language::Language;
use crate::domain::time::Moment;

/// A chat as the outside names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    /// The messenger's name; the store compares it and knows nothing else about it.
    pub messenger: String,
    /// The messenger's own id of the chat.
    pub external: String,
}

/// Updates of one messenger, written down together.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrivals {
    /// The messenger's name.
    pub messenger: String,
    /// The updates.
    pub updates: Vec<Update>,
    /// Where the messenger's queue was read up to, if that has to be remembered.
    pub cursor: Option<String>,
    /// When.
    pub now: Moment,
}

impl Arrivals {
    /// What a messenger has handed over, written down now.
    #[must_use]
    pub fn of(messenger: &str, arrived: Vec<Arrived>, cursor: Option<String>, now: Moment) -> Self {
        let updates = arrived
            .into_iter()
            .map(|one| Update::arrived(one, now))
            .collect();
        Self {
            messenger: messenger.to_owned(),
            updates,
            cursor,
            now,
        }
    }
}

/// One update.
#[derive(Clone, Debug, PartialEq)]
pub struct Update {
    /// The messenger's id of the update; a second update of the same id is the same update.
    pub id: String,
    /// The messenger's id of the chat.
    pub chat: String,
    /// The language the messenger tells of, if it does; only used until the person chooses one.
    pub language: Option<Language>,
    /// Updates of one album bear one name; they are answered together, once `ready_at` of the last
    /// has come.
    pub album: Option<String>,
    /// Not to be answered before; `now`, or a second later for a part of an album.
    pub ready_at: Moment,
    /// What was sent.
    pub incoming: Incoming,
}

impl Update {
    fn arrived(arrived: Arrived, now: Moment) -> Self {
        let Arrived {
            id,
            chat,
            language,
            album,
            pause,
            incoming,
        } = arrived;

        Self {
            id,
            chat,
            language,
            album,
            ready_at: now.plus(pause),
            incoming,
        }
    }
}

/// What is to be answered together.
#[derive(Clone, Debug, PartialEq)]
pub struct PendingTurn {
    /// The rows.
    pub updates: Vec<InboxId>,
    /// The chat.
    pub chat: ChatId,
    /// Its address, for fetching files.
    pub address: Address,
    /// What was sent, albums put together.
    pub incoming: Incoming,
    /// How often it was postponed.
    pub attempts: u32,
    /// When the first part arrived.
    pub received_at: Moment,
}
