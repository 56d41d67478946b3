//! A canvas from the painting to the delivery, on the chat page, and what can go wrong on the way.

use std::time::Duration;

use serde_json::Value;
use vernissage::{
    clock::{Clock, SystemClock},
    domain::{ids::OrderId, money::Money, order::Stage, time::Moment},
    engine::image::{Limits, Picture},
    store::{
        ChargeStore, LedgerStore, OrderStore, PictureStore,
        ledger::CanvasIncome,
        masters::MasterState,
        orders::{Advance, KeptOrder},
        refunds::RefundRefusal,
        sql::SqlStore,
    },
};

use crate::support::wait::{PATIENCE, wait_for};
use crate::support::{
    clock::TestClock,
    http,
    service::{TestApp, folder, picture, quick, quickly, settings, start, start_by, store},
    visitor::{Visitor, says},
};

const ANSWERS: [&str; 3] = ["Anna Petrova", "8 916 123-45-67", "Moscow"];

/// A finished painting, and its canvas up to the summary.
async fn to_summary(visitor: &Visitor) {
    visitor
        .send(&[picture([200, 30, 30]), picture([30, 30, 200])])
        .await;

    visitor.press("Paint it").await;
    visitor.read("Your painting!").await;
    visitor.press("Print on canvas").await;
    visitor.press("30×40 cm").await;
    visitor.press("I like it").await;

    visitor.read("Who is it for?").await;
    visitor.write(ANSWERS[0]).await;
    visitor.read("Which phone number").await;
    visitor.write(ANSWERS[1]).await;
    visitor.press("Russia").await;

    visitor.read("Which town").await;
    visitor.write(ANSWERS[2]).await;
    visitor.read("Street, house").await;
    visitor.write("Tverskaya 1, flat 2").await;
    visitor.read("And the postcode?").await;

    visitor.write("101000").await;
    visitor.press("Courier in Moscow").await;
    visitor.read("Total: 2190 ₽").await;
}

/// The page on which it is paid.
async fn to_page(visitor: &Visitor) -> String {
    visitor.press("Pay 2190").await;
    let link = |bubble: &Value| Some(bubble["buttons"][0][0]["link"].as_str()?.to_owned());
    visitor
        .see(|bubbles| bubbles.iter().rev().find_map(link))
        .await
}

async fn press(app: &TestApp, page: &str, wish: &str) {
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let answer = http::ask(
        app.address,
        &format!("POST {page}"),
        &form,
        format!("wish={wish}").as_bytes(),
    )
    .await;

    assert_eq!(answer.status, 303);
}

/// A paid canvas.
pub(crate) async fn paid(app: &TestApp, visitor: &Visitor) {
    to_summary(visitor).await;
    let page = to_page(visitor).await;
    press(app, &page, "pay").await;
    visitor.read("was paid on").await;
}

/// Waits for the only order at a stage.
pub(crate) async fn order(store: &SqlStore, stage: &str) -> KeptOrder {
    wait_for(&format!("an order is {stage}"), async || {
        let orders = store.orders_at_stage(stage, 9).await.unwrap();
        match orders.as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        }
    })
    .await
}

async fn advance(store: &SqlStore, id: OrderId, advance: Advance) {
    store
        .advance_order(id, advance, SystemClock.now())
        .await
        .unwrap()
        .unwrap();
}

async fn canvases(store: &SqlStore) -> CanvasIncome {
    let mut books = store
        .books(Moment::default(), SystemClock.now().plus(PATIENCE))
        .await
        .unwrap();
    assert_eq!(books.canvases.len(), 1);

    books.canvases.remove(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_canvas_hangs_on_a_wall_that_only_its_owner_sees() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let visitor = Visitor::new(&app).await;
    let stranger = Visitor::new(&app).await;

    to_summary(&visitor).await;

    let wall = visitor.read("This is how it would look: 40×30 cm").await;
    let url = wall["pictures"][0]["url"].as_str().unwrap();
    let shown = Picture::decode(&visitor.get(url).await.body, &Limits::default()).unwrap();
    assert_eq!((shown.width(), shown.height()), (1080, 900));
    assert_eq!(stranger.get(url).await.status, 404);

    let id = order(&store(folder.path()).await, "draft").await.order.id;
    for what in ["v", "p", "x", "g:name", "t", "b:0"] {
        assert_eq!(
            stranger
                .post("/chat/press", what, &format!("o:{id}:{what}"))
                .await,
            202
        );
    }

    let refused = |bubbles: &[Value]| {
        bubbles
            .iter()
            .filter(|one| says(one, "I can't find this order"))
            .count()
    };

    stranger
        .see(|bubbles| (refused(bubbles) == 6).then_some(()))
        .await;

    stranger.write("/orders").await;
    stranger.read("You haven't ordered a canvas yet").await;

    let kept = order(&store(folder.path()).await, "draft").await;
    assert!(
        kept.order.recipient.is_complete(),
        "a stranger has changed nothing"
    );

    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_taken_up_again_after_a_restart() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let visitor = Visitor::new(&app).await;
    to_summary(&visitor).await;
    app.app.stop().await.unwrap();

    let app = start(folder.path(), quick()).await;
    let visitor = Visitor::back(&app, visitor.cookie.clone());
    visitor.write("/orders").await;
    visitor.press("Continue: no.").await;

    let page = to_page(&visitor).await;
    press(&app, &page, "pay").await;
    visitor.read("was paid on").await;
    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_nobody_comes_back_to_is_deleted_with_its_address() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let visitor = Visitor::new(&app).await;
    to_summary(&visitor).await;

    let store = store(folder.path()).await;
    let id = order(&store, "draft").await.order.id;
    app.app.stop().await.unwrap();

    let settings = settings(folder.path(), "prints.keep_drafts_days = 30");
    for (days, is_kept) in [(29, true), (31, false)] {
        let clock = TestClock::default();
        clock.put_forward(Duration::from_hours(days * 24));

        let app = start_by(clock, &settings, quickly()).await;

        while !is_kept && store.order(id).await.unwrap().is_some() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }

        let visitor = Visitor::back(&app, visitor.cookie.clone());
        visitor.write("/orders").await;
        visitor
            .read(if is_kept {
                "· not finished ·"
            } else {
                "You haven't ordered a canvas yet"
            })
            .await;

        app.app.stop().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn money_that_nobody_waits_for_goes_back_by_itself() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let visitor = Visitor::new(&app).await;
    to_summary(&visitor).await;

    let page = to_page(&visitor).await;
    visitor.write("/orders").await;
    visitor.press("No. ").await;
    visitor.press("Cancel the order").await;
    visitor.read("· cancelled ·").await;

    press(&app, &page, "pay").await;
    visitor.read("that it no longer needed").await;
    visitor.read("The extra payment").await;

    let store = store(folder.path()).await;
    order(&store, "cancelled").await;

    let charges = store
        .charges(Moment::default(), Moment::from_millis(i64::MAX))
        .await
        .unwrap();
    assert!(charges.len() == 1 && charges[0].refunded);
    assert_eq!(store.audit().await.unwrap(), []);
    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_paid_twice_is_made_once_and_goes_back_once() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let visitor = Visitor::new(&app).await;
    to_summary(&visitor).await;

    let page = to_page(&visitor).await;
    press(&app, &page, "twice").await;
    visitor.read("was paid on").await;
    visitor.read("The extra payment").await;

    let store = store(folder.path()).await;
    order(&store, "paid").await;

    let charges = store
        .charges(Moment::default(), Moment::from_millis(i64::MAX))
        .await
        .unwrap();
    assert_eq!(charges.iter().filter(|kept| kept.refunded).count(), 1);
    assert_eq!(canvases(&store).await.prints, Money::roubles(1800));
    assert_eq!(store.audit().await.unwrap(), []);
    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_made_is_refunded_only_by_force_and_what_is_refunded_is_not_made() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let visitor = Visitor::new(&app).await;
    paid(&app, &visitor).await;

    let store = store(folder.path()).await;
    let id = order(&store, "paid").await.order.id;
    advance(&store, id, Advance::Produce).await;

    let refund = async |force| {
        store
            .refund_order(id, "it broke".into(), force, SystemClock.now())
            .await
            .unwrap()
    };
    assert_eq!(refund(false).await, Err(RefundRefusal::Made));
    assert!(refund(true).await.is_ok());
    visitor.read("was refunded on").await;

    let kept = order(&store, "refunded").await;
    assert_eq!(
        (kept.order.stage, kept.master),
        (Stage::Refunded, Some(MasterState::Cancelled))
    );

    assert_eq!(refund(true).await, Err(RefundRefusal::Twice));
    assert_eq!(canvases(&store).await.returned, Money::roubles(2190));
    assert_eq!(store.audit().await.unwrap(), []);
    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_deletes_everything_still_gets_the_canvas_and_is_forgotten_with_its_delivery() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let visitor = Visitor::new(&app).await;
    paid(&app, &visitor).await;
    visitor.write("/delete_me").await;

    visitor
        .read("Canvases that you have paid for will still be made")
        .await;

    visitor.press("Yes, delete everything").await;

    let store = store(folder.path()).await;
    let kept = gone(&store, "paid").await;
    assert!(
        kept.order.recipient.is_complete(),
        "the carrier still needs it"
    );

    let picture = store
        .picture(kept.person, kept.order.picture)
        .await
        .unwrap();
    assert!(picture.is_some(), "the print shop still needs it");

    for step in [
        Advance::Produce,
        Advance::Ship {
            tracking: "RA1".into(),
        },
        Advance::Deliver,
    ] {
        advance(&store, kept.order.id, step).await;
    }

    let ended = order(&store, "delivered").await;
    assert!(!ended.order.recipient.is_complete());
    assert_eq!(
        store
            .picture(kept.person, kept.order.picture)
            .await
            .unwrap(),
        None
    );

    assert_eq!(store.audit().await.unwrap(), []);
    app.app.stop().await.unwrap();
}

/// Waits until the only order at a stage no longer has an owner.
async fn gone(store: &SqlStore, stage: &str) -> KeptOrder {
    wait_for("the order belongs to nobody", async || {
        let kept = order(store, stage).await;
        kept.chat.is_none().then_some(kept)
    })
    .await
}
