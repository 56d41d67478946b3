//! Receipts, where the law on cash registers requires them.

use serde_json::json;

use crate::payments::service::{BOUGHT, TestService};

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_is_asked_once_where_the_receipt_goes() {
    let service = TestService::open(
        "receipt.ask = \"email\"\nreceipt.vat_code = 4\nreceipt.item = \"Картины\"",
    )
    .await;
    service.yookassa.world().till.wants_receipts = true;

    let ada = service.visitor().await;
    ada.order(100).await;
    ada.read("Where should we send the receipt?").await;
    ada.write("ada at example").await;
    ada.read("Something about that doesn't look right.").await;

    ada.write("Ada@Example.org").await;

    let link = ada.link().await;
    let item = json!({
        "description": "Картины", "quantity": "1.00", "amount": { "value": "100.00", "currency": "RUB" },
        "vat_code": 4, "payment_mode": "full_payment", "payment_subject": "service",
    });
    let receipt = json!({ "customer": { "email": "Ada@example.org" }, "items": [item] });
    assert_eq!(
        service.yookassa.payment(&link.payment).order["receipt"],
        receipt
    );

    service
        .yookassa
        .notify(service.yookassa.succeed(&link.payment));
    service.has(&ada, BOUGHT).await;

    let again = ada.buy(50).await;
    let receipt = service.yookassa.payment(&again.payment).order["receipt"].clone();
    assert_eq!(receipt["items"][0]["amount"]["value"], "50.00");
    assert_eq!(ada.count("Where should we send the receipt?"), 1);
    service.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_number_and_the_system_of_taxes_go_along_when_they_are_wanted() {
    let service = TestService::open("receipt.ask = \"phone\"\nreceipt.tax_system_code = 2").await;
    service.yookassa.world().till.wants_receipts = true;

    let ada = service.visitor().await;
    ada.order(50).await;
    ada.read("Where should we send the receipt?").await;
    ada.write("8 (916) 123-45-67").await;

    let link = ada.link().await;
    let receipt = service.yookassa.payment(&link.payment).order["receipt"].clone();
    assert_eq!(
        (&receipt["customer"], &receipt["tax_system_code"]),
        (&json!({ "phone": "79161234567" }), &json!(2))
    );

    service.agree().await;
}

/// A cash register that wants receipts from a shop that sends none: the person is not left waiting.
#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_is_refused_is_told_and_not_made_again() {
    let service = TestService::open("").await;
    service.yookassa.world().till.wants_receipts = true;

    let ada = service.visitor().await;
    ada.order(100).await;
    ada.read("We can't take payments right now").await;
    service.settled().await;

    let refused = service.yookassa.world().refused.clone();
    assert!(
        refused.len() == 1 && refused[0].contains("receipt"),
        "{refused:?}"
    );

    assert!(service.yookassa.world().till.payments.is_empty());
}
