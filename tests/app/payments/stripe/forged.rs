//! Forged, old and foreign events change nothing.

use serde_json::json;

use crate::payments::{
    service::{BOUGHT, TestService},
    stripe::fake::{Call, Event, SIGNING_SECRET, signature},
};

/// An event about a session that has not been paid.
fn forged(session: &str) -> String {
    let object = json!({ "id": session, "object": "checkout.session", "status": "complete", "payment_status": "paid" });
    Event::new("checkout.session.completed", object).body()
}

fn now(service: &TestService) -> i64 {
    service.stripe.world().clock.now().millis() / 1000
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_signed_is_not_read() {
    let service = TestService::abroad("").await;
    let ada = service.visitor().await;
    let link = ada.buy(100).await;
    service.stripe.called(Call::LookSession, 1).await;
    service.stripe.succeed(&link.payment);

    let body = forged(&link.payment);
    let at = now(&service);
    assert_eq!(service.stripe.bring(body.clone(), None).await, Some(404));

    let good = signature(&body, at, SIGNING_SECRET);
    let wrong = [
        String::new(),
        "nonsense".to_owned(),
        signature(&body, at, "whsec_guessed"),
        signature("{}", at, SIGNING_SECRET),
        signature(&body, at - 301, SIGNING_SECRET),
        signature(&body, at + 600, SIGNING_SECRET),
        good.replace("v1=", "v0="),
        good.replacen(&at.to_string(), &(at + 1).to_string(), 1),
    ];

    for header in wrong {
        let answer = service
            .stripe
            .bring(body.clone(), Some(header.clone()))
            .await;
        assert_eq!(answer, Some(400), "{header}");
    }

    let large = Some(good.clone());
    assert_eq!(
        service.stripe.bring("9".repeat(1 << 19), large).await,
        Some(413)
    );

    // While the secret is changed there are two signatures.
    let both = format!("{good},v1={}", "0".repeat(64));
    assert_eq!(service.stripe.bring(body, Some(both)).await, Some(200));
    service.has(&ada, BOUGHT).await;
    service.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_claims_a_payment_is_not_believed() {
    let service = TestService::abroad("").await;
    let ada = service.visitor().await;
    let link = ada.buy(100).await;
    let body = forged(&link.payment);
    let header = signature(&body, now(&service), SIGNING_SECRET);

    for _ in 0..3 {
        let answer = service.stripe.bring(body.clone(), Some(header.clone()));
        assert_eq!(answer.await, Some(200));
    }

    service.has(&ada, 0).await;
    assert_eq!(ada.links().len(), 1, "the page is still open");
    service.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_else_sells_in_the_same_account_is_nobodys_here() {
    let service = TestService::abroad("").await;
    let ada = service.visitor().await;
    let link = ada.buy(100).await;
    service.stripe.succeed(&link.payment);
    let foreign = {
        let mut world = service.stripe.world();
        let mut intent = world.till.intent_of(&link.payment).clone();
        intent.id = "pi_3Qforeign".to_owned();
        intent.metadata.clear();
        world.till.intents.insert(intent.id.clone(), intent.clone());
        intent
    };

    for (kind, object) in [
        (
            "payment_intent",
            json!({ "object": "payment_intent", "id": foreign.id }),
        ),
        (
            "charge",
            json!({ "object": "charge", "id": "ch_1", "payment_intent": foreign.id }),
        ),
        (
            "unknown",
            json!({ "object": "charge", "id": "ch_1", "payment_intent": "pi_foreign" }),
        ),
        (
            "odd",
            json!({ "object": "charge", "id": "ch_1", "payment_intent": "../refunds" }),
        ),
        ("payout", json!({ "object": "payout", "id": "po_1" })),
    ] {
        let event = Event::new("charge.refunded", object);
        assert_eq!(service.stripe.deliver(&event).await, Some(200), "{kind}");
    }

    service.hurry();
    service.has(&ada, BOUGHT).await;
    assert_eq!(service.charges().await.len(), 1);
}
