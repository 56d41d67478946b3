//! The whole conversation in Telegram, over the long poll and over the webhook.

use std::time::Duration;

use serde_json::json;
use vernissage::engine::image::{Limits, Picture};

use crate::support::connections::free_address;
use crate::telegram::{
    fake::{Body, Message, Telegram},
    person::{Person, button, pair},
    service::{folder, picture, quick, run, slow, start, toml},
};

fn shown(message: &Message) -> Picture {
    let Body::Photo(photo) = &message.body else {
        panic!("no photo: {message:?}")
    };
    Picture::decode(&photo.bytes, &Limits::default()).unwrap()
}

/// Album, summary, job, progress in one message, delivery, and once more with more style.
async fn from_two_pictures_to_two_paintings(ada: &Person) {
    ada.write("/start");
    ada.read("Hello!").await;
    ada.send_album(pair(), "please");

    let summary = ada.read("All set. Ready to start?").await;
    let start = ada.press("Paint it").await;
    let started = ada.read("Started!").await;
    assert_eq!((started.id, started.buttons.len()), (summary.id, 0));

    let grown = |message: &&Message| {
        message
            .edits
            .iter()
            .any(|(_, text)| text.contains("Painting: "))
    };

    let progress = ada
        .see(|chat| chat.messages.iter().find(grown).cloned())
        .await;
    let painting = ada.read("Your painting!").await;
    let progress = ada
        .see(|chat| {
            chat.messages
                .iter()
                .find(|one| one.id == progress.id)
                .cloned()
        })
        .await;

    assert!(
        progress.text.contains("Done!") && progress.buttons.is_empty(),
        "{progress:?}"
    );

    assert!(painting.id > progress.id);

    let picture = shown(&painting);
    let [red, _, blue] = picture.as_rgb()[..3] else {
        unreachable!()
    };
    assert!(
        (picture.width(), picture.height()) == (48, 36) && red > 100 && blue > 100,
        "half photo, half style"
    );

    ada.press("More style").await;
    ada.read("Strength: strong").await;

    let again = ada.press("Paint it").await;
    assert_ne!(again.data, start.data);

    let second = |chat: &crate::telegram::fake::Chat| {
        chat.messages
            .iter()
            .filter(|message| message.text.contains("Your painting!"))
            .nth(1)
            .cloned()
    };
    assert!(ada.see(second).await.text.contains("strong"));
    assert_eq!(ada.count("Your painting!"), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_pictures_become_a_painting_over_the_long_poll() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let app = start(folder.path(), &telegram, slow()).await;

    from_two_pictures_to_two_paintings(&Person::new(&telegram, 7, "en")).await;
    app.stop().await.unwrap();

    let world = telegram.world();
    assert!(world.pressed.is_empty(), "every press is answered");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_pictures_become_a_painting_over_the_webhook() {
    let folder = folder();
    let telegram = Telegram::start().await;

    // The port must be known before the service tells Telegram of it.
    let free = free_address();
    let more = format!(
        "server.listen = \"{free}\"\ntelegram.webhook_url = \"http://{free}\"\ntelegram.webhook_secret = \"s3cret-word\""
    );
    let app = run(&toml(folder.path(), &telegram, &more), slow()).await;

    from_two_pictures_to_two_paintings(&Person::new(&telegram, 7, "en")).await;

    let hook = telegram.hook().unwrap();
    assert_eq!(hook.secret.as_deref(), Some("s3cret-word"));

    let bob = Person::new(&telegram, 8, "en");
    let update = json!({ "update_id": 1, "message": { "message_id": 1, "date": 0, "text": "/start",
        "chat": { "id": 8, "type": "private", "first_name": "Bob" },
        "from": { "id": 8, "is_bot": false, "first_name": "Bob" } } });
    let client = reqwest::Client::new();
    for secret in ["", "s3cret-wore", "s3cret-word-and-more"] {
        let post = client
            .post(&hook.url)
            .header("X-Telegram-Bot-Api-Secret-Token", secret)
            .json(&update);
        let status = post.send().await.unwrap().status();
        assert!(
            status.is_client_error(),
            "a stranger's webhook was taken: {status}"
        );
    }

    assert!(bob.messages().is_empty());
    assert_eq!(telegram.world().calls.get("getupdates"), None);
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_a_document_and_a_forwarded_photo_are_all_pictures() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let _app = start(folder.path(), &telegram, quick()).await;
    let ada = Person::new(&telegram, 7, "en");
    ada.send_document(picture([200, 30, 30]), "IMG_0001.PNG");

    ada.read("Which style would you like?").await;
    ada.forward_photo(picture([30, 30, 200]));
    ada.press("Paint it").await;
    assert_eq!(shown(&ada.read("Your painting!").await).width(), 48);
    ada.send_photo(picture([9, 99, 9]));

    ada.see(|chat| {
        (chat
            .messages
            .iter()
            .filter(|one| one.text.contains("Which style would you like?"))
            .count()
            == 2)
            .then_some(())
    })
    .await;

    ada.press("Show me styles").await;
    ada.press("Hokusai").await;
    ada.see(|chat| {
        button(chat, "Paint it")
            .filter(|_| chat.messages.last().unwrap().text.contains("Great Wave"))
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_painting_is_cancelled_while_it_runs() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let _app = start(folder.path(), &telegram, slow()).await;
    let ada = Person::new(&telegram, 7, "en");
    ada.order().await;

    ada.read("Painting: ").await;
    ada.press("Cancel").await;

    let cancelled = ada.read("Cancelled.").await;
    assert!(
        cancelled.buttons.is_empty() && cancelled.edits.len() >= 2,
        "{cancelled:?}"
    );

    ada.write("/status");
    ada.read("I'm not painting anything right now").await;
    assert_eq!(ada.count("Your painting!"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_picture_gets_an_answer_of_its_own() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let _app = start(folder.path(), &telegram, quick()).await;
    let ada = Person::new(&telegram, 7, "en");
    let answers = [
        ("sticker", "Nice sticker"),
        ("voice", "I can't hear"),
        ("contact", "I don't know what to do with that"),
    ];

    for (what, answer) in answers {
        ada.send_other(what);
        ada.read(answer).await;
    }

    ada.send_document(b"Dear sir, this is a letter.".to_vec(), "letter.png");
    ada.read("This is text").await;
    ada.send_document(b"%PDF-1.7\n".to_vec(), "page.pdf");
    ada.read("This is a PDF. I need a picture: a screenshot of the page will do.")
        .await;

    ada.write("what a day");
    ada.read("better with pictures than with words").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_button_and_a_strangers_code_say_so() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let _app = start(folder.path(), &telegram, quick()).await;
    let ada = Person::new(&telegram, 7, "en");
    ada.send_album(pair(), "");

    let (summary, start) = ada.see(|chat| button(chat, "Paint it")).await;
    ada.write("/new");
    ada.read("Which photo would you like me to paint?").await;
    ada.press_code(summary, &start.data);
    ada.read("This button is out of date").await;

    ada.press_code(999_999, "nonsense");
    ada.see(|chat| {
        (chat
            .messages
            .iter()
            .filter(|one| one.text.contains("out of date"))
            .count()
            == 2)
            .then_some(())
    })
    .await;

    assert_eq!(ada.count("Started!"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_is_answered_in_the_language_of_their_own_app() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let _app = start(folder.path(), &telegram, quick()).await;
    let ada = Person::new(&telegram, 7, "en-GB");
    let olga = Person::new(&telegram, 8, "ru");

    let heidi = Person::new(&telegram, 9, "de-AT");
    for person in [&ada, &olga, &heidi] {
        person.write("/start");
    }

    ada.read("Hello!").await;
    heidi.read("Hallo!").await;
    olga.see(|chat| {
        chat.messages
            .iter()
            .find(|one| one.from_bot && one.text.contains("фото"))
            .cloned()
    })
    .await;

    olga.send_album(pair(), "");
    olga.press("Нарисовать").await;
    olga.read("Ваша картина").await;
    heidi.write("/settings");
    heidi.press("🌐 Deutsch").await;
    heidi.press("Русский").await;

    heidi.read("Так я рисую").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_album_that_comes_in_two_parts_is_one() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let _app = start(folder.path(), &telegram, quick()).await;
    let ada = Person::new(&telegram, 7, "en");
    ada.send_album(pair(), "");

    ada.write("and hurry");
    ada.read("All set.").await;
    ada.read("press the button above").await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(
        (
            ada.count("All set."),
            ada.count("Which style would you like?")
        ),
        (1, 0)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn updates_in_another_servers_dress_are_answered() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let _app = start(folder.path(), &telegram, quick()).await;
    let ada = Person::new(&telegram, 7, "en");

    telegram.push(
        "message",
        json!({ "chat": { "id": "7" }, "text": "/start" }),
    );

    ada.read("Hello!").await;
    telegram.push(
        "message",
        json!({ "chat": { "id": 7, "type": "private" }, "sticker": {}, "from": null }),
    );

    ada.read("Nice sticker").await;
    telegram.push("chat_boost", json!({ "of": "next year" }));
    telegram.push(
        "callback_query",
        json!({ "id": 5, "from": { "id": 7 }, "data": "no such code" }),
    );

    ada.read("out of date").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_group_it_says_where_it_can_be_found() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let _app = start(folder.path(), &telegram, quick()).await;
    let group = Person::new(&telegram, -100, "en");

    for text in ["hello, all", "/start@vernissage_bot"] {
        telegram.push(
            "message",
            json!({ "chat": { "id": -100, "type": "supergroup" }, "text": text }),
        );
    }

    group.read("write to me in a private chat").await;
    assert_eq!(group.messages().len(), 1);
}
