//! The Bots Long Poll API: a server of its own with a key, and `ts`, the number of the next event.

use std::time::Duration;

use anyhow::anyhow;
use serde_json::Value;
use tokio::sync::Mutex;

use super::{
    Vk,
    api::Params,
    error::CallError,
    lenient::{number, string},
    updates,
};
use crate::messengers::{MessengerError, UpdateBatch};

/// How long a poll waits for events.
const POLL_TIMEOUT: Duration = Duration::from_secs(25);
/// How much longer its reply may take.
const POLL_GRACE: Duration = Duration::from_secs(10);

/// The server that is polled; `None` before it has been requested.
#[derive(Default)]
pub(super) struct LongPoll(Mutex<Option<Server>>);

struct Server {
    url: String,
    key: String,
}

/// The reply of a Long Poll server.
enum PollReply {
    Events(Value),
    /// `ts` is too old, or ahead: this is the one to go on with. (`failed: 1`)
    OtherTs(String),
    /// The key has expired. (`failed: 2`)
    KeyExpired,
    /// The server has lost all information. (`failed: 3`)
    EventsLost,
}

impl Vk {
    /// Returns the events after the cursor. After an error of the server, the next poll requests a
    /// new one, because VKontakte may have moved it.
    pub(super) async fn poll_events(
        &self,
        cursor: Option<&str>,
        longest: Duration,
    ) -> Result<UpdateBatch, MessengerError> {
        let mut server = self.long_poll.0.lock().await;
        let ts = cursor.and_then(|cursor| self.ts(cursor));
        let (Some(ts), Some(known)) = (&ts, server.as_ref()) else {
            let first_ts = self
                .request_server(&mut server)
                .await
                .map_err(CallError::into_messenger_error)?;

            // The first `ts` is stored before anything is polled, so that no event is lost if the
            // service stops in between.
            return Ok(if ts.is_some() {
                UpdateBatch::default()
            } else {
                self.empty_batch(&first_ts)
            });
        };

        let reply = self.poll_once(known, ts, longest.min(POLL_TIMEOUT)).await;
        if !matches!(reply, Ok(PollReply::Events(_) | PollReply::OtherTs(_))) {
            *server = None;
        }

        match reply.map_err(CallError::into_messenger_error)? {
            PollReply::Events(reply) => Ok(self.read_events(&reply)),
            PollReply::OtherTs(ts) => Ok(self.empty_batch(&ts)),
            PollReply::KeyExpired => Ok(UpdateBatch::default()),
            PollReply::EventsLost => {
                let ts = self
                    .request_server(&mut server)
                    .await
                    .map_err(CallError::into_messenger_error)?;

                tracing::warn!("VKontakte has lost events; polling goes on after them");
                Ok(self.empty_batch(&ts))
            }
        }
    }

    /// Requests a server; returns its current `ts`.
    async fn request_server(&self, server: &mut Option<Server>) -> Result<String, CallError> {
        let reply = self
            .api
            .call("groups.getLongPollServer", &self.group_params())
            .await?;
        let field = |name: &str| {
            string(&reply[name]).ok_or_else(|| {
                CallError::Unreachable(anyhow!("a Long Poll server without a {name}"))
            })
        };

        let url = field("server")?;
        let key = field("key")?;
        let ts = field("ts")?;

        // Some servers leave out the scheme.
        let url = if url.contains("://") {
            url
        } else {
            format!("https://{url}")
        };
        *server = Some(Server { url, key });

        Ok(ts)
    }

    async fn poll_once(
        &self,
        server: &Server,
        ts: &str,
        wait: Duration,
    ) -> Result<PollReply, CallError> {
        let query: Params = vec![
            ("act", "a_check".to_owned()),
            ("key", server.key.clone()),
            ("ts", ts.to_owned()),
            ("wait", wait.as_secs().to_string()),
        ];

        let reply = self
            .api
            .poll(&server.url, &query, wait + POLL_GRACE)
            .await?;

        match (number(&reply["failed"]), string(&reply["ts"])) {
            (None, Some(_)) if reply["updates"].is_array() => Ok(PollReply::Events(reply)),
            (Some(1), Some(ts)) => Ok(PollReply::OtherTs(ts)),
            (Some(2), _) => Ok(PollReply::KeyExpired),
            (Some(1 | 3), _) => Ok(PollReply::EventsLost),
            _ => Err(CallError::Unreachable(anyhow!(
                "the Long Poll server replies in an unknown format"
            ))),
        }
    }

    /// Reads the reply of a Long Poll server: `ts` and `updates`.
    #[must_use]
    pub fn read_events(&self, reply: &Value) -> UpdateBatch {
        let events = reply["updates"].as_array().map_or(&[][..], Vec::as_slice);

        UpdateBatch {
            cursor: string(&reply["ts"]).map(|ts| self.cursor(&ts)),
            ..updates::read(self.community, &self.clients, events)
        }
    }

    fn empty_batch(&self, ts: &str) -> UpdateBatch {
        UpdateBatch {
            cursor: Some(self.cursor(ts)),
            ..UpdateBatch::default()
        }
    }

    fn cursor(&self, ts: &str) -> String {
        format!("{}:{ts}", self.community)
    }

    /// The `ts` of a cursor; `None` if the cursor is another community's.
    fn ts(&self, cursor: &str) -> Option<String> {
        let (owner, ts) = cursor.split_once(':')?;
        (owner == self.community.to_string()).then(|| ts.to_owned())
    }
}
