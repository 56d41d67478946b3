//! The webhook: Telegram posts updates to the bot, with the secret in a header, and retries until
//! it is answered with 200.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Telegram, request::Request};

const RETRY: Duration = Duration::from_millis(100);

/// Where updates are delivered to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hook {
    pub(crate) url: String,
    pub(crate) secret: Option<String>,
    number: u64,
}

impl Telegram {
    /// Where updates are delivered to, if they are.
    pub(crate) fn hook(&self) -> Option<Hook> {
        self.world().hook.clone()
    }

    pub(super) fn set_hook(&self, request: &Request) -> Value {
        let url = request.text("url").unwrap_or_default();
        if url.is_empty() {
            return self.delete_hook(request);
        }

        let mut world = self.world();
        world.polls += 1;

        let hook = Hook {
            url,
            secret: request.text("secret_token"),
            number: world.polls,
        };
        world.hook = Some(hook.clone());
        drop(world);
        self.0.news.notify_waiters();
        tokio::spawn(self.clone().deliver(hook));

        json!(true)
    }

    pub(super) fn delete_hook(&self, request: &Request) -> Value {
        let mut world = self.world();
        world.hook = None;

        if request.text("drop_pending_updates").as_deref() == Some("true") {
            world.updates.clear();
        }

        drop(world);
        self.0.news.notify_waiters();

        json!(true)
    }

    async fn deliver(self, hook: Hook) {
        let client = reqwest::Client::builder()
            .timeout(Duration::from_secs(10))
            .build()
            .unwrap();

        loop {
            let news = self.0.news.notified();
            tokio::pin!(news);
            news.as_mut().enable();

            let next = {
                let mut world = self.world();
                if world.hook.as_ref() != Some(&hook) {
                    return;
                }
                world.updates.next(100)
            };

            if next.is_empty() {
                // What was held back comes without anything new happening.
                let _ = tokio::time::timeout(RETRY, news).await;
            }

            for update in next {
                if !self.bring(&client, &hook, &update).await {
                    tokio::time::sleep(RETRY).await;
                    break;
                }
            }
        }
    }

    async fn bring(&self, client: &reqwest::Client, hook: &Hook, update: &Value) -> bool {
        let mut post = client.post(&hook.url).json(update);
        if let Some(secret) = &hook.secret {
            post = post.header("X-Telegram-Bot-Api-Secret-Token", secret);
        }

        let arrived = post
            .send()
            .await
            .is_ok_and(|answer| answer.status().is_success());

        if arrived {
            self.world()
                .updates
                .confirm_one(update["update_id"].as_i64().unwrap());
        }

        arrived
    }
}
