//! How a chat is addressed. A dialog is addressed by the person's id: that one never changes, and
//! MAX does not know a dialog by its own id before the person has begun it.

use std::fmt::{self, Display, Formatter};

use serde_json::Value;

use super::lenient::number;

/// What stands before the id of a group in the store.
const GROUP: &str = "group";

/// A chat with the bot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Peer {
    /// With one person, by their id.
    Person(u64),
    /// With several people; there the bot only says that it works in private chats.
    Group(i64),
}

impl Peer {
    /// The person with the id in `user`; `None` for a bot.
    pub(super) fn from_user(user: &Value) -> Option<Self> {
        if user["is_bot"] == true {
            return None;
        }

        number(&user["user_id"])
            .and_then(|id| u64::try_from(id).ok())
            .map(Self::Person)
    }

    /// The chat of a message; `None` for a channel, and for what no person wrote.
    pub(super) fn from_message(message: &Value) -> Option<Self> {
        let recipient = &message["recipient"];
        match recipient["chat_type"].as_str() {
            Some("dialog") | None => Self::from_user(&message["sender"]),
            Some("chat") => {
                Self::from_user(&message["sender"])?;
                number(&recipient["chat_id"]).map(Self::Group)
            }
            Some(_) => None,
        }
    }

    /// Parses a chat of the store.
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text.strip_prefix(GROUP) {
            Some(id) => id.parse().ok().map(Self::Group),
            None => text.parse().ok().map(Self::Person),
        }
    }

    /// The parameter that addresses it.
    pub(super) fn param(self) -> (&'static str, String) {
        match self {
            Self::Person(id) => ("user_id", id.to_string()),
            Self::Group(id) => ("chat_id", id.to_string()),
        }
    }
}

impl Display for Peer {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(id) => write!(formatter, "{id}"),
            Self::Group(id) => write!(formatter, "{GROUP}{id}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_chat_is_stored_and_read_again() {
        for peer in [Peer::Person(7), Peer::Group(-70_801_090_403_050)] {
            assert_eq!(Peer::parse(&peer.to_string()), Some(peer));
        }

        for text in ["", "-7", "group", "groupx", "7 "] {
            assert_eq!(Peer::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_chat_is_known_by_its_kind() {
        let message = |kind: &str| {
            json!({
                "sender": { "user_id": 7, "is_bot": false },
                "recipient": { "chat_id": -9, "chat_type": kind, "user_id": 5 },
            })
        };

        assert_eq!(
            Peer::from_message(&message("dialog")),
            Some(Peer::Person(7))
        );
        assert_eq!(Peer::from_message(&message("chat")), Some(Peer::Group(-9)));
        assert_eq!(Peer::from_message(&message("channel")), None);

        let mut of_bot = message("chat");
        of_bot["sender"]["is_bot"] = true.into();
        assert_eq!(Peer::from_message(&of_bot), None);
    }
}
