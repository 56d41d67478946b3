//! Events as VKontakte sends them, and what each is read as.

use serde_json::{Value, json};

use super::*;
use crate::domain::{
    button::{Action, DraftAction, JobAction},
    ids::JobId,
    incoming::{RemoteFile, Unsupported},
    language::Language,
};

/// A message in a private chat, with all the fields that VKontakte adds.
fn message(content: &Value) -> Value {
    let mut message = json!({
        "id": 17, "date": 1_764_000_000, "peer_id": 42, "from_id": 42, "out": 0, "version": 10_000_012,
        "conversation_message_id": 9, "random_id": 0, "important": false, "is_hidden": false, "text": "",
        "attachments": [], "fwd_messages": []
    });

    message
        .as_object_mut()
        .unwrap()
        .extend(content.as_object().unwrap().clone());

    let info = json!({
        "button_actions": ["text", "vkpay", "open_app", "location", "open_link", "callback"],
        "keyboard": true, "inline_keyboard": true, "carousel": true, "lang_id": 0
    });
    json!({
        "type": "message_new", "group_id": 5, "v": "5.199", "event_id": "d0c5",
        "object": { "message": message, "client_info": info }
    })
}

fn one(event: Value) -> Option<Arrived> {
    let batch = read(5, &ClientInfoCache::default(), &[event]);
    assert!(batch.arrived.len() <= 1 && batch.cursor.is_none());
    batch.arrived.into_iter().next()
}

fn incoming(content: &Value) -> Option<Incoming> {
    one(message(content)).map(|arrived| arrived.incoming)
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

/// A photo whose largest size is in the middle of the list.
fn photo(name: &str) -> Value {
    let size = |letter: &str, width: u32| json!({ "type": letter, "width": width, "height": width / 2, "url": format!("https://a.example/{name}-{letter}") });
    let sizes = json!([size("s", 75), size("w", 2560), size("x", 604)]);
    json!({ "type": "photo", "photo": { "id": 1, "owner_id": 42, "album_id": -3, "date": 1, "text": "", "sizes": sizes } })
}

fn document(extension: &str, kind: i64) -> Value {
    json!({ "type": "doc", "doc": {
        "id": 1, "owner_id": 42, "title": format!("a.{extension}"), "ext": extension, "type": kind, "date": 1,
        "size": 4_000_000, "url": "https://a.example/doc"
    } })
}

#[test]
fn a_message_is_read_with_its_chat_and_language() {
    let arrived = one(message(&json!({ "text": "Привет" }))).unwrap();
    assert_eq!(
        arrived,
        Arrived {
            id: "5:d0c5".into(),
            chat: "42".into(),
            topic: None,
            language: Some(Language::Ru),
            album: None,
            pause: Duration::ZERO,
            incoming: Incoming::Text("Привет".into()),
        }
    );
}

#[test]
fn the_language_is_the_apps_or_the_nearest() {
    let language_of = |id: Value| {
        let mut event = message(&json!({ "text": "hi" }));
        event["object"]["client_info"]["lang_id"] = id;
        one(event).unwrap().language
    };

    let table = [
        (json!(0), Language::Ru),
        (json!(2), Language::Ru),
        (json!("3"), Language::En),
        (json!(5), Language::En),
        (json!(6), Language::De),
    ];

    for (id, language) in table {
        assert_eq!(language_of(id.clone()), Some(language), "{id}");
    }

    assert_eq!(language_of(Value::Null), None);
}

#[test]
fn the_original_of_a_photo_is_used_or_else_its_largest_size() {
    assert_eq!(
        incoming(&json!({ "attachments": [photo("a")] })),
        Some(files(&["a-w"], None))
    );

    let mut original = photo("a");
    original["photo"]["orig_photo"] =
        json!({ "type": "base", "width": 4000, "height": 3000, "url": "https://a.example/whole" });

    assert_eq!(
        incoming(&json!({ "attachments": [original] })),
        Some(files(&["whole"], None))
    );

    let mut old = photo("a");
    old["photo"]["sizes"] = json!([
        { "type": "z", "url": "https://a.example/z" }, { "type": "w", "url": "https://a.example/w" },
        { "type": "y", "url": "https://a.example/y" }, { "type": "w", "width": 9 }
    ]);

    assert_eq!(
        incoming(&json!({ "attachments": [old] })),
        Some(files(&["w"], None))
    );
}

#[test]
fn two_photos_in_one_message_keep_their_order() {
    let content = json!({ "text": "вот", "attachments": [photo("a"), photo("b")] });
    assert_eq!(
        incoming(&content),
        Some(files(&["a-w", "b-w"], Some("вот")))
    );
}

#[test]
fn any_document_is_a_file() {
    let documents = [("png", 4), ("pdf", 1), ("webp", 8), ("gif", 3), ("mp4", 6)];
    for (extension, kind) in documents {
        let file = RemoteFile {
            reference: "https://a.example/doc".into(),
            bytes: Some(4_000_000),
            is_round: false,
        };
        let expected = Incoming::Files {
            files: vec![file],
            caption: None,
        };
        assert_eq!(
            incoming(&json!({ "attachments": [document(extension, kind)] })),
            Some(expected),
            "{extension}"
        );
    }
}

#[test]
fn forwarded_quoted_and_posted_pictures_are_found() {
    let deep = json!({ "fwd_messages": [
        { "from_id": 7, "attachments": [], "fwd_messages": [{ "from_id": 8, "attachments": [photo("deep")] }] },
        { "from_id": -5, "attachments": [photo("ours")] }
    ] });
    assert_eq!(incoming(&deep), Some(files(&["deep-w", "ours-w"], None)));

    let answer = |from: i64| json!({ "text": "this", "reply_message": { "from_id": from, "attachments": [photo("a")] } });
    assert_eq!(incoming(&answer(42)), Some(files(&["a-w"], Some("this"))));
    assert_eq!(
        incoming(&answer(-5)),
        Some(Incoming::Text("this".into())),
        "a reply to a painting is not a new photo"
    );

    let post = json!({ "type": "wall", "wall": {
        "attachments": [photo("own")], "copy_history": [{ "attachments": [photo("reposted")] }]
    } });
    assert_eq!(
        incoming(&json!({ "attachments": [post] })),
        Some(files(&["own-w", "reposted-w"], None))
    );
}

#[test]
fn only_web_urls_are_downloaded() {
    let mut photo = photo("a");
    photo["photo"]["sizes"] =
        json!([{ "type": "w", "url": "file:///etc/passwd" }, { "type": "x", "url": 7 }]);

    assert_eq!(
        incoming(&json!({ "attachments": [photo] })),
        Some(Incoming::Unsupported(Unsupported::Other))
    );
}

#[test]
fn kinds_of_unsupported_content_are_distinguished() {
    let table = [
        ("sticker", Unsupported::Sticker),
        ("audio_message", Unsupported::Voice),
        ("audio", Unsupported::Voice),
        ("video", Unsupported::Video),
        ("story", Unsupported::Video),
        ("poll", Unsupported::Other),
        ("future_type", Unsupported::Other),
    ];

    for (kind, unsupported) in table {
        let content = json!({ "attachments": [{ "type": kind, kind: { "id": 1 } }] });
        assert_eq!(
            incoming(&content),
            Some(Incoming::Unsupported(unsupported)),
            "{kind}"
        );
    }

    let place =
        json!({ "geo": { "type": "point", "coordinates": { "latitude": 1.0, "longitude": 2.0 } } });
    assert_eq!(
        incoming(&place),
        Some(Incoming::Unsupported(Unsupported::Other))
    );

    let page = json!({ "text": "look https://a.example", "attachments": [{ "type": "link", "link": {} }] });
    assert_eq!(
        incoming(&page),
        Some(Incoming::Text("look https://a.example".into()))
    );
}

#[test]
fn service_messages_and_our_own_are_not_answered() {
    assert_eq!(
        incoming(&json!({ "action": { "type": "chat_pin_message" } })),
        None
    );

    assert_eq!(
        incoming(&json!({ "text": "from the console", "from_id": -5 })),
        None
    );

    assert_eq!(
        incoming(&json!({ "text": "from the console", "out": 1 })),
        None
    );

    let typing =
        json!({ "type": "message_typing_state", "object": { "from_id": 42, "state": "typing" } });
    assert_eq!(one(typing), None);
    assert_eq!(one(json!({})), None);
    assert_eq!(one(json!([7])), None);
}

#[test]
fn in_a_group_only_what_is_for_the_bot_is_read() {
    let reply = |from: i64, text: &str| json!({ "text": text, "reply_message": { "from_id": from, "text": "?" } });
    let text = |text: &str| json!({ "text": text });
    let invited = json!({ "text": "/help", "action": { "type": "chat_invite_user" } });

    let table = [
        (text("[club5|@vernissage] /start"), true),
        (text("[club5|Vernissage], /help"), true),
        (text("[public5|Vernissage], /nonsense"), true),
        (text("@club5 /help"), true),
        (text("@club5 (Vernissage) /help"), true),
        (text("*club5 /start ref_5"), true),
        (text("[club5|@vernissage] Начать"), true),
        (text("/help"), true),
        (reply(-5, "and then?"), true),
        (reply(-5, "/help"), true),
        (reply(42, "/help"), true),
        (text("[club6|@other] /help"), false),
        (text("[club55|@other] /help"), false),
        (text("@club6 /help"), false),
        (text("*club6, /help"), false),
        (text("[id42|Anna] /help"), false),
        (text("[club5|@vernissage] how are you?"), false),
        (text("/help [club5|@vernissage]"), true),
        (text("/roll 2d6"), false),
        (text("hello, all"), false),
        (text("Начать"), false),
        (reply(-6, "/help"), false),
        (reply(-6, "thanks"), false),
        (reply(42, "thanks"), false),
        (reply(-5, "[club6|@other] /help"), false),
        (invited, false),
    ];

    for (content, is_ours) in table {
        let mut in_group = content.clone();
        in_group["peer_id"] = json!(2_000_000_003_u64);
        let expected = is_ours.then_some(Incoming::Unsupported(Unsupported::Group));
        assert_eq!(incoming(&in_group), expected, "{content}");
    }
}

#[test]
fn the_word_on_the_start_button_starts_a_conversation_also_when_it_is_written() {
    for word in ["Начать", "начать", " НАЧАТЬ ", "Start"] {
        assert_eq!(
            incoming(&json!({ "text": word })),
            Some(Incoming::Text("/start".into())),
            "{word}"
        );
    }

    let from_link = json!({ "text": "Начать", "ref": "ref_5" });
    assert_eq!(
        incoming(&from_link),
        Some(Incoming::Text("/start ref_5".into()))
    );

    let more = json!({ "text": "Начать сначала?" });
    assert_eq!(
        incoming(&more),
        Some(Incoming::Text("Начать сначала?".into()))
    );
}

#[test]
fn the_start_button_carries_the_code_of_the_link() {
    let start = json!({ "text": "Начать", "payload": "{\"command\":\"start\"}" });
    assert_eq!(incoming(&start), Some(Incoming::Text("/start".into())));

    let from_link = json!({ "text": "Начать", "payload": "{\"command\":\"start\"}", "ref": "ref_5", "ref_source": "a" });
    assert_eq!(
        incoming(&from_link),
        Some(Incoming::Text("/start ref_5".into()))
    );

    let button = json!({ "text": "Нарисовать", "payload": "{\"b\":\"n\"}", "ref": "ref_5" });
    assert_eq!(incoming(&button), Some(Incoming::Button("n".into())));

    let strange = json!({ "text": "Hi", "payload": "{\"of\":\"another bot\"}" });
    assert_eq!(incoming(&strange), Some(Incoming::Text("Hi".into())));
}

fn message_event(payload: &Value) -> Value {
    json!({ "type": "message_event", "group_id": 5, "event_id": "e1", "v": "5.199", "object": {
        "user_id": 42, "peer_id": 42, "event_id": "a1b2", "conversation_message_id": 3, "payload": payload
    } })
}

#[test]
fn a_message_event_is_a_button_and_has_a_receipt() {
    for payload in [json!({ "b": "n" }), json!("{\"b\":\"n\"}")] {
        let batch = read(5, &ClientInfoCache::default(), &[message_event(&payload)]);
        assert_eq!(batch.receipts.len(), 1);
        assert_eq!(
            (batch.arrived[0].id.as_str(), batch.arrived[0].chat.as_str()),
            ("5:e1", "42")
        );

        assert_eq!(batch.arrived[0].incoming, Incoming::Button("n".into()));

        let answer = EventAnswer::parse(&batch.receipts[0])
            .unwrap()
            .into_params();
        assert_eq!(
            answer,
            [
                ("event_id", "a1b2".into()),
                ("user_id", "42".into()),
                ("peer_id", "42".into())
            ]
        );
    }
}

#[test]
fn a_slow_action_shows_a_snackbar_at_once() {
    let job = JobId::from_chance(7);
    for action in [
        Action::Draft(job, DraftAction::Start),
        Action::Job(job, JobAction::Cancel),
    ] {
        let batch = read(
            5,
            &ClientInfoCache::default(),
            &[message_event(&json!({ "b": action.to_string() }))],
        );
        let receipt = &batch.receipts[0];
        let answer = EventAnswer::parse(receipt).unwrap().into_params();
        let (name, data) = answer.last().unwrap();
        assert_eq!(*name, "event_data");

        assert!(data.contains("show_snackbar"), "{data}");
    }
}

#[test]
fn deviations_from_the_documentation_are_tolerated() {
    let old = json!({ "type": "message_new", "group_id": 5, "object": {
        "id": "17", "peer_id": "42", "from_id": "42", "text": 7, "future_field": [1]
    } });
    let arrived = one(old).unwrap();
    assert_eq!(
        (arrived.id.as_str(), arrived.chat.as_str()),
        ("5:message-42-17", "42")
    );

    assert_eq!(
        (arrived.language, arrived.incoming),
        (None, Incoming::Text("7".into()))
    );

    assert_eq!(
        incoming(&json!({ "text": "hi", "attachments": {}, "fwd_messages": null })),
        Some(Incoming::Text("hi".into()))
    );
}
