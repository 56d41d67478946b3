//! Canvases: print and delivery are one payment, and two lines in the accounts.

use serde_json::json;

use crate::payments::{
    service::TestService,
    visitor::{Link, Visitor},
};

/// Prices with kopecks, and receipts.
const SHOP: &str = "receipt.ask = \"phone\"\n\
    [[prints.sizes]]\nwidth = 30\nheight = 40\nprice = \"1800.55\"\ndpi = 72\n\
    [[prints.zones]]\nname = \"moscow\"\nru = \"Курьер\"\nen = \"Courier\"\nprice = \"390.15\"\ncountries = [\"RU\"]\n\
    cities = [\"Moscow\"]\n";
/// Questions in words and their answers.
const RECIPIENT: [(&str, &str); 2] = [
    ("Who is it for?", "Anna Petrova"),
    ("Which phone number", "8 916 123-45-67"),
];
const WHERE: [(&str, &str); 3] = [
    ("Which town", "Moscow"),
    ("Street, house", "Tverskaya 1, flat 2"),
    ("And the postcode?", "101000"),
];

async fn answer(visitor: &Visitor, asked: &[(&str, &str)]) {
    for (question, answer) in asked {
        visitor.read(question).await;
        visitor.write(answer).await;
    }
}

/// From two pictures to the way to YooKassa's page.
async fn order(visitor: &Visitor) -> Link {
    visitor.send_pictures().await;

    for button in ["Paint it", "Print on canvas", "30×40 cm", "I like it"] {
        visitor.press(button).await;
    }

    answer(visitor, &RECIPIENT).await;
    visitor.press("Russia").await;
    answer(visitor, &WHERE).await;
    visitor.press("Courier").await;
    visitor.read("Total: 2190.70 ₽").await;

    visitor.press("Pay 2190.70 ₽").await;
    visitor.link().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_canvas_is_paid_with_its_delivery_once_and_booked_apart_to_the_kopeck() {
    let service = TestService::open(SHOP).await;
    service.yookassa.world().till.wants_receipts = true;

    let ada = service.visitor().await;
    let link = order(&ada).await;
    let payment = service.yookassa.payment(&link.payment);
    assert_eq!(
        (link.label.as_str(), payment.amount),
        ("Pay 2190.70 ₽", 219_070)
    );

    let receipt = &payment.order["receipt"];
    assert_eq!(receipt["customer"], json!({ "phone": "79161234567" }));

    let item = &receipt["items"][0];
    assert_eq!(
        (&item["description"], &item["payment_subject"]),
        (&json!("Картина на холсте с доставкой"), &json!("commodity"))
    );

    assert_eq!(
        item["amount"],
        json!({ "value": "2190.70", "currency": "RUB" })
    );

    let notification = service.yookassa.succeed(&link.payment);
    for _ in 0..3 {
        service.yookassa.notify(notification.clone());
    }

    ada.read("was paid on").await;
    assert!(ada.outcome(&link).await.starts_with("Paid: canvas no. "));
    service.settled().await;
    assert_eq!(ada.count("was paid on"), 1);
    service.agree().await;

    for (kind, amount) in [
        ("canvases", "1"),
        ("canvas_prints", "1800.55"),
        ("canvas_delivery", "390.15"),
        ("canvas_returned", "0.00"),
        ("taken", "2190.70"),
    ] {
        assert_eq!(service.booked(kind, "yookassa").await, amount, "{kind}");
    }

    service.has(&ada, 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_canvas_is_refunded_by_its_number_to_the_kopeck() {
    let service = TestService::open(SHOP).await;
    let ada = service.visitor().await;
    let link = order(&ada).await;
    service
        .yookassa
        .notify(service.yookassa.succeed(&link.payment));

    let paid = ada.outcome(&link).await;
    let number = paid.trim_end_matches('.').rsplit(' ').next().unwrap();
    ada.read("was paid on").await;
    service
        .says(&["refund", number, "--reason", "they moved away"])
        .await;

    ada.read("was refunded on").await;
    service
        .refuses(
            &["refund", number, "--reason", "again"],
            3,
            "it has been refunded",
        )
        .await;

    service.settled().await;
    assert_eq!(
        service.yookassa.world().till.refunds,
        [(link.payment, 219_070)]
    );

    assert_eq!(
        service.booked("canvas_returned", "yookassa").await,
        "2190.70"
    );
    service.agree().await;
}
