//! Purchases that are paid on pages, and refunds: asks their providers until everything is said.
//! Whoever is paid learns of it here, by asking; what a provider says by itself only makes it be
//! asked at once.

mod purchase;
mod refund;

use std::{
    collections::HashSet,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use anyhow::Context;
use tokio::{sync::mpsc, task::JoinSet};

use super::{POLL, WorkerContext};
use crate::{
    domain::{ids::PurchaseId, money::Money, payment::Provider},
    payments::{Entry, PaymentProvider, notices::Notice},
    store::{ChargeKey, Purchase, Refund},
};

/// Questions under way at a time, and notices beside them.
const AT_ONCE: usize = 16;
/// The first pause between two questions; each is twice the one before, up to two minutes.
const PAUSE: Duration = Duration::from_secs(2);

/// The loop.
pub struct PaymentPoller {
    context: WorkerContext,
    providers: Vec<Arc<dyn PaymentProvider>>,
    home: String,
    purchases: Busy<PurchaseId>,
    refunds: Busy<ChargeKey>,
}

impl PaymentPoller {
    /// What asks these providers, and sends people back to the pages at `home`.
    #[must_use]
    pub fn new(
        context: WorkerContext,
        providers: Vec<Arc<dyn PaymentProvider>>,
        home: String,
    ) -> Self {
        Self {
            context,
            providers,
            home,
            purchases: Busy::default(),
            refunds: Busy::default(),
        }
    }

    /// Asks until told to stop. A question under way is given up then: it is asked again, and is
    /// the same one.
    pub async fn run(self, notices: mpsc::Receiver<Notice>) {
        let checkout = Arc::new(self);
        tokio::join!(checkout.ask(), checkout.hear(notices));
    }

    async fn ask(self: &Arc<Self>) {
        let mut asking = JoinSet::new();
        while !self.context.stop.is_cancelled() {
            if let Err(error) = self
                .begin(&mut asking)
                .await
                .context("what is due is not known")
            {
                failed(&error);
            }

            tokio::select! {
                () = self.context.stop.cancelled() => {}
                () = self.context.bells.payments.rung_or(POLL), if asking.len() < AT_ONCE => {}
                Some(_) = asking.join_next() => {}
            }
        }
    }

    /// Beside the questions, so that many notices do not have the store searched for what is due
    /// each time.
    async fn hear(self: &Arc<Self>, mut notices: mpsc::Receiver<Notice>) {
        let mut looking = JoinSet::new();
        while !self.context.stop.is_cancelled() {
            tokio::select! {
                () = self.context.stop.cancelled() => {}
                Some(_) = looking.join_next() => {}
                Some(notice) = notices.recv(), if looking.len() < AT_ONCE => {
                    let checkout = Arc::clone(self);
                    looking.spawn(async move { checkout.look_at(notice).await });
                }
            }
        }
    }

    async fn begin(self: &Arc<Self>, asking: &mut JoinSet<()>) -> anyhow::Result<()> {
        let room = AT_ONCE.saturating_sub(asking.len()) as u32;
        if room == 0 {
            return Ok(());
        }

        let store = &self.context.store;
        let now = self.context.clock.now();
        for purchase in store.due_purchases(now, PAUSE, room).await? {
            let checkout = Arc::clone(self);
            asking.spawn(async move { checkout.ask_about(purchase).await });
        }

        for refund in store.due_refunds(now, PAUSE, room).await? {
            let checkout = Arc::clone(self);
            asking.spawn(async move { checkout.ask_for(refund).await });
        }

        Ok(())
    }

    async fn ask_about(&self, purchase: Purchase) {
        let id = purchase.order.id;
        let Some(_alone) = self.purchases.enter(id) else {
            return;
        };

        if let Err(error) = self
            .advance(&purchase)
            .await
            .context("a purchase waits for its provider")
        {
            failed(&error);
        }
    }

    async fn ask_for(&self, refund: Refund) {
        let Some(_alone) = self.refunds.enter(refund.charge.clone()) else {
            return;
        };

        if let Err(error) = self
            .give_back(&refund)
            .await
            .context("a refund waits for its provider")
        {
            failed(&error);
        }
    }

    async fn look_at(&self, notice: Notice) {
        // Whoever brought it has gone, and brings it again.
        if notice.done.is_closed() {
            return;
        }

        match self
            .look_anew(notice.provider, &notice.payment)
            .await
            .context("a notice waits for its provider")
        {
            // Whoever has brought it may not wait any more.
            Ok(()) => drop(notice.done.send(())),
            Err(error) => failed(&error),
        }
    }

    fn provider(&self, provider: Provider) -> Option<&dyn PaymentProvider> {
        self.providers
            .iter()
            .find(|one| one.provider() == provider)
            .map(AsRef::as_ref)
    }

    /// What a provider has taken, and given back since.
    async fn write_down(&self, provider: Provider, entries: &[Entry]) -> anyhow::Result<()> {
        for entry in entries {
            match entry {
                Entry::FetchedStyle(charge) => {
                    self.context.charge(charge, &[]).await?;
                }
                Entry::Returned(id) => {
                    self.context
                        .return_charge(
                            &ChargeKey {
                                provider,
                                id: id.clone(),
                            },
                            &[],
                        )
                        .await?
                }
                Entry::ReturnedInPart(id, amount) => partly_returned(provider, id, *amount),
                Entry::Other => {}
            }
        }

        Ok(())
    }
}

fn failed(error: &anyhow::Error) {
    metrics::counter!("vernissage_errors_total", "where" => "checkout").increment(1);
    tracing::warn!(?error, "something is asked again later");
}

/// Which credits that would be nobody can say but the operator.
fn partly_returned(provider: Provider, id: &str, amount: Money) {
    let provider = provider.name();
    metrics::counter!("vernissage_charges_total", "provider" => provider, "outcome" => "returned_in_part").increment(1);
    tracing::error!(provider, id, %amount, "a part of a charge was given back: its credits are all still there");
}

/// What is being asked about: nothing twice at a time, for a provider may take longer than the
/// pause.
struct Busy<T>(Mutex<HashSet<T>>);

impl<T> Default for Busy<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Clone + Eq + Hash> Busy<T> {
    fn enter(&self, one: T) -> Option<Alone<'_, T>> {
        let is_new = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(one.clone());
        is_new.then(|| Alone { busy: self, one })
    }
}

struct Alone<'a, T: Clone + Eq + Hash> {
    busy: &'a Busy<T>,
    one: T,
}

impl<T: Clone + Eq + Hash> Drop for Alone<'_, T> {
    fn drop(&mut self) {
        self.busy
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&self.one);
    }
}
