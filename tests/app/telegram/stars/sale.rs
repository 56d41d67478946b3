//! Purchases with Stars that succeed.

use super::{BOUGHT, SHOP, agree, balance, has, shop};
use crate::support::connections::free_address;
use crate::telegram::{
    buying,
    fake::{CheckoutAnswer, Telegram},
    person::{Person, button, pair},
    service::{folder, quick, run, store, toml},
};

/// Packs, an invoice, the payment, the credits; then the painting that lacked credits starts by
/// itself.
async fn from_an_invoice_to_a_painting(ada: &Person, folder: &std::path::Path) {
    ada.send_album(pair(), "");

    let (message, _) = ada.see(|chat| button(chat, "Paint it")).await;
    for label in ["Size and quality", "Premium"] {
        let (_, chosen) = ada.see(|chat| button(chat, label)).await;
        ada.press_code(message, &chosen.data);
    }

    let missing = ada.read("You need 50 more credits").await;
    ada.press("Get credits").await;

    let (offer, code) = ada
        .see(|chat| buying::pack(chat, missing.id, "p:100"))
        .await;
    ada.press_code(offer, &code);

    let invoice = ada.see(|chat| buying::invoice(chat, missing.id)).await;
    assert_eq!(invoice.stars, 60);
    assert!(invoice.title.contains("110"), "{invoice:?}");

    let charge = ada.pay(&invoice).await;
    let told = ada.clone();
    told.read("Your painting as it grew").await;

    let store = store(folder).await;
    has(&store, ada, BOUGHT - 50).await;
    agree(&store, ada.telegram()).await;
    assert_eq!(ada.count("Your painting as it grew"), 1);

    let again = ada.confirm(&invoice).await;
    assert!(
        matches!(&again, CheckoutAnswer::Refused(why) if why.contains("already been paid")),
        "{again:?} after {charge:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn stars_become_credits_and_credits_a_painting_over_the_long_poll() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let (app, _) = shop(folder.path(), &telegram).await;
    from_an_invoice_to_a_painting(&Person::new(&telegram, 7, "en"), folder.path()).await;
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn stars_become_credits_over_the_webhook_where_one_delivery_may_come_five_times() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let free = free_address();

    let more = format!(
        "server.listen = \"{free}\"\ntelegram.webhook_url = \"http://{free}\"\ntelegram.webhook_secret = \"s3cret\"\n{SHOP}"
    );
    let app = run(&toml(folder.path(), &telegram, &more), quick()).await;
    let ada = Person::new(&telegram, 7, "en");
    from_an_invoice_to_a_painting(&ada, folder.path()).await;

    let store = store(folder.path()).await;
    let before = balance(&store, &ada).await;
    let invoice = ada.order_pack(50).await;
    assert_eq!(ada.confirm(&invoice).await, CheckoutAnswer::Accepted);

    let (_, told) = telegram.world().take(ada.id, &invoice);
    let url = telegram.hook().unwrap().url;
    let update = serde_json::json!({ "update_id": 900, "message": told });
    let client = reqwest::Client::new();

    for secret in ["s3cret", "s3cret", "s3cret", "s3cret", "s3cret", "secret"] {
        let post = client
            .post(&url)
            .header("X-Telegram-Bot-Api-Secret-Token", secret)
            .json(&update);
        assert_eq!(
            post.send().await.unwrap().status().is_success(),
            secret == "s3cret"
        );
    }

    has(&store, &ada, before + 50).await;
    agree(&store, &telegram).await;
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn five_updates_about_one_payment_credit_once() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let (_app, store) = shop(folder.path(), &telegram).await;
    let ada = Person::new(&telegram, 7, "en");
    let invoice = ada.order_pack(100).await;

    assert_eq!(ada.confirm(&invoice).await, CheckoutAnswer::Accepted);

    let (_, told) = ada.hand_over(&invoice);
    for _ in 1..5 {
        telegram.push("message", told.clone());
    }

    has(&store, &ada, BOUGHT).await;
    agree(&store, &telegram).await;

    let thanks = ada
        .messages()
        .iter()
        .filter(|one| one.from_bot && one.text.contains("110"))
        .count();
    assert_eq!(thanks, 1, "thanked once: {:#?}", ada.messages());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forwarded_invoice_leads_to_a_shop_of_ones_own() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let (_app, store) = shop(folder.path(), &telegram).await;
    let ada = Person::new(&telegram, 7, "en");
    let bob = Person::new(&telegram, 8, "ru");

    let invoice = ada.order_pack(100).await;
    bob.press_forwarded(&invoice);
    bob.see(|chat| buying::pack(chat, 0, "p:100")).await;

    let own = bob.order_pack(50).await;
    assert_ne!(own.payload, invoice.payload);
    bob.pay(&own).await;
    has(&store, &bob, 50).await;
    has(&store, &ada, 0).await;

    agree(&store, &telegram).await;
}
