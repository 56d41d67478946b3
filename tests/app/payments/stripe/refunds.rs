//! Refunds: by the operator's command, or from Stripe's own dashboard.

use std::time::Duration;

use crate::{
    payments::{
        service::{BOUGHT, TestService},
        stripe::fake::Call,
        visitor::Visitor,
    },
    support::{faults::Fault, wait::wait_until},
};

/// Somebody who has bought the second pack; and the names of the purchase and the session.
async fn buyer(service: &TestService) -> (Visitor, String, String) {
    let visitor = service.visitor().await;
    let link = visitor.buy(100).await;
    service.stripe.notify(service.stripe.succeed(&link.payment));
    service.has(&visitor, BOUGHT).await;

    let purchase = service.stripe.session(&link.payment).purchase();
    (visitor, purchase, link.payment)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_gives_the_money_back_once_and_takes_the_credits_along() {
    let service = TestService::abroad("").await;
    let (ada, purchase, session) = buyer(&service).await;
    let intent = service.stripe.intent(&session).id;
    let said = service
        .says(&["refund", &purchase, "--reason", "too small a painting"])
        .await;

    let begun =
        format!("stripe:{intent}: the refund of 1.19 EUR has begun\nstripe:{intent}: given back\n");
    assert_eq!(said, begun);
    ada.read("The payment was refunded, and 110 credits were taken back")
        .await;

    service.has(&ada, 0).await;
    service
        .refuses(
            &["refund", &purchase, "--reason", "again"],
            3,
            "it has been refunded",
        )
        .await;

    service.agree().await;
    assert_eq!(service.stripe.world().till.refunds.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_is_given_once_however_answers_are_lost() {
    let service = TestService::abroad("").await;
    let (ada, purchase, _) = buyer(&service).await;
    service.stripe.order(Call::Refund, 1, Fault::error(500));
    service
        .stripe
        .order(Call::Refund, 1, Fault::RefusedAfter(500));

    let refund = ["refund", purchase.as_str(), "--reason", "patience"];
    let wait = async {
        for tries in 1..=2 {
            service.stripe.called(Call::Refund, tries).await;
            service.hurry();
        }
    };

    let (output, ()) = tokio::join!(service.command(&refund), wait);
    assert!(output.status.success());
    service.has(&ada, 0).await;
    assert_eq!(service.stripe.world().till.refunds.len(), 1);
    service.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_that_failed_is_tried_again_when_the_operator_asks_again() {
    let service = TestService::abroad("").await;
    let (ada, purchase, _) = buyer(&service).await;
    service.stripe.world().till.keeps_the_money = true;
    service
        .refuses(
            &["refund", &purchase, "--reason", "in vain"],
            1,
            "the provider refuses",
        )
        .await;

    service.has(&ada, BOUGHT).await;
    service.agree().await;
    service.stripe.world().till.keeps_the_money = false;
    service
        .says(&["refund", &purchase, "--reason", "in vain"])
        .await;

    service.has(&ada, 0).await;
    service.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_that_is_decided_later_is_asked_after_until_then() {
    let service = TestService::abroad("").await;
    let (ada, purchase, _) = buyer(&service).await;
    service.stripe.world().till.ponders = true;

    let refund = ["refund", purchase.as_str(), "--reason", "later"];
    let decide = async {
        let stripe = &service.stripe;
        stripe
            .until(|world| (!world.till.refunds.is_empty()).then_some(()))
            .await;
        for refund in &mut stripe.world().till.refunds {
            refund.status = "succeeded";
        }
        service.hurried(ada.read("The payment was refunded")).await;
    };
    let (output, ()) = tokio::join!(service.command(&refund), decide);
    assert!(output.status.success());

    service.has(&ada, 0).await;
    assert_eq!(service.stripe.world().till.refunds.len(), 1);
    service.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_given_back_in_stripes_dashboard_takes_its_credits_along() {
    let service = TestService::abroad("").await;
    let (ada, _, session) = buyer(&service).await;
    for _ in 0..2 {
        service
            .stripe
            .notify(service.stripe.give_back(&session, 40));
        service.has(&ada, BOUGHT).await;
    }

    service
        .stripe
        .notify(service.stripe.give_back(&session, 39));
    ada.read("The payment was refunded").await;
    service.has(&ada, 0).await;
    service.agree().await;
}

/// Their events are lost, so that only the list of refunds tells of them.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_given_back_is_found_without_an_event() {
    let mut service = TestService::abroad("").await;
    let (ada, _, session) = buyer(&service).await;
    let (bob, _, bobs) = buyer(&service).await;
    service.stripe.give_back(&session, 40);
    service.stripe.give_back(&bobs, 119);

    service.later(Duration::from_mins(11));
    bob.read("The payment was refunded").await;
    wait_until("the part is in the books", async || {
        service.booked_in("returned", "stripe", "EUR").await == "1.59"
    })
    .await;

    service.has(&ada, BOUGHT).await;
    service.has(&bob, 0).await;

    // And one that is given back while the service is down.
    service.stop().await;
    service.stripe.give_back(&session, 79);
    service
        .start("", crate::payments::service::PACKS_ABROAD)
        .await;
    ada.read("The payment was refunded").await;
    service.has(&ada, 0).await;
    service.agree().await;
}

/// A page of the list has a hundred, newest first.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_given_back_is_found_behind_more_than_a_page_of_others() {
    let service = TestService::abroad("").await;
    let (ada, _, session) = buyer(&service).await;
    let (bob, _, bobs) = buyer(&service).await;
    service.stripe.give_back(&bobs, 119);
    for _ in 0..110 {
        service.stripe.give_back(&session, 1);
    }

    service.later(Duration::from_mins(11));
    bob.read("The payment was refunded").await;
    service.has(&bob, 0).await;
    service.has(&ada, BOUGHT).await;
    assert_eq!(service.booked_in("returned", "stripe", "EUR").await, "2.29");
    service.agree().await;
}

/// The person's bank has not taken the money.
#[tokio::test(flavor = "multi_thread")]
async fn a_refund_that_comes_back_later_is_told_to_the_operator() {
    let service = TestService::abroad("").await;
    let (ada, purchase, _) = buyer(&service).await;
    service
        .says(&["refund", &purchase, "--reason", "too small a painting"])
        .await;
    service.has(&ada, 0).await;

    for refund in &mut service.stripe.world().till.refunds {
        refund.status = "failed";
    }

    service.later(Duration::from_mins(11));
    let told = "vernissage_charges_total{provider=\"stripe\",outcome=\"refund_failed\"}";
    wait_until("the operator knows", async || {
        service.metrics().await.contains(told)
    })
    .await;
}
