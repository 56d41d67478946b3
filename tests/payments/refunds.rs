//! Money on its way back: by the operator's command, or by YooKassa's own office.

use crate::{
    fake::{Call, Fault},
    house::{BOUGHT, House},
    visitor::Visitor,
};

/// Somebody who has bought the second pack; and the names of the purchase and the payment.
async fn buyer(house: &House) -> (Visitor, String, String) {
    let visitor = house.visitor().await;
    let link = visitor.buy(100).await;
    house.yookassa.post(house.yookassa.succeed(&link.payment));
    house.has(&visitor, BOUGHT).await;

    let purchase = house.yookassa.payment(&link.payment).purchase().to_owned();
    (visitor, purchase, link.payment)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_gives_the_money_back_once_and_takes_the_credits_along() {
    let house = House::open("").await;
    let (ada, purchase, payment) = buyer(&house).await;
    let said = house
        .says(&["refund", &purchase, "--reason", "too small a painting"])
        .await;

    let begun = format!(
        "yookassa:{payment}: the refund of 100.00 RUB has begun\nyookassa:{payment}: given back\n"
    );
    assert_eq!(said, begun);
    ada.read("The payment was given back, and 110 credits went with it")
        .await;

    house.has(&ada, 0).await;
    house
        .refuses(
            &["refund", &purchase, "--reason", "again"],
            3,
            "it has been refunded",
        )
        .await;

    house.agree().await;
    assert_eq!(house.yookassa.world().till.refunds, [(payment, 10_000)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_that_is_asked_for_twice_at_once_is_given_once() {
    let house = House::open("").await;
    let (ada, purchase, payment) = buyer(&house).await;
    let refund = ["refund", purchase.as_str(), "--reason", "once"];
    let (one, other) = tokio::join!(house.command(&refund), house.command(&refund));
    let codes = [one.status.code(), other.status.code()];

    assert!(
        codes.contains(&Some(0)) && codes.contains(&Some(3)),
        "{codes:?}"
    );

    house.has(&ada, 0).await;
    assert_eq!(house.yookassa.world().till.refunds, [(payment, 10_000)]);
    house.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn spent_credits_are_given_back_only_by_force_which_is_written_down() {
    let house = House::open("").await;
    let (ada, purchase, _) = buyer(&house).await;
    ada.send_pictures().await;
    ada.press("Size and quality").await;
    ada.press("Premium").await;

    ada.press("for 50 credits").await;
    ada.read("Which one do you like best?").await;
    house.has(&ada, BOUGHT - 50).await;
    house
        .refuses(
            &["refund", &purchase, "--reason", "no"],
            3,
            "50 of its credits were spent",
        )
        .await;

    assert!(house.yookassa.world().till.refunds.is_empty());
    house
        .says(&["refund", &purchase, "--reason", "yes", "--force"])
        .await;

    house.has(&ada, 0).await;
    house.agree().await;
    assert_eq!(house.booked("credits", "written_off").await, "50");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_waits_for_a_provider_that_is_down_and_is_given_once_however_answers_are_lost() {
    let house = House::open("").await;
    let (ada, purchase, payment) = buyer(&house).await;
    house.yookassa.down(true);

    let looked = house.yookassa.world().calls[&Call::Look];
    let refund = ["refund", purchase.as_str(), "--reason", "patience"];
    let wait = async {
        house.yookassa.called(Call::Look, looked + 1).await;
        assert_eq!(house.balance(&ada).await, 0, "they are set aside");
        house.yookassa.order(Call::Refund, 1, Fault::Broken);
        house.yookassa.order(Call::Refund, 1, Fault::CutAfter);
        house.yookassa.down(false);

        for tries in 1..=2 {
            house.hurry();
            house.yookassa.called(Call::Refund, tries).await;
        }

        house.hurry();
    };

    let (output, ()) = tokio::join!(house.command(&refund), wait);
    assert!(output.status.success());
    house.has(&ada, 0).await;
    ada.read("The payment was given back").await;
    assert_eq!(house.yookassa.world().till.refunds, [(payment, 10_000)]);

    house.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_keeps_the_money_leaves_the_credits_to_the_person() {
    let house = House::open("").await;
    let (ada, purchase, _) = buyer(&house).await;
    house.yookassa.world().till.keeps_the_money = true;
    house
        .refuses(
            &["refund", &purchase, "--reason", "in vain"],
            1,
            "the provider refuses",
        )
        .await;

    house.has(&ada, BOUGHT).await;
    house.agree().await;
    house.yookassa.world().till.keeps_the_money = false;
    house
        .says(&["refund", &purchase, "--reason", "once more"])
        .await;

    house.has(&ada, 0).await;
    house.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_that_is_decided_later_is_asked_after_until_then() {
    let house = House::open("").await;
    let (ada, purchase, _) = buyer(&house).await;
    house.yookassa.world().till.ponders = true;

    let refund = ["refund", purchase.as_str(), "--reason", "later"];
    let decide = async {
        house.yookassa.called(Call::Refund, 1).await;
        house.yookassa.world().till.ponders = false;
        house.hurry();
    };
    let (output, ()) = tokio::join!(house.command(&refund), decide);
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("given back")
    );

    house.has(&ada, 0).await;
    house.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_given_back_in_yookassas_own_office_takes_its_credits_along() {
    let house = House::open("").await;
    let (ada, purchase, payment) = buyer(&house).await;
    for _ in 0..2 {
        house
            .yookassa
            .post(house.yookassa.give_back(&payment, 4_000));
        house.has(&ada, BOUGHT).await;
    }

    house
        .yookassa
        .post(house.yookassa.give_back(&payment, 2_000));

    ada.read("The payment was given back").await;
    house.has(&ada, 0).await;
    house.agree().await;
    house
        .refuses(
            &["refund", &purchase, "--reason", "again"],
            3,
            "it has been refunded",
        )
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_partly_given_back_is_never_given_back_beyond_what_was_paid() {
    let house = House::open("").await;
    let (ada, purchase, payment) = buyer(&house).await;
    house
        .yookassa
        .post(house.yookassa.give_back(&payment, 4_000));

    house
        .refuses(
            &["refund", &purchase, "--reason", "the rest"],
            1,
            "the provider refuses",
        )
        .await;

    house.has(&ada, BOUGHT).await;
    assert_eq!(house.yookassa.payment(&payment).refunded, 4_000);

    let numbers = reqwest::get(format!("http://{}/metrics", house.address()))
        .await
        .unwrap()
        .text()
        .await
        .unwrap();

    let counted = "vernissage_charges_total{provider=\"yookassa\",outcome=\"returned_in_part\"}";
    assert!(
        numbers.contains(counted),
        "the operator has to look at it: {numbers}"
    );
}
