//! Everything that must survive a crash, as one trait for each aggregate.
//!
//! One method is one intent and one transaction; no transaction crosses a trait. When a method
//! returns, what it did is durable. When it fails, nothing was done.
//!
//! Knows the domain's types and no messenger, no HTTP and no engine. Only [`sqlite`] knows SQL. A
//! second database has to pass the same list of contract tests (`tests/app/bot/store_contract`).
//!
//! Each aggregate declares its trait beside the types of its rows. [`console`] is the operator's
//! view of all of them, [`feed`] is what visitors of the public feed see.

pub mod charges;
pub mod console;
pub mod conversation;
mod database;
pub mod duties;
mod error;
pub mod feed;
pub mod feed_entries;
pub mod inbox;
pub mod jobs;
pub mod leases;
pub mod ledger;
pub mod maintenance;
pub mod masters;
pub mod orders;
pub mod outbox;
pub mod pages;
pub mod pictures;
pub mod purchases;
pub mod refunds;
pub mod sharing;
pub mod sketches;
pub mod sources;
pub mod sql;
pub mod support;
pub mod wakeups;

use std::sync::Arc;

pub use charges::{ChargeKey, ChargeOutcome, ChargeStore, Gifts, KeptCharge};
pub use console::ConsoleStore;
pub use conversation::{ChatOwner, Conversation, ConversationStore, StepCommit};
pub use duties::{DutyStore, ProcessRow};
pub use error::StoreError;
pub use feed::FeedStore;
pub use feed_entries::FeedEntryStore;
pub use inbox::{Address, Arrivals, BusyParts, InboxStore, Lane, PendingTurn, TurnSearch};
pub use jobs::{ClaimedJob, Ending, FinishedPiece, JobClaim, JobProgress, JobStore, QueuedJob};
pub use leases::{Attempt, Claim, JobLease, Lease, LeaseState, MasterLease};
pub use ledger::{Books, CreditGrant, Discrepancy, LedgerStore};
pub use maintenance::{MaintenanceStore, WebKeys};
pub use masters::MasterStore;
pub use orders::OrderStore;
pub use outbox::{MessageClaim, OutboxStore, OutgoingMessage, SendOutcome};
pub use pages::PageStore;
pub use pictures::{KeepOutcome, KeepPicture, PictureStore, StoredPicture};
pub use purchases::{PaymentPage, Purchase, PurchaseState, PurchaseStore};
pub use refunds::{Refund, RefundOrder, RefundOutcome, RefundRefusal, RefundState, RefundStore};
pub use sharing::{OwnPaintings, OwnSearch, SentPhoto, SharingStore};
pub use sketches::{SketchMessage, SketchStore, WantedSketch};
pub use sources::{IncomeSource, PeopleSource, Sources};
pub use support::{SupportAnswer, SupportRequest, SupportStore};
pub use wakeups::WakeupStore;

/// What a method returns.
pub type Result<T> = std::result::Result<T, StoreError>;

/// Every aggregate of one database, for those that need several. Who needs one takes its field.
#[derive(Clone)]
#[expect(missing_docs, reason = "each trait says what it is")]
pub struct Stores {
    pub inbox: Arc<dyn InboxStore>,
    pub conversations: Arc<dyn ConversationStore>,
    pub jobs: Arc<dyn JobStore>,
    pub sketches: Arc<dyn SketchStore>,
    pub outbox: Arc<dyn OutboxStore>,
    pub pictures: Arc<dyn PictureStore>,
    pub purchases: Arc<dyn PurchaseStore>,
    pub charges: Arc<dyn ChargeStore>,
    pub refunds: Arc<dyn RefundStore>,
    pub ledger: Arc<dyn LedgerStore>,
    pub support: Arc<dyn SupportStore>,
    pub sharing: Arc<dyn SharingStore>,
    pub orders: Arc<dyn OrderStore>,
    pub masters: Arc<dyn MasterStore>,
    pub feed_entries: Arc<dyn FeedEntryStore>,
    pub pages: Arc<dyn PageStore>,
    pub duties: Arc<dyn DutyStore>,
    pub wakeups: Arc<dyn WakeupStore>,
    pub maintenance: Arc<dyn MaintenanceStore>,
}
