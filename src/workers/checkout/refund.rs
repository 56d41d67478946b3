//! Money on its way back.

use super::Checkout;
use crate::{
    payments::{PaymentError, Repaid, Repayment},
    store::{Refund, RefundOutcome},
};

impl Checkout {
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

        self.desk
            .store
            .settle_refund(&refund.charge, outcome, self.desk.clock.now())
            .await?;

        self.desk.bells.inbox.ring();
        Ok(())
    }
}
