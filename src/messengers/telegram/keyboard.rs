//! The buttons below a message.

use reqwest::Url;
use teloxide::types::{
    InlineKeyboardButton, InlineKeyboardButtonKind, InlineKeyboardMarkup,
    SwitchInlineQueryChosenChat,
};

use crate::domain::{
    message::{Button, Keyboard},
    sharing::SharingSearch,
};

/// The buttons as Telegram reads them; `None` if there are none.
pub(super) fn markup(keyboard: &Keyboard) -> Option<InlineKeyboardMarkup> {
    let rows = keyboard.as_rows();
    if rows.is_empty() {
        return None;
    }

    Some(InlineKeyboardMarkup::new(
        rows.iter()
            .map(|row| row.iter().map(button).collect::<Vec<_>>()),
    ))
}

fn button(button: &Button) -> InlineKeyboardButton {
    let label = button.label.as_str();
    if let Some(job) = button.shares {
        let chosen_chat = SwitchInlineQueryChosenChat {
            query: Some(SharingSearch::for_painting(job)),
            allow_user_chats: true,
            allow_bot_chats: false,
            allow_group_chats: true,
            allow_channel_chats: true,
        };
        let kind = InlineKeyboardButtonKind::SwitchInlineQueryChosenChat(chosen_chat);
        return InlineKeyboardButton::new(label, kind);
    }

    match button
        .link
        .as_deref()
        .and_then(|link| Url::parse(link).ok())
    {
        Some(url) => InlineKeyboardButton::url(label, url),
        None => InlineKeyboardButton::callback(label, button.action.to_string()),
    }
}
