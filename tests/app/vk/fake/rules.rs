//! The parameters of each method: unknown ones, those of a wrong type and missing ones are refused.

use super::request::{Refusal, Request};

/// What stands in a parameter.
#[derive(Clone, Copy)]
enum Kind {
    Number,
    Flag,
    Words,
    Json,
}
use Kind::{Flag, Json, Number, Words};

/// A parameter by its name, and whether it must be there.
type Rule = (&'static str, Kind, bool);

const MESSAGE: [Rule; 6] = [
    ("peer_id", Number, true),
    ("message", Words, false),
    ("attachment", Words, false),
    ("keyboard", Json, false),
    ("dont_parse_links", Flag, false),
    ("template", Json, false),
];

fn rules(method: &str) -> Option<Vec<Rule>> {
    let community = ("group_id", Number, true);
    Some(match method {
        "messages.send" => {
            let more = [
                ("random_id", Number, true),
                ("disable_mentions", Flag, false),
            ];
            MESSAGE.into_iter().chain(more).collect()
        }
        "messages.edit" => MESSAGE
            .into_iter()
            .chain([("message_id", Number, true)])
            .collect(),
        "messages.setActivity" => vec![("peer_id", Number, true), ("type", Words, true)],
        "users.get" => vec![("user_ids", Words, true), ("fields", Words, false)],
        "messages.sendMessageEventAnswer" => vec![
            ("event_id", Words, true),
            ("user_id", Number, true),
            ("peer_id", Number, true),
            ("event_data", Json, false),
        ],
        "photos.getMessagesUploadServer" => vec![("peer_id", Number, false)],
        "photos.saveMessagesPhoto" => vec![
            ("server", Number, true),
            ("photo", Words, true),
            ("hash", Words, true),
        ],
        "docs.getMessagesUploadServer" => vec![("type", Words, true), ("peer_id", Number, true)],
        "docs.save" => vec![
            ("file", Words, true),
            ("title", Words, false),
            ("tags", Words, false),
        ],
        "groups.getById" => vec![("group_id", Number, false), ("fields", Words, false)],
        "groups.getTokenPermissions" => Vec::new(),
        "groups.getLongPollServer"
        | "groups.getLongPollSettings"
        | "groups.getSettings"
        | "groups.getCallbackConfirmationCode"
        | "groups.getCallbackServers" => vec![community],
        "groups.setLongPollSettings" => {
            let more = [("enabled", Flag, false), ("api_version", Words, false)];
            [community].into_iter().chain(more).chain(EVENTS).collect()
        }
        "groups.setSettings" => vec![
            community,
            ("messages", Flag, false),
            ("bots_capabilities", Flag, false),
            ("bots_start_button", Flag, false),
        ],
        "groups.addCallbackServer" => {
            vec![
                community,
                ("url", Words, true),
                ("title", Words, true),
                ("secret_key", Words, false),
            ]
        }
        "groups.setCallbackSettings" => {
            let more = [("server_id", Number, false), ("api_version", Words, false)];
            [community].into_iter().chain(more).chain(EVENTS).collect()
        }
        _ => return None,
    })
}

const EVENTS: [Rule; 3] = [
    ("message_new", Flag, false),
    ("message_event", Flag, false),
    ("message_allow", Flag, false),
];

pub(super) fn check(method: &str, request: &Request) -> Result<(), Refusal> {
    let rules = rules(method).ok_or_else(|| Refusal::new(3, "Unknown method passed"))?;
    for (name, value) in &request.0 {
        let rule = rules.iter().find(|(known, ..)| known == name);
        let (_, kind, _) =
            rule.ok_or_else(|| Refusal::parameter(&format!("{name} is unknown to {method}")))?;

        if !fits(*kind, value) {
            return Err(Refusal::parameter(&format!("{name} is {value:?}")));
        }
    }

    match rules
        .iter()
        .find(|(name, _, needed)| *needed && request.text(name).is_none_or(str::is_empty))
    {
        Some((name, ..)) => Err(Refusal::parameter(&format!("{name} is undefined"))),
        None => Ok(()),
    }
}

fn fits(kind: Kind, value: &str) -> bool {
    match kind {
        Number => value.parse::<i64>().is_ok(),
        Flag => matches!(value, "0" | "1"),
        Words => true,
        Json => {
            serde_json::from_str::<serde_json::Value>(value).is_ok_and(|value| value.is_object())
        }
    }
}
