//! What is registered with Telegram at the start: polling or webhook, and the menu of commands.

use async_trait::async_trait;
use serde_json::Value;
use teloxide::{
    payloads::{
        DeleteMyCommands, DeleteMyCommandsSetters, DeleteWebhook, GetMe, SetMyCommands,
        SetMyCommandsSetters, SetWebhook, SetWebhookSetters,
    },
    types::{AllowedUpdate, BotCommand, BotCommandScope},
};

use super::{Telegram, error::CallError, groups};
use crate::{
    domain::{
        command::{self, MenuEntry},
        language::Language,
    },
    messengers::{AccountCheck, MessengerError},
};

/// The kinds of updates that the bot handles.
pub(super) const ALLOWED_UPDATES: [AllowedUpdate; 7] = [
    AllowedUpdate::Message,
    AllowedUpdate::InlineQuery,
    AllowedUpdate::ChosenInlineResult,
    AllowedUpdate::CallbackQuery,
    AllowedUpdate::MyChatMember,
    AllowedUpdate::ShippingQuery,
    AllowedUpdate::PreCheckoutQuery,
];
/// How many webhook requests Telegram may make at a time.
const WEBHOOK_CONNECTIONS: u8 = 40;

/// What Telegram says about the bot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BotProfile {
    /// Its name in links and in commands that are meant for it.
    pub username: String,
    /// Whether people can find pictures by its name in any chat.
    pub has_inline_mode: bool,
    /// Whether it can be added to groups.
    pub joins_groups: bool,
    /// Whether it reads everything in groups, and not only what is for it.
    pub reads_groups: bool,
}

#[async_trait]
impl AccountCheck for Telegram {
    async fn check_account(&self) -> Result<String, MessengerError> {
        let profile = self.request_profile().await?;
        let name = format!("@{}", profile.username);
        let advice = profile.advice(self.groups.is_some());

        Ok([vec![name], advice].concat().join("; "))
    }
}

impl BotProfile {
    /// What the operator may want to switch on at @BotFather.
    fn advice(&self, groups: bool) -> Vec<String> {
        let mut advice = Vec::new();
        if !self.has_inline_mode {
            advice.push(
                "inline mode is off, so nobody can send paintings to other chats: send /setinline to @BotFather",
            );
        }
        if groups && !self.joins_groups {
            advice.push(
                "telegram.groups is on, but the bot cannot be added to groups: send /setjoingroups to @BotFather",
            );
        }
        if groups && !self.reads_groups {
            advice.push(
                "in groups it sees only what is for it; to be asked below other people's answers, send /setprivacy to @BotFather",
            );
        }

        advice.into_iter().map(str::to_owned).collect()
    }
}

impl Telegram {
    /// Requests what Telegram says about the bot, which also proves that the token is valid.
    ///
    /// # Errors
    /// When it is not, or when Telegram cannot be reached.
    pub async fn request_profile(&self) -> Result<BotProfile, MessengerError> {
        let me: Value = self
            .api
            .call(&GetMe::new())
            .await
            .map_err(CallError::into_messenger_error)?;
        let is_on = |name: &str| me[name].as_bool().unwrap_or(false);

        Ok(BotProfile {
            username: me["username"].as_str().unwrap_or_default().to_owned(),
            has_inline_mode: is_on("supports_inline_queries"),
            joins_groups: is_on("can_join_groups"),
            reads_groups: is_on("can_read_all_group_messages"),
        })
    }

    /// What Telegram has said about the bot, requested once.
    pub(super) async fn profile(&self) -> Result<&BotProfile, MessengerError> {
        self.profile
            .get_or_try_init(|| self.request_profile())
            .await
    }

    pub(super) async fn register_bot(&self) -> Result<(), MessengerError> {
        self.set_or_delete_webhook().await?;

        let username = &self.profile().await?.username;
        tracing::info!(username, "connected to Telegram");

        for language in Language::ALL {
            self.set_commands(language).await?;
            self.set_group_commands(language).await?;
        }

        Ok(())
    }

    /// Polling works only without a webhook.
    async fn set_or_delete_webhook(&self) -> Result<(), MessengerError> {
        let reply = match &self.webhook {
            Some(webhook) => {
                let payload = SetWebhook::new(webhook.url.clone())
                    .secret_token(webhook.secret.as_str())
                    .allowed_updates(ALLOWED_UPDATES)
                    .max_connections(WEBHOOK_CONNECTIONS);
                self.api.call(&payload).await
            }
            None => self.api.call(&DeleteWebhook::new()).await,
        };

        reply.map(|_| ()).map_err(CallError::into_messenger_error)
    }

    /// The default language's menu also serves everybody whose language has none.
    async fn set_commands(&self, language: Language) -> Result<(), MessengerError> {
        let command =
            |entry: MenuEntry| BotCommand::new(entry.word, language.text(&entry.text_key()));

        let mut payload = SetMyCommands::new(command::menu().into_iter().map(command));
        if language != Language::default() {
            payload = payload.language_code(language.code());
        }

        self.api
            .call(&payload)
            .await
            .map(|_| ())
            .map_err(CallError::into_messenger_error)
    }

    /// The menu in groups, if the bot paints there. Without one of its own, a group shows the menu
    /// of private chats.
    async fn set_group_commands(&self, language: Language) -> Result<(), MessengerError> {
        let scope = BotCommandScope::AllGroupChats;
        let reply = if self.groups.is_some() {
            let command = BotCommand::new(groups::COMMAND, language.text("command-paint"));
            let mut payload = SetMyCommands::new([command]).scope(scope);
            if language != Language::default() {
                payload = payload.language_code(language.code());
            }
            self.api.call(&payload).await
        } else {
            let mut payload = DeleteMyCommands::new().scope(scope);
            if language != Language::default() {
                payload = payload.language_code(language.code());
            }
            self.api.call(&payload).await
        };

        reply.map(|_| ()).map_err(CallError::into_messenger_error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_off_in_telegram_is_named_with_the_command_that_turns_it_on() {
        let profile = |is_on| BotProfile {
            username: "vernissage_bot".to_owned(),
            has_inline_mode: is_on,
            joins_groups: is_on,
            reads_groups: is_on,
        };

        for groups in [false, true] {
            assert_eq!(profile(true).advice(groups), [""; 0]);
        }

        let advice = profile(false).advice(false).join("; ");
        assert!(advice.contains("/setinline") && !advice.contains("groups"));
        let advice = profile(false).advice(true).join("; ");
        for command in ["/setinline", "/setjoingroups", "/setprivacy"] {
            assert!(advice.contains(command), "{advice}");
        }
    }
}
