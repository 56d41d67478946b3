//! Polls the payment providers about purchases that are paid on pages, and about refunds, until
//! each has ended. Notifications are never trusted: they only make the provider be asked at once.

mod purchase;
mod refund;
mod returns;

use std::{sync::Arc, time::Duration};

use anyhow::Context;
use tokio::{sync::mpsc, task::JoinSet};

use super::{POLL, WorkerContext, duties::Duty, in_progress::InProgress, leased::count_error};
use crate::{
    domain::{
        ids::PurchaseId,
        money::Money,
        payment::{Dispute, Provider},
    },
    payments::{PaymentProviders, StatementEntry, notifications::PaymentNotification},
    store::{ChargeKey, Purchase, Refund},
};

/// How many questions may be open at once, and as many for notifications.
const AT_ONCE: usize = 16;
/// The first pause between two questions about the same thing. The store doubles it each time, up
/// to two minutes.
const PAUSE: Duration = Duration::from_secs(2);

/// Asks the payment providers.
pub struct PaymentPoller {
    context: WorkerContext,
    providers: PaymentProviders,
    home: String,
    /// What is being asked about. Nothing is asked twice at a time, although a provider may take
    /// longer to answer than the pause between two questions.
    purchases: Arc<InProgress<PurchaseId>>,
    refunds: Arc<InProgress<ChargeKey>>,
}

impl PaymentPoller {
    /// A poller for these providers, whose pages lead people back to `home`.
    #[must_use]
    pub fn new(context: WorkerContext, providers: PaymentProviders, home: String) -> Self {
        Self {
            context,
            providers,
            home,
            purchases: Arc::default(),
            refunds: Arc::default(),
        }
    }

    /// Asks until the service stops: about what is due while no other process does, and about what
    /// this process is notified of. Open questions are dropped then: the next process asks them
    /// again, with the same idempotency key.
    pub async fn run(self, notifications: mpsc::Receiver<PaymentNotification>) {
        let poller = Arc::new(self);
        tokio::join!(
            poller.poll(),
            poller.follow_notifications(notifications),
            poller.watch_returns()
        );
    }

    async fn poll(self: &Arc<Self>) {
        while let Some(duty) = self.context.duties.get(Duty::Payments).await {
            duty.run(self.rounds()).await;
        }
    }

    async fn rounds(self: &Arc<Self>) {
        let mut asking = JoinSet::new();
        while !self.context.stop.is_cancelled() {
            if let Err(error) = self
                .ask_what_is_due(&mut asking)
                .await
                .context("what is due could not be read")
            {
                log_failure(&error);
            }

            tokio::select! {
                () = self.context.stop.cancelled() => {}
                () = self.context.bells.payments.rung_or(POLL), if asking.len() < AT_ONCE => {}
                Some(_) = asking.join_next() => {}
            }
        }
    }

    /// Runs beside the polling, so that many notifications do not make the store search each time
    /// for what is due.
    async fn follow_notifications(
        self: &Arc<Self>,
        mut notifications: mpsc::Receiver<PaymentNotification>,
    ) {
        let mut asking = JoinSet::new();
        while !self.context.stop.is_cancelled() {
            tokio::select! {
                () = self.context.stop.cancelled() => {}
                Some(_) = asking.join_next() => {}
                Some(notification) = notifications.recv(), if asking.len() < AT_ONCE => {
                    let poller = Arc::clone(self);
                    asking.spawn(async move { poller.follow_notification(notification).await });
                }
            }
        }
    }

    async fn ask_what_is_due(self: &Arc<Self>, asking: &mut JoinSet<()>) -> anyhow::Result<()> {
        let room = AT_ONCE.saturating_sub(asking.len()) as u32;
        if room == 0 {
            return Ok(());
        }

        let stores = &self.context.stores;
        let now = self.context.clock.now();
        for purchase in stores.purchases.due_purchases(now, PAUSE, room).await? {
            let poller = Arc::clone(self);
            asking.spawn(async move { poller.ask_about_purchase(purchase).await });
        }

        for refund in stores.refunds.due_refunds(now, PAUSE, room).await? {
            let poller = Arc::clone(self);
            asking.spawn(async move { poller.ask_for_refund(refund).await });
        }

        Ok(())
    }

    async fn ask_about_purchase(&self, purchase: Purchase) {
        let Some(_guard) = self.purchases.enter(purchase.order.id) else {
            return;
        };

        if let Err(error) = self
            .advance(&purchase)
            .await
            .context("a purchase still waits for its provider")
        {
            log_failure(&error);
        }
    }

    async fn ask_for_refund(&self, refund: Refund) {
        let Some(_guard) = self.refunds.enter(refund.charge.clone()) else {
            return;
        };

        if let Err(error) = self
            .refund(&refund)
            .await
            .context("a refund still waits for its provider")
        {
            log_failure(&error);
        }
    }

    async fn follow_notification(&self, notification: PaymentNotification) {
        // The provider has closed the connection, and will send the notification again.
        if notification.done.is_closed() {
            return;
        }

        match self
            .ask_about_payment(notification.provider, &notification.payment)
            .await
            .context("a notification still waits for its provider")
        {
            // The provider may have closed the connection meanwhile.
            Ok(()) => drop(notification.done.send(())),
            Err(error) => log_failure(&error),
        }
    }

    /// Records what a provider has taken, and what it has given back since.
    async fn record_entries(
        &self,
        provider: Provider,
        entries: &[StatementEntry],
    ) -> anyhow::Result<()> {
        for entry in entries {
            match entry {
                StatementEntry::Charged(charge) => {
                    self.context.charge(charge, &[]).await?;
                }
                StatementEntry::Refunded(id) => {
                    let charge = ChargeKey {
                        provider,
                        id: id.clone(),
                    };
                    self.context.return_charge(&charge, &[]).await?;
                }
                StatementEntry::PartlyRefunded { charge, refunded } => {
                    self.record_part(provider, charge, *refunded).await?;
                }
                StatementEntry::Disputed(dispute) => self.record_dispute(dispute).await?,
                StatementEntry::Other => {}
            }
        }

        Ok(())
    }

    /// Only the operator can say which credits the returned part has paid for.
    async fn record_part(&self, provider: Provider, id: &str, total: Money) -> anyhow::Result<()> {
        let charge = ChargeKey {
            provider,
            id: id.to_owned(),
        };
        let charges = &self.context.stores.charges;
        let now = self.context.clock.now();
        if let Some(amount) = charges.record_partial_return(&charge, total, now).await? {
            let provider = provider.name();
            metrics::counter!("vernissage_charges_total", "provider" => provider, "outcome" => "returned_in_part").increment(1);
            tracing::error!(provider, id, %amount, %total, "a part of a charge was given back; its credits are untouched");
        }

        Ok(())
    }

    /// The operator has to answer a dispute in the provider's dashboard.
    async fn record_dispute(&self, dispute: &Dispute) -> anyhow::Result<()> {
        let now = self.context.clock.now();
        let charges = &self.context.stores.charges;
        if charges.record_dispute(dispute, now).await? {
            let provider = dispute.provider.name();
            let state = dispute.state.name();
            let Dispute {
                id,
                charge,
                amount,
                reason,
                ..
            } = dispute;
            metrics::counter!("vernissage_disputes_total", "provider" => provider, "state" => state).increment(1);
            tracing::error!(provider, id, charge, %amount, reason, state, "a charge is disputed: see the provider's dashboard");
        }

        Ok(())
    }
}

fn log_failure(error: &anyhow::Error) {
    count_error("payment_poller");
    tracing::warn!(?error, "a payment provider will be asked again");
}
