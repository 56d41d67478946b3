//! Bots Long Poll: a server of its own, a key for it, and `ts`, the place in the line of events.

use std::time::Duration;

use anyhow::anyhow;
use serde_json::Value;
use tokio::sync::Mutex;

use super::{
    Vk,
    api::Params,
    error::CallError,
    lenient::{number, words},
    post,
};
use crate::messengers::{AskError, Post};

/// How long VKontakte waits with an answer when there are no events, and how much later it is given
/// up.
const WAIT: Duration = Duration::from_secs(25);
const GRACE: Duration = Duration::from_secs(10);

/// The server that was given last, with the key for it.
#[derive(Default)]
pub(super) struct Line(Mutex<Option<Server>>);

struct Server {
    address: String,
    key: String,
}

/// What the server for events says.
enum Told {
    Events(Value),
    /// The place in the line is too old, or ahead of it: this is the one to go on from.
    Elsewhere(String),
    /// The key has run out.
    NewKey,
    /// It knows nothing any more.
    NewLine,
}

impl Vk {
    /// Asks for what came after the cursor. What goes wrong with the server makes the next question
    /// ask for one anew: VKontakte may have moved it.
    pub(super) async fn ask_for_events(&self, cursor: Option<&str>) -> Result<Post, AskError> {
        let mut line = self.line.0.lock().await;
        let ts = cursor.and_then(|cursor| self.place(cursor));
        let (Some(ts), Some(server)) = (&ts, line.as_ref()) else {
            let begin = self
                .begin_line(&mut line)
                .await
                .map_err(CallError::asking)?;

            // Nothing between this place and the first question may be lost: it is written down
            // before anything else.
            return Ok(if ts.is_some() {
                Post::default()
            } else {
                self.at(&begin)
            });
        };

        let told = self.told(server, ts).await;
        if !matches!(told, Ok(Told::Events(_) | Told::Elsewhere(_))) {
            *line = None;
        }

        match told.map_err(CallError::asking)? {
            Told::Events(reply) => Ok(self.events(&reply)),
            Told::Elsewhere(ts) => Ok(self.at(&ts)),
            Told::NewKey => Ok(Post::default()),
            Told::NewLine => {
                let begin = self
                    .begin_line(&mut line)
                    .await
                    .map_err(CallError::asking)?;

                tracing::warn!("VKontakte has lost events, and goes on from a new place");
                Ok(self.at(&begin))
            }
        }
    }

    /// Asks for a server; gives the place that it would begin from.
    async fn begin_line(&self, line: &mut Option<Server>) -> Result<String, CallError> {
        let community = vec![("group_id", self.community.to_string())];
        let reply = self
            .api
            .call("groups.getLongPollServer", &community)
            .await?;
        let field = |name: &str| words(&reply[name]);
        let missing = || {
            CallError::Unreachable(anyhow!(
                "a server for events without an address, a key or a place"
            ))
        };

        let (address, key) = field("server").zip(field("key")).ok_or_else(missing)?;
        let ts = field("ts").ok_or_else(missing)?;

        // Some servers leave out by what they are asked.
        let address = if address.contains("://") {
            address
        } else {
            format!("https://{address}")
        };
        *line = Some(Server { address, key });

        Ok(ts)
    }

    async fn told(&self, server: &Server, ts: &str) -> Result<Told, CallError> {
        let question: Params = vec![
            ("act", "a_check".to_owned()),
            ("key", server.key.clone()),
            ("ts", ts.to_owned()),
            ("wait", WAIT.as_secs().to_string()),
        ];

        let reply = self
            .api
            .poll(&server.address, &question, WAIT + GRACE)
            .await?;

        match (number(&reply["failed"]), words(&reply["ts"])) {
            (None, Some(_)) if reply["updates"].is_array() => Ok(Told::Events(reply)),
            (Some(1), Some(ts)) => Ok(Told::Elsewhere(ts)),
            (Some(2), _) => Ok(Told::NewKey),
            (Some(1 | 3), _) => Ok(Told::NewLine),
            _ => Err(CallError::Unreachable(anyhow!(
                "the server for events answers in a shape of its own"
            ))),
        }
    }

    fn events(&self, reply: &Value) -> Post {
        let events = reply["updates"].as_array().map_or(&[][..], Vec::as_slice);
        let post = post::read(self.community, &self.clients, events);

        Post {
            cursor: words(&reply["ts"]).map(|ts| self.cursor(&ts)),
            ..post
        }
    }

    fn at(&self, ts: &str) -> Post {
        Post {
            cursor: Some(self.cursor(ts)),
            ..Post::default()
        }
    }

    fn cursor(&self, ts: &str) -> String {
        format!("{}:{ts}", self.community)
    }

    /// The place by a cursor; `None` for the cursor of another community.
    fn place(&self, cursor: &str) -> Option<String> {
        let (owner, ts) = cursor.split_once(':')?;
        (owner == self.community.to_string()).then(|| ts.to_owned())
    }
}
