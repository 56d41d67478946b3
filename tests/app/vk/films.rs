//! Films of the bot in VKontakte, with nothing between the messenger's client and the fake.

use vernissage::messengers::{Edit, vk};

use crate::{
    support::films::{FilmMessage, gif},
    vk::{
        fake::{Attachment, Fault, GROUP, Message, TOKEN, Vk},
        person::Person,
    },
};

fn client(fake: &Vk) -> vk::Vk {
    vk::Vk::new(&vk::Account {
        token: TOKEN,
        community: GROUP.unsigned_abs(),
        api_url: &fake.url(),
        home: "http://vernissage.example",
        callback: None,
    })
    .unwrap()
}

/// The outbox has made a GIF of it.
fn message() -> FilmMessage {
    FilmMessage::of_a_second().with_file(Some(gif()))
}

/// The only message of the chat.
fn only(bob: &Person) -> Message {
    let messages = bob.messages();
    assert_eq!(messages.len(), 1, "{messages:#?}");
    messages[0].clone()
}

#[tokio::test]
async fn a_film_is_a_gif_among_the_documents() {
    let fake = Vk::start().await;
    let bot = client(&fake);
    let bob = Person::new(&fake, 8, 3);
    let message = message();
    message.send(&bot, "8", None).await.unwrap();

    let shown = only(&bob);
    let expected = Attachment::Document(gif().into(), "vernissage.gif".to_owned());
    assert_eq!(shown.attachments, [expected]);
    assert_eq!(shown.text, "It dances!");

    // VKontakte has it now.
    let uploaded = fake.world().files.brought;
    let other = Person::new(&fake, 9, 3);
    message.send(&bot, "9", None).await.unwrap();
    assert_eq!(fake.world().files.brought, uploaded);
    assert_eq!(only(&other).attachments.len(), 1);
}

#[tokio::test]
async fn a_film_takes_the_place_of_a_picture_and_stays() {
    let fake = Vk::start().await;
    let bot = client(&fake);
    let bob = Person::new(&fake, 8, 3);
    let message = message();
    let still = message.send_still(&bot, "8").await;

    let edit = Edit {
        message_id: &still,
        picture: None,
    };
    let film = message.send(&bot, "8", Some(edit)).await.unwrap();
    assert!(matches!(
        &only(&bob).attachments[..],
        [Attachment::Document(..)]
    ));

    let uploaded = fake.world().files.brought;
    let edit = Edit {
        message_id: &film,
        picture: message.shown(),
    };
    message.send(&bot, "8", Some(edit)).await.unwrap();
    assert!(matches!(
        &only(&bob).attachments[..],
        [Attachment::Document(..)]
    ));
    assert_eq!(fake.world().files.brought, uploaded);
}

#[tokio::test]
async fn a_film_that_is_refused_or_too_heavy_is_a_still() {
    let fake = Vk::start().await;
    let bot = client(&fake);
    let bob = Person::new(&fake, 8, 3);
    let too_heavy = message().with_file(None);
    too_heavy.send(&bot, "8", None).await.unwrap();
    let shown = only(&bob);
    assert!(matches!(&shown.attachments[..], [Attachment::Photo(_)]));
    assert!(shown.text.ends_with("so here is a still from it."));

    let other = Person::new(&fake, 9, 3);
    fake.order("upload", 2, Fault::Refused(400, "no GIF"));
    message().send(&bot, "9", None).await.unwrap();
    assert!(matches!(
        &only(&other).attachments[..],
        [Attachment::Photo(_)]
    ));
}
