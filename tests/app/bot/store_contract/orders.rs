//! Canvas orders: who owns them, what pays for them, and their master files.

use std::time::Duration;

use vernissage::domain::conversation::{Effect, EventNeeds};
use vernissage::domain::ids::{ChatId, OrderId};
use vernissage::domain::language::{Language, Translated};
use vernissage::domain::money::Money;
use vernissage::domain::order::{AgreedPrices, CanvasOrder, Delivery, Design, Format};
use vernissage::domain::payment::{Charge, Goods, Provider, PurchaseRequest};
use vernissage::domain::picture_size::PictureSize;
use vernissage::domain::{
    incoming::Incoming,
    news::{News, OrderNews},
};
use vernissage::store::Attempt;
use vernissage::store::masters::{
    ClaimedMaster, MasterEnding, MasterFiles, MasterProgress, MasterState,
};
use vernissage::store::orders::{Advance, OrderRefusal, StageCount};
use vernissage::store::pictures::PictureKind;
use vernissage::store::{ChargeOutcome, LeaseState, RefundOutcome, RefundRefusal, StoreError};

use super::Store;
use super::fixtures::{NOON, carry_out, carry_out_at, chat, claim, job, keep, key, later, read};
use super::till::{charge, kopecks, purchase, take, told, want};

fn number(n: u64) -> OrderId {
    OrderId::from_chance(n)
}

/// Everything but the word that confirms it.
fn draft(n: u64) -> CanvasOrder {
    let order = CanvasOrder::draft(
        number(n),
        job(n),
        key("painting"),
        PictureSize::new(3, 2),
        NOON,
    );
    let delivery = Delivery {
        zone: "post".into(),
        names: Translated::new([
            (Language::Ru, "Почта".into()),
            (Language::En, "Post".into()),
        ]),
        price: kopecks(59_050),
    };

    CanvasOrder {
        design: Some(Design::new(Format::new(40, 30))),
        delivery: Some(delivery),
        ..order
    }
}

/// Somebody with a painting.
async fn painter(store: &dyn Store, name: &str) -> ChatId {
    let chat = chat(store, name).await;
    assert_eq!(
        keep(store, chat, "painting", PictureKind::Painting, None).await,
        vernissage::store::KeepOutcome::Yes
    );

    chat
}

async fn confirmed(store: &dyn Store, chat: ChatId, n: u64) -> PurchaseRequest {
    let agreed = AgreedPrices {
        print: Money::roubles(1800),
        ways: Vec::new(),
    };
    let order = draft(n).confirmed(agreed, NOON).unwrap();
    let goods = Goods::Canvas(order.id);
    let price = order.total().unwrap();

    carry_out(store, chat, vec![Effect::KeepOrder(order)])
        .await
        .unwrap();

    let wanted = PurchaseRequest {
        id: purchase(n),
        goods,
        price,
        provider: Provider::Yookassa,
        contact: None,
    };
    want(store, chat, wanted.clone()).await;

    wanted
}

pub(crate) async fn paid(store: &dyn Store, chat: ChatId, n: u64) -> Charge {
    let charge = charge(&format!("canvas-{n}"), &confirmed(store, chat, n).await);
    assert_eq!(take(store, &charge).await, ChargeOutcome::Credited);
    charge
}

fn news(n: u64, news: OrderNews) -> Incoming {
    Incoming::News(News::Ordered {
        order: number(n),
        news,
        at: NOON,
    })
}

pub(crate) async fn an_order_is_its_owners_only(store: &dyn Store) {
    let anna = painter(store, "anna").await;
    let boris = painter(store, "boris").await;
    carry_out(store, anna, vec![Effect::KeepOrder(draft(1))])
        .await
        .unwrap();

    let stolen = carry_out(store, boris, vec![Effect::KeepOrder(draft(1))]).await;
    assert!(matches!(stolen, Err(StoreError::Conflict)), "{stolen:?}");

    let dropped = carry_out(store, boris, vec![Effect::DropOrder(number(1))]).await;
    assert!(matches!(dropped, Err(StoreError::Conflict)), "{dropped:?}");

    let about = || EventNeeds {
        order: Some(number(1)),
        orders: true,
        ..EventNeeds::default()
    };

    let seen = async |chat| {
        store
            .conversation(chat, about(), NOON)
            .await
            .unwrap()
            .unwrap()
            .facts
            .canvases
            .orders
    };

    assert_eq!(
        (seen(anna).await, seen(boris).await),
        (vec![draft(1)], Vec::new())
    );

    carry_out(store, anna, vec![Effect::DropOrder(number(1))])
        .await
        .unwrap();

    assert_eq!(store.order(number(1)).await.unwrap(), None);
}

pub(crate) async fn a_draft_goes_once_nobody_goes_on_with_it(store: &dyn Store) {
    let anna = painter(store, "anna").await;
    for n in [1, 2] {
        carry_out(store, anna, vec![Effect::KeepOrder(draft(n))])
            .await
            .unwrap();
    }

    confirmed(store, anna, 3).await;
    carry_out_at(store, anna, vec![Effect::KeepOrder(draft(2))], later(60))
        .await
        .unwrap();

    assert_eq!(
        (
            store.drop_drafts(NOON).await.unwrap(),
            store.drop_drafts(later(60)).await.unwrap()
        ),
        (0, 1)
    );

    let is_there = async |n| store.order(number(n)).await.unwrap().is_some();
    assert_eq!(
        [is_there(1).await, is_there(2).await, is_there(3).await],
        [false, true, true]
    );
}

pub(crate) async fn an_order_is_paid_once_and_by_its_amount(store: &dyn Store) {
    let anna = painter(store, "anna").await;
    let wanted = confirmed(store, anna, 1).await;
    assert_eq!(wanted.price, kopecks(239_050));

    for wrong in [239_049, 239_051] {
        let odd = Charge {
            amount: kopecks(wrong),
            ..charge(&format!("odd-{wrong}"), &wanted)
        };
        assert_eq!(take(store, &odd).await, ChargeOutcome::Unmatched);
    }

    let good = charge("good", &wanted);
    assert_eq!(
        (take(store, &good).await, take(store, &good).await),
        (ChargeOutcome::Credited, ChargeOutcome::Known)
    );

    assert_eq!(told(store).await, [news(1, OrderNews::Paid(purchase(1)))]);

    let kept = store.order(number(1)).await.unwrap().unwrap();
    assert_eq!(
        (kept.order.stage.name(), kept.master),
        ("paid", Some(MasterState::Queued))
    );

    assert_eq!(
        read(store, anna).await.facts.credits.balance.amount(),
        0,
        "a canvas brings no credits"
    );

    assert_eq!(
        take(store, &charge("twice", &wanted)).await,
        ChargeOutcome::Credited
    );

    assert_eq!(told(store).await, [news(1, OrderNews::PaidInVain)]);

    let due = store
        .due_refunds(NOON, Duration::from_mins(1), 9)
        .await
        .unwrap();
    assert_eq!(
        due.iter()
            .map(|refund| refund.charge.id.as_str())
            .collect::<Vec<_>>(),
        ["twice"]
    );

    store
        .settle_refund(&due[0].charge, RefundOutcome::Done, NOON)
        .await
        .unwrap();

    assert_eq!(told(store).await, [news(1, OrderNews::ReturnedInVain)]);
    assert_eq!(
        store
            .order(number(1))
            .await
            .unwrap()
            .unwrap()
            .order
            .stage
            .name(),
        "paid"
    );
}

pub(crate) async fn a_refunded_order_is_not_made(store: &dyn Store) {
    let anna = painter(store, "anna").await;
    paid(store, anna, 1).await;
    assert_eq!(
        store
            .refund_order(number(2), String::new(), true, NOON)
            .await
            .unwrap(),
        Err(RefundRefusal::Unknown)
    );

    let charge = store
        .refund_order(number(1), "they asked".into(), false, NOON)
        .await
        .unwrap()
        .unwrap();

    assert_eq!(
        store.claim_master(claim(NOON)).await.unwrap(),
        None,
        "its money is being given back"
    );

    let advanced = store
        .advance_order(number(1), Advance::Produce, NOON)
        .await
        .unwrap();
    assert_eq!(advanced, Err(OrderRefusal::BeingRefunded));
    store
        .settle_refund(&charge, RefundOutcome::Done, NOON)
        .await
        .unwrap();

    let kept = store.order(number(1)).await.unwrap().unwrap();
    assert_eq!(
        (kept.order.stage.name(), kept.master),
        ("refunded", Some(MasterState::Cancelled))
    );

    assert_eq!(
        told(store).await.last(),
        Some(&news(1, OrderNews::Refunded))
    );
}

pub(crate) async fn a_refund_that_is_refused_leaves_the_order_as_it_was(store: &dyn Store) {
    let anna = painter(store, "anna").await;
    paid(store, anna, 1).await;

    let charge = store
        .refund_order(number(1), String::new(), false, NOON)
        .await
        .unwrap()
        .unwrap();

    store
        .settle_refund(&charge, RefundOutcome::Refused, NOON)
        .await
        .unwrap();

    assert_eq!(
        store
            .order(number(1))
            .await
            .unwrap()
            .unwrap()
            .order
            .stage
            .name(),
        "paid"
    );

    assert!(store.claim_master(claim(NOON)).await.unwrap().is_some());
}

async fn take_master(store: &dyn Store, seconds: u64) -> Option<ClaimedMaster> {
    store.claim_master(claim(later(seconds))).await.unwrap()
}

pub(crate) async fn a_master_is_leased_as_a_job_is(store: &dyn Store) {
    let anna = painter(store, "anna").await;
    paid(store, anna, 1).await;

    let first = take_master(store, 0).await.unwrap();
    assert_eq!(
        (first.order.id, first.failures, take_master(store, 1).await),
        (number(1), 0, None)
    );

    assert_eq!(
        keep(store, anna, "half", PictureKind::Checkpoint, None).await,
        vernissage::store::KeepOutcome::Yes
    );

    let touch = |seconds| MasterProgress {
        lease: Duration::from_mins(1),
        percent: 50,
        checkpoint: Some(key("half")),
        now: later(seconds),
    };

    assert_eq!(
        store.renew_master(&first.lease, touch(30)).await.unwrap(),
        LeaseState::Held
    );

    assert_eq!(take_master(store, 89).await, None, "renewed");

    let second = take_master(store, 90).await.unwrap();
    assert_eq!((second.failures, second.checkpoint), (1, Some(key("half"))));
    assert_eq!(
        store.renew_master(&first.lease, touch(91)).await.unwrap(),
        LeaseState::Lost
    );

    assert_eq!(
        store
            .return_master(&second.lease, later(200), Attempt::Counts, later(91))
            .await
            .unwrap(),
        LeaseState::Held
    );

    assert_eq!(take_master(store, 199).await, None, "not before its time");

    let third = take_master(store, 200).await.unwrap();
    assert_eq!(third.failures, 2);
    assert_eq!(take_master(store, 300).await, None, "taken three times");

    let last = store
        .claim_exhausted_master(claim(later(300)))
        .await
        .unwrap()
        .unwrap();

    let failed = store
        .finish_master(&last.lease, MasterEnding::Failed, Vec::new(), later(300))
        .await
        .unwrap();
    assert_eq!(failed, LeaseState::Held);
    assert_eq!(
        store.order(number(1)).await.unwrap().unwrap().master,
        Some(MasterState::Failed)
    );

    assert!(store.retry_master(number(1), later(301)).await.unwrap());

    let again = take_master(store, 301).await.unwrap();
    let files = MasterFiles {
        master: key("master"),
        sheet: key("sheet"),
        method: "continued".into(),
    };
    let done = MasterEnding::Done(files.clone());
    assert_eq!(
        store
            .finish_master(&again.lease, done, Vec::new(), later(302))
            .await
            .unwrap(),
        LeaseState::Held
    );

    assert_eq!(
        store.order(number(1)).await.unwrap().unwrap().master,
        Some(MasterState::Done(files))
    );

    assert!(!store.retry_master(number(1), later(303)).await.unwrap());
}

pub(crate) async fn an_order_goes_its_way_step_by_step_and_each_is_told_once(store: &dyn Store) {
    let anna = painter(store, "anna").await;
    paid(store, anna, 1).await;
    told(store).await;

    let ship = || Advance::Ship {
        tracking: "RA1".into(),
    };
    let early = store.advance_order(number(1), ship(), NOON).await.unwrap();
    assert!(
        matches!(early, Err(OrderRefusal::Transition(_))),
        "{early:?}"
    );

    for step in [Advance::Produce, ship(), Advance::Deliver] {
        assert!(
            store
                .advance_order(number(1), step.clone(), NOON)
                .await
                .unwrap()
                .is_ok()
        );

        assert!(
            store
                .advance_order(number(1), step, NOON)
                .await
                .unwrap()
                .is_err(),
            "twice"
        );
    }

    let shipped = OrderNews::Shipped {
        tracking: "RA1".into(),
    };
    let all = [OrderNews::InProduction, shipped, OrderNews::Delivered].map(|one| news(1, one));
    assert_eq!(told(store).await, all);
    assert_eq!(
        store.orders_by_stage().await.unwrap(),
        [StageCount {
            stage: "delivered".to_owned(),
            orders: 1
        }]
    );
}
