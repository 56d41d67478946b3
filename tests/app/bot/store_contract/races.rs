//! Two front ends do the same at the same moment, on PostgreSQL: only one of them succeeds, and the
//! other one is told so.
//!
//! Each race is run 100 times in CI and 20 times elsewhere; `VERNISSAGE_RACES` sets another number.

use std::{future::Future, time::Duration};

use vernissage::{
    domain::{
        conversation::Effect,
        credits::Credits,
        ids::ChatId,
        link::LinkCode,
        payment::{Goods, Provider, PurchaseRequest},
        rules::Promo,
        tier::Quality,
    },
    store::{
        ChargeOutcome, ChargeStore, ConversationStore, InboxStore, LedgerStore, PictureStore,
        StoreError, pictures::PictureKind, sql::SqlStore,
    },
};

use super::{
    fixtures::{
        NOON, arrivals, carry_out, chat, give, job, keep, key, later, read, request, step, update,
    },
    jobs::own_request,
    postgres::two_front_ends,
    till::{NO_GIFTS, balance, charge, order, want},
};
use crate::support::{postgres::TestDatabase, size};

/// Two processes on one database.
struct FrontEnds {
    one: SqlStore,
    other: SqlStore,
    rounds: u64,
    _database: TestDatabase,
}

/// `None` without PostgreSQL.
async fn open() -> Option<FrontEnds> {
    let (one, other, database) = two_front_ends().await?;

    Some(FrontEnds {
        one,
        other,
        rounds: size::given_or("VERNISSAGE_RACES", 100, 20),
        _database: database,
    })
}

impl FrontEnds {
    async fn assert_books_balance(&self) {
        let found = self.one.audit().await.unwrap();
        assert!(found.is_empty(), "{found:?}");
    }
}

/// Whether it was done. Who was too late is told to read again; anything else is a bug.
fn is_done<T>(result: Result<T, StoreError>) -> bool {
    match result {
        Ok(_) => true,
        Err(StoreError::Conflict) => false,
        Err(error) => panic!("{error:?}"),
    }
}

/// By how much the one begins later than the other: not at all, or so much that even on a busy machine
/// the other one may be done.
const HEAD_STARTS: [Duration; 5] = [
    Duration::ZERO,
    Duration::from_micros(300),
    Duration::from_millis(1),
    Duration::from_millis(5),
    Duration::from_millis(30),
];

/// Both at once. The one begins later than the other, by turns.
async fn both<T, U>(
    round: u64,
    one: impl Future<Output = T>,
    other: impl Future<Output = U>,
) -> (T, U) {
    let head_start = HEAD_STARTS[round as usize % HEAD_STARTS.len()];
    let (late_one, late_other) = if round.is_multiple_of(2) {
        (head_start, Duration::ZERO)
    } else {
        (Duration::ZERO, head_start)
    };

    tokio::join!(
        async {
            tokio::time::sleep(late_one).await;
            one.await
        },
        async {
            tokio::time::sleep(late_other).await;
            other.await
        }
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_deleted_or_its_job_starts() {
    let Some(front_ends) = open().await else {
        return;
    };
    let mut started = 0;

    for round in 0..front_ends.rounds {
        let anna = chat(&front_ends.one, &format!("anna {round}")).await;
        for name in ["cat", "wave"] {
            let _ = keep(&front_ends.one, anna, name, PictureKind::Input, Some(NOON)).await;
        }
        let owner = read(&front_ends.one, anna).await.person;
        let start = Effect::StartJob {
            id: job(round),
            request: own_request(),
        };

        let (start, marked) = both(
            round,
            carry_out(&front_ends.one, anna, vec![start]),
            front_ends.other.pictures_to_delete(later(1), 1_000_000),
        )
        .await;
        let marked = marked.unwrap();
        let is_marked = marked.iter().any(|picture| picture.owner == owner);
        let is_started = is_done(start);
        assert!(
            !(is_started && is_marked),
            "round {round}: a job without its pictures"
        );

        started += u64::from(is_started);
        if is_started {
            let photo = front_ends.one.picture(owner, key("cat")).await.unwrap();
            assert!(photo.is_some(), "round {round}: the photo goes");
        }

        // What is marked is deleted, so that the next list is short.
        for picture in marked {
            front_ends
                .other
                .delete_picture_row(picture.owner, picture.key)
                .await
                .unwrap();
        }
    }

    assert!(started > 0, "no job was ever the first");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_use_of_a_promotion_goes_to_one() {
    let Some(front_ends) = open().await else {
        return;
    };
    let anna = chat(&front_ends.one, "anna").await;
    let boris = chat(&front_ends.one, "boris").await;

    for round in 0..front_ends.rounds {
        let redeem = Effect::Redeem(Promo {
            code: format!("LAST{round}"),
            credits: Credits::new(1),
            until: None,
            uses: Some(1),
        });

        let (one, other) = both(
            round,
            carry_out(&front_ends.one, anna, vec![redeem.clone()]),
            carry_out(&front_ends.other, boris, vec![redeem]),
        )
        .await;
        assert!(is_done(one) ^ is_done(other), "round {round}");
    }

    front_ends.assert_books_balance().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_accounts_that_join_crosswise_become_one() {
    let Some(front_ends) = open().await else {
        return;
    };

    for round in 0..front_ends.rounds {
        let anna = chat(&front_ends.one, &format!("anna {round}")).await;
        let phone = chat(&front_ends.one, &format!("phone {round}")).await;
        for (who, amount) in [(anna, 30), (phone, 12)] {
            give(&front_ends.one, who, amount, &format!("{round} {amount}")).await;
        }
        let code = |n: u64| LinkCode::from_chance(2 * round + n);
        offer(&front_ends.one, anna, code(0)).await;
        offer(&front_ends.one, phone, code(1)).await;

        let (one, other) = both(
            round,
            carry_out(&front_ends.one, anna, vec![Effect::Join(code(1))]),
            carry_out(&front_ends.other, phone, vec![Effect::Join(code(0))]),
        )
        .await;
        assert!(is_done(one) ^ is_done(other), "round {round}");
        assert_eq!(balance(&front_ends.one, anna).await, 42);
        assert_eq!(balance(&front_ends.one, phone).await, 42);
    }

    front_ends.assert_books_balance().await;
}

async fn offer(store: &SqlStore, chat: ChatId, code: LinkCode) {
    carry_out(store, chat, vec![Effect::OfferLink(code)])
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_charge_that_comes_twice_is_credited_once() {
    let Some(front_ends) = open().await else {
        return;
    };
    let anna = chat(&front_ends.one, "anna").await;

    for round in 0..front_ends.rounds {
        let wanted: PurchaseRequest = order(round, Provider::Yookassa);
        assert!(matches!(wanted.goods, Goods::Credits { .. }));
        want(&front_ends.one, anna, wanted.clone()).await;
        let charge = charge(&format!("payment-{round}"), &wanted);

        let (one, other) = both(
            round,
            front_ends.one.record_charge(&charge, &[], NO_GIFTS, NOON),
            front_ends.other.record_charge(&charge, &[], NO_GIFTS, NOON),
        )
        .await;
        let mut outcomes = [one.unwrap(), other.unwrap()];
        outcomes.sort_by_key(|outcome| *outcome == ChargeOutcome::Known);
        assert_eq!(
            outcomes,
            [ChargeOutcome::Credited, ChargeOutcome::Known],
            "round {round}"
        );
    }

    let credited = u32::try_from(front_ends.rounds).unwrap() * 110;
    assert_eq!(balance(&front_ends.one, anna).await, credited);
    front_ends.assert_books_balance().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_update_that_comes_by_two_webhooks_is_one() {
    let Some(front_ends) = open().await else {
        return;
    };

    for round in 0..front_ends.rounds {
        // The first word of somebody new, whose chat and account are made by it.
        let hello = || {
            arrivals(vec![update(
                &format!("u{round}"),
                &format!("c{round}"),
                "hi",
            )])
        };
        let (one, other) = both(
            round,
            front_ends.one.receive(hello()),
            front_ends.other.receive(hello()),
        )
        .await;
        assert_eq!(one.unwrap() + other.unwrap(), 1, "round {round}");
    }

    let waiting = front_ends.one.ready_turns(NOON, 1_000_000).await.unwrap();
    assert_eq!(waiting.len() as u64, front_ends.rounds);
}

#[tokio::test(flavor = "multi_thread")]
async fn credits_are_spent_once() {
    let Some(front_ends) = open().await else {
        return;
    };
    let price = request(Quality::Premium).plan.price.amount();

    for round in 0..front_ends.rounds {
        let anna = chat(&front_ends.one, &format!("anna {round}")).await;
        give(&front_ends.one, anna, price, &format!("gift {round}")).await;
        let facts = read(&front_ends.one, anna).await;
        let start = |n: u64| Effect::StartJob {
            id: job(2 * round + n),
            request: request(Quality::Premium),
        };

        let (one, other) = both(
            round,
            front_ends
                .one
                .commit_step(step(anna, &facts, vec![start(0)])),
            front_ends
                .other
                .commit_step(step(anna, &facts, vec![start(1)])),
        )
        .await;
        assert!(is_done(one) ^ is_done(other), "round {round}");
        assert_eq!(balance(&front_ends.one, anna).await, 0);
    }

    front_ends.assert_books_balance().await;
}
