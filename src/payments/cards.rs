//! Money that a messenger has taken in roubles by a provider of the operator's. It is paid in the
//! chat itself, and there is no call to give it back: only the provider can. If that is the shop
//! which takes roubles on pages, too, it is asked.

use std::sync::Arc;

use async_trait::async_trait;

use super::{Bill, OpenPayment, PaymentError, PaymentProvider, PaymentStatus, Repaid, Repayment};
use crate::domain::payment::Provider;

/// The provider behind the invoices.
pub struct Cards {
    shop: Option<Arc<dyn PaymentProvider>>,
}

impl Cards {
    /// With the shop that may have taken it.
    #[must_use]
    pub fn new(shop: Option<Arc<dyn PaymentProvider>>) -> Self {
        Self { shop }
    }
}

#[async_trait]
impl PaymentProvider for Cards {
    fn provider(&self) -> Provider {
        Provider::TelegramCards
    }

    async fn open(&self, _bill: &Bill<'_>) -> Result<OpenPayment, PaymentError> {
        Err(PaymentError::Refused(
            "it is paid in the chat itself".to_owned(),
        ))
    }

    async fn look(&self, _payment: &str) -> Result<PaymentStatus, PaymentError> {
        Err(PaymentError::Refused(
            "it is paid in the chat itself".to_owned(),
        ))
    }

    async fn refund(&self, repayment: &Repayment<'_>) -> Result<Repaid, PaymentError> {
        match &self.shop {
            Some(shop) => shop.refund(repayment).await,
            None => Err(PaymentError::Refused(
                "the service cannot reach the provider behind Telegram's invoices: give it back in its own cabinet"
                    .to_owned(),
            )),
        }
    }
}
