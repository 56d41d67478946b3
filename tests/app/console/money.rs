//! The console's payment pages: payments are viewed and refunded.

use serde_json::Value;
use vernissage::store::ChargeStore;

use crate::{
    console::test_console::{TestConsole, always},
    support::{
        http,
        service::{picture, quick},
        visitor::Visitor,
    },
};

/// Buys a pack on the test page.
pub(crate) async fn buy(console: &TestConsole, visitor: &Visitor, pack: &str) {
    visitor.write("/buy").await;
    visitor.press(pack).await;

    let page = page(visitor).await;
    let form = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("cookie", visitor.cookie.as_str()),
    ];
    let paid = http::ask(
        console.app.address,
        &format!("POST {page}"),
        &form,
        b"wish=pay",
    )
    .await;

    assert_eq!(paid.status, 303);
    visitor.read("Thank you!").await;
}

/// The newest page to pay on.
async fn page(visitor: &Visitor) -> String {
    let link = |bubble: &Value| Some(bubble["buttons"][0][0]["link"].as_str()?.to_owned());
    visitor
        .see(|bubbles| bubbles.iter().rev().find_map(link))
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_is_given_back_by_its_provider_and_its_credits_go_with_it() {
    let console = TestConsole::open(quick()).await;
    let operator = console.operator().await;
    let (visitor, person) = console.visitor().await;
    buy(&console, &visitor, "100 credits").await;

    let (from, until) = always();
    let payment = console.store().await.charges(from, until).await.unwrap()[0]
        .key()
        .name();
    let list = operator.read("/console/purchases").await;
    assert!(
        list.contains("100.00 RUB") && list.contains(&payment),
        "{list}"
    );

    assert!(operator.read("/console").await.contains("100.00 RUB"));

    let refund = "/console/purchases/refund";
    let wish = [
        ("payment", payment.as_str()),
        ("reason", "too small a painting"),
    ];
    operator
        .does("/console/purchases", refund, &wish, "The refund has begun")
        .await;

    visitor.read("100 credits were taken back").await;
    assert_eq!(console.balance(person).await, 0);
    assert!(
        operator
            .read("/console/purchases")
            .await
            .contains(">refunded<")
    );

    operator
        .is_refused("/console/purchases", refund, &wish, "it has been refunded")
        .await;

    let unknown = [("payment", "test:nothing"), ("reason", "x")];
    operator
        .is_refused(
            "/console/purchases",
            refund,
            &unknown,
            "there is no payment test:nothing",
        )
        .await;

    let line = format!("refund|payment {payment}|too small a painting|");
    let journal = console.journal().await;
    assert!(
        journal[0].starts_with(&line) && journal[0].ends_with("under way"),
        "{journal:?}"
    );

    assert_eq!(journal[1], format!("{line}done"));
    console.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn spent_credits_stand_against_a_refund_unless_it_is_forced() {
    let console = TestConsole::open(quick()).await;
    let operator = console.operator().await;
    let (visitor, person) = console.visitor().await;
    buy(&console, &visitor, "100 credits").await;
    visitor
        .send(&[picture([200, 30, 30]), picture([30, 30, 200])])
        .await;

    visitor.press("Size and quality").await;
    visitor.press("Premium").await;
    visitor.press("for 50 credits").await;
    visitor.read("Which one do you like best?").await;

    let (from, until) = always();
    let payment = console.store().await.charges(from, until).await.unwrap()[0]
        .key()
        .name();
    let refund = "/console/purchases/refund";
    let wish = [("payment", payment.as_str()), ("reason", "kindness")];
    let why = "50 of its credits were spent; only a forced refund writes them off";

    operator
        .is_refused("/console/purchases", refund, &wish, why)
        .await;

    assert_eq!(console.balance(person).await, 50);

    let forced = [&wish[..], &[("force", "yes")]].concat();
    operator
        .does(
            "/console/purchases",
            refund,
            &forced,
            "The refund has begun",
        )
        .await;

    visitor.read("50 credits were taken back").await;
    assert_eq!(
        console.journal().await[0],
        format!("refund|payment {payment}|forced: kindness|done")
    );

    console.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_for_and_not_paid_is_listed_too() {
    let console = TestConsole::open(quick()).await;
    let operator = console.operator().await;
    let (visitor, person) = console.visitor().await;
    visitor.write("/buy").await;
    visitor.press("250 credits").await;

    page(&visitor).await;

    let list = operator.read("/console/purchases").await;
    assert!(
        list.contains("250.00 RUB") && list.contains(&format!("/console/people/{person}")),
        "{list}"
    );

    assert!(
        !operator
            .read("/console/purchases?unmatched=yes&provider=stars")
            .await
            .contains("Refund…")
    );

    console.close().await;
}
