//! Everything that moves credits, concurrently and in random order: 40 walks in CI, 10 elsewhere.
//! `VERNISSAGE_INTERLEAVINGS` sets another number.

use std::collections::BTreeMap;

use futures_util::future::join_all;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use vernissage::domain::conversation::Effect;
use vernissage::domain::ids::ChatId;
use vernissage::domain::job::Failure;
use vernissage::domain::payment::{Charge, Closing, Provider};
use vernissage::domain::rules::Promo;
use vernissage::domain::tier::Quality;
use vernissage::store::{ChargeOutcome, Ending, PaymentPage, RefundOutcome};

use crate::support::size;

use super::Store;
use super::fixtures::{NOON, carry_out, chat, give, job, job_claim, later, read, request};
use super::jobs::done;
use super::joins::join;
use super::till::{NO_GIFTS, charge, key, kopecks, order, purchase, refund, told, want};

/// Purchases of a walk, and the payments that each of them gets; the last one is of a wrong amount.
const PURCHASES: u64 = 6;
const PAYMENTS: u8 = 3;
/// So much happens at a time.
const AT_ONCE: usize = 8;

#[derive(Clone, Copy, Debug)]
enum PersonAction {
    Pay(u64, u8),
    Open(u64),
    Close(u64),
    Return(u64, u8),
    Refund(u64, u8, bool),
    Settle(u64, u8, bool),
    Start(usize),
    Cancel(usize),
    Finish(bool),
    Give(usize),
    Redeem(usize),
    Join(usize, usize),
}

fn deed() -> impl Strategy<Value = PersonAction> {
    let payment = || (0..PURCHASES, 0..PAYMENTS);
    prop_oneof![
        6 => payment().prop_map(|(n, which)| PersonAction::Pay(n, which)),
        1 => (0..PURCHASES).prop_map(PersonAction::Open),
        1 => (0..PURCHASES).prop_map(PersonAction::Close),
        1 => payment().prop_map(|(n, which)| PersonAction::Return(n, which)),
        2 => (payment(), any::<bool>()).prop_map(|((n, which), force)| PersonAction::Refund(n, which, force)),
        2 => (payment(), any::<bool>()).prop_map(|((n, which), well)| PersonAction::Settle(n, which, well)),
        3 => (0..3_usize).prop_map(PersonAction::Start),
        1 => (0..3_usize).prop_map(PersonAction::Cancel),
        2 => any::<bool>().prop_map(PersonAction::Finish),
        1 => (0..3_usize).prop_map(PersonAction::Give),
        1 => (0..3_usize).prop_map(PersonAction::Redeem),
        1 => (0..3_usize, 0..3_usize).prop_map(|(shown, written)| PersonAction::Join(shown, written)),
    ]
}

/// What a deed has certainly done.
enum Done {
    Credited(String),
    Earned,
    Granted,
    Redeemed,
    Something,
}

/// One walk's people, purchases and numbers.
struct Walk<'a> {
    store: &'a dyn Store,
    number: u64,
    people: Vec<ChatId>,
}

impl Walk<'_> {
    async fn begin(store: &dyn Store, number: u64) -> Walk<'_> {
        let mut people = Vec::new();
        for name in ["anna", "boris", "clara"] {
            people.push(chat(store, &format!("{name} {number}")).await);
        }

        let walk = Walk {
            store,
            number,
            people,
        };

        for n in 0..PURCHASES {
            want(
                store,
                walk.people[n as usize % 3],
                order(walk.id(n), Provider::Yookassa),
            )
            .await;
        }

        walk
    }

    fn id(&self, n: u64) -> u64 {
        self.number * 1000 + n
    }

    fn charge(&self, n: u64, which: u8) -> Charge {
        let id = format!("payment-{}-{which}", self.id(n));
        let good = charge(&id, &order(self.id(n), Provider::Yookassa));

        if which + 1 == PAYMENTS {
            Charge {
                amount: kopecks(1),
                ..good
            }
        } else {
            good
        }
    }

    async fn act(&self, place: usize, deed: PersonAction) -> Done {
        let store = self.store;
        match deed {
            PersonAction::Pay(n, which) => {
                let charge = self.charge(n, which);
                match store
                    .record_charge(&charge, &[], NO_GIFTS, NOON)
                    .await
                    .unwrap()
                {
                    ChargeOutcome::Credited => return Done::Credited(charge.id),
                    ChargeOutcome::Known | ChargeOutcome::Unmatched => {}
                }
            }
            PersonAction::Open(n) => {
                let page = PaymentPage {
                    payment: format!("{n}"),
                    url: "https://pay.example".into(),
                };
                store
                    .open_purchase(purchase(self.id(n)), page, Vec::new(), NOON)
                    .await
                    .unwrap();
            }
            PersonAction::Close(n) => {
                store
                    .close_purchase(purchase(self.id(n)), Closing::Expired, NOON)
                    .await
                    .unwrap();
            }
            PersonAction::Return(n, which) => store
                .record_returned_charge(&key(&self.charge(n, which)), &[], NOON)
                .await
                .unwrap(),
            PersonAction::Refund(n, which, force) => {
                // Refused where it has to be.
                let _ = store
                    .begin_refund(refund(&key(&self.charge(n, which)), force, NOON))
                    .await
                    .unwrap();
            }
            PersonAction::Settle(n, which, well) => {
                let outcome = if well {
                    RefundOutcome::Done
                } else {
                    RefundOutcome::Refused
                };

                store
                    .settle_refund(&key(&self.charge(n, which)), outcome, NOON)
                    .await
                    .unwrap();
            }
            PersonAction::Start(who) => {
                let id = job(self.id(100 + place as u64));
                let effect = Effect::StartJob {
                    id,
                    request: request(Quality::Premium),
                };
                let _ = carry_out(store, self.people[who], vec![effect]).await;
            }
            PersonAction::Cancel(who) => {
                let live = read(store, self.people[who]).await.facts.jobs.unfinished;
                let cancel = live.first().map(|job| Effect::CancelJob(job.id));
                let _ = carry_out(store, self.people[who], cancel.into_iter().collect()).await;
            }
            PersonAction::Finish(well) => return self.finish(place, well).await,
            PersonAction::Give(who) => {
                if give(
                    store,
                    self.people[who],
                    30,
                    &format!("gift {} {place}", self.number),
                )
                .await
                {
                    return Done::Granted;
                }
            }
            PersonAction::Join(shown, written) => {
                // Refused where it has to be: for one who has joined, or was changed meanwhile.
                let code = self.id(500 + place as u64);
                let _ = join(store, self.people[shown], self.people[written], code).await;
            }
            PersonAction::Redeem(who) => {
                let code = format!("HELLO-{}", self.number);
                let promo = Promo {
                    code,
                    credits: vernissage::domain::credits::Credits::new(7),
                    until: None,
                    uses: Some(2),
                };

                if carry_out(store, self.people[who], vec![Effect::Redeem(promo)])
                    .await
                    .is_ok()
                {
                    return Done::Redeemed;
                }
            }
        }

        Done::Something
    }

    async fn finish(&self, place: usize, well: bool) -> Done {
        let Some(claimed) = self
            .store
            .claim_job(job_claim(later(place as u64)))
            .await
            .unwrap()
        else {
            return Done::Something;
        };

        let ending = if well {
            done()
        } else {
            Ending::Failed(Failure::Broken)
        };

        let held = self
            .store
            .finish_job(&claimed.lease, ending, Vec::new(), NOON)
            .await
            .unwrap();

        if well && held == vernissage::store::LeaseState::Held {
            Done::Earned
        } else {
            Done::Something
        }
    }
}

/// What happened in all walks, counted beside the store.
#[derive(Default)]
struct Count {
    credited: BTreeMap<String, u32>,
    earned: i64,
    granted: i64,
    redeemed: i64,
}

impl Count {
    fn note(&mut self, done: Done) {
        match done {
            Done::Credited(id) => *self.credited.entry(id).or_default() += 1,
            Done::Earned => self.earned += 50,
            Done::Granted => self.granted += 30,
            Done::Redeemed => self.redeemed += 7,
            Done::Something => {}
        }
    }

    async fn compare(&self, store: &dyn Store) {
        assert!(
            self.credited.values().all(|times| *times == 1),
            "a charge was credited twice: {:?}",
            self.credited
        );

        let books = store.books(NOON, later(1)).await.unwrap();
        let flow = |name: &str| {
            books
                .credits
                .iter()
                .find(|flow| flow.name == name)
                .unwrap()
                .amount
        };

        let sold = i64::try_from(self.credited.len()).unwrap();
        assert_eq!((flow("sold"), flow("bonus")), (100 * sold, 10 * sold));
        assert_eq!(
            (flow("spent"), flow("granted"), flow("promo_codes")),
            (self.earned, self.granted, self.redeemed)
        );

        let come = 110 * sold + self.granted + self.redeemed;
        let twice = flow("promo_codes_used_twice");
        let gone = self.earned + twice + flow("set_aside_for_refunds") - flow("refunds_refused");
        assert_eq!(flow("people_have") + flow("on_hold"), come - gone);

        let kept = store.charges(NOON, later(1)).await.unwrap();
        let matched = kept.iter().filter(|charge| charge.person.is_some());
        assert!(
            matched
                .clone()
                .all(|one| self.credited.contains_key(&one.charge.id))
        );

        assert_eq!(matched.count(), self.credited.len());

        let returned: u64 = kept
            .iter()
            .filter(|one| one.refunded)
            .map(|one| one.charge.amount.minor)
            .sum();

        assert_eq!(
            books
                .income
                .iter()
                .map(|income| income.returned.minor)
                .sum::<u64>(),
            returned
        );
    }
}

pub(crate) async fn the_books_balance_in_any_interleaving(store: &dyn Store) {
    let walks = size::given_or("VERNISSAGE_INTERLEAVINGS", 40, 10);
    let mut runner = TestRunner::deterministic();
    let mut count = Count::default();
    for number in 1..=walks {
        let walk = Walk::begin(store, number).await;
        let actions = prop::collection::vec(deed(), 60)
            .new_tree(&mut runner)
            .unwrap()
            .current();

        for (round, at_once) in actions.chunks(AT_ONCE).enumerate() {
            let acts = at_once
                .iter()
                .enumerate()
                .map(|(place, deed)| walk.act(round * AT_ONCE + place, *deed));
            join_all(acts)
                .await
                .into_iter()
                .for_each(|done| count.note(done));

            assert_eq!(
                store.audit().await.unwrap(),
                [],
                "walk {number}: {at_once:?}"
            );
        }

        count.compare(store).await;
        told(store).await;
    }

    assert!(count.earned > 0 && count.redeemed > 0);

    let books = store.books(NOON, later(1)).await.unwrap();
    assert!(
        books
            .credits
            .iter()
            .any(|flow| flow.name == "moved_by_joining" && flow.amount > 0),
        "nobody has joined"
    );
}
