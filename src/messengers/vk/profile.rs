//! Who people are, through `users.get`. VKontakte gives a community the names and the languages in
//! people's profiles. The time zone is read where the server sends it; VKontakte itself does so
//! only for the owner of the token.

use std::collections::HashMap;

use async_trait::async_trait;
use serde_json::Value;

use super::{
    NAME, Vk,
    api::Params,
    error::CallError,
    languages,
    lenient::{number, string},
    message::Chat,
};
use crate::{
    domain::{
        profile::{Name, Profile},
        time::Zone,
    },
    messengers::{MessengerError, ProfileSource},
};

/// The fields that are requested in addition to the names.
const FIELDS: &str = "personal,timezone";

#[async_trait]
impl ProfileSource for Vk {
    fn name(&self) -> &'static str {
        NAME
    }

    async fn profiles(&self, chats: &[String]) -> Result<HashMap<String, Profile>, MessengerError> {
        let is_person = |chat: &&String| {
            let chat = Chat::from_peer_id(&Value::from(chat.as_str()));
            matches!(chat, Some(Chat::Private(_)))
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
            .map_err(CallError::into_messenger_error)?;

        Ok(reply
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|user| Some((string(&user["id"])?, read_profile(user))))
            .collect())
    }
}

fn read_profile(user: &Value) -> Profile {
    // VKontakte names people who have left it DELETED.
    if user["deactivated"].is_string() {
        return Profile::default();
    }

    let part = |field: &str| string(&user[field]).unwrap_or_default();
    let languages = &user["personal"]["langs"];

    Profile {
        name: Name::parse(&format!("{} {}", part("first_name"), part("last_name"))),
        language: string(&languages[0]).map(|first| languages::with_name(&first)),
        zone: zone(&user["timezone"]),
    }
}

/// Hours ahead of UTC, in some places with a half or a quarter.
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
    use crate::domain::language::Language;

    #[test]
    fn a_profile_is_read() {
        let anna = json!({
            "id": 7, "first_name": "Анна", "last_name": "Петрова", "timezone": 5.5,
            "personal": { "langs": ["Русский", "English"], "smoking": 1 },
        });
        let anna = read_profile(&anna);
        assert_eq!(anna.name.as_ref().map(Name::as_str), Some("Анна Петрова"));
        assert_eq!(
            (anna.language, anna.zone),
            (Some(Language::Ru), Zone::from_minutes(330))
        );

        let bob = read_profile(
            &json!({ "id": 8, "first_name": "Bob", "personal": { "langs": ["Deutsch"] } }),
        );
        assert_eq!(bob.name.as_ref().map(Name::as_str), Some("Bob"));
        assert_eq!((bob.language, bob.zone), (Some(Language::De), None));
    }

    #[test]
    fn missing_fields_stay_unknown() {
        let gone =
            json!({ "id": 9, "first_name": "DELETED", "last_name": "", "deactivated": "deleted" });
        let odd = json!({ "id": "10", "first_name": null, "personal": [], "timezone": 99 });

        for user in [gone, odd, json!({}), json!(null)] {
            assert_eq!(read_profile(&user), Profile::default(), "{user}");
        }
    }
}
