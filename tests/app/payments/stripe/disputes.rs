//! Disputes: told to the operator, and money that the bank has taken back is gone.

use std::time::Duration;

use crate::{
    payments::{
        service::{BOUGHT, TestService},
        stripe::fake::Call,
        visitor::Visitor,
    },
    support::wait::wait_until,
};

async fn buyer(service: &TestService) -> (Visitor, String) {
    let visitor = service.visitor().await;
    let link = visitor.buy(100).await;
    service.stripe.notify(service.stripe.succeed(&link.payment));
    service.has(&visitor, BOUGHT).await;

    (visitor, link.payment)
}

async fn has_open_disputes(service: &TestService, number: u32) {
    let wanted = format!("vernissage_disputes_open {number}\n");
    wait_until("the disputes are known", async || {
        service.metrics().await.contains(&wanted)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dispute_is_told_to_the_operator_and_a_lost_one_takes_the_credits_along() {
    let service = TestService::abroad("").await;
    let (ada, session) = buyer(&service).await;
    service.stripe.notify(service.stripe.dispute(&session, 119));
    has_open_disputes(&service, 1).await;
    service.has(&ada, BOUGHT).await;

    service.stripe.notify(service.stripe.decide_dispute("lost"));
    ada.read("The payment was refunded").await;
    service.has(&ada, 0).await;
    has_open_disputes(&service, 0).await;

    assert_eq!(service.booked_in("returned", "stripe", "EUR").await, "1.19");
    assert_eq!(
        service.says(&["books", "--audit"]).await,
        "the books are in order\n"
    );

    let counted = "vernissage_disputes_total{provider=\"stripe\",state=\"lost\"} 1";
    let numbers = service.metrics().await;
    assert!(numbers.contains(counted), "{numbers}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dispute_is_found_without_an_event_and_a_won_one_changes_nothing() {
    let service = TestService::abroad("").await;
    let (ada, session) = buyer(&service).await;
    service.stripe.dispute(&session, 119);
    service.later(Duration::from_mins(11));
    has_open_disputes(&service, 1).await;

    service.stripe.decide_dispute("won");
    service.later(Duration::from_mins(11));
    has_open_disputes(&service, 0).await;
    service.has(&ada, BOUGHT).await;
    service.agree().await;
}

/// Lists are sorted by when a dispute began, and banks take their time.
#[tokio::test(flavor = "multi_thread")]
async fn a_dispute_that_is_lost_after_months_is_found_without_an_event() {
    let service = TestService::abroad("").await;
    let (_, session) = buyer(&service).await;
    service.stripe.notify(service.stripe.dispute(&session, 119));
    has_open_disputes(&service, 1).await;

    let looked = service.stripe.world().count(Call::ListDisputes);
    service.later(Duration::from_hours(24 * 60));
    // All disputes, and then those of this payment.
    service.stripe.called(Call::ListDisputes, looked + 2).await;
    service.stripe.decide_dispute("lost");
    service.later(Duration::from_mins(11));
    has_open_disputes(&service, 0).await;
    assert_eq!(service.booked_in("returned", "stripe", "EUR").await, "1.19");
}
