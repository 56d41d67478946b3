//! The settings of the community that a bot may read and change.

use serde_json::{Value, json};

use super::{
    GROUP, World,
    request::{Refusal, Request},
};

#[derive(Debug)]
pub(crate) struct Community {
    /// The features of a bot.
    pub(crate) bots: bool,
    /// Whether the token may look at and set the settings.
    pub(crate) manages: bool,
    pub(crate) long_poll: bool,
    /// What comes by long poll.
    pub(crate) events: Vec<String>,
    /// Where events are posted to.
    pub(crate) servers: Vec<String>,
}

impl Default for Community {
    fn default() -> Self {
        let events = vec!["message_new".to_owned()];
        Self {
            bots: true,
            manages: true,
            long_poll: true,
            events,
            servers: Vec::new(),
        }
    }
}

impl World {
    pub(super) fn manage(&mut self, method: &str, request: &Request) -> Result<Value, Refusal> {
        if request.number("group_id").is_some_and(|id| id != GROUP) {
            return Err(Refusal::new(15, "Access denied: another community"));
        }

        let community = &mut self.community;
        match method {
            "groups.getById" => {
                let group = json!({ "id": GROUP, "name": "Вернисаж", "screen_name": format!("club{GROUP}"), "type": "group" });
                Ok(json!({ "groups": [group], "profiles": [] }))
            }
            "groups.getTokenPermissions" => Ok(community.permissions()),
            _ if !community.manages => {
                Err(Refusal::new(15, "Access denied: no access to the settings"))
            }
            "groups.getSettings" => {
                Ok(json!({ "messages": 1, "bots_capabilities": u8::from(community.bots) }))
            }
            "groups.setSettings" => {
                community.bots = request.text("bots_capabilities") == Some("1");
                Ok(json!(1))
            }
            "groups.getLongPollSettings" => Ok(community.of_long_poll()),
            "groups.setLongPollSettings" => {
                community.set_long_poll(request);
                Ok(json!(1))
            }
            "groups.getCallbackConfirmationCode" => Ok(json!({ "code": super::callback::CODE })),
            "groups.getCallbackServers" => Ok(community.of_callback()),
            "groups.addCallbackServer" => {
                community
                    .servers
                    .push(request.text("url").unwrap_or_default().to_owned());
                Ok(json!({ "server_id": community.servers.len() }))
            }
            "groups.setCallbackSettings" => Ok(json!(1)),
            other => Err(Refusal::new(3, &format!("Unknown method passed: {other}"))),
        }
    }
}

impl Community {
    fn permissions(&self) -> Value {
        let mut names = vec!["messages", "photos", "docs"];
        names.extend(self.manages.then_some("manage"));

        let permissions: Vec<Value> = names
            .iter()
            .map(|name| json!({ "name": name, "setting": 4096 }))
            .collect();

        json!({ "mask": 1, "permissions": permissions })
    }

    fn of_long_poll(&self) -> Value {
        let on = |name: &str| u8::from(self.events.iter().any(|event| event == name));
        json!({
            "api_version": "5.199", "is_enabled": self.long_poll,
            "events": { "message_new": on("message_new"), "message_event": on("message_event"), "wall_post_new": 0 }
        })
    }

    fn set_long_poll(&mut self, request: &Request) {
        self.long_poll = request.text("enabled") == Some("1");

        let on = |name: &&str| request.text(name) == Some("1");
        self.events = ["message_new", "message_event"]
            .into_iter()
            .filter(on)
            .map(str::to_owned)
            .collect();
    }

    fn of_callback(&self) -> Value {
        let server = |(place, url): (usize, &String)| json!({ "id": place + 1, "title": "t", "url": url, "status": "ok" });
        let servers: Vec<Value> = self.servers.iter().enumerate().map(server).collect();
        json!({ "count": servers.len(), "items": servers })
    }
}
