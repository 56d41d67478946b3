//! Failures of Stripe and of the service: nobody loses money.

use crate::{
    payments::{
        service::{BOUGHT, FastClock, Takers, TestService},
        stripe::fake::Call,
    },
    support::faults::Fault,
};

#[tokio::test(flavor = "multi_thread")]
async fn an_order_whose_answers_are_lost_is_one_session_with_one_link() {
    let service = TestService::abroad("").await;
    let ada = service.visitor().await;
    let faults = [
        Fault::error(500),
        Fault::TooMany(1),
        Fault::Gateway(502),
        Fault::CutAfter,
        Fault::HalfAnswer,
    ];

    for fault in faults.clone() {
        service.stripe.order(Call::CreateSession, 1, fault);
    }

    ada.order(100).await;

    for tries in 1..=faults.len() as u64 {
        service.stripe.called(Call::CreateSession, tries).await;
        service.hurry();
    }

    let link = ada.link().await;
    service.stripe.notify(service.stripe.succeed(&link.payment));
    service.has(&ada, BOUGHT).await;
    assert_eq!(service.stripe.world().till.sessions.len(), 1);
    service.agree().await;
}

/// Stripe keeps an error of its own as the answer to a key: the session behind it is nobody's, and
/// the next key makes another one.
#[tokio::test(flavor = "multi_thread")]
async fn an_error_that_stripe_keeps_does_not_hold_up_the_order_for_ever() {
    let service = TestService::abroad("").await;
    let ada = service.visitor().await;
    service
        .stripe
        .order(Call::CreateSession, 1, Fault::RefusedAfter(500));
    ada.order(100).await;
    service.stripe.called(Call::CreateSession, 1).await;
    service.hurry();

    let link = ada.link().await;
    service.stripe.notify(service.stripe.succeed(&link.payment));
    service.has(&ada, BOUGHT).await;
    assert_eq!(service.stripe.world().till.sessions.len(), 2);
    service.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_is_down_loses_no_open_page() {
    let service = TestService::abroad("").await;
    let ada = service.visitor().await;
    let link = ada.buy(100).await;

    service.stripe.down(true);
    let event = service.stripe.succeed(&link.payment);
    assert_eq!(
        service.stripe.deliver(&event).await,
        Some(503),
        "it is to come again"
    );

    service.stripe.down(false);
    service.hurried(service.has(&ada, BOUGHT)).await;
    service.agree().await;
}

/// The session is made, its answer never heard, and the service killed.
#[tokio::test(flavor = "multi_thread")]
async fn a_kill_between_the_order_and_its_answer_makes_no_second_session() {
    let service = TestService::closed_for(Takers::Both).await;
    let swift = FastClock::starting_now(10);
    let life = service.spawn(swift);
    let ada = service.visitor().await;

    service
        .stripe
        .order(Call::CreateSession, 1, Fault::NeverAnswered);
    ada.order(100).await;
    service.stripe.called(Call::CreateSession, 1).await;
    life.end();

    let _life = service.spawn(swift);
    let link = ada.link().await;
    service.stripe.notify(service.stripe.succeed(&link.payment));
    service.has(&ada, BOUGHT).await;
    assert_eq!(service.stripe.world().till.sessions.len(), 1);
    service.agree().await;
}
