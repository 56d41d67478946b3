//! The store's side of the orders' trait.

use async_trait::async_trait;

use super::super::SqliteStore;
use super::{at, by_stage, drop_drafts, find, masters, turns};
use crate::domain::ids::OrderId;
use crate::domain::message::Message;
use crate::domain::order::CanvasOrder;
use crate::domain::time::Moment;
use crate::store::jobs::Attempt;
use crate::store::orders::{
    Advance, ClaimedMaster, KeptOrder, MasterEnding, MasterLease, MasterTouch, OrderRefusal, Orders,
};
use crate::store::{ChargeKey, JobClaim, LeaseState, RefundRefusal, Result};

#[async_trait]
impl Orders for SqliteStore {
    async fn orders_at(&self, stage: &str, limit: u32) -> Result<Vec<KeptOrder>> {
        at(&self.readers, stage, limit).await
    }

    async fn orders_by_stage(&self) -> Result<Vec<(String, u64)>> {
        by_stage(&self.readers).await
    }

    async fn order(&self, id: OrderId) -> Result<Option<KeptOrder>> {
        let mut db = self.readers.acquire().await?;
        find(&mut db, id).await
    }

    async fn advance_order(
        &self,
        id: OrderId,
        advance: Advance,
        now: Moment,
    ) -> Result<std::result::Result<CanvasOrder, OrderRefusal>> {
        self.writer
            .run(move |db| Box::pin(turns::advance(db, id, advance, now)))
            .await
    }

    async fn drop_drafts(&self, before: Moment) -> Result<u64> {
        self.writer
            .run(move |db| Box::pin(drop_drafts(db, before)))
            .await
    }

    async fn refund_order(
        &self,
        id: OrderId,
        reason: String,
        force: bool,
        now: Moment,
    ) -> Result<std::result::Result<ChargeKey, RefundRefusal>> {
        self.writer
            .run(move |db| Box::pin(turns::refund(db, id, (reason, force), now)))
            .await
    }

    async fn claim_master(&self, claim: JobClaim) -> Result<Option<ClaimedMaster>> {
        self.writer
            .run(move |db| Box::pin(masters::claim(db, claim)))
            .await
    }

    async fn claim_exhausted_master(&self, claim: JobClaim) -> Result<Option<ClaimedMaster>> {
        self.writer
            .run(move |db| Box::pin(masters::claim_exhausted(db, claim)))
            .await
    }

    async fn touch_master(&self, lease: &MasterLease, touch: MasterTouch) -> Result<LeaseState> {
        let lease = *lease;
        self.writer
            .run(move |db| Box::pin(masters::touch(db, lease, touch)))
            .await
    }

    async fn finish_master(
        &self,
        lease: &MasterLease,
        ending: MasterEnding,
        messages: Vec<Message>,
        now: Moment,
    ) -> Result<LeaseState> {
        let lease = *lease;
        self.writer
            .run(move |db| Box::pin(masters::finish(db, lease, ending, (messages, now))))
            .await
    }

    async fn return_master(
        &self,
        lease: &MasterLease,
        ready_at: Moment,
        attempt: Attempt,
    ) -> Result<LeaseState> {
        let lease = *lease;
        self.writer
            .run(move |db| Box::pin(masters::give_back(db, lease, ready_at, attempt)))
            .await
    }

    async fn retry_master(&self, id: OrderId, now: Moment) -> Result<bool> {
        self.writer
            .run(move |db| Box::pin(masters::retry(db, id, now)))
            .await
    }
}
