//! A crowd on the public pages while people chat. The service is a process of its own, with two
//! threads.
//!
//! Figures are always printed, for few paintings and a few seconds. On request there are a hundred
//! thousand paintings, and times are judged:
//! `VERNISSAGE_JUDGE=1 cargo test --release --test app telegram::crowd`.

use std::{net::SocketAddr, time::Duration};

use tokio::time::{Instant, sleep_until};
use vernissage::clock::{Clock, SystemClock};

use crate::{
    support::{connections::free_address, http, size},
    telegram::{
        fake::Telegram,
        load::{Waits, ask},
        person::Person,
        service::{self, folder, judges_times, print_always, store, toml},
    },
};

const FRONT: [&str; 1] = ["/"];
const BEST: [&str; 3] = ["/best/day", "/best/week", "/best/month"];
const EVERYWHERE: [&str; 4] = ["/", "/best/day", "/style/wave", "/styles"];
/// Requests a second: of visitors on an ordinary evening, and of a crowd.
const EVENING: u32 = 50;
const CROWD: u32 = 100;
const PEOPLE: i64 = 20;
const PAGE: Duration = Duration::from_millis(50);
const ANSWER: Duration = Duration::from_secs(1);
/// The fake Telegram has no rate limit; for the real one this setting paces the service.
const SETTINGS: &str = "telegram.messages_per_second = 10000";

fn size() -> (u32, Duration) {
    if judges_times() {
        (100_000, Duration::from_secs(30))
    } else {
        (
            size::full_or_small(2_000, 500),
            Duration::from_secs(size::full_or_small(3, 2)),
        )
    }
}

/// Sends this many requests a second, each when it is due, even if earlier ones are still open;
/// returns how long each took since it was due.
async fn visitors(
    service: SocketAddr,
    paths: &'static [&'static str],
    a_second: u32,
    span: Duration,
) -> Vec<Duration> {
    let began = Instant::now();
    let every = Duration::from_secs(1) / a_second;
    let number = a_second * span.as_secs() as u32;
    let visits: Vec<_> = (0..number)
        .map(|number| {
            tokio::spawn(visit(
                service,
                paths[number as usize % paths.len()],
                began + every * number,
            ))
        })
        .collect();

    let mut waits = Vec::new();
    for visit in visits {
        waits.push(visit.await.unwrap());
    }

    waits.sort();
    waits
}

async fn visit(service: SocketAddr, path: &str, due: Instant) -> Duration {
    sleep_until(due).await;
    let page = http::ask(service, &format!("GET {path}"), &[], b"").await;
    assert_eq!(page.status, 200, "{path}");
    due.elapsed()
}

/// People who ask something every few seconds for so long.
async fn talk(people: Vec<Person>, span: Duration) -> Vec<Duration> {
    let until = Instant::now() + span;
    let talks = people.into_iter().map(|person| {
        tokio::spawn(async move {
            let mut waits = Waits::default();
            while Instant::now() < until {
                ask(&person, &mut waits, "text", || person.write("/terms")).await;
                tokio::time::sleep(Duration::from_millis(1500)).await;
            }

            waits
        })
    });

    let mut all = Waits::default();
    for talk in talks.collect::<Vec<_>>() {
        all.merge(talk.await.unwrap());
    }

    all.sorted("")
}

fn line(name: &str, waits: &[Duration]) -> (String, Duration) {
    let at = |share: f64| waits[((waits.len() - 1) as f64 * share) as usize];
    let ms = |share| at(share).as_secs_f64() * 1000.0;
    let words = format!(
        "  {name:<28}{:>5}, ms: median {:.1}, p99 {:.1}, longest {:.1}\n",
        waits.len(),
        ms(0.5),
        ms(0.99),
        ms(1.0)
    );

    (words, at(0.99))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crowd_before_the_pages_does_not_slow_the_chats() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let (paintings, span) = size();
    store(folder.path())
        .await
        .feed()
        .seed(paintings, SystemClock.now())
        .await
        .unwrap();

    let port = free_address();
    let settings = toml(
        folder.path(),
        &telegram,
        &format!("server.listen = \"{port}\"\n{SETTINGS}"),
    );

    let mut service = service::spawn(
        &settings,
        Duration::from_millis(1),
        &folder.path().join("log"),
    );

    let people: Vec<Person> = (1..=PEOPLE)
        .map(|id| Person::new(&telegram, id, "en"))
        .collect();

    for person in &people {
        person.write("/help");
        person.read("/settings").await;
    }

    let front = line(
        "front page, 50 a second",
        &visitors(port, &FRONT, EVENING, span).await,
    );

    let best = line(
        "best pages, 50 a second",
        &visitors(port, &BEST, EVENING, span).await,
    );
    let alone = line("chats alone", &talk(people.clone(), span).await);
    let (crowd, talked) =
        tokio::join!(visitors(port, &EVERYWHERE, CROWD, span), talk(people, span));

    let crowd = line("pages, 100 a second", &crowd);
    let talked = line("chats meanwhile", &talked);
    service.kill().unwrap();
    service.wait().unwrap();
    print_always(&format!(
        "\n{paintings} paintings\n{}{}{}{}{}",
        front.0, best.0, alone.0, crowd.0, talked.0
    ));

    assert!(
        !judges_times() || (front.1 < PAGE && best.1 < PAGE),
        "the pages are too slow"
    );

    assert!(
        !judges_times() || talked.1 < ANSWER,
        "the chats are too slow"
    );
}
