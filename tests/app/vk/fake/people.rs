//! People's profiles, and the typing indicator.

use serde_json::{Value, json};

use super::{
    World,
    request::{Refusal, Request},
};

const MOST: usize = 1000;

impl World {
    pub(super) fn people(&self, request: &Request) -> Result<Value, Refusal> {
        let asked: Vec<&str> = request
            .text("user_ids")
            .unwrap_or_default()
            .split(',')
            .collect();

        if asked.len() > MOST {
            return Err(Refusal::parameter("user_ids: more than 1000"));
        }

        let ids = asked
            .iter()
            .map(|id| id.parse::<i64>().ok().filter(|id| *id > 0));
        let ids: Option<Vec<i64>> = ids.collect();
        let ids = ids.ok_or_else(|| Refusal::new(113, "Invalid user id"))?;

        Ok(ids.into_iter().filter_map(|id| self.person(id)).collect())
    }

    fn person(&self, id: i64) -> Option<Value> {
        let chat = self.chats.open.get(&id)?;
        let mut update = json!({
            "id": id, "first_name": format!("Имя{id}"), "last_name": "Фамилия", "can_access_closed": true,
            "is_closed": false,
        });

        if let Some(language) = chat.speaks {
            update["personal"] = json!({ "langs": [language] });
        }

        if let Some(zone) = chat.zone {
            update["timezone"] = json!(zone);
        }

        Some(update)
    }

    pub(super) fn set_activity(&mut self, request: &Request) -> Result<Value, Refusal> {
        if request.text("type") != Some("typing") {
            return Err(Refusal::parameter("type"));
        }
        self.chat(request.number("peer_id").unwrap_or(0))?.typing += 1;
        Ok(json!(1))
    }
}
