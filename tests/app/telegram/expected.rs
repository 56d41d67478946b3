//! What a person would expect: commands in captions, files that come a little later, pictures that
//! are no style.

use crate::{
    support::service::flat_picture,
    telegram::{
        fake::{Fault, Telegram},
        person::Person,
        service::{folder, picture, quick, start},
    },
};

const WITHHELD: &str = "Bad Request: wrong file_id or the file is temporarily unavailable";

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_withheld_for_a_moment_is_fetched_and_one_that_stays_away_is_told() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let app = start(folder.path(), &telegram, quick()).await;
    let ada = Person::new(&telegram, 7, "en");

    telegram.order("getfile", 2, Fault::Refused(400, WITHHELD));
    telegram.order("getfile", 1, Fault::Gateway(502));
    ada.send_photo(picture([200, 30, 30]));
    ada.read("Which style would you like?").await;
    assert!(!telegram.world().faults.has_orders());

    let calls = telegram.world().calls["getfile"];
    telegram.order("getfile", 99, Fault::Refused(400, WITHHELD));
    ada.send_photo(picture([30, 30, 200]));
    ada.read("I couldn't download this picture").await;

    let asked = telegram.world().calls["getfile"] - calls;
    assert!((3..=9).contains(&asked), "asked {asked} times");
    telegram.world().faults.drop_orders();

    ada.send_photo(picture([30, 30, 200]));
    ada.read("All set.").await;
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_in_a_caption_is_obeyed_and_the_photo_is_taken() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let app = start(folder.path(), &telegram, quick()).await;

    let table = [
        ("/styles", Some("my favourites")),
        ("/help", Some("whose style you like")),
        ("/balance", Some("You have 0 credits")),
        ("/start", Some("Hello!")),
        ("/new", Some("Which photo")),
        ("/nonsense", None),
        ("my /help cat", None),
    ];

    for (id, (caption, answer)) in (7..).zip(table) {
        let ada = Person::new(&telegram, id, "en");
        ada.send_captioned(picture([200, 30, 30]), caption);
        ada.read("Which style would you like?").await;

        match answer {
            Some(words) => drop(ada.read(words).await),
            None => assert_eq!(
                (ada.count("know that command"), ada.messages().len()),
                (0, 2),
                "{caption}"
            ),
        }

        ada.send_photo(picture([30, 30, 200]));
        ada.read("All set.").await;
    }

    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_of_one_colour_is_no_style_and_the_photo_is_kept() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let app = start(folder.path(), &telegram, quick()).await;
    let ada = Person::new(&telegram, 7, "en");

    ada.send_photo(picture([200, 30, 30]));
    ada.read("Which style would you like?").await;
    ada.send_photo(flat_picture([30, 30, 200]));

    let said = ada.read("only one colour").await;
    assert!(said.text.contains("Now I need a picture for the style"));
    assert_eq!(ada.count("All set."), 0);

    ada.send_photo(picture([30, 30, 200]));
    ada.read("All set.").await;

    let bob = Person::new(&telegram, 8, "en");
    bob.send_album([picture([200, 30, 30]), flat_picture([30, 30, 200])], "");
    bob.read("only one colour").await;
    bob.read("Which style would you like?").await;
    assert_eq!(bob.count("All set."), 0);

    bob.send_photo(picture([30, 30, 200]));
    bob.press("Paint it").await;
    bob.read("Your painting!").await;
    app.stop().await.unwrap();
}
