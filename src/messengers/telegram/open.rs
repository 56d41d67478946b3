//! What Telegram is told at the start: how updates are to come, and which commands there are.

use serde_json::Value;
use teloxide_core::{
    payloads::{
        DeleteWebhook, GetMe, SetMyCommands, SetMyCommandsSetters, SetWebhook, SetWebhookSetters,
    },
    types::{AllowedUpdate, BotCommand},
};

use super::{Telegram, error::CallError};
use crate::{
    domain::{command::Command, language::Language},
    messengers::AskError,
};

/// What the bot has a use for.
pub(super) const ALLOWED: [AllowedUpdate; 4] = [
    AllowedUpdate::Message,
    AllowedUpdate::CallbackQuery,
    AllowedUpdate::ShippingQuery,
    AllowedUpdate::PreCheckoutQuery,
];
/// Deliveries at a time.
const CONNECTIONS: u8 = 40;

impl Telegram {
    /// The bot's name, which is the proof that its token is accepted.
    ///
    /// # Errors
    /// When it is not, or when Telegram cannot be reached.
    pub async fn bot_name(&self) -> Result<String, AskError> {
        let me: Value = self
            .api
            .call(&GetMe::new())
            .await
            .map_err(CallError::asking)?;
        Ok(me["username"].as_str().unwrap_or_default().to_owned())
    }

    pub(super) async fn introduce(&self) -> Result<(), AskError> {
        self.choose_way().await?;

        let name = self.bot_name().await?;
        tracing::info!(name, "speaking in Telegram");

        for language in Language::ALL {
            self.set_menu(language).await?;
        }

        Ok(())
    }

    /// Polling and a webhook exclude each other.
    async fn choose_way(&self) -> Result<(), AskError> {
        let told = match &self.hook {
            Some(hook) => {
                let payload = SetWebhook::new(hook.url.clone())
                    .secret_token(hook.secret.as_str())
                    .allowed_updates(ALLOWED)
                    .max_connections(CONNECTIONS);
                self.api.call(&payload).await
            }
            None => self.api.call(&DeleteWebhook::new()).await,
        };
        told.map(|_| ()).map_err(CallError::asking)
    }

    /// English for whoever has no language of their own.
    async fn set_menu(&self, language: Language) -> Result<(), AskError> {
        let menu_line =
            |command: Command| BotCommand::new(command.word(), language.text(&command.text_key()));
        let mut payload = SetMyCommands::new(Command::menu().map(menu_line));
        if language != Language::default() {
            payload = payload.language_code(language.code());
        }

        self.api
            .call(&payload)
            .await
            .map(|_| ())
            .map_err(CallError::asking)
    }
}
