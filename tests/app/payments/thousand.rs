//! Many purchases while calls fail, notifications are lost, repeated and late, strangers forge
//! notifications, the operator refunds, and the service is killed after every tenth purchase. At
//! the end everything settles, and the accounts are compared with the provider's list. Once over
//! YooKassa, and once over Stripe in three currencies.
//!
//! 150 purchases in CI, 40 elsewhere. `VERNISSAGE_PURCHASES` sets another number, and
//! `VERNISSAGE_PURCHASES_SEED` repeats a run.

mod bank;
mod customer;
mod forgeries;
mod report;

use std::{
    collections::BTreeMap,
    sync::{Arc, atomic::AtomicU64},
    time::{Duration, Instant},
};

use sqlx::{Connection, SqliteConnection};
use tokio::sync::{Semaphore, mpsc};

use crate::{
    payments::service::{FastClock, Life, Takers, TestService, print_always},
    support::{chance::Chance, size, wait::wait_until},
};
use bank::Bank;
use customer::{ActionCounts, Customer};

/// In CI, and elsewhere.
const FULL_PURCHASES: u64 = 150;
const SMALL_PURCHASES: u64 = 40;
/// Purchases that are begun in each run of the service.
const A_LIFE: u64 = 10;
const PEOPLE: usize = 24;
/// How many of a thousand calls of the provider go wrong.
const FAULTS_PER_THOUSAND: u64 = 200;
/// The longest and the shortest run of the service between two kills, in milliseconds.
const LONGEST: u64 = 800;
const SHORTEST: u64 = 150;
/// How much faster the service's clock runs, so that its pauses are short.
const TIMES: i64 = 10;

#[tokio::test(flavor = "multi_thread")]
async fn no_payment_is_lost_and_none_is_credited_twice_whatever_happens() {
    let service = TestService::closed().await;
    let bank = Bank::Yookassa(service.yookassa.clone());
    many_purchases(service, bank).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_payment_over_stripe_is_lost_in_any_currency_and_none_is_credited_twice() {
    let service = TestService::closed_for(Takers::Both).await;
    let bank = Bank::Stripe(service.stripe.clone());
    many_purchases(service, bank).await;
}

async fn many_purchases(service: TestService, bank: Bank) {
    let purchases = size::given_or("VERNISSAGE_PURCHASES", FULL_PURCHASES, SMALL_PURCHASES);
    let mut chance = Chance::seeded("VERNISSAGE_PURCHASES_SEED");
    let swift = FastClock::starting_now(TIMES);
    let began = Instant::now();

    bank.begin_storm(&mut chance, FAULTS_PER_THOUSAND);

    let (refunds, asked) = mpsc::unbounded_channel();
    let shop = Arc::new(Shop {
        begun: AtomicU64::new(0),
        purchases,
        visits_left: Semaphore::new(0),
        refunds,
    });

    let life = service.spawn(swift);
    let mut people = Vec::new();
    for _ in 0..PEOPLE {
        let visitor = service.visitor().await;
        people.push(Customer::new(
            visitor,
            bank.clone(),
            chance.fork(),
            Arc::clone(&shop),
        ));
    }

    let people: Vec<_> = people
        .into_iter()
        .map(|one| tokio::spawn(one.buy_until_closing()))
        .collect();
    let forger = tokio::spawn(forgeries::forge(bank.clone(), chance.fork()));
    let kills = purchases / A_LIFE;
    let buying = async {
        let last = live_and_die(&service, swift, life, &mut chance, &shop).await;
        let mut actions = ActionCounts::default();
        for person in people {
            actions.add(person.await.unwrap());
        }

        drop(shop);
        (last, actions)
    };

    let ((last, actions), refunded) = tokio::join!(buying, forgeries::give_back(&service, asked));
    forger.abort();
    bank.calm();
    ended(&service).await;

    // A start reads the list of what was given back, which otherwise is read every ten minutes.
    last.end();
    let last = service.spawn(swift);
    everything_is_back(&service, &bank).await;
    service.settled().await;

    last.end();
    assert!(!service.log().contains("panicked"), "{}", service.log());
    service.agree().await;

    let told = report::checked(&service, &bank, kills, &actions, refunded).await;
    print_always(&format!(
        "\n{told}  it took {:.0} s\n",
        began.elapsed().as_secs_f64()
    ));
}

/// What all customers share.
struct Shop {
    begun: AtomicU64,
    purchases: u64,
    /// One permit a purchase.
    visits_left: Semaphore,
    /// Purchases that the operator is to refund.
    refunds: mpsc::UnboundedSender<String>,
}

async fn live_and_die(
    service: &TestService,
    swift: FastClock,
    mut life: Life,
    chance: &mut Chance,
    shop: &Shop,
) -> Life {
    let kills = shop.purchases / A_LIFE;
    for _ in 0..kills {
        shop.visits_left.add_permits(A_LIFE as usize);
        tokio::time::sleep(Duration::from_millis(
            SHORTEST + chance.below(LONGEST - SHORTEST),
        ))
        .await;

        life.end();
        life = service.spawn(swift);
    }

    shop.visits_left
        .add_permits((shop.purchases - kills * A_LIFE) as usize);

    life
}

/// Waits until every purchase and every refund has ended.
async fn ended(service: &TestService) {
    let mut db = SqliteConnection::connect(&service.database())
        .await
        .unwrap();
    let sql = "SELECT (SELECT count(*) FROM purchases WHERE ended_at IS NULL)
                    + (SELECT count(*) FROM refunds WHERE ended_at IS NULL)";
    wait_until("every purchase and refund has ended", async || {
        let open: i64 = sqlx::query_scalar(sql).fetch_one(&mut db).await.unwrap();
        open == 0
    })
    .await;
}

/// Waits until the books have everything that was given back, no matter who began it and what was
/// heard of it.
async fn everything_is_back(service: &TestService, bank: &Bank) {
    let payments = bank.payments().into_iter();
    let given_back = payments.filter(|payment| payment.refunded > 0);
    let theirs: BTreeMap<String, u64> = given_back
        .map(|payment| (payment.id, payment.refunded))
        .collect();

    let mut db = SqliteConnection::connect(&service.database())
        .await
        .unwrap();
    let sql =
        "SELECT charge_id, CAST(sum(minor) AS INTEGER) FROM returned_amounts GROUP BY charge_id";
    wait_until("everything that went back is in the books", async || {
        let rows: Vec<(String, i64)> = sqlx::query_as(sql).fetch_all(&mut db).await.unwrap();
        let ours = rows
            .into_iter()
            .map(|(charge, minor)| (charge, minor.unsigned_abs()));
        ours.collect::<BTreeMap<_, _>>() == theirs
    })
    .await;
}
