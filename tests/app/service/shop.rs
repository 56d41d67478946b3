//! Missing credits are bought on the test page, and the painting then starts by itself.

use serde_json::Value;
use vernissage::{
    domain::time::Moment,
    store::{ChargeStore, LedgerStore},
};

use crate::support::{
    http::{self, Answer},
    service::{TestApp, folder, picture, quick, start, store},
    visitor::{Visitor, says},
};

/// Wants HD without a credit, and chooses a pack.
async fn wants_hd(visitor: &Visitor) -> String {
    visitor
        .send(&[picture([200, 30, 30]), picture([30, 30, 200])])
        .await;

    visitor.press("Size and quality").await;
    visitor.press("HD, 500 steps").await;
    visitor.read("more credits: you have 0").await;
    visitor.press("Get credits").await;
    visitor.press("250 credits").await;

    page(visitor).await
}

/// The newest page to pay on.
async fn page(visitor: &Visitor) -> String {
    let link = |bubble: &Value| Some(bubble["buttons"][0][0]["link"].as_str()?.to_owned());
    visitor
        .see(|bubbles| bubbles.iter().rev().find_map(link))
        .await
}

async fn press(app: &TestApp, page: &str, wish: &str, headers: &[(&str, &str)]) -> Answer {
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let headers = [&form, headers].concat();

    http::ask(
        app.address,
        &format!("POST {page}"),
        &headers,
        format!("wish={wish}").as_bytes(),
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn hd_that_was_wanted_starts_by_itself_once_it_is_paid() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let visitor = Visitor::new(&app).await;
    let page = wants_hd(&visitor).await;
    let shown = visitor.get(&page).await;

    assert!(
        shown.text().contains("Test payment: no money moves") && shown.text().contains("250 ₽")
    );

    let pressed = press(&app, &page, "pay", &[("cookie", &visitor.cookie)]).await;
    assert_eq!(
        (pressed.status, pressed.header("location")),
        (303, Some("/chat"))
    );

    visitor.read("Thank you! 265 credits have been added").await;

    let delivered = visitor
        .see(|bubbles| {
            bubbles
                .iter()
                .find(|bubble| bubble["file"].is_string())
                .cloned()
        })
        .await;

    let file = visitor
        .get(delivered["pictures"][0]["url"].as_str().unwrap())
        .await;
    assert_eq!(file.status, 200);
    visitor.write("/balance").await;
    visitor.read("126").await;
    assert_eq!(store(folder.path()).await.audit().await.unwrap(), []);

    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_paid_twice_is_credited_twice_and_starts_one_painting() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let visitor = Visitor::new(&app).await;
    let page = wants_hd(&visitor).await;
    press(&app, &page, "twice", &[]).await;

    visitor
        .see(|bubbles| {
            (bubbles
                .iter()
                .filter(|bubble| says(bubble, "Thank you!"))
                .count()
                == 2)
                .then_some(())
        })
        .await;

    visitor
        .see(|bubbles| {
            bubbles
                .iter()
                .find(|bubble| bubble["file"].is_string())
                .map(drop)
        })
        .await;

    let store = store(folder.path()).await;
    let charges = store
        .charges(Moment::default(), Moment::from_millis(i64::MAX))
        .await
        .unwrap();

    assert_eq!(charges.len(), 2);
    assert_eq!(visitor.count("Started!"), 1);
    assert_eq!(store.audit().await.unwrap(), []);
    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_declined_costs_nothing_and_can_be_tried_again() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let visitor = Visitor::new(&app).await;
    let declined = wants_hd(&visitor).await;
    press(&app, &declined, "decline", &[]).await;

    visitor
        .read("The payment didn't go through, and nothing was charged")
        .await;

    visitor.press("Get credits").await;
    visitor.press("250 credits").await;

    let again = page(&visitor).await;
    assert_ne!(again, declined);
    press(&app, &declined, "pay", &[]).await;
    assert_eq!(
        visitor.count("Thank you!"),
        0,
        "a declined payment stays declined"
    );

    press(&app, &again, "pay", &[]).await;
    visitor.read("Thank you!").await;
    visitor
        .see(|bubbles| {
            bubbles
                .iter()
                .find(|bubble| bubble["file"].is_string())
                .map(drop)
        })
        .await;

    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn another_site_presses_nothing_and_a_guessed_page_is_none() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let visitor = Visitor::new(&app).await;
    let page = wants_hd(&visitor).await;
    let foreign = press(&app, &page, "pay", &[("sec-fetch-site", "cross-site")]).await;

    assert_eq!(foreign.status, 403);

    for guess in [
        "/pay/test/1",
        "/pay/test/..%2F..%2Ftest",
        "/pay/test/zzzzzzzzzzzzz",
    ] {
        assert_eq!(visitor.get(guess).await.status, 404, "{guess}");
        assert_eq!(press(&app, guess, "pay", &[]).await.status, 404, "{guess}");
    }

    assert_eq!(visitor.count("Thank you!"), 0);
    app.app.stop().await.unwrap();
}
