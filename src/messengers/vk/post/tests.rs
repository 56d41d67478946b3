//! Raw events as VKontakte writes them, and what becomes of each.

use serde_json::{Value, json};

use super::*;
use crate::domain::{
    button::{Action, DraftAction, JobAction},
    ids::JobId,
    incoming::{RemoteFile, Unsupported},
    language::Language,
};

/// A message in a private chat, with all that VKontakte writes around it.
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
    let post = read(5, &Clients::default(), &[event]);
    assert!(post.arrived.len() <= 1 && post.cursor.is_none());
    post.arrived.into_iter().next()
}

fn incoming(content: &Value) -> Option<Incoming> {
    one(message(content)).map(|arrived| arrived.incoming)
}

fn files(urls: &[&str], caption: Option<&str>) -> Incoming {
    let file = |url: &&str| RemoteFile {
        reference: format!("https://a.example/{url}"),
        bytes: None,
    };
    Incoming::Files {
        files: urls.iter().map(file).collect(),
        caption: caption.map(ToOwned::to_owned),
    }
}

/// A photo whose largest size stands in the middle.
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
fn a_message_is_told_with_its_chat_and_language() {
    let arrived = one(message(&json!({ "text": "Привет" }))).unwrap();
    assert_eq!(
        arrived,
        Arrived {
            id: "5:d0c5".into(),
            chat: "42".into(),
            language: Some(Language::Ru),
            album: None,
            pause: Duration::ZERO,
            incoming: Incoming::Text("Привет".into()),
        }
    );
}

#[test]
fn the_language_of_an_app_is_its_own_or_the_nearest() {
    let spoken = |id: Value| {
        let mut event = message(&json!({ "text": "hi" }));
        event["object"]["client_info"]["lang_id"] = id;
        one(event).unwrap().language
    };

    let table = [
        (json!(0), Language::Ru),
        (json!(1), Language::Ru),
        (json!("3"), Language::En),
        (json!(6), Language::En),
    ];

    for (id, language) in table {
        assert_eq!(spoken(id.clone()), Some(language), "{id}");
    }

    assert_eq!(spoken(Value::Null), None);
}

#[test]
fn the_original_of_a_photo_is_taken_or_else_the_largest_size() {
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
fn two_photos_in_one_message_are_both_taken_in_their_order() {
    let content = json!({ "text": "вот", "attachments": [photo("a"), photo("b")] });
    assert_eq!(
        incoming(&content),
        Some(files(&["a-w", "b-w"], Some("вот")))
    );
}

#[test]
fn any_still_document_is_looked_at() {
    for (extension, kind) in [("png", 4), ("pdf", 1), ("webp", 8)] {
        let file = RemoteFile {
            reference: "https://a.example/doc".into(),
            bytes: Some(4_000_000),
        };
        let wanted = Incoming::Files {
            files: vec![file],
            caption: None,
        };
        assert_eq!(
            incoming(&json!({ "attachments": [document(extension, kind)] })),
            Some(wanted),
            "{extension}"
        );
    }

    let moving = incoming(&json!({ "attachments": [document("gif", 3)] }));
    assert_eq!(moving, Some(Incoming::Unsupported(Unsupported::Animation)));
}

#[test]
fn what_is_passed_on_or_answered_or_posted_is_a_picture_too() {
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
        "thanks for a painting are no new photo"
    );

    let post = json!({ "type": "wall", "wall": {
        "attachments": [photo("own")], "copy_history": [{ "attachments": [photo("repeated")] }]
    } });
    assert_eq!(
        incoming(&json!({ "attachments": [post] })),
        Some(files(&["own-w", "repeated-w"], None))
    );
}

#[test]
fn only_addresses_of_the_web_are_fetched() {
    let mut photo = photo("a");
    photo["photo"]["sizes"] =
        json!([{ "type": "w", "url": "file:///etc/passwd" }, { "type": "x", "url": 7 }]);

    assert_eq!(
        incoming(&json!({ "attachments": [photo] })),
        Some(Incoming::Unsupported(Unsupported::Other))
    );
}

#[test]
fn what_is_of_no_use_is_told_apart() {
    let table = [
        ("sticker", Unsupported::Sticker),
        ("audio_message", Unsupported::Voice),
        ("audio", Unsupported::Voice),
        ("video", Unsupported::Video),
        ("story", Unsupported::Video),
        ("poll", Unsupported::Other),
        ("something_of_next_year", Unsupported::Other),
    ];

    for (kind, what) in table {
        let content = json!({ "attachments": [{ "type": kind, kind: { "id": 1 } }] });
        assert_eq!(
            incoming(&content),
            Some(Incoming::Unsupported(what)),
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
fn what_nobody_wrote_is_not_answered() {
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
fn among_several_people_only_calls_are_heard() {
    let said = |text: &str| incoming(&json!({ "peer_id": 2_000_000_003_u64, "text": text }));
    assert_eq!(
        said("[club5|@vernissage] /start"),
        Some(Incoming::Unsupported(Unsupported::Group))
    );

    assert_eq!(
        said("[club5|Vernissage], /help"),
        Some(Incoming::Unsupported(Unsupported::Group))
    );

    assert_eq!(said("/roll 2d6"), None);
    assert_eq!(said("hello, all"), None);
}

#[test]
fn the_first_button_brings_the_code_of_the_link() {
    let start = json!({ "text": "Начать", "payload": "{\"command\":\"start\"}" });
    assert_eq!(incoming(&start), Some(Incoming::Text("/start".into())));

    let led = json!({ "text": "Начать", "payload": "{\"command\":\"start\"}", "ref": "ref_5", "ref_source": "a" });
    assert_eq!(incoming(&led), Some(Incoming::Text("/start ref_5".into())));

    let button = json!({ "text": "Нарисовать", "payload": "{\"b\":\"n\"}", "ref": "ref_5" });
    assert_eq!(incoming(&button), Some(Incoming::Button("n".into())));

    let strange = json!({ "text": "Hi", "payload": "{\"of\":\"another bot\"}" });
    assert_eq!(incoming(&strange), Some(Incoming::Text("Hi".into())));
}

fn press(payload: &Value) -> Value {
    json!({ "type": "message_event", "group_id": 5, "event_id": "e1", "v": "5.199", "object": {
        "user_id": 42, "peer_id": 42, "event_id": "a1b2", "conversation_message_id": 3, "payload": payload
    } })
}

#[test]
fn a_press_is_a_button_and_wants_to_be_answered() {
    for payload in [json!({ "b": "n" }), json!("{\"b\":\"n\"}")] {
        let post = read(5, &Clients::default(), &[press(&payload)]);
        assert_eq!(post.receipts.len(), 1);
        assert_eq!(
            (post.arrived[0].id.as_str(), post.arrived[0].chat.as_str()),
            ("5:e1", "42")
        );

        assert_eq!(post.arrived[0].incoming, Incoming::Button("n".into()));

        let answer = Press::parse(&post.receipts[0]).unwrap().answer();
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
fn what_takes_a_while_is_said_at_once() {
    let job = JobId::from_chance(7);
    for action in [
        Action::Draft(job, DraftAction::Start),
        Action::Job(job, JobAction::Cancel),
    ] {
        let post = read(
            5,
            &Clients::default(),
            &[press(&json!({ "b": action.to_string() }))],
        );
        let receipt = &post.receipts[0];
        let answer = Press::parse(receipt).unwrap().answer();
        let (name, data) = answer.last().unwrap();
        assert_eq!(*name, "event_data");

        assert!(data.contains("show_snackbar"), "{data}");
    }
}

#[test]
fn what_another_make_of_server_writes_is_read_as_well() {
    let old = json!({ "type": "message_new", "group_id": 5, "object": {
        "id": "17", "peer_id": "42", "from_id": "42", "text": 7, "of_next_year": [1]
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
