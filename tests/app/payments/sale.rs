//! Purchases from the conversation to the money, while YooKassa works.

use std::time::Duration;

use futures_util::future::join_all;

use crate::payments::{
    fake::{Call, Fault},
    service::{BOUGHT, PACKS, TestService},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_pack_brings_its_credits_and_what_was_wanted_starts_by_itself() {
    let service = TestService::open("").await;
    let ada = service.visitor().await;
    ada.send_pictures().await;
    ada.press("Size and quality").await;
    ada.press("Premium").await;

    ada.press("Get credits").await;
    ada.press("100 credits").await;

    let link = ada.link().await;
    assert_eq!(link.label, "Pay 100 ₽");

    let order = service.yookassa.payment(&link.payment).order;
    assert_eq!(order["description"], "110 credits for paintings");
    assert_eq!(
        order.get("receipt"),
        None,
        "nobody was asked where one should go"
    );

    service
        .yookassa
        .notify(service.yookassa.succeed(&link.payment));
    assert_eq!(ada.outcome(&link).await, "Paid: 110 credits.");
    ada.read("Which one do you like best?").await;
    service.has(&ada, BOUGHT - 50).await;
    service.agree().await;

    assert_eq!(service.booked("credits", "spent").await, "50");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_that_no_notification_tells_of_is_found_by_asking() {
    let service = TestService::open("").await;
    let ada = service.visitor().await;
    let link = ada.buy(100).await;
    service.yookassa.succeed(&link.payment);
    service.hurry();

    service.has(&ada, BOUGHT).await;
    service.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_who_comes_back_from_the_page_is_looked_after_at_once() {
    let service = TestService::open("").await;
    let ada = service.visitor().await;
    let link = ada.buy(100).await;
    service.yookassa.succeed(&link.payment);

    let back = service.yookassa.payment(&link.payment).order["confirmation"]["return_url"].clone();
    let answer = reqwest::get(back.as_str().unwrap()).await.unwrap();
    assert_eq!(
        (answer.status().as_u16(), answer.url().path()),
        (200, "/chat")
    );

    service.has(&ada, BOUGHT).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notification_may_come_before_the_answer_to_the_order() {
    let service = TestService::open("").await;
    let ada = service.visitor().await;
    service
        .yookassa
        .order(Call::Create, 1, Fault::Late(Duration::from_secs(2)));

    ada.order(100).await;

    let payment = service
        .yookassa
        .until(|world| world.till.payments.keys().next().cloned())
        .await;
    service.yookassa.notify(service.yookassa.succeed(&payment));
    service.has(&ada, BOUGHT).await;
    ada.read("Paid: 110 credits.").await;
    service.agree().await;

    assert_eq!(service.yookassa.world().till.payments.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_notification_five_times_credits_once() {
    let service = TestService::open("").await;
    let ada = service.visitor().await;
    let link = ada.buy(100).await;
    let notification = service.yookassa.succeed(&link.payment);
    let five =
        join_all((0..5).map(|_| service.yookassa.deliver(&notification, "185.71.76.1"))).await;

    assert_eq!(five, [Some(200); 5]);
    service.has(&ada, BOUGHT).await;
    assert_eq!(
        service
            .yookassa
            .deliver(&notification, "2a02:5180:0:1509::7")
            .await,
        Some(200)
    );

    service.has(&ada, BOUGHT).await;
    assert_eq!(ada.count("Thank you!"), 1);
    service.agree().await;
}

/// The agreed price and credits hold, whatever the list says meanwhile.
#[tokio::test(flavor = "multi_thread")]
async fn a_price_list_that_changes_between_the_link_and_the_payment_changes_nothing() {
    let mut service = TestService::open("").await;
    let ada = service.visitor().await;
    let link = ada.buy(100).await;

    service.stop().await;
    service
        .start(
            "",
            "[[packs]]\ncredits = 100\nbonus = 0\nstars = 120\nroubles = 200\n",
        )
        .await;

    service
        .yookassa
        .notify(service.yookassa.succeed(&link.payment));
    service.has(&ada, BOUGHT).await;
    service.agree().await;
    assert_eq!(ada.buy(100).await.label, "Pay 200 ₽");
}

/// The first answer was lost, and the order had changed with the settings when it was made again:
/// nobody has the address of the first page, and yet both are paid.
#[tokio::test(flavor = "multi_thread")]
async fn two_payments_of_one_purchase_each_bring_its_credits() {
    let mut service = TestService::closed().await;
    service
        .start("server.public_url = \"http://old.example\"", PACKS)
        .await;

    let ada = service.visitor().await;
    service
        .yookassa
        .order(Call::Create, 1, Fault::RefusedAfter(500));
    ada.order(100).await;

    let first = service
        .yookassa
        .until(|world| world.till.payments.keys().next().cloned())
        .await;

    service.stop().await;
    service
        .start("server.public_url = \"http://new.example\"", PACKS)
        .await;

    let second = ada.link().await.payment;
    assert_ne!(first, second);
    assert_eq!(
        service.yookassa.payment(&first).purchase(),
        service.yookassa.payment(&second).purchase()
    );

    for payment in [&second, &first] {
        service.yookassa.notify(service.yookassa.succeed(payment));
    }

    service.has(&ada, 2 * BOUGHT).await;
    service.agree().await;

    let purchase = service.yookassa.payment(&first).purchase().to_owned();
    service
        .refuses(
            &["refund", &purchase, "--reason", "twice"],
            3,
            "was paid more than once",
        )
        .await;
}
