//! The fake MAX is as strict as the real one.

use serde_json::{Value, json};

use crate::max::{
    fake::{Max, TOKEN},
    person::Person,
};

struct Caller {
    max: Max,
    client: reqwest::Client,
}

impl Caller {
    fn new(max: &Max) -> Self {
        Self {
            max: max.clone(),
            client: reqwest::Client::new(),
        }
    }

    async fn send(&self, query: &str, body: &Value) -> u16 {
        let url = format!("{}/messages?{query}", self.max.url());
        let post = self.client.post(url).header("Authorization", TOKEN);
        post.json(body).send().await.unwrap().status().as_u16()
    }
}

fn text(words: &str) -> Value {
    json!({ "text": words, "attachments": [] })
}

fn keyboard(rows: &Value) -> Value {
    let keyboard = json!({ "type": "inline_keyboard", "payload": { "buttons": rows } });
    json!({ "text": "hi", "attachments": [keyboard] })
}

#[tokio::test]
async fn a_request_that_is_not_to_the_letter_is_refused() {
    let max = Max::start().await;
    let _anna = Person::new(&max, 7, "ru");
    let caller = Caller::new(&max);

    assert_eq!(caller.send("user_id=7", &text("hi")).await, 200);
    for (query, body) in [
        ("", text("hi")),
        ("user_id=7&chat_id=-7", text("hi")),
        ("chat_id=7", text("hi")),
        ("user_id=7&parse_mode=html", text("hi")),
        ("user_id=7", json!({ "text": "hi", "user_id": 7 })),
        ("user_id=7", json!({ "text": "hi" })),
        ("user_id=7", text("")),
        ("user_id=7", text(&"я".repeat(4001))),
        (
            "user_id=7",
            json!({ "text": "hi", "attachments": [{ "type": "image", "payload": { "token": "t" } }] }),
        ),
    ] {
        assert_eq!(caller.send(query, &body).await, 400, "{query} {body}");
    }
    assert_eq!(caller.send("user_id=8", &text("hi")).await, 404);

    let url = format!("{}/me", max.url());
    for token in ["", "wrong", &format!("Bearer {TOKEN}")] {
        let get = caller.client.get(&url).header("Authorization", token);
        assert_eq!(get.send().await.unwrap().status(), 401, "{token}");
    }
    let in_query = caller.client.get(format!("{url}?access_token={TOKEN}"));
    assert_eq!(in_query.send().await.unwrap().status(), 401);
}

#[tokio::test]
async fn keyboards_beyond_the_limits_are_refused() {
    let max = Max::start().await;
    let _anna = Person::new(&max, 7, "ru");
    let caller = Caller::new(&max);
    let press = |label: &str| json!({ "type": "callback", "text": label, "payload": "p" });
    let link = |url: &str| json!({ "type": "link", "text": "a", "url": url });
    let of = |count: usize| (0..count).map(|_| press("a")).collect::<Vec<_>>();

    let wrong = [
        json!([]),
        json!([[]]),
        json!([[press(&"я".repeat(129))]]),
        json!([[press("")]]),
        json!([of(8)]),
        json!([[
            link("https://a.example"),
            press("a"),
            press("a"),
            press("a")
        ]]),
        json!([[link("nowhere")]]),
        json!([[{ "type": "callback", "text": "a", "payload": "p".repeat(1025) }]]),
        json!([[{ "type": "dance", "text": "a" }]]),
        Value::Array((0..31).map(|_| json!(of(1))).collect()),
    ];

    for rows in wrong {
        let status = caller.send("user_id=7", &keyboard(&rows)).await;
        assert_eq!(status, 400, "{rows}");
    }

    let good = json!([of(7), [link("https://a.example"), press("a"), press("a")]]);
    assert_eq!(caller.send("user_id=7", &keyboard(&good)).await, 200);
}

#[tokio::test]
async fn the_third_message_in_a_second_is_too_many_for_a_chat() {
    let max = Max::start().await;
    let anna = Person::new(&max, 7, "ru");
    let caller = Caller::new(&max);
    let mut refused = 0;
    for _ in 0..6 {
        refused += u32::from(caller.send("user_id=7", &text("hi")).await == 429);
    }

    assert_eq!(anna.messages().len(), 6 - refused as usize);
    assert!(refused > 0, "six messages took three seconds");
}
