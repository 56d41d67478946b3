//! Long polling, which MAX means for trying out: `GET /updates` with `marker`, the number of the
//! next update. What comes before it counts as received.

use std::time::Duration;

use reqwest::Method;

use super::{
    Max,
    api::{Call, Query},
    error::CallError,
    lenient::string,
    updates::{self, UPDATE_TYPES},
};
use crate::messengers::{MessengerError, UpdateBatch};

/// How long a poll waits for updates.
const POLL_TIMEOUT: Duration = Duration::from_secs(25);
/// How much longer its reply may take.
const POLL_GRACE: Duration = Duration::from_secs(10);
/// The most updates at once.
const LIMIT: u32 = 100;

impl Max {
    /// Returns the updates after the cursor: the bot's id and the marker. Without a marker, MAX
    /// returns what no poll has confirmed yet.
    pub(super) async fn poll_updates(
        &self,
        cursor: Option<&str>,
        longest: Duration,
    ) -> Result<UpdateBatch, MessengerError> {
        let bot = self.me().await?.id.to_string();
        let marker = cursor
            .and_then(|cursor| cursor.split_once(':'))
            .filter(|(owner, marker)| *owner == bot && !marker.is_empty())
            .map(|(_, marker)| marker.to_owned());

        let wait = longest.min(POLL_TIMEOUT);
        let mut query: Query = vec![
            ("limit", LIMIT.to_string()),
            ("timeout", wait.as_secs().to_string()),
            ("types", UPDATE_TYPES.join(",")),
        ];
        query.extend(marker.map(|marker| ("marker", marker)));

        let call = Call::new(Method::GET, "updates").with_query(query);
        let reply = self
            .api
            .request(&call, wait + POLL_GRACE)
            .await
            .map_err(into_poll_error)?;

        let updates = reply["updates"].as_array().map_or(&[][..], Vec::as_slice);
        let next = string(&reply["marker"]);
        let has_moved = next.is_some() || !updates.is_empty();

        Ok(UpdateBatch {
            cursor: has_moved.then(|| format!("{bot}:{}", next.unwrap_or_default())),
            ..updates::read(self.me.get(), &self.names, updates)
        })
    }
}

/// MAX does not let a bot poll that has a subscription.
fn into_poll_error(error: CallError) -> MessengerError {
    match error {
        CallError::Refused(refusal) if matches!(refusal.status, 405 | 409) => {
            MessengerError::WebhookActive
        }
        error => error.into_messenger_error(),
    }
}
