//! The fake refuses what YooKassa refuses; otherwise the other tests would prove little.

use reqwest::{Client, Response};
use serde_json::{Value, json};

use crate::payments::fake::{KEY, SHOP, Yookassa};

fn order() -> Value {
    json!({
        "amount": { "value": "100.00", "currency": "RUB" }, "capture": true, "description": "110 credits",
        "confirmation": { "type": "redirect", "return_url": "http://a.example/back", "locale": "en_US" },
        "metadata": { "purchase": "1y2p0ij32e8e7" },
    })
}

async fn post(yookassa: &Yookassa, path: &str, key: &str, order: &Value) -> (u16, Value) {
    let post = Client::new()
        .post(format!("{}/{path}", yookassa.url()))
        .basic_auth(SHOP, Some(KEY))
        .json(order);
    let answer: Response = post.header("idempotence-key", key).send().await.unwrap();

    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test]
async fn one_key_is_one_order() {
    let yookassa = Yookassa::start().await;
    let (status, first) = post(&yookassa, "payments", "a", &order()).await;
    assert_eq!(
        (status, first["status"].as_str(), first["paid"].as_bool()),
        (200, Some("pending"), Some(false))
    );

    assert_eq!(
        post(&yookassa, "payments", "a", &order()).await,
        (200, first.clone())
    );

    let mut another = order();
    another["amount"]["value"] = "50.00".into();

    let (status, refusal) = post(&yookassa, "payments", "a", &another).await;
    assert_eq!(
        (status, refusal["code"].as_str()),
        (400, Some("invalid_request"))
    );

    assert_eq!(
        (refusal["type"].as_str(), refusal["parameter"].as_str()),
        (Some("error"), Some("Idempotence-Key"))
    );

    assert_ne!(
        post(&yookassa, "payments", "b", &order()).await.1["id"],
        first["id"]
    );
}

#[tokio::test]
async fn what_is_not_written_as_it_should_be_is_refused_by_its_name() {
    let yookassa = Yookassa::start().await;
    let wrong = [
        (
            "amount",
            json!({ "value": 100, "currency": "RUB" }),
            "amount",
        ),
        (
            "amount",
            json!({ "value": "100", "currency": "RUB" }),
            "amount",
        ),
        (
            "amount",
            json!({ "value": "0.00", "currency": "RUB" }),
            "amount",
        ),
        (
            "amount",
            json!({ "value": "100.00", "currency": "XTR" }),
            "amount",
        ),
        ("capture", json!("true"), "capture"),
        (
            "confirmation",
            json!({ "type": "redirect", "locale": "en_US" }),
            "confirmation.return_url",
        ),
        ("description", json!("x".repeat(129)), "description"),
        ("metadata", json!({ "purchase": 7 }), "metadata"),
        (
            "receipt",
            json!({ "customer": {}, "items": [] }),
            "receipt.customer",
        ),
        (
            "receipt",
            json!({ "customer": { "email": "a@b.c" }, "items": [] }),
            "receipt.items",
        ),
        ("extra", json!(1), "body.extra"),
    ];

    for (field, value, parameter) in wrong {
        let mut order = order();
        order[field] = value;

        let (status, refusal) = post(&yookassa, "payments", "a", &order).await;
        assert_eq!(
            (status, refusal["parameter"].as_str()),
            (400, Some(parameter)),
            "{field}"
        );
    }

    assert_eq!(
        post(&yookassa, "payments", &"k".repeat(65), &order())
            .await
            .0,
        400
    );

    assert!(yookassa.world().till.payments.is_empty());
}

#[tokio::test]
async fn strangers_see_nothing_and_nothing_is_given_back_beyond_what_was_paid() {
    let yookassa = Yookassa::start().await;
    let (_, payment) = post(&yookassa, "payments", "a", &order()).await;
    let id = payment["id"].as_str().unwrap();
    let look = async |key: &str, id: &str| {
        let url = format!("{}/payments/{id}", yookassa.url());
        let answer = Client::new()
            .get(url)
            .basic_auth(SHOP, Some(key))
            .send()
            .await
            .unwrap();

        (
            answer.status().as_u16(),
            answer.json::<Value>().await.unwrap()["code"]
                .as_str()
                .map(str::to_owned),
        )
    };

    assert_eq!(
        look("test_guessed", id).await,
        (401, Some("invalid_credentials".into()))
    );

    assert_eq!(look(KEY, "unknown").await, (404, Some("not_found".into())));
    assert_eq!(look(KEY, id).await, (200, None));

    let refund =
        |value: &str| json!({ "payment_id": id, "amount": { "value": value, "currency": "RUB" } });
    assert_eq!(
        post(&yookassa, "refunds", "r", &refund("100.00")).await.0,
        400,
        "it is not paid"
    );

    yookassa.succeed(id);
    yookassa.world().sender.to = Some("127.0.0.1:9".parse().unwrap());
    assert_eq!(
        post(&yookassa, "refunds", "r", &refund("60.00")).await.0,
        200
    );

    assert_eq!(
        post(&yookassa, "refunds", "r", &refund("60.00")).await.0,
        200,
        "the same one"
    );

    assert_eq!(
        post(&yookassa, "refunds", "s", &refund("40.01")).await.0,
        400
    );

    assert_eq!(yookassa.world().till.refunds, [(id.to_owned(), 6_000)]);
}
