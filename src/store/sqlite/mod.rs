//! The store on SQLite: one connection that writes, a few that read.
//!
//! WAL with `synchronous=FULL`: what a method returned survives a power cut. All writing goes
//! through `writer`, which puts what is waiting into one transaction, so that many people do not
//! wait for many fsyncs.

mod audit;
mod blocks;
mod books;
mod charges;
mod console;
mod error;
mod facts;
mod feed;
mod forget;
mod inbox;
mod jobs;
mod join;
mod ledger;
mod links;
mod open;
mod orders;
mod outbox;
mod pictures;
mod profiles;
mod promos;
mod purchases;
mod queue;
mod quota;
mod refunds;
mod statement;
mod step;
mod support;
mod upkeep;
mod writer;

use std::path::Path;
use std::time::Duration;

use async_trait::async_trait;
use sqlx::SqlitePool;

pub use console::SqliteConsoleStore;
pub use feed::SqliteFeed;
pub use open::{Condition, Durability};

use super::{
    Address, Arrivals, ClaimedJob, Conversation, Discrepancy, Ending, Grant, JobClaim, KeepOutcome,
    KeepPicture, Lease, LeaseState, OutgoingMessage, PendingTurn, QueuedJob, Result, SendOutcome,
    StepCommit, Store, StoredPicture, Touch,
    jobs::Attempt,
    outbox::Line,
    purchases::{
        Books, ChargeKey, ChargeOutcome, Gifts, KeptCharge, PaymentPage, Purchase, Refund,
        RefundOrder, RefundOutcome, RefundRefusal, RefundState, SupportRequest,
    },
};
use crate::domain::conversation::{Effect, EventNeeds};
use crate::domain::ids::{ChatId, InboxId, OutboxId, PersonId, PurchaseId};
use crate::domain::message::Message;
use crate::domain::payment::{Charge, Closing};
use crate::domain::picture::PictureKey;
use crate::domain::profile::Profile;
use crate::domain::time::Moment;

/// The store on one SQLite file.
#[derive(Clone)]
pub struct SqliteStore {
    readers: SqlitePool,
    /// The operator's own, so that no chat waits behind them.
    console_readers: SqlitePool,
    /// The visitors' of the feed, likewise.
    feed_readers: SqlitePool,
    writer: writer::Writer,
}

impl SqliteStore {
    /// Opens the database, creating and migrating it as needed. Needs a running tokio.
    ///
    /// # Errors
    /// When the file cannot be opened or migrated, or the SQLite built in is too old to be trusted.
    pub async fn open(path: &Path) -> anyhow::Result<Self> {
        Self::open_with(path, Durability::PowerCut).await
    }

    /// [`SqliteStore::open`], with commits that survive less if a test asks for it.
    ///
    /// # Errors
    /// As there.
    pub async fn open_with(path: &Path, durability: Durability) -> anyhow::Result<Self> {
        let mut writer = open::writer(path, durability).await?;
        feed::styles::hang_gallery(&mut writer).await?;

        let readers = open::readers(path).await?;
        let (console_readers, feed_readers) =
            (open::console_readers(path), open::console_readers(path));

        Ok(Self {
            readers,
            console_readers,
            feed_readers,
            writer: writer::Writer::start(writer),
        })
    }

    /// How a database is, without changing it; `None` when there is none yet.
    ///
    /// # Errors
    /// When it cannot be read, or is no database of this program.
    pub async fn examine(path: &Path) -> anyhow::Result<Option<Condition>> {
        if path.exists() {
            open::examine(path).await.map(Some)
        } else {
            Ok(None)
        }
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn receive(&self, arrivals: Arrivals) -> Result<usize> {
        self.writer
            .run(move |db| Box::pin(inbox::receive(db, arrivals)))
            .await
    }

    async fn cursor(&self, messenger: &str) -> Result<Option<String>> {
        inbox::cursor(&self.readers, messenger).await
    }

    async fn ready_turns(&self, now: Moment, limit: u32) -> Result<Vec<PendingTurn>> {
        inbox::ready_turns(&self.readers, now, limit).await
    }

    async fn postpone(&self, updates: &[InboxId], until: Moment) -> Result<()> {
        let updates = updates.to_vec();
        self.writer
            .run(move |db| Box::pin(inbox::postpone(db, updates, until)))
            .await
    }

    async fn give_back(&self, updates: &[InboxId], until: Moment) -> Result<()> {
        let updates = updates.to_vec();
        self.writer
            .run(move |db| Box::pin(inbox::give_back(db, updates, until)))
            .await
    }

    async fn take_back(&self, now: Moment) -> Result<()> {
        self.writer
            .run(move |db| Box::pin(upkeep::take_back(db, now)))
            .await
    }

    async fn is_settled(&self) -> Result<bool> {
        upkeep::is_settled(&self.readers).await
    }

    async fn conversation(
        &self,
        chat: ChatId,
        needs: EventNeeds,
        now: Moment,
    ) -> Result<Option<Conversation>> {
        facts::conversation(&self.readers, chat, needs, now).await
    }

    async fn commit_step(&self, step: StepCommit) -> Result<()> {
        let forgets = step.effects.contains(&Effect::ForgetPerson);
        self.writer
            .run(move |db| Box::pin(step::commit(db, step)))
            .await?;

        if forgets {
            upkeep::empty_wal(&self.readers).await;
        }

        Ok(())
    }

    async fn chat_at(&self, address: &Address) -> Result<Option<(ChatId, PersonId)>> {
        inbox::chat_at(&self.readers, address).await
    }

    async fn keep_profile(&self, address: &Address, profile: Profile, now: Moment) -> Result<()> {
        let address = address.clone();
        self.writer
            .run(move |db| Box::pin(profiles::keep(db, address, profile, now)))
            .await
    }

    async fn transcript(&self, chat: ChatId, limit: u32) -> Result<Vec<Line>> {
        outbox::transcript(&self.readers, chat, limit).await
    }

    async fn claim_job(&self, claim: JobClaim) -> Result<Option<ClaimedJob>> {
        self.writer
            .run(move |db| Box::pin(queue::claim(db, claim)))
            .await
    }

    async fn holds(&self, lease: &Lease) -> Result<LeaseState> {
        jobs::holds(&self.readers, *lease).await
    }

    async fn touch_job(&self, lease: &Lease, touch: Touch) -> Result<LeaseState> {
        let lease = *lease;
        self.writer
            .run(move |db| Box::pin(jobs::touch(db, lease, touch)))
            .await
    }

    async fn finish_job(
        &self,
        lease: &Lease,
        ending: Ending,
        messages: Vec<Message>,
        now: Moment,
    ) -> Result<LeaseState> {
        let lease = *lease;
        self.writer
            .run(move |db| Box::pin(jobs::finish(db, lease, ending, messages, now)))
            .await
    }

    async fn return_job(
        &self,
        lease: &Lease,
        ready_at: Moment,
        attempt: Attempt,
    ) -> Result<LeaseState> {
        let lease = *lease;
        self.writer
            .run(move |db| Box::pin(jobs::give_back(db, lease, ready_at, attempt)))
            .await
    }

    async fn claim_exhausted_job(&self, claim: JobClaim) -> Result<Option<ClaimedJob>> {
        self.writer
            .run(move |db| Box::pin(queue::claim_exhausted(db, claim)))
            .await
    }

    async fn queued_jobs(&self, _now: Moment) -> Result<Vec<QueuedJob>> {
        queue::queued(&self.readers).await
    }

    async fn claim_messages(
        &self,
        now: Moment,
        hide_for: Duration,
        limit: u32,
    ) -> Result<Vec<OutgoingMessage>> {
        self.writer
            .run(move |db| Box::pin(outbox::claim(db, now, hide_for, limit)))
            .await
    }

    async fn settle_message(
        &self,
        id: OutboxId,
        attempt: u32,
        sent: SendOutcome,
        now: Moment,
    ) -> Result<()> {
        self.writer
            .run(move |db| Box::pin(outbox::settle(db, (id, attempt), sent, now)))
            .await
    }

    async fn keep_picture(&self, picture: KeepPicture) -> Result<KeepOutcome> {
        self.writer
            .run(move |db| Box::pin(pictures::keep(db, picture)))
            .await
    }

    async fn picture(&self, owner: PersonId, key: PictureKey) -> Result<Option<StoredPicture>> {
        let mut db = self.readers.acquire().await?;
        pictures::find(&mut db, owner, key).await
    }

    async fn doomed_pictures(
        &self,
        now: Moment,
        limit: u32,
    ) -> Result<Vec<(PersonId, PictureKey)>> {
        self.writer
            .run(move |db| Box::pin(pictures::doom(db, now, limit)))
            .await
    }

    async fn bury_picture(&self, owner: PersonId, key: PictureKey) -> Result<()> {
        self.writer
            .run(move |db| Box::pin(pictures::bury(db, owner, key)))
            .await
    }

    async fn grant(&self, grant: Grant) -> Result<bool> {
        self.writer
            .run(move |db| Box::pin(ledger::grant(db, grant)))
            .await
    }

    async fn purchase(&self, id: PurchaseId) -> Result<Option<Purchase>> {
        let mut db = self.readers.acquire().await?;
        purchases::find(&mut db, id).await
    }

    async fn due_purchases(
        &self,
        now: Moment,
        hide_for: Duration,
        limit: u32,
    ) -> Result<Vec<Purchase>> {
        self.writer
            .run(move |db| Box::pin(purchases::due(db, now, hide_for, limit)))
            .await
    }

    async fn open_purchase(
        &self,
        id: PurchaseId,
        page: PaymentPage,
        messages: Vec<Message>,
        now: Moment,
    ) -> Result<()> {
        self.writer
            .run(move |db| Box::pin(purchases::open(db, id, page, messages, now)))
            .await
    }

    async fn close_purchase(&self, id: PurchaseId, why: Closing, now: Moment) -> Result<()> {
        self.writer
            .run(move |db| Box::pin(purchases::close(db, id, why, now)))
            .await
    }

    async fn charge(
        &self,
        charge: &Charge,
        updates: &[InboxId],
        gifts: Gifts,
        now: Moment,
    ) -> Result<ChargeOutcome> {
        let charge = charge.clone();
        let updates = updates.to_vec();
        self.writer
            .run(move |db| Box::pin(charges::take(db, charge, updates, gifts, now)))
            .await
    }

    async fn return_charge(
        &self,
        charge: &ChargeKey,
        updates: &[InboxId],
        now: Moment,
    ) -> Result<()> {
        let charge = charge.clone();
        let updates = updates.to_vec();
        self.writer
            .run(move |db| Box::pin(refunds::returned(db, charge, updates, now)))
            .await
    }

    async fn begin_refund(
        &self,
        refund: RefundOrder,
    ) -> Result<std::result::Result<(), RefundRefusal>> {
        self.writer
            .run(move |db| Box::pin(refunds::begin(db, refund)))
            .await
    }

    async fn due_refunds(
        &self,
        now: Moment,
        hide_for: Duration,
        limit: u32,
    ) -> Result<Vec<Refund>> {
        self.writer
            .run(move |db| Box::pin(refunds::due(db, now, hide_for, limit)))
            .await
    }

    async fn settle_refund(
        &self,
        charge: &ChargeKey,
        outcome: RefundOutcome,
        now: Moment,
    ) -> Result<()> {
        let charge = charge.clone();
        self.writer
            .run(move |db| {
                Box::pin(async move { refunds::settle(db, &charge, outcome, now).await })
            })
            .await
    }

    async fn refund(&self, charge: &ChargeKey) -> Result<Option<RefundState>> {
        refunds::state(&self.readers, charge).await
    }

    async fn books(&self, from: Moment, until: Moment) -> Result<Books> {
        books::books(&self.readers, from, until).await
    }

    async fn charges(&self, from: Moment, until: Moment) -> Result<Vec<KeptCharge>> {
        charges::list(&self.readers, from, until).await
    }

    async fn support_requests(&self) -> Result<Vec<SupportRequest>> {
        support::list(&mut *self.readers.acquire().await?).await
    }

    async fn answer_support(&self, number: i64, answer: Message, now: Moment) -> Result<bool> {
        self.writer
            .run(move |db| Box::pin(support::answer(db, number, answer, now)))
            .await
    }

    async fn audit(&self) -> Result<Vec<Discrepancy>> {
        audit::audit(&self.readers).await
    }

    async fn prune(&self, before: Moment, now: Moment) -> Result<()> {
        self.writer
            .run(move |db| Box::pin(upkeep::prune(db, before, now)))
            .await
    }

    async fn counts(&self, now: Moment) -> Result<Vec<(String, String, i64)>> {
        upkeep::counts(&self.readers, now).await
    }
}
