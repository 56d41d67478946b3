//! A customer who buys, and pays or does not.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use super::Shop;
use crate::{
    payments::{
        fake::Yookassa,
        visitor::{Link, Visitor},
    },
    support::chance::Chance,
};

/// What was done.
#[derive(Default)]
pub(super) struct ActionCounts {
    pub(super) paid: u64,
    pub(super) declined: u64,
    pub(super) expired: u64,
    /// Given back in YooKassa's own office.
    pub(super) given_back: u64,
    /// What people have in the end, by the name of their chat.
    pub(super) people: Vec<ExpectedPurchases>,
}

/// What somebody ought to have.
pub(super) struct ExpectedPurchases {
    pub(super) visitor: Visitor,
    pub(super) payments: Vec<String>,
}

impl ActionCounts {
    pub(super) fn add(&mut self, other: Self) {
        self.paid += other.paid;
        self.declined += other.declined;
        self.expired += other.expired;
        self.given_back += other.given_back;
        self.people.extend(other.people);
    }
}

pub(super) struct Customer {
    visitor: Visitor,
    yookassa: Yookassa,
    chance: Chance,
    shop: Arc<Shop>,
    payments: Vec<String>,
    actions: ActionCounts,
}

impl Customer {
    pub(super) fn new(
        visitor: Visitor,
        yookassa: Yookassa,
        chance: Chance,
        shop: Arc<Shop>,
    ) -> Self {
        Self {
            visitor,
            yookassa,
            chance,
            shop,
            payments: Vec::new(),
            actions: ActionCounts::default(),
        }
    }

    pub(super) async fn buy_until_closing(mut self) -> ActionCounts {
        while self.shop.begun.fetch_add(1, Ordering::Relaxed) < self.shop.purchases {
            self.shop.visits_left.acquire().await.unwrap().forget();
            let credits = [50, 100][self.chance.below(2) as usize];
            let link = self.visitor.buy(credits).await;
            tokio::time::sleep(Duration::from_millis(self.chance.below(300))).await;
            self.end(&link).await;
        }

        self.actions.people.push(ExpectedPurchases {
            visitor: self.visitor,
            payments: self.payments,
        });

        self.actions
    }

    async fn end(&mut self, link: &Link) {
        match self.chance.below(10) {
            0 => {
                self.actions.declined += 1;
                self.yookassa
                    .notify(self.yookassa.cancel(&link.payment, "insufficient_funds"));
                self.reads(link, "didn't go through").await;
            }
            1 => {
                self.actions.expired += 1;
                self.yookassa.notify(
                    self.yookassa
                        .cancel(&link.payment, "expired_on_confirmation"),
                );

                self.reads(link, "page has expired").await;
            }
            _ => {
                self.actions.paid += 1;
                self.yookassa.notify(self.yookassa.succeed(&link.payment));
                self.reads(link, "Paid:").await;
                self.payments.push(link.payment.clone());
                self.regret(&link.payment);
            }
        }
    }

    async fn reads(&self, link: &Link, words: &str) {
        let outcome = self.visitor.outcome(link).await;
        assert!(outcome.contains(words), "{outcome} and not {words}");
    }

    /// Some of the money goes back.
    fn regret(&mut self, payment: &str) {
        let kept = self.yookassa.payment(payment);
        match self.chance.below(20) {
            0 => self.shop.refunds.send(kept.purchase().to_owned()).unwrap(),
            1 => {
                self.actions.given_back += 1;
                self.yookassa
                    .notify_without_faults(self.yookassa.give_back(payment, kept.amount));
            }
            _ => {}
        }
    }
}
