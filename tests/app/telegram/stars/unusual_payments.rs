//! Invoices that are paid twice, by others, too late, at an old price, while the service is down,
//! or not at all.

use std::time::Duration;

use vernissage::{
    domain::{ids::PurchaseId, payment::Closing},
    store::PurchaseStore,
};

use super::{BOUGHT, SHOP, agree, balance, has, settled, shop};
use crate::telegram::{
    fake::{CheckoutAnswer, Fault, Telegram},
    person::Person,
    service::{folder, quick, run, toml},
};

fn is_refused(word: &CheckoutAnswer, why: &str) -> bool {
    matches!(word, CheckoutAnswer::Refused(words) if words.contains(why))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invoice_that_is_paid_twice_brings_its_credits_twice() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let (_app, store) = shop(folder.path(), &telegram).await;
    let ada = Person::new(&telegram, 7, "en");
    let invoice = ada.order_pack(100).await;

    // On the phone and on the computer, both at the same moment.
    let words = tokio::join!(ada.confirm(&invoice), ada.confirm(&invoice));
    assert_eq!(words, (CheckoutAnswer::Accepted, CheckoutAnswer::Accepted));
    ada.hand_over(&invoice);
    ada.hand_over(&invoice);
    has(&store, &ada, 2 * BOUGHT).await;

    agree(&store, &telegram).await;
    assert!(is_refused(
        &ada.confirm(&invoice).await,
        "already been paid"
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_elses_invoice_is_refused_and_who_pays_it_all_the_same_has_the_credits() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let (_app, store) = shop(folder.path(), &telegram).await;
    let ada = Person::new(&telegram, 7, "en");
    let bob = Person::new(&telegram, 8, "en");

    let olga = Person::new(&telegram, 9, "ru");
    bob.write("/start");
    bob.read("Hello!").await;

    let invoice = ada.order_pack(100).await;
    assert!(is_refused(&bob.confirm(&invoice).await, "someone else"));
    assert!(
        is_refused(&olga.confirm(&invoice).await, "не вам"),
        "in the language of their app"
    );

    for payer in [&bob, &olga, &ada] {
        payer.hand_over(&invoice);
    }

    for payer in [&ada, &bob, &olga] {
        has(&store, payer, BOUGHT).await;
    }

    agree(&store, &telegram).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_wrongly_is_refused() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let (_app, store) = shop(folder.path(), &telegram).await;
    let ada = Person::new(&telegram, 7, "en");
    let invoice = ada.order_pack(100).await;

    let cheaper = crate::telegram::fake::Invoice {
        stars: 1,
        ..invoice.clone()
    };
    assert!(is_refused(
        &ada.confirm(&cheaper).await,
        "price has changed"
    ));

    for payload in ["", "zzz", "Not A Purchase", "9999999999999"] {
        let unknown = crate::telegram::fake::Invoice {
            payload: payload.into(),
            ..invoice.clone()
        };
        assert!(
            is_refused(&ada.confirm(&unknown).await, "already been paid"),
            "{payload}"
        );
    }

    has(&store, &ada, 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_price_list_is_said_before_money_moves_and_yesterdays_payment_counts() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let (app, store) = shop(folder.path(), &telegram).await;
    let ada = Person::new(&telegram, 7, "en");
    let bob = Person::new(&telegram, 8, "ru");

    let early = ada.order_pack(100).await;
    let late = bob.order_pack(100).await;
    let small = bob.order_pack(50).await;

    assert_eq!(ada.confirm(&early).await, CheckoutAnswer::Accepted);
    app.stop().await.unwrap();

    let dearer = SHOP.replace("stars = 60", "stars = 70");
    let _app = run(&toml(folder.path(), &telegram, &dearer), quick()).await;
    ada.hand_over(&early);
    has(&store, &ada, BOUGHT).await;
    assert!(is_refused(&bob.confirm(&late).await, "цены изменились"));

    bob.pay(&small).await;
    assert_eq!(bob.pay(&bob.order_pack(100).await).await.stars, 70);
    has(&store, &bob, 50 + BOUGHT).await;
    agree(&store, &telegram).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_lost_is_said_again_in_time() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let (_app, store) = shop(folder.path(), &telegram).await;
    let ada = Person::new(&telegram, 7, "en");
    let invoice = ada.order_pack(100).await;

    let faults = [
        Fault::Silence(Duration::from_secs(30)),
        Fault::Gateway(502),
        Fault::CutBefore,
        Fault::CutAfter,
        Fault::TooMany(1),
    ];

    for fault in faults {
        telegram.order("answerprecheckoutquery", 1, fault.clone());
        assert_eq!(
            ada.confirm(&invoice).await,
            CheckoutAnswer::Accepted,
            "{fault:?}"
        );
    }

    ada.hand_over(&invoice);
    has(&store, &ada, BOUGHT).await;
    agree(&store, &telegram).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_ten_seconds_of_silence_nothing_is_paid_and_the_next_try_counts() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let (_app, store) = shop(folder.path(), &telegram).await;
    let ada = Person::new(&telegram, 7, "en");
    let invoice = ada.order_pack(100).await;

    telegram.order(
        "answerprecheckoutquery",
        4,
        Fault::Silence(Duration::from_secs(30)),
    );

    assert_eq!(ada.confirm(&invoice).await, CheckoutAnswer::Silence);
    has(&store, &ada, 0).await;
    telegram.world().faults.drop_orders();
    ada.pay(&invoice).await;
    has(&store, &ada, BOUGHT).await;

    agree(&store, &telegram).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checkout_that_no_payment_follows_leaves_the_invoice_open() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let (_app, store) = shop(folder.path(), &telegram).await;
    let ada = Person::new(&telegram, 7, "en");
    let invoice = ada.order_pack(100).await;

    for _ in 0..3 {
        assert_eq!(ada.confirm(&invoice).await, CheckoutAnswer::Accepted);
    }

    settled(&store, &telegram).await;
    assert_eq!(balance(&store, &ada).await, 0);
    ada.pay(&invoice).await;
    has(&store, &ada, BOUGHT).await;
    agree(&store, &telegram).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_closed_or_forgotten_is_refused_and_a_payment_that_comes_all_the_same_counts() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let (_app, store) = shop(folder.path(), &telegram).await;
    let ada = Person::new(&telegram, 7, "en");
    let bob = Person::new(&telegram, 8, "en");

    let closed = ada.order_pack(100).await;
    let forgotten = bob.order_pack(100).await;
    assert_eq!(
        (ada.confirm(&closed).await, bob.confirm(&forgotten).await),
        (CheckoutAnswer::Accepted, CheckoutAnswer::Accepted)
    );

    let id = PurchaseId::parse(&closed.payload).unwrap();
    store
        .close_purchase(
            id,
            Closing::Expired,
            vernissage::domain::time::Moment::default(),
        )
        .await
        .unwrap();

    bob.write("/delete_me");
    bob.press("delete everything").await;
    settled(&store, &telegram).await;
    assert!(is_refused(&ada.confirm(&closed).await, "already been paid"));
    assert!(is_refused(&bob.confirm(&forgotten).await, "someone else"));

    ada.hand_over(&closed);
    bob.hand_over(&forgotten);
    has(&store, &ada, BOUGHT).await;
    has(&store, &bob, BOUGHT).await;
    agree(&store, &telegram).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_pays_while_nobody_is_there_has_the_credits_when_somebody_is() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let (app, store) = shop(folder.path(), &telegram).await;
    let ada = Person::new(&telegram, 7, "en");
    let first = ada.order_pack(100).await;

    let second = ada.order_pack(50).await;
    assert_eq!(ada.confirm(&first).await, CheckoutAnswer::Accepted);
    app.stop().await.unwrap();
    ada.hand_over(&first);
    assert_eq!(
        ada.confirm(&second).await,
        CheckoutAnswer::Silence,
        "nobody answers, and no money moves"
    );

    let (_app, _) = shop(folder.path(), &telegram).await;
    has(&store, &ada, BOUGHT).await;
    ada.read("110").await;
    ada.pay(&second).await;
    has(&store, &ada, BOUGHT + 50).await;

    agree(&store, &telegram).await;
}
