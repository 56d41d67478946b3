//! The service is killed at random moments while people order canvases: between a press and its
//! answer, between delivery options and confirmation, between confirmation and payment, between
//! payment and booking. Updates are repeated, delayed and reordered. At the end every payment of
//! Telegram's is compared with the accounts.
//!
//! 12 kills in CI, 3 elsewhere. `VERNISSAGE_KILLS` sets another number, and `VERNISSAGE_KILL_SEED`
//! repeats a run.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use vernissage::{
    clock::{Clock, SystemClock},
    domain::time::Moment,
    store::{ChargeStore, LedgerStore, OrderStore, sql::SqlStore},
};

use super::{below, bill, shop, until_paid};
use crate::{
    support::{chance::Chance, size},
    telegram::{
        fake::{Bill, Chat, CheckoutAnswer, Telegram, address},
        person::Person,
        service::{self, folder, print_always, store},
    },
};

/// In CI, and elsewhere.
const FULL_KILLS: u64 = 12;
const SMALL_KILLS: u64 = 3;
/// In CI, and elsewhere.
const FULL_PEOPLE: i64 = 8;
const SMALL_PEOPLE: i64 = 3;
/// The longest and the shortest run of the service between two kills, in milliseconds.
const LONGEST: u64 = 5_000;
const SHORTEST: u64 = 500;
/// How many of a thousand requests to Telegram go wrong.
const FAULTS_PER_THOUSAND: u64 = 40;
/// After this time without an answer people try again.
const PATIENCE: Duration = Duration::from_secs(5);
/// What is pressed on the way, the last step first.
const STEPS: [&str; 3] = [":p", ":g:summary", ":f:30x40"];

struct Buyer {
    person: Person,
    chance: Chance,
    closing: Arc<AtomicBool>,
    actions: ActionCounts,
    /// The orders that were paid: an order has several bills when its first was late, and is paid
    /// once.
    paid: BTreeSet<String>,
}

/// How often people did what.
#[derive(Clone, Copy, Debug, Default)]
struct ActionCounts {
    tries: u64,
    bills: u64,
    ways: u64,
    confirmed: u64,
    paid: u64,
}

impl Buyer {
    async fn order_until_closing(mut self) -> ActionCounts {
        // An order that was interrupted by every kill is finished at last.
        while !self.closing.load(Ordering::Relaxed) || self.actions.paid == 0 {
            self.actions.tries += 1;

            let bill = self
                .want()
                .await
                .filter(|bill| !self.paid.contains(&bill.description));

            if let Some(bill) = bill {
                self.actions.bills += 1;
                self.pay(&bill).await;
            }
        }

        self.actions
    }

    async fn want(&self) -> Option<Bill> {
        let before = self
            .person
            .messages()
            .last()
            .map_or(0, |message| message.id);

        let (painting, canvas) = self
            .person
            .wait(PATIENCE, |chat| {
                crate::telegram::person::button(chat, "Print on canvas")
            })
            .await?;
        self.person.press_code(painting, &canvas.data);

        let mut pressed = Vec::new();
        loop {
            // An order that was begun before goes on where it was left.
            let next = |chat: &Chat| {
                let step = STEPS.iter().find_map(|step| {
                    below(chat, before, step).filter(|one| !pressed.contains(one))
                });
                bill(chat, before).map(Ok).or(step.map(Err))
            };

            match self.person.wait(PATIENCE, next).await? {
                Ok(bill) => return Some(bill),
                Err((message, code)) => {
                    self.person.press_code(message, &code);
                    pressed.push((message, code));
                }
            }
        }
    }

    async fn pay(&mut self, bill: &Bill) {
        let to = address(
            "RU",
            ["Moscow", "Tula"][self.chance.below(2) as usize],
            "101000",
        );

        let Some(Ok(ways)) = self.person.ask_ways(bill, &to, PATIENCE).await else {
            return;
        };
        self.actions.ways += 1;

        let way = &ways[self.chance.below(ways.len() as u64) as usize];
        if self.person.confirm_bill(bill, way, &to, PATIENCE).await != CheckoutAnswer::Accepted {
            return;
        }

        self.actions.confirmed += 1;
        tokio::time::sleep(Duration::from_millis(self.chance.below(200))).await;

        let (_, update) = self.person.hand_over_bill(bill, way, &to);
        self.actions.paid += 1;
        self.paid.insert(bill.description.clone());

        for _ in 0..self.chance.below(3) {
            self.person.telegram().push("message", update.clone());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn kills_while_people_order_canvases_lose_no_paid_canvas_and_make_none_twice() {
    let kills = size::given_or("VERNISSAGE_KILLS", FULL_KILLS, SMALL_KILLS);
    let mut chance = Chance::seeded("VERNISSAGE_KILL_SEED");
    let folder = folder();
    let telegram = Telegram::start().await;
    let spawn = || {
        telegram.world().life += 1;
        service::spawn(
            &shop(folder.path(), &telegram),
            Duration::ZERO,
            &folder.path().join("log"),
        )
    };

    let end = |mut service: std::process::Child| {
        assert!(
            service.try_wait().unwrap().is_none(),
            "the service ended by itself: see the log"
        );

        service.kill().unwrap();
        service.wait().unwrap();
    };

    let calm = spawn();
    let count = size::full_or_small(FULL_PEOPLE, SMALL_PEOPLE);
    let people: Vec<Person> = (1..=count)
        .map(|id| Person::new(&telegram, id, "en"))
        .collect();

    for person in &people {
        person.order().await;
        person.read("Your painting!").await;
    }

    end(calm);

    telegram.begin_storm(&mut chance, FAULTS_PER_THOUSAND);

    let closing = Arc::new(AtomicBool::new(false));
    let buyers: Vec<_> = people
        .iter()
        .map(|person| Buyer {
            person: person.clone(),
            chance: chance.fork(),
            closing: Arc::clone(&closing),
            actions: ActionCounts::default(),
            paid: BTreeSet::new(),
        })
        .map(|buyer| tokio::spawn(buyer.order_until_closing()))
        .collect();

    for _ in 0..kills {
        let service = spawn();
        tokio::time::sleep(Duration::from_millis(
            SHORTEST + chance.below(LONGEST - SHORTEST),
        ))
        .await;

        end(service);
    }

    closing.store(true, Ordering::Relaxed);

    telegram.end_storm();

    let service = spawn();
    let mut actions = Vec::new();
    for buyer in buyers {
        actions.push(buyer.await.unwrap());
    }

    let summed = agreed(&store(folder.path()).await, &telegram).await;
    end(service);
    print_always(&table(kills, &actions, summed));
}

/// Every payment of Telegram's is an order of its own, and the books have the same sum; that sum,
/// in kopecks.
async fn agreed(store: &SqlStore, telegram: &Telegram) -> u64 {
    let taken = telegram.world().till.taken.clone();

    // Nobody pays a bill twice here, so each payment is an order of its own.
    until_paid(store, taken.len()).await;

    let ours: BTreeMap<String, u64> = store
        .charges(Moment::default(), SystemClock.now().plus(PATIENCE))
        .await
        .unwrap()
        .into_iter()
        .map(|kept| (kept.charge.id, kept.charge.amount.minor))
        .collect();

    let theirs: BTreeMap<String, u64> = taken
        .iter()
        .map(|taken| (taken.id.clone(), taken.kopecks))
        .collect();
    assert_eq!(ours, theirs);

    let books = store
        .books(Moment::default(), SystemClock.now().plus(PATIENCE))
        .await
        .unwrap();
    let summed: u64 = books
        .canvases
        .iter()
        .map(|one| one.prints.minor + one.delivery.minor)
        .sum();

    assert_eq!(summed, theirs.values().sum::<u64>());
    assert_eq!(store.audit().await.unwrap(), []);

    let paid = store.orders_at_stage("paid", 10_000).await.unwrap();
    assert!(
        paid.iter()
            .all(|kept| kept.master.is_some() && kept.order.recipient.is_complete())
    );

    summed
}

fn table(kills: u64, actions: &[ActionCounts], kopecks: u64) -> String {
    let sum = |of: fn(&ActionCounts) -> u64| actions.iter().map(of).sum::<u64>();
    format!(
        "\n{kills} kills while {} people order canvases\n  \
         begun                 {}\n  \
         invoices              {}\n  \
         ways chosen           {}\n  \
         checkouts             {} accepted\n  \
         payments              {}, each one order; {kopecks} kopecks in Telegram and in the books; audit empty",
        actions.len(),
        sum(|one| one.tries),
        sum(|one| one.bills),
        sum(|one| one.ways),
        sum(|one| one.confirmed),
        sum(|one| one.paid),
    )
}
