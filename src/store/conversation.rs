//! What a step reads and what it leaves.

use super::Address;
use crate::domain::conversation::{Effect, PersonFacts, State};
use crate::domain::ids::{ChatId, InboxId, JobId, OrderId, PersonId, PurchaseId};
use crate::domain::link::LinkCode;
use crate::domain::picture::PictureKey;
use crate::domain::time::Moment;

/// What the event speaks of (`Event::job`, `Event::picture` and so on), so that the facts hold it.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each asks for something else"
)]
pub struct About {
    /// A job or painting.
    pub job: Option<JobId>,
    /// A picture.
    pub picture: Option<PictureKey>,
    /// A purchase.
    pub purchase: Option<PurchaseId>,
    /// The code of a promotion.
    pub promo: Option<String>,
    /// The code of an account to be joined.
    pub link: Option<LinkCode>,
    /// An order of a canvas.
    pub order: Option<OrderId>,
    /// Whether the last orders of canvases are wanted.
    pub orders: bool,
    /// Whether the last movements of credits are wanted.
    pub movements: bool,
    /// Whether the styles that are kept or liked are wanted.
    pub styles: bool,
    /// Whether what was published is wanted.
    pub published: bool,
}

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
