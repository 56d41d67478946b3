//! Two services on one database: what only one may do at a time passes on when the other one ends,
//! dies or is stopped for a while.

use std::{
    process::{Child, Command},
    time::Duration,
};

use sqlx::{Connection, SqliteConnection};
use vernissage::store::{DutyStore, MaintenanceStore};

use crate::{
    support::{shared_database::SharedDatabase, size, wait::wait_until},
    telegram::{
        fake::Telegram,
        person::Person,
        service::{self, toml},
    },
};

const SETTINGS: &str = "server.lease_seconds = 4\nserver.stop_seconds = 30";

/// The services and what they share.
struct Services<'a> {
    shared: &'a SharedDatabase,
    telegram: &'a Telegram,
}

impl Services<'_> {
    /// Starts one, and waits until as many are there.
    async fn start(&self, more: &str, in_all: usize) -> Child {
        let settings = format!("{SETTINGS}\n{more}\n{}", self.shared.settings());
        let toml = toml(self.shared.folder(), self.telegram, &settings);
        let log = self.shared.folder().join("log");
        let child = service::spawn(&toml, Duration::from_millis(2), &log);

        self.are_present(in_all).await;
        child
    }

    async fn are_present(&self, number: usize) {
        wait_until("as many services as expected", async || {
            let Some(store) = self.shared.store().await else {
                return false;
            };
            store.processes().await.unwrap().len() == number
        })
        .await;
    }

    /// Stops a service for a while. In the middle of a commit it would keep the file of SQLite
    /// locked; then it goes on, and is stopped a little later.
    async fn freeze(&self, service: &Child) {
        if self.shared.postgres.is_some() {
            return tell(service, "STOP");
        }

        let path = format!("sqlite://{}/test.db", self.shared.folder().display());
        wait_until("the service is between two commits", async || {
            tell(service, "STOP");
            if can_be_written(&path).await {
                return true;
            }

            tell(service, "CONT");
            false
        })
        .await;
    }

    /// Somebody who has not written before is answered.
    async fn greet(&self, id: i64) -> Person {
        let person = Person::new(self.telegram, id, "en");
        person.write("/start");
        person.read("Hello!").await;

        person
    }
}

/// Whether nobody is in the middle of a commit.
async fn can_be_written(path: &str) -> bool {
    let mut db = SqliteConnection::connect(path).await.unwrap();
    let began = tokio::time::timeout(
        Duration::from_secs(1),
        sqlx::query("BEGIN IMMEDIATE").execute(&mut db),
    )
    .await;

    matches!(began, Ok(Ok(_)))
}

fn tell(service: &Child, signal: &str) {
    let id = service.id().to_string();
    let told = Command::new("kill").args(["-s", signal, &id]).status();
    assert!(told.unwrap().success());
}

fn kill(mut service: Child) {
    service.kill().unwrap();
    service.wait().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_poll_passes_on_and_no_update_is_lost() {
    pass_the_poll_on(&SharedDatabase::on_sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_poll_passes_on_with_postgres() {
    if let Some(shared) = SharedDatabase::on_postgres().await {
        pass_the_poll_on(&shared).await;
    }
}

async fn pass_the_poll_on(shared: &SharedDatabase) {
    let telegram = Telegram::start().await;
    let services = Services {
        shared,
        telegram: &telegram,
    };

    let first = services.start("", 1).await;
    let mut people = vec![services.greet(1).await];
    let second = services.start("", 2).await;
    people.push(services.greet(2).await);

    // The first one still has its open poll, and the next update goes there.
    services.freeze(&first).await;
    people.push(services.greet(3).await);

    tell(&first, "CONT");
    services.are_present(2).await;
    people.push(services.greet(4).await);

    kill(second);
    people.push(services.greet(5).await);
    services.are_present(1).await;

    let third = services.start("", 2).await;
    kill(first);
    people.push(services.greet(6).await);
    kill(third);

    // What was just being sent when its process fell silent may have come twice.
    for person in people {
        assert!(person.count("Hello!") >= 1, "{}", person.id);
    }
    assert_eq!(telegram.world().polls_at_once, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_sent_twice_when_another_service_starts_meanwhile() {
    send_once(&SharedDatabase::on_sqlite(), 100).await;
}

/// 1,000 messages in CI.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_sent_twice_when_another_service_starts_on_postgres() {
    if let Some(shared) = SharedDatabase::on_postgres().await {
        send_once(&shared, size::full_or_small(334, 100)).await;
    }
}

/// As many people ask three things each.
async fn send_once(shared: &SharedDatabase, number_of_people: i64) {
    const QUESTIONS: [&str; 3] = ["/start", "/help", "/terms"];

    let telegram = Telegram::start().await;
    let services = Services {
        shared,
        telegram: &telegram,
    };
    let pace = "telegram.messages_per_second = 150";

    let first = services.start(pace, 1).await;
    let people: Vec<Person> = (1..=number_of_people)
        .map(|id| Person::new(&telegram, id, "en"))
        .collect();
    for person in &people {
        for question in QUESTIONS {
            person.write(question);
        }
    }

    people[0].read("Hello!").await;
    let second = services.start(pace, 2).await;

    let store = shared.store().await.unwrap();
    let answers = QUESTIONS.len();
    let has_all = |person: &Person| {
        let messages = person.messages();
        messages.iter().filter(|message| message.from_bot).count() >= answers
    };
    wait_until("everybody is answered", async || {
        people.iter().all(has_all) && store.is_settled().await.unwrap()
    })
    .await;

    kill(first);
    kill(second);
    let per_person = |person: &Person| {
        let messages = person.messages();
        messages.iter().filter(|message| message.from_bot).count()
    };
    let counts: Vec<usize> = people.iter().map(per_person).collect();
    assert_eq!(counts, vec![counts[0]; people.len()]);
    assert!(people.iter().all(|person| person.count("Hello!") == 1));
}
