//! Paintings in groups: `/paint` below a photo that replies to a photo, and nothing else.

use std::path::Path;

use serde_json::{Value, json};
use vernissage::{app::App, store::LedgerStore};

use crate::telegram::{
    fake::{Body, Chat, Message, Telegram, bot, now},
    person::{Person, pair, says},
    service::{folder, picture, quick, run, slow, store, toml},
};
use vernissage::engine::stylize::fake::FakePainter;

const GROUP: i64 = -1_001_234;

async fn start(folder: &Path, telegram: &Telegram, painter: FakePainter, more: &str) -> App {
    let more = format!("telegram.groups = true\n{more}");
    run(&toml(folder, telegram, &more), painter).await
}

/// A group in which people, our bot and another bot are.
struct Group {
    telegram: Telegram,
    shown: Person,
}

impl Group {
    fn new(telegram: &Telegram) -> Self {
        Self {
            telegram: telegram.clone(),
            shown: Person::new(telegram, GROUP, "en"),
        }
    }

    /// A photo as it stands in a message.
    fn photo(&self, bytes: Vec<u8>) -> Value {
        let file = self.telegram.world().chats.keep(bytes.into()).file_id;
        json!([{ "file_id": file, "file_unique_id": file, "width": 64, "height": 48 }])
    }

    /// A person says something; the message.
    fn say(&self, person: i64, content: &Value) -> Value {
        let user = Chat::new(person, "en").user();
        let mut message = json!({
            "message_id": self.telegram.world().chats.next_message(), "from": user, "date": now(),
            "chat": { "id": GROUP, "title": "Friends", "type": "supergroup" },
        });
        let fields = content.as_object().cloned().unwrap_or_default();
        message.as_object_mut().unwrap().extend(fields);

        // The bot sees only what is for it, unless a test says so.
        message
    }

    fn tell_bot(&self, message: &Value) -> i64 {
        self.telegram.push("message", message.clone());
        message["message_id"].as_i64().unwrap()
    }

    /// A photo of one person, and the answer of another with this caption, of which the bot hears.
    fn answer_photo(&self, person: i64, pictures: [Vec<u8>; 2], caption: &str) -> i64 {
        let [photo, style] = pictures.map(|bytes| self.photo(bytes));
        let first = self.say(99, &json!({ "photo": photo }));
        let answer = json!({
            "photo": style, "caption": caption, "caption_entities": marked(caption), "reply_to_message": first,
        });
        self.tell_bot(&self.say(person, &answer))
    }

    /// Waits until the bot has answered this message with a painting.
    async fn painting(&self, answered: i64) -> Message {
        self.shown
            .see(|chat| {
                let is_it = |one: &&Message| {
                    says(one, "Your painting!") && one.replies_to == Some(answered)
                };
                chat.messages.iter().find(is_it).cloned()
            })
            .await
    }

    async fn read(&self, words: &str) -> Message {
        self.shown.read(words).await
    }

    fn count(&self) -> usize {
        self.shown.messages().len()
    }
}

fn marked(text: &str) -> Value {
    let length = text.split(' ').next().unwrap_or_default().len();
    json!([{ "type": "bot_command", "offset": 0, "length": length }])
}

fn command(text: &str) -> Value {
    json!({ "text": text, "entities": marked(text) })
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_to_a_photo_becomes_a_painting_below_it() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let app = start(folder.path(), &telegram, quick(), "").await;
    let group = Group::new(&telegram);

    // She has never written to the bot, which therefore cannot write to her.
    let asked = group.answer_photo(7, pair(), "/paint@vernissage_bot please");
    let painting = group.painting(asked).await;
    assert!(matches!(painting.body, Body::Photo(_)), "{painting:?}");
    group.read("Done!").await;
    for message in group.shown.messages() {
        assert!(message.buttons.is_empty(), "nobody could press {message:?}");
        assert_eq!(message.replies_to, Some(asked));
    }

    // It is hers: she finds it in her own chat, and can delete everything.
    let ada = Person::new(&telegram, 7, "en");
    ada.write("/history");
    ada.see(|chat| {
        let is_picture = |one: &Message| one.from_bot && matches!(one.body, Body::Photo(_));
        chat.messages.iter().find(|one| is_picture(one)).map(|_| ())
    })
    .await;
    let before = group.count();
    ada.press("1").await;
    ada.press("Publish").await;
    ada.press("Yes, publish it").await;
    ada.read("Your painting is in the feed").await;
    ada.write("/delete_me");
    ada.press("Yes, delete").await;
    ada.read("deleted").await;
    assert_eq!(group.count(), before, "the group hears nothing of it");

    app.stop().await.unwrap();
    assert_eq!(store(folder.path()).await.audit().await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_else_in_a_group_is_answered() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let app = start(folder.path(), &telegram, quick(), "").await;
    let group = Group::new(&telegram);
    let photo = || group.photo(picture([9, 90, 200]));
    let to_bot = json!({ "message_id": 1, "from": bot(), "date": now(), "text": "?" });

    for content in [
        json!({ "text": "what a day" }),
        command("/start@vernissage_bot"),
        command("/help"),
        command("/paint@other_bot"),
        command("/delete_me@vernissage_bot"),
        json!({ "text": "wow", "reply_to_message": to_bot }),
        json!({ "photo": photo() }),
        json!({ "photo": photo(), "caption": "see /paint@vernissage_bot" }),
    ] {
        group.tell_bot(&group.say(7, &content));
    }
    group.answer_photo(7, pair(), "how nice");
    group.answer_photo(7, pair(), "/paint@other_bot");

    // A person who asks and shows too little is told how.
    group.tell_bot(&group.say(7, &command("/paint@vernissage_bot")));
    group.read("Reply to a photo with a second picture").await;
    assert_eq!(group.count(), 1, "{:?}", group.shown.messages());

    // Another bot asks for nothing.
    let mut asked = group.say(7, &command("/paint@vernissage_bot"));
    asked["from"]["is_bot"] = true.into();
    group.tell_bot(&asked);
    let asked = group.answer_photo(8, pair(), "/PAINT@Vernissage_Bot");
    group.painting(asked).await;
    assert_eq!(group.count(), 3, "progress and painting");

    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_below_somebodys_answer_asks_for_both_pictures_where_the_bot_sees_them() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let app = start(folder.path(), &telegram, quick(), "").await;
    let group = Group::new(&telegram);

    let [photo, style] = pair().map(|bytes| group.photo(bytes));
    let first = group.say(99, &json!({ "photo": photo }));
    let answer = group.say(8, &json!({ "photo": style, "reply_to_message": first }));
    group.tell_bot(&answer);

    // Telegram does not tell what the message replies to that is replied to.
    let mut told = answer.clone();
    told.as_object_mut().unwrap().remove("reply_to_message");
    let mut ask = command("/paint");
    ask["reply_to_message"] = told;
    let asked = group.tell_bot(&group.say(7, &ask));
    group.painting(asked).await;

    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn free_paintings_in_groups_count_with_those_of_the_own_chat() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let app = start(folder.path(), &telegram, slow(), "tiers.free.per_day = 2\n").await;
    let group = Group::new(&telegram);
    let ada = Person::new(&telegram, 7, "en");
    let other = || [picture([90, 90, 10]), picture([10, 90, 90])];

    // One at a time, in whatever chat.
    ada.order().await;
    ada.read("Painting: ").await;
    group.answer_photo(7, other(), "/paint@vernissage_bot");
    group.read("I can't paint this for you right now").await;
    ada.read("Your painting!").await;

    let asked = group.answer_photo(7, other(), "/paint@vernissage_bot");
    group.painting(asked).await;

    // The third of the day, for her and for nobody else.
    let refused = group.answer_photo(7, pair(), "/paint@vernissage_bot");
    group
        .shown
        .see(|chat| {
            let is_it =
                |one: &&Message| says(one, "I can't paint this") && one.replies_to == Some(refused);
            chat.messages.iter().find(is_it).map(|_| ())
        })
        .await;
    let asked = group.answer_photo(8, pair(), "/paint@vernissage_bot");
    group.painting(asked).await;

    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn groups_are_off_unless_the_operator_wants_them() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let app = run(&toml(folder.path(), &telegram, ""), quick()).await;
    let group = Group::new(&telegram);

    group.answer_photo(7, pair(), "/paint@vernissage_bot");
    group.read("I paint for one person at a time").await;
    assert_eq!(group.count(), 1);

    app.stop().await.unwrap();
}
