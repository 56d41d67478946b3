//! The names of people. The API has no call that says who somebody is, but every message carries
//! its sender's name; the last ones are kept until the service asks. What another process has
//! received is not known here.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use serde_json::Value;

use super::{
    Max, NAME,
    lenient::{size, string},
};
use crate::{
    domain::profile::{Name, Profile},
    messengers::{MessengerError, ProfileSource},
};

/// How many names are kept. A lost one comes again with the person's next message.
const CAPACITY: usize = 10_000;

/// The names of those who wrote last, by their ids.
#[derive(Default)]
pub(super) struct NameCache(Mutex<HashMap<u64, Name>>);

impl NameCache {
    /// Keeps the name of a user.
    pub(super) fn insert(&self, user: &Value) {
        let part = |field: &str| string(&user[field]).unwrap_or_default();
        let name = Name::parse(&format!("{} {}", part("first_name"), part("last_name")))
            .or_else(|| Name::parse(&part("name")));

        if let Some((id, name)) = size(&user["user_id"]).zip(name) {
            let mut names = self.lock();
            if names.len() >= CAPACITY {
                names.clear();
            }
            names.insert(id, name);
        }
    }

    fn get(&self, chat: &str) -> Option<Name> {
        let id = chat.parse().ok()?;
        self.lock().get(&id).cloned()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u64, Name>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl ProfileSource for Max {
    fn name(&self) -> &'static str {
        NAME
    }

    async fn profiles(&self, chats: &[String]) -> Result<HashMap<String, Profile>, MessengerError> {
        let profile = |chat: &String| {
            let name = self.names.get(chat)?;
            let profile = Profile {
                name: Some(name),
                ..Profile::default()
            };

            Some((chat.clone(), profile))
        };

        Ok(chats.iter().filter_map(profile).collect())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_name_of_a_sender_is_kept() {
        let names = NameCache::default();
        names.insert(&json!({ "user_id": 7, "first_name": "Анна", "last_name": "Петрова" }));
        names.insert(&json!({ "user_id": 8, "first_name": "Bob", "last_name": null }));
        names.insert(&json!({ "user_id": 9, "name": "Cleo" }));
        names.insert(&json!({ "user_id": -1, "name": "Nobody" }));
        names.insert(&json!(null));

        let name = |chat: &str| names.get(chat).map(|name| name.as_str().to_owned());
        assert_eq!(name("7").as_deref(), Some("Анна Петрова"));
        assert_eq!(name("8").as_deref(), Some("Bob"));
        assert_eq!(name("9").as_deref(), Some("Cleo"));
        assert_eq!(
            (name("-1"), name("group-7"), name("10")),
            (None, None, None)
        );
    }
}
