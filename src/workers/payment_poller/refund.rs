//! Money on its way back.

use super::PaymentPoller;
use crate::{
    payments::{PaymentError, Repaid, Repayment},
    store::{Refund, RefundOutcome},
};

impl PaymentPoller {
    pub(super) async fn give_back(&self, refund: &Refund) -> anyhow::Result<()> {
        // Left from former settings: it waits for them.
        let Some(provider) = self.provider(refund.charge.provider) else {
            return Ok(());
        };

        let repayment = Repayment {
            charge: &refund.charge.id,
            amount: refund.amount,
            payer: refund.payer.as_ref(),
            reason: &refund.reason,
        };

        let outcome = match provider.refund(&repayment).await {
            Ok(Repaid::Done) => RefundOutcome::Done,
            Ok(Repaid::Waiting) => return Ok(()),
            Ok(Repaid::Refused) => RefundOutcome::Refused,
            Err(PaymentError::Refused(why)) => {
                tracing::error!(
                    provider = refund.charge.provider.name(),
                    charge = refund.charge.id,
                    why,
                    "no refund"
                );

                RefundOutcome::Refused
            }
            Err(error) => return Err(error.into()),
        };

        self.context
            .store
            .settle_refund(&refund.charge, outcome, self.context.clock.now())
            .await?;

        self.context.bells.inbox.ring();
        Ok(())
    }
}
