//! Failures between the bot and Telegram, after which nobody has lost anything.

use std::{
    process::{Command, Stdio},
    sync::Arc,
    time::Duration,
};

use sqlx::{Connection, SqliteConnection};
use vernissage::{
    clock::Clock,
    store::{LedgerStore, MaintenanceStore},
};

use crate::{
    support::chance::Chance,
    telegram::{
        fake::{Disorder, Fault, TOKEN, Telegram},
        person::{Person, pair, says},
        service::{self, TestClock, folder, quick, run_by, slow, start, store, toml},
    },
};

#[tokio::test(flavor = "multi_thread")]
async fn too_many_messages_and_broken_servers_delay_and_lose_nothing() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let _app = start(folder.path(), &telegram, quick()).await;
    let ada = Person::new(&telegram, 7, "en");

    telegram.order("sendmessage", 1, Fault::TooMany(2));

    let asked = std::time::Instant::now();
    ada.write("/start");

    let hello = ada.read("Hello!").await;
    assert!(
        hello.at - asked >= Duration::from_secs(2),
        "sent before it was allowed"
    );

    telegram.order("sendmessage", 1, Fault::Gateway(502));
    telegram.order("sendphoto", 1, Fault::Gateway(500));
    telegram.order("sendphoto", 1, Fault::TooMany(1));
    telegram.order("editmessagemedia", 1, Fault::Gateway(503));
    ada.order().await;

    ada.read("Your painting!").await;
    ada.read("Done!").await;
    assert_eq!(
        (
            ada.count("All set."),
            ada.count("Started!"),
            ada.count("Your painting!")
        ),
        (0, 1, 1)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cut_connection_repeats_at_most_the_message_whose_answer_was_lost() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let _app = start(folder.path(), &telegram, quick()).await;
    let ada = Person::new(&telegram, 7, "en");

    telegram.order("sendmessage", 1, Fault::CutBefore);
    ada.write("/start");
    ada.read("Hello!").await;
    telegram.order("sendmessage", 1, Fault::CutAfter);
    ada.write("/terms");

    ada.see(|chat| {
        (chat
            .messages
            .iter()
            .filter(|one| one.text.contains("only pictures"))
            .count()
            == 2)
            .then_some(())
    })
    .await;

    ada.write("/new");
    ada.read("Which photo").await;
    assert_eq!(
        (
            ada.count("Hello!"),
            ada.count("only pictures"),
            ada.count("Which photo")
        ),
        (1, 2, 1)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_that_hangs_holds_up_nobody_else() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let _app = start(folder.path(), &telegram, quick()).await;
    let ada = Person::new(&telegram, 7, "en");
    let bob = Person::new(&telegram, 8, "en");

    let fault = Fault::Silence(Duration::from_secs(4));
    telegram
        .world()
        .faults
        .order_in_chat("sendmessage", 7, fault);

    ada.write("/start");
    ada.write("/terms");
    bob.write("/start");
    bob.read("Hello!").await;
    assert!(ada.messages().iter().all(|message| !message.from_bot));

    ada.read("only pictures").await;
    assert_eq!((ada.count("Hello!"), ada.count("only pictures")), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_who_blocked_the_bot_is_left_alone_and_told_of_the_painting_when_they_are_back() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let app = start(folder.path(), &telegram, slow()).await;
    let ada = Person::new(&telegram, 7, "en");
    ada.order().await;

    ada.read("Painting: ").await;
    ada.block();

    let store = store(folder.path()).await;
    while !store.is_settled().await.unwrap() {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }

    assert_eq!(
        (ada.count("Painting: "), ada.count("Your painting!")),
        (1, 0)
    );
    ada.unblock();
    ada.write("/history");
    ada.read("Your recent paintings").await;
    assert_eq!(
        (
            ada.count("Painting: "),
            ada.count("Done!"),
            ada.count("Your painting!")
        ),
        (0, 1, 1)
    );

    let said: Vec<String> = ada.messages().into_iter().map(|one| one.text).collect();
    let place = |words: &str| said.iter().position(|text| text.contains(words)).unwrap();
    assert!(place("Your painting!") < place("Your recent paintings"));

    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_unblocks_the_bot_without_writing_is_told_of_the_painting_at_once() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let app = start(folder.path(), &telegram, slow()).await;
    let ada = Person::new(&telegram, 7, "en");
    ada.order().await;

    ada.read("Painting: ").await;
    ada.block();

    let store = store(folder.path()).await;
    while !store.is_settled().await.unwrap() {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }

    ada.unblock();
    ada.report_unblocking();
    ada.read("Your painting!").await;
    assert_eq!((ada.count("Painting: "), ada.count("Done!")), (0, 1));
    assert_eq!(ada.count("Your painting!"), 1);

    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn updates_that_come_twice_and_in_disorder_are_answered_once() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let _app = start(folder.path(), &telegram, quick()).await;

    telegram.world().updates.disorder = Some(Disorder {
        chance: Chance::new(5),
    });

    let people: Vec<Person> = (1..=20)
        .map(|id| Person::new(&telegram, id, "en"))
        .collect();

    // Until every kind of disorder was there.
    let mut rounds = 0;
    while rounds < 4 || (rounds < 40 && telegram.disorder().contains(&0)) {
        rounds += 1;

        for person in &people {
            person.write("/terms");
        }

        for person in &people {
            person
                .see(|chat| {
                    (chat
                        .messages
                        .iter()
                        .filter(|one| says(one, "only pictures"))
                        .count()
                        >= rounds)
                        .then_some(())
                })
                .await;
        }
    }

    let updates = telegram.disorder();
    assert!(updates.iter().all(|count| *count > 0), "{updates:?}");

    for person in &people {
        assert_eq!(person.count("only pictures"), rounds);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_progress_message_is_sent_again_and_the_painting_goes_on() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let _app = start(folder.path(), &telegram, slow()).await;
    let ada = Person::new(&telegram, 7, "en");
    ada.order().await;

    let progress = ada.read("Painting: ").await;
    ada.delete(progress.id);
    ada.read("Your painting!").await;
    assert!(
        ada.messages()
            .iter()
            .all(|message| message.id != progress.id)
    );

    assert_eq!(ada.count("Your painting!"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_that_is_refused_for_a_reason_of_its_own_comes_as_a_new_message() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let _app = start(folder.path(), &telegram, quick()).await;
    let ada = Person::new(&telegram, 7, "en");
    ada.send_album(pair(), "");

    for (code, words) in [
        (400, "Bad Request: no such luck"),
        (404, "Not Found: method not found"),
    ] {
        telegram.order("editmessagetext", 1, Fault::Refused(code, words));
        let before = ada.messages().len();
        ada.press("Swap").await;
        ada.see(|chat| (chat.messages.len() > before).then_some(()))
            .await;
    }

    ada.press("Swap").await;
    ada.press("Paint it").await;
    ada.read("Started!").await;
    assert_eq!((ada.count("All set."), ada.count("Started!")), (2, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_hour_without_telegram_delays_messages_and_keeps_their_order() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let clock = TestClock::default();
    let _app = run_by(
        Arc::new(clock.clone()),
        &toml(folder.path(), &telegram, ""),
        slow(),
    )
    .await;

    let people: Vec<Person> = (1..=5).map(|id| Person::new(&telegram, id, "en")).collect();
    for person in &people {
        person.write("/start");
        person.read("Hello!").await;
    }

    people[0].order().await;
    people[0].read("Painting: ").await;
    telegram.down(true);

    let since = clock.now();

    for person in &people {
        for words in ["/terms", "/paysupport", "/help"] {
            person.write(words);
        }
    }

    while clock.now().since(since) < Duration::from_hours(1) {
        tokio::time::sleep(Duration::from_millis(500)).await;
        clock.put_forward(Duration::from_mins(10));
    }

    assert!(
        people
            .iter()
            .all(|person| person.count("only pictures") == 0)
    );

    // A message that was taken before the last leap of the clock must fail before Telegram is back,
    // or it would arrive beside its next try.
    tokio::time::sleep(Duration::from_secs(3)).await;
    while telegram.world().calls_in_progress > 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }

    telegram.down(false);
    tokio::spawn(hurry(telegram.clone(), clock));

    for person in &people {
        person.read("and then a picture whose style").await;

        let said: Vec<String> = person
            .messages()
            .into_iter()
            .map(|message| message.text)
            .collect();
        let place = |words: &str| said.iter().position(|text| text.contains(words)).unwrap();
        assert!(
            place("only pictures") < place("Is something wrong with a payment")
                && place("Is something wrong with a payment") < place("whose style you like")
        );

        assert_eq!(person.count("only pictures"), 1);
    }

    people[0].read("Your painting!").await;
    assert_eq!(people[0].count("Your painting!"), 1);
}

/// Lets time pass faster, so that what waits minutes for its next try does not keep the test
/// waiting. While a call is in progress the clock stands: its message must not seem to take too
/// long.
async fn hurry(telegram: Telegram, clock: TestClock) {
    loop {
        tokio::time::sleep(Duration::from_millis(10)).await;

        if telegram.world().calls_in_progress == 0 {
            clock.put_forward(Duration::from_millis(90));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_another_process_has_locked_loses_nothing() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let log = folder.path().join("log");
    let toml = toml(folder.path(), &telegram, "");
    let mut service = service::spawn(&toml, Duration::from_millis(50), &log);

    let people: Vec<Person> = (1..=10)
        .map(|id| Person::new(&telegram, id, "en"))
        .collect();

    for person in &people {
        person.order().await;
    }

    people[9].read("Painting: ").await;

    let url = format!("sqlite://{}", folder.path().join("test.db").display());
    let mut other = SqliteConnection::connect(&url).await.unwrap();
    sqlx::query("BEGIN IMMEDIATE")
        .execute(&mut other)
        .await
        .unwrap();

    for person in &people {
        person.write("/terms");
    }

    // Longer than the busy timeout.
    tokio::time::sleep(Duration::from_secs(7)).await;
    assert_eq!(people[9].count("only pictures"), 0);
    sqlx::query("ROLLBACK").execute(&mut other).await.unwrap();
    other.close().await.unwrap();

    for person in &people {
        person.read("only pictures").await;
        person.read("Your painting!").await;
    }

    for person in &people {
        assert_eq!(
            (
                person.count("only pictures"),
                person.count("Your painting!")
            ),
            (1, 1)
        );
    }

    service.kill().unwrap();
    service.wait().unwrap();
    assert!(store(folder.path()).await.audit().await.unwrap().is_empty());
}

/// The program as it is installed, saying everything it can say.
#[tokio::test(flavor = "multi_thread")]
async fn the_token_is_in_no_line_of_the_log() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let settings = folder.path().join("settings.toml");
    std::fs::write(
        &settings,
        toml(folder.path(), &telegram, "log.level = \"trace\""),
    )
    .unwrap();

    let log = std::fs::File::create(folder.path().join("log")).unwrap();
    let mut service = Command::new(env!("CARGO_BIN_EXE_vernissage"))
        .args(["--config", settings.to_str().unwrap()])
        .stdin(Stdio::null())
        .stdout(log.try_clone().unwrap())
        .stderr(log)
        .spawn()
        .unwrap();

    let ada = Person::new(&telegram, 7, "en");

    for fault in [
        Fault::CutBefore,
        Fault::CutAfter,
        Fault::Gateway(502),
        Fault::Refused(404, "Not Found"),
    ] {
        telegram.order("getupdates", 1, fault.clone());
        telegram.order("sendmessage", 1, fault);
    }

    telegram.order("file", 1, Fault::CutBefore);
    telegram.order("getfile", 1, Fault::Gateway(500));
    ada.write("/start");
    ada.write("/terms");
    ada.write("/help");

    ada.send_album(pair(), "");
    ada.press("Start over").await;
    ada.read("No problem.").await;
    service.kill().unwrap();
    service.wait().unwrap();

    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    let secret = TOKEN.split(':').nth(1).unwrap();
    let line = log.lines().find(|line| line.contains(secret));
    assert!(log.len() > 1000 && line.is_none(), "{line:?}");
}
