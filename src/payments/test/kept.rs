//! A test payment as it is kept: a file that is replaced as a whole.

use std::{io::ErrorKind, path::PathBuf, time::Duration};

use anyhow::Context;
use serde::{Deserialize, Serialize};
use tokio::{fs, io::AsyncWriteExt};

use super::Press;
use crate::{
    domain::{
        ids::PurchaseId,
        language::Language,
        money::Money,
        payment::{Charge, Closing, Provider},
        time::Moment,
    },
    payments::{Bill, Entry, Outcome, PaymentStatus},
};

/// A payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestPayment {
    /// What is paid for; the payment bears its name.
    pub purchase: PurchaseId,
    /// How much.
    pub price: Money,
    /// For what.
    pub description: String,
    /// The person's language.
    pub language: Language,
    opened_at: Moment,
    /// How often it was paid.
    taken: u32,
    /// Charges that were given back.
    returned: Vec<String>,
    closed: Option<Closing>,
}

/// How far a payment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It can be paid.
    Open,
    /// It was.
    Paid,
    /// It was not, and is not waited for.
    Closed(Closing),
}

impl TestPayment {
    pub(super) fn open(bill: &Bill<'_>, now: Moment) -> Self {
        Self {
            purchase: bill.purchase,
            price: bill.price,
            description: bill.description.to_owned(),
            language: bill.language,
            opened_at: now,
            taken: 0,
            returned: Vec::new(),
            closed: None,
        }
    }

    pub(super) fn stage(&self, now: Moment, open_for: Duration) -> Stage {
        let is_late = now.since(self.opened_at) >= open_for;
        match self.closed {
            _ if self.taken > 0 => Stage::Paid,
            Some(why) => Stage::Closed(why),
            None if is_late => Stage::Closed(Closing::Expired),
            None => Stage::Open,
        }
    }

    /// Paid again, or late, it may be: such things happen. What was declined stays so.
    pub(super) fn pressed(self, stage: Stage, press: Press) -> Option<Self> {
        let closed = |why| {
            Some(Self {
                closed: Some(why),
                ..self.clone()
            })
        };

        match (press, stage) {
            (Press::Pay, Stage::Open | Stage::Paid | Stage::Closed(Closing::Expired)) => {
                Some(Self {
                    taken: self.taken.checked_add(1)?,
                    ..self
                })
            }
            (Press::Decline, Stage::Open) => closed(Closing::Declined),
            (Press::Expire, Stage::Open) => closed(Closing::Expired),
            (Press::Pay, Stage::Closed(_))
            | (Press::Decline | Press::Expire, Stage::Paid | Stage::Closed(_)) => None,
        }
    }

    /// A charge is given back, once; `None` when there is none of this name.
    pub(super) fn returned(mut self, charge: &str) -> Option<Self> {
        let is_there = (0..self.taken).any(|number| self.charge(number) == charge);
        if !self.returned.iter().any(|returned| returned == charge) {
            self.returned.push(charge.to_owned());
        }
        is_there.then_some(self)
    }

    pub(super) fn looked(&self, stage: Stage) -> PaymentStatus {
        let outcome = match stage {
            Stage::Open => Outcome::Waiting,
            Stage::Closed(why) => Outcome::Closed(why),
            Stage::Paid => {
                let taken = (0..self.taken).map(|number| Entry::FetchedStyle(self.taken(number)));
                Outcome::Paid(
                    taken
                        .chain(self.returned.iter().cloned().map(Entry::Returned))
                        .collect(),
                )
            }
        };

        PaymentStatus {
            purchase: Some(self.purchase),
            outcome,
        }
    }

    fn taken(&self, number: u32) -> Charge {
        let id = self.charge(number);
        let purchase = Some(self.purchase);

        Charge {
            provider: Provider::Test,
            id,
            purchase,
            amount: self.price,
            payer: None,
            destination: None,
        }
    }

    /// The first charge bears the payment's name, each other one a number more.
    fn charge(&self, number: u32) -> String {
        if number == 0 {
            self.purchase.to_string()
        } else {
            format!("{}-{}", self.purchase, number + 1)
        }
    }

    /// The payment of a charge.
    pub(super) fn of_charge(charge: &str) -> &str {
        charge
            .split_once('-')
            .map_or(charge, |(payment, _)| payment)
    }
}

/// Where the files lie.
pub(super) struct Folder(pub(super) PathBuf);

impl Folder {
    pub(super) async fn read(&self, payment: &str) -> anyhow::Result<Option<TestPayment>> {
        let Some(purchase) = PurchaseId::parse(payment) else {
            return Ok(None);
        };

        match fs::read(self.path(purchase)).await {
            Ok(json) => Ok(Some(
                serde_json::from_slice(&json).context("a test payment cannot be read")?,
            )),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).context("a test payment cannot be read"),
        }
    }

    pub(super) async fn write(&self, payment: &TestPayment) -> anyhow::Result<()> {
        let path = self.path(payment.purchase);
        let half = path.with_extension("half");
        let json = serde_json::to_vec(payment)?;
        let written = async {
            fs::create_dir_all(&self.0).await?;
            let mut file = fs::File::create(&half).await?;
            file.write_all(&json).await?;
            file.sync_all().await?;
            fs::rename(&half, &path).await
        };

        written.await.context("a test payment cannot be written")
    }

    fn path(&self, payment: PurchaseId) -> PathBuf {
        self.0.join(format!("{payment}.json"))
    }
}
