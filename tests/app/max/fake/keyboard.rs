//! The check of keyboards, as strict as MAX's.

use serde_json::Value;

use super::{chats::Button, request::Refusal};

const ROWS: usize = 30;
const IN_ROW: usize = 7;
const BESIDE_LINK: usize = 3;

fn refused(why: &str) -> Refusal {
    Refusal::payload(&format!("keyboard: {why}"))
}

/// The rows of an attachment's payload.
pub(super) fn read(payload: &Value) -> Result<Vec<Vec<Button>>, Refusal> {
    let rows = payload["buttons"]
        .as_array()
        .filter(|rows| (1..=ROWS).contains(&rows.len()))
        .ok_or_else(|| refused("rows"))?;

    rows.iter().map(row).collect()
}

fn row(row: &Value) -> Result<Vec<Button>, Refusal> {
    let row = row.as_array().ok_or_else(|| refused("a row"))?;
    let buttons: Vec<Button> = row.iter().map(button).collect::<Result<_, _>>()?;
    let has_link = buttons.iter().any(|button| button.kind == "link");
    let most = if has_link { BESIDE_LINK } else { IN_ROW };

    if (1..=most).contains(&buttons.len()) {
        Ok(buttons)
    } else {
        Err(refused("too many buttons in a row, or none"))
    }
}

fn button(button: &Value) -> Result<Button, Refusal> {
    let field = |name: &str| {
        button[name]
            .as_str()
            .ok_or_else(|| refused(name))
            .map(str::to_owned)
    };

    let kind = field("type")?;
    let label = field("text")?;
    if !(1..=128).contains(&label.chars().count()) {
        return Err(refused("text"));
    }

    let (name, longest) = match kind.as_str() {
        "callback" => ("payload", 1024),
        "link" => ("url", 2048),
        other => return Err(refused(other)),
    };
    let data = field(name)?;
    let is_known = |key: &String| ["type", "text", name].contains(&key.as_str());
    let is_url = data.starts_with("https://") || data.starts_with("http://");

    if !button.as_object().unwrap().keys().all(is_known) {
        return Err(refused("an unknown field"));
    }

    if data.is_empty() || data.len() > longest || (kind == "link" && !is_url) {
        return Err(refused(name));
    }

    Ok(Button { label, kind, data })
}
