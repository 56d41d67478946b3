//! The service is killed at random moments while people buy: between the question and the answer,
//! between the answer and the payment, between the payment and the booking. Updates are repeated,
//! delayed, reordered, and some are lost. At the end the accounts are compared with Telegram's
//! list.
//!
//! 60 kills in CI, 8 elsewhere. `VERNISSAGE_KILLS` sets another number, and `VERNISSAGE_KILL_SEED`
//! repeats a run.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use vernissage::{
    clock::{Clock, SystemClock},
    domain::time::Moment,
    store::{ChargeStore, sql::SqlStore},
};

use super::{BOUGHT, SHOP, agree, balance, settled};
use crate::{
    support::{chance::Chance, size},
    telegram::{
        buying,
        fake::{CheckoutAnswer, Invoice, Telegram},
        person::Person,
        service::{self, folder, print_always, store, toml},
    },
};

/// In CI, and elsewhere.
const FULL_KILLS: u64 = 60;
const SMALL_KILLS: u64 = 8;
const PEOPLE: i64 = 8;
/// The longest and the shortest run of the service between two kills, in milliseconds.
const LONGEST: u64 = 900;
const SHORTEST: u64 = 100;
/// How many of a thousand requests to Telegram go wrong.
const FAULTS_PER_THOUSAND: u64 = 60;
/// After this time without an answer people ask again.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often people did what.
#[derive(Debug, Default)]
struct ActionCounts {
    invoices: u64,
    confirmed: u64,
    refused: u64,
    unanswered: u64,
    paid: u64,
    abandoned: u64,
    lost: u64,
}

struct Buyer {
    person: Person,
    chance: Chance,
    closing: Arc<AtomicBool>,
    actions: ActionCounts,
}

impl Buyer {
    async fn buy_until_closing(mut self) -> ActionCounts {
        let mut old: Vec<Invoice> = Vec::new();
        while !self.is_closing() {
            // Sometimes an invoice from before is paid again.
            let again = !old.is_empty() && self.chance.below(4) == 0;
            let invoice = if again {
                old.last().cloned()
            } else {
                self.order().await
            };

            if let Some(invoice) = invoice {
                self.pay(&invoice).await;
                old.push(invoice);
            }

            tokio::time::sleep(Duration::from_millis(self.chance.below(100))).await;
        }

        self.actions
    }

    fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Relaxed)
    }

    async fn order(&mut self) -> Option<Invoice> {
        let before = self
            .person
            .messages()
            .last()
            .map_or(0, |message| message.id);

        self.person.write("/buy");

        let (message, code) = self
            .person
            .wait(PATIENCE, |chat| buying::pack(chat, before, "p:100"))
            .await?;
        self.person.press_code(message, &code);

        let invoice = self
            .person
            .wait(PATIENCE, |chat| buying::invoice(chat, before))
            .await?;

        self.actions.invoices += 1;
        Some(invoice)
    }

    async fn pay(&mut self, invoice: &Invoice) {
        match self.person.confirm(invoice).await {
            CheckoutAnswer::Accepted => self.actions.confirmed += 1,
            CheckoutAnswer::Refused(_) => return self.actions.refused += 1,
            CheckoutAnswer::Silence => return self.actions.unanswered += 1,
        }

        tokio::time::sleep(Duration::from_millis(self.chance.below(200))).await;

        match self.chance.below(10) {
            0 => self.actions.abandoned += 1,
            1 if !self.is_closing() => {
                // The money is taken, and the update about it is lost.
                self.person.telegram().world().take(self.person.id, invoice);
                self.actions.lost += 1;
            }
            _ => {
                let (_, update) = self.person.hand_over(invoice);
                self.actions.paid += 1;
                for _ in 0..self.chance.below(3) {
                    self.person.telegram().push("message", update.clone());
                }
            }
        }
    }
}

fn spawn(folder: &Path, telegram: &Telegram) -> std::process::Child {
    telegram.world().life += 1;

    let toml = toml(
        folder,
        telegram,
        &format!("telegram.messages_per_second = 1000\n{SHOP}"),
    );

    service::spawn(&toml, Duration::ZERO, &folder.join("log"))
}

fn end(mut service: std::process::Child) {
    assert!(
        service.try_wait().unwrap().is_none(),
        "the service ended by itself: see the log"
    );

    service.kill().unwrap();
    service.wait().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_killed_while_people_pay_loses_no_payment_and_doubles_none() {
    let kills = size::given_or("VERNISSAGE_KILLS", FULL_KILLS, SMALL_KILLS);
    let mut chance = Chance::seeded("VERNISSAGE_KILL_SEED");
    let folder = folder();
    let telegram = Telegram::start().await;
    let closing = Arc::new(AtomicBool::new(false));

    telegram.begin_storm(&mut chance, FAULTS_PER_THOUSAND);

    let people: Vec<Person> = (1..=PEOPLE)
        .map(|id| Person::new(&telegram, id, "en"))
        .collect();
    let buyers = people.iter().map(|person| {
        let person = person.clone();
        let closing = Arc::clone(&closing);

        tokio::spawn(
            Buyer {
                person,
                chance: chance.fork(),
                closing,
                actions: ActionCounts::default(),
            }
            .buy_until_closing(),
        )
    });

    let buyers: Vec<_> = buyers.collect();
    for _ in 0..kills {
        let service = spawn(folder.path(), &telegram);
        tokio::time::sleep(Duration::from_millis(
            SHORTEST + chance.below(LONGEST - SHORTEST),
        ))
        .await;

        end(service);
    }

    closing.store(true, Ordering::Relaxed);

    telegram.end_storm();

    let service = spawn(folder.path(), &telegram);
    let mut all = Vec::new();
    for buyer in buyers {
        all.push(buyer.await.unwrap());
    }

    // What was lost may have been paid after this life has read the statement.
    end(service);

    let service = spawn(folder.path(), &telegram);
    let store = store(folder.path()).await;
    let charged = || telegram.world().till.charges.len();
    let wait = async {
        while written_down(&store).await < charged() {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };

    tokio::time::timeout(super::PATIENCE, wait)
        .await
        .expect("a payment is never written down");

    settled(&store, &telegram).await;
    end(service);
    agree(&store, &telegram).await;

    for person in &people {
        let paid = telegram
            .world()
            .till
            .charges
            .iter()
            .filter(|charge| charge.payer == person.id)
            .count() as u32;

        assert_eq!(
            balance(&store, person).await,
            paid * BOUGHT,
            "what {} has",
            person.id
        );
    }

    print_always(&table(kills, &all, &telegram));
}

async fn written_down(store: &SqlStore) -> usize {
    store
        .charges(Moment::default(), SystemClock.now().plus(PATIENCE))
        .await
        .unwrap()
        .len()
}

fn table(kills: u64, actions: &[ActionCounts], telegram: &Telegram) -> String {
    let sum = |of: fn(&ActionCounts) -> u64| actions.iter().map(of).sum::<u64>();
    let charges = telegram.world().till.charges.len();

    format!(
        "\n{kills} kills while {PEOPLE} people buy\n  \
         invoices              {}\n  \
         checkouts             {} accepted, {} refused, {} unanswered\n  \
         payments              {} update of, {} never update of, {} abandoned\n  \
         Telegram's list       {charges} charges\n  \
         the books             {charges} charges, each credited once: {} credits; audit empty",
        sum(|one| one.invoices),
        sum(|one| one.confirmed),
        sum(|one| one.refused),
        sum(|one| one.unanswered),
        sum(|one| one.paid),
        sum(|one| one.lost),
        sum(|one| one.abandoned),
        charges as u32 * BOUGHT
    )
}
