//! A provider for trying out the shop: it takes no money. A page of this site asks what should
//! happen to the payment.
//!
//! It keeps a small file for each payment, as a real provider keeps books of its own, so nothing is
//! lost when the service is killed. It does not know what the page looks like. Production settings
//! refuse it.

mod payment;

use std::{path::PathBuf, sync::Arc, time::Duration};

use async_trait::async_trait;
use tokio::sync::Mutex;

use super::{
    OpenPayment, PaymentError, PaymentPages, PaymentRequest, PaymentStatus, RefundRequest,
    RefundStatus, Refunds,
};
use crate::clock::Clock;
use payment::PaymentFiles;

pub use payment::{TestPayment, TestPaymentState};

/// How long a payment can be paid, as with real providers.
const OPEN_FOR: Duration = Duration::from_hours(1);

/// What a person can make happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestAction {
    /// The money is charged; a second time if it was before.
    Pay,
    /// The bank declines the payment.
    Decline,
    /// The payment expires.
    Expire,
}

/// The provider.
pub struct TestProvider {
    files: PaymentFiles,
    home: String,
    clock: Arc<dyn Clock>,
    writing: Mutex<()>,
}

impl TestProvider {
    /// A provider that keeps its payments in `folder`, with pages below the URL `home`. An empty
    /// `home` makes relative links.
    #[must_use]
    pub fn new(folder: PathBuf, home: String, clock: Arc<dyn Clock>) -> Self {
        Self {
            files: PaymentFiles(folder),
            home,
            clock,
            writing: Mutex::default(),
        }
    }

    /// A payment; `None` if there is none with this id.
    ///
    /// # Errors
    /// When its file cannot be read.
    pub async fn find(&self, payment: &str) -> anyhow::Result<Option<TestPayment>> {
        self.files.read(payment).await
    }

    /// The current state of a payment.
    #[must_use]
    pub fn state(&self, payment: &TestPayment) -> TestPaymentState {
        payment.state(self.clock.now(), OPEN_FOR)
    }

    /// Makes something happen to a payment, if it can still happen.
    ///
    /// # Errors
    /// When its file cannot be read or written.
    pub async fn act(&self, payment: &str, action: TestAction) -> anyhow::Result<()> {
        let _lock = self.writing.lock().await;
        let Some(payment) = self.find(payment).await? else {
            return Ok(());
        };

        let state = self.state(&payment);
        match payment.after(action, state) {
            Some(payment) => self.files.write(&payment).await,
            None => Ok(()),
        }
    }

    async fn create_once(&self, request: &PaymentRequest<'_>) -> anyhow::Result<String> {
        let _lock = self.writing.lock().await;
        let id = request.purchase.to_string();
        if self.files.read(&id).await?.is_none() {
            let payment = TestPayment::new(request, self.clock.now());
            self.files.write(&payment).await?;
        }

        Ok(id)
    }

    async fn refund_once(&self, charge: &str) -> anyhow::Result<RefundStatus> {
        let _lock = self.writing.lock().await;
        let found = self.files.read(payment::payment_of_charge(charge)).await?;

        match found.and_then(|payment| payment.refunded(charge)) {
            Some(payment) => {
                self.files.write(&payment).await?;
                Ok(RefundStatus::Done)
            }
            None => Ok(RefundStatus::Refused),
        }
    }
}

#[async_trait]
impl PaymentPages for TestProvider {
    async fn create(&self, request: &PaymentRequest<'_>) -> Result<OpenPayment, PaymentError> {
        let payment = self
            .create_once(request)
            .await
            .map_err(PaymentError::Unavailable)?;

        Ok(OpenPayment {
            url: format!("{}/pay/test/{payment}", self.home),
            payment,
        })
    }

    async fn status(&self, payment: &str) -> Result<PaymentStatus, PaymentError> {
        let payment = self
            .find(payment)
            .await
            .map_err(PaymentError::Unavailable)?
            .ok_or_else(|| PaymentError::Refused("there is no such test payment".to_owned()))?;

        Ok(payment.status(self.state(&payment)))
    }
}

#[async_trait]
impl Refunds for TestProvider {
    async fn refund(&self, request: &RefundRequest<'_>) -> Result<RefundStatus, PaymentError> {
        self.refund_once(request.charge)
            .await
            .map_err(PaymentError::Unavailable)
    }
}

#[cfg(test)]
mod tests;
