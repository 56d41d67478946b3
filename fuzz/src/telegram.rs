//! Updates of Telegram, by webhook and by polling.

use std::sync::LazyLock;

use serde_json::Value;
use vernissage::messengers::{
    Webhook, WebhookDelivery,
    telegram::{Account, Telegram, WebhookAccount},
};

use super::updates;

const SECRET: &str = "secret";

static BOT: LazyLock<Telegram> = LazyLock::new(|| {
    Telegram::new(&Account {
        token: "100500:token",
        api_url: "http://127.0.0.1:1",
        webhook: Some(WebhookAccount {
            url: "https://example.org/hooks/telegram",
            secret: SECRET,
        }),
        messages_per_second: 30,
        provider_token: "",
        groups: true,
    })
    .expect("the settings are valid")
});

/// Reads an update from a webhook's body, and a reply to `getUpdates` if it is a list.
pub fn check(body: &[u8]) {
    let WebhookDelivery { batch, .. } = BOT
        .read(Some(SECRET.as_bytes()), body)
        .expect("the secret is right");
    assert!(
        batch.arrived.len() <= 1,
        "one update is at most one message"
    );
    updates::check(&batch);

    if let Ok(Value::Array(list)) = serde_json::from_slice(body) {
        updates::check(&BOT.read_updates(list));
    }
}
