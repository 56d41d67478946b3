//! Who pays in which currency: by the language of the chat, or by choice.

use crate::payments::service::{BOUGHT, TestService};

#[tokio::test(flavor = "multi_thread")]
async fn a_person_chooses_a_currency_and_keeps_it() {
    let service = TestService::abroad("").await;
    let ada = service.visitor().await;
    assert_eq!(ada.buy(50).await.label, "Pay €0.59");

    ada.pay_in("JPY").await;
    let yen = ada.buy(100).await;
    assert_eq!(yen.label, "Pay ¥180");
    assert_eq!(service.stripe.session(&yen.payment).amount, 180);

    service.stripe.notify(service.stripe.succeed(&yen.payment));
    service.has(&ada, BOUGHT).await;
    assert_eq!(service.booked_in("taken", "stripe", "JPY").await, "180");

    ada.pay_in("RUB").await;
    let roubles = ada.buy(50).await;
    assert_eq!(roubles.label, "Pay 50 ₽");
    service
        .yookassa
        .notify(service.yookassa.succeed(&roubles.payment));

    service.has(&ada, BOUGHT + 50).await;
    service.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_pays_in_the_currency_of_its_language() {
    let service = TestService::abroad("").await;
    let ada = service.visitor().await;
    ada.write("/start").await;
    ada.press_code("s:a:ru").await;

    let link = ada.buy(50).await;
    assert!(link.label.contains("50 ₽"), "{}", link.label);
    assert_eq!(service.yookassa.payment(&link.payment).amount, 5_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_may_choose_an_old_button_changes_nothing() {
    let service = TestService::abroad("payments.choice = false").await;
    let ada = service.visitor().await;
    ada.write("/buy").await;
    ada.press_code("m:USD").await;
    assert_eq!(ada.buy(50).await.label, "Pay €0.59");
}
