use std::time::Duration;

use vernissage::domain::conversation::Effect;
use vernissage::domain::credits::Credits;
use vernissage::domain::incoming::Incoming;
use vernissage::domain::news::News;
use vernissage::domain::payment::{Charge, Gifts, Provider};
use vernissage::domain::tier::Quality;
use vernissage::store::{ChargeOutcome, RefundOutcome, RefundRefusal, RefundState};

use super::Store;
use super::fixtures::{NOON, carry_out, chat, later, say, start};
use super::till::{balance, buy, charge, key, kopecks, order, paid, refund, take, told, want};

const MINUTE: Duration = Duration::from_mins(1);

fn taken_back(credits: u32) -> Incoming {
    Incoming::News(News::TakenBack(Credits::new(credits)))
}

async fn begin(
    store: &dyn Store,
    key: &vernissage::store::ChargeKey,
    force: bool,
) -> Result<(), RefundRefusal> {
    store.begin_refund(refund(key, force, NOON)).await.unwrap()
}

pub(crate) async fn a_refund_takes_the_credits_once_its_provider_agrees(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let bought = buy(store, anna, 1).await;
    assert_eq!(store.refund_state(&bought).await.unwrap(), None);
    assert_eq!(begin(store, &bought, false).await, Ok(()));
    assert_eq!(
        (
            balance(store, anna).await,
            store.refund_state(&bought).await.unwrap()
        ),
        (0, Some(RefundState::Asked))
    );

    assert_eq!(begin(store, &bought, true).await, Err(RefundRefusal::Twice));

    let due = store.due_refunds(NOON, MINUTE, 9).await.unwrap();
    assert_eq!(
        (due[0].charge.clone(), due[0].amount),
        (bought.clone(), kopecks(10_000))
    );

    assert!(
        store
            .due_refunds(later(59), MINUTE, 9)
            .await
            .unwrap()
            .is_empty()
    );

    assert_eq!(
        store.due_refunds(later(60), MINUTE, 9).await.unwrap().len(),
        1
    );

    for outcome in [
        RefundOutcome::Done,
        RefundOutcome::Done,
        RefundOutcome::Refused,
    ] {
        store.settle_refund(&bought, outcome, NOON).await.unwrap();
    }

    assert_eq!(
        store.refund_state(&bought).await.unwrap(),
        Some(RefundState::Done)
    );

    assert_eq!(told(store).await, [paid(1, 110), taken_back(110)]);
    assert_eq!(begin(store, &bought, true).await, Err(RefundRefusal::Twice));
    assert!(
        store
            .due_refunds(later(9_999), MINUTE, 9)
            .await
            .unwrap()
            .is_empty()
    );

    assert_eq!(balance(store, anna).await, 0);
    assert!(store.charges(NOON, later(1)).await.unwrap()[0].refunded);

    let income = store.books(NOON, later(1)).await.unwrap().income.remove(0);
    assert_eq!(
        (income.taken, income.returned),
        (kopecks(10_000), kopecks(10_000))
    );
}

pub(crate) async fn a_refund_that_is_refused_gives_the_credits_back(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let bought = buy(store, anna, 1).await;
    begin(store, &bought, false).await.unwrap();

    for outcome in [RefundOutcome::Refused, RefundOutcome::Done] {
        store.settle_refund(&bought, outcome, NOON).await.unwrap();
    }

    assert_eq!(
        (
            balance(store, anna).await,
            store.refund_state(&bought).await.unwrap()
        ),
        (110, Some(RefundState::Refused))
    );

    assert_eq!(told(store).await, [paid(1, 110)]);
    assert_eq!(
        begin(store, &bought, false).await,
        Ok(()),
        "the operator may ask again"
    );

    store
        .settle_refund(&bought, RefundOutcome::Done, NOON)
        .await
        .unwrap();

    assert_eq!(balance(store, anna).await, 0);
}

pub(crate) async fn spent_credits_stand_against_a_refund_unless_it_is_forced(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let bought = buy(store, anna, 1).await;
    start(store, anna, 1, Quality::Premium).await;
    assert_eq!(
        begin(store, &bought, false).await,
        Err(RefundRefusal::Spent(Credits::new(50)))
    );

    assert_eq!(balance(store, anna).await, 60, "nothing was touched");
    assert_eq!(begin(store, &bought, true).await, Ok(()));
    assert_eq!(balance(store, anna).await, 0);

    let flow = async |name: &str| {
        let books = store.books(NOON, later(1)).await.unwrap();
        books
            .credits
            .iter()
            .find(|flow| flow.name == name)
            .unwrap()
            .amount
    };
    assert_eq!(flow("written_off").await, 50);
    store
        .settle_refund(&bought, RefundOutcome::Refused, NOON)
        .await
        .unwrap();

    assert_eq!(
        (
            balance(store, anna).await,
            flow("written_off_in_vain").await
        ),
        (60, 50)
    );

    begin(store, &bought, true).await.unwrap();
    store
        .settle_refund(&bought, RefundOutcome::Done, NOON)
        .await
        .unwrap();

    assert_eq!(
        (
            balance(store, anna).await,
            flow("returned_sold").await,
            flow("returned_gifts").await
        ),
        (0, 100, 10)
    );
}

pub(crate) async fn what_a_provider_gives_back_by_itself_takes_what_is_there(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let first = buy(store, anna, 1).await;
    let second = buy(store, anna, 2).await;

    for n in 1..=3 {
        start(store, anna, n, Quality::Premium).await;
    }

    for _ in 0..3 {
        store
            .record_returned_charge(&first, &[], NOON)
            .await
            .unwrap();
    }

    assert_eq!(balance(store, anna).await, 0);
    assert_eq!(
        told(store).await,
        [paid(1, 110), paid(2, 110), taken_back(70)]
    );

    assert_eq!(
        take(store, &charge("payment-1", &order(1, Provider::Yookassa))).await,
        ChargeOutcome::Known
    );

    store
        .record_returned_charge(&second, &[], NOON)
        .await
        .unwrap();
    assert_eq!(told(store).await, [taken_back(0)]);

    let unknown = vernissage::store::ChargeKey {
        id: "nothing".into(),
        ..first
    };
    store
        .record_returned_charge(&unknown, &[], NOON)
        .await
        .unwrap();
}

pub(crate) async fn a_refund_under_way_that_the_provider_reports_is_done(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let bought = buy(store, anna, 1).await;
    begin(store, &bought, false).await.unwrap();
    store
        .record_returned_charge(&bought, &[], NOON)
        .await
        .unwrap();
    assert_eq!(
        store.refund_state(&bought).await.unwrap(),
        Some(RefundState::Done)
    );

    store
        .settle_refund(&bought, RefundOutcome::Refused, NOON)
        .await
        .unwrap();

    assert_eq!(
        (
            balance(store, anna).await,
            store.refund_state(&bought).await.unwrap()
        ),
        (0, Some(RefundState::Done))
    );
}

pub(crate) async fn what_matched_nothing_can_be_given_back(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    want(store, anna, order(1, Provider::Yookassa)).await;

    let odd = Charge {
        amount: kopecks(1),
        ..charge("odd", &order(1, Provider::Yookassa))
    };
    take(store, &odd).await;
    assert_eq!(begin(store, &key(&odd), false).await, Ok(()));
    assert_eq!(
        store.due_refunds(NOON, MINUTE, 9).await.unwrap()[0].amount,
        kopecks(1)
    );

    store
        .settle_refund(&key(&odd), RefundOutcome::Done, NOON)
        .await
        .unwrap();

    assert!(told(store).await.is_empty());

    let unknown = key(&Charge {
        id: "no such".into(),
        ..odd
    });
    assert_eq!(
        begin(store, &unknown, true).await,
        Err(RefundRefusal::Unknown)
    );
}

pub(crate) async fn a_refund_under_way_remembers_who_paid_though_they_are_forgotten(
    store: &dyn Store,
) {
    let anna = chat(store, "anna").await;
    for n in [1, 2] {
        want(store, anna, order(n, Provider::Stars)).await;
        take(
            store,
            &charge(&format!("star-{n}"), &order(n, Provider::Stars)),
        )
        .await;
    }

    let bought = key(&charge("star-1", &order(1, Provider::Stars)));
    begin(store, &bought, false).await.unwrap();
    carry_out(store, anna, vec![Effect::ForgetPerson, say("farewell")])
        .await
        .unwrap();

    assert_eq!(
        store.due_refunds(NOON, MINUTE, 9).await.unwrap()[0]
            .payer
            .as_ref()
            .unwrap()
            .chat,
        "anna"
    );

    let payers = async || {
        let charges = store.charges(NOON, later(1)).await.unwrap();
        charges
            .iter()
            .filter(|kept| kept.charge.payer.is_some())
            .count()
    };
    assert_eq!(payers().await, 1);
    store
        .settle_refund(&bought, RefundOutcome::Done, NOON)
        .await
        .unwrap();

    assert_eq!(payers().await, 0);
}

pub(crate) async fn a_gift_goes_with_the_purchase_it_came_with(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let ordered = order(1, Provider::Yookassa);
    want(store, anna, ordered.clone()).await;

    let gifts = Gifts {
        first_purchase: Credits::new(20),
        inviter: Credits::ZERO,
    };
    store
        .record_charge(&charge("a", &ordered), &[], gifts, NOON)
        .await
        .unwrap();

    assert_eq!(balance(store, anna).await, 130);
    store
        .record_returned_charge(&key(&charge("a", &ordered)), &[], NOON)
        .await
        .unwrap();

    store
        .record_charge(&charge("b", &ordered), &[], gifts, NOON)
        .await
        .unwrap();

    assert_eq!(
        balance(store, anna).await,
        110,
        "the first purchase was the first one"
    );
}
