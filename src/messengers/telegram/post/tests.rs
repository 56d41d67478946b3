//! Raw updates as Telegram writes them, and what becomes of each.

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
    messengers::{Asks, Checkout},
};

/// A message in a private chat, with all that Telegram writes around it.
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
    let post = read("77", vec![update]);
    assert_eq!(
        post.cursor.as_deref(),
        Some("77:9002"),
        "the queue goes on whatever came"
    );

    assert!(post.arrived.len() <= 1);
    post.arrived.into_iter().next()
}

fn incoming(content: &Value) -> Option<Incoming> {
    one(message(content)).map(|arrived| arrived.incoming)
}

fn a_file(reference: &str, bytes: u64, caption: Option<&str>) -> Incoming {
    let files = vec![RemoteFile {
        reference: reference.to_owned(),
        bytes: Some(bytes),
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
fn a_message_is_told_with_its_chat_and_language() {
    let arrived = one(message(&json!({ "text": "Привет" }))).unwrap();
    assert_eq!(
        arrived,
        Arrived {
            id: "77:9001".into(),
            chat: "42".into(),
            language: Some(Language::Ru),
            album: None,
            pause: Duration::ZERO,
            incoming: Incoming::Text("Привет".into()),
        }
    );
}

#[test]
fn words_and_commands_are_text() {
    let entities = json!([{ "offset": 0, "length": 21, "type": "bot_command" }]);
    let command = json!({ "text": "/start@vernissage_bot deep", "entities": entities });
    assert_eq!(
        incoming(&command),
        Some(Incoming::Text("/start@vernissage_bot deep".into()))
    );
}

#[test]
fn of_a_photo_the_largest_size_is_taken() {
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
fn any_document_is_looked_at() {
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
fn the_halves_of_an_album_bear_its_name_and_wait() {
    let half = one(message(
        &json!({ "photo": photo(), "media_group_id": "13579" }),
    ))
    .unwrap();
    assert_eq!(
        (half.album.as_deref(), half.pause),
        (Some("13579"), Duration::from_secs(1))
    );
}

#[test]
fn what_is_of_no_use_is_told_apart() {
    let file = json!({ "file_id": "f", "file_unique_id": "u", "duration": 3, "width": 9, "height": 9, "length": 9 });
    let cases = [
        ("sticker", Unsupported::Sticker),
        ("voice", Unsupported::Voice),
        ("audio", Unsupported::Voice),
        ("video", Unsupported::Video),
        ("video_note", Unsupported::Video),
        ("location", Unsupported::Other),
        ("contact", Unsupported::Other),
        ("poll", Unsupported::Other),
        ("dice", Unsupported::Other),
        ("something_of_next_year", Unsupported::Other),
    ];

    for (field, what) in cases {
        assert_eq!(
            incoming(&json!({ field: file })),
            Some(Incoming::Unsupported(what)),
            "{field}"
        );
    }
}

#[test]
fn an_animation_is_no_document_although_it_bears_one() {
    let file =
        json!({ "file_id": "f", "file_unique_id": "u", "width": 9, "height": 9, "duration": 1 });
    let content = json!({ "animation": file, "document": file });
    assert_eq!(
        incoming(&content),
        Some(Incoming::Unsupported(Unsupported::Animation))
    );
}

#[test]
fn what_nobody_wrote_is_not_answered() {
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

fn elsewhere(kind: &str, text: &str) -> Option<Incoming> {
    let mut update = message(&json!({ "text": text }));
    update["message"]["chat"] = json!({ "id": -100, "title": "Friends", "type": kind });
    one(update).map(|arrived| arrived.incoming)
}

#[test]
fn in_a_group_only_calls_are_heard() {
    for kind in ["group", "supergroup"] {
        assert_eq!(
            elsewhere(kind, "/start@vernissage_bot"),
            Some(Incoming::Unsupported(Unsupported::Group))
        );

        assert_eq!(elsewhere(kind, "/roll 2d6"), None);
        assert_eq!(elsewhere(kind, "hello, all"), None);
    }

    assert_eq!(elsewhere("channel", "/start"), None);
}

#[test]
fn what_another_make_of_server_writes_is_read_as_well() {
    let sizes = json!([{ "file_id": 17, "width": "90", "height": "60", "file_size": "900" }, { "width": 5 }]);
    let photo = json!({
        "update_id": "9001", "of_next_year": true,
        "message": { "chat": { "id": "42" }, "photo": sizes, "media_group_id": 5, "of_next_year": [1] }
    });
    let arrived = one(photo).unwrap();
    assert_eq!(
        (arrived.chat.as_str(), arrived.album.as_deref()),
        ("42", Some("5"))
    );

    assert_eq!(arrived.incoming, a_file("17", 900, None));

    let words = |content: Value| {
        one(json!({ "update_id": 9001, "message": content })).map(|arrived| arrived.incoming)
    };
    let person = json!({ "id": 42, "type": "private" });
    let odd = Some(Incoming::Unsupported(Unsupported::Other));

    assert_eq!(
        words(json!({ "chat": person, "text": "hi" })),
        Some(Incoming::Text("hi".into()))
    );

    assert_eq!(
        words(json!({ "chat": person, "photo": {}, "document": { "file_name": "a" } })),
        odd
    );

    assert_eq!(
        words(json!({ "chat": person, "pinned_message": null })),
        odd
    );
}

fn press(message: &Value) -> Value {
    json!({ "update_id": 9001, "callback_query": {
        "id": "4382bfdwdsb323b2d9", "chat_instance": "-1", "data": "code",
        "from": { "id": 42, "is_bot": false, "first_name": "Anna", "language_code": "en" },
        "message": message
    } })
}

#[test]
fn a_press_is_a_button_and_wants_to_be_acknowledged() {
    let old = json!({ "chat": { "id": 42, "type": "private", "first_name": "Anna" }, "message_id": 5, "date": 0 });
    let post = read("77", vec![press(&old)]);
    assert_eq!(post.receipts, ["4382bfdwdsb323b2d9"]);
    assert_eq!(
        (post.arrived[0].chat.as_str(), post.arrived[0].language),
        ("42", Some(Language::En))
    );

    assert_eq!(post.arrived[0].incoming, Incoming::Button("code".into()));
}

#[test]
fn a_press_elsewhere_is_only_acknowledged() {
    let in_group = json!({ "chat": { "id": -5, "type": "group", "title": "Friends" }, "message_id": 5, "date": 1 });
    let mut through_the_bot = press(&Value::Null);
    through_the_bot["callback_query"]["inline_message_id"] = "17".into();

    for update in [press(&in_group), through_the_bot] {
        let post = read("77", vec![update]);
        assert_eq!((post.receipts.len(), post.arrived.len()), (1, 0));
    }
}

#[test]
fn a_press_on_a_message_that_is_not_told_of_is_the_persons_own() {
    let post = read("77", vec![press(&Value::Null)]);
    assert_eq!(
        (post.arrived[0].chat.as_str(), post.receipts.len()),
        ("42", 1)
    );
}

#[test]
fn an_update_that_cannot_be_read_keeps_none_of_the_others() {
    let words = |id: i64, text: &str| {
        let mut update = message(&json!({ "text": text }));
        update["update_id"] = id.into();
        update
    };

    let updates = vec![
        words(12, "third"),
        json!({ "update_id": 11, "message": { "chat": "a chat of a new kind", "text": 5 } }),
        json!({ "update_id": 13, "message_of_next_year": { "chat": { "id": 1 } } }),
        json!({ "no_id": true }),
        words(10, "first"),
    ];
    let post = read("77", updates);
    let texts: Vec<&Incoming> = post
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

    assert_eq!(post.cursor.as_deref(), Some("77:14"));
}

#[test]
fn another_bots_cursor_is_not_followed() {
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
fn a_payment_is_a_charge_by_telegrams_own_id() {
    let purchase = PurchaseId::from_chance(77);
    let paid = incoming(&json!({ "successful_payment": payment("XTR", &purchase.to_string()) }));
    assert_eq!(paid, Some(Incoming::Charged(charge(Some(purchase), "42"))));

    let foreign = incoming(&json!({ "successful_payment": payment("XTR", "Not Ours") }));
    assert_eq!(
        foreign,
        Some(Incoming::Charged(charge(None, "42"))),
        "whatever was sold, the money is written down"
    );
}

#[test]
fn a_payment_made_in_a_group_is_the_payers_own() {
    let mut update = message(&json!({ "successful_payment": payment("XTR", "x") }));
    update["message"]["chat"] = json!({ "id": -100, "title": "Friends", "type": "group" });

    let arrived = one(update).unwrap();
    assert_eq!(
        (arrived.chat.as_str(), arrived.language),
        ("42", Some(Language::Ru))
    );
}

#[test]
fn money_that_nothing_is_sold_for_is_no_charge() {
    assert_eq!(
        incoming(&json!({ "successful_payment": payment("EUR", "x") })),
        None
    );
}

#[test]
fn a_refund_names_the_charge() {
    let returned = incoming(&json!({ "refunded_payment": payment("XTR", "x") }));
    assert_eq!(
        returned,
        Some(Incoming::Returned {
            provider: Provider::Stars,
            charge: "stxKx_9".into()
        })
    );
}

#[test]
fn a_checkout_goes_its_own_way() {
    let purchase = PurchaseId::from_chance(77);
    let cases = [
        ("XTR", purchase.to_string(), Some(purchase), 90),
        ("XTR", "nobody's".into(), None, 90),
        ("EUR", purchase.to_string(), None, 0),
    ];

    for (currency, payload, purchase, stars) in cases {
        let update = json!({ "update_id": 9001, "pre_checkout_query": {
            "id": "171", "from": { "id": 42, "is_bot": false, "first_name": "Anna", "language_code": "ru" },
            "currency": currency, "total_amount": 90, "invoice_payload": payload
        } });
        let post = read("77", vec![update]);
        assert_eq!(
            (post.arrived.len(), post.cursor.as_deref()),
            (0, Some("77:9002"))
        );

        let asks = Asks::Whether {
            amount: Money::stars(stars),
            destination: None,
        };
        let checkout = Checkout {
            id: "171".into(),
            purchase,
            payer: "42".into(),
            language: Language::Ru,
            asks,
        };

        assert_eq!(post.checkouts, [checkout], "{currency} {payload}");
    }
}

fn address(city: &str) -> Value {
    json!({
        "country_code": "RU", "state": "", "city": city, "street_line1": "Tverskaya 1", "street_line2": "flat 2",
        "post_code": "101000"
    })
}

#[test]
fn a_question_of_delivery_goes_its_own_way_with_its_place() {
    let purchase = PurchaseId::from_chance(77);
    let update = json!({ "update_id": 9001, "shipping_query": {
        "id": "171", "from": { "id": 42, "is_bot": false, "first_name": "Anna" },
        "invoice_payload": purchase.to_string(), "shipping_address": address("Moscow")
    } });
    let post = read("77", vec![update]);
    let [
        Checkout {
            purchase: asked,
            asks: Asks::Ways(Some(place)),
            ..
        },
    ] = post.checkouts.as_slice()
    else {
        panic!("{:?}", post.checkouts)
    };

    assert_eq!(
        (*asked, place.country.code(), place.city.as_str()),
        (Some(purchase), "RU", "Moscow")
    );
}

#[test]
fn roubles_come_with_where_it_goes() {
    let purchase = PurchaseId::from_chance(77);
    let mut told = payment("RUB", &purchase.to_string());
    told["shipping_option_id"] = json!("moscow");
    told["order_info"] = json!({ "name": "Anna Petrova", "phone_number": "79161234567", "shipping_address": address("Moscow") });

    let Some(Incoming::Charged(charge)) = incoming(&json!({ "successful_payment": told })) else {
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
