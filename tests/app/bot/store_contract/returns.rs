//! Facts about what was given back in part, disputes, and currencies.

use vernissage::domain::conversation::Effect;
use vernissage::domain::money::{Currency, Money};
use vernissage::domain::payment::{Dispute, DisputeState, Provider};
use vernissage::store::{ChargeKey, ChargeOutcome};

use super::Store;
use super::fixtures::{NOON, carry_out, chat, later, read};
use super::till::{balance, buy, charge, key, kopecks, order, take, want};

async fn returned(store: &dyn Store) -> Money {
    let books = store.books(NOON, later(100)).await.unwrap();
    books.income[0].returned
}

async fn part(store: &dyn Store, charge: &ChargeKey, minor: u64, seconds: u64) -> Option<Money> {
    let total = kopecks(minor);
    let at = later(seconds);
    store
        .record_partial_return(charge, total, at)
        .await
        .unwrap()
}

pub(crate) async fn a_part_is_kept_once_and_its_credits_stay(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let bought = buy(store, anna, 1).await;

    assert_eq!(part(store, &bought, 4_000, 1).await, Some(kopecks(4_000)));
    assert_eq!(part(store, &bought, 4_000, 2).await, None, "old news");
    assert_eq!(part(store, &bought, 7_000, 3).await, Some(kopecks(3_000)));
    assert_eq!(part(store, &bought, 5_000, 4).await, None, "it was more");

    let euros = Money::new(8_000, Currency::Eur);
    let in_euros = store.record_partial_return(&bought, euros, NOON).await;
    assert_eq!(in_euros.unwrap(), None, "it was paid in roubles");

    let unknown = ChargeKey {
        id: "unknown".into(),
        ..bought
    };
    assert_eq!(part(store, &unknown, 4_000, 5).await, None);

    assert_eq!(returned(store).await, kopecks(7_000));
    let first = store.books(NOON, later(2)).await.unwrap().income.remove(0);
    assert_eq!(first.returned, kopecks(4_000), "each part has its day");
    assert_eq!(balance(store, anna).await, 110);
    assert!(!store.charges(NOON, later(1)).await.unwrap()[0].refunded);
    assert!(store.audit().await.unwrap().is_empty());
}

pub(crate) async fn the_rest_of_a_part_goes_back_as_the_rest(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let bought = buy(store, anna, 1).await;
    part(store, &bought, 4_000, 1).await;

    let at = later(2);
    store
        .record_returned_charge(&bought, &[], at)
        .await
        .unwrap();

    assert_eq!(returned(store).await, kopecks(10_000));
    assert_eq!(part(store, &bought, 9_000, 3).await, None, "all is back");
    assert_eq!(balance(store, anna).await, 0);
    assert!(store.audit().await.unwrap().is_empty());
}

pub(crate) async fn a_dispute_is_kept_as_far_as_it_is(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let bought = buy(store, anna, 1).await;
    let dispute = |state| Dispute {
        provider: bought.provider,
        id: "dispute-1".into(),
        charge: bought.id.clone(),
        amount: kopecks(10_000),
        reason: "fraudulent".into(),
        state,
        answer_by: Some(later(1_000)),
    };
    let open = async || {
        let counts = store.counts(NOON).await.unwrap();
        let open = counts.iter().find(|count| count.name == "disputes_open");
        open.unwrap().value
    };

    for (state, is_news, number) in [
        (DisputeState::NeedsAnswer, true, 1),
        (DisputeState::NeedsAnswer, false, 1),
        (DisputeState::UnderReview, true, 1),
        (DisputeState::Won, true, 0),
        (DisputeState::Won, false, 0),
    ] {
        let recorded = store.record_dispute(&dispute(state), NOON).await.unwrap();
        assert_eq!((recorded, open().await), (is_news, number), "{state:?}");
    }

    assert_eq!(balance(store, anna).await, 110);
}

pub(crate) async fn books_are_kept_by_provider_and_currency(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    buy(store, anna, 1).await;

    let euros = order(2, Provider::Stripe);
    let mut dollars = order(3, Provider::Stripe);
    dollars.price = Money::new(129, Currency::Usd);
    for order in [&euros, &dollars] {
        want(store, anna, order.clone()).await;
        let paid = charge(&format!("pi_{}", order.id), order);
        assert_eq!(take(store, &paid).await, ChargeOutcome::Credited);
    }

    // The amount is right and the currency is not.
    let mut wrong = order(4, Provider::Stripe);
    want(store, anna, wrong.clone()).await;
    wrong.price.currency = Currency::Usd;
    let paid = charge("pi_wrong", &wrong);
    assert_eq!(take(store, &paid).await, ChargeOutcome::Unmatched);
    let refunded = key(&charge(&format!("pi_{}", euros.id), &euros));
    store
        .record_returned_charge(&refunded, &[], NOON)
        .await
        .unwrap();

    let books = store.books(NOON, later(1)).await.unwrap();
    let lines: Vec<(Provider, Money, u64, Money)> = books
        .income
        .iter()
        .map(|line| (line.provider, line.taken, line.charges, line.returned))
        .collect();
    assert_eq!(
        lines,
        [
            (
                Provider::Stripe,
                Money::new(119, Currency::Eur),
                1,
                Money::new(119, Currency::Eur)
            ),
            (
                Provider::Stripe,
                Money::new(248, Currency::Usd),
                2,
                Money::new(0, Currency::Usd)
            ),
            (Provider::Yookassa, kopecks(10_000), 1, kopecks(0)),
        ]
    );

    let counts = store.counts(NOON).await.unwrap();
    let label = "provider=\"stripe\",currency=\"USD\"";
    let income = counts
        .iter()
        .find(|count| count.name == "income_minor" && count.label == label);
    assert_eq!(income.unwrap().value, 248);
    assert!(store.audit().await.unwrap().is_empty());
}

pub(crate) async fn a_chosen_currency_is_kept(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    assert_eq!(read(store, anna).await.facts.account.currency, None);

    carry_out(store, anna, vec![Effect::SetCurrency(Currency::Jpy)])
        .await
        .unwrap();
    assert_eq!(
        read(store, anna).await.facts.account.currency,
        Some(Currency::Jpy)
    );
}
