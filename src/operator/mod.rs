//! What the operator does, by the console or by the command line. Checks the operator's input, finds
//! the message for the person, and has the store do it and record it in the operator log.
//!
//! Knows the domain and the operator's side of the store; no HTTP and no terminal.

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
    ActionOrigin, Charging, ConsoleStore, JobSheet, OperatorAction, Refusal, Tuning,
};
use crate::store::orders::Advance;
use crate::store::{CreditGrant, KeptCharge, RefundOrder};

pub use refused::Refused;

/// The longest answer, in UTF-16 units: it has to fit into one message.
const LONGEST_ANSWER: usize = 3500;
/// The longest reason, in UTF-16 units: it is a line of the ledger.
const LONGEST_REASON: usize = 500;

/// The result of an action.
pub type Result<T> = std::result::Result<T, Refused>;

/// The operator, doing something now.
pub struct Operator<'a> {
    console: &'a dyn ConsoleStore,
    origin: ActionOrigin,
    now: Moment,
}

impl<'a> Operator<'a> {
    /// The operator that `by` describes.
    #[must_use]
    pub const fn new(console: &'a dyn ConsoleStore, origin: ActionOrigin, now: Moment) -> Self {
        Self {
            console,
            origin,
            now,
        }
    }

    /// Answers a support request in its person's chat.
    ///
    /// # Errors
    /// If the text is empty or too long, or no such request waits.
    pub async fn answer(&self, number: i64, text: &str) -> Result<PersonId> {
        let text = trimmed(text, LONGEST_ANSWER).ok_or(Refused::Answer(LONGEST_ANSWER))?;
        let request = self
            .console
            .request(number)
            .await?
            .filter(|request| request.answer.is_none())
            .ok_or(Refused::NoRequest(number))?;

        let message = answers::support_answer(request.language, number, text);
        match self.act(OperatorAction::Answer { number, message }).await {
            Err(Refused::Refusal(Refusal::TooLate)) => Err(Refused::NoRequest(number)),
            outcome => outcome.map(|()| request.person),
        }
    }

    /// Gives credits to a person. A second call with the same `once` does nothing.
    ///
    /// # Errors
    /// If there is no such person, the reason is missing, or it was done before.
    pub async fn give_credits(
        &self,
        person: PersonId,
        amount: Credits,
        once: &str,
        reason: &str,
    ) -> Result<()> {
        let note = checked_reason(reason)?;
        self.act(OperatorAction::Grant(CreditGrant {
            person,
            amount,
            reason: format!("operator:{once}"),
            note,
            now: self.now,
        }))
        .await
    }

    /// Refunds a payment.
    ///
    /// # Errors
    /// If it was refunded before, or its credits were spent and the refund is not forced.
    pub async fn refund(&self, charge: &KeptCharge, reason: &str, force: Force) -> Result<()> {
        let order = RefundOrder {
            charge: charge.key(),
            reason: checked_reason(reason)?,
            force: force == Force::WritesOff,
            now: self.now,
        };
        self.act(OperatorAction::Refund(order)).await
    }

    /// Cancels a job, releases its hold and tells the person.
    ///
    /// # Errors
    /// If it has ended.
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

    /// Queues a job that failed or was cancelled again, under the id `new_job`.
    ///
    /// # Errors
    /// If the job has not failed, or its pictures or the person's credits are missing.
    pub async fn paint_again(&self, job: JobId, new_job: JobId, charging: Charging) -> Result<()> {
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
            new_job,
            request: Box::new(request),
            message,
        })
        .await
    }

    /// Blocks a person. The service no longer answers them.
    ///
    /// # Errors
    /// If there is no such person, or the reason is missing.
    pub async fn block(&self, person: PersonId, reason: &str) -> Result<()> {
        self.act(OperatorAction::Block {
            person,
            because: checked_reason(reason)?,
        })
        .await
    }

    /// Ends the block of a person.
    ///
    /// # Errors
    /// If they are not blocked.
    pub async fn unblock(&self, person: PersonId) -> Result<()> {
        self.act(OperatorAction::Unblock { person }).await
    }

    /// Shows an entry of the feed to everybody, whether it waited for approval, was hidden or was only
    /// reported.
    ///
    /// # Errors
    /// If it was taken back.
    pub async fn approve(&self, entry: EntryId) -> Result<()> {
        self.act(OperatorAction::Approve { entry }).await
    }

    /// Hides an entry of the feed; the person is told the reason.
    ///
    /// # Errors
    /// If it is gone, or the reason is missing.
    pub async fn hide(&self, entry: EntryId, reason: &str) -> Result<()> {
        self.act(OperatorAction::Hide {
            entry,
            because: checked_reason(reason)?,
        })
        .await
    }

    /// Forbids a person to publish.
    ///
    /// # Errors
    /// If it is forbidden already, or the reason is missing.
    pub async fn ban_from_feed(&self, person: PersonId, reason: &str) -> Result<()> {
        self.act(OperatorAction::BanFromFeed {
            person,
            because: checked_reason(reason)?,
        })
        .await
    }

    /// Allows a person to publish again.
    ///
    /// # Errors
    /// If it is allowed already.
    pub async fn allow_in_feed(&self, person: PersonId) -> Result<()> {
        self.act(OperatorAction::AllowInFeed { person }).await
    }

    /// Sets the default settings of a style.
    ///
    /// # Errors
    /// If there is no such style.
    pub async fn tune(&self, tuning: Tuning) -> Result<()> {
        self.act(OperatorAction::Tune(tuning)).await
    }

    /// Moves an order to its next stage.
    ///
    /// # Errors
    /// If its stage does not allow that, or its payment is being refunded.
    pub async fn advance(&self, order: OrderId, advance: Advance) -> Result<()> {
        self.act(OperatorAction::Advance { order, advance }).await
    }

    /// Records that an order was handed to the carrier.
    ///
    /// # Errors
    /// As [`Operator::advance`], and if the text is not a tracking number.
    pub async fn ship(&self, order: OrderId, tracking: &str) -> Result<()> {
        let tracking =
            stage::tracking(tracking).ok_or(Refused::Tracking(stage::LONGEST_TRACKING))?;
        self.advance(order, Advance::Ship { tracking }).await
    }

    /// Queues a master that has failed again.
    ///
    /// # Errors
    /// If it has not failed, or is no longer needed.
    pub async fn make_master(&self, order: OrderId) -> Result<()> {
        self.act(OperatorAction::MakeMaster { order }).await
    }

    /// Finds a payment by `provider:id`, or by an order or a purchase with only one payment that was
    /// not refunded.
    ///
    /// # Errors
    /// If there is none, or there are several.
    pub async fn payment(&self, name: &str) -> Result<KeptCharge> {
        let mut payments = self.console.payments(name).await?;
        if payments.len() > 1 {
            payments.retain(|payment| !payment.refunded);
        }

        match payments.len() {
            0 => Err(Refused::NoPayment(name.to_owned())),
            1 => Ok(payments.remove(0)),
            _ => Err(Refused::Several(
                name.to_owned(),
                payments
                    .iter()
                    .map(|payment| payment.key().name())
                    .collect(),
            )),
        }
    }

    async fn job(&self, job: JobId) -> Result<JobSheet> {
        Ok(self.console.job(job).await?.ok_or(Refusal::Unknown)?)
    }

    async fn act(&self, action: OperatorAction) -> Result<()> {
        Ok(self
            .console
            .act(action, self.origin.clone(), self.now)
            .await??)
    }
}

/// Whether spent credits prevent a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Force {
    /// They prevent it.
    No,
    /// They are written off.
    WritesOff,
}

fn checked_reason(reason: &str) -> Result<String> {
    trimmed(reason, LONGEST_REASON)
        .map(str::to_owned)
        .ok_or(Refused::Reason(LONGEST_REASON))
}

/// The text without surrounding spaces; `None` if it is empty or too long.
fn trimmed(text: &str, longest: usize) -> Option<&str> {
    let text = text.trim();
    (1..=longest)
        .contains(&text.encode_utf16().count())
        .then_some(text)
}
