//! What happened to a person's money, orders or published paintings without their doing anything.
//!
//! The store writes news into the inbox in the same transaction as the change itself; the
//! conversation turns it into a message. Knows nothing about how the message reads.

use serde::{Deserialize, Serialize};

use super::credits::Credits;
use super::ids::{EntryId, JobId, OrderId, PurchaseId};
use super::payment::Closing;
use super::time::Moment;

/// One piece of news for a person. Kept as JSON in the inbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// Bought credits have arrived.
    Paid {
        /// The purchase, if the charge belongs to one.
        purchase: Option<PurchaseId>,
        /// The credits with their bonus.
        credits: Credits,
    },
    /// A purchase was closed without a payment.
    Unpaid {
        /// The purchase.
        purchase: PurchaseId,
        /// Why it was closed.
        reason: Closing,
    },
    /// These credits were taken back because their money was refunded.
    TakenBack(Credits),
    /// A friend bought something, and these credits came for it.
    Gifted(Credits),
    /// A chat in this messenger has joined the account.
    Joined {
        /// The messenger's name.
        messenger: String,
    },
    /// A canvas order has changed.
    Ordered {
        /// The order.
        order: OrderId,
        /// What changed.
        news: OrderNews,
        /// When it changed.
        at: Moment,
    },
    /// A published painting has changed.
    Feed(FeedNews),
}

/// What happened to a canvas order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderNews {
    /// It was paid by this purchase.
    Paid(PurchaseId),
    /// The print shop has it.
    InProduction,
    /// The carrier has it.
    Shipped {
        /// The carrier's tracking number.
        tracking: String,
    },
    /// It has arrived.
    Delivered,
    /// The operator has cancelled it.
    Cancelled,
    /// The money was refunded.
    Refunded,
    /// Money came that the order was not waiting for. It is refunded automatically.
    PaidInVain,
    /// That money was refunded.
    ReturnedInVain,
}

/// What happened to a published painting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedNews {
    /// Everybody can see this entry now.
    Public(EntryId),
    /// It waits for the operator's approval.
    Awaiting,
    /// The operator has hidden it.
    Hidden {
        /// The job that painted it.
        job: JobId,
        /// The reason, in the operator's words.
        because: String,
    },
    /// Its small pictures could not be made.
    Failed,
    /// This many new likes have come in.
    Liked(u32),
}
