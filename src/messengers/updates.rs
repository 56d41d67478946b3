//! How updates arrive: by polling an [`UpdateSource`] or through a [`Webhook`].
//!
//! Both hand over an [`UpdateBatch`]; the receiver writes it to the inbox before acknowledging it.

use std::time::Duration;

use async_trait::async_trait;

use super::{Checkout, InlineUpdate};
use crate::domain::incoming::Arrived;

/// A messenger that can be polled for updates.
#[async_trait]
pub trait UpdateSource: Send + Sync + 'static {
    /// The name under which the store knows it.
    fn name(&self) -> &'static str;

    /// Registers the bot with the messenger: commands, and how updates are delivered. Repeated
    /// until it succeeds.
    async fn register(&self) -> Result<(), MessengerError>;

    /// Whether updates come through a webhook, so that the source is never polled.
    fn uses_webhook(&self) -> bool;

    /// How often a webhook is registered again; `None` if the messenger keeps it for ever.
    fn registers_again_after(&self) -> Option<Duration> {
        None
    }

    /// Returns the updates after `cursor`, waiting a while if there are none, but no longer than
    /// `longest`: after that, another process may be the one to poll. A batch is returned again
    /// until it is confirmed by polling with its own cursor.
    async fn poll(
        &self,
        cursor: Option<&str>,
        longest: Duration,
    ) -> Result<UpdateBatch, MessengerError>;

    /// Acknowledges these receipts in the background, without guarantee; returns at once.
    fn acknowledge(&self, receipts: Vec<String>);
}

/// A messenger that pushes its updates to a URL of this service.
pub trait Webhook: Send + Sync + 'static {
    /// The name under which the store knows it.
    fn name(&self) -> &'static str;

    /// The path of the URL.
    fn path(&self) -> &str;

    /// The header that carries the shared secret; `None` if the body carries it.
    fn secret_header(&self) -> Option<&'static str>;

    /// Whether a request with this secret may be the messenger's; asked before its body is read.
    /// `secret` is the value of [`Webhook::secret_header`].
    fn may_be_genuine(&self, secret: Option<&[u8]>) -> bool;

    /// Reads a request; `None` if its secret is wrong, wherever it carries it.
    fn read(&self, secret: Option<&[u8]>, body: &[u8]) -> Option<WebhookDelivery>;

    /// Acknowledges these receipts in the background, without guarantee; returns at once.
    fn acknowledge(&self, receipts: Vec<String>);
}

/// A request to a webhook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WebhookDelivery {
    /// The updates in it.
    pub batch: UpdateBatch,
    /// The body of the response, sent once the batch is stored.
    pub reply: String,
}

/// Updates that came together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UpdateBatch {
    /// The updates that concern the bot.
    pub arrived: Vec<Arrived>,
    /// Where to poll next.
    pub cursor: Option<String>,
    /// What the messenger wants to have acknowledged, in a format of its own.
    pub receipts: Vec<String>,
    /// Payments that wait for approval. They bypass the inbox, because the messenger waits only a
    /// few seconds.
    pub checkouts: Vec<Checkout>,
    /// What happened in inline mode. It bypasses the inbox, too, and is not stored.
    pub inline: Vec<InlineUpdate>,
    /// Chats of people who no longer block the bot, by the messenger's ids.
    pub unblocked: Vec<String>,
}

/// Why a request to a messenger failed. The texts are for the operator.
#[derive(Debug, thiserror::Error)]
pub enum MessengerError {
    /// Too many requests: try again after this pause.
    #[error("the messenger asks to wait for {0:?}")]
    RetryAfter(Duration),
    /// The messenger cannot be reached or has an internal problem.
    #[error("the messenger cannot be reached")]
    Unavailable(#[source] anyhow::Error),
    /// The token is wrong or has been revoked. Carries the name of the setting.
    #[error(
        "the messenger does not accept the token: check that {0} is the one it issued and that it has not been revoked"
    )]
    TokenRejected(&'static str),
    /// Another program polls with the same token.
    #[error(
        "another program polls for updates with the same token, and only one can: stop one of the two"
    )]
    OtherPoller,
    /// A setting contradicts what the messenger says.
    #[error("{0}")]
    Misconfigured(String),
    /// Polling is impossible while a webhook is set.
    #[error("the messenger still pushes its updates to a webhook; the webhook will be removed")]
    WebhookActive,
}
