//! The webhook: the address is registered with MAX, and takes updates only from it.

use serde_json::json;

use crate::max::{
    fake::Max,
    person::Person,
    service::{folder, quick, run, toml_with_webhook},
};

const SECRET: &str = "s3cret_w0rd-of-max";
const HEADER: &str = "X-Max-Bot-Api-Secret";

#[tokio::test(flavor = "multi_thread")]
async fn two_photos_become_a_painting_over_the_webhook() {
    let folder = folder();
    let max = Max::start().await;
    let app = run(&toml_with_webhook(folder.path(), &max, SECRET), quick()).await;
    let anna = Person::new(&max, 7, "ru");
    anna.begin(None);

    anna.read("Здравствуйте!").await;
    anna.order().await;
    anna.read("Ваша картина!").await;

    let subscription = max.world().subscriptions.all[0].clone();
    assert!(subscription.url.ends_with("/hooks/max"));
    assert_eq!(subscription.secret, SECRET);

    strangers_are_not_heard(&max, &subscription.url).await;
    repetitions_are_answered_and_change_nothing(&max, &subscription.url).await;
    assert_eq!(max.world().updates.answers, 0, "nobody polls");
    app.stop().await.unwrap();
}

async fn strangers_are_not_heard(max: &Max, url: &str) {
    let bob = Person::new(max, 8, "en");
    let client = reqwest::Client::new();
    let update = message(8, "mid.stranger", "/start");
    let more = format!("{SECRET}more");

    for secret in [None, Some(""), Some("guessed"), Some(&more)] {
        let mut post = client.post(url).json(&update);
        if let Some(secret) = secret {
            post = post.header(HEADER, secret);
        }

        let answer = post.send().await.unwrap();
        assert_eq!(answer.status(), 404, "a stranger was heard: {secret:?}");
        assert_eq!(answer.text().await.unwrap(), "");
    }

    assert!(bob.messages().is_empty());
}

async fn repetitions_are_answered_and_change_nothing(max: &Max, url: &str) {
    let cleo = Person::new(max, 9, "en");
    let client = reqwest::Client::new();
    let update = message(9, "mid.twice", "/terms");

    for _ in 0..3 {
        let post = client.post(url).header(HEADER, SECRET).json(&update);
        assert_eq!(post.send().await.unwrap().status(), 200);
    }

    cleo.read("only pictures").await;
    cleo.write("/balance");
    cleo.read("0 credits").await;
    assert_eq!(cleo.count("only pictures"), 1);
}

fn message(id: i64, mid: &str, text: &str) -> serde_json::Value {
    json!({
        "update_type": "message_created", "timestamp": 1, "user_locale": "en",
        "message": {
            "recipient": { "chat_id": 1, "chat_type": "dialog", "user_id": 5 },
            "sender": { "user_id": id, "is_bot": false }, "body": { "mid": mid, "text": text },
        },
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_address_is_unsubscribed() {
    let folder = folder();
    let max = Max::start().await;
    let subscribe = |url: &'static str| {
        let client = reqwest::Client::new();
        let body = json!({ "url": url, "update_types": [], "secret": "another" });
        let post = client.post(format!("{}/subscriptions", max.url()));
        post.header("Authorization", crate::max::fake::TOKEN)
            .json(&body)
            .send()
    };
    subscribe("http://127.0.0.1:9/hooks/max").await.unwrap();

    let app = run(&toml_with_webhook(folder.path(), &max, SECRET), quick()).await;
    let anna = Person::new(&max, 7, "ru");
    anna.begin(Some("ref_unknown"));
    anna.read("Здравствуйте!").await;

    {
        let world = max.world();
        assert_eq!(world.subscriptions.all.len(), 1);
        assert_eq!(world.subscriptions.all[0].secret, SECRET);
    }
    app.stop().await.unwrap();
}
