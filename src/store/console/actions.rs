//! What the operator does, and the log of it.

use strum::IntoStaticStr;

use crate::domain::credits::Credits;
use crate::domain::feed::EntryId;
use crate::domain::ids::{JobId, OrderId, PersonId};
use crate::domain::job::JobRequest;
use crate::domain::message::Message;
use crate::domain::time::Moment;
use crate::store::console::Tuning;
use crate::store::orders::{Advance, OrderRefusal};
use crate::store::{CreditGrant, RefundOrder};

/// One action.
#[derive(Clone, Debug)]
pub enum OperatorAction {
    /// The right password: a session of this digest begins.
    SignIn {
        /// The digest of its cookie.
        digest: String,
    },
    /// A wrong password.
    FailToSignIn,
    /// Too many wrong passwords.
    ShutOut,
    /// The session ends.
    SignOut {
        /// The digest of its cookie.
        digest: String,
    },
    /// A job that ended without a painting is painted again, as a new job.
    PaintAgain {
        /// The old job.
        job: JobId,
        /// The id of the new job. It must not exist yet.
        new_job: JobId,
        /// The request of the old job, at the price to pay now.
        request: Box<JobRequest>,
        /// The message to the person.
        message: Message,
    },
    /// The job ends, and its hold is voided.
    Cancel {
        /// Which one.
        job: JobId,
        /// The message to the person.
        message: Message,
    },
    /// A person gets credits.
    Grant(CreditGrant),
    /// A person is blocked.
    Block {
        /// Who.
        person: PersonId,
        /// Why.
        because: String,
    },
    /// A person is unblocked.
    Unblock {
        /// Who.
        person: PersonId,
    },
    /// A support request is answered.
    Answer {
        /// Its number.
        number: i64,
        /// The message to the person.
        message: Message,
    },
    /// A charge is refunded.
    Refund(RefundOrder),
    /// An order moves to its next stage.
    Advance {
        /// Which one.
        order: OrderId,
        /// Where to.
        advance: Advance,
    },
    /// A feed entry becomes or stays public.
    Approve {
        /// Which one.
        entry: EntryId,
    },
    /// A feed entry is hidden, and its person is told why.
    Hide {
        /// Which one.
        entry: EntryId,
        /// Why, for the person to read.
        because: String,
    },
    /// A person may no longer publish.
    BanFromFeed {
        /// Who.
        person: PersonId,
        /// Why.
        because: String,
    },
    /// A person may publish again.
    AllowInFeed {
        /// Who.
        person: PersonId,
    },
    /// The settings that suit a style.
    Tune(Tuning),
    /// A failed master is queued again.
    MakeMaster {
        /// Its order.
        order: OrderId,
    },
}

/// Whether painting again is paid for again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charging {
    /// It costs nothing.
    Nothing,
    /// Its price is held again.
    Again,
}

/// Who acts, and from where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionOrigin {
    /// The interface.
    pub actor: Actor,
    /// The session in the console.
    pub session: Option<i64>,
    /// The address it came from.
    pub address: Option<String>,
}

impl ActionOrigin {
    /// Somebody who runs the program on this machine.
    #[must_use]
    pub const fn command_line() -> Self {
        Self {
            actor: Actor::CommandLine,
            session: None,
            address: None,
        }
    }
}

/// The interface through which an action comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Actor {
    /// The console.
    Console,
    /// A sub-command.
    #[strum(serialize = "command line")]
    CommandLine,
}

impl Actor {
    /// The word in the operator log.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// Why an action was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is nothing of this name.
    #[error("there is no such thing")]
    Unknown,
    /// It has already ended, or was already done.
    #[error("it was too late: it has already ended, or was already done")]
    TooLate,
    /// Only a job that ended without a painting can be painted again.
    #[error("only a painting that failed or was cancelled can be painted again")]
    NotToBePainted,
    /// Its pictures were deleted.
    #[error("its pictures have been deleted")]
    PicturesGone,
    /// The person does not have enough credits.
    #[error("{0} credits are missing to pay for it again")]
    CreditsMissing(Credits),
    /// The same form was submitted twice.
    #[error("it was done before, by the same form")]
    Twice,
    /// The charge is refunded, or a refund is under way.
    #[error("it has been refunded, or its refund is under way")]
    Refunded,
    /// It paid for a canvas that is already made.
    #[error(
        "the canvas is with the print shop, on its way or delivered; only a forced refund gives the money back"
    )]
    Made,
    /// The order cannot make this transition.
    #[error(transparent)]
    Order(#[from] OrderRefusal),
    /// This many of its credits were spent.
    #[error("{0} of its credits were spent; only a forced refund writes them off")]
    Spent(Credits),
}

/// A line of the operator log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorLogLine {
    /// Its number.
    pub id: i64,
    /// When.
    pub at: Moment,
    /// The interface.
    pub actor: String,
    /// The session in the console.
    pub session: Option<i64>,
    /// The address it came from.
    pub address: Option<String>,
    /// What.
    pub action: String,
    /// What it was about, such as `person 7`.
    pub subject: String,
    /// The operator's words.
    pub note: String,
    /// `done`, or why it was refused.
    pub outcome: String,
}

/// A session in the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its number.
    pub id: i64,
    /// When it began.
    pub began_at: Moment,
    /// When it was last used.
    pub seen_at: Moment,
}
