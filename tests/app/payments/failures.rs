//! Failures of YooKassa, of the service and of the buyer: nobody loses money.

use std::time::Duration;

use crate::payments::{
    fake::{Call, Fault},
    service::{BOUGHT, PACKS, TestService},
};

const DAY: Duration = Duration::from_hours(24);

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_goes_wrong_in_every_way_is_one_payment_with_one_link() {
    let service = TestService::open("").await;
    let ada = service.visitor().await;
    let faults = [
        Fault::error(500),
        Fault::TooMany(1),
        Fault::Gateway(502),
        Fault::RefusedAfter(500),
        Fault::CutAfter,
        Fault::HalfAnswer,
    ];

    for fault in faults.clone() {
        service.yookassa.order(Call::Create, 1, fault);
    }

    ada.order(100).await;

    for tries in 1..=faults.len() as u64 {
        service.yookassa.called(Call::Create, tries).await;
        service.hurry();
    }

    let link = ada.link().await;
    service
        .yookassa
        .notify(service.yookassa.succeed(&link.payment));
    service.has(&ada, BOUGHT).await;
    assert_eq!(
        (
            service.yookassa.world().till.payments.len(),
            ada.count("Paid:")
        ),
        (1, 1)
    );

    service.agree().await;
}

/// This one takes as long as the service waits for an answer.
#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_is_done_and_never_answered_is_made_again_and_is_the_same() {
    let service = TestService::open("").await;
    let ada = service.visitor().await;
    service
        .yookassa
        .order(Call::Create, 1, Fault::NeverAnswered);
    ada.order(100).await;
    service
        .yookassa
        .until(|world| (world.given_up == 1).then_some(()))
        .await;

    service.hurry();

    let link = ada.link().await;
    service
        .yookassa
        .notify(service.yookassa.succeed(&link.payment));
    service.has(&ada, BOUGHT).await;
    assert_eq!(service.yookassa.world().till.payments.len(), 1);
    service.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_paid_while_the_service_is_down_is_credited_when_it_is_back() {
    let mut service = TestService::open("").await;
    let ada = service.visitor().await;
    let bob = service.visitor().await;
    let told = ada.buy(100).await;
    let untold = bob.buy(50).await;

    service.stop().await;
    service
        .yookassa
        .notify(service.yookassa.succeed(&told.payment));
    service.yookassa.succeed(&untold.payment);
    service.start("", PACKS).await;
    service.has(&ada, BOUGHT).await;

    service.has(&bob, 50).await;
    service.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_is_down_for_a_day_loses_no_open_page() {
    let service = TestService::open("").await;
    let ada = service.visitor().await;
    let link = ada.buy(100).await;

    service.yookassa.down(true);

    let notification = service.yookassa.succeed(&link.payment);
    assert_eq!(
        service.yookassa.deliver(&notification, "185.71.76.1").await,
        Some(503),
        "it is to come again"
    );

    let asked = service.yookassa.world().calls[&Call::Look];
    for hours in 1..=3 {
        service.later(DAY / 3);
        let looked = service.yookassa.called(Call::Look, asked + hours);
        service.hurried(looked).await;
    }

    service.yookassa.down(false);
    service.hurried(service.has(&ada, BOUGHT)).await;
    service.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_cannot_be_opened_for_an_hour_is_given_up_and_a_short_outage_is_not() {
    let service = TestService::open("").await;
    let ada = service.visitor().await;
    let bob = service.visitor().await;

    service.yookassa.down(true);
    ada.order(100).await;
    service.yookassa.called(Call::Create, 1).await;

    // A leap of the clock alone gives nothing up: the provider has to be asked in vain, too.
    service.later(Duration::from_mins(61));
    for asked in 2..=12 {
        assert_eq!(ada.count("We can't take payments right now"), 0);
        let tried = service.yookassa.called(Call::Create, asked);
        service.hurried(tried).await;
        service.hurry();
    }
    ada.read("We can't take payments right now").await;

    bob.order(100).await;
    service.yookassa.called(Call::Create, 13).await;
    service.later(Duration::from_mins(50));
    let tried = service.yookassa.called(Call::Create, 14);
    service.hurried(tried).await;
    service.yookassa.down(false);

    let link = service.hurried(bob.link()).await;
    service
        .yookassa
        .notify(service.yookassa.succeed(&link.payment));
    service.has(&bob, BOUGHT).await;
    service.has(&ada, 0).await;
    service.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_whose_time_is_up_and_a_card_that_is_declined_are_told_apart() {
    let service = TestService::open("").await;
    let ada = service.visitor().await;
    let first = ada.buy(100).await;
    service.yookassa.notify(
        service
            .yookassa
            .cancel(&first.payment, "expired_on_confirmation"),
    );

    assert!(ada.outcome(&first).await.contains("page has expired"));

    let second = ada.buy(50).await;
    service.yookassa.notify(
        service
            .yookassa
            .cancel(&second.payment, "insufficient_funds"),
    );

    assert!(ada.outcome(&second).await.contains("didn't go through"));

    let third = ada.buy(50).await;
    service
        .yookassa
        .cancel(&third.payment, "expired_on_confirmation");

    service.hurry();
    assert!(
        ada.outcome(&third).await.contains("page has expired"),
        "nobody told of it"
    );

    service.has(&ada, 0).await;
    service.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_after_the_page_was_given_up_is_credited_all_the_same() {
    let service = TestService::open("").await;
    let ada = service.visitor().await;
    let link = ada.buy(100).await;

    service.later(8 * DAY);
    assert!(ada.outcome(&link).await.contains("page has expired"));
    service
        .yookassa
        .notify(service.yookassa.succeed(&link.payment));
    service.has(&ada, BOUGHT).await;
    service.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_amount_than_agreed_is_the_operators_to_look_at() {
    let service = TestService::open("").await;
    let ada = service.visitor().await;
    let link = ada.buy(100).await;
    service
        .yookassa
        .world()
        .till
        .payments
        .get_mut(&link.payment)
        .unwrap()
        .amount = 9_900;

    service
        .yookassa
        .notify(service.yookassa.succeed(&link.payment));
    service.yookassa.heard().await;
    service.hurry();
    assert!(
        ada.outcome(&link).await.contains("our team"),
        "nothing has expired"
    );

    service.has(&ada, 0).await;
    assert_eq!(
        (
            service.booked("unmatched", "yookassa").await,
            service.booked("taken", "yookassa").await
        ),
        ("1".into(), "99.00".into())
    );

    service.agree().await;

    let said = service
        .says(&[
            "refund",
            &format!("yookassa:{}", link.payment),
            "--reason",
            "another amount",
        ])
        .await;
    assert!(said.contains("given back"), "{said}");
    assert_eq!(service.booked("unmatched", "yookassa").await, "0");
    service.settled().await;
    service.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn half_an_answer_about_a_payment_has_the_notification_come_again() {
    let service = TestService::open("").await;
    let ada = service.visitor().await;
    let link = ada.buy(100).await;

    service.yookassa.called(Call::Look, 1).await;

    for fault in [Fault::HalfAnswer, Fault::CutAfter, Fault::error(500)] {
        service.yookassa.order(Call::Look, 1, fault);
    }

    service
        .yookassa
        .notify(service.yookassa.succeed(&link.payment));
    service.has(&ada, BOUGHT).await;
    assert!(!service.yookassa.world().sender.unheard.is_empty());
    service.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_in_another_order_end_in_the_same_books() {
    let service = TestService::open("").await;
    let ada = service.visitor().await;
    let link = ada.buy(100).await;
    let paid = service.yookassa.succeed(&link.payment);
    let returned = service.yookassa.give_back(&link.payment, 10_000);

    for notification in [&returned, &paid, &returned, &paid] {
        assert_eq!(
            service.yookassa.deliver(notification, "185.71.76.1").await,
            Some(200)
        );
    }

    ada.read("The payment was refunded").await;
    service.has(&ada, 0).await;
    service.agree().await;
}
