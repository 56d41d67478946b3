//! What a step reads and what it leaves.

use super::Address;
use crate::domain::ids::{ChatId, InboxId, PersonId};
use crate::domain::time::Moment;
use crate::domain::{
    conversation::{Effect, State},
    facts::PersonFacts,
};

/// A chat before a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Conversation {
    /// Who speaks.
    pub person: PersonId,
    /// Changes with everything that changes the person's affairs.
    pub fence: i64,
    /// The state.
    pub state: State,
    /// What a step needs to know.
    pub facts: PersonFacts,
    /// The person's other chats.
    pub elsewhere: Vec<Address>,
    /// When the messenger was asked last who they are.
    pub met: Option<Moment>,
}

/// A step to be carried out.
#[derive(Clone, Debug)]
pub struct StepCommit {
    /// The updates it answers; none of them may be answered already. Empty for a step that no
    /// update caused.
    pub updates: Vec<InboxId>,
    /// The chat.
    pub chat: ChatId,
    /// As read.
    pub person: PersonId,
    /// As read.
    pub fence: i64,
    /// The new state.
    pub state: State,
    /// Carried out in their order.
    pub effects: Vec<Effect>,
    /// When.
    pub now: Moment,
}
