//! The fake VKontakte is as strict as the real one.

use serde_json::{Value, json};

use crate::vk::{
    fake::{TOKEN, Vk},
    person::Person,
};

struct Caller {
    vk: Vk,
    client: reqwest::Client,
}

impl Caller {
    async fn call(&self, method: &str, fields: &[(&str, &str)]) -> Value {
        let url = format!("{}/method/{method}", self.vk.url());
        let post = self.client.post(url).bearer_auth(TOKEN).form(fields);
        post.send().await.unwrap().json().await.unwrap()
    }

    async fn code(&self, method: &str, fields: &[(&str, &str)]) -> Option<i64> {
        let fields = [fields, &[("v", "5.199")]].concat();
        self.call(method, &fields).await["error"]["error_code"].as_i64()
    }

    async fn send(&self, fields: &[(&str, &str)]) -> Option<i64> {
        let mut all = vec![("peer_id", "7"), ("random_id", "1"), ("message", "hi")];
        all.retain(|(name, _)| fields.iter().all(|(other, _)| other != name));
        all.extend(fields);
        self.code("messages.send", &all).await
    }
}

fn keyboard(buttons: &Value) -> String {
    json!({ "inline": true, "buttons": buttons }).to_string()
}

#[tokio::test]
async fn a_request_that_is_not_to_the_letter_is_refused() {
    let vk = Vk::start().await;
    let _anna = Person::new(&vk, 7, 0);
    let caller = Caller {
        vk: vk.clone(),
        client: reqwest::Client::new(),
    };

    assert_eq!(
        caller.call("groups.getById", &[]).await["error"]["error_code"],
        8,
        "no version"
    );

    assert_eq!(caller.code("groups.getMe", &[]).await, Some(3));
    assert_eq!(caller.send(&[]).await, None);
    assert_eq!(caller.send(&[("parse_mode", "html")]).await, Some(100));
    assert_eq!(caller.send(&[("random_id", "0")]).await, Some(100));
    assert_eq!(caller.send(&[("random_id", "3000000000")]).await, Some(100));

    assert_eq!(caller.send(&[("peer_id", "Anna")]).await, Some(100));
    assert_eq!(
        caller.send(&[("peer_id", "8"), ("random_id", "2")]).await,
        Some(901)
    );

    assert_eq!(
        caller.send(&[("message", &"я".repeat(4097))]).await,
        Some(914)
    );

    assert_eq!(caller.send(&[("attachment", "photo-1_2")]).await, Some(100));

    let url = format!("{}/method/groups.getById", vk.url());
    let with_json = caller
        .client
        .post(&url)
        .bearer_auth(TOKEN)
        .json(&json!({ "v": "5.199" }))
        .send()
        .await
        .unwrap();

    assert_eq!(
        with_json.json::<Value>().await.unwrap()["error"]["error_code"],
        8
    );

    let stranger = caller
        .client
        .post(&url)
        .form(&[("v", "5.199")])
        .send()
        .await
        .unwrap();

    assert_eq!(
        stranger.json::<Value>().await.unwrap()["error"]["error_code"],
        5
    );
}

#[tokio::test]
async fn keyboards_beyond_the_limits_are_refused() {
    let vk = Vk::start().await;
    let _anna = Person::new(&vk, 7, 0);
    let caller = Caller {
        vk,
        client: reqwest::Client::new(),
    };

    let button =
        |label: &str| json!({ "action": { "type": "callback", "label": label, "payload": "{}" } });
    let wrong = [
        json!([]),
        json!([[]]),
        json!([[button(&"я".repeat(41))]]),
        json!([[
            button("a"),
            button("a"),
            button("a"),
            button("a"),
            button("a"),
            button("a")
        ]]),
        json!([[{ "action": { "type": "callback", "label": "a", "payload": format!("\"{}\"", "a".repeat(254)) } }]]),
        json!([[{ "action": { "type": "callback", "label": "a", "payload": "no json" } }]]),
        json!([[{ "action": { "type": "open_link", "label": "a", "link": "nowhere" } }]]),
        json!([[{ "action": { "type": "dance", "label": "a" } }]]),
        json!([[{ "color": "primary" }]]),
        Value::Array((0..6).map(|_| json!([button("a"), button("b")])).collect()),
    ];

    for buttons in wrong {
        assert_eq!(
            caller.send(&[("keyboard", &keyboard(&buttons))]).await,
            Some(911),
            "{buttons}"
        );
    }

    assert_eq!(
        caller
            .send(&[("keyboard", &keyboard(&json!([[button("a")]])))])
            .await,
        None
    );
}

#[tokio::test]
async fn a_repeated_number_is_the_same_message_and_the_twenty_first_request_is_too_many() {
    let vk = Vk::start().await;
    let anna = Person::new(&vk, 7, 0);
    let caller = Caller {
        vk: vk.clone(),
        client: reqwest::Client::new(),
    };

    let again = [
        ("peer_id", "7"),
        ("random_id", "5"),
        ("message", "hi"),
        ("v", "5.199"),
    ];
    let first = caller.call("messages.send", &again).await;
    assert_eq!(first, caller.call("messages.send", &again).await);
    assert_eq!(anna.messages().len(), 1);

    let mut refused = 0;
    for _ in 0..40 {
        refused += u32::from(caller.code("groups.getById", &[]).await == Some(6));
    }

    assert!(
        refused > 0 || vk.world().too_many == 0,
        "forty requests took longer than a second"
    );
}
