//! What is looked at before anything is said, and set where VKontakte lets the bot set it: the
//! token and its community, what the token may do, the features of a bot, and how events come.

use serde_json::Value;

use super::{
    Vk,
    api::{Params, VERSION},
    error::CallError,
    lenient::{number, words},
};
use crate::messengers::AskError;

/// The events that the bot has a use for.
const EVENTS: [&str; 2] = ["message_new", "message_event"];
/// What a token must allow, by the names that VKontakte has for it.
const NEEDED: [&str; 4] = ["messages", "photos", "docs", "manage"];
/// The name of our address among the addresses of a community.
const TITLE: &str = "vernissage";

/// What was found in a community.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Community {
    /// Its name.
    pub name: String,
    /// What stands in the way and is put right at the start, or is the operator's to put right;
    /// words for them.
    pub wanting: Vec<String>,
}

impl Vk {
    /// Looks at the community, and changes nothing.
    ///
    /// # Errors
    /// When the token is not accepted or belongs to another community, or when VKontakte cannot be
    /// reached.
    pub async fn examine(&self) -> Result<Community, AskError> {
        let name = self.community_name().await?;
        let mut wanting = self.forbidden().await.map_err(CallError::asking)?;
        if self.is_bot_on().await == Some(false) {
            wanting.push("the features of a bot are off: the start turns them on".to_owned());
        }

        if self.hook.is_none()
            && self.is_line_open().await.map_err(CallError::asking)? == Some(false)
        {
            wanting.push("long poll does not bring all events: the start turns it on".to_owned());
        }

        Ok(Community { name, wanting })
    }

    pub(super) async fn introduce(&self) -> Result<(), AskError> {
        let name = self.community_name().await?;
        tracing::info!(name, "speaking in VKontakte");

        for wanting in self.forbidden().await.map_err(CallError::asking)? {
            tracing::warn!("{wanting}");
        }

        if self.is_bot_on().await != Some(true)
            && let Err(error) = self.turn_bot_on().await
        {
            tracing::warn!(%error, "the features of a bot are not turned on: Manage, Messages, Bot settings");
        }

        let ready = if self.hook.is_some() {
            self.open_address().await
        } else {
            self.open_line().await
        };

        ready.map_err(CallError::asking)
    }

    /// The community that the token belongs to, which is the proof that it is accepted.
    async fn community_name(&self) -> Result<String, AskError> {
        let reply = self
            .api
            .call("groups.getById", &Params::new())
            .await
            .map_err(CallError::asking)?;

        // Before 5.139 it was the list itself.
        let group = if reply["groups"].is_array() {
            &reply["groups"][0]
        } else {
            &reply[0]
        };
        let id = number(&group["id"]).unwrap_or(0);
        if id != i64::try_from(self.community).unwrap_or(0) {
            let ours = self.community;
            return Err(AskError::Mistaken(format!(
                "vk.group_id is {ours}, but vk.token is of the community {id}"
            )));
        }

        Ok(words(&group["name"]).unwrap_or_default())
    }

    /// What the token may not do, in words.
    async fn forbidden(&self) -> Result<Vec<String>, CallError> {
        let reply = match self
            .api
            .call("groups.getTokenPermissions", &Params::new())
            .await
        {
            // A server that does not tell is no obstacle.
            Err(CallError::Refused(refusal)) if !matches!(refusal.code, 5 | 27) => {
                return Ok(Vec::new());
            }
            reply => reply?,
        };

        let allowed: Vec<&str> = reply["permissions"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|one| one["name"].as_str())
            .collect();
        let missing = NEEDED.iter().filter(|needed| !allowed.contains(needed));
        let wanting =
            |needed| format!("vk.token does not allow {needed}: make a new one that does");

        Ok(missing.map(wanting).collect())
    }

    /// `None` where it is not told.
    async fn is_bot_on(&self) -> Option<bool> {
        let reply = self
            .api
            .call("groups.getSettings", &self.of_community())
            .await
            .ok()?;
        let on = |name: &str| is_on(&reply[name]);

        Some(on("messages")? && on("bots_capabilities")?)
    }

    pub(super) async fn turn_bot_on(&self) -> Result<(), CallError> {
        let mut params = self.of_community();
        params.extend(
            ["messages", "bots_capabilities", "bots_start_button"]
                .map(|name| (name, "1".to_owned())),
        );

        self.api
            .call("groups.setSettings", &params)
            .await
            .map(|_| ())
    }

    /// Whether long poll brings what is needed; `None` where it is not told.
    async fn is_line_open(&self) -> Result<Option<bool>, CallError> {
        let reply = match self
            .api
            .call("groups.getLongPollSettings", &self.of_community())
            .await
        {
            Err(CallError::Refused(refusal)) if refusal.is_forbidden() => return Ok(None),
            reply => reply?,
        };

        Ok(Some(
            is_on(&reply["is_enabled"]) == Some(true) && all_events(&reply["events"]),
        ))
    }

    async fn open_line(&self) -> Result<(), CallError> {
        match self.is_line_open().await? {
            Some(true) => return Ok(()),
            Some(false) => {}
            None => {
                tracing::warn!("long poll cannot be looked at: Manage, API usage, Long Poll API");
                return Ok(());
            }
        }

        let mut params = self.of_community();
        params.extend([
            ("enabled", "1".to_owned()),
            ("api_version", VERSION.to_owned()),
        ]);

        params.extend(EVENTS.map(|event| (event, "1".to_owned())));
        self.api.call("groups.setLongPollSettings", &params).await?;
        tracing::info!("long poll was turned on in the community");

        Ok(())
    }

    /// Makes VKontakte bring events to our address. The code comes first: it is asked for at once.
    async fn open_address(&self) -> Result<(), CallError> {
        let Some(hook) = &self.hook else {
            return Ok(());
        };

        if hook.confirmation.get().is_none() {
            let reply = self
                .api
                .call("groups.getCallbackConfirmationCode", &self.of_community())
                .await?;

            // Whoever was first has the same code.
            let _ = hook
                .confirmation
                .set(words(&reply["code"]).unwrap_or_default());
        }

        let known = self
            .api
            .call("groups.getCallbackServers", &self.of_community())
            .await?;
        let is_ours = |server: &&Value| server["url"] == hook.url.as_str();
        let ours = known["items"]
            .as_array()
            .into_iter()
            .flatten()
            .find(is_ours);

        let server = match ours.and_then(|server| number(&server["id"])) {
            Some(server) => server,
            None => self.add_address(hook).await?,
        };
        let mut params = self.of_community();
        params.extend([
            ("server_id", server.to_string()),
            ("api_version", VERSION.to_owned()),
        ]);

        params.extend(EVENTS.map(|event| (event, "1".to_owned())));
        self.api
            .call("groups.setCallbackSettings", &params)
            .await
            .map(|_| ())
    }

    async fn add_address(&self, hook: &super::hook::Address) -> Result<i64, CallError> {
        let mut params = self.of_community();
        params.extend([
            ("url", hook.url.to_string()),
            ("title", TITLE.to_owned()),
            ("secret_key", hook.secret.clone()),
        ]);

        let reply = self.api.call("groups.addCallbackServer", &params).await?;
        Ok(number(&reply["server_id"]).unwrap_or(0))
    }

    fn of_community(&self) -> Params {
        vec![("group_id", self.community.to_string())]
    }
}

fn all_events(events: &Value) -> bool {
    EVENTS
        .iter()
        .all(|event| is_on(&events[*event]) == Some(true))
}

/// A switch, as a number or as a word of JSON.
fn is_on(value: &Value) -> Option<bool> {
    value
        .as_bool()
        .or_else(|| number(value).map(|number| number > 0))
}
