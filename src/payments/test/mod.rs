//! A provider that takes nothing: a page of the house, on which a person says what shall happen.
//!
//! It keeps a small file for each payment, as a real one keeps its own books, so that it is no
//! matter when the service is killed. What the page looks like it does not know. Production refuses
//! it.

mod kept;

use std::{path::PathBuf, sync::Arc, time::Duration};

use async_trait::async_trait;
use tokio::sync::Mutex;

use super::{Bill, OpenPayment, PaymentError, PaymentProvider, PaymentStatus, Repaid, Repayment};
use crate::{clock::Clock, domain::payment::Provider};
use kept::Folder;

pub use kept::{Stage, TestPayment};

/// Who does not pay within this time is too late, as with others.
const OPEN_FOR: Duration = Duration::from_hours(1);

/// What a person may have happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// The money is taken, once more if it was before.
    Pay,
    /// The bank says no.
    Decline,
    /// The time is up.
    Expire,
}

/// The provider.
pub struct TestTill {
    folder: Folder,
    home: String,
    clock: Arc<dyn Clock>,
    writing: Mutex<()>,
}

impl TestTill {
    /// A provider that keeps its books in this folder, and whose pages are reached below `home`;
    /// empty for whatever address the person has come by.
    #[must_use]
    pub fn new(folder: PathBuf, home: String, clock: Arc<dyn Clock>) -> Self {
        Self {
            folder: Folder(folder),
            home,
            clock,
            writing: Mutex::default(),
        }
    }

    /// A payment, and how far it is.
    ///
    /// # Errors
    /// When its file cannot be read.
    pub async fn find(&self, payment: &str) -> anyhow::Result<Option<(TestPayment, Stage)>> {
        let Some(payment) = self.folder.read(payment).await? else {
            return Ok(None);
        };
        let stage = payment.stage(self.clock.now(), OPEN_FOR);
        Ok(Some((payment, stage)))
    }

    /// Something happens; nothing does when it makes no sense any more.
    ///
    /// # Errors
    /// When its file cannot be read or written.
    pub async fn press(&self, payment: &str, press: Press) -> anyhow::Result<()> {
        let _alone = self.writing.lock().await;
        let Some((payment, stage)) = self.find(payment).await? else {
            return Ok(());
        };

        match payment.pressed(stage, press) {
            Some(payment) => self.folder.write(&payment).await,
            None => Ok(()),
        }
    }
}

#[async_trait]
impl PaymentProvider for TestTill {
    fn provider(&self) -> Provider {
        Provider::Test
    }

    async fn open(&self, bill: &Bill<'_>) -> Result<OpenPayment, PaymentError> {
        let _alone = self.writing.lock().await;
        let payment = bill.purchase.to_string();
        if self
            .folder
            .read(&payment)
            .await
            .map_err(PaymentError::Unavailable)?
            .is_none()
        {
            let opened = TestPayment::open(bill, self.clock.now());
            self.folder
                .write(&opened)
                .await
                .map_err(PaymentError::Unavailable)?;
        }

        Ok(OpenPayment {
            url: format!("{}/pay/test/{payment}", self.home),
            payment,
        })
    }

    async fn look(&self, payment: &str) -> Result<PaymentStatus, PaymentError> {
        let found = self
            .find(payment)
            .await
            .map_err(PaymentError::Unavailable)?;
        let (payment, stage) = found
            .ok_or_else(|| PaymentError::Refused("there is no such test payment".to_owned()))?;

        Ok(payment.looked(stage))
    }

    async fn refund(&self, repayment: &Repayment<'_>) -> Result<Repaid, PaymentError> {
        let _alone = self.writing.lock().await;
        let payment = TestPayment::of_charge(repayment.charge);
        let found = self
            .folder
            .read(payment)
            .await
            .map_err(PaymentError::Unavailable)?;

        let Some(payment) = found.and_then(|payment| payment.returned(repayment.charge)) else {
            return Ok(Repaid::Refused);
        };
        self.folder
            .write(&payment)
            .await
            .map_err(PaymentError::Unavailable)?;

        Ok(Repaid::Done)
    }
}

#[cfg(test)]
mod tests;
