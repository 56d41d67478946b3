//! The webhook: MAX posts each update to the addresses that are subscribed, with the secret in a
//! header, and again until it is answered with 200.

use std::time::Duration;

use serde_json::{Value, json};

use super::{
    Max,
    request::{Refusal, Request},
};

const RETRY: Duration = Duration::from_millis(100);

/// Where updates are posted to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Subscription {
    pub(crate) url: String,
    pub(crate) secret: String,
    /// Another one for each request: the former delivery ends.
    number: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Subscriptions {
    pub(crate) all: Vec<Subscription>,
    /// How often the bot has subscribed.
    pub(crate) requests: u64,
}

impl Subscriptions {
    pub(super) fn is_any(&self) -> bool {
        !self.all.is_empty()
    }

    pub(super) fn list(&self) -> Value {
        let one = |one: &Subscription| json!({ "url": one.url, "time": 1, "update_types": null });
        let all: Vec<Value> = self.all.iter().map(one).collect();
        json!({ "subscriptions": all })
    }

    pub(super) fn add(&mut self, request: &Request) -> Result<Value, Refusal> {
        let field = |name: &str| request.body[name].as_str().unwrap_or_default().to_owned();
        let secret = field("secret");
        let is_secret = (5..=256).contains(&secret.len())
            && secret
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
        if !is_secret || !request.body["update_types"].is_array() {
            return Err(Refusal::payload("secret or update_types"));
        }

        let url = field("url");
        self.requests += 1;
        self.all.retain(|one| one.url != url);
        self.all.push(Subscription {
            url,
            secret,
            number: self.requests,
        });

        Ok(json!({ "success": true }))
    }

    pub(super) fn remove(&mut self, request: &Request) -> Value {
        let before = self.all.len();
        self.all.retain(|one| one.url != request.text("url"));
        let success = self.all.len() < before;

        json!({ "success": success, "message": "no such subscription" })
    }
}

impl Max {
    pub(super) fn bring_to(&self, request: &Request) {
        let url = request.body["url"].as_str().unwrap_or_default();
        let subscription = {
            let world = self.world();
            let mut subscriptions = world.subscriptions.all.iter();
            subscriptions.find(|one| one.url == url).cloned()
        };

        if let Some(subscription) = subscription {
            tokio::spawn(self.clone().deliver(subscription));
        }
        self.0.news.notify_waiters();
    }

    async fn deliver(self, subscription: Subscription) {
        let client = reqwest::Client::builder()
            .timeout(Duration::from_secs(10))
            .build()
            .unwrap();

        loop {
            let news = self.0.news.notified();
            tokio::pin!(news);
            news.as_mut().enable();

            if !self.world().subscriptions.all.contains(&subscription) {
                return;
            }

            let next = self.world().updates.next();
            let Some(update) = next else {
                news.await;
                continue;
            };

            let post = client.post(&subscription.url).json(&update);
            let post = post.header("X-Max-Bot-Api-Secret", &subscription.secret);
            if post.send().await.is_ok_and(|answer| answer.status() == 200) {
                self.world().updates.confirm_one();
            } else {
                tokio::time::sleep(RETRY).await;
            }
        }
    }
}
