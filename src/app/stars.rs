//! Telegram Stars as a payment provider.
//!
//! People pay Stars in the chat, so the calls are the Telegram client's. The traits of a provider
//! are those of `payments`. Neither knows the other; `app`, which names the concrete adapters,
//! joins them.

use async_trait::async_trait;

use crate::{
    domain::payment::Provider,
    messengers::telegram::{StarRefund, StarTransaction, StarsError, Telegram},
    payments::{PaymentError, RefundRequest, RefundStatus, Refunds, Statement, StatementEntry},
};

#[async_trait]
impl Refunds for Telegram {
    async fn refund(&self, request: &RefundRequest<'_>) -> Result<RefundStatus, PaymentError> {
        let payer = request.payer.and_then(|payer| payer.chat.parse().ok());
        let payer =
            payer.ok_or_else(|| PaymentError::Refused("it is not known who paid".to_owned()))?;

        match self.refund_stars(payer, request.charge).await? {
            StarRefund::Done => Ok(RefundStatus::Done),
            StarRefund::Refused => Ok(RefundStatus::Refused),
        }
    }
}

#[async_trait]
impl Statement for Telegram {
    fn provider(&self) -> Provider {
        Provider::Stars
    }

    fn account(&self) -> &str {
        self.bot_id()
    }

    async fn entries(&self, offset: u32, limit: u32) -> Result<Vec<StatementEntry>, PaymentError> {
        let transactions = self.star_transactions(offset, limit).await?;
        Ok(transactions.into_iter().map(StatementEntry::from).collect())
    }
}

impl From<StarTransaction> for StatementEntry {
    fn from(transaction: StarTransaction) -> Self {
        match transaction {
            StarTransaction::Payment(charge) => Self::Charged(charge),
            StarTransaction::Refund(charge) => Self::Refunded(charge),
            StarTransaction::Other => Self::Other,
        }
    }
}

impl From<StarsError> for PaymentError {
    fn from(error: StarsError) -> Self {
        match error {
            StarsError::Unavailable(source) => Self::Unavailable(source),
            StarsError::Refused(why) => Self::Refused(why),
        }
    }
}
