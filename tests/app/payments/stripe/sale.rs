//! Purchases from the conversation to the money, while Stripe works.

use std::time::Duration;

use futures_util::future::join_all;

use crate::{
    payments::{
        service::{BOUGHT, PACKS_ABROAD, TestService},
        stripe::fake::{Call, KEY as STRIPE_KEY},
    },
    support::faults::Fault,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_pack_is_paid_in_euros_and_what_was_wanted_starts_by_itself() {
    let service = TestService::abroad("").await;
    let ada = service.visitor().await;
    ada.send_pictures().await;
    ada.press("Size and quality").await;
    ada.press("Premium").await;

    ada.press("Get credits").await;
    ada.press("100 credits").await;

    let link = ada.link().await;
    assert_eq!(link.label, "Pay €1.19");

    let session = service.stripe.session(&link.payment);
    assert_eq!((session.amount, session.currency.as_str()), (119, "eur"));
    assert_eq!(
        session
            .form
            .get("line_items[0][price_data][product_data][name]"),
        Some("110 credits for paintings")
    );
    assert_eq!(session.form.get("customer_email"), None);

    service.stripe.notify(service.stripe.succeed(&link.payment));
    assert_eq!(ada.outcome(&link).await, "Paid: 110 credits.");
    ada.read("Which one do you like best?").await;
    service.has(&ada, BOUGHT - 50).await;
    service.agree().await;

    assert_eq!(service.booked_in("taken", "stripe", "EUR").await, "1.19");
    let numbers = service.metrics().await;
    let income = "vernissage_income_minor{provider=\"stripe\",currency=\"EUR\"} 119";
    assert!(numbers.contains(income), "{numbers}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_that_no_event_tells_of_is_found_by_asking() {
    let service = TestService::abroad("").await;
    let ada = service.visitor().await;
    let link = ada.buy(100).await;
    service.stripe.succeed(&link.payment);
    service.hurry();

    service.has(&ada, BOUGHT).await;
    service.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_who_comes_back_from_the_page_is_looked_after_at_once() {
    let service = TestService::abroad("").await;
    let ada = service.visitor().await;
    let link = ada.buy(100).await;
    service.stripe.succeed(&link.payment);

    let session = service.stripe.session(&link.payment);
    let answer = reqwest::get(session.form.get("success_url").unwrap())
        .await
        .unwrap();
    assert_eq!(
        (answer.status().as_u16(), answer.url().path()),
        (200, "/chat")
    );

    service.has(&ada, BOUGHT).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_event_five_times_credits_once() {
    let service = TestService::abroad("").await;
    let ada = service.visitor().await;
    let link = ada.buy(100).await;
    let event = service.stripe.succeed(&link.payment);
    let five = join_all((0..5).map(|_| service.stripe.deliver(&event))).await;

    assert_eq!(five, [Some(200); 5]);
    service.has(&ada, BOUGHT).await;
    assert_eq!(ada.count("Thank you!"), 1);
    service.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_whose_time_is_up_and_a_debit_that_is_declined_are_told_apart() {
    let service = TestService::abroad("").await;
    let ada = service.visitor().await;
    let first = ada.buy(100).await;
    service.stripe.notify(service.stripe.expire(&first.payment));
    assert!(ada.outcome(&first).await.contains("page has expired"));

    let second = ada.buy(50).await;
    let asked = service.stripe.world().count(Call::LookSession);
    service
        .stripe
        .notify(service.stripe.process(&second.payment));
    service.stripe.called(Call::LookSession, asked + 1).await;
    service.stripe.heard().await;
    assert_eq!(
        ada.count("didn't go through"),
        0,
        "the bank has not decided"
    );

    service.stripe.fail(&second.payment);
    let outcome = service.hurried(ada.outcome(&second)).await;
    assert!(outcome.contains("didn't go through"));

    service.has(&ada, 0).await;
    service.agree().await;
}

/// No event tells of it, so it has to be asked after for as long as that takes.
#[tokio::test(flavor = "multi_thread")]
async fn a_debit_that_the_bank_takes_after_ten_days_is_credited() {
    let service = TestService::abroad("").await;
    let ada = service.visitor().await;
    let link = ada.buy(100).await;
    service.stripe.process(&link.payment);

    let asked = service.stripe.world().count(Call::LookSession);
    service.later(Duration::from_hours(24 * 10));
    service.stripe.called(Call::LookSession, asked + 1).await;
    service
        .hurried(service.stripe.called(Call::LookSession, asked + 2))
        .await;

    service.stripe.succeed(&link.payment);
    service.hurried(service.has(&ada, BOUGHT)).await;
    service.agree().await;
}

/// The agreed price and credits hold, whatever the list says meanwhile.
#[tokio::test(flavor = "multi_thread")]
async fn a_price_list_that_changes_between_the_link_and_the_payment_changes_nothing() {
    let mut service = TestService::abroad("").await;
    let ada = service.visitor().await;
    let link = ada.buy(100).await;

    service.stop().await;
    let dearer = PACKS_ABROAD.replace("1.19", "2.38");
    service.start("", &dearer).await;

    service.stripe.notify(service.stripe.succeed(&link.payment));
    service.has(&ada, BOUGHT).await;
    service.agree().await;
    assert_eq!(ada.buy(100).await.label, "Pay €2.38");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_may_come_before_the_answer_to_the_order() {
    let service = TestService::abroad("").await;
    let ada = service.visitor().await;
    service
        .stripe
        .order(Call::CreateSession, 1, Fault::Late(Duration::from_secs(2)));

    ada.order(100).await;

    let session = service
        .stripe
        .until(|world| world.till.sessions.keys().next().cloned())
        .await;
    service.stripe.notify(service.stripe.succeed(&session));
    service.has(&ada, BOUGHT).await;
    ada.read("Paid: 110 credits.").await;
    service.agree().await;

    assert_eq!(service.stripe.world().till.sessions.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_operator_is_told_which_accounts_take_the_money() {
    let service = TestService::abroad("").await;
    let output = service.command(&["check"]).await;
    let said = String::from_utf8(output.stdout).unwrap();

    for line in [
        "yookassa  shop 100500, test shop",
        "stripe    acct_1QpTest, test mode, takes EUR, USD, JPY",
    ] {
        assert!(said.contains(line), "{said}");
    }

    assert!(!said.contains(STRIPE_KEY));
}
