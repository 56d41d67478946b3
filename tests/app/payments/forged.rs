//! Forged notifications change nothing.

use serde_json::json;

use crate::payments::{
    fake::{Notification, Payment, Status},
    service::{BOUGHT, TestService},
};

/// A notification about a payment that has not been paid.
fn forged(payment: &str, kopecks: u64) -> Notification {
    let amount =
        json!({ "value": format!("{}.{:02}", kopecks / 100, kopecks % 100), "currency": "RUB" });
    let object = json!({ "id": payment, "status": "succeeded", "paid": true, "amount": amount });

    Notification {
        event: "payment.succeeded",
        object,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_from_a_wrong_address_is_not_even_read() {
    let service = TestService::open("").await;
    let ada = service.visitor().await;
    let link = ada.buy(100).await;
    let asked = service.yookassa.world().calls.clone();
    let words = forged(&link.payment, 10_000).body().to_string();

    let strangers = [
        "203.0.113.9",
        "185.71.76.32",
        "127.0.0.1",
        "185.71.76.1, 203.0.113.9",
        "nonsense",
        "",
    ];

    for stranger in strangers.map(Some).into_iter().chain([None]) {
        assert_eq!(
            service.yookassa.bring(words.clone(), stranger).await,
            Some(404),
            "{stranger:?}"
        );
    }

    service.has(&ada, 0).await;
    assert_eq!(
        service
            .yookassa
            .world()
            .calls
            .get(&crate::payments::fake::Call::Create),
        asked.get(&crate::payments::fake::Call::Create)
    );

    service.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_claims_a_payment_is_not_believed() {
    let service = TestService::open("").await;
    let ada = service.visitor().await;
    let bob = service.visitor().await;
    let adas = ada.buy(100).await;
    let bobs = bob.buy(50).await;

    service.yookassa.succeed(&bobs.payment);

    let mut of_another = forged(&adas.payment, 10_000);
    of_another.object["metadata"] =
        json!({ "purchase": service.yookassa.payment(&bobs.payment).purchase() });

    for notification in [forged(&adas.payment, 10_000), of_another] {
        assert_eq!(
            service.yookassa.deliver(&notification, "185.71.76.1").await,
            Some(200)
        );
    }

    service.hurry();
    service.has(&bob, 50).await;
    service.has(&ada, 0).await;
    service.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_about_a_payment_that_yookassa_does_not_know_changes_nothing() {
    let service = TestService::open("").await;
    let ada = service.visitor().await;
    let link = ada.buy(100).await;

    for name in [
        "2c4a91ff-000f-5000-9000-0000000000ff",
        "../refunds",
        "a/b?c=d#e",
        "",
    ] {
        assert_eq!(
            service
                .yookassa
                .deliver(&forged(name, 10_000), "185.71.76.1")
                .await,
            Some(200),
            "{name}"
        );
    }

    let canceled = Notification {
        event: "payment.canceled",
        object: json!({ "id": link.payment, "status": "canceled" }),
    };

    let returned = Notification {
        event: "refund.succeeded",
        object: json!({ "id": "r", "payment_id": link.payment }),
    };

    for notification in [
        canceled,
        returned,
        Notification {
            event: "payout.succeeded",
            object: json!({ "id": "p" }),
        },
    ] {
        assert_eq!(
            service.yookassa.deliver(&notification, "185.71.76.1").await,
            Some(200)
        );
    }

    for words in ["", "[", "{}", "\"payment.succeeded\"", &"9".repeat(100_000)] {
        assert_eq!(
            service
                .yookassa
                .bring(words.to_owned(), Some("185.71.76.1"))
                .await,
            Some(200)
        );
    }

    assert_eq!(
        service
            .yookassa
            .bring("9".repeat(1 << 19), Some("185.71.76.1"))
            .await,
        Some(413)
    );

    service.settled().await;
    assert_eq!(ada.links().len(), 1, "the page is still open");
    service.yookassa.world().refused.clear();
    service.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_amount_in_a_letter_is_not_read() {
    let service = TestService::open("").await;
    let ada = service.visitor().await;
    let link = ada.buy(100).await;
    service.yookassa.succeed(&link.payment);

    for kopecks in [100, 100_000_000] {
        assert_eq!(
            service
                .yookassa
                .deliver(&forged(&link.payment, kopecks), "185.71.76.1")
                .await,
            Some(200)
        );
    }

    service.has(&ada, BOUGHT).await;
    service.agree().await;
}

/// The shop sells other things, too.
#[tokio::test(flavor = "multi_thread")]
async fn a_payment_for_something_else_is_nobodys_here() {
    let service = TestService::open("").await;
    let ada = service.visitor().await;
    let link = ada.buy(100).await;
    let other = "2c4a91fe-000f-5000-9000-0000000000fe";
    let payment = service.yookassa.payment(&link.payment);

    let order = json!({ "metadata": { "order": "a picture frame" } });
    let frame = Payment {
        id: other.to_owned(),
        order,
        status: Status::Pending,
        ..payment
    };

    service
        .yookassa
        .world()
        .till
        .payments
        .insert(other.to_owned(), frame);

    service.yookassa.notify(service.yookassa.succeed(other));
    service.has(&ada, 0).await;
    assert!(service.charges().await.is_empty());
}
