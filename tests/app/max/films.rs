//! Films in MAX, with nothing between the messenger's client and the fake.

use std::time::Duration;

use vernissage::{
    domain::incoming::{Incoming, RemoteFile},
    messengers::{Edit, FetchError, Messenger, UpdateSource, max},
};

use crate::{
    max::{
        fake::{Attachment, Max, Message, TOKEN},
        person::Person,
    },
    support::films::{FilmMessage, mp4},
};

fn client(fake: &Max) -> max::Max {
    max::Max::new(&max::Account {
        token: TOKEN,
        api_url: &fake.url(),
        root_certificates: &[],
        home: "http://vernissage.example",
        webhook: None,
    })
    .unwrap()
}

/// The only message of the chat.
fn only(ada: &Person) -> Message {
    let messages = ada.messages();
    assert_eq!(messages.len(), 1, "{messages:#?}");
    messages[0].clone()
}

#[tokio::test]
async fn a_film_is_a_video_as_soon_as_it_is_ready() {
    let fake = Max::start().await;
    let bot = client(&fake);
    let ada = Person::new(&fake, 7, "en");
    fake.world().files.processing = 2;
    let message = FilmMessage::of_a_second();
    message.send(&bot, "7", None).await.unwrap();

    let shown = only(&ada);
    let film = message.film.clone().unwrap();
    assert_eq!(shown.attachments, [Attachment::Video(film.into())]);
    assert_eq!(shown.text, "It dances!");
    assert_eq!(shown.buttons[0][0].label, "Again");
    assert_eq!(fake.world().files.not_ready, 2);
}

#[tokio::test]
async fn a_film_takes_the_place_of_a_picture_and_stays() {
    let fake = Max::start().await;
    let bot = client(&fake);
    let ada = Person::new(&fake, 7, "en");
    let message = FilmMessage::of_a_second();
    let id = message.send_still(&bot, "7").await;

    for picture in [None, message.shown()] {
        let edit = Edit {
            message_id: &id,
            picture,
        };
        message.send(&bot, "7", Some(edit)).await.unwrap();
        assert!(matches!(
            &only(&ada).attachments[..],
            [Attachment::Video(_)]
        ));
    }
    assert_eq!(fake.world().files.brought, 2, "a picture and a film");
}

#[tokio::test]
async fn a_film_that_is_refused_becomes_a_file_and_one_that_is_too_heavy_a_still() {
    let fake = Max::start().await;
    let bot = client(&fake);
    let ada = Person::new(&fake, 7, "en");
    fake.world().files.takes_no_videos = true;
    FilmMessage::of_a_second()
        .send(&bot, "7", None)
        .await
        .unwrap();
    assert!(matches!(&only(&ada).attachments[..],
        [Attachment::File(_, name)] if name == "vernissage.mp4"));

    let bob = Person::new(&fake, 8, "en");
    let too_heavy = FilmMessage::of_a_second().with_file(None);
    too_heavy.send(&bot, "8", None).await.unwrap();
    let shown = only(&bob);
    assert!(matches!(&shown.attachments[..], [Attachment::Image(_)]));
    assert!(shown.text.ends_with("so here is a still from it."));
}

#[tokio::test]
async fn a_persons_video_is_fetched() {
    let fake = Max::start().await;
    let bot = client(&fake);
    let ada = Person::new(&fake, 7, "en");
    ada.send_video(mp4(8), "my cat");

    let batch = bot.poll(None, Duration::from_secs(1)).await.unwrap();
    let Incoming::Files { files, caption } = &batch.arrived[0].incoming else {
        panic!("{batch:?}");
    };
    assert_eq!(caption.as_deref(), Some("my cat"));
    assert_eq!(bot.fetch("7", &files[0]).await.unwrap(), mp4(8));
}

#[tokio::test]
async fn a_video_is_fetched_by_its_token() {
    let fake = Max::start().await;
    let bot = client(&fake);
    let film = mp4(8);
    let token = fake.world().files.keep(film.clone().into());
    let file = |token: &str| RemoteFile {
        reference: format!("video:{token}"),
        bytes: None,
        is_round: false,
    };

    assert_eq!(bot.fetch("7", &file(&token)).await.unwrap(), film);
    let gone = bot.fetch("7", &file("other")).await;
    assert!(matches!(gone, Err(FetchError::Gone)), "{gone:?}");
}
