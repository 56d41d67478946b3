//! The service is killed again and again at random moments while people order, cancel and press
//! old buttons, and while Telegram repeats, reorders, delays and loses. After the last kill
//! everything settles, and the database is compared with what people have seen.
//!
//! 200 kills in CI, 20 elsewhere. `VERNISSAGE_KILLS` sets another number, and
//! `VERNISSAGE_KILL_SEED` repeats a run.

mod books;
mod customer;
mod fleet;

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use vernissage::{
    domain::{credits::Credits, time::Moment},
    store::{Address, ConversationStore, CreditGrant, LedgerStore, sql::SqlStore},
};

use crate::{
    support::{chance::Chance, size},
    telegram::{
        fake::Telegram,
        person::Person,
        service::{self, folder, print_always, toml},
    },
};
use customer::{ActionCounts, Customer};

/// In CI, and elsewhere.
const FULL_KILLS: u64 = 200;
const SMALL_KILLS: u64 = 20;
const PEOPLE: i64 = 24;
const GIFT: u32 = 1_000_000;
const ITERATION: Duration = Duration::from_millis(3);
/// The longest and the shortest run of the service between two kills, in milliseconds.
const LONGEST: u64 = 400;
const SHORTEST: u64 = 50;
/// How many of a thousand requests to Telegram go wrong.
const FAULTS_PER_THOUSAND: u64 = 60;
/// How long everything may take to settle after the last kill.
const CALM: Duration = Duration::from_mins(10);

const SETTINGS: &str = "tiers.free.per_day = 1000\nkinds.dream.free_per_day = 1000\n\
    kinds.dream.premium = { size = 64, price = 10 }\nkinds.dream.hd = { size = 72, price = 30 }\ntiers.free.iterations = 10\ntiers.premium.iterations = 20\n\
    tiers.hd.min_iterations = 10\ntiers.hd.max_iterations = 110\nqueue.lease_seconds = 1\nqueue.attempts = 100\n\
    telegram.messages_per_second = 1000\nquick.sketches = true";

#[tokio::test(flavor = "multi_thread")]
async fn kills_lose_nothing() {
    let kills = size::given_or("VERNISSAGE_KILLS", FULL_KILLS, SMALL_KILLS);
    let mut chance = Chance::seeded("VERNISSAGE_KILL_SEED");
    let folder = folder();
    let telegram = Telegram::start().await;
    let service = Service {
        folder: folder.path(),
        telegram: &telegram,
    };

    let people = service.open().await;
    let began = Instant::now();
    let closing = Arc::new(AtomicBool::new(false));

    disturb(&telegram, &mut chance);

    let customers: Vec<_> = people
        .iter()
        .map(|person| Customer::new(person, chance.fork(), Arc::clone(&closing)))
        .map(|customer| tokio::spawn(customer.order_until_closing()))
        .collect();

    service.live_and_die(kills, &mut chance).await;
    calm(&telegram);
    closing.store(true, Ordering::Relaxed);

    let killed = began.elapsed();
    let mut last = service.spawn();
    let mut actions = ActionCounts::default();
    for customer in customers {
        let done = tokio::time::timeout(CALM, customer)
            .await
            .expect("somebody never gets an answer");
        actions.add(&done.unwrap());
    }

    books::until_settled(&service::store(folder.path()).await, &telegram, CALM).await;
    last.kill().unwrap();
    last.wait().unwrap();

    let table = books::Books::read(folder.path(), &telegram)
        .await
        .checked(&actions);
    print_always(&format!(
        "\n{kills} kills in {:.0} s, {:.0} s in all\n{table}",
        killed.as_secs_f64(),
        began.elapsed().as_secs_f64()
    ));
}

struct Service<'a> {
    folder: &'a Path,
    telegram: &'a Telegram,
}

impl Service<'_> {
    fn spawn(&self) -> std::process::Child {
        self.telegram.world().life += 1;
        let toml = toml(self.folder, self.telegram, SETTINGS);
        service::spawn(&toml, ITERATION, &self.folder.join("log"))
    }

    /// One run without faults, in which everybody writes first and gets credits.
    async fn open(&self) -> Vec<Person> {
        let mut service = self.spawn();
        let people: Vec<Person> = (1..=PEOPLE)
            .map(|id| Person::new(self.telegram, id, "en"))
            .collect();

        for person in &people {
            person.write("/start");
        }

        for person in &people {
            person.read("Hello!").await;
        }

        let store = service::store(self.folder).await;
        for person in &people {
            give(&store, person).await;
        }

        service.kill().unwrap();
        service.wait().unwrap();

        people
    }

    async fn live_and_die(&self, kills: u64, chance: &mut Chance) {
        for _ in 0..kills {
            let mut service = self.spawn();
            let life = Duration::from_millis(SHORTEST + chance.below(LONGEST - SHORTEST));
            tokio::time::sleep(life).await;
            assert!(
                service.try_wait().unwrap().is_none(),
                "the service ended by itself: see the log"
            );

            service.kill().unwrap();
            service.wait().unwrap();
        }
    }
}

async fn give(store: &SqlStore, person: &Person) {
    let address = Address {
        messenger: "telegram".into(),
        external: person.id.to_string(),
    };
    let id = store.chat_at(&address).await.unwrap().unwrap().person;
    let reason = format!("a gift to {id}");
    let grant = CreditGrant {
        person: id,
        amount: Credits::new(GIFT),
        reason,
        note: String::new(),
        now: Moment::default(),
    };

    assert!(store.grant(grant).await.unwrap());
}

fn disturb(telegram: &Telegram, chance: &mut Chance) {
    telegram.begin_storm(chance, FAULTS_PER_THOUSAND);
}

fn calm(telegram: &Telegram) {
    telegram.end_storm();
}
