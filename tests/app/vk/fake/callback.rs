//! The Callback API: VKontakte asks an address for its confirmation, and then posts every event
//! there until it is answered with `ok`.

use std::time::Duration;

use serde_json::{Value, json};

use super::{GROUP, Vk, request::Request};

/// What proves that an address is the community's own.
pub(crate) const CODE: &str = "c0nf1rm5";

const RETRY: Duration = Duration::from_millis(100);

/// Where events are posted to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hook {
    pub(crate) url: String,
    pub(crate) secret: String,
}

impl Vk {
    /// Where events are posted to, if anywhere.
    pub(crate) fn hook(&self) -> Option<Hook> {
        self.world().hook.clone()
    }

    pub(super) fn bring_to(&self, request: &Request) {
        let field = |name: &str| request.text(name).unwrap_or_default().to_owned();
        let hook = Hook {
            url: field("url"),
            secret: field("secret_key"),
        };

        tokio::spawn(self.clone().deliver(hook));
    }

    async fn deliver(self, hook: Hook) {
        let client = reqwest::Client::builder()
            .timeout(Duration::from_secs(10))
            .build()
            .unwrap();
        let question = json!({ "type": "confirmation", "group_id": GROUP });
        while said(&client, &hook.url, &question).await.as_deref() != Some(CODE) {
            tokio::time::sleep(RETRY).await;
        }

        self.world().hook = Some(hook.clone());

        loop {
            let news = self.0.news.notified();
            tokio::pin!(news);
            news.as_mut().enable();

            let Some(mut event) = self.world().long_poll.next() else {
                news.await;
                continue;
            };
            event["secret"] = json!(hook.secret);

            if said(&client, &hook.url, &event).await.as_deref() == Some("ok") {
                self.world().long_poll.confirm_one();
            } else {
                tokio::time::sleep(RETRY).await;
            }
        }
    }
}

/// What the address says; `None` when it is not HTTP status 200.
pub(crate) async fn said(client: &reqwest::Client, url: &str, event: &Value) -> Option<String> {
    let answer = client.post(url).json(event).send().await.ok()?;
    if answer.status() == 200 {
        answer.text().await.ok()
    } else {
        None
    }
}
