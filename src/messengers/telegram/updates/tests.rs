//! Updates as Telegram sends them, and what each is read as.

use serde_json::{Value, json};

use super::*;
use crate::{
    domain::{
        ids::PurchaseId,
        incoming::{RemoteFile, Unsupported},
        language::Language,
        money::Money,
        payment::{Charge, Payer, Provider},
    },
    messengers::{Checkout, CheckoutQuestion},
};

const ME: Me<'_> = Me {
    id: "77",
    username: Some("vernissage_bot"),
};

/// A message in a private chat, with all the fields that Telegram adds.
fn message(content: &Value) -> Value {
    let mut message = json!({
        "message_id": 17,
        "from": { "id": 42, "is_bot": false, "first_name": "Anna", "username": "anna", "language_code": "ru" },
        "chat": { "id": 42, "first_name": "Anna", "username": "anna", "type": "private" },
        "date": 1_764_000_000
    });

    message
        .as_object_mut()
        .unwrap()
        .extend(content.as_object().unwrap().clone());

    json!({ "update_id": 9001, "message": message })
}

fn one(update: Value) -> Option<Arrived> {
    let batch = read(ME, None, vec![update]);
    assert_eq!(
        batch.cursor.as_deref(),
        Some("77:9002"),
        "an unreadable update does not stop the queue"
    );

    assert!(batch.arrived.len() <= 1);
    batch.arrived.into_iter().next()
}

fn incoming(content: &Value) -> Option<Incoming> {
    one(message(content)).map(|arrived| arrived.incoming)
}

fn a_file(reference: &str, bytes: u64, caption: Option<&str>) -> Incoming {
    let files = vec![RemoteFile {
        reference: reference.to_owned(),
        bytes: Some(bytes),
        is_round: false,
    }];
    Incoming::Files {
        files,
        caption: caption.map(ToOwned::to_owned),
    }
}

fn photo() -> Value {
    json!([
        { "file_id": "small", "file_unique_id": "s", "file_size": 1_200, "width": 90, "height": 67 },
        { "file_id": "large", "file_unique_id": "l", "file_size": 180_000, "width": 1280, "height": 960 },
        { "file_id": "middle", "file_unique_id": "m", "file_size": 20_000, "width": 320, "height": 240 }
    ])
}

#[test]
fn a_message_is_read_with_its_chat_and_language() {
    let arrived = one(message(&json!({ "text": "Привет" }))).unwrap();
    assert_eq!(
        arrived,
        Arrived {
            id: "77:9001".into(),
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
fn texts_and_commands_are_text() {
    let entities = json!([{ "offset": 0, "length": 21, "type": "bot_command" }]);
    let command = json!({ "text": "/start@vernissage_bot deep", "entities": entities });
    assert_eq!(
        incoming(&command),
        Some(Incoming::Text("/start@vernissage_bot deep".into()))
    );
}

#[test]
fn the_largest_size_of_a_photo_is_used() {
    assert_eq!(
        incoming(&json!({ "photo": photo() })),
        Some(a_file("large", 180_000, None))
    );
}

#[test]
fn a_forwarded_photo_with_a_caption_is_a_photo_with_a_caption() {
    let origin =
        json!({ "type": "hidden_user", "sender_user_name": "Somebody", "date": 1_763_000_000 });
    let content = json!({ "photo": photo(), "caption": "мой кот", "forward_origin": origin, "forward_date": 1 });
    assert_eq!(
        incoming(&content),
        Some(a_file("large", 180_000, Some("мой кот")))
    );
}

#[test]
fn any_document_is_a_file() {
    for mime in ["image/png", "application/pdf", "application/octet-stream"] {
        let thumbnail =
            json!({ "file_id": "t", "file_unique_id": "t", "width": 320, "height": 200 });
        let document = json!({
            "file_id": "doc", "file_unique_id": "d", "file_name": "a.png", "mime_type": mime,
            "file_size": 4_000_000, "thumbnail": thumbnail
        });
        assert_eq!(
            incoming(&json!({ "document": document })),
            Some(a_file("doc", 4_000_000, None)),
            "{mime}"
        );
    }
}

#[test]
fn the_parts_of_an_album_carry_its_id_and_wait() {
    let part = one(message(
        &json!({ "photo": photo(), "media_group_id": "13579" }),
    ))
    .unwrap();
    assert_eq!(
        (part.album.as_deref(), part.pause),
        (Some("13579"), Duration::from_secs(1))
    );
}

#[test]
fn kinds_of_unsupported_content_are_distinguished() {
    let file = json!({ "file_id": "f", "file_unique_id": "u", "duration": 3, "width": 9, "height": 9, "length": 9 });
    let cases = [
        ("sticker", Unsupported::Sticker),
        ("voice", Unsupported::Voice),
        ("audio", Unsupported::Voice),
        ("location", Unsupported::Other),
        ("contact", Unsupported::Other),
        ("poll", Unsupported::Other),
        ("dice", Unsupported::Other),
        ("future_field", Unsupported::Other),
    ];

    for (field, kind) in cases {
        assert_eq!(
            incoming(&json!({ field: file })),
            Some(Incoming::Unsupported(kind)),
            "{field}"
        );
    }
}

#[test]
fn films_are_files() {
    for field in ["animation", "video", "video_note", "document"] {
        let film = json!({ "file_id": "f", "file_unique_id": "u", "file_size": 9, "duration": 1 });
        let read = incoming(&json!({ field: film, "caption": "my cat" }));
        let Some(Incoming::Files { files, caption }) = read else {
            panic!("{field}: {read:?}");
        };

        let expected = RemoteFile {
            reference: "f".to_owned(),
            bytes: Some(9),
            is_round: field == "video_note",
        };
        assert_eq!(files, [expected], "{field}");
        assert_eq!(caption.as_deref(), Some("my cat"), "{field}");
    }
}

#[test]
fn an_animation_is_one_file_although_it_is_a_document_as_well() {
    let file = json!({ "file_id": "f", "file_unique_id": "u", "file_size": 9, "duration": 1 });
    let content = json!({ "animation": file, "document": file });
    assert_eq!(incoming(&content), Some(a_file("f", 9, None)));
}

#[test]
fn a_video_of_an_album_waits_for_the_rest_of_it() {
    let video = json!({ "file_id": "f", "file_unique_id": "u", "file_size": 9, "duration": 1 });
    let content = json!({ "video": video, "media_group_id": "13579" });
    let part = one(message(&content)).unwrap();
    assert_eq!(part.album.as_deref(), Some("13579"));
    assert_eq!(part.pause, Duration::from_secs(1));
}

#[test]
fn service_messages_are_not_answered() {
    assert_eq!(
        incoming(&json!({ "pinned_message": { "message_id": 3 } })),
        None
    );

    assert_eq!(
        incoming(
            &json!({ "message_auto_delete_timer_changed": { "message_auto_delete_time": 86_400 } })
        ),
        None
    );
}

fn incoming_in(kind: &str, content: &Value) -> Option<Incoming> {
    let mut update = message(content);
    update["message"]["chat"] = json!({ "id": -100, "title": "Friends", "type": kind });
    one(update).map(|arrived| arrived.incoming)
}

/// A text whose first word Telegram has marked as a command.
fn command(text: &str) -> Value {
    let length = text.split(' ').next().unwrap_or_default().len();
    let entity = json!({ "offset": 0, "length": length, "type": "bot_command" });
    json!({ "text": text, "entities": [entity] })
}

/// A reply to somebody.
fn reply(content: Value, id: i64, is_bot: bool) -> Value {
    let mut reply = content;
    reply["reply_to_message"] = json!({ "message_id": 3, "from": { "id": id, "is_bot": is_bot } });
    reply
}

#[test]
fn in_a_group_only_what_is_for_the_bot_is_read() {
    let captioned = |caption: &str| {
        let entities = command(caption)["entities"].clone();
        json!({ "photo": photo(), "caption": caption, "caption_entities": entities })
    };
    let text = |text: &str| json!({ "text": text });
    let in_code =
        json!({ "text": "/start", "entities": [{ "offset": 0, "length": 6, "type": "code" }] });
    let in_the_middle = json!({
        "text": "see /start@vernissage_bot",
        "entities": [{ "offset": 4, "length": 21, "type": "bot_command" }]
    });
    let opened = json!({
        "text": "hello", "is_topic_message": true, "message_thread_id": 5,
        "reply_to_message": { "from": { "id": 77, "is_bot": true }, "forum_topic_created": { "name": "Art" } }
    });

    let table = [
        (command("/start@vernissage_bot"), true),
        (command("/START@Vernissage_Bot"), true),
        (command("/start@vernissage_bot ref_5"), true),
        (command("/promo@vernissage_bot SUMMER"), true),
        (command("/nonsense@vernissage_bot"), true),
        (text("/start@vernissage_bot"), true),
        (command("/start"), true),
        (captioned("/start@vernissage_bot"), true),
        (reply(text("and then?"), 77, true), true),
        (reply(command("/help"), 77, true), true),
        (reply(command("/help"), 42, false), true),
        (reply(command("/start@vernissage_bot"), 88, true), true),
        (command("/start@other_bot"), false),
        (command("/start@vernissage_bot_2"), false),
        (text("/start@other_bot"), false),
        (captioned("/start@other_bot"), false),
        (captioned("my cat"), false),
        (json!({ "photo": photo() }), false),
        (command("/roll 2d6"), false),
        (text("hello, all"), false),
        (in_code, false),
        (in_the_middle, false),
        (opened, false),
        (reply(text("thanks"), 88, true), false),
        (reply(text("thanks"), 42, false), false),
        (reply(command("/help"), 88, true), false),
        (reply(command("/help@other_bot"), 77, true), false),
        (
            json!({ "new_chat_title": "x", "pinned_message": { "text": "/start" } }),
            false,
        ),
    ];

    for (content, is_ours) in table {
        let expected = is_ours.then_some(Incoming::Unsupported(Unsupported::Group));
        for kind in ["group", "supergroup"] {
            assert_eq!(incoming_in(kind, &content), expected, "{content}");
        }
    }

    assert_eq!(incoming_in("channel", &command("/start")), None);
}

#[test]
fn a_bot_that_does_not_know_its_name_yet_answers_no_command_with_one() {
    let me = Me {
        username: None,
        ..ME
    };
    let mut update = message(&command("/start@vernissage_bot"));
    update["message"]["chat"] = json!({ "id": -100, "title": "Friends", "type": "group" });
    assert_eq!(read(me, None, vec![update]).arrived, []);
}

#[test]
fn a_topic_is_read_and_an_ordinary_thread_is_not() {
    let topic_of = |content: Value| one(message(&content)).unwrap().topic;
    let in_topic = json!({ "text": "hi", "message_thread_id": 5, "is_topic_message": true });
    let in_thread = json!({ "text": "hi", "message_thread_id": 5 });
    assert_eq!(
        (topic_of(in_topic.clone()), topic_of(in_thread)),
        (Some("5".into()), None)
    );

    let below = message(&in_topic)["message"].clone();
    let pressed = one(callback_query(&below)).unwrap();
    assert_eq!(pressed.topic.as_deref(), Some("5"));
}

#[test]
fn who_no_longer_blocks_the_bot_is_noticed() {
    let changed = |kind: &str, status: &str| {
        let update = json!({ "update_id": 9001, "my_chat_member": {
            "chat": { "id": 42, "type": kind }, "from": { "id": 42 }, "date": 1,
            "old_chat_member": { "status": "kicked" }, "new_chat_member": { "status": status }
        } });
        read(ME, None, vec![update]).unblocked
    };

    assert_eq!(changed("private", "member"), ["42"]);
    assert!(changed("private", "kicked").is_empty() && changed("group", "member").is_empty());
}

#[test]
fn deviations_from_the_documentation_are_tolerated() {
    let sizes = json!([{ "file_id": 17, "width": "90", "height": "60", "file_size": "900" }, { "width": 5 }]);
    let photo = json!({
        "update_id": "9001", "future_field": true,
        "message": { "chat": { "id": "42" }, "photo": sizes, "media_group_id": 5, "future_field": [1] }
    });
    let arrived = one(photo).unwrap();
    assert_eq!(
        (arrived.chat.as_str(), arrived.album.as_deref()),
        ("42", Some("5"))
    );

    assert_eq!(arrived.incoming, a_file("17", 900, None));

    let read_content = |content: Value| {
        one(json!({ "update_id": 9001, "message": content })).map(|arrived| arrived.incoming)
    };
    let person = json!({ "id": 42, "type": "private" });
    let odd = Some(Incoming::Unsupported(Unsupported::Other));

    assert_eq!(
        read_content(json!({ "chat": person, "text": "hi" })),
        Some(Incoming::Text("hi".into()))
    );

    assert_eq!(
        read_content(json!({ "chat": person, "photo": {}, "document": { "file_name": "a" } })),
        odd
    );

    assert_eq!(
        read_content(json!({ "chat": person, "pinned_message": null })),
        odd
    );
}

fn callback_query(message: &Value) -> Value {
    json!({ "update_id": 9001, "callback_query": {
        "id": "4382bfdwdsb323b2d9", "chat_instance": "-1", "data": "code",
        "from": { "id": 42, "is_bot": false, "first_name": "Anna", "language_code": "en" },
        "message": message
    } })
}

#[test]
fn a_callback_query_is_a_button_and_has_a_receipt() {
    let old = json!({ "chat": { "id": 42, "type": "private", "first_name": "Anna" }, "message_id": 5, "date": 0 });
    let batch = read(ME, None, vec![callback_query(&old)]);
    assert_eq!(batch.receipts, ["4382bfdwdsb323b2d9"]);
    assert_eq!(
        (batch.arrived[0].chat.as_str(), batch.arrived[0].language),
        ("42", Some(Language::En))
    );

    assert_eq!(batch.arrived[0].incoming, Incoming::Button("code".into()));
}

#[test]
fn a_callback_query_outside_a_private_chat_is_only_acknowledged() {
    let in_group = json!({ "chat": { "id": -5, "type": "group", "title": "Friends" }, "message_id": 5, "date": 1 });
    let mut inline_mode = callback_query(&Value::Null);
    inline_mode["callback_query"]["inline_message_id"] = "17".into();

    for update in [callback_query(&in_group), inline_mode] {
        let batch = read(ME, None, vec![update]);
        assert_eq!((batch.receipts.len(), batch.arrived.len()), (1, 0));
    }
}

#[test]
fn a_callback_query_without_its_message_belongs_to_the_private_chat() {
    let batch = read(ME, None, vec![callback_query(&Value::Null)]);
    assert_eq!(
        (batch.arrived[0].chat.as_str(), batch.receipts.len()),
        ("42", 1)
    );
}

#[test]
fn an_unreadable_update_does_not_affect_the_others() {
    let text_update = |id: i64, text: &str| {
        let mut update = message(&json!({ "text": text }));
        update["update_id"] = id.into();
        update
    };

    let updates = vec![
        text_update(12, "third"),
        json!({ "update_id": 11, "message": { "chat": "a chat of a new kind", "text": 5 } }),
        json!({ "update_id": 13, "future_update": { "chat": { "id": 1 } } }),
        json!({ "no_id": true }),
        text_update(10, "first"),
    ];
    let batch = read(ME, None, updates);
    let texts: Vec<&Incoming> = batch
        .arrived
        .iter()
        .map(|arrived| &arrived.incoming)
        .collect();

    assert_eq!(
        texts,
        [
            &Incoming::Text("first".into()),
            &Incoming::Text("third".into())
        ]
    );

    assert_eq!(batch.cursor.as_deref(), Some("77:14"));
}

#[test]
fn the_cursor_of_another_bot_is_ignored() {
    assert_eq!(offset("77", "77:14"), Some(14));
    assert_eq!(offset("78", "77:14"), None);
    assert_eq!(offset("77", "nonsense"), None);
}

fn payment(currency: &str, payload: &str) -> Value {
    json!({
        "currency": currency, "total_amount": 90, "invoice_payload": payload,
        "telegram_payment_charge_id": "stxKx_9", "provider_payment_charge_id": "42_1"
    })
}

fn charge(purchase: Option<PurchaseId>, payer: &str) -> Charge {
    let payer = Some(Payer {
        messenger: "telegram".into(),
        chat: payer.into(),
    });
    Charge {
        provider: Provider::Stars,
        id: "stxKx_9".into(),
        purchase,
        amount: Money::stars(90),
        payer,
        destination: None,
    }
}

#[test]
fn a_payment_is_a_charge_with_telegrams_id() {
    let purchase = PurchaseId::from_chance(77);
    let paid = incoming(&json!({ "successful_payment": payment("XTR", &purchase.to_string()) }));
    assert_eq!(paid, Some(Incoming::Charged(charge(Some(purchase), "42"))));

    let foreign = incoming(&json!({ "successful_payment": payment("XTR", "Not Ours") }));
    assert_eq!(
        foreign,
        Some(Incoming::Charged(charge(None, "42"))),
        "whatever was sold, the money is recorded"
    );
}

#[test]
fn a_payment_in_a_group_belongs_to_the_payer() {
    let mut update = message(&json!({ "successful_payment": payment("XTR", "x") }));
    update["message"]["chat"] = json!({ "id": -100, "title": "Friends", "type": "group" });

    let arrived = one(update).unwrap();
    assert_eq!(
        (arrived.chat.as_str(), arrived.language),
        ("42", Some(Language::Ru))
    );
}

#[test]
fn a_currency_that_nothing_is_sold_in_is_no_charge() {
    assert_eq!(
        incoming(&json!({ "successful_payment": payment("ISK", "x") })),
        None
    );
}

#[test]
fn a_refund_names_the_charge() {
    let refund = incoming(&json!({ "refunded_payment": payment("XTR", "x") }));
    assert_eq!(
        refund,
        Some(Incoming::Returned {
            provider: Provider::Stars,
            charge: "stxKx_9".into()
        })
    );
}

#[test]
fn a_checkout_bypasses_the_inbox() {
    let purchase = PurchaseId::from_chance(77);
    let cases = [
        ("XTR", purchase.to_string(), Some(purchase), 90),
        ("XTR", "nobody's".into(), None, 90),
        ("ISK", purchase.to_string(), None, 0),
    ];

    for (currency, payload, purchase, stars) in cases {
        let update = json!({ "update_id": 9001, "pre_checkout_query": {
            "id": "171", "from": { "id": 42, "is_bot": false, "first_name": "Anna", "language_code": "ru" },
            "currency": currency, "total_amount": 90, "invoice_payload": payload
        } });
        let batch = read(ME, None, vec![update]);
        assert_eq!(
            (batch.arrived.len(), batch.cursor.as_deref()),
            (0, Some("77:9002"))
        );

        let question = CheckoutQuestion::Payment {
            amount: Money::stars(stars),
            destination: None,
        };
        let checkout = Checkout {
            id: "171".into(),
            purchase,
            payer: "42".into(),
            language: Language::Ru,
            question,
        };

        assert_eq!(batch.checkouts, [checkout], "{currency} {payload}");
    }
}

fn address(city: &str) -> Value {
    json!({
        "country_code": "RU", "state": "", "city": city, "street_line1": "Tverskaya 1", "street_line2": "flat 2",
        "post_code": "101000"
    })
}

#[test]
fn a_shipping_query_bypasses_the_inbox_with_its_place() {
    let purchase = PurchaseId::from_chance(77);
    let update = json!({ "update_id": 9001, "shipping_query": {
        "id": "171", "from": { "id": 42, "is_bot": false, "first_name": "Anna" },
        "invoice_payload": purchase.to_string(), "shipping_address": address("Moscow")
    } });
    let batch = read(ME, None, vec![update]);
    let [
        Checkout {
            purchase: found,
            question: CheckoutQuestion::Shipping(Some(place)),
            ..
        },
    ] = batch.checkouts.as_slice()
    else {
        panic!("{:?}", batch.checkouts)
    };

    assert_eq!(
        (*found, place.country.code(), place.city.as_str()),
        (Some(purchase), "RU", "Moscow")
    );
}

#[test]
fn roubles_come_with_their_destination() {
    let purchase = PurchaseId::from_chance(77);
    let mut payment = payment("RUB", &purchase.to_string());
    payment["shipping_option_id"] = json!("moscow");
    payment["order_info"] = json!({ "name": "Anna Petrova", "phone_number": "79161234567", "shipping_address": address("Moscow") });

    let Some(Incoming::Charged(charge)) = incoming(&json!({ "successful_payment": payment }))
    else {
        panic!()
    };
    assert_eq!(
        (charge.provider, charge.id.as_str(), charge.amount.minor),
        (Provider::TelegramCards, "42_1", 90)
    );

    let destination = charge.destination.unwrap();
    assert!(destination.way == "moscow" && destination.recipient.is_complete());
    assert_eq!(
        destination.recipient.street.unwrap().as_str(),
        "Tverskaya 1, flat 2"
    );
}
