//! Pictures of strangers are decoded in a lane of their own, within a budget: nobody's text waits for
//! them, in whatever messenger.

use std::{
    collections::HashMap,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::task::JoinSet;
use vernissage::{
    app::{App, listen},
    clock::SystemClock,
    config::Settings,
    domain::{
        incoming::{Incoming, RemoteFile},
        time::Moment,
    },
    store::{Arrivals, BusyParts, InboxStore, Lane, TurnSearch, inbox::Update},
};

use crate::{
    support::{
        faults::Fault,
        service::{folder, pair, picture, print_always, quickly, run_on, store},
        visitor::Visitor,
        wait::wait_until,
    },
    telegram::{self, fake::Telegram},
    vk::{self, fake::Vk},
};

/// A WebP of 34 bytes with 46 megapixels of one colour.
fn bomb() -> Vec<u8> {
    const WIDTH: u64 = 8190;
    const HEIGHT: u64 = 5600;

    // The sides less one, no transparency, version 0, neither transforms nor caches nor groups; then
    // five trees of one symbol each, in four bits.
    let header = (WIDTH - 1) | (HEIGHT - 1) << 14;
    let trees = (0..5).fold(0_u64, |bits, tree| bits | 1 << (3 + 4 * tree));
    let content = [
        &[0x2f][..],
        &(header as u32).to_le_bytes(),
        &trees.to_le_bytes(),
        &[0],
    ]
    .concat();

    let mut file = b"RIFF\x1a\0\0\0WEBPVP8L".to_vec();
    file.extend((content.len() as u32).to_le_bytes());
    file.extend(content);
    assert_eq!(file.len(), 34);

    file
}

/// A service in all three messengers, behind a proxy on this machine.
struct Everywhere {
    app: App,
    telegram: Telegram,
    vk: Vk,
}

async fn everywhere(folder: &Path, more: &str) -> Everywhere {
    let telegram = Telegram::start().await;
    let vk = Vk::start().await;
    let vk_settings = format!(
        "vk.token = \"{}\"\nvk.group_id = {}\nvk.api_url = \"{}\"\n\
         server.trusted_proxies = [\"127.0.0.1\"]\n{more}",
        vk::fake::TOKEN,
        vk::fake::GROUP,
        vk.url(),
    );
    let toml = telegram::service::toml(folder, &telegram, &vk_settings);
    let settings = Settings::from_toml(&toml).unwrap();
    let listener = listen(settings.server.listen).unwrap();
    let make = quickly();
    let app = run_on(Arc::new(SystemClock), &settings, listener, make).await;

    Everywhere { app, telegram, vk }
}

/// Every file below a folder that has something in it.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.file_name().is_some_and(|name| name != ".lock") {
            found.push(path.display().to_string());
        }
    }
    found
}

/// How long an answer takes while others send pictures. Before there were two lanes it took half a
/// minute; on a quiet machine it takes a tenth of a second.
const PROMPT: Duration = Duration::from_secs(3);

#[tokio::test(flavor = "multi_thread")]
async fn texts_are_answered_at_once_while_strangers_send_huge_pictures() {
    let folder = folder();
    let Everywhere { app, telegram, vk } = everywhere(folder.path(), "").await;
    let address = app.address().unwrap();

    let web = Visitor::from(address, "203.0.113.7").await;
    let ada = telegram::person::Person::new(&telegram, 7, "en");
    let boris = vk::person::Person::new(&vk, 7, 3);
    web.write("/start").await;
    ada.write("/start");
    boris.write("/start");
    web.read("Hello!").await;
    ada.read("Hello!").await;
    boris.read("Hello!").await;

    let ten = || (0..10).map(|_| bomb());
    let mut sending = JoinSet::new();
    for n in 0..40_u32 {
        sending.spawn(async move {
            let from = format!("198.51.100.{}", 1 + n % 2);
            let hostile = Visitor::without_page(address, &from).await;
            hostile.send(&ten().collect::<Vec<_>>()).await;
        });
    }
    for n in 100..120 {
        let hostile = telegram::person::Person::new(&telegram, n, "en");
        ten().for_each(|bytes| hostile.send_document(bytes, "a.webp"));
        let hostile = vk::person::Person::new(&vk, n, 3);
        ten().for_each(|bytes| hostile.send_document(bytes, "a.webp"));
    }
    sending.join_all().await;

    let mut slowest = Duration::ZERO;
    for round in 1..=5 {
        let begun = Instant::now();
        web.write("/terms").await;
        ada.write("/terms");
        boris.write("/terms");
        wait_until("everybody is answered", async || {
            web.count("only pictures") >= round
                && ada.count("only pictures") >= round
                && boris.count("only pictures") >= round
        })
        .await;

        slowest = slowest.max(begun.elapsed());
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    print_always(&format!("a text was answered within {slowest:?}"));
    assert!(slowest < PROMPT, "a text waited {slowest:?} for pictures");

    // A picture of an honest person does not wait for those of the crowd of one network.
    web.send(&pair()).await;
    web.press("Paint it").await;
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sender_reads_when_to_send_the_next_large_picture_and_leaves_no_bytes() {
    let folder = folder();
    let more = "limits.megapixels_per_hour = 60\nnetwork.megapixels_per_hour = 100\n";
    let Everywhere { app, telegram, vk } = everywhere(folder.path(), more).await;
    let address = app.address().unwrap();

    let visitor = Visitor::from(address, "203.0.113.7").await;
    visitor.send(&[bomb()]).await;
    visitor.read("only one colour").await;
    visitor.send(&[bomb()]).await;
    visitor.read("as many large pictures from you").await;

    // 54 of 100 megapixels are left for the network, and 46 are taken by the second cookie.
    let second = Visitor::from(address, "203.0.113.7").await;
    second.send(&[bomb()]).await;
    second.read("only one colour").await;
    let third = Visitor::from(address, "203.0.113.7").await;
    third.send(&[bomb()]).await;
    third.read("or from your network").await;
    let elsewhere = Visitor::from(address, "203.0.113.8").await;
    elsewhere.send(&[bomb()]).await;
    elsewhere.read("only one colour").await;

    let ada = telegram::person::Person::new(&telegram, 7, "ru");
    ada.send_document(bomb(), "a.webp");
    ada.read("всего один цвет").await;
    ada.send_document(bomb(), "a.webp");
    let refusal = ada.read("пришло столько больших картинок").await;
    assert!(refusal.text.contains("через 3"), "{}", refusal.text);

    let boris = vk::person::Person::new(&vk, 7, 3);
    boris.send_document(bomb(), "a.webp");
    boris.read("only one colour").await;
    boris.send_document(bomb(), "a.webp");
    boris.read("as many large pictures from you").await;

    // A small picture costs little, and what was refused does not count.
    ada.send_photo(picture([200, 30, 30]));
    ada.read("в каком стиле").await;

    let kept = files(&folder.path().join("pictures"));
    assert_eq!(kept.len(), 1, "{kept:?}");
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_messenger_that_hands_out_no_files_leaves_the_lane_to_others() {
    let folder = folder();
    let Everywhere { app, telegram, vk } = everywhere(folder.path(), "").await;
    let address = app.address().unwrap();

    telegram.order("file", 100, Fault::Silence(Duration::from_secs(20)));
    for n in 100..160 {
        let person = telegram::person::Person::new(&telegram, n, "en");
        person.send_photo(picture([200, 30, 30]));
    }
    wait_until("the files are asked for", async || {
        telegram.world().updates.len() == 0
    })
    .await;

    let begun = Instant::now();
    let boris = vk::person::Person::new(&vk, 7, 3);
    boris.send_photos(pair(), "");
    let web = Visitor::from(address, "203.0.113.7").await;
    web.send(&pair()).await;
    boris.press("Paint it").await;
    web.press("Paint it").await;

    let waited = begun.elapsed();
    assert!(waited < Duration::from_secs(10), "waited {waited:?}");
    app.stop().await.unwrap();
}

const NOON: Moment = Moment::from_millis(1_764_000_000_000);

fn update(id: usize, chat: &str, network: Option<&str>, incoming: Incoming) -> Update {
    Update {
        id: id.to_string(),
        chat: chat.to_owned(),
        topic: None,
        network: network.map(str::to_owned),
        language: None,
        album: None,
        ready_at: NOON,
        incoming,
    }
}

fn file() -> Incoming {
    Incoming::Files {
        files: vec![RemoteFile {
            reference: "a".into(),
            bytes: None,
            is_round: false,
        }],
        caption: None,
    }
}

fn search(lane: Lane, limit: u32) -> TurnSearch {
    TurnSearch {
        process: String::new(),
        now: NOON,
        limit,
        lane: Some(lane),
        without: BusyParts::default(),
    }
}

async fn receive(store: &impl InboxStore, updates: Vec<Update>) {
    let mut arrivals = Arrivals::new("web", Vec::new(), None, NOON);
    arrivals.updates = updates;
    store.receive(arrivals).await.unwrap();
}

#[tokio::test]
async fn ten_thousand_waiting_pictures_of_one_network_are_read_past_quickly() {
    let folder = folder();
    let store = store(folder.path()).await;
    let hostile = (0..10_000)
        .map(|n| update(n, &format!("h{n}"), Some("bad"), file()))
        .collect();
    receive(&store, hostile).await;
    receive(
        &store,
        vec![
            update(20_000, "ada", Some("good"), file()),
            update(20_001, "boris", None, file()),
            update(20_002, "cleo", None, Incoming::Text("hi".into())),
        ],
    )
    .await;

    let begun = Instant::now();
    let turns = store.turns(&search(Lane::Files, 8)).await.unwrap();
    let words = store.turns(&search(Lane::Words, 8)).await.unwrap();
    let took = begun.elapsed();
    print_always(&format!(
        "two reads past 10,000 waiting turns took {took:?}"
    ));

    let chats: Vec<&str> = turns
        .iter()
        .map(|turn| turn.address.external.as_str())
        .collect();
    assert_eq!(chats[..4], ["h0", "ada", "boris", "h1"]);
    assert_eq!(words.len(), 1);
    assert!(took < Duration::from_secs(1), "{took:?}");

    let mut full = search(Lane::Files, 8);
    full.without.senders = vec!["bad".into()];
    let turns = store.turns(&full).await.unwrap();
    assert_eq!(turns.len(), 2, "only those who have no share yet");

    full.without = BusyParts {
        messengers: vec!["web".into()],
        ..BusyParts::default()
    };
    assert!(store.turns(&full).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_chat_keeps_its_order_over_both_lanes() {
    let folder = folder();
    let store = store(folder.path()).await;
    let text = || Incoming::Text("hi".into());
    receive(
        &store,
        vec![
            update(1, "ada", None, file()),
            update(2, "ada", None, text()),
            update(3, "boris", None, text()),
            update(4, "boris", None, file()),
        ],
    )
    .await;

    let read = async |lane| {
        let turns = store.turns(&search(lane, 8)).await.unwrap();
        let mut chats: HashMap<String, Incoming> = HashMap::new();
        for turn in turns {
            chats.insert(turn.address.external, turn.incoming);
        }
        chats
    };
    assert_eq!(
        read(Lane::Files).await,
        HashMap::from([("ada".into(), file())])
    );
    assert_eq!(
        read(Lane::Words).await,
        HashMap::from([("boris".into(), text())])
    );
}
