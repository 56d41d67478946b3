//! Canvas sales that succeed, and those that are refused.

use std::time::Duration;

use vernissage::{
    clock::{Clock, SystemClock},
    domain::{money::Money, order::Stage, payment::Provider, time::Moment},
    store::{LedgerStore, OrderStore, ledger::CanvasIncome, sql::SqlStore},
};

use super::{shop, until_paid};
use crate::telegram::{
    fake::{CheckoutAnswer, PATIENCE, Telegram, Way, address},
    person::Person,
    service::{folder, quick, run, store},
};

async fn canvases(store: &SqlStore) -> Vec<CanvasIncome> {
    store
        .books(
            Moment::default(),
            SystemClock.now().plus(Duration::from_mins(1)),
        )
        .await
        .unwrap()
        .canvases
}

#[tokio::test(flavor = "multi_thread")]
async fn a_canvas_is_paid_in_roubles_with_the_way_that_was_chosen() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let app = run(&shop(folder.path(), &telegram), quick()).await;
    let ada = Person::new(&telegram, 7, "en");
    ada.order().await;

    ada.read("Your painting!").await;

    let bill = ada.wants_canvas().await;
    assert!(
        bill.title.starts_with("Canvas no. ") && bill.kopecks == 180_000,
        "{bill:?}"
    );

    let moscow = address("RU", "Москва", "101000");
    let ways = ada
        .ask_ways(&bill, &moscow, PATIENCE)
        .await
        .unwrap()
        .unwrap();

    let offered: Vec<(&str, u64)> = ways
        .iter()
        .map(|way| (way.id.as_str(), way.kopecks))
        .collect();
    assert_eq!(offered, [("moscow", 39_000), ("russia", 59_000)]);
    assert_eq!(ways[0].title, "Courier in Moscow");
    assert_eq!(
        ada.confirm_bill(&bill, &ways[1], &moscow, PATIENCE).await,
        CheckoutAnswer::Accepted
    );

    let (taken, told) = ada.hand_over_bill(&bill, &ways[1], &moscow);
    assert_eq!(taken.kopecks, 239_000);
    ada.read("was paid on").await;
    telegram.push("message", told);

    let store = store(folder.path()).await;
    until_paid(&store, 1).await;

    let kept = store.orders_at_stage("paid", 9).await.unwrap().remove(0);
    assert_eq!(
        kept.order.total(),
        Some(Money {
            minor: 239_000,
            ..Money::roubles(0)
        })
    );

    assert!(kept.order.recipient.is_complete());

    let prints = Money::roubles(1800);
    let delivery = Money::roubles(590);
    let returned = Money::roubles(0);
    let provider = Provider::TelegramCards;
    assert_eq!(
        canvases(&store).await,
        [CanvasIncome {
            provider,
            orders: 1,
            prints,
            delivery,
            returned
        }]
    );

    assert_eq!(store.audit().await.unwrap(), []);

    let again = ada.confirm_bill(&bill, &ways[0], &moscow, PATIENCE).await;
    assert!(
        matches!(&again, CheckoutAnswer::Refused(why) if why.contains("already been paid or cancelled")),
        "{again:?}"
    );

    assert_eq!(ada.count("was paid on"), 1);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_as_agreed_is_refused_before_money_moves() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let app = run(&shop(folder.path(), &telegram), quick()).await;
    let ada = Person::new(&telegram, 7, "en");
    let bob = Person::new(&telegram, 8, "ru");

    bob.write("/start");
    ada.order().await;
    ada.read("Your painting!").await;

    let bill = ada.wants_canvas().await;
    let moscow = address("RU", "Moscow", "101000");
    let berlin = address("DE", "Berlin", "10115");
    let nowhere = ada.ask_ways(&bill, &berlin, PATIENCE).await.unwrap();
    assert!(
        matches!(&nowhere, Err(why) if why.contains("We don't deliver there")),
        "{nowhere:?}"
    );

    let foreign = bob.ask_ways(&bill, &moscow, PATIENCE).await.unwrap();
    assert!(
        matches!(&foreign, Err(why) if why.contains("Это чужой счёт")),
        "{foreign:?}"
    );

    let way = ada
        .ask_ways(&bill, &moscow, PATIENCE)
        .await
        .unwrap()
        .unwrap()
        .remove(0);

    let halved = address("RU", "Moscow", "no");
    let refused = async |person: &Person, way: &Way, to, words: &str| {
        let word = person.confirm_bill(&bill, way, to, PATIENCE).await;
        assert!(
            matches!(&word, CheckoutAnswer::Refused(why) if why.contains(words)),
            "{word:?}"
        );
    };

    refused(
        &ada,
        &Way {
            kopecks: 1,
            ..way.clone()
        },
        &moscow,
        "isn't the amount we agreed on",
    )
    .await;

    refused(
        &ada,
        &Way {
            id: "teleport".into(),
            ..way.clone()
        },
        &moscow,
        "We don't deliver there",
    )
    .await;

    refused(&ada, &way, &berlin, "We don't deliver there").await;
    refused(&ada, &way, &halved, "We don't deliver there").await;
    refused(&bob, &way, &moscow, "чужой счёт").await;

    let (taken, _) = ada.pay_bill(&bill, &moscow).await;
    assert_eq!(taken.kopecks, 219_000);
    ada.read("was paid on").await;
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_agreed_amount_stands_when_the_price_list_has_changed() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let app = run(&shop(folder.path(), &telegram), quick()).await;
    let ada = Person::new(&telegram, 7, "en");
    ada.order().await;

    ada.read("Your painting!").await;

    let bill = ada.wants_canvas().await;
    app.stop().await.unwrap();

    let dearer = "\n[[prints.sizes]]\nwidth = 30\nheight = 40\nprice = \"9999\"\ndpi = 150\n\
        [[prints.zones]]\nname = \"moscow\"\nru = \"Курьер\"\nen = \"Courier\"\nprice = \"999\"\ncountries = [\"RU\"]\ncities = []\n";
    let app = run(
        &format!("{}{dearer}", shop(folder.path(), &telegram)),
        quick(),
    )
    .await;

    let (taken, way) = ada
        .pay_bill(&bill, &address("RU", "Moscow", "101000"))
        .await;
    assert_eq!((taken.kopecks, way.kopecks), (219_000, 39_000));
    ada.read("was paid on").await;
    assert_eq!(store(folder.path()).await.audit().await.unwrap(), []);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn money_for_a_cancelled_canvas_waits_for_the_operator_where_only_they_can_give_it_back() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let app = run(&shop(folder.path(), &telegram), quick()).await;
    let ada = Person::new(&telegram, 7, "en");
    ada.order().await;

    ada.read("Your painting!").await;

    let bill = ada.wants_canvas().await;
    let moscow = address("RU", "Moscow", "101000");
    let way = ada
        .ask_ways(&bill, &moscow, PATIENCE)
        .await
        .unwrap()
        .unwrap()
        .remove(0);

    assert_eq!(
        ada.confirm_bill(&bill, &way, &moscow, PATIENCE).await,
        CheckoutAnswer::Accepted
    );

    ada.write("/orders");
    ada.press("No. ").await;
    ada.press("Cancel the order").await;
    ada.read("· cancelled ·").await;
    ada.hand_over_bill(&bill, &way, &moscow);

    ada.read("that it no longer needed").await;

    let store = store(folder.path()).await;
    let kept = store
        .orders_at_stage("cancelled", 9)
        .await
        .unwrap()
        .remove(0);
    assert_eq!((kept.order.stage, kept.charge), (Stage::Cancelled, None));
    assert_eq!(store.audit().await.unwrap(), []);
    app.stop().await.unwrap();
}
