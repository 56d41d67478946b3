//! Money that is being given back.

use super::PaymentPoller;
use crate::{
    payments::{PaymentError, RefundRequest, RefundStatus},
    store::{Refund, RefundOutcome},
};

impl PaymentPoller {
    pub(super) async fn refund(&self, refund: &Refund) -> anyhow::Result<()> {
        // The provider was removed from the settings. The refund waits for it to come back.
        let Some(provider) = self.providers.get(refund.charge.provider) else {
            return Ok(());
        };

        let request = RefundRequest {
            number: refund.number,
            charge: &refund.charge.id,
            amount: refund.amount,
            payer: refund.payer.as_ref(),
            reason: &refund.reason,
        };

        // What cannot be refunded from here counts as refused.
        let answer = match &provider.refunds {
            Some(refunds) => refunds.refund(&request).await,
            None => Err(PaymentError::Refused(
                "it cannot be refunded from here: refund it in the provider's own dashboard"
                    .to_owned(),
            )),
        };

        let outcome = match answer {
            Ok(RefundStatus::Done) => RefundOutcome::Done,
            Ok(RefundStatus::Pending) => return Ok(()),
            Ok(RefundStatus::Refused) => RefundOutcome::Refused,
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
