use vernissage::domain::conversation::{Effect, EventNeeds};
use vernissage::domain::credits::Credits;
use vernissage::domain::ids::ChatId;
use vernissage::domain::incoming::Incoming;
use vernissage::domain::message::Message;
use vernissage::domain::news::News;
use vernissage::domain::payment::{Gifts, Provider};
use vernissage::domain::rules::Promo;
use vernissage::store::{Address, StoreError};

use super::Store;
use super::fixtures::{NOON, arrivals, carry_out, chat, later, read, say, sent, update};
use super::till::{balance, charge, order, paid, told, want};

const GIFTS: Gifts = Gifts {
    first_purchase: Credits::new(20),
    inviter: Credits::new(25),
};

async fn buy(store: &dyn Store, chat: ChatId, n: u64) {
    let ordered = order(n, Provider::Yookassa);
    want(store, chat, ordered.clone()).await;
    store
        .record_charge(&charge(&format!("payment-{n}"), &ordered), &[], GIFTS, NOON)
        .await
        .unwrap();
}

/// Deletes everything and comes back from the same address.
async fn return_again(store: &dyn Store, chat: ChatId, name: &str) -> ChatId {
    carry_out(store, chat, vec![Effect::ForgetPerson, say("farewell")])
        .await
        .unwrap();

    sent(store, NOON).await;
    store
        .receive(arrivals(vec![update(
            &format!("again {name}"),
            name,
            "hello again",
        )]))
        .await
        .unwrap();

    told(store).await;

    let address = Address {
        messenger: "test".into(),
        external: name.into(),
    };

    store.chat_at(&address).await.unwrap().unwrap().chat
}

pub(crate) async fn a_first_purchase_brings_gifts_once(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let boris = chat(store, "boris").await;
    let inviter = read(store, anna).await.person;
    carry_out(store, boris, vec![Effect::AcceptInvitation(inviter)])
        .await
        .unwrap();

    buy(store, boris, 1).await;
    buy(store, boris, 2).await;
    assert_eq!(
        (balance(store, boris).await, balance(store, anna).await),
        (240, 25)
    );

    let mut news = told(store).await;
    news.sort_by_key(|one| format!("{one:?}"));
    assert_eq!(
        news,
        [
            Incoming::News(News::Gifted(Credits::new(25))),
            paid(1, 130),
            paid(2, 110)
        ]
    );
}

pub(crate) async fn an_invitation_counts_once_and_before_the_first_purchase(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let boris = chat(store, "boris").await;
    let clara = chat(store, "clara").await;
    let first = read(store, anna).await.person;
    let own = read(store, boris).await.person;

    let third = read(store, clara).await.person;
    for by in [own, first, third] {
        carry_out(store, boris, vec![Effect::AcceptInvitation(by)])
            .await
            .unwrap();
    }

    buy(store, boris, 1).await;
    assert_eq!(
        (balance(store, anna).await, balance(store, clara).await),
        (25, 0)
    );

    buy(store, clara, 2).await;
    carry_out(store, clara, vec![Effect::AcceptInvitation(first)])
        .await
        .unwrap();

    buy(store, clara, 3).await;
    assert_eq!(balance(store, anna).await, 25);
}

pub(crate) async fn a_promotion_is_given_once_a_person_and_only_so_often(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let boris = chat(store, "boris").await;
    let clara = chat(store, "clara").await;
    let promo = Promo {
        code: "HELLO".into(),
        credits: Credits::new(30),
        until: None,
        uses: Some(2),
    };

    let facts = async |chat| {
        let about = EventNeeds {
            promo: Some("HELLO".into()),
            ..EventNeeds::default()
        };
        store
            .conversation(chat, about, NOON)
            .await
            .unwrap()
            .unwrap()
            .facts
            .shop
            .promo
    };

    let redeem = async |chat| carry_out(store, chat, vec![Effect::Redeem(promo.clone())]).await;
    redeem(anna).await.unwrap();
    assert!(redeem(anna).await.is_err());
    assert_eq!(
        (
            balance(store, anna).await,
            facts(anna).await.is_used,
            facts(boris).await.is_used
        ),
        (30, true, false)
    );

    redeem(boris).await.unwrap();
    assert_eq!(facts(clara).await.uses, 2);
    assert!(
        matches!(redeem(clara).await, Err(StoreError::Conflict)),
        "the last one has gone"
    );

    assert_eq!(balance(store, clara).await, 0);
}

pub(crate) async fn who_comes_back_is_not_given_the_same_again(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let boris = chat(store, "boris").await;
    let inviter = read(store, boris).await.person;
    let promo = Promo {
        code: "HELLO".into(),
        credits: Credits::new(30),
        until: None,
        uses: None,
    };

    carry_out(store, anna, vec![Effect::Redeem(promo)])
        .await
        .unwrap();

    buy(store, anna, 1).await;

    let back = return_again(store, anna, "anna").await;
    let about = EventNeeds {
        promo: Some("HELLO".into()),
        ..EventNeeds::default()
    };
    assert!(
        store
            .conversation(back, about.clone(), NOON)
            .await
            .unwrap()
            .unwrap()
            .facts
            .shop
            .promo
            .is_used
    );

    carry_out(store, back, vec![Effect::AcceptInvitation(inviter)])
        .await
        .unwrap();

    buy(store, back, 2).await;
    assert_eq!(
        (balance(store, back).await, balance(store, boris).await),
        (110, 0)
    );

    store.prune(NOON, later(366 * 24 * 60 * 60)).await.unwrap();
    assert!(
        !store
            .conversation(back, about, NOON)
            .await
            .unwrap()
            .unwrap()
            .facts
            .shop
            .promo
            .is_used
    );
}

pub(crate) async fn a_request_to_the_operator_is_answered_once(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let boris = chat(store, "boris").await;
    for (chat, words) in [(anna, "I paid twice"), (boris, "where are they?")] {
        carry_out(store, chat, vec![Effect::AskSupport(words.into())])
            .await
            .unwrap();
    }

    let open = store.support_requests().await.unwrap();
    assert_eq!(
        open.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(),
        ["I paid twice", "where are they?"]
    );

    assert_eq!(read(store, anna).await.facts.account.open_requests, 1);

    let answer = || Message::text("Given back.".into());
    assert!(
        store
            .answer_support(open[0].number, answer(), NOON)
            .await
            .unwrap()
    );

    assert!(
        !store
            .answer_support(open[0].number, answer(), NOON)
            .await
            .unwrap()
    );

    assert!(!store.answer_support(99, answer(), NOON).await.unwrap());
    assert_eq!(sent(store, NOON).await, ["Given back."]);
    assert_eq!(read(store, anna).await.facts.account.open_requests, 0);
    carry_out(store, boris, vec![Effect::ForgetPerson, say("farewell")])
        .await
        .unwrap();

    assert!(store.support_requests().await.unwrap().is_empty());
}
