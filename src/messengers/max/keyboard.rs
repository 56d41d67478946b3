//! Keyboards in MAX's format.
//!
//! The domain's keyboards are within MAX's limits by construction (30 rows of up to 7 buttons,
//! labels of 128 characters, payloads of 1024), except that a row with a link has 3 at most.

use serde_json::{Value, json};

use super::button_links::button_url;
use crate::domain::message::{Button, Keyboard};

/// The most buttons in a row with a link.
const MOST_BESIDE_LINK: usize = 3;
/// The longest URL of a button.
const LONGEST_URL: usize = 2048;

/// The buttons below a message as an attachment; `None` if there are none.
pub(super) fn attachment(keyboard: &Keyboard, home: &str) -> Option<Value> {
    let keyboard = keyboard.without_tools();
    let rows = keyboard.as_rows().iter().flat_map(|row| {
        let has_link = row.iter().any(|button| button.link.is_some());
        let most = if has_link {
            MOST_BESIDE_LINK
        } else {
            row.len()
        };
        row.chunks(most.max(1))
    });

    let rows: Vec<Vec<Value>> = rows
        .map(|row| row.iter().filter_map(|one| button(one, home)).collect())
        .filter(|row: &Vec<Value>| !row.is_empty())
        .collect();

    (!rows.is_empty()).then(|| json!({ "type": "inline_keyboard", "payload": { "buttons": rows } }))
}

/// The URLs of the buttons, as text below the message.
pub(super) fn links_as_text(keyboard: &Keyboard, home: &str) -> String {
    keyboard
        .buttons()
        .filter_map(|button| {
            let url = button_url(button, home)?;
            Some(format!("\n\n{}: {url}", button.label.as_str()))
        })
        .collect()
}

/// A button; `None` if its URL is too long.
fn button(button: &Button, home: &str) -> Option<Value> {
    let text = button.label.as_str();
    match button_url(button, home) {
        Some(url) if url.len() > LONGEST_URL => None,
        Some(url) => Some(json!({ "type": "link", "text": text, "url": url })),
        None => {
            let payload = button.action.to_string();
            Some(json!({ "type": "callback", "text": text, "payload": payload }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::button::Action;

    const HOME: &str = "https://h.example";

    fn rows(keyboard: &Keyboard) -> Vec<usize> {
        let keyboard = attachment(keyboard, HOME).unwrap();
        let rows = keyboard["payload"]["buttons"].as_array().unwrap().clone();
        rows.iter()
            .map(|row| row.as_array().unwrap().len())
            .collect()
    }

    #[test]
    fn a_row_with_a_link_is_short() {
        let press = || Button::new("a".into(), Action::New);
        let link = || Button::opening("Pay".into(), "/pay/1".into());

        let presses = Keyboard::grid(5, (0..5).map(|_| press()));
        assert_eq!(rows(&presses), [5]);

        let mixed = Keyboard::grid(5, [press(), press(), link(), press()]);
        assert_eq!(rows(&mixed), [3, 1]);
        assert_eq!(attachment(&Keyboard::none(), HOME), None);
    }

    #[test]
    fn a_button_is_pressed_or_opens_a_page() {
        let keyboard = Keyboard::grid(
            1,
            [
                Button::new("Start".into(), Action::New),
                Button::opening("Pay".into(), "/pay/1".into()),
            ],
        );
        let buttons = attachment(&keyboard, HOME).unwrap()["payload"]["buttons"].clone();

        assert_eq!(
            buttons,
            json!([
                [{ "type": "callback", "text": "Start", "payload": Action::New.to_string() }],
                [{ "type": "link", "text": "Pay", "url": "https://h.example/pay/1" }],
            ])
        );
        assert_eq!(
            links_as_text(&keyboard, HOME),
            "\n\nPay: https://h.example/pay/1"
        );
    }
}
