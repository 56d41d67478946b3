//! Checks the community at the start, and configures it as far as VKontakte lets a token do that:
//! the token's permissions, the bot features, and how events are delivered.

use async_trait::async_trait;
use serde_json::Value;

use super::{
    Vk,
    api::{Params, VERSION},
    callback_api::CallbackServer,
    error::CallError,
    lenient::{number, string},
};
use crate::messengers::{AccountCheck, MessengerError};

/// The kinds of events that the bot handles.
const EVENTS: [&str; 2] = ["message_new", "message_event"];
/// The permissions that a token needs, by VKontakte's names.
const NEEDED_PERMISSIONS: [&str; 4] = ["messages", "photos", "docs", "manage"];
/// The settings that make up the bot features.
const BOT_SETTINGS: [&str; 3] = ["messages", "bots_capabilities", "bots_start_button"];
/// The title of our callback server in the community's settings.
const SERVER_TITLE: &str = "vernissage";

/// The result of checking a community.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommunityCheck {
    /// The community's name.
    pub name: String,
    /// Problems, as texts for the operator. Some are solved at the next start.
    pub problems: Vec<String>,
}

#[async_trait]
impl AccountCheck for Vk {
    async fn check_account(&self) -> Result<String, MessengerError> {
        let CommunityCheck { name, problems } = self.check_community().await?;
        let address = format!("{name}, https://vk.com/club{}", self.community);

        Ok([vec![address], problems].concat().join("; "))
    }
}

impl Vk {
    /// Checks the community without changing anything.
    ///
    /// # Errors
    /// When the token is rejected or belongs to another community, or when VKontakte cannot be
    /// reached.
    pub async fn check_community(&self) -> Result<CommunityCheck, MessengerError> {
        let name = self.community_name().await?;
        let mut problems = self
            .missing_permissions()
            .await
            .map_err(CallError::into_messenger_error)?;

        if self.is_bot_on().await == Some(false) {
            problems.push("the bot features are off: the next start turns them on".to_owned());
        }

        if self.callback_server.is_none() {
            let is_ready = self
                .is_long_poll_ready()
                .await
                .map_err(CallError::into_messenger_error)?;
            if is_ready == Some(false) {
                problems.push(
                    "long poll does not deliver all events: the next start configures it"
                        .to_owned(),
                );
            }
        }

        Ok(CommunityCheck { name, problems })
    }

    pub(super) async fn set_up_community(&self) -> Result<(), MessengerError> {
        let name = self.community_name().await?;
        tracing::info!(name, "connected to VKontakte");

        let problems = self
            .missing_permissions()
            .await
            .map_err(CallError::into_messenger_error)?;
        for problem in problems {
            tracing::warn!("{problem}");
        }

        if self.is_bot_on().await != Some(true)
            && let Err(error) = self.turn_bot_on().await
        {
            tracing::warn!(%error, "the bot features cannot be turned on from here: see Manage, Messages, Bot settings");
        }

        let ready = match &self.callback_server {
            Some(server) => self.set_up_callback_server(server).await,
            None => self.set_up_long_poll().await,
        };

        ready.map_err(CallError::into_messenger_error)
    }

    /// The name of the token's community, which also proves that the token is valid.
    async fn community_name(&self) -> Result<String, MessengerError> {
        let reply = self
            .api
            .call("groups.getById", &Params::new())
            .await
            .map_err(CallError::into_messenger_error)?;

        // Before version 5.139 it was the list itself.
        let group = if reply["groups"].is_array() {
            &reply["groups"][0]
        } else {
            &reply[0]
        };

        let id = number(&group["id"]).unwrap_or(0);
        if id != i64::try_from(self.community).unwrap_or(0) {
            let expected = self.community;
            return Err(MessengerError::Misconfigured(format!(
                "vk.group_id is {expected}, but vk.token belongs to the community {id}"
            )));
        }

        Ok(string(&group["name"]).unwrap_or_default())
    }

    /// What the token does not allow, as texts for the operator.
    async fn missing_permissions(&self) -> Result<Vec<String>, CallError> {
        let reply = self
            .api
            .call("groups.getTokenPermissions", &Params::new())
            .await;
        let reply = match reply {
            // A server that does not say is no obstacle.
            Err(CallError::Refused(refusal)) if !refusal.is_token() => return Ok(Vec::new()),
            reply => reply?,
        };

        let allowed: Vec<&str> = reply["permissions"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|permission| permission["name"].as_str())
            .collect();

        Ok(NEEDED_PERMISSIONS
            .iter()
            .filter(|needed| !allowed.contains(needed))
            .map(|needed| format!("vk.token does not allow {needed}: create a token that does"))
            .collect())
    }

    /// `None` if VKontakte does not say.
    async fn is_bot_on(&self) -> Option<bool> {
        let reply = self
            .api
            .call("groups.getSettings", &self.group_params())
            .await
            .ok()?;

        Some(is_on(&reply["messages"])? && is_on(&reply["bots_capabilities"])?)
    }

    pub(super) async fn turn_bot_on(&self) -> Result<(), CallError> {
        let mut params = self.group_params();
        params.extend(BOT_SETTINGS.map(|name| (name, "1".to_owned())));

        self.api
            .call("groups.setSettings", &params)
            .await
            .map(|_| ())
    }

    /// Whether long poll delivers the events we need; `None` if VKontakte does not say.
    async fn is_long_poll_ready(&self) -> Result<Option<bool>, CallError> {
        let reply = self
            .api
            .call("groups.getLongPollSettings", &self.group_params())
            .await;
        let reply = match reply {
            Err(CallError::Refused(refusal)) if refusal.is_forbidden() => return Ok(None),
            reply => reply?,
        };

        let is_enabled = is_on(&reply["is_enabled"]) == Some(true);
        let has_events = EVENTS
            .iter()
            .all(|event| is_on(&reply["events"][*event]) == Some(true));

        Ok(Some(is_enabled && has_events))
    }

    async fn set_up_long_poll(&self) -> Result<(), CallError> {
        match self.is_long_poll_ready().await? {
            Some(true) => return Ok(()),
            Some(false) => {}
            None => {
                tracing::warn!(
                    "the long poll settings cannot be read: see Manage, API usage, Long Poll API"
                );
                return Ok(());
            }
        }

        let mut params = self.group_params();
        params.extend([
            ("enabled", "1".to_owned()),
            ("api_version", VERSION.to_owned()),
        ]);
        params.extend(EVENTS.map(|event| (event, "1".to_owned())));

        self.api.call("groups.setLongPollSettings", &params).await?;
        tracing::info!("long poll was turned on in the community");

        Ok(())
    }

    /// Registers our URL. The confirmation code comes first, because VKontakte requests it at once.
    async fn set_up_callback_server(&self, server: &CallbackServer) -> Result<(), CallError> {
        if server.confirmation_code.get().is_none() {
            let reply = self
                .api
                .call("groups.getCallbackConfirmationCode", &self.group_params())
                .await?;

            // If another task was faster, it has set the same code.
            let code = string(&reply["code"]).unwrap_or_default();
            let _ = server.confirmation_code.set(code);
        }

        let server_id = match self.find_callback_server(server).await? {
            Some(id) => id,
            None => self.add_callback_server(server).await?,
        };

        let mut params = self.group_params();
        params.extend([
            ("server_id", server_id.to_string()),
            ("api_version", VERSION.to_owned()),
        ]);
        params.extend(EVENTS.map(|event| (event, "1".to_owned())));

        self.api
            .call("groups.setCallbackSettings", &params)
            .await
            .map(|_| ())
    }

    async fn find_callback_server(
        &self,
        server: &CallbackServer,
    ) -> Result<Option<i64>, CallError> {
        let reply = self
            .api
            .call("groups.getCallbackServers", &self.group_params())
            .await?;
        let ours = reply["items"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|known| known["url"] == server.url.as_str());

        Ok(ours.and_then(|server| number(&server["id"])))
    }

    async fn add_callback_server(&self, server: &CallbackServer) -> Result<i64, CallError> {
        let mut params = self.group_params();
        params.extend([
            ("url", server.url.to_string()),
            ("title", SERVER_TITLE.to_owned()),
            ("secret_key", server.secret.clone()),
        ]);

        let reply = self.api.call("groups.addCallbackServer", &params).await?;
        Ok(number(&reply["server_id"]).unwrap_or(0))
    }

    /// The parameter that names the community.
    pub(super) fn group_params(&self) -> Params {
        vec![("group_id", self.community.to_string())]
    }
}

/// A switch, as a boolean or as a number; `None` if it is neither.
fn is_on(value: &Value) -> Option<bool> {
    value
        .as_bool()
        .or_else(|| number(value).map(|number| number > 0))
}
