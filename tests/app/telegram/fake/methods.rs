//! The methods of the Bot API that change a chat.

use std::time::Instant;

use serde_json::{Value, json};

use super::{
    World, bot,
    chats::{Body, Button, FilmKind, Message, Picture},
    films,
    refusal::Refusal,
    request::{Attached, Request},
};

type Answer = Result<Value, Refusal>;

const NOT_MODIFIED: &str = "message is not modified: specified new message content and reply markup are exactly the \
                            same as a current content and reply markup of the message";

/// A message that the bot sends.
pub(super) struct NewMessage {
    pub(super) text: String,
    pub(super) body: Body,
    pub(super) buttons: Vec<Vec<Button>>,
    /// The name that the messages of an album share.
    pub(super) album: Option<String>,
}

impl NewMessage {
    pub(super) fn new(body: Body) -> Self {
        Self {
            text: String::new(),
            body,
            buttons: Vec::new(),
            album: None,
        }
    }
}

impl World {
    /// Carries out a method; `None` for one that Telegram does not have.
    pub(crate) fn call(&mut self, method: &str, request: &Request) -> Option<Answer> {
        if self.shares_in_vain(request) {
            return Some(Err(Refusal::bad("BUTTON_TYPE_INVALID")));
        }

        Some(match method {
            "getme" => Ok(self.me()),
            "sendmessage" => self.send_message(request),
            "sendphoto" => self.send_file(request, "photo"),
            "senddocument" => self.send_file(request, "document"),
            "sendanimation" => self.send_film(request, FilmKind::Animation),
            "sendvideo" => self.send_film(request, FilmKind::Video),
            "sendvideonote" => self.send_film(request, FilmKind::VideoNote),
            "sendmediagroup" => self.send_album(request),
            "editmessagetext" => self.edit(request, text_of),
            "editmessagecaption" => self.edit(request, caption_of),
            "editmessagereplymarkup" => {
                self.edit(request, |message, _| Ok((message.text.clone(), None)))
            }
            "editmessagemedia" => self.edit_media(request),
            "deletemessage" => self.delete(request),
            "answerinlinequery" => self.answer_inline(request),
            "answercallbackquery" => self.answer_press(request),
            "getfile" => self.get_file(request),
            "setmycommands" => {
                self.set_menu(request);
                Ok(json!(true))
            }
            "sendchataction"
            | "deletemycommands"
            | "setmydescription"
            | "setmyshortdescription"
            | "setchatmenubutton"
            | "setmyname" => Ok(json!(true)),
            "getwebhookinfo" => Ok(json!({
                "url": self.hook.as_ref().map_or("", |hook| hook.url.as_str()),
                "has_custom_certificate": false, "pending_update_count": self.updates.len(),
            })),
            _ => return self.call_till(method, request),
        })
    }

    /// Groups have a menu of their own.
    fn set_menu(&mut self, request: &Request) {
        if request.nested("scope").is_none() {
            let language = request.text("language_code").unwrap_or_default();
            let commands = request.nested("commands").unwrap_or_default();
            self.menus.insert(language, commands);
        }
    }

    /// Whether a button needs inline mode, which is off.
    fn shares_in_vain(&self, request: &Request) -> bool {
        let markup = request.text("reply_markup").unwrap_or_default();
        markup.contains("switch_inline_query") && !self.inline.is_on
    }

    fn send_message(&mut self, request: &Request) -> Answer {
        let text = request.text("text").filter(|text| !text.trim().is_empty());
        let text = text.ok_or_else(|| Refusal::bad("message text is empty"))?;
        if text.encode_utf16().count() > 4096 {
            return Err(Refusal::bad("message is too long"));
        }

        let buttons = buttons(request)?;
        let message = NewMessage {
            text,
            buttons,
            ..NewMessage::new(Body::Text)
        };
        self.put(request, message)
    }

    fn send_file(&mut self, request: &Request, field: &'static str) -> Answer {
        let (picture, name) =
            self.given(request, field, &request.text(field).unwrap_or_default())?;
        let body = if field == "photo" {
            photo(picture)?
        } else {
            Body::Document(picture, name)
        };
        let buttons = buttons(request)?;

        let message = NewMessage {
            text: caption(request.text("caption"))?,
            buttons,
            ..NewMessage::new(body)
        };
        self.put(request, message)
    }

    fn send_film(&mut self, request: &Request, kind: FilmKind) -> Answer {
        let field = kind.field();
        let pointer = request.text(field).unwrap_or_default();
        let (picture, _) = self.given(request, field, &pointer)?;
        let body = films::read(request, kind, &request.fields(), picture)?;
        let message = NewMessage {
            text: caption(request.text("caption"))?,
            buttons: buttons(request)?,
            ..NewMessage::new(body)
        };

        self.put(request, message)
    }

    fn send_album(&mut self, request: &Request) -> Answer {
        let media = request
            .nested("media")
            .and_then(|media| media.as_array().cloned())
            .unwrap_or_default();

        if !(2..=10).contains(&media.len()) {
            return Err(Refusal::bad("group send failed: wrong number of messages"));
        }

        let mut bodies = Vec::new();
        for one in &media {
            bodies.push((
                self.media(request, one)?,
                caption(one["caption"].as_str().map(str::to_owned))?,
            ));
        }

        let album = format!("album{}", self.chats.next_message());
        let mut sent = Vec::new();
        for (body, caption) in bodies {
            let message = NewMessage {
                text: caption,
                album: Some(album.clone()),
                ..NewMessage::new(body)
            };
            sent.push(self.put(request, message)?);
        }

        Ok(Value::Array(sent))
    }

    /// The bytes of a field: sent along, or those of a file that Telegram has.
    fn given(
        &mut self,
        request: &Request,
        field: &str,
        pointer: &str,
    ) -> Result<(Picture, String), Refusal> {
        if let Some(Attached { name, bytes }) =
            request.file(field).or_else(|| request.attached(pointer))
        {
            if bytes.is_empty() {
                return Err(Refusal::bad("file must be non-empty"));
            }
            return Ok((self.chats.keep(bytes), name));
        }

        let known = self.chats.files.get(pointer).cloned();
        let bytes =
            known.ok_or_else(|| Refusal::bad("wrong file identifier/HTTP URL specified"))?;
        Ok((
            Picture {
                file_id: pointer.to_owned(),
                bytes,
            },
            String::new(),
        ))
    }

    fn media(&mut self, request: &Request, media: &Value) -> Result<Body, Refusal> {
        let pointer = media["media"].as_str().unwrap_or_default();
        let (picture, name) = self.given(request, pointer, pointer)?;

        match media["type"].as_str() {
            Some("photo") => photo(picture),
            Some("document") => Ok(Body::Document(picture, name)),
            Some("animation") => films::read(request, FilmKind::Animation, media, picture),
            Some("video") => films::read(request, FilmKind::Video, media, picture),
            _ => Err(Refusal::bad(
                "can't parse InputMedia: media type is unsupported here",
            )),
        }
    }

    pub(super) fn put(&mut self, request: &Request, message: NewMessage) -> Answer {
        let NewMessage {
            text,
            body,
            buttons,
            album,
        } = message;
        let id = self.chats.next_message();
        let me = bot();
        let life = self.life;
        let topic = request.number("message_thread_id");
        let replies_to = replies_to(request)?;
        let chat = self.open_chat(request)?;
        if topic.is_some_and(|topic| !chat.topics.contains(&topic)) {
            return Err(Refusal::bad("message thread not found"));
        }
        let at = Instant::now();

        let edits = Vec::new();
        let codes = buttons
            .iter()
            .flatten()
            .map(|button| button.data.clone())
            .collect();

        let message = Message {
            id,
            from_bot: true,
            text,
            body,
            buttons,
            album,
            topic,
            replies_to,
            at,
            life,
            acknowledged: false,
            edits,
            codes,
        };
        let update = chat.to_json(&message, &me);
        chat.messages.push(message);

        Ok(update)
    }

    fn open_chat(&mut self, request: &Request) -> Result<&mut super::chats::Chat, Refusal> {
        let id = request
            .number("chat_id")
            .ok_or_else(|| Refusal::bad("chat_id is empty"))?;
        let chat = self
            .chats
            .open
            .get_mut(&id)
            .ok_or_else(|| Refusal::bad("chat not found"))?;

        if chat.blocked {
            Err(Refusal::forbidden("bot was blocked by the user"))
        } else {
            Ok(chat)
        }
    }

    fn edit(
        &mut self,
        request: &Request,
        content: impl Fn(&Message, &Request) -> Result<(String, Option<Body>), Refusal>,
    ) -> Answer {
        let me = bot();
        let buttons = buttons(request)?;
        let id = request
            .number("message_id")
            .ok_or_else(|| Refusal::bad("message identifier is not specified"))?;

        let chat = self.open_chat(request)?;
        let message = chat
            .message(id)
            .ok_or_else(|| Refusal::bad("message to edit not found"))?;

        if !message.from_bot {
            return Err(Refusal::bad("message can't be edited"));
        }

        let (text, body) = content(message, request)?;
        let body = body.unwrap_or_else(|| message.body.clone());
        if message.text == text && message.buttons == buttons && same(&message.body, &body) {
            return Err(Refusal::bad(NOT_MODIFIED));
        }

        message.edits.push((Instant::now(), text.clone()));
        message.turn_into(text, body, buttons);

        let message = message.clone();
        Ok(chat.to_json(&message, &me))
    }

    fn edit_media(&mut self, request: &Request) -> Answer {
        let media = request
            .nested("media")
            .ok_or_else(|| Refusal::bad("media is empty"))?;
        let body = self.media(request, &media)?;
        let caption = caption(media["caption"].as_str().map(str::to_owned))?;

        self.edit(request, |message, _| {
            let is_note = matches!(message.body, Body::Film(FilmKind::VideoNote, _));
            if message.body == Body::Text || is_note {
                return Err(Refusal::bad("there is no media in the message to edit"));
            }
            Ok((caption.clone(), Some(body.clone())))
        })
    }

    fn delete(&mut self, request: &Request) -> Answer {
        let id = request.number("message_id").unwrap_or_default();
        let chat = self.open_chat(request)?;
        chat.message(id)
            .ok_or_else(|| Refusal::bad("message to delete not found"))?;

        chat.messages.retain(|message| message.id != id);
        Ok(json!(true))
    }

    fn answer_press(&mut self, request: &Request) -> Answer {
        let id = request.text("callback_query_id").unwrap_or_default();
        if !self.pressed.remove(&id) {
            return Err(Refusal::bad(
                "query is too old and response timeout expired or query id is invalid",
            ));
        }

        Ok(json!(true))
    }

    fn get_file(&self, request: &Request) -> Answer {
        let id = request.text("file_id").unwrap_or_default();
        let size = match self.chats.files.get(&id) {
            Some(bytes) => bytes.len(),
            None if id.starts_with("thumb-") => 5,
            None => return Err(Refusal::bad("invalid file_id")),
        };

        if size > 20 * 1024 * 1024 {
            return Err(Refusal::bad("file is too big"));
        }

        let path = format!("photos/{id}.jpg");
        Ok(
            json!({ "file_id": id, "file_unique_id": format!("u-{id}"), "file_size": size, "file_path": path }),
        )
    }
}

/// The message that is replied to. Tests keep few messages of others, so it need not be there.
fn replies_to(request: &Request) -> Result<Option<i64>, Refusal> {
    let Some(reply) = request.nested("reply_parameters") else {
        return Ok(None);
    };
    let message = reply["message_id"].as_i64();
    if message.is_none() || reply["allow_sending_without_reply"] != true {
        return Err(Refusal::bad("message to be replied not found"));
    }

    Ok(message)
}

fn text_of(message: &Message, request: &Request) -> Result<(String, Option<Body>), Refusal> {
    if message.body != Body::Text {
        return Err(Refusal::bad("there is no text in the message to edit"));
    }

    let text = request.text("text").filter(|text| !text.trim().is_empty());
    Ok((
        text.ok_or_else(|| Refusal::bad("message text is empty"))?,
        None,
    ))
}

fn caption_of(message: &Message, request: &Request) -> Result<(String, Option<Body>), Refusal> {
    if message.body == Body::Text {
        return Err(Refusal::bad("there is no caption in the message to edit"));
    }
    Ok((caption(request.text("caption"))?, None))
}

fn same(one: &Body, other: &Body) -> bool {
    match (one, other) {
        (Body::Photo(one), Body::Photo(other))
        | (Body::Document(one, _), Body::Document(other, _)) => one.bytes == other.bytes,
        (Body::Film(kind, one), Body::Film(other_kind, other)) => {
            kind == other_kind && one.bytes == other.bytes
        }
        _ => one == other,
    }
}

fn photo(picture: Picture) -> Result<Body, Refusal> {
    if picture.bytes.len() > 10 * 1024 * 1024 {
        return Err(Refusal {
            code: 413,
            description: "Request Entity Too Large".into(),
            retry_after: None,
        });
    }

    let image = [b"\xff\xd8".as_slice(), b"\x89PNG", b"RIFF"]
        .iter()
        .any(|magic| picture.bytes.starts_with(magic));

    if image {
        Ok(Body::Photo(picture))
    } else {
        Err(Refusal::bad("IMAGE_PROCESS_FAILED"))
    }
}

fn caption(given: Option<String>) -> Result<String, Refusal> {
    let caption = given.unwrap_or_default();
    if caption.encode_utf16().count() > 1024 {
        return Err(Refusal::bad("message caption is too long"));
    }
    Ok(caption)
}

/// The inline keyboard; whatever Telegram would not take is refused.
fn buttons(request: &Request) -> Result<Vec<Vec<Button>>, Refusal> {
    let Some(markup) = request.nested("reply_markup") else {
        return Ok(Vec::new());
    };
    let rows = markup["inline_keyboard"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let mut keyboard = Vec::new();
    for row in &rows {
        let mut keys = Vec::new();
        for key in row
            .as_array()
            .ok_or_else(|| Refusal::bad("can't parse inline keyboard"))?
        {
            let label = key["text"].as_str().filter(|label| !label.is_empty());
            let label = label
                .ok_or_else(|| Refusal::bad("button text is empty"))?
                .to_owned();

            let data = key["callback_data"]
                .as_str()
                .filter(|data| (1..=64).contains(&data.len()));
            let shared = &key["switch_inline_query_chosen_chat"]["query"];
            let data = data.or_else(|| shared.as_str().filter(|query| query.len() <= 256));
            let data = data.or_else(|| key["url"].as_str().filter(|url| url.starts_with("http")));
            let data = data
                .ok_or_else(|| Refusal::bad("BUTTON_DATA_INVALID"))?
                .to_owned();

            keys.push(Button { label, data });
        }

        if !keys.is_empty() {
            keyboard.push(keys);
        }
    }

    Ok(keyboard)
}
