//! Updates from messengers, from their arrival until they are answered.

use std::collections::HashSet;

use async_trait::async_trait;

use crate::domain::ids::{ChatId, InboxId};
use crate::domain::incoming::{Arrived, Incoming};
use crate::domain::language::Language;
use crate::domain::time::Moment;
use crate::store::Result;

/// Updates from a messenger until they are answered. Nothing is acknowledged to a messenger before
/// `receive` has returned.
#[async_trait]
pub trait InboxStore: Send + Sync + 'static {
    /// Saves updates and skips those that are known. Returns how many were new.
    async fn receive(&self, arrivals: Arrivals) -> Result<usize>;

    /// Whether an update of this id was received before.
    async fn is_known(&self, messenger: &str, update: &str) -> Result<bool>;

    /// The references of all files that the updates of a chat name.
    async fn named_files(&self, chat: &Address) -> Result<HashSet<String>>;

    /// The position in the messenger's queue that `receive` saved last.
    async fn cursor(&self, messenger: &str) -> Result<Option<String>>;

    /// The turns to answer next, at most one per chat: the first unanswered update of a chat, with
    /// the rest of its album. Senders take turns, each with its oldest first. Reading claims
    /// nothing: of two commits that answer the same update, `commit_step` refuses the second.
    async fn turns(&self, search: &TurnSearch) -> Result<Vec<PendingTurn>>;

    /// Claims turns that were read; returns those that no other process has or has answered
    /// meanwhile. They belong to the process until they are answered or it is gone (`DutyStore`).
    async fn claim_turns(&self, process: &str, turns: Vec<PendingTurn>)
    -> Result<Vec<PendingTurn>>;

    /// The turns of both lanes.
    async fn ready_turns(&self, now: Moment, limit: u32) -> Result<Vec<PendingTurn>> {
        let search = TurnSearch {
            now,
            limit,
            lane: None,
            process: String::new(),
            without: BusyParts::default(),
        };
        self.turns(&search).await
    }

    /// Hides updates until `until` and counts an attempt. Call it before work that may kill the
    /// process. The chat's later updates wait, too.
    async fn postpone(&self, updates: &[InboxId], until: Moment, now: Moment) -> Result<()>;

    /// Hides updates until `until` after work that was risky but did no harm. The attempt that
    /// `postpone` counted is taken off again.
    async fn give_back(&self, updates: &[InboxId], until: Moment, now: Moment) -> Result<()>;
}

/// A chat as its messenger names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    /// The messenger's name. The store only compares it.
    pub messenger: String,
    /// The messenger's own id of the chat.
    pub external: String,
}

/// Updates of one messenger that are saved together.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrivals {
    /// The messenger's name.
    pub messenger: String,
    /// The updates.
    pub updates: Vec<Update>,
    /// The new position in the messenger's queue, if it has to be remembered.
    pub cursor: Option<String>,
    /// Chats of people who no longer block the bot, by the messenger's ids. What was kept back for
    /// them is sent.
    pub unblocked: Vec<String>,
    /// When.
    pub now: Moment,
}

impl Arrivals {
    /// The arrivals of one delivery.
    #[must_use]
    pub fn new(
        messenger: &str,
        arrived: Vec<Arrived>,
        cursor: Option<String>,
        now: Moment,
    ) -> Self {
        let updates = arrived
            .into_iter()
            .map(|one| Update::arrived(one, now))
            .collect();
        Self {
            messenger: messenger.to_owned(),
            updates,
            cursor,
            unblocked: Vec::new(),
            now,
        }
    }
}

/// One update.
#[derive(Clone, Debug, PartialEq)]
pub struct Update {
    /// The messenger's id of the update. The same id is the same update.
    pub id: String,
    /// The messenger's id of the chat.
    pub chat: String,
    /// The messenger's id of the topic that it was sent in. Answers go there.
    pub topic: Option<String>,
    /// The digest of the network that it came from; `None` where the account is the measure.
    pub network: Option<String>,
    /// The language of the person's app, if the messenger says it. It counts until the person
    /// chooses one.
    pub language: Option<Language>,
    /// The name that all updates of one album share. They are answered together, once the last of
    /// them is ready.
    pub album: Option<String>,
    /// When it may be answered: at once, or a second later for a part of an album.
    pub ready_at: Moment,
    /// What was sent.
    pub incoming: Incoming,
}

impl Update {
    /// Where it is answered. Any part of an album may turn out to be joined to files.
    #[must_use]
    pub fn lane(&self) -> Lane {
        let has_files = matches!(
            self.incoming,
            Incoming::Files { .. } | Incoming::InGroup { .. }
        );
        if self.album.is_some() || has_files {
            Lane::Files
        } else {
            Lane::Words
        }
    }

    fn arrived(arrived: Arrived, now: Moment) -> Self {
        let Arrived {
            id,
            chat,
            topic,
            language,
            album,
            pause,
            incoming,
        } = arrived;

        Self {
            id,
            chat,
            topic,
            network: None,
            language,
            album,
            ready_at: now.plus(pause),
            incoming,
        }
    }
}

/// Turns are answered in two lanes, so that no text waits for anybody's picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Texts, buttons, payments and news: nothing is fetched for them.
    Words,
    /// Files that have to be fetched and decoded.
    Files,
}

/// Which turns to read.
#[derive(Clone, Debug)]
pub struct TurnSearch {
    /// Now.
    pub now: Moment,
    /// The most turns.
    pub limit: u32,
    /// The lane; `None` for both.
    pub lane: Option<Lane>,
    /// The process that answers them. Those that another one has claimed are not read.
    pub process: String,
    /// Whose turns are not read now.
    pub without: BusyParts,
}

/// Those who have their share of a lane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BusyParts {
    /// Chats.
    pub chats: Vec<ChatId>,
    /// Senders, as [`PendingTurn::sender`] has them.
    pub senders: Vec<String>,
    /// Messengers.
    pub messengers: Vec<String>,
}

/// Updates that are answered together.
#[derive(Clone, Debug, PartialEq)]
pub struct PendingTurn {
    /// The rows.
    pub updates: Vec<InboxId>,
    /// The chat.
    pub chat: ChatId,
    /// Its address, for fetching files.
    pub address: Address,
    /// The digest of the network that the chat's last update came from; `None` where the account is
    /// the measure.
    pub network: Option<String>,
    /// What the turn counts for: the network if there is one, otherwise the chat.
    pub sender: String,
    /// What was sent; an album is one message.
    pub incoming: Incoming,
    /// How often it was postponed.
    pub attempts: u32,
    /// When the first part arrived.
    pub received_at: Moment,
}
