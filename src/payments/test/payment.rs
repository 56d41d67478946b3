//! A test payment and its file, which is always replaced as a whole.

use std::{io::ErrorKind, path::PathBuf, time::Duration};

use anyhow::Context;
use serde::{Deserialize, Serialize};
use tokio::{fs, io::AsyncWriteExt};

use super::TestAction;
use crate::{
    domain::{
        ids::PurchaseId,
        language::Language,
        money::Money,
        payment::{Charge, Closing, Provider},
        time::Moment,
    },
    payments::{PaymentOutcome, PaymentRequest, PaymentStatus, StatementEntry},
};

/// A payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestPayment {
    /// The purchase it pays for; its id is the payment's id as well.
    pub purchase: PurchaseId,
    /// The amount.
    pub price: Money,
    /// What is bought.
    pub description: String,
    /// The person's language.
    pub language: Language,
    opened_at: Moment,
    /// How many charges there are.
    charges: u32,
    /// The ids of charges that were refunded.
    refunds: Vec<String>,
    closed: Option<Closing>,
}

/// How far a payment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestPaymentState {
    /// It can be paid.
    Open,
    /// It was paid.
    Paid,
    /// It was not paid in time, or was declined.
    Closed(Closing),
}

impl TestPayment {
    pub(super) fn new(request: &PaymentRequest<'_>, now: Moment) -> Self {
        Self {
            purchase: request.purchase,
            price: request.price,
            description: request.description.to_owned(),
            language: request.language,
            opened_at: now,
            charges: 0,
            refunds: Vec::new(),
            closed: None,
        }
    }

    pub(super) fn state(&self, now: Moment, open_for: Duration) -> TestPaymentState {
        let is_late = now.since(self.opened_at) >= open_for;
        match self.closed {
            _ if self.charges > 0 => TestPaymentState::Paid,
            Some(why) => TestPaymentState::Closed(why),
            None if is_late => TestPaymentState::Closed(Closing::Expired),
            None => TestPaymentState::Open,
        }
    }

    /// The payment after an action; `None` if that is no longer possible. A payment can be paid
    /// twice, or late, as happens with real providers; a declined one stays declined.
    pub(super) fn after(self, action: TestAction, state: TestPaymentState) -> Option<Self> {
        let closed = |why| {
            Some(Self {
                closed: Some(why),
                ..self.clone()
            })
        };

        match (action, state) {
            (
                TestAction::Pay,
                TestPaymentState::Open
                | TestPaymentState::Paid
                | TestPaymentState::Closed(Closing::Expired),
            ) => Some(Self {
                charges: self.charges.checked_add(1)?,
                ..self
            }),
            (TestAction::Decline, TestPaymentState::Open) => closed(Closing::Declined),
            (TestAction::Expire, TestPaymentState::Open) => closed(Closing::Expired),
            (TestAction::Pay, TestPaymentState::Closed(_))
            | (
                TestAction::Decline | TestAction::Expire,
                TestPaymentState::Paid | TestPaymentState::Closed(_),
            ) => None,
        }
    }

    /// The payment with a charge refunded, once; `None` if it has no such charge.
    pub(super) fn refunded(mut self, charge: &str) -> Option<Self> {
        let exists = (0..self.charges).any(|index| self.charge_id(index) == charge);
        if !self.refunds.iter().any(|refunded| refunded == charge) {
            self.refunds.push(charge.to_owned());
        }

        exists.then_some(self)
    }

    pub(super) fn status(&self, state: TestPaymentState) -> PaymentStatus {
        let outcome = match state {
            TestPaymentState::Open => PaymentOutcome::Pending,
            TestPaymentState::Closed(why) => PaymentOutcome::Closed(why),
            TestPaymentState::Paid => {
                let charges =
                    (0..self.charges).map(|index| StatementEntry::Charged(self.charge(index)));
                let refunds = self.refunds.iter().cloned().map(StatementEntry::Refunded);
                PaymentOutcome::Paid(charges.chain(refunds).collect())
            }
        };

        PaymentStatus {
            purchase: Some(self.purchase),
            outcome,
        }
    }

    fn charge(&self, index: u32) -> Charge {
        Charge {
            provider: Provider::Test,
            id: self.charge_id(index),
            purchase: Some(self.purchase),
            amount: self.price,
            payer: None,
            destination: None,
        }
    }

    /// The first charge has the payment's id, the others add a number: `100`, `100-2`, `100-3`.
    fn charge_id(&self, index: u32) -> String {
        if index == 0 {
            self.purchase.to_string()
        } else {
            format!("{}-{}", self.purchase, index + 1)
        }
    }
}

/// The id of the payment that a charge belongs to.
pub(super) fn payment_of_charge(charge: &str) -> &str {
    charge
        .split_once('-')
        .map_or(charge, |(payment, _)| payment)
}

/// The folder with the files of the payments.
pub(super) struct PaymentFiles(pub(super) PathBuf);

impl PaymentFiles {
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
        let unfinished = path.with_extension("half");
        let json = serde_json::to_vec(payment)?;
        let written = async {
            fs::create_dir_all(&self.0).await?;
            let mut file = fs::File::create(&unfinished).await?;
            file.write_all(&json).await?;
            file.sync_all().await?;
            fs::rename(&unfinished, &path).await
        };

        written.await.context("a test payment cannot be written")
    }

    fn path(&self, payment: PurchaseId) -> PathBuf {
        self.0.join(format!("{payment}.json"))
    }
}
