//! Messages, their edits, and the answers to presses.

use serde_json::{Value, json};

use super::{
    BOT, World,
    chats::{Attachment, Button, Chat, Message},
    keyboard,
    request::{Refusal, Request},
};

/// The longest text, in UTF-16 units.
const LONGEST: usize = 4000;
const ATTACHMENTS: usize = 12;

/// The content of a message.
struct Content {
    text: String,
    attachments: Vec<Attachment>,
    buttons: Vec<Vec<Button>>,
}

impl World {
    pub(super) fn send(&mut self, request: &Request) -> Result<Value, Refusal> {
        let id = match (request.number("user_id"), request.number("chat_id")) {
            (Some(user), None) if user > 0 => user,
            (None, Some(chat)) if chat < 0 => chat,
            _ => return Err(Refusal::payload("Unknown recipient")),
        };

        let content = self.content(&request.body)?;
        let mid = self.chats.next_message();
        let life = self.chats.life;
        let chat = reachable(self.chats.open.get_mut(&id))?;
        if !chat.admit_send() {
            self.too_many += 1;
            return Err(Refusal::too_many(None));
        }

        chat.messages.push(Message {
            id: mid.clone(),
            from_bot: true,
            text: content.text.clone(),
            attachments: content.attachments,
            buttons: content.buttons,
            acknowledged: false,
            life,
            edits: vec![content.text.clone()],
        });

        Ok(json!({ "message": {
            "recipient": { "chat_id": 1, "chat_type": "dialog", "user_id": id },
            "timestamp": 1, "sender": { "user_id": BOT, "is_bot": true },
            "body": { "mid": mid, "seq": 1, "text": content.text },
        } }))
    }

    /// What is not said again is gone: pictures as well as buttons.
    pub(super) fn edit(&mut self, request: &Request) -> Result<Value, Refusal> {
        let content = self.content(&request.body)?;
        let id = request.text("message_id");
        let chat = self.chats.with_message(id);
        let chat = chat.ok_or_else(|| Refusal::new(404, "not.found", "message.not.found"))?;
        let chat = reachable(Some(chat))?;
        if !chat.admit_edit() {
            self.too_many += 1;
            return Err(Refusal::too_many(None));
        }

        let mut messages = chat.messages.iter_mut();
        let message = messages.find(|message| message.id == id).unwrap();
        if !message.from_bot {
            return Ok(json!({ "success": false, "message": "error.edit.invalid.message" }));
        }

        message.turn_into(content.text, content.attachments, content.buttons);
        Ok(json!({ "success": true }))
    }

    fn content(&mut self, body: &Value) -> Result<Content, Refusal> {
        let text = match &body["text"] {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            _ => return Err(Refusal::payload("text")),
        };
        if text.encode_utf16().count() > LONGEST {
            return Err(Refusal::payload("text: size must be between 0 and 4000"));
        }

        let mut content = Content {
            text,
            attachments: Vec::new(),
            buttons: Vec::new(),
        };

        let described = body["attachments"].as_array();
        for described in described.ok_or_else(|| Refusal::payload("attachments"))? {
            self.attach(&mut content, described)?;
        }

        let has_file = content
            .attachments
            .iter()
            .any(|one| matches!(one, Attachment::File(..)));
        let most = if has_file { 1 } else { ATTACHMENTS };
        if content.attachments.len() > most {
            return Err(Refusal::payload("too many attachments"));
        }

        if content.text.trim().is_empty() && content.attachments.is_empty() {
            return Err(Refusal::payload("the message is empty"));
        }

        Ok(content)
    }

    fn attach(&mut self, content: &mut Content, described: &Value) -> Result<(), Refusal> {
        let payload = &described["payload"];
        match described["type"].as_str() {
            Some("inline_keyboard") if content.buttons.is_empty() => {
                content.buttons = keyboard::read(payload)?;
            }
            Some(kind @ ("image" | "video" | "file")) => {
                let token = payload["token"].as_str().unwrap_or_default();
                let attachment = self.files.attachment(kind, token)?;
                content.attachments.push(attachment);
            }
            _ => return Err(Refusal::payload("attachment type")),
        }

        Ok(())
    }

    pub(super) fn answer_press(&mut self, request: &Request) -> Result<Value, Refusal> {
        if !self.chats.pressed.remove(request.text("callback_id")) {
            return Err(Refusal::payload("callback_id"));
        }

        if let Some(text) = request.body["notification"].as_str() {
            self.chats.notifications.push(text.to_owned());
        }

        Ok(json!({ "success": true }))
    }
}

fn reachable(chat: Option<&mut Chat>) -> Result<&mut Chat, Refusal> {
    let chat = chat.ok_or_else(|| Refusal::new(404, "dialog.not.found", "dialog.not.found"))?;
    if chat.stopped {
        let words = "Key: error.dialog.suspended, args: [1,].";
        return Err(Refusal::new(403, "chat.denied", words));
    }

    Ok(chat)
}
