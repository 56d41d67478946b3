//! A customer who buys, and pays or does not.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use super::{Shop, bank::Bank};
use crate::{
    payments::visitor::{Link, Visitor},
    support::chance::Chance,
};

/// What was done.
#[derive(Default)]
pub(super) struct ActionCounts {
    pub(super) paid: u64,
    pub(super) declined: u64,
    pub(super) expired: u64,
    /// Given back in the provider's own office.
    pub(super) given_back: u64,
    /// Given back there in part.
    pub(super) given_back_in_part: u64,
    /// What people have in the end, by the name of their chat.
    pub(super) people: Vec<ExpectedPurchases>,
}

/// What somebody ought to have.
pub(super) struct ExpectedPurchases {
    pub(super) visitor: Visitor,
    pub(super) pages: Vec<String>,
}

impl ActionCounts {
    pub(super) fn add(&mut self, other: Self) {
        self.paid += other.paid;
        self.declined += other.declined;
        self.expired += other.expired;
        self.given_back += other.given_back;
        self.given_back_in_part += other.given_back_in_part;
        self.people.extend(other.people);
    }
}

pub(super) struct Customer {
    visitor: Visitor,
    bank: Bank,
    chance: Chance,
    shop: Arc<Shop>,
    pages: Vec<String>,
    actions: ActionCounts,
    /// What they pay in.
    currency: &'static str,
}

impl Customer {
    pub(super) fn new(visitor: Visitor, bank: Bank, chance: Chance, shop: Arc<Shop>) -> Self {
        Self {
            currency: bank.currencies()[0],
            visitor,
            bank,
            chance,
            shop,
            pages: Vec::new(),
            actions: ActionCounts::default(),
        }
    }

    pub(super) async fn buy_until_closing(mut self) -> ActionCounts {
        while self.shop.begun.fetch_add(1, Ordering::Relaxed) < self.shop.purchases {
            self.shop.visits_left.acquire().await.unwrap().forget();
            self.choose_currency().await;
            let credits = [50, 100][self.chance.below(2) as usize];
            let link = self.visitor.buy(credits).await;
            tokio::time::sleep(Duration::from_millis(self.chance.below(300))).await;
            self.end(&link).await;
        }

        self.actions.people.push(ExpectedPurchases {
            visitor: self.visitor,
            pages: self.pages,
        });

        self.actions
    }

    async fn choose_currency(&mut self) {
        let all = self.bank.currencies();
        let wanted = all[self.chance.below(all.len() as u64) as usize];
        if wanted != self.currency {
            self.visitor.pay_in(wanted).await;
            self.currency = wanted;
        }
    }

    async fn end(&mut self, link: &Link) {
        match self.chance.below(10) {
            0 => {
                self.actions.declined += 1;
                self.bank.decline(&link.payment);
                self.reads(link, "didn't go through").await;
            }
            1 => {
                self.actions.expired += 1;
                self.bank.expire(&link.payment);
                self.reads(link, "page has expired").await;
            }
            _ => {
                self.actions.paid += 1;
                self.bank.pay(&link.payment);
                self.reads(link, "Paid:").await;
                self.pages.push(link.payment.clone());
                self.regret(&link.payment);
            }
        }
    }

    async fn reads(&self, link: &Link, words: &str) {
        let outcome = self.visitor.outcome(link).await;
        assert!(outcome.contains(words), "{outcome} and not {words}");
    }

    /// Some of the money goes back.
    fn regret(&mut self, page: &str) {
        let kept = self.bank.payment(page);
        match self.chance.below(20) {
            0 => self.shop.refunds.send(kept.purchase).unwrap(),
            1 => {
                self.actions.given_back += 1;
                self.bank.give_back(page, kept.amount.minor);
            }
            2 => {
                self.actions.given_back_in_part += 1;
                self.bank.give_back(page, kept.amount.minor / 2);
            }
            _ => {}
        }
    }
}
