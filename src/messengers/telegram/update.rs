//! Updates, as much of them as the bot needs: what it does not know of cannot be in its way.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::domain::{
    incoming::{Incoming, RemoteFile, Unsupported},
    language::Language,
};

/// One update of a kind that was asked for.
#[derive(Deserialize)]
pub(super) struct Update {
    pub(super) message: Option<Message>,
    pub(super) callback_query: Option<CallbackQuery>,
    pub(super) pre_checkout_query: Option<Value>,
}

#[derive(Deserialize)]
pub(super) struct Message {
    pub(super) chat: Chat,
    pub(super) from: Option<User>,
    pub(super) media_group_id: Option<String>,
    pub(super) successful_payment: Option<Value>,
    pub(super) refunded_payment: Option<Value>,
    text: Option<String>,
    caption: Option<String>,
    #[serde(default)]
    photo: Vec<PhotoSize>,
    document: Option<Document>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

#[derive(Deserialize)]
pub(super) struct CallbackQuery {
    pub(super) id: String,
    pub(super) from: User,
    /// The message may be too old to be told of, but not its chat.
    pub(super) message: Option<InChat>,
    pub(super) data: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct InChat {
    pub(super) chat: Chat,
}

#[derive(Deserialize)]
pub(super) struct Chat {
    pub(super) id: i64,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Deserialize)]
pub(super) struct User {
    pub(super) id: i64,
    language_code: Option<String>,
}

#[derive(Deserialize)]
struct PhotoSize {
    file_id: String,
    #[serde(default)]
    width: u64,
    #[serde(default)]
    height: u64,
    file_size: Option<u64>,
}

#[derive(Deserialize)]
struct Document {
    file_id: String,
    file_size: Option<u64>,
}

/// What a message holds when it is of no use, by the field that holds it.
const UNSUPPORTED: [(&str, Unsupported); 6] = [
    ("sticker", Unsupported::Sticker),
    ("voice", Unsupported::Voice),
    ("audio", Unsupported::Voice),
    ("video", Unsupported::Video),
    ("video_note", Unsupported::Video),
    ("animation", Unsupported::Animation),
];

/// Messages that nobody wrote, in a private chat: the chat or the account has changed.
const SERVICE: [&str; 22] = [
    "boost_added",
    "chat_background_set",
    "chat_owner_changed",
    "chat_shared",
    "connected_website",
    "direct_message_price_changed",
    "forum_topic_closed",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_reopened",
    "gift",
    "gift_upgrade_sent",
    "message_auto_delete_timer_changed",
    "migrate_from_chat_id",
    "paid_message_price_changed",
    "passport_data",
    "pinned_message",
    "proximity_alert_triggered",
    "unique_gift",
    "users_shared",
    "web_app_data",
    "write_access_allowed",
];

impl Chat {
    /// Groups and channels are not spoken with.
    pub(super) fn is_private(&self) -> bool {
        self.kind == "private"
    }
}

impl User {
    pub(super) fn language(&self) -> Language {
        self.language_code.as_deref().map_or_else(Language::default, Language::from_tag)
    }
}

/// The language of a user's app.
pub(super) fn language(user: &Value) -> Language {
    user["language_code"].as_str().map_or_else(Language::default, Language::from_tag)
}

impl Message {
    /// What was sent; `None` for what nobody has written.
    pub(super) fn incoming(self) -> Option<Incoming> {
        if self.rest.keys().any(|field| SERVICE.contains(&field.as_str())) {
            return None;
        }
        if let Some(text) = self.text {
            return Some(Incoming::Text(text));
        }
        let unsupported = UNSUPPORTED.into_iter().find(|(field, _)| self.rest.contains_key(*field));
        // Asked for before the document: an animation bears its file there as well.
        if let Some((_, what)) = unsupported {
            return Some(Incoming::Unsupported(what));
        }
        let photo = self.photo.into_iter().max_by_key(|size| size.width.saturating_mul(size.height));
        let photo = photo.map(|size| RemoteFile { reference: size.file_id, bytes: size.file_size });
        let document = self.document.map(|file| RemoteFile { reference: file.file_id, bytes: file.file_size });
        Some(match photo.or(document) {
            Some(file) => Incoming::Files { files: vec![file], caption: self.caption },
            None => Incoming::Unsupported(Unsupported::Other),
        })
    }
}
