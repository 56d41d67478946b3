//! Keyboards in VKontakte's format, and the payloads that pressed buttons send back.
//!
//! The domain's keyboards are within VKontakte's limits by construction: ten buttons in six rows of
//! up to five, labels of 40 characters, and codes that fit into a payload of 255 bytes.

use serde_json::{Value, json};

use super::{button_links::button_url, client_info::ClientInfo};
use crate::domain::{
    incoming::Incoming,
    language::Language,
    message::{Button, Keyboard},
};

/// The longest payload of a button, in bytes.
const MAX_PAYLOAD_BYTES: usize = 255;

/// A button of the menu.
#[derive(Clone, Copy)]
struct MenuButton {
    /// The command that it sends, without the slash.
    command: &'static str,
    /// The key of its label.
    label: &'static str,
}

impl MenuButton {
    const fn new(command: &'static str, label: &'static str) -> Self {
        Self { command, label }
    }
}

const MENU: [[MenuButton; 3]; 2] = [
    [
        MenuButton::new("new", "shortcut-new"),
        MenuButton::new("styles", "shortcut-styles"),
        MenuButton::new("history", "shortcut-history"),
    ],
    [
        MenuButton::new("balance", "shortcut-balance"),
        MenuButton::new("settings", "shortcut-settings"),
        MenuButton::new("help", "shortcut-help"),
    ],
];

/// The payload of a pressed button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ButtonPayload {
    /// A button of a message: the code of its action.
    Button(String),
    /// A button of the menu: a command without its slash.
    Command(String),
    /// The button that starts a conversation.
    Start,
}

impl ButtonPayload {
    /// The payload of a `message_event`, which may be JSON or JSON within a string.
    pub(super) fn from_event(event: &Value) -> Option<Self> {
        let payload = &event["payload"];
        match payload.as_str() {
            Some(text) => Self::parse(text),
            None => Self::parse(&payload.to_string()),
        }
    }

    /// Parses a payload; `None` for one that is not ours.
    pub(super) fn parse(payload: &str) -> Option<Self> {
        let payload: Value = serde_json::from_str(payload).ok()?;
        if payload["command"] == "start" {
            return Some(Self::Start);
        }

        let field = |name: &str| payload[name].as_str().map(ToOwned::to_owned);
        field("b")
            .map(Self::Button)
            .or_else(|| field("c").map(Self::Command))
    }

    /// The same as if the person had written it. `reference` is the `ref` of the link that started
    /// the conversation.
    pub(super) fn into_incoming(self, reference: Option<&str>) -> Incoming {
        match (self, reference.filter(|reference| !reference.is_empty())) {
            (Self::Button(code), _) => Incoming::Button(code),
            (Self::Command(command), _) => Incoming::Text(format!("/{command}")),
            (Self::Start, Some(reference)) => Incoming::Text(format!("/start {reference}")),
            (Self::Start, None) => Incoming::Text("/start".to_owned()),
        }
    }
}

/// The buttons below a message, as JSON; `None` if there are none.
pub(super) fn message_keyboard(
    keyboard: &Keyboard,
    client: ClientInfo,
    home: &str,
) -> Option<String> {
    let rows: Vec<Vec<Value>> = keyboard
        .without_tools()
        .as_rows()
        .iter()
        .map(|row| {
            row.iter()
                .filter_map(|one| button(one, client, home))
                .collect::<Vec<Value>>()
        })
        .filter(|row| !row.is_empty())
        .collect();

    if rows.is_empty() {
        return None;
    }

    // An app that shows no buttons below a message may show them below the chat.
    let keyboard = if client.inline {
        json!({ "inline": true, "buttons": rows })
    } else {
        json!({ "one_time": true, "buttons": rows })
    };

    Some(keyboard.to_string())
}

/// The menu below the chat, which stays there, as JSON.
pub(super) fn menu(language: Language) -> String {
    let button = |button: MenuButton| {
        let label = language.text(button.label);
        let payload = json!({ "c": button.command }).to_string();
        json!({ "action": { "type": "text", "label": label, "payload": payload } })
    };

    json!({ "one_time": false, "buttons": MENU.map(|row| row.map(button)) }).to_string()
}

/// The URLs of buttons that an app cannot show, as text below the message.
pub(super) fn links_as_text(keyboard: &Keyboard, client: ClientInfo, home: &str) -> String {
    let links = keyboard.buttons().filter(|_| !client.open_link);
    links
        .filter_map(|button| {
            let url = button_url(button, home)?;
            Some(format!("\n\n{}: {url}", button.label.as_str()))
        })
        .collect()
}

/// A button; `None` if it opens a URL and the app cannot.
pub(super) fn button(button: &Button, client: ClientInfo, home: &str) -> Option<Value> {
    let label = button.label.as_str();
    if let Some(url) = button_url(button, home) {
        return client
            .open_link
            .then(|| json!({ "action": { "type": "open_link", "label": label, "link": url } }));
    }

    let payload = json!({ "b": button.action.to_string() }).to_string();
    debug_assert!(
        payload.len() <= MAX_PAYLOAD_BYTES,
        "a button's code is too long"
    );

    let kind = if client.callback && client.inline {
        "callback"
    } else {
        "text"
    };

    Some(json!({ "action": { "type": kind, "label": label, "payload": payload } }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{button::Action, ids::JobId};

    const HOME: &str = "https://h.example";

    fn buttons(keyboard: &str) -> Vec<Value> {
        let keyboard: Value = serde_json::from_str(keyboard).unwrap();
        let rows = keyboard["buttons"].as_array().unwrap().clone();
        rows.into_iter()
            .flat_map(|row| row.as_array().unwrap().clone())
            .collect()
    }

    fn full() -> Keyboard {
        let code = Action::parse("d:zzzzzzzzzzzz:s");
        Keyboard::grid(5, (0..10).map(|_| Button::new("я".repeat(60), code)))
    }

    #[test]
    fn the_limits_hold_by_construction() {
        let keyboard = message_keyboard(&full(), ClientInfo::default(), HOME).unwrap();
        let buttons = buttons(&keyboard);
        assert_eq!(buttons.len(), 10);

        for button in &buttons {
            let action = &button["action"];
            assert!(action["label"].as_str().unwrap().chars().count() <= 40);
            assert!(action["payload"].as_str().unwrap().len() <= MAX_PAYLOAD_BYTES);
        }
    }

    #[test]
    fn an_app_gets_the_buttons_that_it_can_show() {
        let kind = |client| {
            let keyboard = Keyboard::grid(1, [Button::new("a".into(), Action::New)]);
            let keyboard: Value =
                serde_json::from_str(&message_keyboard(&keyboard, client, HOME).unwrap()).unwrap();
            (
                keyboard["inline"] == true,
                keyboard["buttons"][0][0]["action"]["type"]
                    .as_str()
                    .unwrap()
                    .to_owned(),
            )
        };

        let today = ClientInfo::default();
        assert_eq!(kind(today), (true, "callback".into()));
        assert_eq!(
            kind(ClientInfo {
                callback: false,
                ..today
            }),
            (true, "text".into())
        );

        assert_eq!(
            kind(ClientInfo {
                inline: false,
                ..today
            }),
            (false, "text".into())
        );
    }

    #[test]
    fn a_url_is_a_button_or_text() {
        let keyboard = Keyboard::grid(
            1,
            [Button::opening("Pay".into(), "https://a.example/1".into())],
        );
        let today = ClientInfo::default();
        let action = &buttons(&message_keyboard(&keyboard, today, HOME).unwrap())[0]["action"];
        assert_eq!(
            (&action["type"], &action["link"]),
            (&json!("open_link"), &json!("https://a.example/1"))
        );

        assert_eq!(links_as_text(&keyboard, today, HOME), "");

        let ours = Keyboard::grid(1, [Button::opening("Pay".into(), "/pay/1".into())]);
        assert_eq!(
            buttons(&message_keyboard(&ours, today, HOME).unwrap())[0]["action"]["link"],
            "https://h.example/pay/1"
        );

        let old = ClientInfo {
            open_link: false,
            ..today
        };
        assert_eq!(message_keyboard(&keyboard, old, HOME), None);
        assert_eq!(
            links_as_text(&keyboard, old, HOME),
            "\n\nPay: https://a.example/1"
        );
    }

    #[test]
    fn the_payload_of_a_button_is_read_when_it_is_pressed() {
        let action = Action::Job(
            JobId::from_chance(7),
            crate::domain::button::JobAction::Cancel,
        );
        let keyboard = Keyboard::grid(1, [Button::new("a".into(), action)]);
        let keyboard = message_keyboard(&keyboard, ClientInfo::default(), HOME).unwrap();
        let payload = buttons(&keyboard)[0]["action"]["payload"]
            .as_str()
            .unwrap()
            .to_owned();

        assert_eq!(
            ButtonPayload::parse(&payload),
            Some(ButtonPayload::Button(action.to_string()))
        );

        for button in Language::ALL
            .map(menu)
            .iter()
            .flat_map(|menu| buttons(menu))
        {
            let label = button["action"]["label"].as_str().unwrap();
            assert!(
                label.chars().count() <= 40 && !label.starts_with("shortcut"),
                "{label}"
            );

            let Some(ButtonPayload::Command(command)) =
                ButtonPayload::parse(button["action"]["payload"].as_str().unwrap())
            else {
                panic!("{label}")
            };

            assert!(
                crate::domain::command::menu()
                    .iter()
                    .any(|known| known.word == command),
                "{command}"
            );
        }
    }

    #[test]
    fn the_start_button_may_carry_a_code() {
        let start = ButtonPayload::parse(r#"{"command":"start"}"#).unwrap();
        assert_eq!(
            start.clone().into_incoming(None),
            Incoming::Text("/start".into())
        );

        assert_eq!(
            start.clone().into_incoming(Some("")),
            Incoming::Text("/start".into())
        );

        assert_eq!(
            start.into_incoming(Some("ref_5")),
            Incoming::Text("/start ref_5".into())
        );

        for payload in ["", "null", "[]", "7", r#"{"b":7}"#, r#"{"command":"stop"}"#] {
            assert_eq!(ButtonPayload::parse(payload), None, "{payload}");
        }
    }
}
