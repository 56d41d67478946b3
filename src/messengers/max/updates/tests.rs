//! Updates as MAX sends them, and what each is read as.

use serde_json::json;

use super::*;
use crate::domain::{
    button::{Action, DraftAction, JobAction},
    ids::JobId,
    incoming::{RemoteFile, Unsupported},
};

const BOT: u64 = 5;

fn me() -> Me {
    Me {
        id: BOT,
        username: Some("vernissage_bot".to_owned()),
        name: "Вернисаж".to_owned(),
    }
}

fn person() -> Value {
    json!({
        "user_id": 42, "first_name": "Анна", "last_name": "П.", "is_bot": false,
        "last_activity_time": 1_775_025_580_000_i64, "name": "Анна П.",
    })
}

/// A message in a dialog, with all the fields that MAX adds.
fn message(body: &Value, more: &Value) -> Value {
    let mut message = json!({
        "recipient": { "chat_id": 182_182_182, "chat_type": "dialog", "user_id": BOT },
        "timestamp": 1_775_053_255_737_i64,
        "body": { "mid": "mid.0a1b", "seq": 116_327_994_376_978_687_i64, "text": "" },
        "sender": person(),
    });

    let fields = body.as_object().unwrap().clone();
    message["body"].as_object_mut().unwrap().extend(fields);
    let fields = more.as_object().unwrap().clone();
    message.as_object_mut().unwrap().extend(fields);

    json!({
        "message": message, "timestamp": 1_775_025_604_499_i64, "user_locale": "ru",
        "update_type": "message_created",
    })
}

fn batch(update: Value) -> UpdateBatch {
    read(Some(&me()), &NameCache::default(), &[update])
}

fn one(update: Value) -> Option<Arrived> {
    let batch = batch(update);
    assert!(batch.arrived.len() <= 1 && batch.cursor.is_none());
    batch.arrived.into_iter().next()
}

fn incoming(body: &Value) -> Option<Incoming> {
    one(message(body, &json!({}))).map(|arrived| arrived.incoming)
}

fn files(urls: &[&str], caption: Option<&str>) -> Incoming {
    let file = |url: &&str| RemoteFile {
        reference: format!("https://a.example/{url}"),
        bytes: None,
        is_round: false,
    };
    Incoming::Files {
        files: urls.iter().map(file).collect(),
        caption: caption.map(ToOwned::to_owned),
    }
}

fn image(name: &str) -> Value {
    let url = format!("https://a.example/{name}");
    json!({ "type": "image", "payload": { "photo_id": 1, "token": "t", "url": url } })
}

#[test]
fn a_text_is_read_with_its_language() {
    let arrived = one(message(&json!({ "text": "/help" }), &json!({}))).unwrap();
    assert_eq!(
        arrived,
        Arrived {
            id: "mid.0a1b".to_owned(),
            chat: "42".to_owned(),
            topic: None,
            language: Some(Language::Ru),
            album: None,
            pause: Duration::ZERO,
            incoming: Incoming::Text("/help".to_owned()),
        }
    );
}

#[test]
fn pictures_are_read_in_their_order_with_the_caption() {
    let two = json!({ "text": "на стену", "attachments": [image("a"), image("b")] });
    assert_eq!(incoming(&two), Some(files(&["a", "b"], Some("на стену"))));

    let file = json!({ "attachments": [{
        "type": "file", "filename": "a.png", "size": 77,
        "payload": { "url": "https://a.example/f", "token": "t" },
    }] });
    let Some(Incoming::Files { files, caption }) = incoming(&file) else {
        panic!("no file")
    };
    assert_eq!((files[0].bytes, caption), (Some(77), None));

    let odd = json!({ "attachments": [{ "type": "image", "payload": { "url": "ftp://a" } }] });
    assert_eq!(
        incoming(&odd),
        Some(Incoming::Unsupported(Unsupported::Other))
    );
}

#[test]
fn forwarded_pictures_count_and_the_bots_own_do_not() {
    let link = |kind: &str, is_bot: bool| {
        json!({ "link": {
            "type": kind, "sender": { "user_id": 9, "is_bot": is_bot },
            "message": { "mid": "mid.9", "text": "look", "attachments": [image("a")] },
        } })
    };
    let read = |text: &str, more: &Value| one(message(&json!({ "text": text }), more));

    let forwarded = read("", &link("forward", true)).unwrap().incoming;
    assert_eq!(forwarded, files(&["a"], Some("look")));

    let replied = read("this one", &link("reply", false)).unwrap().incoming;
    assert_eq!(replied, files(&["a"], Some("this one")));

    let to_bot = read("more", &link("reply", true)).unwrap().incoming;
    assert_eq!(to_bot, Incoming::Text("more".to_owned()));
}

#[test]
fn a_video_is_a_file_that_is_asked_for_by_its_token() {
    let payload = json!({ "url": "https://a.example/page", "token": "t" });
    let video = json!({ "type": "video", "payload": payload, "duration": 2 });
    let file = RemoteFile {
        reference: "video:t".to_owned(),
        bytes: None,
        is_round: false,
    };

    let expected = Incoming::Files {
        files: vec![file],
        caption: None,
    };
    let sent = json!({ "attachments": [video] });
    assert_eq!(incoming(&sent), Some(expected));
}

#[test]
fn what_the_bot_cannot_use_is_named() {
    for (kind, what) in [
        ("sticker", Unsupported::Sticker),
        ("audio", Unsupported::Voice),
        ("video", Unsupported::Video),
        ("contact", Unsupported::Other),
        ("location", Unsupported::Other),
    ] {
        let sent = json!({ "attachments": [{ "type": kind, "payload": {} }] });
        assert_eq!(incoming(&sent), Some(Incoming::Unsupported(what)), "{kind}");
    }

    let link = json!({ "text": "https://a.example", "attachments": [{ "type": "share" }] });
    assert_eq!(
        incoming(&link),
        Some(Incoming::Text("https://a.example".to_owned()))
    );

    let nothing = json!({ "body": null });
    assert!(one(message(&json!({}), &nothing)).is_none(), "no id");
}

#[test]
fn a_press_is_read_and_answered_once() {
    let code = Action::Draft(JobId::from_chance(7), DraftAction::Start).to_string();
    let press = |at: i64| {
        json!({
            "callback": {
                "timestamp": at, "callback_id": "f9LHodD0cOJf4_DkJ", "user": person(), "payload": code,
            },
            "message": { "recipient": { "chat_id": 1, "chat_type": "dialog", "user_id": 42 } },
            "timestamp": 1, "user_locale": "en", "update_type": "message_callback",
        })
    };

    let read = batch(press(11));
    assert_eq!(read.receipts.len(), 1);
    assert_eq!(read.arrived[0].chat, "42");
    assert_eq!(read.arrived[0].incoming, Incoming::Button(code.clone()));
    assert_eq!(read.arrived, batch(press(11)).arrived);
    assert_ne!(
        read.arrived[0].id,
        batch(press(12)).arrived[0].id,
        "a second press of the same button"
    );

    let mut of_lost_message = press(11);
    of_lost_message["message"] = Value::Null;
    assert_eq!(batch(of_lost_message).arrived.len(), 1);

    let mut in_group = press(11);
    in_group["message"]["recipient"]["chat_type"] = "chat".into();
    let in_group = batch(in_group);
    assert_eq!((in_group.arrived.len(), in_group.receipts.len()), (0, 1));
}

#[test]
fn a_press_that_takes_a_while_is_answered_in_words() {
    let action = Action::Job(JobId::from_chance(7), JobAction::Cancel).to_string();
    let callback = json!({ "callback_id": "c", "payload": action });
    let answer = CallbackAnswer::from_callback(&callback, Some(Language::En)).unwrap();
    let again = CallbackAnswer::parse(&answer.to_receipt()).unwrap();
    assert_eq!(answer, again);
    assert!(again.into_call().body.unwrap()["notification"].is_string());
}

#[test]
fn a_start_may_carry_a_code() {
    let start = |payload: &Value| {
        one(json!({
            "timestamp": 1_775_025_604_499_i64, "chat_id": 182_182_182, "user": person(),
            "user_locale": "ru", "user_id": 42, "update_type": "bot_started", "payload": payload,
        }))
        .unwrap()
    };

    let plain = start(&Value::Null);
    assert_eq!(plain.incoming, Incoming::Text("/start".to_owned()));
    assert_eq!(plain.id, "start:1775025604499:42");

    let linked = start(&json!("ref_5"));
    assert_eq!(linked.incoming, Incoming::Text("/start ref_5".to_owned()));
}

#[test]
fn in_a_group_only_what_is_for_the_bot_is_read() {
    let group = json!({ "recipient": { "chat_id": -7_080, "chat_type": "chat" } });
    let say = |text: &str, author: Option<(u64, bool)>| {
        let mut more = group.clone();
        if let Some((id, is_bot)) = author {
            more["link"] = json!({
                "type": "reply", "sender": { "user_id": id, "is_bot": is_bot }, "message": {},
            });
        }
        one(message(&json!({ "text": text }), &more))
    };

    let answer = say("/help", None).unwrap();
    assert_eq!(answer.chat, "group-7080");
    assert_eq!(answer.incoming, Incoming::Unsupported(Unsupported::Group));

    for ours in [
        "/help@vernissage_bot",
        "@Vernissage_Bot /help",
        "@vernissage_bot, /start x",
    ] {
        assert!(say(ours, None).is_some(), "{ours}");
    }
    assert!(say("а где?", Some((BOT, true))).is_some());
    assert!(say("/help", Some((9, false))).is_some());

    for others in [
        "какой чудесный день",
        "/help@other_bot",
        "@other_bot /help",
        "@anna hi",
        "",
    ] {
        assert!(say(others, None).is_none(), "{others}");
    }
    assert!(say("/help", Some((9, true))).is_none());
    assert!(say("спасибо", Some((9, false))).is_none());
}

#[test]
fn odd_updates_are_dropped() {
    let mut of_bot = message(&json!({ "text": "hi" }), &json!({}));
    of_bot["message"]["sender"]["is_bot"] = true.into();
    let channel = json!({ "recipient": { "chat_id": -1, "chat_type": "channel" } });

    for odd in [
        of_bot,
        message(&json!({ "text": "hi" }), &channel),
        json!({ "update_type": "bot_stopped", "user": person(), "timestamp": 1 }),
        json!({ "update_type": "message_created" }),
        json!({ "update_type": "message_callback" }),
        json!({ "update_type": "bot_started" }),
        json!([]),
        json!(null),
    ] {
        assert_eq!(batch(odd.clone()).arrived, [], "{odd}");
    }
}
