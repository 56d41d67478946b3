//! Events of VKontakte, by the Callback API and by Long Poll.

use std::sync::LazyLock;

use serde_json::Value;
use vernissage::messengers::{
    Webhook, WebhookDelivery,
    vk::{Account, CallbackAccount, Vk},
};

use super::updates;

const COMMUNITY: u64 = 200;
const SECRET: &str = "secret";

static BOT: LazyLock<Vk> = LazyLock::new(|| {
    Vk::new(&Account {
        token: "token",
        community: COMMUNITY,
        api_url: "http://127.0.0.1:1",
        home: "https://example.org",
        callback: Some(CallbackAccount {
            url: "https://example.org/hooks/vk",
            secret: SECRET,
            confirmation: "code",
        }),
    })
    .expect("the settings are valid")
});

/// Reads an event from a callback's body, as it is and with the community's secret, and as the
/// reply of a Long Poll server.
pub fn check(body: &[u8]) {
    let _ = BOT.read(None, body);

    let Ok(mut event) = serde_json::from_slice::<Value>(body) else {
        return;
    };
    updates::check(&BOT.read_events(&event));

    if let Value::Object(fields) = &mut event {
        fields.insert("group_id".to_owned(), COMMUNITY.into());
        fields.insert("secret".to_owned(), SECRET.into());
        check_event(&event);
    }
}

fn check_event(event: &Value) {
    let body = serde_json::to_vec(event).expect("JSON is written");
    // Read again, JSON may be nested too deep.
    if let Some(WebhookDelivery { batch, .. }) = BOT.read(None, &body) {
        assert!(batch.arrived.len() <= 1, "one event is at most one message");
        updates::check(&batch);
    }
}
