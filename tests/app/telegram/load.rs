//! Many people at once: a thousand in conversation, ten thousand updates in one go; fewer outside
//! CI. The service is a process of its own, so that its memory can be measured.
//!
//! Figures are always printed. Times are judged only on request, for they are the machine's as much
//! as the service's: `VERNISSAGE_JUDGE=1 CI=1 cargo test --release --test app telegram::load`.

use std::{
    collections::BTreeMap,
    process::Child,
    time::{Duration, Instant},
};

use crate::{
    support::{chance::Chance, size, wait::PATIENCE},
    telegram::{
        fake::{Chat, Telegram},
        person::{Person, button},
        service::{self, folder, judges_times, picture, print_always, toml},
    },
};

/// What each of them does that wants an answer.
const ASKED: usize = 6;
const MEGABYTES: u64 = 300;
const ITERATION: Duration = Duration::from_millis(1);
/// The fake Telegram has no rate limit; for the real one this setting paces the service.
const SETTINGS: &str = "tiers.free.iterations = 10\ntelegram.messages_per_second = 10000";

/// People in conversation at the same time.
fn people_at_once() -> i64 {
    size::full_or_small(1000, 200)
}

/// How long people think on average before they go on.
fn thinking_time() -> Duration {
    size::full_or_small(Duration::from_secs(6), Duration::from_secs(1))
}

/// How long each kind of update waited for its answer.
#[derive(Default)]
pub(crate) struct Waits(BTreeMap<&'static str, Vec<Duration>>);

impl Waits {
    pub(crate) fn merge(&mut self, other: Self) {
        for (kind, waits) in other.0 {
            self.0.entry(kind).or_default().extend(waits);
        }
    }

    pub(crate) fn sorted(&self, kind: &str) -> Vec<Duration> {
        let chosen = self
            .0
            .iter()
            .filter(|(name, _)| kind.is_empty() || **name == kind);
        let mut waits: Vec<Duration> = chosen
            .flat_map(|(_, waits)| waits.iter().copied())
            .collect();

        waits.sort();
        waits
    }

    pub(crate) fn table(&self) -> String {
        let line = |name: &str| {
            let waits = self.sorted(name);
            let at = |share: f64| waits[((waits.len() - 1) as f64 * share) as usize].as_millis();
            let name = if name.is_empty() { "all" } else { name };

            format!(
                "  {name:<10}{:>6} answered, ms: median {}, p99 {}, longest {}\n",
                waits.len(),
                at(0.5),
                at(0.99),
                at(1.0)
            )
        };
        self.0.keys().copied().chain([""]).map(line).collect()
    }
}

/// One of the thousand: hello, a photo, the gallery, a style from it, the start, a question while
/// it is painted.
pub(crate) async fn visit(person: Person, mut chance: Chance) -> Waits {
    let mut waits = Waits::default();
    let mut think = async || {
        tokio::time::sleep(thinking_time().mul_f64(chance.below(2000) as f64 / 1000.0)).await;
    };

    think().await;
    ask(&person, &mut waits, "text", || person.write("/start")).await;
    think().await;
    ask(&person, &mut waits, "photo", || {
        person.send_photo(picture([200, 30, 30]));
    })
    .await;

    think().await;

    for label in ["Show me styles", "Hokusai, The Great", "Paint it"] {
        let (message, button) = person.see(|chat| button(chat, label)).await;
        ask(&person, &mut waits, "button", || {
            person.press_code(message, &button.data);
        })
        .await;

        think().await;
    }

    ask(&person, &mut waits, "text", || person.write("/terms")).await;
    waits
}

/// Does it, and waits for the first thing that the bot says or changes.
pub(crate) async fn ask(
    person: &Person,
    waits: &mut Waits,
    kind: &'static str,
    act: impl FnOnce(),
) {
    let asked = Instant::now();
    act();

    let first = |chat: &Chat| {
        let said = chat.messages.iter().filter(|message| message.from_bot);
        said.flat_map(|message| message.edits.iter().map(|(at, _)| *at).chain([message.at]))
            .filter(|at| *at > asked)
            .min()
    };

    let answered = person
        .wait(PATIENCE, first)
        .await
        .expect("an update is never answered");
    waits.0.entry(kind).or_default().push(answered - asked);
}

fn spawn(folder: &std::path::Path, telegram: &Telegram) -> Child {
    service::spawn(
        &toml(folder, telegram, SETTINGS),
        ITERATION,
        &folder.join("log"),
    )
}

/// Ends the service, and says what it held in memory.
fn weigh(mut service: Child) -> String {
    let peak = service::peak_megabytes(&service);
    service.kill().unwrap();
    service.wait().unwrap();
    assert!(peak.is_none_or(|peak| peak < MEGABYTES), "{peak:?} MB");
    peak.map_or("unknown".to_owned(), |peak| format!("{peak} MB"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_of_a_crowd_is_answered_and_painted_for() {
    let count = people_at_once();
    let folder = folder();
    let telegram = Telegram::start().await;
    let service = spawn(folder.path(), &telegram);
    let mut chance = Chance::new(1);
    let people: Vec<Person> = (1..=count)
        .map(|id| Person::new(&telegram, id, "en"))
        .collect();

    people[0].write("/help");
    people[0].read("/settings").await;

    let began = Instant::now();
    let visits: Vec<_> = people
        .iter()
        .map(|person| tokio::spawn(visit(person.clone(), chance.fork())))
        .collect();
    let mut waits = Waits::default();
    for visit in visits {
        waits.merge(visit.await.unwrap());
    }

    let talked = began.elapsed();

    for person in &people {
        let delivered = person
            .wait(PATIENCE, |chat| button(chat, "Same photo, another style"))
            .await;
        assert!(delivered.is_some(), "a painting is never delivered");
    }

    let table = waits.table();
    let all = waits.sorted("");
    print_always(&format!(
        "\n{count} people at once, {} updates in {:.0} s, all painted after {:.0} s, memory {}\n{table}",
        all.len(),
        talked.as_secs_f64(),
        began.elapsed().as_secs_f64(),
        weigh(service)
    ));

    assert_eq!(all.len(), ASKED * people.len());
    assert!(
        !judges_times() || all[all.len() * 99 / 100] < Duration::from_secs(1),
        "too slow"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn updates_that_come_all_at_once_are_answered_once_each() {
    let count: i64 = size::full_or_small(10_000, 2_000);
    let folder = folder();
    let telegram = Telegram::start().await;
    let people: Vec<Person> = (1..=count)
        .map(|id| Person::new(&telegram, id, "en"))
        .collect();

    for person in &people {
        person.write("/terms");
    }

    let began = Instant::now();
    let service = spawn(folder.path(), &telegram);

    for person in &people {
        let answered = person
            .wait(PATIENCE, |chat| (chat.messages.len() > 1).then_some(()))
            .await;
        assert!(answered.is_some(), "{} is never answered", person.id);
    }

    let took = began.elapsed().as_secs_f64();
    assert!(
        people
            .iter()
            .all(|person| person.count("only pictures") == 1 && person.messages().len() == 2)
    );

    let each = count as f64 / took;
    print_always(&format!(
        "\n{count} updates at once: {took:.1} s, {each:.0} a second, memory {}",
        weigh(service)
    ));
}
