//! What the operator does, and what is kept of it.

use crate::domain::credits::Credits;
use crate::domain::feed::EntryId;
use crate::domain::ids::{JobId, OrderId, PersonId};
use crate::domain::job::JobRequest;
use crate::domain::message::Message;
use crate::domain::time::Moment;
use crate::store::console::Tuning;
use crate::store::orders::{Advance, OrderRefusal};
use crate::store::{Grant, RefundOrder};

/// One thing to be done.
#[derive(Clone, Debug)]
pub enum OperatorAction {
    /// The right password: a session of this digest begins.
    SignIn {
        /// Of its cookie.
        digest: String,
    },
    /// A wrong password.
    FailToSignIn,
    /// Too many wrong passwords.
    ShutOut,
    /// The session ends.
    SignOut {
        /// Of its cookie.
        digest: String,
    },
    /// What did not become a painting is painted anew, as a job of its own.
    PaintAgain {
        /// The old job.
        job: JobId,
        /// The new one's id. A job of this id must not exist.
        anew: JobId,
        /// As the old one asked for it, at the price that is wanted now.
        request: JobRequest,
        /// For its person.
        message: Message,
    },
    /// The job ends, and what is held for it goes back.
    Cancel {
        /// Which one.
        job: JobId,
        /// For its person.
        message: Message,
    },
    /// A person gets credits.
    Grant(Grant),
    /// A person is served no more.
    Block {
        /// Who.
        person: PersonId,
        /// Why.
        because: String,
    },
    /// A person is served again.
    Unblock {
        /// Who.
        person: PersonId,
    },
    /// A support request is answered.
    Answer {
        /// Its number.
        number: i64,
        /// For its person.
        message: Message,
    },
    /// A payment is given back.
    Refund(RefundOrder),
    /// An order moves on, and its person is told.
    Advance {
        /// Which one.
        order: OrderId,
        /// Where to.
        advance: Advance,
    },
    /// An entry of the feed becomes public, or stays so.
    Approve {
        /// Which one.
        entry: EntryId,
    },
    /// An entry of the feed is hidden, and its person told why.
    Hide {
        /// Which one.
        entry: EntryId,
        /// For its person to read.
        because: String,
    },
    /// A person publishes no more.
    BanFromFeed {
        /// Who.
        person: PersonId,
        /// Why.
        because: String,
    },
    /// A person publishes again.
    AllowInFeed {
        /// Who.
        person: PersonId,
    },
    /// The knobs that suit a style.
    Tune(Tuning),
    /// A master that failed is made anew.
    MakeMaster {
        /// Of which order.
        order: OrderId,
    },
}

/// Whether what is painted again is paid for again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charging {
    /// It costs nothing.
    Nothing,
    /// Its price is held again.
    Again,
}

/// Who does it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    /// From where.
    pub actor: Actor,
    /// The session in the console.
    pub session: Option<i64>,
    /// The address it came from.
    pub address: Option<String>,
}

impl By {
    /// Whoever can run the program on this machine.
    #[must_use]
    pub const fn command_line() -> Self {
        Self {
            actor: Actor::CommandLine,
            session: None,
            address: None,
        }
    }
}

/// From where something is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The console.
    Console,
    /// A sub-command.
    CommandLine,
}

impl Actor {
    /// The word in the journal.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Console => "console",
            Self::CommandLine => "command line",
        }
    }
}

/// Why something was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is none of this name.
    #[error("there is no such thing")]
    Unknown,
    /// The job has ended, or the request was answered.
    #[error("it was too late: it has ended, or was done by somebody else")]
    TooLate,
    /// Only what ended without a painting is painted again.
    #[error("only a painting that failed or was cancelled is painted again")]
    NotToBePainted,
    /// Its pictures were deleted.
    #[error("its pictures were deleted meanwhile")]
    PicturesGone,
    /// The person has not got its price.
    #[error("{0} credits are missing to pay for it again")]
    CreditsMissing(Credits),
    /// The same form was sent twice.
    #[error("it was done before, by the same form")]
    Twice,
    /// A payment that is or was given back.
    #[error("it has been refunded, or its refund is under way")]
    Refunded,
    /// It has paid a canvas that is made already.
    #[error(
        "the canvas is with the print shop, on its way or delivered; only a forced refund gives the money back"
    )]
    Made,
    /// An order does not move on that way.
    #[error(transparent)]
    Order(#[from] OrderRefusal),
    /// So many of its credits are not there any more.
    #[error("{0} of its credits were spent; only a forced refund writes them off")]
    Spent(Credits),
}

/// A line of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub id: i64,
    /// When.
    pub at: Moment,
    /// From where.
    pub actor: String,
    /// The session in the console.
    pub session: Option<i64>,
    /// The address it came from.
    pub address: Option<String>,
    /// What.
    pub action: String,
    /// About whom or what.
    pub subject: String,
    /// The operator's words.
    pub note: String,
    /// What became of it.
    pub outcome: String,
}

/// Somebody who has signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its number.
    pub id: i64,
    /// When it began.
    pub began_at: Moment,
    /// When it was last used.
    pub seen_at: Moment,
}
