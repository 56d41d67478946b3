//! An account in a messenger as the service sees it: what it can do, whichever messenger it is.

use std::sync::Arc;

use async_trait::async_trait;

use super::{Messenger, MessengerError, ProfileSource, UpdateSource, Webhook};

/// An account in a messenger, with everything that it can do.
#[derive(Clone)]
pub struct MessengerAccount {
    /// Sends.
    pub messenger: Arc<dyn Messenger>,
    /// Is polled, or only registered if it pushes its updates.
    pub updates: Arc<dyn UpdateSource>,
    /// Reads the updates that are pushed, if they are.
    pub webhook: Arc<dyn Webhook>,
    /// Says who people are, if the messenger tells.
    pub profiles: Option<Arc<dyn ProfileSource>>,
    /// Checks the account for the operator.
    pub check: Arc<dyn AccountCheck>,
}

/// An account that can be checked by itself, without a service.
#[async_trait]
pub trait AccountCheck: Send + Sync + 'static {
    /// Says which account it is and what is wrong with its settings in the messenger, in words for
    /// the operator. Changes nothing.
    async fn check_account(&self) -> Result<String, MessengerError>;
}

impl MessengerAccount {
    /// An account that can do everything but tell who people are.
    #[must_use]
    pub fn new<T: Messenger + UpdateSource + Webhook + AccountCheck>(account: &Arc<T>) -> Self {
        Self {
            messenger: Arc::clone(account) as _,
            updates: Arc::clone(account) as _,
            webhook: Arc::clone(account) as _,
            profiles: None,
            check: Arc::clone(account) as _,
        }
    }

    /// The same account, which also tells who people are.
    #[must_use]
    pub fn with_profiles(self, profiles: Arc<dyn ProfileSource>) -> Self {
        Self {
            profiles: Some(profiles),
            ..self
        }
    }
}
