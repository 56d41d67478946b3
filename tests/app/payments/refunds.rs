//! Refunds: by the operator's command, or from YooKassa's own office.

use std::time::Duration;

use crate::{
    payments::{
        fake::{Call, Fault},
        service::{BOUGHT, TestService},
        visitor::Visitor,
    },
    support::wait::wait_until,
};

/// Somebody who has bought the second pack; and the names of the purchase and the payment.
async fn buyer(service: &TestService) -> (Visitor, String, String) {
    let visitor = service.visitor().await;
    let link = visitor.buy(100).await;
    service
        .yookassa
        .notify(service.yookassa.succeed(&link.payment));
    service.has(&visitor, BOUGHT).await;

    let purchase = service
        .yookassa
        .payment(&link.payment)
        .purchase()
        .to_owned();
    (visitor, purchase, link.payment)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_gives_the_money_back_once_and_takes_the_credits_along() {
    let service = TestService::open("").await;
    let (ada, purchase, payment) = buyer(&service).await;
    let said = service
        .says(&["refund", &purchase, "--reason", "too small a painting"])
        .await;

    let begun = format!(
        "yookassa:{payment}: the refund of 100.00 RUB has begun\nyookassa:{payment}: given back\n"
    );
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
    assert_eq!(service.yookassa.world().till.refunds, [(payment, 10_000)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_that_is_asked_for_twice_at_once_is_given_once() {
    let service = TestService::open("").await;
    let (ada, purchase, payment) = buyer(&service).await;
    let refund = ["refund", purchase.as_str(), "--reason", "once"];
    let (one, other) = tokio::join!(service.command(&refund), service.command(&refund));
    let codes = [one.status.code(), other.status.code()];

    assert!(
        codes.contains(&Some(0)) && codes.contains(&Some(3)),
        "{codes:?}"
    );

    service.has(&ada, 0).await;
    assert_eq!(service.yookassa.world().till.refunds, [(payment, 10_000)]);
    service.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn spent_credits_are_given_back_only_by_force_which_is_written_down() {
    let service = TestService::open("").await;
    let (ada, purchase, _) = buyer(&service).await;
    ada.send_pictures().await;
    ada.press("Size and quality").await;
    ada.press("Premium").await;

    ada.press("for 50 credits").await;
    ada.read("Which one do you like best?").await;
    service.has(&ada, BOUGHT - 50).await;
    service
        .refuses(
            &["refund", &purchase, "--reason", "no"],
            3,
            "50 of its credits were spent",
        )
        .await;

    assert!(service.yookassa.world().till.refunds.is_empty());
    service
        .says(&["refund", &purchase, "--reason", "yes", "--force"])
        .await;

    service.has(&ada, 0).await;
    service.agree().await;
    assert_eq!(service.booked("credits", "written_off").await, "50");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_waits_for_a_provider_that_is_down_and_is_given_once_however_answers_are_lost() {
    let service = TestService::open("").await;
    let (ada, purchase, payment) = buyer(&service).await;
    service.yookassa.down(true);

    let looked = service.yookassa.world().calls[&Call::Look];
    let refund = ["refund", purchase.as_str(), "--reason", "patience"];
    let wait = async {
        service.yookassa.called(Call::Look, looked + 1).await;
        assert_eq!(service.balance(&ada).await, 0, "they are set aside");
        service.yookassa.order(Call::Refund, 1, Fault::error(500));
        service.yookassa.order(Call::Refund, 1, Fault::CutAfter);
        service.yookassa.down(false);

        for tries in 1..=2 {
            service.hurry();
            service.yookassa.called(Call::Refund, tries).await;
        }

        service.hurry();
    };

    let (output, ()) = tokio::join!(service.command(&refund), wait);
    assert!(output.status.success());
    service.has(&ada, 0).await;
    ada.read("The payment was refunded").await;
    assert_eq!(service.yookassa.world().till.refunds, [(payment, 10_000)]);

    service.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_keeps_the_money_leaves_the_credits_to_the_person() {
    let service = TestService::open("").await;
    let (ada, purchase, _) = buyer(&service).await;
    service.yookassa.world().till.keeps_the_money = true;
    service
        .refuses(
            &["refund", &purchase, "--reason", "in vain"],
            1,
            "the provider refuses",
        )
        .await;

    service.has(&ada, BOUGHT).await;
    service.agree().await;
    service.yookassa.world().till.keeps_the_money = false;
    service
        .says(&["refund", &purchase, "--reason", "once more"])
        .await;

    service.has(&ada, 0).await;
    service.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_that_is_decided_later_is_asked_after_until_then() {
    let service = TestService::open("").await;
    let (ada, purchase, _) = buyer(&service).await;
    service.yookassa.world().till.ponders = true;

    let refund = ["refund", purchase.as_str(), "--reason", "later"];
    let decide = async {
        service.yookassa.called(Call::Refund, 1).await;
        service.yookassa.world().till.ponders = false;
        service.hurried(ada.read("The payment was refunded")).await;
    };
    let (output, ()) = tokio::join!(service.command(&refund), decide);
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("given back")
    );

    service.has(&ada, 0).await;
    service.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_given_back_in_yookassas_own_office_takes_its_credits_along() {
    let service = TestService::open("").await;
    let (ada, purchase, payment) = buyer(&service).await;
    for _ in 0..2 {
        service
            .yookassa
            .notify(service.yookassa.give_back(&payment, 4_000));
        service.has(&ada, BOUGHT).await;
    }

    service
        .yookassa
        .notify(service.yookassa.give_back(&payment, 2_000));

    ada.read("The payment was refunded").await;
    service.has(&ada, 0).await;
    service.agree().await;
    service
        .refuses(
            &["refund", &purchase, "--reason", "again"],
            3,
            "it has been refunded",
        )
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_partly_given_back_is_never_given_back_beyond_what_was_paid() {
    let service = TestService::open("").await;
    let (ada, purchase, payment) = buyer(&service).await;
    service
        .yookassa
        .notify(service.yookassa.give_back(&payment, 4_000));

    service
        .refuses(
            &["refund", &purchase, "--reason", "the rest"],
            1,
            "the provider refuses",
        )
        .await;

    service.has(&ada, BOUGHT).await;
    assert_eq!(service.yookassa.payment(&payment).refunded, 4_000);

    let numbers = service.metrics().await;
    let counted = "vernissage_charges_total{provider=\"yookassa\",outcome=\"returned_in_part\"}";
    assert!(
        numbers.contains(counted),
        "the operator has to look at it: {numbers}"
    );
}

/// Its webhook is lost, so that only the list of refunds tells of it.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_given_back_in_part_is_found_without_a_notification() {
    let service = TestService::open("").await;
    let (ada, _, payment) = buyer(&service).await;
    let (bob, _, bobs) = buyer(&service).await;
    service.yookassa.give_back(&payment, 4_000);
    service.yookassa.give_back(&bobs, 10_000);

    service.later(Duration::from_mins(11));
    bob.read("The payment was refunded").await;
    wait_until("the part is in the books", async || {
        service.booked("returned", "yookassa").await == "140.00"
    })
    .await;

    service.has(&ada, BOUGHT).await;
    service.has(&bob, 0).await;
    service.agree().await;

    let numbers = service.metrics().await;
    let returned = "vernissage_returned_minor{provider=\"yookassa\",currency=\"RUB\"} 14000";
    assert!(numbers.contains(returned), "{numbers}");
}
