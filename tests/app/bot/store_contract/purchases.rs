use std::time::Duration;

use vernissage::domain::conversation::{Effect, EventNeeds};
use vernissage::domain::incoming::Incoming;
use vernissage::domain::message::Message;
use vernissage::domain::news::News;
use vernissage::domain::tier::Quality;
use vernissage::domain::{
    payment::{Charge, Closing, Provider, PurchaseRequest},
    receipt::Contact,
};
use vernissage::store::{ChargeOutcome, PaymentPage, PurchaseState, StoreError};

use super::Store;
use super::fixtures::{
    NOON, arrivals, carry_out, chat, give, job, later, read, say, sent, start, update,
};
use super::till::{
    balance, buy, charge, draft, kopecks, order, paid, payer, purchase, take, told, want, wanting,
};

const MINUTE: Duration = Duration::from_mins(1);

fn page(n: u64) -> PaymentPage {
    PaymentPage {
        payment: format!("payment-{n}"),
        url: format!("https://pay.example/{n}"),
    }
}

async fn state(store: &dyn Store, n: u64) -> PurchaseState {
    store.purchase(purchase(n)).await.unwrap().unwrap().state
}

pub(crate) async fn a_purchase_is_written_down_once(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let contact = Some(Contact::Email("anna@example.org".into()));
    let wanted = PurchaseRequest {
        contact,
        ..wanting(draft(7), order(1, Provider::Yookassa))
    };

    want(store, anna, wanted.clone()).await;

    let again = carry_out(store, anna, vec![Effect::OpenPurchase(wanted.clone())]).await;
    assert!(matches!(again, Err(StoreError::Conflict)), "{again:?}");

    let kept = store.purchase(purchase(1)).await.unwrap().unwrap();
    assert_eq!(
        (kept.order, kept.state, kept.chat),
        (wanted, PurchaseState::Wanted, Some(anna))
    );

    assert_eq!(kept.address.unwrap().external, "anna");
    assert_eq!(store.purchase(purchase(2)).await.unwrap(), None);
}

pub(crate) async fn purchases_on_pages_are_due_until_they_end(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    want(store, anna, order(1, Provider::Yookassa)).await;
    want(store, anna, order(2, Provider::Stars)).await;

    let due = async |seconds| {
        let due = store
            .due_purchases(later(seconds), MINUTE, 9)
            .await
            .unwrap();
        due.iter().map(|one| one.order.id).collect::<Vec<_>>()
    };
    assert_eq!(due(0).await, [purchase(1)]);
    assert!(due(59).await.is_empty());
    assert_eq!(due(60).await, [purchase(1)]);
    assert!(due(179).await.is_empty(), "the pause doubles");

    store
        .open_purchase(
            purchase(1),
            page(1),
            vec![Message::text("pay".into())],
            later(100),
        )
        .await
        .unwrap();

    assert_eq!(
        due(100).await,
        [purchase(1)],
        "what is open is asked after at once"
    );

    assert!(due(120).await.is_empty());
    store.release_interrupted(later(121)).await.unwrap();
    assert_eq!(
        due(121).await,
        [purchase(1)],
        "a restarted service asks at once"
    );

    store
        .close_purchase(purchase(1), Closing::Expired, later(122))
        .await
        .unwrap();

    assert!(due(1_000_000).await.is_empty());
}

pub(crate) async fn who_waits_for_a_page_goes_first(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    for n in 1..=5 {
        want(store, anna, order(n, Provider::Yookassa)).await;
        store
            .open_purchase(purchase(n), page(n), Vec::new(), NOON)
            .await
            .unwrap();
    }

    let boris = chat(store, "boris").await;
    want(store, boris, order(6, Provider::Yookassa)).await;

    let due = store.due_purchases(later(9), MINUTE, 1).await.unwrap();
    assert_eq!(due[0].order.id, purchase(6));
}

pub(crate) async fn the_way_to_the_page_is_told_once_it_is_open(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    for n in [1, 2, 3] {
        want(store, anna, order(n, Provider::Yookassa)).await;
    }

    let open = async |n| {
        let way = vec![Message::text(format!("pay {n}"))];
        store
            .open_purchase(purchase(n), page(n), way, NOON)
            .await
            .unwrap();
    };
    open(1).await;
    assert_eq!(state(store, 1).await, PurchaseState::Open(page(1)));
    store
        .close_purchase(purchase(2), Closing::Refused, NOON)
        .await
        .unwrap();

    open(2).await;
    assert_eq!(state(store, 2).await, PurchaseState::Closed);
    take(store, &charge("a", &order(3, Provider::Yookassa))).await;
    open(3).await;
    assert_eq!(state(store, 3).await, PurchaseState::Paid);

    assert_eq!(sent(store, NOON).await, ["pay 1"]);
}

pub(crate) async fn a_purchase_that_closes_is_told_once_and_may_still_be_paid(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    want(store, anna, order(1, Provider::Yookassa)).await;

    for _ in 0..2 {
        store
            .close_purchase(purchase(1), Closing::Declined, NOON)
            .await
            .unwrap();
    }

    assert_eq!(
        told(store).await,
        [Incoming::News(News::Unpaid {
            purchase: purchase(1),
            reason: Closing::Declined
        })]
    );

    assert_eq!(
        take(store, &charge("late", &order(1, Provider::Yookassa))).await,
        ChargeOutcome::Credited
    );

    assert_eq!(state(store, 1).await, PurchaseState::Paid);
    store
        .close_purchase(purchase(1), Closing::Expired, NOON)
        .await
        .unwrap();

    assert_eq!(state(store, 1).await, PurchaseState::Paid);
    assert_eq!(told(store).await, [paid(1, 110)]);
    assert_eq!(balance(store, anna).await, 110);
}

pub(crate) async fn a_charge_is_credited_once_however_often_it_comes(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    want(store, anna, order(1, Provider::Stars)).await;

    let charge = charge("star-1", &order(1, Provider::Stars));
    let mut brought = update("brought", "anna", "");
    brought.incoming = Incoming::Charged(charge.clone());
    store.receive(arrivals(vec![brought])).await.unwrap();

    let turn = store.ready_turns(NOON, 9).await.unwrap().remove(0);
    let mut outcomes = Vec::new();
    for _ in 0..5 {
        outcomes.push(
            store
                .record_charge(&charge, &turn.updates, super::till::NO_GIFTS, NOON)
                .await
                .unwrap(),
        );
    }

    assert_eq!(outcomes[0], ChargeOutcome::Credited);
    assert!(
        outcomes[1..]
            .iter()
            .all(|outcome| *outcome == ChargeOutcome::Known)
    );

    assert_eq!(
        told(store).await,
        [paid(1, 110)],
        "the update that brought it is answered"
    );

    assert_eq!(balance(store, anna).await, 110);
    assert_eq!(store.charges(NOON, later(1)).await.unwrap().len(), 1);
}

pub(crate) async fn a_purchase_paid_twice_is_credited_twice(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    want(store, anna, order(1, Provider::Yookassa)).await;

    for id in ["first", "second"] {
        assert_eq!(
            take(store, &charge(id, &order(1, Provider::Yookassa))).await,
            ChargeOutcome::Credited
        );
    }

    assert_eq!(balance(store, anna).await, 220);
    assert_eq!(told(store).await, [paid(1, 110), paid(1, 110)]);
}

pub(crate) async fn a_charge_that_matches_nothing_brings_nobody_credits(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let ordered = order(1, Provider::Yookassa);
    want(store, anna, ordered.clone()).await;

    let good = charge("x", &ordered);
    let odd = [
        Charge {
            id: "less".into(),
            amount: kopecks(9_999),
            ..good.clone()
        },
        Charge {
            id: "more".into(),
            amount: kopecks(10_001),
            ..good.clone()
        },
        Charge {
            id: "stars".into(),
            amount: order(1, Provider::Stars).price,
            ..good.clone()
        },
        Charge {
            id: "test".into(),
            provider: Provider::Test,
            ..good.clone()
        },
        Charge {
            id: "unknown".into(),
            purchase: Some(purchase(2)),
            ..good.clone()
        },
        Charge {
            id: "none".into(),
            purchase: None,
            ..good
        },
    ];

    for charge in &odd {
        assert_eq!(
            take(store, charge).await,
            ChargeOutcome::Unmatched,
            "{charge:?}"
        );
        assert_eq!(
            take(store, charge).await,
            ChargeOutcome::Known,
            "{charge:?}"
        );
    }

    assert_eq!(
        (balance(store, anna).await, state(store, 1).await),
        (0, PurchaseState::Wanted)
    );

    assert!(told(store).await.is_empty());

    let books = store.books(NOON, later(1)).await.unwrap();
    let unmatched: u64 = books.income.iter().map(|income| income.unmatched).sum();
    assert_eq!(unmatched, 6);
}

pub(crate) async fn a_payer_gets_the_credits(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let boris = chat(store, "boris").await;
    let ordered = order(1, Provider::Stars);
    want(store, anna, ordered.clone()).await;
    take(
        store,
        &Charge {
            payer: Some(payer("boris")),
            ..charge("a", &ordered)
        },
    )
    .await;

    take(
        store,
        &Charge {
            payer: Some(payer("a stranger")),
            ..charge("b", &ordered)
        },
    )
    .await;

    assert_eq!(
        (balance(store, anna).await, balance(store, boris).await),
        (110, 110)
    );
}

pub(crate) async fn credits_for_somebody_forgotten_are_nobodys(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    for n in [1, 2, 3] {
        want(store, anna, order(n, Provider::Yookassa)).await;
    }

    store
        .open_purchase(purchase(2), page(2), Vec::new(), NOON)
        .await
        .unwrap();

    carry_out(store, anna, vec![Effect::ForgetPerson, say("farewell")])
        .await
        .unwrap();

    let kept = store.purchase(purchase(2)).await.unwrap().unwrap();
    assert_eq!((kept.chat, kept.address), (None, None));
    assert_eq!(
        state(store, 1).await,
        PurchaseState::Closed,
        "nobody could see its page"
    );

    let due = store.due_purchases(later(99), MINUTE, 9).await.unwrap();
    assert_eq!(due.len(), 1, "the open one may have been paid");
    assert_eq!(
        take(store, &charge("late", &order(2, Provider::Yookassa))).await,
        ChargeOutcome::Unmatched
    );
}

pub(crate) async fn a_step_knows_what_it_needs_of_money(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let wanted = wanting(draft(1), order(1, Provider::Yookassa));
    want(store, anna, wanted.clone()).await;
    want(
        store,
        anna,
        PurchaseRequest {
            id: purchase(2),
            ..wanted.clone()
        },
    )
    .await;

    let look = async |n| {
        let about = EventNeeds {
            purchase: Some(purchase(n)),
            movements: true,
            ..EventNeeds::default()
        };

        store
            .conversation(anna, about, NOON)
            .await
            .unwrap()
            .unwrap()
            .facts
    };
    let facts = look(1).await;
    assert_eq!(
        (facts.shop.open_purchases, facts.credits.movements.len()),
        (2, 0)
    );

    let bought = facts.shop.purchase.unwrap();
    assert_eq!((bought.order, bought.is_started), (wanted, false));
    give(store, anna, 50, "gift").await;
    start(store, anna, 1, Quality::Premium).await;

    let facts = look(1).await;
    assert!(facts.shop.purchase.unwrap().is_started);

    let kinds: Vec<_> = facts
        .credits
        .movements
        .iter()
        .map(|one| (one.why.name(), one.amount.amount()))
        .collect();
    assert_eq!(kinds, [("hold", 50), ("grant", 50)]);
    carry_out(store, anna, vec![Effect::DropDraft(job(1))])
        .await
        .unwrap();

    assert_eq!(
        look(2).await.shop.purchase.unwrap().order.goods.draft(),
        None
    );

    let boris = chat(store, "boris").await;
    let about = EventNeeds {
        purchase: Some(purchase(1)),
        ..EventNeeds::default()
    };
    assert_eq!(
        store
            .conversation(boris, about, NOON)
            .await
            .unwrap()
            .unwrap()
            .facts
            .shop
            .purchase,
        None,
        "it is not his"
    );

    let contact = Contact::Phone("79161234567".into());
    carry_out(store, anna, vec![Effect::SetContact(contact.clone())])
        .await
        .unwrap();

    assert_eq!(read(store, anna).await.facts.account.contact, Some(contact));
}

pub(crate) async fn a_person_reads_the_last_movements_only(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    for n in 0..25 {
        give(store, anna, n + 1, &format!("gift {n}")).await;
    }

    buy(store, anna, 1).await;

    let about = EventNeeds {
        movements: true,
        ..EventNeeds::default()
    };
    let movements = store
        .conversation(anna, about, NOON)
        .await
        .unwrap()
        .unwrap()
        .facts
        .credits
        .movements;

    let amounts: Vec<u32> = movements.iter().map(|one| one.amount.amount()).collect();
    assert_eq!(amounts.len(), 20);
    assert_eq!(amounts[..4], [10, 100, 25, 24], "newest first");
}
