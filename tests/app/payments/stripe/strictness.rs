//! The fake refuses what Stripe refuses; otherwise the other tests would prove little.

use reqwest::Client;
use serde_json::Value;

use crate::payments::stripe::fake::{KEY, Stripe};

const FORM: [(&str, &str); 11] = [
    ("mode", "payment"),
    ("success_url", "http://a.example/back"),
    ("cancel_url", "http://a.example/back"),
    ("locale", "en"),
    ("line_items[0][quantity]", "1"),
    ("line_items[0][price_data][currency]", "eur"),
    ("line_items[0][price_data][unit_amount]", "59"),
    (
        "line_items[0][price_data][product_data][name]",
        "50 credits",
    ),
    ("metadata[purchase]", "1y2p0ij32e8e7"),
    ("payment_intent_data[metadata][purchase]", "1y2p0ij32e8e7"),
    ("payment_intent_data[description]", "50 credits"),
];

/// The form with one field in place of another.
fn with(name: &'static str, value: &'static str) -> Vec<(&'static str, &'static str)> {
    let others = FORM.into_iter().filter(|(field, _)| *field != name);
    others.chain([(name, value)]).collect()
}

async fn post(stripe: &Stripe, path: &str, key: &str, form: &[(&str, &str)]) -> (u16, Value) {
    let post = Client::new()
        .post(format!("{}/{path}", stripe.url()))
        .bearer_auth(KEY)
        .header("stripe-version", "2025-09-30.clover")
        .header("idempotency-key", key)
        .form(form);
    let answer = post.send().await.unwrap();

    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test]
async fn one_key_is_one_order() {
    let stripe = Stripe::start().await;
    let path = "checkout/sessions";
    let (status, first) = post(&stripe, path, "a", &FORM).await;
    assert_eq!(
        (
            status,
            first["status"].as_str(),
            first["payment_status"].as_str()
        ),
        (200, Some("open"), Some("unpaid"))
    );
    assert_eq!(post(&stripe, path, "a", &FORM).await, (200, first.clone()));

    let dearer = with("line_items[0][price_data][unit_amount]", "60");
    let (status, refusal) = post(&stripe, path, "a", &dearer).await;
    assert_eq!(
        (status, refusal["error"]["type"].as_str()),
        (400, Some("idempotency_error"))
    );

    assert_ne!(post(&stripe, path, "b", &FORM).await.1["id"], first["id"]);
}

#[tokio::test]
async fn what_is_not_written_as_it_should_be_is_refused_by_its_name() {
    let stripe = Stripe::start().await;
    let wrong = [
        ("mode", "subscription", "mode"),
        ("locale", "xx", "locale"),
        ("success_url", "a.example", "success_url"),
        ("line_items[0][price_data][currency]", "EUR", "currency"),
        (
            "line_items[0][price_data][unit_amount]",
            "49",
            "unit_amount",
        ),
        (
            "line_items[0][price_data][unit_amount]",
            "0.59",
            "line_items[0][price_data][unit_amount]",
        ),
        ("customer_email", "ada", "customer_email"),
        ("colour", "red", "colour"),
    ];

    for (name, value, param) in wrong {
        let (status, refusal) = post(&stripe, "checkout/sessions", "a", &with(name, value)).await;
        assert_eq!(
            (status, refusal["error"]["param"].as_str()),
            (400, Some(param)),
            "{name}"
        );
    }

    let long = "k".repeat(256);
    assert_eq!(
        post(&stripe, "checkout/sessions", &long, &FORM).await.0,
        400
    );
    assert!(stripe.world().till.sessions.is_empty());
}

#[tokio::test]
async fn strangers_see_nothing_and_nothing_is_given_back_beyond_what_was_paid() {
    let stripe = Stripe::start().await;
    let (_, session) = post(&stripe, "checkout/sessions", "a", &FORM).await;
    let id = session["id"].as_str().unwrap();
    let look = async |key: &str, id: &str| {
        let url = format!(
            "{}/checkout/sessions/{id}?expand[]=payment_intent.latest_charge",
            stripe.url()
        );
        let get = Client::new().get(url).bearer_auth(key);
        let get = get.header("stripe-version", "2025-09-30.clover");
        get.send().await.unwrap().status().as_u16()
    };

    assert_eq!(look("sk_test_guessed", id).await, 401);
    assert_eq!(look(KEY, "cs_test_unknown").await, 404);
    assert_eq!(look(KEY, id).await, 200);

    stripe.succeed(id);
    stripe.world().sender.to = Some("127.0.0.1:9".parse().unwrap());
    let intent = stripe.intent(id).id;
    let refund = |amount: &'static str| {
        [
            ("payment_intent", intent.clone()),
            ("amount", amount.to_owned()),
        ]
    };
    for (key, amount, status) in [("r", "40", 200), ("r", "40", 200), ("s", "20", 400)] {
        let form = refund(amount);
        let form = form.each_ref().map(|(name, value)| (*name, value.as_str()));
        assert_eq!(
            post(&stripe, "refunds", key, &form).await.0,
            status,
            "{key}"
        );
    }

    assert_eq!(stripe.intent(id).refunded, 40);
}
