//! People, as the operator sees them: by their number and the ids of their chats, without names.

use super::{ChargeLine, ChargeListKey, JobLine, ListKey, ListPage};
use crate::domain::conversation::State;
use crate::domain::credits::Credits;
use crate::domain::ids::{ChatId, JobId, PersonId};
use crate::domain::language::Language;
use crate::domain::time::Moment;
use crate::store::{Address, SupportRequest};

/// Which people to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleFilter {
    /// A person's number, a chat as `messenger:id`, the messenger's id alone, a job or a purchase.
    /// Empty for everybody.
    pub words: String,
    /// Only blocked people.
    pub blocked: bool,
}

/// A person in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonLine {
    /// Their number.
    pub id: PersonId,
    /// When they first wrote.
    pub since: Moment,
    /// Their first few chats.
    pub addresses: Vec<Address>,
    /// Credits that can be spent.
    pub balance: Credits,
    /// How many jobs they have had.
    pub jobs: u32,
    /// Whether they are blocked.
    pub is_blocked: bool,
    /// Whether they deleted their data.
    pub is_forgotten: bool,
}

/// Everything about a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonSheet {
    /// As in a list.
    pub line: PersonLine,
    /// The language of their messages.
    pub language: Option<Language>,
    /// Credits on hold for jobs.
    pub held: Credits,
    /// Since when they are blocked, and why.
    pub blocked: Option<Block>,
    /// Their first chats. Of this and the following lists there are only a few lines here.
    pub chats: ListPage<Chat, i64>,
    /// The movements of their credits, newest first.
    pub movements: ListPage<Booking, i64>,
    /// Their last jobs, newest first.
    pub jobs: ListPage<JobLine, ListKey>,
    /// Their charges, newest first.
    pub charges: ListPage<ChargeLine, ChargeListKey>,
    /// Their support requests, newest first.
    pub requests: ListPage<SupportRequest, i64>,
}

/// One chat of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chat {
    /// Its number.
    pub id: ChatId,
    /// Its address.
    pub address: Address,
    /// The state of the conversation.
    pub state: State,
    /// When they last wrote.
    pub heard_at: Option<Moment>,
    /// Whether they have blocked the bot there.
    pub has_blocked_us: bool,
}

/// A movement of a person's credits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    /// When.
    pub at: Moment,
    /// What kind of movement it was.
    pub kind: String,
    /// How it changed what they can spend.
    pub amount: i64,
    /// What they could spend after it.
    pub balance: i64,
    /// The job that it was for.
    pub job: Option<JobId>,
    /// The operator's words, or the charge.
    pub note: String,
}

/// Why a person is not served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Since when.
    pub since: Moment,
    /// The operator's reason.
    pub reason: String,
}
