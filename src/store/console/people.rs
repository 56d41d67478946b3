//! People as the operator sees them. They have no names here: a number, and the messengers' own ids
//! of their chats.

use crate::domain::conversation::State;
use crate::domain::credits::Credits;
use crate::domain::ids::{ChatId, JobId, PersonId};
use crate::domain::language::Language;
use crate::domain::time::Moment;
use crate::store::Address;

use super::{ChargeLine, JobLine};

/// Which people are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleFilter {
    /// A person's number, a chat as `messenger:id`, the messenger's id alone, a job or a purchase.
    /// Empty for everybody.
    pub words: String,
    /// Only those who are blocked.
    pub blocked: bool,
}

/// A person in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonLine {
    /// Their number.
    pub id: PersonId,
    /// Since when.
    pub since: Moment,
    /// Their chats.
    pub addresses: Vec<Address>,
    /// Credits that can be spent.
    pub balance: Credits,
    /// How many paintings they ever asked for.
    pub jobs: u32,
    /// Whether they are blocked.
    pub is_blocked: bool,
    /// Whether they have deleted everything.
    pub is_forgotten: bool,
}

/// Everything about a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonSheet {
    /// As in a list.
    pub line: PersonLine,
    /// The language they are spoken to in.
    pub language: Option<Language>,
    /// Credits held for jobs.
    pub held: Credits,
    /// Since when and why they are blocked.
    pub blocked: Option<(Moment, String)>,
    /// Their chats.
    pub chats: Vec<Chat>,
    /// Their books, newest first.
    pub movements: Vec<Booking>,
    /// Their last jobs, newest first.
    pub jobs: Vec<JobLine>,
    /// What they paid, newest first.
    pub charges: Vec<ChargeLine>,
    /// What they wrote to the operator, newest first.
    pub requests: Vec<Request>,
}

/// One chat of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chat {
    /// Its number.
    pub id: ChatId,
    /// Where it is.
    pub address: Address,
    /// What is being prepared.
    pub state: State,
    /// When they last wrote.
    pub heard_at: Option<Moment>,
    /// Whether they have blocked the bot there.
    pub has_blocked_us: bool,
}

/// A line of a person's books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    /// When.
    pub at: Moment,
    /// What kind of movement it was.
    pub kind: String,
    /// What they have more to spend by it, or less.
    pub amount: i64,
    /// What they had to spend after it.
    pub balance: i64,
    /// For which job.
    pub job: Option<JobId>,
    /// The operator's words, or the charge.
    pub note: String,
}

/// What a person wrote to the operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Its number.
    pub number: i64,
    /// Their words; empty once forgotten.
    pub text: String,
    /// When.
    pub at: Moment,
    /// The answer, and when it was given.
    pub answer: Option<(String, Moment)>,
}
