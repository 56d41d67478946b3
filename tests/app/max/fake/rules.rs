//! What each call takes: its parameters, the fields of its body, and which of them it needs.

use super::request::{Refusal, Request};

struct Rule {
    query: &'static [&'static str],
    /// `None` for a call without a body.
    body: Option<&'static [&'static str]>,
    needed: &'static [&'static str],
}

const MESSAGE: &[&str] = &["text", "attachments", "link", "notify", "format"];

fn rule(call: &str) -> Option<Rule> {
    let (query, body, needed): (&[&str], Option<&[&str]>, &[&str]) = match call {
        "GET me" | "GET subscriptions" => (&[], None, &[]),
        "PATCH me" => (&[], Some(&["commands", "first_name", "description"]), &[]),
        "POST messages" => (
            &["user_id", "chat_id", "disable_link_preview"],
            Some(MESSAGE),
            &[],
        ),
        "PUT messages" => (&["message_id"], Some(MESSAGE), &["message_id"]),
        "POST answers" => (
            &["callback_id"],
            Some(&["message", "notification"]),
            &["callback_id"],
        ),
        "GET videos" => (&["token"], None, &["token"]),
        "POST uploads" => (&["type"], None, &["type"]),
        "POST subscriptions" => (&[], Some(&["url", "update_types", "secret"]), &[]),
        "DELETE subscriptions" => (&["url"], None, &["url"]),
        "GET updates" => (&["limit", "timeout", "marker", "types"], None, &[]),
        _ => return None,
    };

    Some(Rule {
        query,
        body,
        needed,
    })
}

pub(super) fn check(call: &str, request: &Request) -> Result<(), Refusal> {
    let rule = rule(call).ok_or_else(|| Refusal::new(405, "method.not.allowed", call))?;
    let unknown = |known: &[&str], name: &String| !known.contains(&name.as_str());

    if let Some(name) = request.query.keys().find(|name| unknown(rule.query, name)) {
        return Err(Refusal::payload(&format!("{name} is unknown to {call}")));
    }

    if let Some(name) = rule
        .needed
        .iter()
        .find(|name| request.text(name).is_empty())
    {
        return Err(Refusal::payload(&format!("{name} is missing")));
    }

    match (rule.body, request.body.as_object()) {
        (None, None) if request.body.is_null() => Ok(()),
        (Some(known), Some(body)) => match body.keys().find(|name| unknown(known, name)) {
            Some(name) => Err(Refusal::payload(&format!("{name} in the body of {call}"))),
            None => Ok(()),
        },
        _ => Err(Refusal::payload(&format!("the body of {call}"))),
    }
}
