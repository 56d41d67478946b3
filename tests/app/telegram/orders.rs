//! What premium paintings cost, and the order of the queue.

use std::time::Duration;

use vernissage::{
    domain::{credits::Credits, time::Moment},
    engine::stylize::fake::FakePainter,
    store::{Address, ConversationStore, CreditGrant, LedgerStore},
};

use crate::telegram::{
    fake::{Body, Chat, Message, Telegram},
    person::{Person, button, pair, says},
    service::{folder, quick, start, store},
};

/// A person with this many credits.
async fn with_credits(folder: &std::path::Path, telegram: &Telegram, credits: u32) -> Person {
    let ada = Person::new(telegram, 7, "en");
    ada.write("/start");
    ada.read("Hello!").await;

    let store = store(folder).await;
    let address = Address {
        messenger: "telegram".into(),
        external: "7".into(),
    };
    let person = store.chat_at(&address).await.unwrap().unwrap().person;
    let amount = Credits::new(credits);
    let gift = CreditGrant {
        person,
        amount,
        reason: "a gift".into(),
        note: String::new(),
        now: Moment::default(),
    };

    assert!(store.grant(gift).await.unwrap());
    ada
}

fn photos(chat: &Chat) -> Vec<Vec<u8>> {
    let shown = |message: &Message| match &message.body {
        Body::Photo(photo) if message.from_bot && message.album.is_some() => {
            Some(photo.bytes.to_vec())
        }
        _ => None,
    };
    chat.messages.iter().filter_map(shown).collect()
}

fn document(message: &Message) -> (Vec<u8>, &str) {
    let Body::Document(file, name) = &message.body else {
        panic!("no document: {message:?}")
    };
    (file.bytes.to_vec(), name)
}

#[tokio::test(flavor = "multi_thread")]
async fn premium_comes_as_an_album_to_choose_from_and_hd_as_a_picture_and_a_file() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let _app = start(folder.path(), &telegram, quick()).await;
    let ada = with_credits(folder.path(), &telegram, 500).await;
    ada.send_album(pair(), "");

    for label in [
        "Size and quality",
        "Premium · 50 credits",
        "Paint it for 50 credits",
    ] {
        ada.press(label).await;
    }

    let choice = ada.read("Which one do you like best?").await;
    let labels: Vec<&str> = choice
        .buttons
        .iter()
        .flatten()
        .map(|button| button.label.as_str())
        .collect();

    assert_eq!(
        labels[..4],
        ["10 steps", "20 steps", "30 steps", "40 steps"]
    );

    let album = ada.see(|chat| Some(photos(chat))).await;
    assert_eq!((album.len(), ada.count("Your painting as it grew")), (4, 1));
    ada.press("20 steps").await;

    let chosen = ada.read("The painting in full quality.").await;
    let (bytes, name) = document(&chosen);
    assert!(bytes == album[1] && name.ends_with("-20.jpg"), "{name}");
    ada.press("HD, 500 steps · 139 credits").await;
    ada.press("Paint it for 139 credits").await;

    ada.read("Your painting!").await;

    let file = |message: &&Message| {
        says(message, "The painting in full quality.") && message.id > chosen.id
    };
    let file = ada
        .see(|chat| chat.messages.iter().find(file).cloned())
        .await;

    assert!(document(&file).1.ends_with("-500.jpg"));
    ada.write("/balance");
    ada.read("You have 311 credits").await;
    ada.write("/history");
    ada.see(|chat| button(chat, "2")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_paid_for_is_not_begun() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let _app = start(folder.path(), &telegram, quick()).await;
    let ada = with_credits(folder.path(), &telegram, 49).await;
    ada.send_album(pair(), "");

    ada.press("Size and quality").await;
    ada.press("Premium · 50 credits").await;

    let summary = ada.read("You need 1 more credit: you have 49.").await;
    let labels: Vec<&str> = summary
        .buttons
        .iter()
        .flatten()
        .map(|button| button.label.as_str())
        .collect();

    assert!(
        labels.contains(&"Get credits") && labels.iter().all(|label| !label.contains("Paint it")),
        "{labels:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_is_told_their_place_in_the_same_message() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let painter = FakePainter {
        pause: Duration::from_millis(150),
        ..FakePainter::default()
    };

    let _app = start(folder.path(), &telegram, painter).await;
    let people: Vec<Person> = (1..=3).map(|id| Person::new(&telegram, id, "en")).collect();
    for person in &people {
        person.send_album(pair(), "");
        person.read("All set.").await;
    }

    for person in &people {
        person.press("Paint it").await;
        tokio::time::sleep(Duration::from_millis(500)).await;
    }

    let waiting = people[2].read("You're number 2 in the queue.").await;
    let moved_up = |chat: &Chat| {
        let message = chat
            .messages
            .iter()
            .find(|message| message.id == waiting.id)?;
        message
            .edits
            .iter()
            .find(|(_, text)| text.contains("You're next."))
            .map(|(_, text)| text.clone())
    };

    assert!(people[2].see(moved_up).await.contains("Ready in about"));
    people[1].write("/cancel");
    people[1].read("Cancelled.").await;
    people[2].read("Your painting!").await;
    people[0].read("Your painting!").await;

    assert_eq!(people[1].count("Your painting!"), 0);
}
