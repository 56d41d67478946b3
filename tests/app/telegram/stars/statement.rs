//! Telegram's own list of payments, compared with the accounts.

use std::time::Duration;

use serde_json::json;
use vernissage::{
    clock::{Clock, SystemClock},
    domain::{
        money::Money,
        payment::{Charge, Payer, Provider},
        time::Moment,
    },
    store::{ChargeOutcome, ChargeStore, Gifts},
};

use super::{BOUGHT, PATIENCE, SHOP, agree, has, shop};
use crate::support::connections::free_address;
use crate::telegram::{
    fake::{CheckoutAnswer, Fault, Invoice, Telegram},
    person::Person,
    service::{self, folder, toml},
};

#[tokio::test(flavor = "multi_thread")]
async fn what_no_update_told_of_is_found_in_the_statement() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let (app, store) = shop(folder.path(), &telegram).await;
    let ada = Person::new(&telegram, 7, "en");
    let bob = Person::new(&telegram, 8, "en");

    let bobs = bob.order_pack(50).await;
    let returned = bob.pay(&bobs).await;
    has(&store, &bob, 50).await;

    let invoice = ada.order_pack(100).await;
    assert_eq!(ada.confirm(&invoice).await, CheckoutAnswer::Accepted);
    app.stop().await.unwrap();
    ada.hand_over(&invoice);
    bob.is_given_back(&returned);

    // Longer than Telegram keeps its updates.
    telegram.world().updates.clear();

    for fault in [Fault::Gateway(500), Fault::CutAfter] {
        telegram.order("getstartransactions", 1, fault);
    }

    let (_app, _) = shop(folder.path(), &telegram).await;
    has(&store, &ada, BOUGHT).await;
    has(&store, &bob, 0).await;
    ada.read("110").await;
    agree(&store, &telegram).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_of_many_pages_is_read_to_its_end() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let (app, store) = shop(folder.path(), &telegram).await;
    let ada = Person::new(&telegram, 7, "en");
    let invoice = ada.order_pack(100).await;

    app.stop().await.unwrap();

    for place in 0..205 {
        if place % 41 == 0 {
            ada.hand_over(&invoice);
        }
        let withdrawal = json!({ "id": format!("w{place}"), "amount": 1000, "date": 1, "receiver": { "type": "fragment" } });
        telegram.world().till.statement.push(withdrawal);
    }

    telegram.world().updates.clear();

    let (_app, _) = shop(folder.path(), &telegram).await;
    has(&store, &ada, 5 * BOUGHT).await;
    agree(&store, &telegram).await;
}

/// Money for something that was never sold, and a charge that Telegram knows nothing of.
#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_match_is_named_and_counted() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let (app, store) = shop(folder.path(), &telegram).await;
    let ada = Person::new(&telegram, 7, "en");
    let invoice = ada.order_pack(100).await;

    app.stop().await.unwrap();

    let unsold = Invoice {
        payload: "from another life".into(),
        stars: 5,
        ..invoice.clone()
    };
    ada.hand_over(&unsold);

    let forged = Charge {
        provider: Provider::Stars,
        id: "forged".into(),
        purchase: vernissage::domain::ids::PurchaseId::parse(&invoice.payload),
        amount: Money::stars(60),
        payer: Some(Payer {
            messenger: "telegram".into(),
            chat: "7".into(),
        }),
        destination: None,
    };

    let hours_ago = SystemClock.now().minus(Duration::from_hours(3));
    assert_eq!(
        store
            .record_charge(&forged, &[], Gifts::default(), hours_ago)
            .await
            .unwrap(),
        ChargeOutcome::Credited
    );

    let free = free_address();
    let log = folder.path().join("log");
    let more = format!("server.monitor_listen = \"{free}\"\n{SHOP}");
    let mut service = service::spawn(&toml(folder.path(), &telegram, &more), Duration::ZERO, &log);
    let numbers = read_when(
        &format!("http://{free}/metrics"),
        "vernissage_statement_mismatches",
    )
    .await;

    service.kill().unwrap();
    service.wait().unwrap();
    assert!(
        numbers.contains("vernissage_statement_mismatches{provider=\"stars\"} 1"),
        "{numbers}"
    );

    assert!(
        numbers.contains("vernissage_charges_total{provider=\"stars\",outcome=\"unmatched\"} 1"),
        "{numbers}"
    );

    let log = std::fs::read_to_string(log).unwrap();
    assert!(
        log.contains("differs from the provider's statement") && log.contains("forged"),
        "{log}"
    );

    assert!(!log.contains("another life"), "{log}");

    let kept = store
        .charges(Moment::default(), SystemClock.now())
        .await
        .unwrap();
    let unmatched = kept.iter().find(|kept| kept.person.is_none()).unwrap();
    assert_eq!(
        (unmatched.charge.amount, unmatched.credits.is_zero()),
        (Money::stars(5), true)
    );
}

async fn read_when(url: &str, word: &str) -> String {
    let read = async {
        loop {
            let answer = reqwest::get(url).await;
            if let Ok(answer) = answer
                && let Ok(text) = answer.text().await
                && text.contains(word)
            {
                return text;
            }

            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };

    tokio::time::timeout(PATIENCE, read)
        .await
        .expect("never to be read there")
}
