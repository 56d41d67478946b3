//! A group chat with several bots: what is for the bot is answered, and nothing else.

use serde_json::json;

use crate::max::{
    fake::{BOT, Max, USERNAME},
    person::Person,
    service::{folder, quick, start},
};

const CHAT: i64 = -70_801_090_403_050;
const OTHER: u64 = 77_777;

fn say(max: &Max, text: &str, replied_to: Option<(u64, bool)>) {
    let mid = max.world().chats.next_message();
    let mut message = json!({
        "recipient": { "chat_id": CHAT, "chat_type": "chat" }, "timestamp": 1,
        "sender": { "user_id": 7, "first_name": "Анна", "is_bot": false },
        "body": { "mid": mid, "seq": 1, "text": text },
    });

    if let Some((author, is_bot)) = replied_to {
        let sender = json!({ "user_id": author, "is_bot": is_bot });
        message["link"] = json!({ "type": "reply", "sender": sender, "message": { "text": "?" } });
    }

    max.push(json!({ "update_type": "message_created", "timestamp": 1, "message": message }));
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_group_with_several_bots_only_what_is_for_this_one_is_answered() {
    let folder = folder();
    let max = Max::start().await;
    let app = start(folder.path(), &max, quick()).await;
    let group = Person::new(&max, CHAT, "ru");

    let for_others = || {
        say(&max, "@other_bot /help", None);
        say(&max, "/start@other_bot", None);
        say(&max, "@anna /help", None);
        say(&max, "какой чудесный день", None);
        say(&max, "/help", Some((OTHER, true)));
        say(&max, "спасибо", Some((OTHER, true)));
    };

    let ours = [
        (format!("@{USERNAME} /help"), None),
        (format!("@{USERNAME}, /start ref_5"), None),
        (format!("/help@{USERNAME}"), None),
        ("/help".to_owned(), None),
        ("а где?".to_owned(), Some((BOT, true))),
    ];

    for (times, (text, replied_to)) in (1..).zip(ours) {
        for_others();
        say(&max, &text, replied_to);
        group
            .read_times("I paint for one person at a time", times)
            .await;

        // Updates are answered in their order, so that nothing is on its way any more.
        assert_eq!(group.messages().len(), times, "{text}");
    }

    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forwarded_picture_counts_and_a_sticker_gets_an_answer() {
    let folder = folder();
    let max = Max::start().await;
    let app = start(folder.path(), &max, quick()).await;
    let anna = Person::new(&max, 7, "ru");
    let [red, blue] = crate::max::person::pair();

    anna.send_other("sticker");
    anna.see(|chat| chat.messages.get(1).map(drop)).await;
    anna.forward_image(red);
    anna.send_images([blue], "");
    anna.press("Нарисовать").await;
    anna.read("Ваша картина!").await;
    app.stop().await.unwrap();
}
