//! A canvas from the painting to the delivery, paid on the test page.

use std::time::Duration;

use vernissage::{
    clock::{Clock, SystemClock},
    domain::{ids::OrderId, money::Money, payment::Provider, time::Moment},
    store::{
        LedgerStore, OrderStore,
        ledger::CanvasIncome,
        masters::MasterState,
        orders::{Advance, OrderRefusal},
        sql::SqlStore,
    },
};

use super::TestChat;

/// Questions, and what is said or pressed.
const RECIPIENT: [(&str, &str); 2] = [
    ("Кому доставить?", "Анна Петрова"),
    ("По какому телефону", "8 916 123-45-67"),
];
const WHERE: [(&str, &str); 3] = [
    ("Какой город", "Москва"),
    ("Улица, дом", "Тверская 1, кв. 2"),
    ("И почтовый индекс?", "101000"),
];
const TRACKING: &str = "RA123456789RU";

/// Ordered by answering questions, paid on a page, announced at every step, and in the accounts.
pub(crate) async fn a_canvas_is_followed_from_the_painting_to_the_door(
    chat: &impl TestChat,
    store: &SqlStore,
) {
    let page = ordered(chat).await;
    let paid = reqwest::Client::new()
        .post(page)
        .form(&[("wish", "pay")])
        .send()
        .await
        .unwrap();

    assert!(paid.status().is_success(), "{}", paid.status());
    chat.read("Теперь я готовлю вашу картину").await;

    let kept = store.orders_at_stage("paid", 9).await.unwrap().remove(0);
    assert_eq!(
        (kept.order.total(), kept.master),
        (Some(Money::roubles(2190)), Some(MasterState::Queued))
    );

    let id = kept.order.id;
    advance(store, id, Advance::Produce).await;
    chat.read("ваш холст изготавливают").await;
    advance(
        store,
        id,
        Advance::Ship {
            tracking: TRACKING.into(),
        },
    )
    .await;

    chat.read(&format!("Трек-номер: {TRACKING}")).await;
    advance(store, id, Advance::Deliver).await;

    let again = store
        .advance_order(id, Advance::Deliver, SystemClock.now())
        .await
        .unwrap();
    assert!(matches!(again, Err(OrderRefusal::Transition(_))));
    chat.read("Пусть картина радует").await;
    chat.write("/orders").await;
    chat.read(&format!("№ {id} · 40×30 · доставлен")).await;

    is_in_the_books(store).await;
}

/// From two pictures to the payment page of their canvas; returns its address.
async fn ordered(chat: &impl TestChat) -> String {
    chat.send_pair().await;
    chat.press("Нарисовать").await;
    chat.read("Ваша картина!").await;
    chat.press("Печать на холсте").await;
    chat.press("30×40 см").await;

    let wall = chat
        .read("Вот как она будет висеть: 40×30 см")
        .await
        .picture();
    assert_eq!((wall.width(), wall.height()), (1080, 900));
    chat.press("Мне нравится").await;
    answer(chat, &RECIPIENT).await;
    chat.read("В какую страну").await;

    chat.press("Россия").await;
    answer(chat, &WHERE).await;
    chat.press("Курьер по Москве").await;
    chat.read("Всего: 2190 ₽").await;
    chat.press("Оплатить 2190 ₽").await;

    chat.link("Оплатить 2190 ₽").await
}

async fn answer(chat: &impl TestChat, asked: &[(&str, &str)]) {
    for (question, answer) in asked {
        chat.read(question).await;
        chat.write(answer).await;
    }
}

async fn advance(store: &SqlStore, id: OrderId, advance: Advance) {
    store
        .advance_order(id, advance, SystemClock.now())
        .await
        .unwrap()
        .unwrap();
}

async fn is_in_the_books(store: &SqlStore) {
    let books = store
        .books(
            Moment::default(),
            SystemClock.now().plus(Duration::from_mins(1)),
        )
        .await
        .unwrap();

    let [prints, delivery, returned] = [1800, 390, 0].map(Money::roubles);
    let provider = Provider::Test;
    assert_eq!(
        books.canvases,
        [CanvasIncome {
            provider,
            orders: 1,
            prints,
            delivery,
            returned
        }]
    );

    assert_eq!(store.audit().await.unwrap(), []);
}
