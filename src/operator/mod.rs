//! What the operator does, whichever way: by the console or by the command line. Checks the
//! operator's words, finds the ones for the person, and has it done and written down.
//!
//! Knows the domain and the operator's side of the store; no HTTP, no terminal.

mod refused;

use crate::domain::credits::Credits;
use crate::domain::feed::EntryId;
use crate::domain::ids::{JobId, OrderId, PersonId};
use crate::domain::job::JobRequest;
use crate::domain::order::stage;
use crate::domain::replies::{Subject, answers, progress};
use crate::domain::tier::Plan;
use crate::domain::time::Moment;
use crate::store::console::{
    By, Charging, ConsoleStore, JobSheet, OperatorAction, Refusal, Tuning,
};
use crate::store::orders::Advance;
use crate::store::{Grant, KeptCharge, RefundOrder};

pub use refused::Refused;

/// An answer has to fit into one message.
const LONGEST_ANSWER: usize = 3500;
/// A reason is a line of the books.
const LONGEST_REASON: usize = 500;

/// What a method returns.
pub type Result<T> = std::result::Result<T, Refused>;

/// The operator at work.
pub struct Operator<'a> {
    console: &'a dyn ConsoleStore,
    by: By,
    now: Moment,
}

impl<'a> Operator<'a> {
    /// Whoever this is, now.
    #[must_use]
    pub const fn new(console: &'a dyn ConsoleStore, by: By, now: Moment) -> Self {
        Self { console, by, now }
    }

    /// Answers a support request in its person's chat.
    ///
    /// # Errors
    /// When the words are too many or none, or no such request waits.
    pub async fn answer(&self, number: i64, words: &str) -> Result<PersonId> {
        let words = within(words, LONGEST_ANSWER).ok_or(Refused::Answer(LONGEST_ANSWER))?;
        let open = self.console.requests().await?;
        let request = open
            .into_iter()
            .find(|one| one.number == number)
            .ok_or(Refused::NoRequest(number))?;

        let message = answers::support_answer(request.language, number, words);
        match self.act(OperatorAction::Answer { number, message }).await {
            Err(Refused::Refusal(Refusal::TooLate)) => Err(Refused::NoRequest(number)),
            done => done.map(|()| request.person),
        }
    }

    /// Gives credits. `once` makes it happen once, however often it is asked for.
    ///
    /// # Errors
    /// When there is no such person, no reason, or it was done before.
    pub async fn give_credits(
        &self,
        person: PersonId,
        amount: Credits,
        once: &str,
        reason: &str,
    ) -> Result<()> {
        let note = because(reason)?;
        self.act(OperatorAction::Grant(Grant {
            person,
            amount,
            reason: format!("operator:{once}"),
            note,
            now: self.now,
        }))
        .await
    }

    /// Gives a payment back.
    ///
    /// # Errors
    /// When it was given back, or its credits were spent and it is not forced.
    pub async fn refund(&self, charge: &KeptCharge, reason: &str, force: Force) -> Result<()> {
        let order = RefundOrder {
            charge: charge.key(),
            reason: because(reason)?,
            force: force == Force::WritesOff,
            now: self.now,
        };
        self.act(OperatorAction::Refund(order)).await
    }

    /// Ends a job, with its hold given back and its person told.
    ///
    /// # Errors
    /// When it has ended.
    pub async fn cancel(&self, job: JobId) -> Result<()> {
        let sheet = self.job(job).await?;
        let request = sheet.request.ok_or(Refusal::TooLate)?;
        let subject = Subject {
            language: sheet.language,
            job,
            request: &request,
        };

        self.act(OperatorAction::Cancel {
            job,
            message: progress::cancelled_by_operator(&subject),
        })
        .await
    }

    /// Paints anew what failed or was cancelled, under the id `anew`.
    ///
    /// # Errors
    /// When it is a painting, or its pictures or credits are missing.
    pub async fn paint_again(&self, job: JobId, anew: JobId, charging: Charging) -> Result<()> {
        let sheet = self.job(job).await?;
        if !sheet.line.state.is_in_vain() {
            return Err(Refusal::NotToBePainted.into());
        }

        let request = sheet.request.ok_or(Refusal::PicturesGone)?;
        let price = if charging == Charging::Again {
            request.plan.price
        } else {
            Credits::ZERO
        };

        let request = JobRequest {
            plan: Plan {
                price,
                ..request.plan
            },
            ..request
        };

        let message = progress::painted_again(sheet.language, price);
        self.act(OperatorAction::PaintAgain {
            job,
            anew,
            request,
            message,
        })
        .await
    }

    /// Serves a person no more.
    ///
    /// # Errors
    /// When there is no such person, or no reason.
    pub async fn block(&self, person: PersonId, reason: &str) -> Result<()> {
        self.act(OperatorAction::Block {
            person,
            because: because(reason)?,
        })
        .await
    }

    /// Serves a person again.
    ///
    /// # Errors
    /// When they are not blocked.
    pub async fn unblock(&self, person: PersonId) -> Result<()> {
        self.act(OperatorAction::Unblock { person }).await
    }

    /// Shows an entry of the feed to everybody, whether it waited, was hidden or was only reported.
    ///
    /// # Errors
    /// When it was taken back.
    pub async fn approve(&self, entry: EntryId) -> Result<()> {
        self.act(OperatorAction::Approve { entry }).await
    }

    /// Hides an entry of the feed; its person reads why.
    ///
    /// # Errors
    /// When it is not there any more, or there is no reason.
    pub async fn hide(&self, entry: EntryId, reason: &str) -> Result<()> {
        self.act(OperatorAction::Hide {
            entry,
            because: because(reason)?,
        })
        .await
    }

    /// Lets a person publish no more.
    ///
    /// # Errors
    /// When it is so, or there is no reason.
    pub async fn ban_from_feed(&self, person: PersonId, reason: &str) -> Result<()> {
        self.act(OperatorAction::BanFromFeed {
            person,
            because: because(reason)?,
        })
        .await
    }

    /// Lets a person publish again.
    ///
    /// # Errors
    /// When they may.
    pub async fn allow_in_feed(&self, person: PersonId) -> Result<()> {
        self.act(OperatorAction::AllowInFeed { person }).await
    }

    /// Keeps the knobs that suit a style.
    ///
    /// # Errors
    /// When there is no such style.
    pub async fn tune(&self, tuning: Tuning) -> Result<()> {
        self.act(OperatorAction::Tune(tuning)).await
    }

    /// Moves an order on.
    ///
    /// # Errors
    /// When there is no such step from where it is, or its money is being given back.
    pub async fn advance(&self, order: OrderId, advance: Advance) -> Result<()> {
        self.act(OperatorAction::Advance { order, advance }).await
    }

    /// Moves an order on to the carrier.
    ///
    /// # Errors
    /// As [`Operator::advance`], and when these words can be no tracking number.
    pub async fn ship(&self, order: OrderId, words: &str) -> Result<()> {
        let tracking = stage::tracking(words).ok_or(Refused::Tracking(stage::LONGEST_TRACKING))?;
        self.advance(order, Advance::Ship { tracking }).await
    }

    /// Lets a master that has failed be made anew.
    ///
    /// # Errors
    /// When it has not failed, or nobody needs it any more.
    pub async fn make_master(&self, order: OrderId) -> Result<()> {
        self.act(OperatorAction::MakeMaster { order }).await
    }

    /// The payment that is meant: by `provider:id`, or by an order or a purchase, of which it is
    /// the only one not given back.
    ///
    /// # Errors
    /// When there is none, or several.
    pub async fn payment(&self, name: &str) -> Result<KeptCharge> {
        let mut meant = self.console.payments(name).await?;
        if meant.len() > 1 {
            meant.retain(|kept| !kept.refunded);
        }

        match meant.len() {
            0 => Err(Refused::NoPayment(name.to_owned())),
            1 => Ok(meant.remove(0)),
            _ => Err(Refused::Several(
                name.to_owned(),
                meant.iter().map(|kept| kept.key().name()).collect(),
            )),
        }
    }

    async fn job(&self, job: JobId) -> Result<JobSheet> {
        Ok(self.console.job(job).await?.ok_or(Refusal::Unknown)?)
    }

    async fn act(&self, action: OperatorAction) -> Result<()> {
        Ok(self
            .console
            .act(action, self.by.clone(), self.now)
            .await??)
    }
}

/// Whether spent credits stand against a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Force {
    /// They do.
    No,
    /// They are written off.
    WritesOff,
}

fn because(reason: &str) -> Result<String> {
    within(reason, LONGEST_REASON)
        .map(str::to_owned)
        .ok_or(Refused::Reason(LONGEST_REASON))
}

fn within(words: &str, longest: usize) -> Option<&str> {
    let words = words.trim();
    (1..=longest)
        .contains(&words.encode_utf16().count())
        .then_some(words)
}
