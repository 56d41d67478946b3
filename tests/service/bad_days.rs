//! What goes wrong, and that nobody loses anything by it.

use vernissage::{
    domain::{credits::Credits, ids::PersonId, time::Moment},
    engine::stylize::fake::{FakePainter, Trouble},
    store::{Grant, Store},
};

use crate::world::{Visitor, folder, quick, slow, start, store};

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_dies_in_the_middle_goes_on_and_delivers_once() {
    let folder = folder();
    let app = start(folder.path(), slow()).await;
    let visitor = Visitor::new(&app).await;
    visitor.order().await;
    visitor.read("Painting: 4").await;
    drop(app);
    let app = start(folder.path(), slow()).await;
    let again = Visitor::back(&app, visitor.cookie.clone());
    again.read("Your painting!").await;
    assert_eq!(again.count("Your painting!"), 1);
    assert!(store(folder.path()).await.audit().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_is_stopped_puts_its_painting_away() {
    let folder = folder();
    let app = start(folder.path(), slow()).await;
    let visitor = Visitor::new(&app).await;
    visitor.order().await;
    visitor.read("Painting:").await;
    app.app.stop().await.unwrap();
    let app = start(folder.path(), quick()).await;
    let again = Visitor::back(&app, visitor.cookie.clone());
    again.read("Your painting!").await;
}

async fn failed_premium(trouble: Trouble, apology: &str) {
    let folder = folder();
    let app = start(folder.path(), FakePainter { trouble, ..quick() }).await;
    let visitor = Visitor::new(&app).await;
    visitor.write("/balance").await;
    visitor.read("You have 0 credits").await;
    let store = store(folder.path()).await;
    let (person, amount) = (PersonId(1), Credits::new(70));
    let grant = Grant { person, amount, reason: "a gift".into(), note: "a gift".into(), now: Moment::default() };
    assert!(store.grant(grant).await.unwrap());
    visitor.send(&[crate::world::picture([1, 2, 3]), crate::world::picture([4, 5, 6])]).await;
    visitor.press("Size and quality").await;
    visitor.press("Premium").await;
    visitor.press("for 50 credits").await;
    visitor.read(apology).await;
    visitor.read("All 50 credits are back.").await;
    visitor.write("/balance").await;
    visitor.read("You have 70 credits").await;
    assert!(store.audit().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_in_the_engine_ends_with_an_apology_and_the_credits_back() {
    failed_premium(Trouble::Panic, "something broke on my side").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_painting_that_does_not_fit_is_refused_with_the_credits_back() {
    failed_premium(Trouble::Memory, "too large for me").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_claims_to_be_a_photo_gets_a_plain_answer() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let visitor = Visitor::new(&app).await;
    visitor.send(&[b"Dear sir, this is a letter.".to_vec()]).await;
    visitor.read("I can't open this file as a picture").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_twice_is_answered_once() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let visitor = Visitor::new(&app).await;
    for _ in 0..2 {
        assert_eq!(visitor.post("/chat/text", "the same", "/help").await, 202);
    }
    visitor.read("/settings").await;
    visitor.write("/terms").await;
    visitor.read("Please send only pictures").await;
    assert_eq!(visitor.count("/settings"), 1);
}
