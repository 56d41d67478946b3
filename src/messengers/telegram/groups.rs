//! Groups: `/paint` below a photo that replies to a photo. Nothing else in a group is for the bot
//! then.
//!
//! Telegram tells one level of replies. Of a text that replies to a photo, it does not say what the
//! photo replies to, so this module remembers that for a while. It only can where the bot sees such
//! photos: as an administrator of the group, or with its privacy mode switched off.
//!
//! What a person asks for in a group is answered there, in a chat of its own: the group with this
//! person (`GROUP/PERSON`), whose topic is also the message to reply to (`TOPIC:MESSAGE`).

use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, PoisonError},
};

use serde_json::Value;

use super::{
    lenient::number,
    message::{self, Me},
};
use crate::domain::incoming::{Incoming, RemoteFile};

/// The word behind the slash.
pub(super) const COMMAND: &str = "paint";
/// How many photos are remembered. Who comes too late answers with a photo of their own.
const CAPACITY: usize = 1_000;

/// What people have lately sent in groups as an answer to a photo.
#[derive(Debug, Default)]
pub(super) struct GroupPhotos(Mutex<Recent>);

#[derive(Debug, Default)]
struct Recent {
    pairs: HashMap<MessageKey, Pair>,
    /// Their keys, oldest first.
    order: VecDeque<MessageKey>,
}

/// A message in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct MessageKey {
    group: i64,
    message: i64,
}

/// A photo, and the picture that answers it: the style.
#[derive(Clone, Debug)]
struct Pair {
    photo: RemoteFile,
    style: RemoteFile,
}

/// Something that a person asks for in a group.
pub(super) struct GroupRequest {
    /// The chat: the group with this person.
    pub(super) chat: String,
    /// The topic, and the message to reply to.
    pub(super) topic: String,
    /// What is asked for.
    pub(super) incoming: Incoming,
}

/// Where an answer in a chat goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ChatPlace {
    /// Telegram's id of the chat.
    pub(super) chat: i64,
    /// Whether others are there: buttons are not for them.
    pub(super) is_group: bool,
    /// The topic.
    pub(super) topic: Option<i64>,
    /// The message to reply to.
    pub(super) replies_to: Option<i64>,
}

impl ChatPlace {
    /// Reads the ids of a chat and a topic; `None` if the chat has none of ours.
    pub(super) fn parse(chat: &str, topic: Option<&str>) -> Option<Self> {
        let (group, is_group) = match chat.split_once('/') {
            Some((group, _)) => (group, true),
            None => (chat, false),
        };
        let topic = topic.unwrap_or_default();
        let (topic, replies_to) = topic.split_once(':').unwrap_or((topic, ""));

        Some(Self {
            chat: group.parse().ok()?,
            is_group,
            topic: topic.parse().ok(),
            replies_to: replies_to.parse().ok(),
        })
    }
}

impl GroupPhotos {
    /// Reads a message of a group; `None` unless a person asks for a painting.
    pub(super) fn read(&self, group: i64, message: &Value, me: Me<'_>) -> Option<GroupRequest> {
        // Who speaks for a channel or a group is nobody in particular: Telegram then names an
        // account that all of them share.
        let sender = &message["from"];
        let is_person = sender["is_bot"] != true && message["sender_chat"].is_null();
        let person = number(&sender["id"]).filter(|_| is_person)?;
        let id = number(&message["message_id"])?;
        let key = MessageKey { group, message: id };

        let pair = answered_photo(message);
        if let Some(pair) = &pair {
            self.remember(key, pair.clone());
        }
        if !message::asks_for(COMMAND, message, me) {
            return None;
        }

        let replied = number(&message["reply_to_message"]["message_id"]);
        let earlier = replied.map(|message| MessageKey { group, message });
        let pair = pair.or_else(|| self.recall(earlier?));
        let files = pair.map_or_else(Vec::new, |pair| vec![pair.photo, pair.style]);
        let topic = message::topic(message).unwrap_or_default();

        Some(GroupRequest {
            chat: format!("{group}/{person}"),
            topic: format!("{topic}:{id}"),
            incoming: Incoming::InGroup {
                person: person.to_string(),
                files,
            },
        })
    }

    fn remember(&self, key: MessageKey, pair: Pair) {
        let mut recent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if recent.pairs.insert(key, pair).is_none() {
            recent.order.push_back(key);
        }

        while recent.order.len() > CAPACITY {
            if let Some(oldest) = recent.order.pop_front() {
                recent.pairs.remove(&oldest);
            }
        }
    }

    fn recall(&self, key: MessageKey) -> Option<Pair> {
        let recent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        recent.pairs.get(&key).cloned()
    }
}

/// The photo that a photo replies to, and itself. The still of a film is as good as a photo.
fn answered_photo(message: &Value) -> Option<Pair> {
    Some(Pair {
        photo: message::picture(&message["reply_to_message"])?,
        style: message::picture(message)?,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ME: Me<'_> = Me {
        id: "7654321",
        username: Some("vernissage_bot"),
    };

    fn photo(name: &str) -> Value {
        json!([{ "file_id": name, "file_unique_id": name, "width": 90, "height": 90 }])
    }

    fn said(id: i64, more: &Value) -> Value {
        let mut message = json!({ "message_id": id, "from": { "id": 7, "is_bot": false } });
        let fields = more.as_object().cloned().unwrap_or_default();
        message.as_object_mut().unwrap().extend(fields);
        message
    }

    fn files(request: Option<GroupRequest>) -> Vec<String> {
        match request.unwrap().incoming {
            Incoming::InGroup { person, files } => {
                assert_eq!(person, "7");
                files.into_iter().map(|file| file.reference).collect()
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_place_is_read_from_the_ids_of_chat_and_topic() {
        let place = |chat, is_group, topic, replies_to| {
            Some(ChatPlace {
                chat,
                is_group,
                topic,
                replies_to,
            })
        };

        assert_eq!(ChatPlace::parse("7", None), place(7, false, None, None));
        assert_eq!(
            ChatPlace::parse("7", Some("5")),
            place(7, false, Some(5), None)
        );
        assert_eq!(
            ChatPlace::parse("-100/7", Some("17:5")),
            place(-100, true, Some(17), Some(5))
        );
        assert_eq!(
            ChatPlace::parse("-100/7", Some(":5")),
            place(-100, true, None, Some(5))
        );
        assert_eq!(ChatPlace::parse("x", None), None);
    }

    #[test]
    fn a_photo_that_answers_a_photo_is_the_style() {
        let photos = GroupPhotos::default();
        let first = json!({ "message_id": 1, "photo": photo("cat") });
        let answer = |caption: &str| {
            said(
                2,
                &json!({ "photo": photo("wave"), "caption": caption, "reply_to_message": first }),
            )
        };

        let request = photos.read(-9, &answer("/paint@vernissage_bot"), ME);
        assert_eq!(files(request), ["cat", "wave"]);
        assert!(photos.read(-9, &answer("/paint@other_bot"), ME).is_none());
        assert!(photos.read(-9, &answer("how nice"), ME).is_none());
    }

    #[test]
    fn a_film_is_as_good_as_a_photo() {
        let photos = GroupPhotos::default();
        let film = json!({ "file_id": "dance", "file_unique_id": "d", "duration": 2 });
        let first = json!({ "message_id": 1, "animation": film, "document": film });
        let answer = said(
            2,
            &json!({ "photo": photo("wave"), "caption": "/paint", "reply_to_message": first }),
        );

        assert_eq!(files(photos.read(-9, &answer, ME)), ["dance", "wave"]);
    }

    #[test]
    fn a_text_below_an_answer_means_both_photos_if_they_were_seen() {
        let photos = GroupPhotos::default();
        let first = json!({ "message_id": 1, "photo": photo("cat") });
        let answer = said(
            2,
            &json!({ "photo": photo("wave"), "reply_to_message": first }),
        );
        // As Telegram tells it: without what it replies to.
        let told = said(2, &json!({ "photo": photo("wave") }));
        let ask = said(
            3,
            &json!({ "text": "/paint@vernissage_bot", "reply_to_message": told }),
        );

        let none: [&str; 0] = [];
        assert_eq!(files(photos.read(-9, &ask, ME)), none, "it was not seen");
        assert!(photos.read(-9, &answer, ME).is_none(), "nobody asks");
        assert_eq!(files(photos.read(-9, &ask, ME)), ["cat", "wave"]);
        assert_eq!(files(photos.read(-8, &ask, ME)), none, "another group");
    }

    #[test]
    fn bots_and_channels_ask_for_nothing() {
        let ask = said(3, &json!({ "text": "/paint@vernissage_bot" }));
        assert!(GroupPhotos::default().read(-9, &ask, ME).is_some());

        let mut of_bot = ask.clone();
        of_bot["from"]["is_bot"] = true.into();
        assert!(GroupPhotos::default().read(-9, &of_bot, ME).is_none());

        let mut of_channel = ask;
        of_channel["from"]["id"] = 777_000.into();
        of_channel["sender_chat"] = json!({ "id": -100, "type": "channel" });
        assert!(GroupPhotos::default().read(-9, &of_channel, ME).is_none());
    }

    #[test]
    fn not_everything_is_remembered() {
        let photos = GroupPhotos::default();
        let first = json!({ "message_id": 1, "photo": photo("cat") });
        for id in 2..2_000 {
            let answer = said(
                id,
                &json!({ "photo": photo("wave"), "reply_to_message": first }),
            );
            photos.read(-9, &answer, ME);
        }

        let recent = photos.0.lock().unwrap();
        assert_eq!(recent.pairs.len(), CAPACITY);
        assert_eq!(recent.order.len(), CAPACITY);
    }
}
