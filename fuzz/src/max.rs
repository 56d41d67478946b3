//! Updates of MAX, by the webhook and by long polling.

use std::sync::LazyLock;

use serde_json::Value;
use vernissage::messengers::{
    Webhook, WebhookDelivery,
    max::{Account, Max, WebhookAccount},
};

use super::updates;

const SECRET: &str = "secret";

static BOT: LazyLock<Max> = LazyLock::new(|| {
    Max::new(&Account {
        token: "token",
        api_url: "http://127.0.0.1:1",
        root_certificates: b"",
        home: "https://example.org",
        webhook: Some(WebhookAccount {
            url: "https://example.org/hooks/max",
            secret: SECRET,
        }),
    })
    .expect("the settings are valid")
});

/// Reads an update from a webhook's body, and the updates of a reply to a poll.
pub fn check(body: &[u8]) {
    assert!(BOT.read(None, body).is_none(), "a stranger was heard");

    if let Some(WebhookDelivery { batch, .. }) = BOT.read(Some(SECRET.as_bytes()), body) {
        assert!(
            batch.arrived.len() <= 1,
            "one update is at most one message"
        );
        updates::check(&batch);
    }

    let Ok(reply) = serde_json::from_slice::<Value>(body) else {
        return;
    };
    let all = reply["updates"].as_array().map_or(&[][..], Vec::as_slice);
    updates::check(&BOT.read_updates(all));
}
