//! Who people are, by users.get. To a community VKontakte tells names and the languages that people
//! have put down; the time zone stands in the answer only where the server gives it, which
//! VKontakte itself does for the token's own user.

use std::collections::HashMap;

use async_trait::async_trait;
use serde_json::Value;

use super::{
    NAME, Vk,
    api::Params,
    error::CallError,
    lenient::{number, words},
    update::Chat,
};
use crate::{
    domain::{
        language::Language,
        profile::{Name, Profile},
        time::Zone,
    },
    messengers::{AskError, People},
};

/// What is asked for beside the names.
const FIELDS: &str = "personal,timezone";

/// Those who have put this down first are nearer to Russian than to English. Each language is
/// written in itself.
const NEAR_RUSSIAN: [&str; 6] = [
    "русский",
    "українська",
    "беларуская",
    "қазақша",
    "казакша",
    "татарча",
];

#[async_trait]
impl People for Vk {
    fn name(&self) -> &'static str {
        NAME
    }

    async fn profiles(&self, chats: &[String]) -> Result<HashMap<String, Profile>, AskError> {
        let is_person = |chat: &&String| {
            matches!(
                Chat::of(&Value::from(chat.as_str())),
                Some(Chat::Private(_))
            )
        };
        let ids: Vec<&str> = chats.iter().filter(is_person).map(String::as_str).collect();
        if ids.is_empty() {
            return Ok(HashMap::new());
        }

        let params: Params = vec![("user_ids", ids.join(",")), ("fields", FIELDS.to_owned())];
        let reply = self
            .api
            .call("users.get", &params)
            .await
            .map_err(CallError::asking)?;

        Ok(reply
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|user| Some((words(&user["id"])?, read(user))))
            .collect())
    }
}

fn read(user: &Value) -> Profile {
    // Whoever has left VKontakte is called DELETED there.
    if user["deactivated"].is_string() {
        return Profile::default();
    }

    let part = |field: &str| words(&user[field]).unwrap_or_default();
    let languages = &user["personal"]["langs"];

    Profile {
        name: Name::parse(&format!("{} {}", part("first_name"), part("last_name"))),
        language: words(&languages[0]).map(|first| language(&first)),
        zone: zone(&user["timezone"]),
    }
}

fn language(name: &str) -> Language {
    if NEAR_RUSSIAN.contains(&name.to_lowercase().as_str()) {
        Language::Ru
    } else {
        Language::En
    }
}

/// Hours ahead of UTC, in some places halves and quarters of them.
fn zone(hours: &Value) -> Option<Zone> {
    let hours = hours
        .as_f64()
        .or_else(|| number(hours).map(|hours| hours as f64))?;
    Zone::from_minutes((hours * 60.0).round() as i64)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_person_is_read_as_far_as_they_are_told() {
        let told = json!({
            "id": 7, "first_name": "Анна", "last_name": "Петрова", "timezone": 5.5,
            "personal": { "langs": ["Русский", "English"], "smoking": 1 },
        });
        let anna = read(&told);
        assert_eq!(anna.name.as_ref().map(Name::as_str), Some("Анна Петрова"));
        assert_eq!(
            (anna.language, anna.zone),
            (Some(Language::Ru), Zone::from_minutes(330))
        );

        let bob =
            read(&json!({ "id": 8, "first_name": "Bob", "personal": { "langs": ["Deutsch"] } }));
        assert_eq!(bob.name.as_ref().map(Name::as_str), Some("Bob"));
        assert_eq!((bob.language, bob.zone), (Some(Language::En), None));
    }

    #[test]
    fn what_is_not_told_stays_unknown() {
        let gone =
            json!({ "id": 9, "first_name": "DELETED", "last_name": "", "deactivated": "deleted" });
        let odd = json!({ "id": "10", "first_name": null, "personal": [], "timezone": 99 });

        for user in [gone, odd, json!({}), json!(null)] {
            assert_eq!(read(&user), Profile::default(), "{user}");
        }
    }
}
