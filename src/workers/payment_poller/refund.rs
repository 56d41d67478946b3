//! Money that is being given back.

use super::PaymentPoller;
use crate::{
    payments::{PaymentError, Repaid, Repayment},
    store::{Refund, RefundOutcome},
};

impl PaymentPoller {
    pub(super) async fn refund(&self, refund: &Refund) -> anyhow::Result<()> {
        // The provider was removed from the settings. The refund waits for it to come back.
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
                    "a provider refuses a refund"
                );

                RefundOutcome::Refused
            }
            Err(error) => return Err(error.into()),
        };

        self.context
            .stores
            .refunds
            .settle_refund(&refund.charge, outcome, self.context.clock.now())
            .await?;

        self.context.bells.inbox.ring();
        Ok(())
    }
}
