//! Chats: what a step of the conversation reads, and what it writes.

use async_trait::async_trait;

use super::Address;
use super::outbox::TranscriptLine;
use crate::domain::conversation::{Effect, EventNeeds, State};
use crate::domain::facts::PersonFacts;
use crate::domain::ids::{ChatId, InboxId, PersonId};
use crate::domain::profile::Profile;
use crate::domain::time::Moment;
use crate::store::Result;

/// The state of chats, and the steps that change it.
#[async_trait]
pub trait ConversationStore: Send + Sync + 'static {
    /// The state of a chat and the facts for a step; `None` for an unknown chat.
    async fn conversation(
        &self,
        chat: ChatId,
        needs: EventNeeds,
        now: Moment,
    ) -> Result<Option<Conversation>>;

    /// Commits a step: its updates are answered, its state is saved, its effects are done. Fails
    /// with `Conflict` when the person's data changed after `conversation` was read, when something
    /// else of the same network was counted meanwhile, or when the updates were answered. Then read and step again.
    async fn commit_step(&self, step: StepCommit) -> Result<()>;

    /// The chat at an address, if it ever wrote.
    async fn chat_at(&self, address: &Address) -> Result<Option<ChatOwner>>;

    /// Replaces the profile of the person at an address. The profile's language counts as long as
    /// no app has said one. Does nothing when no person is there.
    async fn keep_profile(&self, address: &Address, profile: Profile, now: Moment) -> Result<()>;

    /// The last messages of both sides that a page shows, oldest first: each in its newest form, at
    /// the place where it was first said. Pressed buttons and the service's own news are not among
    /// them.
    async fn transcript(&self, chat: ChatId, limit: u32) -> Result<Vec<TranscriptLine>>;
}

/// A chat before a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Conversation {
    /// Whose chat it is.
    pub person: PersonId,
    /// Changes whenever what was read changes.
    pub fence: Fence,
    /// The state.
    pub state: State,
    /// The facts for a step.
    pub facts: PersonFacts,
    /// The person's other chats.
    pub elsewhere: Vec<Address>,
    /// When the profile was last read from the messenger.
    pub met: Option<Moment>,
}

/// Tells whether the facts of a step are still current.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fence {
    /// Changes whenever the person's data changes.
    pub person: i64,
    /// Changes whenever something is counted for the sender: for everybody of one network. Only
    /// steps that are counted themselves look at it.
    pub sender: i64,
}

/// A chat and its person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChatOwner {
    /// The chat.
    pub chat: ChatId,
    /// Who writes in it.
    pub person: PersonId,
}

/// A step to commit.
#[derive(Clone, Debug)]
pub struct StepCommit {
    /// The updates that it answers. None of them may be answered yet. Empty for a step that no
    /// update caused.
    pub updates: Vec<InboxId>,
    /// The chat.
    pub chat: ChatId,
    /// As read.
    pub person: PersonId,
    /// As read.
    pub fence: Fence,
    /// The new state.
    pub state: State,
    /// What to do, in this order.
    pub effects: Vec<Effect>,
    /// When.
    pub now: Moment,
}
