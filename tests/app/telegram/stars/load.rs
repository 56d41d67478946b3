//! A thousand updates wait, and a payment does not wait behind them: the downloads of as many
//! pictures as are fetched at a time hang, so that the others wait until they are done.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use sqlx::{Connection, SqliteConnection};

use super::{PATIENCE, SHOP};
use crate::{
    support::{chance::Chance, connections::free_address},
    telegram::{
        fake::{CheckoutAnswer, Fault, Invoice, Telegram},
        person::Person,
        service::{self, folder, judges_times, picture, print_always, toml},
    },
};

const BUYERS: i64 = 60;
const ROUNDS: usize = 5;
/// Pictures of one messenger that are fetched at a time.
const FETCHED_AT_ONCE: u64 = 16;
const WAITING: i64 = 1000;
/// Within this time everybody confirms once.
const ROUND: u64 = 2000;

/// Updates that are recorded but not answered.
async fn unanswered(folder: &Path) -> i64 {
    let url = format!("sqlite://{}", folder.join("test.db").display());
    let mut db = SqliteConnection::connect(&url).await.unwrap();

    sqlx::query_scalar("SELECT count(*) FROM inbox WHERE done_at IS NULL")
        .fetch_one(&mut db)
        .await
        .unwrap()
}

/// Longer than the story takes.
const STUCK_FILE: Fault = Fault::Silence(Duration::from_mins(5));

async fn block(folder: &Path, telegram: &Telegram) {
    telegram.order("file", u32::MAX, STUCK_FILE);

    for id in 0..WAITING + FETCHED_AT_ONCE.cast_signed() {
        Person::new(telegram, 10_000 + id, "en").send_photo(picture([9, 9, 9]));
    }

    let wait = async {
        while telegram.world().faults.count(&STUCK_FILE) < FETCHED_AT_ONCE {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }

        while unanswered(folder).await < WAITING {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };

    tokio::time::timeout(PATIENCE, wait)
        .await
        .expect("the inbox is not full");
}

/// Confirms at a random moment of the round; returns how long the answer took.
async fn confirm(person: &Person, invoice: &Invoice, after: Duration) -> Duration {
    tokio::time::sleep(after).await;
    let asked = Instant::now();
    assert_eq!(person.confirm(invoice).await, CheckoutAnswer::Accepted);
    asked.elapsed()
}

async fn measure(folder: &Path, telegram: &Telegram, how: &str) {
    let buyers: Vec<Person> = (1..=BUYERS)
        .map(|id| Person::new(telegram, id, "en"))
        .collect();
    let invoices = join_all(buyers.iter().map(|person| person.order_pack(100))).await;
    block(folder, telegram).await;

    let mut chance = Chance::new(1);
    let mut took = Vec::new();
    let before = unanswered(folder).await;

    for _ in 0..ROUNDS {
        let all = buyers.iter().zip(&invoices).map(|(person, invoice)| {
            let after = Duration::from_millis(chance.below(ROUND));
            confirm(person, invoice, after)
        });
        took.extend(join_all(all).await);
    }

    let still = unanswered(folder).await;
    assert!(
        before >= WAITING && still >= WAITING,
        "{before} and {still} updates waited"
    );

    took.sort();

    let at = |share: f64| took[((took.len() - 1) as f64 * share).round() as usize];
    print_always(&format!(
        "\n{} checkouts over the {how} while {still} updates wait in the inbox, ms: median {}, p99 {}, longest {}",
        took.len(),
        at(0.5).as_millis(),
        at(0.99).as_millis(),
        at(1.0).as_millis()
    ));

    assert!(
        !judges_times() || at(0.99) < Duration::from_secs(1),
        "too slow"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_checkout_waits_behind_nobody() {
    for webhook in [false, true] {
        let folder = folder();
        let telegram = Telegram::start().await;
        let free = free_address();

        let hook = format!(
            "server.listen = \"{free}\"\ntelegram.webhook_url = \"http://{free}\"\ntelegram.webhook_secret = \"s3cret\"\n"
        );
        let hook = if webhook { hook.as_str() } else { "" };
        let toml = toml(
            folder.path(),
            &telegram,
            &format!("telegram.messages_per_second = 10000\n{hook}{SHOP}"),
        );

        let mut service = service::spawn(&toml, Duration::ZERO, &folder.path().join("log"));
        measure(
            folder.path(),
            &telegram,
            if webhook { "webhook" } else { "long poll" },
        )
        .await;

        service.kill().unwrap();
        service.wait().unwrap();
    }
}
