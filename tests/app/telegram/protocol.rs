//! The fake Telegram, as a client library that knows the real one sees it.

use serde_json::{Value, json};
use teloxide::{
    ApiError, Bot, RequestError,
    net::Download,
    payloads::{
        AnswerPreCheckoutQuerySetters, EditMessageCaptionSetters, GetUpdatesSetters,
        SendPhotoSetters,
    },
    prelude::{Request, Requester},
    types::{
        ChatId, InputFile, InputMedia, InputMediaPhoto, LabeledPrice, PreCheckoutQueryId,
        TransactionPartner, UpdateKind, UserId,
    },
};

use crate::telegram::{
    fake::{CheckoutAnswer, Fault, Invoice, TOKEN, Telegram},
    person::Person,
    service::picture,
};

fn bot(telegram: &Telegram) -> Bot {
    Bot::new(TOKEN).set_api_url(telegram.url().parse().unwrap())
}

#[tokio::test]
async fn a_real_client_understands_the_fake() {
    let telegram = Telegram::start().await;
    let bot = bot(&telegram);
    let ada = Person::new(&telegram, 7, "en");

    assert_eq!(bot.get_me().await.unwrap().username(), "vernissage_bot");
    ada.write("/start");
    ada.send_album([picture([1, 2, 3]), picture([4, 5, 6])], "two");
    ada.send_other("sticker");

    let updates = bot.get_updates().timeout(1).await.unwrap();
    assert_eq!(updates.len(), 4);
    assert!(
        updates
            .iter()
            .all(|update| matches!(update.kind, UpdateKind::Message(_))),
        "{updates:#?}"
    );

    let UpdateKind::Message(second) = &updates[1].kind else {
        unreachable!()
    };
    assert_eq!(
        (second.caption(), second.media_group_id().is_some()),
        (Some("two"), true)
    );

    let photo = second.photo().unwrap().last().unwrap();
    let file = bot.get_file(photo.file.id.clone()).await.unwrap();
    let mut bytes = Vec::new();
    bot.download_file(&file.path, &mut bytes).await.unwrap();
    assert_eq!(bytes, picture([1, 2, 3]));

    let confirmed = updates.last().unwrap().id.0.cast_signed() + 1;
    assert!(
        bot.get_updates()
            .offset(confirmed)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn what_a_client_sends_is_shown_and_wrong_edits_are_refused() {
    let telegram = Telegram::start().await;
    let bot = bot(&telegram);
    let ada = Person::new(&telegram, 7, "en");
    let sent = bot
        .send_photo(ChatId(7), InputFile::memory(picture([1, 2, 3])))
        .caption("one")
        .await
        .unwrap();

    let media =
        |colour| InputMedia::Photo(InputMediaPhoto::new(InputFile::memory(picture(colour))));
    bot.send_media_group(ChatId(7), [media([1, 1, 1]), media([2, 2, 2])])
        .await
        .unwrap();

    bot.edit_message_media(ChatId(7), sent.id, media([9, 9, 9]))
        .await
        .unwrap();

    bot.edit_message_caption(ChatId(7), sent.id)
        .caption("two")
        .await
        .unwrap();

    let shown = ada.messages();
    assert_eq!(
        (shown.len(), shown[0].text.as_str(), shown[0].edits.len()),
        (3, "two", 2)
    );

    let again = bot
        .edit_message_caption(ChatId(7), sent.id)
        .caption("two")
        .await
        .unwrap_err();

    assert!(
        matches!(again, RequestError::Api(ApiError::MessageNotModified)),
        "{again:?}"
    );

    let text = bot
        .edit_message_text(ChatId(7), sent.id, "three")
        .await
        .unwrap_err();
    assert!(
        text.to_string()
            .contains("there is no text in the message to edit"),
        "{text:?}"
    );

    telegram.order("sendmessage", 1, Fault::TooMany(3));

    let many = bot.send_message(ChatId(7), "x").await.unwrap_err();
    assert!(
        matches!(many, RequestError::RetryAfter(pause) if pause.seconds() == 3),
        "{many:?}"
    );

    ada.block();

    let blocked = bot.send_message(ChatId(7), "x").send().await.unwrap_err();
    assert!(
        matches!(blocked, RequestError::Api(ApiError::BotBlocked)),
        "{blocked:?}"
    );
}

#[tokio::test]
async fn methods_come_in_any_letters_and_any_dress() {
    let telegram = Telegram::start().await;
    let ada = Person::new(&telegram, 7, "en");
    let client = reqwest::Client::new();
    let base = format!("{}/bot{TOKEN}", telegram.url());
    let read = async |answer: reqwest::Response| answer.json::<Value>().await.unwrap();

    let told = read(client.get(format!("{base}/GETme")).send().await.unwrap()).await;
    assert_eq!(told["result"]["is_bot"], true);

    let json = json!({ "chat_id": 7, "text": "in JSON" });
    read(
        client
            .post(format!("{base}/SendMessage"))
            .json(&json)
            .send()
            .await
            .unwrap(),
    )
    .await;

    let form = client
        .post(format!("{base}/sendmessage"))
        .body("chat_id=7&text=in+a+form");
    let form = form.header("content-type", "application/x-www-form-urlencoded");
    read(form.send().await.unwrap()).await;

    let parts = reqwest::multipart::Form::new()
        .text("chat_id", "7")
        .text("text", "in parts");
    read(
        client
            .post(format!("{base}/sendMessage"))
            .multipart(parts)
            .send()
            .await
            .unwrap(),
    )
    .await;

    let said: Vec<String> = ada
        .messages()
        .into_iter()
        .map(|message| message.text)
        .collect();
    assert_eq!(said, ["in JSON", "in a form", "in parts"]);

    let stranger = client
        .get(format!("{}/bot1:AA/getMe", telegram.url()))
        .send()
        .await
        .unwrap();

    assert_eq!(
        (
            stranger.status().as_u16(),
            read(stranger).await["ok"].clone()
        ),
        (401, json!(false))
    );
}

#[tokio::test]
async fn a_lost_answer_leaves_its_effect() {
    let telegram = Telegram::start().await;
    let bot = bot(&telegram);
    let ada = Person::new(&telegram, 7, "en");

    telegram.order("sendmessage", 1, Fault::CutAfter);
    assert!(matches!(
        bot.send_message(ChatId(7), "there").await.unwrap_err(),
        RequestError::Network(_)
    ));

    assert!(!ada.read("there").await.acknowledged);
    telegram.order("sendmessage", 1, Fault::CutBefore);
    assert!(matches!(
        bot.send_message(ChatId(7), "gone").await.unwrap_err(),
        RequestError::Network(_)
    ));

    assert_eq!(ada.messages().len(), 1);
}

#[tokio::test]
async fn a_real_client_takes_stars_and_gives_them_back() {
    let telegram = Telegram::start().await;
    let bot = bot(&telegram);
    let ada = Person::new(&telegram, 7, "en");
    let prices = [LabeledPrice::new("Credits", 60)];
    let sent = bot
        .send_invoice(
            ChatId(7),
            "Credits",
            "For paintings",
            "25",
            "XTR",
            prices.clone(),
        )
        .await
        .unwrap();

    assert_eq!(sent.invoice().unwrap().total_amount, 60);
    assert!(
        bot.send_invoice(ChatId(7), "Credits", "For paintings", "25", "EUR", prices)
            .await
            .is_err()
    );

    let invoice = Invoice::new("25", 60);
    let asked = {
        let ada = ada.clone();
        let invoice = invoice.clone();
        tokio::spawn(async move { [ada.confirm(&invoice).await, ada.confirm(&invoice).await] })
    };

    for ok in [false, true] {
        let updates = bot.get_updates().timeout(5).await.unwrap();
        let UpdateKind::PreCheckoutQuery(query) = &updates[0].kind else {
            panic!("{updates:?}")
        };
        assert_eq!(
            (
                query.invoice_payload.as_str(),
                query.total_amount,
                query.from.id
            ),
            ("25", 60, UserId(7))
        );

        bot.answer_pre_checkout_query(query.id.clone(), ok)
            .error_message("not now")
            .await
            .unwrap();

        assert!(
            bot.answer_pre_checkout_query(query.id.clone(), ok)
                .error_message("not now")
                .await
                .is_err(),
            "twice"
        );

        let next = updates[0].id.0.cast_signed() + 1;
        bot.get_updates().offset(next).await.unwrap();
    }

    assert_eq!(
        asked.await.unwrap(),
        [
            CheckoutAnswer::Refused("not now".into()),
            CheckoutAnswer::Accepted
        ]
    );

    assert!(
        bot.answer_pre_checkout_query(PreCheckoutQueryId("x".into()), true)
            .await
            .is_err()
    );

    ada.hand_over(&invoice);

    let updates = bot.get_updates().timeout(1).await.unwrap();
    let UpdateKind::Message(paid) = &updates[0].kind else {
        panic!("{updates:?}")
    };
    let charge = paid
        .successful_payment()
        .unwrap()
        .telegram_payment_charge_id
        .clone();

    bot.refund_star_payment(UserId(7), charge.clone())
        .await
        .unwrap();

    let twice = bot
        .refund_star_payment(UserId(7), charge.clone())
        .await
        .unwrap_err();
    assert!(
        twice.to_string().to_lowercase().contains("already"),
        "{twice:?}"
    );

    let lines = bot.get_star_transactions().await.unwrap().transactions;
    assert_eq!(
        lines
            .iter()
            .map(|line| (line.id == charge, line.amount))
            .collect::<Vec<_>>(),
        [(true, 60), (true, 60)]
    );

    assert!(
        matches!(lines[0].source, Some(TransactionPartner::User(_))) && lines[0].receiver.is_none()
    );

    assert!(
        matches!(lines[1].receiver, Some(TransactionPartner::User(_))) && lines[1].source.is_none()
    );
}
