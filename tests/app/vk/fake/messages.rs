//! messages.send, messages.edit and the answers to presses.

use serde_json::{Value, json};

use super::{
    World,
    chats::{Attachment, Button, Chat, Message},
    keyboard::{self, Keyboard},
    request::{Refusal, Request},
    template,
};

/// What is shown, the buttons, and whether they are cards.
type Cards = (Vec<Attachment>, Option<Keyboard>, bool);

const LONGEST: usize = 4096;
const ATTACHMENTS: usize = 10;

impl World {
    pub(super) fn send(&mut self, request: &Request) -> Result<Value, Refusal> {
        let peer = request.number("peer_id").unwrap_or(0);
        let random_id = request.number("random_id").unwrap_or(0);
        if random_id == 0 || i32::try_from(random_id).is_err() {
            return Err(Refusal::parameter("random_id"));
        }

        let (text, attachments, keyboard) = self.content(request)?;
        let (attachments, keyboard, is_carousel) = self.cards(request, attachments, keyboard)?;
        self.chat(peer)?;
        self.chats.sends += 1;

        if let Some(id) = self.chats.known.get(&(peer, random_id)) {
            self.chats.repeated += 1;
            return Ok(json!(id));
        }

        let id = self.chats.next_message();
        self.chats.known.insert((peer, random_id), id);

        let chat = self.chat(peer)?;
        let buttons = put(chat, keyboard);
        let codes = buttons
            .iter()
            .flatten()
            .map(|button| button.data.clone())
            .collect();

        let edits = Vec::new();
        let acknowledged = false;
        chat.messages.push(Message {
            id,
            from_bot: true,
            text,
            attachments,
            is_carousel,
            buttons,
            random_id,
            acknowledged,
            edits,
            codes,
        });

        Ok(json!(id))
    }

    /// Cards stand in place of attachments and buttons.
    fn cards(
        &self,
        request: &Request,
        attachments: Vec<Attachment>,
        keyboard: Option<Keyboard>,
    ) -> Result<Cards, Refusal> {
        let Some(template) = request.nested("template") else {
            return Ok((attachments, keyboard, false));
        };

        if keyboard.is_some() || !attachments.is_empty() {
            return Err(Refusal::parameter(
                "template beside a keyboard or attachments",
            ));
        }

        let (attachments, rows) = template::read(&template, &self.files)?;
        Ok((attachments, Some(Keyboard { inline: true, rows }), true))
    }

    /// What is not said again is gone: pictures as well as buttons.
    pub(super) fn edit(&mut self, request: &Request) -> Result<Value, Refusal> {
        let (text, attachments, keyboard) = self.content(request)?;
        let id = request.number("message_id").unwrap_or(0);
        let chat = self.chat(request.number("peer_id").unwrap_or(0))?;
        let message = chat.messages.iter_mut().find(|message| message.id == id);
        let message = message.ok_or_else(|| Refusal::parameter("message_id"))?;

        if !message.from_bot {
            return Err(Refusal::new(15, "Access denied: message can not be edited"));
        }

        let buttons = match keyboard {
            Some(Keyboard { inline: false, .. }) => {
                return Err(Refusal::new(911, "Keyboard format is invalid: inline"));
            }
            keyboard => keyboard.map(|keyboard| keyboard.rows).unwrap_or_default(),
        };
        message.turn_into(text, attachments, buttons);

        Ok(json!(1))
    }

    pub(super) fn chat(&mut self, peer: i64) -> Result<&mut Chat, Refusal> {
        let chat = self.chats.open.get_mut(&peer).filter(|chat| !chat.blocked);
        chat.ok_or_else(|| Refusal::new(901, "Can't send messages for users without permission"))
    }

    fn content(
        &self,
        request: &Request,
    ) -> Result<(String, Vec<Attachment>, Option<Keyboard>), Refusal> {
        let text = request.text("message").unwrap_or_default().to_owned();
        if text.chars().count() > LONGEST {
            return Err(Refusal::new(914, "Message is too long"));
        }

        let names: Vec<&str> = request
            .text("attachment")
            .unwrap_or_default()
            .split(',')
            .collect();
        let names = names.into_iter().filter(|name| !name.is_empty());
        let attachments = names
            .map(|name| self.files.attachment(name))
            .collect::<Result<Vec<Attachment>, Refusal>>()?;

        if attachments.len() > ATTACHMENTS || (attachments.is_empty() && text.trim().is_empty()) {
            return Err(Refusal::parameter("message is empty or invalid"));
        }

        let keyboard = request
            .nested("keyboard")
            .map(|keyboard| keyboard::read(&keyboard))
            .transpose()?;

        if keyboard.is_some() && !self.community.bots {
            return Err(Refusal::new(
                912,
                "This is a chat bot feature, change this status in settings",
            ));
        }

        Ok((text, attachments, keyboard))
    }

    pub(super) fn answer_press(&mut self, request: &Request) -> Result<Value, Refusal> {
        let event = request.text("event_id").unwrap_or_default();
        if !self.chats.pressed.remove(event) {
            return Err(Refusal::parameter("event_id"));
        }

        if let Some(data) = request.nested("event_data") {
            let text = data["text"]
                .as_str()
                .filter(|text| data["type"] == "show_snackbar" && text.chars().count() <= 90);
            self.chats.snackbars.push(
                text.ok_or_else(|| Refusal::parameter("event_data"))?
                    .to_owned(),
            );
        }

        Ok(json!(1))
    }
}

/// Buttons below the message; a menu below the chat is not among them.
fn put(chat: &mut Chat, keyboard: Option<Keyboard>) -> Vec<Vec<Button>> {
    match keyboard {
        Some(Keyboard { inline: true, rows }) => rows,
        Some(Keyboard {
            inline: false,
            rows,
        }) => {
            chat.menu = rows;
            Vec::new()
        }
        None => Vec::new(),
    }
}
