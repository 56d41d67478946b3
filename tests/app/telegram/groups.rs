//! A group with several bots, and a forum: what is for the bot is answered where it was written, and
//! nothing else is answered.

use serde_json::{Value, json};

use crate::telegram::{
    fake::{Body, Chat, Fault, Telegram, bot, now},
    person::{Person, pair},
    service::{folder, picture, slow, start},
};

const GROUP: i64 = -1_001_234;
/// What the bot says in a group.
const ANSWER: &str = "I paint for one person at a time";

/// A group in which Ada, our bot and another bot are.
struct Group {
    telegram: Telegram,
    person: Person,
}

impl Group {
    fn new(telegram: &Telegram) -> Self {
        Self {
            telegram: telegram.clone(),
            person: Person::new(telegram, GROUP, "en"),
        }
    }

    /// Ada says something; `more` are further fields of the message.
    fn say(&self, content: &Value, more: &Value) {
        let ada = Chat::new(7, "en").user();
        let mut message = json!({
            "message_id": self.telegram.world().chats.next_message(), "from": ada, "date": now(),
            "chat": { "id": GROUP, "title": "Friends", "type": "supergroup", "is_forum": true },
        });

        for part in [content, more] {
            let fields = part.as_object().cloned().unwrap_or_default();
            message.as_object_mut().unwrap().extend(fields);
        }

        self.telegram.push("message", message);
    }

    /// Waits until the bot has answered so often.
    async fn answers(&self, times: usize) {
        self.person
            .see(|chat| {
                let said = chat.messages.iter().filter(|one| one.text.contains(ANSWER));
                (said.count() >= times).then_some(())
            })
            .await;
    }

    /// The topics of the bot's answers.
    fn topics(&self) -> Vec<Option<i64>> {
        self.person.messages().iter().map(|one| one.topic).collect()
    }
}

/// A text whose command Telegram has marked.
fn command(text: &str) -> Value {
    json!({ "text": text, "entities": marked(text) })
}

fn marked(text: &str) -> Value {
    let length = text.split(' ').next().unwrap_or_default().len();
    json!([{ "type": "bot_command", "offset": 0, "length": length }])
}

fn reply_to(user: &Value) -> Value {
    json!({ "reply_to_message": { "message_id": 1, "from": user, "date": now(), "text": "?" } })
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_group_with_several_bots_only_what_is_for_this_one_is_answered() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let app = start(folder.path(), &telegram, slow()).await;
    let group = Group::new(&telegram);
    let other = json!({ "id": 88, "is_bot": true, "first_name": "Other", "username": "other_bot" });
    let photo = |caption: &str| {
        let size = json!({ "file_id": "x", "file_unique_id": "x", "width": 90, "height": 90 });
        json!({ "photo": [size], "caption": caption, "caption_entities": marked(caption) })
    };

    let for_others = || {
        group.say(&command("/start@other_bot"), &Value::Null);
        group.say(&command("/help@Other_Bot please"), &Value::Null);
        group.say(
            &json!({ "text": "see /start@vernissage_bot" }),
            &Value::Null,
        );
        group.say(&json!({ "text": "what a day" }), &Value::Null);
        group.say(&command("/help"), &reply_to(&other));
        group.say(&json!({ "text": "thanks" }), &reply_to(&other));
        group.say(&photo("/start@other_bot"), &Value::Null);
        group.say(&command("/help@other_bot"), &reply_to(&bot()));
    };

    let ours = [
        (command("/start@vernissage_bot"), Value::Null),
        (command("/start@vernissage_bot ref_5"), Value::Null),
        (command("/HELP@Vernissage_Bot"), Value::Null),
        (command("/help"), Value::Null),
        (photo("/styles@vernissage_bot"), Value::Null),
        (command("/start@vernissage_bot"), reply_to(&other)),
        (json!({ "text": "and where?" }), reply_to(&bot())),
    ];

    for (times, (content, more)) in (1..).zip(ours) {
        for_others();
        group.say(&content, &more);
        group.answers(times).await;

        // Updates are answered in their order, so that nothing is on its way any more.
        assert_eq!(group.topics().len(), times);
    }

    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_forum_an_answer_goes_to_the_topic_of_the_question() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let app = start(folder.path(), &telegram, slow()).await;
    let group = Group::new(&telegram);
    let topic = |id: i64| json!({ "message_thread_id": id, "is_topic_message": true });
    group.person.set_topics([17, 23]);

    // A refusal that passes, and an answer that is too much at the moment.
    telegram.order("sendmessage", 1, Fault::Gateway(502));
    telegram.order("sendmessage", 1, Fault::TooMany(1));

    let questions = [
        (topic(17), Some(17)),
        (topic(23), Some(23)),
        (Value::Null, None),
        (json!({ "message_thread_id": 5 }), None),
        (topic(17), Some(17)),
        // A topic that is deleted meanwhile.
        (topic(99), None),
    ];

    let mut expected = Vec::new();
    for (place, answered_in) in questions {
        group.say(&command("/start@vernissage_bot"), &place);
        expected.push(answered_in);
        group.answers(expected.len()).await;
        assert_eq!(group.topics(), expected);
    }

    app.stop().await.unwrap();
}

/// Telegram has topics in private chats, too.
#[tokio::test(flavor = "multi_thread")]
async fn everything_about_a_painting_goes_to_the_topic_in_which_it_was_asked_for() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let app = start(folder.path(), &telegram, slow()).await;
    let ada = Person::new(&telegram, 7, "en");
    ada.set_topics([5, 6]);

    ada.send_photos_in(5, pair());
    ada.press("Paint it").await;
    ada.read("Painting: ").await;
    ada.write_in(6, "/terms");
    ada.read("only pictures").await;
    telegram.order("sendphoto", 1, Fault::Gateway(502));
    ada.read("Your painting!").await;
    ada.read("Done!").await;
    ada.press("As a file").await;
    ada.read("full quality").await;

    let sent: Vec<_> = ada
        .messages()
        .into_iter()
        .filter(|one| one.from_bot)
        .collect();
    for message in &sent {
        let topic = if message.text.contains("only pictures") {
            6
        } else {
            5
        };
        assert_eq!(message.topic, Some(topic), "{}", message.text);
    }
    assert!(
        sent.iter()
            .any(|one| matches!(one.body, Body::Document(..)))
    );

    // An album and what is sent again because its message is gone stay there as well.
    let count = sent.len();
    ada.write_in(6, "/styles");
    ada.see(|chat| (chat.messages.len() >= count + 5).then_some(()))
        .await;
    let album = ada
        .messages()
        .into_iter()
        .filter(|one| one.from_bot && one.album.is_some());
    assert!(album.count() > 1);

    let later = ada.messages();
    let styles = later.iter().rev().find(|one| one.album.is_some()).unwrap();
    assert_eq!(styles.topic, Some(6));

    ada.send_photos_in(5, [picture([90, 90, 10]), picture([10, 90, 90])]);
    ada.press("Paint it").await;
    let progress = ada.read("Painting: ").await;
    ada.delete(progress.id);
    ada.see(|chat| {
        let is_progress = |words: &str| words.contains("Painting: ") || words.contains("Done!");
        let mut newer = chat.messages.iter().filter(|one| one.id > progress.id);
        let again = newer.find(|one| one.from_bot && is_progress(&one.text))?;
        assert_eq!(again.topic, Some(5));
        Some(())
    })
    .await;

    app.stop().await.unwrap();
}
