//! The console's feed page: entries are approved, hidden and banned. Its pictures are for the
//! operator only.

use vernissage::domain::{
    feed::{EntryId, StyleKey},
    look::Level,
};
use vernissage::store::FeedStore;

use crate::{
    console::test_console::{Operator, TestConsole},
    support::{http, service::quick},
};

/// The first entry on a page of the list.
async fn entry(operator: &Operator, which: &str) -> String {
    for _ in 0..500 {
        let shown = operator.read(&format!("/console/feed?which={which}")).await;
        if let Some(rest) = shown.split("<h2>Entry ").nth(1) {
            return rest.split(' ').next().unwrap().to_owned();
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }

    panic!("nothing is {which}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_is_approved_hidden_and_its_person_told_and_banned() {
    let console = TestConsole::open_with(quick(), "feed.approval = true").await;
    let operator = console.operator().await;
    let (visitor, person) = console.visitor().await;
    visitor.order().await;
    visitor.read("Your painting!").await;

    visitor.press("Publish").await;
    visitor.press("Title: an Egyptian cat").await;
    visitor.read("• title: an Egyptian cat").await;
    visitor.press("Yes, publish it").await;

    let feed = console.store().await.feed();
    let list = "/console/feed";
    let id = entry(&operator, "awaiting").await;
    let shown = operator.read("/console/feed?which=awaiting").await;
    assert!(shown.contains("titled “An Egyptian cat”"), "{shown}");

    let picture = format!("/console/feed/{id}/painting");
    assert_eq!(
        operator.get(&picture).await.header("content-type"),
        Some("image/webp")
    );

    assert_eq!(
        operator
            .get(&format!("/console/feed/{id}/photo"))
            .await
            .status,
        404,
        "it is not shown"
    );

    assert_ne!(
        http::ask(console.app.address, &format!("GET {picture}"), &[], b"")
            .await
            .status,
        200
    );

    let key = EntryId::parse(&id).unwrap();
    assert!(feed.entry(key).await.unwrap().is_none());

    operator
        .does(
            list,
            &format!("/console/feed/{id}/approve"),
            &[],
            "It is public now.",
        )
        .await;

    visitor.read("Your painting is in the feed").await;
    assert!(feed.entry(key).await.unwrap().is_some());

    let hide = format!("/console/feed/{id}/hide");
    operator
        .is_refused(
            list,
            &hide,
            &[("reason", " ")],
            "a reason has 1 to 500 letters",
        )
        .await;

    operator
        .does(
            list,
            &hide,
            &[("reason", "somebody else's photo")],
            "It is hidden",
        )
        .await;

    visitor.read("somebody else's photo").await;
    assert!(feed.entry(key).await.unwrap().is_none());

    let ban = format!("/console/people/{person}/ban");
    operator
        .does(
            list,
            &ban,
            &[("reason", "again and again")],
            "They can no longer publish.",
        )
        .await;

    visitor.press("Publish").await;
    visitor.read("hidden by us").await;
    operator
        .does(
            list,
            &format!("/console/feed/{id}/approve"),
            &[],
            "It is public now.",
        )
        .await;

    assert!(feed.entry(key).await.unwrap().is_some());
    operator
        .does(
            list,
            &format!("/console/people/{person}/allow"),
            &[],
            "They can publish again.",
        )
        .await;

    let journal = console.journal().await.join("\n");
    for deed in ["approve", "hide", "ban from the feed", "allow in the feed"] {
        assert!(journal.contains(deed), "{deed}: {journal}");
    }

    console.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_style_remembers_what_suits_it() {
    let console = TestConsole::open(quick()).await;
    let operator = console.operator().await;
    let page = "/console/feed/styles";
    let knobs = [("strength", "2"), ("stroke", "")];
    operator
        .does(
            page,
            "/console/feed/styles/wave",
            &knobs,
            "Saved for everybody who takes the style",
        )
        .await;

    let (visitor, _) = console.visitor().await;
    visitor.write("/start style_wave").await;
    visitor.read("Good choice!").await;

    let style = console
        .store()
        .await
        .feed()
        .style(StyleKey::parse("wave").unwrap())
        .await;
    let style = style.unwrap().unwrap();
    assert_eq!(
        (style.strength.map(Level::position), style.stroke),
        (Some(2), None)
    );

    for knobs in [
        [("strength", "3"), ("stroke", "")],
        [("strength", "x"), ("stroke", "")],
    ] {
        assert_eq!(
            operator
                .post(page, "/console/feed/styles/wave", &knobs)
                .await
                .status,
            400
        );
    }

    console.close().await;
}
