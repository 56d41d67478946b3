//! The check of keyboards, as strict as VKontakte's: everything it would not take is error 911.

use serde_json::Value;

use super::{chats::Button, request::Refusal};

pub(super) struct Keyboard {
    pub(super) inline: bool,
    pub(super) rows: Vec<Vec<Button>>,
}

fn refused(why: &str) -> Refusal {
    Refusal::new(911, &format!("Keyboard format is invalid: {why}"))
}

pub(super) fn read(keyboard: &Value) -> Result<Keyboard, Refusal> {
    let keys = keyboard
        .as_object()
        .ok_or_else(|| refused("no object"))?
        .keys();
    let inline = keyboard["inline"] == true;
    let known: &[&str] = if inline {
        &["inline", "buttons"]
    } else {
        &["inline", "one_time", "buttons"]
    };

    if let Some(unknown) = keys.into_iter().find(|key| !known.contains(&key.as_str())) {
        return Err(refused(unknown));
    }

    let rows = keyboard["buttons"]
        .as_array()
        .ok_or_else(|| refused("no buttons"))?;
    let rows: Vec<Vec<Button>> = rows.iter().map(row).collect::<Result<_, _>>()?;
    let (most_rows, most) = if inline { (6, 10) } else { (10, 40) };
    if rows.is_empty() || rows.len() > most_rows || rows.iter().map(Vec::len).sum::<usize>() > most
    {
        return Err(refused("too many buttons, or none"));
    }

    Ok(Keyboard { inline, rows })
}

fn row(row: &Value) -> Result<Vec<Button>, Refusal> {
    let row = row
        .as_array()
        .filter(|row| (1..=5).contains(&row.len()))
        .ok_or_else(|| refused("a row"))?;
    row.iter().map(button).collect()
}

pub(super) fn button(button: &Value) -> Result<Button, Refusal> {
    let action = &button["action"];
    let field = |name: &str| {
        action[name]
            .as_str()
            .ok_or_else(|| refused(name))
            .map(str::to_owned)
    };

    let kind = field("type")?;
    let label = field("label")?;
    if !(1..=40).contains(&label.chars().count()) {
        return Err(refused("label"));
    }

    let (known, data): (&[&str], String) = match kind.as_str() {
        "text" | "callback" => (&["type", "label", "payload"], field("payload")?),
        "open_link" => (&["type", "label", "payload", "link"], field("link")?),
        other => return Err(refused(other)),
    };

    if action
        .as_object()
        .is_some_and(|action| action.keys().any(|key| !known.contains(&key.as_str())))
    {
        return Err(refused("an unknown field of an action"));
    }

    let good = match kind.as_str() {
        "open_link" => data.starts_with("https://") || data.starts_with("http://"),
        _ => data.len() <= 255 && serde_json::from_str::<Value>(&data).is_ok(),
    };

    if good {
        Ok(Button { label, kind, data })
    } else {
        Err(refused("payload or link"))
    }
}
