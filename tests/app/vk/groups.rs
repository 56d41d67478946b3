//! A group chat with several communities: what is for the bot is answered, and nothing else.

use serde_json::{Value, json};

use crate::vk::{
    fake::{GROUP, Vk},
    person::Person,
    service::{folder, quick, start},
};

const CHAT: i64 = 2_000_000_003;
const OTHER: i64 = 77_777;

fn say(vk: &Vk, text: &str, replied_to: Option<i64>) {
    let id = vk.world().chats.next_message();
    let mut message = json!({
        "id": 0, "conversation_message_id": id, "date": 1_764_000_000, "peer_id": CHAT, "from_id": 7, "out": 0,
        "random_id": 0, "text": text, "attachments": [], "fwd_messages": [],
    });

    if let Some(author) = replied_to {
        message["reply_message"] = json!({ "from_id": author, "text": "?", "attachments": [] });
    }

    let event: Value = json!({ "message": message, "client_info": { "lang_id": 0 } });
    vk.push("message_new", &event);
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_group_chat_with_several_communities_only_what_is_for_this_one_is_answered() {
    let folder = folder();
    let vk = Vk::start().await;
    let app = start(folder.path(), &vk, quick()).await;
    let group = Person::new(&vk, CHAT, 0);
    let us = GROUP;

    let for_others = || {
        say(&vk, &format!("[club{OTHER}|@other] /help"), None);
        say(&vk, &format!("[club{OTHER}|Other], /start"), None);
        say(&vk, &format!("@club{OTHER} /help"), None);
        say(&vk, &format!("*club{us}0 /help"), None);
        say(&vk, "[id7|Ada] /help", None);
        say(&vk, "какой чудесный день", None);
        say(&vk, "/help", Some(-OTHER));
        say(&vk, "спасибо", Some(-OTHER));
    };

    let ours = [
        (format!("[club{us}|@us] /help"), None),
        (format!("[club{us}|Vernissage], /help"), None),
        (format!("[public{us}|Vernissage] /start ref_5"), None),
        (format!("@club{us} /help"), None),
        (format!("*club{us} /help"), None),
        ("/help".to_owned(), None),
        ("а где?".to_owned(), Some(-us)),
    ];

    for (times, (text, replied_to)) in (1..).zip(ours) {
        for_others();
        say(&vk, &text, replied_to);
        group
            .read_times("I paint for one person at a time", times)
            .await;

        // Events are answered in their order, so that nothing is on its way any more.
        assert_eq!(group.messages().len(), times, "{text}");
    }

    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_word_on_the_start_button_may_be_written() {
    let folder = folder();
    let vk = Vk::start().await;
    let app = start(folder.path(), &vk, quick()).await;
    let anna = Person::new(&vk, 7, 0);

    anna.write("Начать");
    anna.read("Здравствуйте!").await;
    app.stop().await.unwrap();
}
