//! Films of the bot in Telegram, with nothing between the messenger's client and the fake.

use std::time::Duration;

use vernissage::{
    domain::incoming::Incoming,
    messengers::{Edit, Messenger, SendError, UpdateSource, telegram},
};

use crate::{
    support::films::{FilmMessage, mp4, square_mp4},
    telegram::{
        fake::{Body, Fault, FilmKind, Message, TOKEN, Telegram},
        person::Person,
    },
};

const STILL: &str = "It can't move in this chat, so here is a still from it.";

fn client(telegram: &Telegram) -> telegram::Telegram {
    telegram::Telegram::new(&telegram::Account {
        token: TOKEN,
        api_url: &telegram.url(),
        webhook: None,
        messages_per_second: 30,
        provider_token: "",
        groups: false,
    })
    .unwrap()
}

fn round() -> FilmMessage {
    FilmMessage::new(&square_mp4()).with_film(|film| film.is_round = true)
}

/// The only message of the chat.
fn only(ada: &Person) -> Message {
    let messages = ada.messages();
    assert_eq!(messages.len(), 1, "{messages:#?}");
    messages[0].clone()
}

#[tokio::test]
async fn a_film_is_an_animation_with_its_words_and_buttons() {
    let telegram = Telegram::start().await;
    let bot = client(&telegram);
    let ada = Person::new(&telegram, 7, "en");
    let message = FilmMessage::of_a_second();
    message.send(&bot, "7", None).await.unwrap();

    let shown = only(&ada);
    assert!(matches!(&shown.body, Body::Film(FilmKind::Animation, film)
        if film.bytes == message.film.as_deref().unwrap()));
    assert_eq!(shown.text, "It dances!");
    assert_eq!(shown.buttons[0][0].label, "Again");

    // Telegram has it now.
    let uploaded = telegram.world().chats.files.len();
    message.send(&bot, "7", None).await.unwrap();
    assert_eq!(telegram.world().chats.files.len(), uploaded);
    assert_eq!(ada.count("It dances!"), 2);
}

#[tokio::test]
async fn a_film_with_sound_is_a_video() {
    let telegram = Telegram::start().await;
    let bot = client(&telegram);
    let ada = Person::new(&telegram, 7, "en");
    let message = FilmMessage::of_a_second().with_film(|film| film.has_sound = true);
    message.send(&bot, "7", None).await.unwrap();

    let shown = only(&ada);
    assert!(matches!(&shown.body, Body::Film(FilmKind::Video, _)));
    assert_eq!(shown.text, "It dances!");
}

#[tokio::test]
async fn a_round_film_stays_round_and_its_words_follow() {
    let telegram = Telegram::start().await;
    let bot = client(&telegram);
    let ada = Person::new(&telegram, 7, "en");
    let message = round();
    telegram.order("sendmessage", 1, Fault::TooMany(1));

    // The words are late, and the note is not sent again for them.
    let late = message.send(&bot, "7", None).await;
    assert!(matches!(late, Err(SendError::RetryAfter(_))), "{late:?}");
    let id = message.send(&bot, "7", None).await.unwrap();

    let shown = ada.messages();
    assert_eq!(shown.len(), 2);
    assert!(matches!(&shown[0].body, Body::Film(FilmKind::VideoNote, _)));
    assert_eq!(shown[1].text, "It dances!");
    assert_eq!(shown[1].buttons[0][0].label, "Again");
    assert_eq!(id, shown[1].id.to_string());
}

#[tokio::test]
async fn what_is_no_video_note_is_sent_as_any_other_film() {
    let telegram = Telegram::start().await;
    let bot = client(&telegram);
    let ada = Person::new(&telegram, 7, "en");
    let words = "Bad Request: VOICE_MESSAGES_FORBIDDEN";
    telegram.order("sendvideonote", 1, Fault::Refused(400, words));
    round().send(&bot, "7", None).await.unwrap();
    assert!(matches!(
        &only(&ada).body,
        Body::Film(FilmKind::Animation, _)
    ));

    // One that is not square cannot be round.
    let bob = Person::new(&telegram, 8, "en");
    let wide = FilmMessage::of_a_second().with_film(|film| film.is_round = true);
    wide.send(&bot, "8", None).await.unwrap();
    assert!(matches!(
        &only(&bob).body,
        Body::Film(FilmKind::Animation, _)
    ));
}

#[tokio::test]
async fn a_film_that_is_refused_becomes_a_document_and_then_a_still() {
    let telegram = Telegram::start().await;
    let bot = client(&telegram);
    let ada = Person::new(&telegram, 7, "en");
    let refused = || Fault::Refused(400, "Bad Request: VIDEO_CONTENT_TYPE_INVALID");
    telegram.order("sendanimation", 1, refused());
    FilmMessage::of_a_second()
        .send(&bot, "7", None)
        .await
        .unwrap();

    let shown = only(&ada);
    assert!(matches!(&shown.body, Body::Document(_, name) if name == "vernissage.mp4"));
    assert_eq!(shown.text, "It dances!");

    let bob = Person::new(&telegram, 8, "en");
    telegram.order("sendanimation", 1, refused());
    telegram.order(
        "senddocument",
        1,
        Fault::Refused(413, "Request Entity Too Large"),
    );
    let message = FilmMessage::of_a_second();
    message.send(&bot, "8", None).await.unwrap();

    let shown = only(&bob);
    assert!(matches!(&shown.body, Body::Photo(_)));
    assert_eq!(shown.text, format!("It dances!\n\n{STILL}"));
    assert_eq!(shown.buttons[0][0].label, "Again");
}

#[tokio::test]
async fn a_film_takes_the_place_of_a_picture_and_keeps_it() {
    let telegram = Telegram::start().await;
    let bot = client(&telegram);
    let ada = Person::new(&telegram, 7, "en");
    let message = FilmMessage::of_a_second();
    let id = message.send_still(&bot, "7").await;

    let edit = |picture| Edit {
        message_id: &id,
        picture,
    };
    let edited = message.send(&bot, "7", Some(edit(None))).await.unwrap();
    assert_eq!(edited, id);
    assert!(matches!(
        &only(&ada).body,
        Body::Film(FilmKind::Animation, _)
    ));
    assert_eq!(only(&ada).text, "It dances!");

    let before = telegram.world().calls["editmessagemedia"];
    let again = Some(edit(message.shown()));
    message.send(&bot, "7", again).await.unwrap();
    assert_eq!(telegram.world().calls["editmessagemedia"], before);

    // Nothing turns into a video note: it is sent again.
    round().send(&bot, "7", Some(edit(None))).await.unwrap();
    assert_eq!(ada.messages().len(), 3);
}

#[tokio::test]
async fn a_film_that_is_gone_or_too_heavy_is_a_still() {
    let telegram = Telegram::start().await;
    let bot = client(&telegram);
    let ada = Person::new(&telegram, 7, "en");
    let message = FilmMessage::of_a_second().with_file(None);
    message.send(&bot, "7", None).await.unwrap();

    let shown = only(&ada);
    assert!(matches!(&shown.body, Body::Photo(_)) && shown.text.ends_with(STILL));
}

#[tokio::test]
async fn peoples_films_are_fetched_and_round_ones_known() {
    let telegram = Telegram::start().await;
    let bot = client(&telegram);
    let ada = Person::new(&telegram, 7, "en");
    let kinds = [FilmKind::Animation, FilmKind::Video, FilmKind::VideoNote];
    for kind in kinds {
        ada.send_film(kind, mp4(8), "my cat");
    }

    let batch = bot.poll(None, Duration::from_secs(1)).await.unwrap();
    assert_eq!(batch.arrived.len(), kinds.len());
    for (arrived, kind) in batch.arrived.iter().zip(kinds) {
        let Incoming::Files { files, caption } = &arrived.incoming else {
            panic!("{arrived:?}");
        };
        assert_eq!(files.len(), 1, "{kind:?}");
        assert_eq!(files[0].is_round, kind == FilmKind::VideoNote);
        assert_eq!(caption.as_deref(), Some("my cat"));
        assert_eq!(bot.fetch("7", &files[0]).await.unwrap(), mp4(8));
    }
}
