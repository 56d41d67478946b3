//! Buttons in VKontakte's words, and what comes back when one is pressed. The domain's keyboards
//! hold its limits by construction: ten buttons in six rows of up to five, labels of 40 letters;
//! the codes leave room in a payload of 255.

use serde_json::{Value, json};

use super::client::Client;
use crate::domain::{
    incoming::Incoming,
    language::Language,
    message::{Button, Keyboard},
};

/// The most bytes that VKontakte carries with a button.
const PAYLOAD: usize = 255;

/// The menu: commands and the texts that stand on their buttons.
const MENU: [[(&str, &str); 3]; 2] = [
    [
        ("new", "shortcut-new"),
        ("styles", "shortcut-styles"),
        ("history", "shortcut-history"),
    ],
    [
        ("balance", "shortcut-balance"),
        ("settings", "shortcut-settings"),
        ("help", "shortcut-help"),
    ],
];

/// What was pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Pressed {
    /// A button of a message: the code of its action.
    Button(String),
    /// A button of the menu: a command without its slash.
    Command(String),
    /// The button by which a conversation begins.
    Start,
}

impl Pressed {
    /// As if it had been written, with what the link said that has led here.
    pub(super) fn incoming(self, reference: Option<&str>) -> Incoming {
        match (self, reference.filter(|reference| !reference.is_empty())) {
            (Self::Button(code), _) => Incoming::Button(code),
            (Self::Command(command), _) => Incoming::Text(format!("/{command}")),
            (Self::Start, Some(reference)) => Incoming::Text(format!("/start {reference}")),
            (Self::Start, None) => Incoming::Text("/start".to_owned()),
        }
    }
}

/// Reads the payload of a button; `None` for one that is none of ours.
pub(super) fn read(payload: &str) -> Option<Pressed> {
    let payload: Value = serde_json::from_str(payload).ok()?;
    if payload["command"] == "start" {
        return Some(Pressed::Start);
    }

    let field = |name: &str| payload[name].as_str().map(ToOwned::to_owned);
    field("b")
        .map(Pressed::Button)
        .or_else(|| field("c").map(Pressed::Command))
}

/// The buttons below a message; `None` for none.
pub(super) fn below(keyboard: &Keyboard, client: Client, home: &str) -> Option<String> {
    let rows = keyboard.as_rows().iter();
    let rows: Vec<Vec<Value>> = rows
        .map(|row| {
            row.iter()
                .filter_map(|one| button(one, client, home))
                .collect()
        })
        .collect();

    let rows: Vec<Vec<Value>> = rows.into_iter().filter(|row| !row.is_empty()).collect();
    if rows.is_empty() {
        return None;
    }

    // An app that shows no buttons below a message may show them below the chat.
    let whole = if client.inline {
        json!({ "inline": true, "buttons": rows })
    } else {
        json!({ "one_time": true, "buttons": rows })
    };

    Some(whole.to_string())
}

/// The menu below the chat, which stays there.
pub(super) fn menu(language: Language) -> String {
    let button = |(command, key): (&str, &str)| {
        let payload = json!({ "c": command }).to_string();
        json!({ "action": { "type": "text", "label": language.text(key), "payload": payload } })
    };
    json!({ "one_time": false, "buttons": MENU.map(|row| row.map(button)) }).to_string()
}

/// The addresses of buttons that an app cannot show, for the words of the message.
pub(super) fn written_out(keyboard: &Keyboard, client: Client, home: &str) -> String {
    let links = keyboard.buttons().filter(|_| !client.open_link);
    links
        .filter_map(|one| {
            Some(format!(
                "\n\n{}: {}",
                one.label.as_str(),
                address(one, home)?
            ))
        })
        .collect()
}

/// Where a button leads; pages of the house are told by their paths alone.
fn address(button: &Button, home: &str) -> Option<String> {
    let link = button.link.as_deref()?;
    Some(if link.starts_with('/') {
        format!("{home}{link}")
    } else {
        link.to_owned()
    })
}

/// A button; `None` for one that opens an address where the app cannot.
pub(super) fn button(button: &Button, client: Client, home: &str) -> Option<Value> {
    let label = button.label.as_str();
    if let Some(link) = address(button, home) {
        return client
            .open_link
            .then(|| json!({ "action": { "type": "open_link", "label": label, "link": link } }));
    }

    let payload = json!({ "b": button.action.to_string() }).to_string();
    debug_assert!(payload.len() <= PAYLOAD, "a button's code is too long");

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
        let keyboard = below(&full(), Client::default(), HOME).unwrap();
        let buttons = buttons(&keyboard);
        assert_eq!(buttons.len(), 10);

        for button in &buttons {
            let action = &button["action"];
            assert!(action["label"].as_str().unwrap().chars().count() <= 40);
            assert!(action["payload"].as_str().unwrap().len() <= PAYLOAD);
        }
    }

    #[test]
    fn an_app_gets_the_buttons_that_it_can_show() {
        let kind = |client| {
            let keyboard = Keyboard::grid(1, [Button::new("a".into(), Action::New)]);
            let keyboard: Value =
                serde_json::from_str(&below(&keyboard, client, HOME).unwrap()).unwrap();
            (
                keyboard["inline"] == true,
                keyboard["buttons"][0][0]["action"]["type"]
                    .as_str()
                    .unwrap()
                    .to_owned(),
            )
        };

        let today = Client::default();
        assert_eq!(kind(today), (true, "callback".into()));
        assert_eq!(
            kind(Client {
                callback: false,
                ..today
            }),
            (true, "text".into())
        );

        assert_eq!(
            kind(Client {
                inline: false,
                ..today
            }),
            (false, "text".into())
        );
    }

    #[test]
    fn an_address_is_opened_or_written_out() {
        let keyboard = Keyboard::grid(
            1,
            [Button::opening("Pay".into(), "https://a.example/1".into())],
        );
        let today = Client::default();
        let action = &buttons(&below(&keyboard, today, HOME).unwrap())[0]["action"];
        assert_eq!(
            (&action["type"], &action["link"]),
            (&json!("open_link"), &json!("https://a.example/1"))
        );

        assert_eq!(written_out(&keyboard, today, HOME), "");

        let ours = Keyboard::grid(1, [Button::opening("Pay".into(), "/pay/1".into())]);
        assert_eq!(
            buttons(&below(&ours, today, HOME).unwrap())[0]["action"]["link"],
            "https://h.example/pay/1"
        );

        let old = Client {
            open_link: false,
            ..today
        };
        assert_eq!(below(&keyboard, old, HOME), None);
        assert_eq!(
            written_out(&keyboard, old, HOME),
            "\n\nPay: https://a.example/1"
        );
    }

    #[test]
    fn what_was_written_on_a_button_is_read_when_it_is_pressed() {
        let action = Action::Job(
            JobId::from_chance(7),
            crate::domain::button::JobAction::Cancel,
        );
        let keyboard = Keyboard::grid(1, [Button::new("a".into(), action)]);
        let keyboard = below(&keyboard, Client::default(), HOME).unwrap();
        let payload = buttons(&keyboard)[0]["action"]["payload"]
            .as_str()
            .unwrap()
            .to_owned();

        assert_eq!(read(&payload), Some(Pressed::Button(action.to_string())));

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

            let Some(Pressed::Command(command)) =
                read(button["action"]["payload"].as_str().unwrap())
            else {
                panic!("{label}")
            };

            assert!(
                crate::domain::command::Command::menu().any(|known| known.word() == command),
                "{command}"
            );
        }
    }

    #[test]
    fn the_start_button_may_bring_a_code() {
        let start = read(r#"{"command":"start"}"#).unwrap();
        assert_eq!(
            start.clone().incoming(None),
            Incoming::Text("/start".into())
        );

        assert_eq!(
            start.clone().incoming(Some("")),
            Incoming::Text("/start".into())
        );

        assert_eq!(
            start.incoming(Some("ref_5")),
            Incoming::Text("/start ref_5".into())
        );

        for payload in ["", "null", "[]", "7", r#"{"b":7}"#, r#"{"command":"stop"}"#] {
            assert_eq!(read(payload), None, "{payload}");
        }
    }
}
