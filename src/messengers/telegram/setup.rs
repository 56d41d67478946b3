//! What is registered with Telegram at the start: polling or webhook, and the menu of commands.

use serde_json::Value;
use teloxide::{
    payloads::{
        DeleteWebhook, GetMe, SetMyCommands, SetMyCommandsSetters, SetWebhook, SetWebhookSetters,
    },
    types::{AllowedUpdate, BotCommand},
};

use super::{Telegram, error::CallError};
use crate::{
    domain::{
        command::{self, MenuEntry},
        language::Language,
    },
    messengers::MessengerError,
};

/// The kinds of updates that the bot handles.
pub(super) const ALLOWED_UPDATES: [AllowedUpdate; 5] = [
    AllowedUpdate::Message,
    AllowedUpdate::CallbackQuery,
    AllowedUpdate::MyChatMember,
    AllowedUpdate::ShippingQuery,
    AllowedUpdate::PreCheckoutQuery,
];
/// How many webhook requests Telegram may make at a time.
const WEBHOOK_CONNECTIONS: u8 = 40;

impl Telegram {
    /// Requests the bot's username, which also proves that the token is valid.
    ///
    /// # Errors
    /// When it is not, or when Telegram cannot be reached.
    pub async fn request_username(&self) -> Result<String, MessengerError> {
        let me: Value = self
            .api
            .call(&GetMe::new())
            .await
            .map_err(CallError::into_messenger_error)?;

        Ok(me["username"].as_str().unwrap_or_default().to_owned())
    }

    pub(super) async fn register_bot(&self) -> Result<(), MessengerError> {
        self.set_or_delete_webhook().await?;

        let username = self
            .username
            .get_or_try_init(|| self.request_username())
            .await?;
        tracing::info!(username, "connected to Telegram");

        for language in Language::ALL {
            self.set_commands(language).await?;
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
}
