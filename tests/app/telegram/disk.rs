//! The disk is full for a while: database, pictures and log.

use std::{
    process::{Child, Command},
    time::Duration,
};

use vernissage::store::LedgerStore;

use crate::telegram::{
    fake::Telegram,
    person::{Person, pair},
    service::{self, folder, store, toml},
};

/// Longer than every timeout of the service, and than the painting takes.
const FULL: Duration = Duration::from_secs(8);

/// Limits the size to which the process can grow its files: `0` or `unlimited`.
fn fill(service: &Child, limit: &str) {
    let process = service.id().to_string();
    assert!(
        Command::new("prlimit")
            .args(["--pid", &process, &format!("--fsize={limit}:")])
            .status()
            .unwrap()
            .success()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_delays_and_loses_nothing() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let log = folder.path().join("log");
    let mut service = service::spawn(
        &toml(folder.path(), &telegram, ""),
        Duration::from_millis(100),
        &log,
    );

    let people: Vec<Person> = (1..=6).map(|id| Person::new(&telegram, id, "en")).collect();
    let ada = &people[0];
    let bob = &people[1];

    for person in &people {
        person.write("/start");
        person.read("Hello!").await;
    }

    ada.order().await;
    ada.read("Painting: ").await;
    fill(&service, "0");

    for person in &people {
        person.write("/terms");
    }

    bob.send_album(pair(), "");
    tokio::time::sleep(FULL).await;
    assert!(
        people
            .iter()
            .all(|person| person.count("only pictures") == 0)
            && bob.count("All set.") == 0
    );

    assert_eq!(ada.count("Your painting!"), 0);
    assert!(
        service.try_wait().unwrap().is_none(),
        "a full disk has ended the service"
    );

    fill(&service, "unlimited");

    for person in &people {
        person.read("only pictures").await;
    }

    ada.read("Your painting!").await;
    bob.press("Paint it").await;
    bob.read("Your painting!").await;

    for person in &people {
        assert_eq!(
            (person.count("Hello!"), person.count("only pictures")),
            (1, 1)
        );
    }

    assert_eq!((ada.count("Your painting!"), bob.count("All set.")), (1, 0));
    service.kill().unwrap();
    service.wait().unwrap();
    assert!(store(folder.path()).await.audit().await.unwrap().is_empty());
}

/// More than any disk has free.
const NO_ROOM: &str = "storage.free_megabytes_floor = 1000000000";

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_is_almost_full_takes_no_pictures_and_paints_on() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let ada = Person::new(&telegram, 1, "en");
    let app = service::run(&toml(folder.path(), &telegram, ""), service::slow()).await;
    ada.write("/start");
    ada.order().await;
    ada.read("Painting: ").await;
    app.stop().await.unwrap();

    let settings = toml(folder.path(), &telegram, NO_ROOM);
    let app = service::run(&settings, service::quick()).await;
    ada.read("Your painting!").await;

    ada.send_photo(service::picture([9, 99, 9]));
    ada.read("no space left for new pictures").await;
    app.stop().await.unwrap();
}
