//! Everything that must survive a crash. One method is one intent is one transaction, and no
//! transaction crosses the trait: when a method returns, what it did is durable, and when it fails,
//! nothing was done.
//!
//! Knows the domain's types and no messenger, no HTTP and no engine. Only [`sqlite`] knows SQL.
//! Whatever a second database brings has to pass the same list of contract tests
//! (`tests/app/bot/store_contract`).
//!
//! The types of the rows, by aggregate: [`inbox`], [`conversation`], [`jobs`], [`outbox`],
//! [`pictures`], [`ledger`], [`purchases`], [`orders`], [`exhibits`]; the operator's side of it is
//! [`office`], the visitors' is [`feed`].

pub mod console;
pub mod conversation;
mod error;
pub mod feed;
pub mod feed_entries;
pub mod inbox;
pub mod jobs;
pub mod ledger;
pub mod orders;
pub mod outbox;
pub mod pictures;
pub mod purchases;
pub mod sqlite;

use std::time::Duration;

use async_trait::async_trait;

use crate::domain::conversation::EventNeeds;
use crate::domain::ids::{ChatId, InboxId, OutboxId, PersonId, PurchaseId};
use crate::domain::message::Message;
use crate::domain::payment::{Charge, Closing};
use crate::domain::picture::PictureKey;
use crate::domain::profile::Profile;
use crate::domain::time::Moment;

pub use conversation::{Conversation, StepCommit};
pub use error::StoreError;
pub use feed::Feed;
pub use feed_entries::FeedEntries;
pub use inbox::{Address, Arrivals, PendingTurn};
pub use jobs::{ClaimedJob, Ending, JobClaim, Lease, LeaseState, QueuedJob, Touch};
pub use ledger::{Discrepancy, Grant};
pub use orders::Orders;
pub use outbox::{OutgoingMessage, SendOutcome};
pub use pictures::{KeepOutcome, KeepPicture, StoredPicture};
pub use purchases::{
    Books, ChargeKey, ChargeOutcome, Gifts, KeptCharge, PaymentPage, Purchase, PurchaseState,
    Refund, RefundOrder, RefundOutcome, RefundRefusal, RefundState, SupportRequest,
};

/// What a method returns.
pub type Result<T> = std::result::Result<T, StoreError>;

/// The database of the service.
#[async_trait]
pub trait Store: FeedEntries + Orders + Send + Sync + 'static {
    // Inbox: nothing is acknowledged to a messenger before `receive` returned.

    /// Writes updates down; those already known are passed over. Returns how many were new.
    async fn receive(&self, arrivals: Arrivals) -> Result<usize>;

    /// Where the messenger's queue was read up to, as `receive` wrote it with the updates.
    async fn cursor(&self, messenger: &str) -> Result<Option<String>>;

    /// What is to be answered next, at most one turn per chat, the oldest first: the first
    /// unanswered update of a chat, with the rest of its album. Reading claims nothing:
    /// `commit_step` refuses the second of two that answer it.
    async fn ready_turns(&self, now: Moment, limit: u32) -> Result<Vec<PendingTurn>>;

    /// Leaves updates for later, before something that may kill the process; counts an attempt.
    /// The chat's later updates wait too.
    async fn postpone(&self, updates: &[InboxId], until: Moment) -> Result<()>;

    /// Leaves updates for later that were postponed before something dangerous which then did no
    /// harm: the attempt does not count.
    async fn give_back(&self, updates: &[InboxId], until: Moment) -> Result<()>;

    /// What a process that has died had in hand is due at once: messages it was sending, pictures
    /// it was looking at. For the one process that answers and sends, before it begins; what has to
    /// wait for another reason goes on waiting.
    async fn take_back(&self, now: Moment) -> Result<()>;

    /// Whether the updates of a chat are all answered and its messages all sent; for tests and
    /// shutdown.
    async fn is_settled(&self) -> Result<bool>;

    // Conversation

    /// The state of a chat and what a step needs to know; `None` when the chat is unknown.
    async fn conversation(
        &self,
        chat: ChatId,
        needs: EventNeeds,
        now: Moment,
    ) -> Result<Option<Conversation>>;

    /// Carries out a step: inbox rows answered, state kept, effects done. `Conflict` when the
    /// person's affairs changed since `conversation` was read, or the updates were answered
    /// meanwhile: read again and step again.
    async fn commit_step(&self, step: StepCommit) -> Result<()>;

    /// The chat at an address, if it ever wrote.
    async fn chat_at(&self, address: &Address) -> Result<Option<(ChatId, PersonId)>>;

    /// Keeps what the messenger tells of whoever is at an address; what it tells no more is
    /// forgotten. Its language counts while no app has said one. Ignored when nobody is there.
    async fn keep_profile(&self, address: &Address, profile: Profile, now: Moment) -> Result<()>;

    /// The last messages of both sides, oldest first, for a page that shows a chat.
    async fn transcript(&self, chat: ChatId, limit: u32) -> Result<Vec<outbox::Line>>;

    // Jobs: every statement after the claim names job and attempt, and touches nothing once the
    // lease was lost.

    /// Takes the next job: paid ones first, but after `JobClaim::paid_in_a_row` of them one free
    /// job that has waited long enough; within a class people take turns. Jobs whose lease ran out
    /// come first.
    async fn claim_job(&self, claim: JobClaim) -> Result<Option<ClaimedJob>>;

    /// Whether the lease still holds, without renewing it.
    async fn holds(&self, lease: &Lease) -> Result<LeaseState>;

    /// Renews the lease and writes progress down. `Lost` means: stop at once, the job is somebody
    /// else's or has ended.
    async fn touch_job(&self, lease: &Lease, touch: Touch) -> Result<LeaseState>;

    /// Ends a job: painting kept and hold posted, or hold voided; and the messages about it put
    /// into the outbox.
    async fn finish_job(
        &self,
        lease: &Lease,
        ending: Ending,
        messages: Vec<Message>,
        now: Moment,
    ) -> Result<LeaseState>;

    /// Gives a job back to the queue, to be taken again not before `ready_at`. A job given back at
    /// a shutdown has not failed: `count_attempt` says whether this attempt counts against the
    /// limit.
    async fn return_job(
        &self,
        lease: &Lease,
        ready_at: Moment,
        attempt: jobs::Attempt,
    ) -> Result<LeaseState>;

    /// Takes over a job whose lease ran out after its last allowed attempt; finish it as failed.
    async fn claim_exhausted_job(&self, claim: JobClaim) -> Result<Option<ClaimedJob>>;

    /// The jobs that wait, in the order in which they will be taken, with what stands before each.
    async fn queued_jobs(&self, now: Moment) -> Result<Vec<QueuedJob>>;

    // Outbox: nothing is sent except from here.

    /// Takes messages that may be sent now, never two of one chat, and hides them until `now +
    /// hide_for`: a sender that dies has its messages sent again after that time.
    async fn claim_messages(
        &self,
        now: Moment,
        hide_for: Duration,
        limit: u32,
    ) -> Result<Vec<OutgoingMessage>>;

    /// Says what became of an attempt to send. Ignored when another attempt was begun meanwhile.
    async fn settle_message(
        &self,
        id: OutboxId,
        attempt: u32,
        sent: SendOutcome,
        now: Moment,
    ) -> Result<()>;

    // Pictures: a row is written before its bytes and removed after them, so no byte is ever
    // without a row.

    /// Announces a picture's bytes before they are written, or keeps known ones for longer.
    async fn keep_picture(&self, picture: KeepPicture) -> Result<KeepOutcome>;

    /// A picture by owner and key; `None` when it is not (any more) theirs.
    async fn picture(&self, owner: PersonId, key: PictureKey) -> Result<Option<StoredPicture>>;

    /// Marks what has expired and no live job needs; then names up to `limit` pictures whose bytes
    /// are to be deleted.
    async fn doomed_pictures(&self, now: Moment, limit: u32)
    -> Result<Vec<(PersonId, PictureKey)>>;

    /// Removes the row of a doomed picture, once its bytes are deleted.
    async fn bury_picture(&self, owner: PersonId, key: PictureKey) -> Result<()>;

    // Money

    /// Gives credits to a person. False when this reason key was used before: nothing is given
    /// twice.
    async fn grant(&self, grant: Grant) -> Result<bool>;

    /// A purchase; for checkouts, pages and the operator.
    async fn purchase(&self, id: PurchaseId) -> Result<Option<Purchase>>;

    /// Takes purchases on pages whose turn has come: to be opened at their provider, or asked
    /// after. Hides them until `now + hide_for`, a time that doubles with each attempt.
    async fn due_purchases(
        &self,
        now: Moment,
        hide_for: Duration,
        limit: u32,
    ) -> Result<Vec<Purchase>>;

    /// The provider knows the purchase now. Ignored once it is closed or paid.
    async fn open_purchase(
        &self,
        id: PurchaseId,
        page: PaymentPage,
        messages: Vec<Message>,
        now: Moment,
    ) -> Result<()>;

    /// The purchase will not be paid any more; the person is told by `News::Unpaid`. Ignored
    /// once it is closed or paid. A charge that comes all the same is credited.
    async fn close_purchase(&self, id: PurchaseId, why: Closing, now: Moment) -> Result<()>;

    /// Writes a charge down and credits it, once by provider and id, whoever brings it how often;
    /// answers the updates that brought it. Gifts for a first purchase come with it. The person is
    /// told by `News::Paid`.
    async fn charge(
        &self,
        charge: &Charge,
        updates: &[InboxId],
        gifts: Gifts,
        now: Moment,
    ) -> Result<ChargeOutcome>;

    /// The provider has given a charge back: its credits go, as far as they are there; the rest is
    /// written off. Once by provider and id; the person is told by `News::TakenBack`.
    async fn return_charge(
        &self,
        charge: &ChargeKey,
        updates: &[InboxId],
        now: Moment,
    ) -> Result<()>;

    /// Begins a refund: the credits are set aside. Spent ones stand against it unless it is forced,
    /// which is written down.
    async fn begin_refund(
        &self,
        refund: RefundOrder,
    ) -> Result<std::result::Result<(), RefundRefusal>>;

    /// Takes refunds that wait for their provider, as `due_purchases` does.
    async fn due_refunds(&self, now: Moment, hide_for: Duration, limit: u32)
    -> Result<Vec<Refund>>;

    /// The provider's answer: given back, and the books follow; or refused, and the credits return
    /// to the person.
    async fn settle_refund(
        &self,
        charge: &ChargeKey,
        outcome: RefundOutcome,
        now: Moment,
    ) -> Result<()>;

    /// How far the refund of a charge is, if it was ever asked for; of several the newest.
    async fn refund(&self, charge: &ChargeKey) -> Result<Option<RefundState>>;

    /// Income by provider and currency, and what became of the credits, from `from` until before
    /// `until`.
    async fn books(&self, from: Moment, until: Moment) -> Result<Books>;

    /// Every charge of a span, oldest first; for reconciliation and for the operator.
    async fn charges(&self, from: Moment, until: Moment) -> Result<Vec<KeptCharge>>;

    /// Support requests that nobody has answered, oldest first.
    async fn support_requests(&self) -> Result<Vec<SupportRequest>>;

    /// Answers a support request; the message goes to the chat it came from. False when there is no
    /// such open request.
    async fn answer_support(&self, number: i64, answer: Message, now: Moment) -> Result<bool>;

    /// Recomputes every balance from the movements and looks for holds that lost their job; empty
    /// when all is well.
    async fn audit(&self) -> Result<Vec<Discrepancy>>;

    // Upkeep

    /// Deletes answered updates and sent messages older than `before`, and chats that were
    /// forgotten.
    async fn prune(&self, before: Moment, now: Moment) -> Result<()>;

    /// Counts for `/metrics`: (name, label, value), such as `("jobs", "queued", 3)`.
    async fn counts(&self, now: Moment) -> Result<Vec<(String, String, i64)>>;
}
