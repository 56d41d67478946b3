//! Checks the bot, and registers it at the start: where its updates go, and its menu of commands.

use async_trait::async_trait;
use reqwest::Method;
use serde_json::{Value, json};

use super::{
    Max,
    api::Call,
    error::CallError,
    lenient::{size, string},
    message::Me,
    updates::UPDATE_TYPES,
};
use crate::{
    domain::{command, language::Language},
    messengers::{AccountCheck, MessengerError},
};

/// The most commands in a menu.
const MOST_COMMANDS: usize = 32;
/// The longest description of a command.
const LONGEST_DESCRIPTION: usize = 128;

#[async_trait]
impl AccountCheck for Max {
    async fn check_account(&self) -> Result<String, MessengerError> {
        let me = read_me(&self.request_profile().await?)?;
        let address = match &me.username {
            Some(username) => format!("{}, https://max.ru/{username}", me.name),
            None => me.name.clone(),
        };

        let mut lines = vec![address];
        if me.username.is_none() {
            lines.push("the bot has no nickname: links to it cannot be made".to_owned());
        }
        lines.extend(self.subscription_problem().await?);

        Ok(lines.join("; "))
    }
}

impl Max {
    /// Requests who the bot is, which also proves that the token is valid.
    pub(super) async fn request_me(&self) -> Result<Me, MessengerError> {
        read_me(&self.request_profile().await?)
    }

    pub(super) async fn register_bot(&self) -> Result<(), MessengerError> {
        let profile = self.request_profile().await?;
        let me = read_me(&profile)?;
        if self.me.set(me.clone()).is_ok() {
            tracing::info!(name = me.name, "connected to MAX");
        }

        self.subscribe_or_unsubscribe().await?;
        if let Err(error) = self.set_commands(&profile).await {
            tracing::warn!(%error, "the menu of commands cannot be set from here");
        }

        Ok(())
    }

    async fn request_profile(&self) -> Result<Value, MessengerError> {
        self.api
            .call(&Call::new(Method::GET, "me"))
            .await
            .map_err(CallError::into_messenger_error)
    }

    /// Polling works only without a subscription, and updates would go to all of them.
    async fn subscribe_or_unsubscribe(&self) -> Result<(), MessengerError> {
        let subscribed = self.subscribed_urls().await?;
        if let Some(webhook) = &self.webhook {
            let body = json!({
                "url": webhook.url.as_str(),
                "update_types": UPDATE_TYPES,
                "secret": webhook.secret,
            });
            self.setup_call(Call::new(Method::POST, "subscriptions").with_body(body))
                .await?;
        } else {
            tracing::warn!("MAX means long polling for trying out only: set max.webhook_url");
        }

        let ours = self.webhook.as_ref().map(|webhook| webhook.url.as_str());
        for url in subscribed {
            if Some(url.as_str()) == ours {
                continue;
            }

            tracing::warn!("a subscription to another address is ended");
            let query = vec![("url", url)];
            self.setup_call(Call::new(Method::DELETE, "subscriptions").with_query(query))
                .await?;
        }

        Ok(())
    }

    /// What is wrong with where updates go, in words for the operator.
    async fn subscription_problem(&self) -> Result<Option<String>, MessengerError> {
        let subscribed = self.subscribed_urls().await?;
        let ours = self.webhook.as_ref().map(|webhook| webhook.url.as_str());

        Ok(match ours {
            None if subscribed.is_empty() => Some(
                "long polling, which MAX means for trying out only: set max.webhook_url".to_owned(),
            ),
            None => {
                Some("MAX pushes updates to another address: the next start ends that".to_owned())
            }
            Some(ours) if subscribed.iter().any(|url| url == ours) => None,
            Some(_) => Some("the webhook is not registered: the next start does that".to_owned()),
        })
    }

    async fn subscribed_urls(&self) -> Result<Vec<String>, MessengerError> {
        let reply = self
            .setup_call(Call::new(Method::GET, "subscriptions"))
            .await?;
        let subscriptions = reply["subscriptions"].as_array().into_iter().flatten();

        Ok(subscriptions
            .filter_map(|subscription| string(&subscription["url"]))
            .collect())
    }

    /// MAX has one menu for everybody, so it is in Russian.
    async fn set_commands(&self, profile: &Value) -> Result<(), MessengerError> {
        let describe = |key: &str| -> String {
            let text = Language::Ru.text(key);
            text.chars().take(LONGEST_DESCRIPTION).collect()
        };
        let menu = command::menu().into_iter().take(MOST_COMMANDS);
        let commands: Vec<Value> = menu
            .map(|entry| json!({ "name": entry.word, "description": describe(&entry.text_key()) }))
            .collect();

        let commands = Value::from(commands);
        if profile["commands"] == commands {
            return Ok(());
        }

        let body = json!({ "commands": commands });
        self.setup_call(Call::new(Method::PATCH, "me").with_body(body))
            .await
            .map(|_| ())
    }

    async fn setup_call(&self, call: Call) -> Result<Value, MessengerError> {
        self.api
            .call(&call)
            .await
            .map_err(CallError::into_messenger_error)
    }
}

fn read_me(profile: &Value) -> Result<Me, MessengerError> {
    let id = size(&profile["user_id"]).ok_or_else(|| {
        MessengerError::Misconfigured("max.token: MAX does not say which bot it is".to_owned())
    })?;
    let name = string(&profile["first_name"]).or_else(|| string(&profile["name"]));

    Ok(Me {
        id,
        username: string(&profile["username"]).filter(|name| !name.is_empty()),
        name: name.unwrap_or_default(),
    })
}
