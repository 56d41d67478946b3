//! Looks for what was given back or disputed without a notification: at the start, and every ten
//! minutes after that, the providers' own lists are read.
//!
//! The lists are read again from a month before the last look. A refund that was still under way
//! may be decided by now, and one dated by a clock that is not ours is not missed.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use anyhow::Context;
use tokio::time::sleep;

use super::{Duty, POLL, PaymentPoller, log_failure};
use crate::{
    domain::{payment::Provider, time::Moment},
    payments::{PaymentReturn, ReturnList},
    store::{Arrivals, ChargeKey, RefundState},
};

/// The time between two looks.
const PAUSE: Duration = Duration::from_mins(10);
/// How far before the last look the lists are read again.
const OVERLAP: Duration = Duration::from_hours(24 * 30);
/// The most pages of a list that are read at one look: far more than a month has.
const MOST_PAGES: u32 = 1_000;

/// What this process has seen of the lists.
#[derive(Default)]
struct Seen {
    /// When a provider's lists were read last.
    looked_at: HashMap<Provider, Moment>,
    /// What was read and recorded.
    returns: HashSet<(Provider, PaymentReturn)>,
}

impl PaymentPoller {
    /// Looks until the service stops, while no other process does.
    pub(super) async fn watch_returns(self: &Arc<Self>) {
        while let Some(duty) = self.context.duties.get(Duty::Returns).await {
            duty.run(self.look_for_returns()).await;
        }
    }

    async fn look_for_returns(&self) {
        let mut seen = Seen::default();
        while !self.context.stop.is_cancelled() {
            for provider in self.providers.iter() {
                let Some(list) = &provider.returns else {
                    continue;
                };

                if let Err(error) = self
                    .look_at(provider.id, list.as_ref(), &mut seen)
                    .await
                    .context("what was given back could not be looked for")
                {
                    log_failure(&error);
                }
            }

            tokio::select! {
                () = self.context.stop.cancelled() => {}
                () = sleep(POLL) => {}
            }
        }
    }

    async fn look_at(
        &self,
        provider: Provider,
        list: &dyn ReturnList,
        seen: &mut Seen,
    ) -> anyhow::Result<()> {
        let now = self.context.clock.now();
        let looked_at = seen.looked_at.get(&provider);
        if looked_at.is_some_and(|looked_at| !now.is_past(*looked_at, PAUSE)) {
            return Ok(());
        }

        // Also a look that fails is not repeated at once.
        seen.looked_at.insert(provider, now);
        let cursor = Cursor::for_provider(provider);
        // A cursor in the future was written while the clock was wrong.
        let since = self.read_cursor(&cursor).await?.unwrap_or(now).min(now);
        let since = since.minus(OVERLAP);
        let mut place = None;

        for _ in 0..MOST_PAGES {
            let page = list.returns_since(since, place.as_deref()).await?;
            for one in page.returns {
                let known = (provider, one);
                if seen.returns.contains(&known) {
                    continue;
                }

                self.ask_about_payment(provider, &known.1.payment).await?;
                if known.1.has_failed {
                    self.report_failed_refund(provider, &known.1, now).await?;
                }
                seen.returns.insert(known);
            }

            place = page.next;
            if place.is_none() {
                return self.write_cursor(&cursor, now).await;
            }
        }

        Ok(())
    }

    /// A refund may fail days after it was made, when the person's bank does not take the money. The
    /// books have it as given back, so the operator has to find another way. Each is looked at once,
    /// also across restarts: after that it may have been made good by another refund, and an
    /// operator who is told again would pay twice.
    async fn report_failed_refund(
        &self,
        provider: Provider,
        failed: &PaymentReturn,
        now: Moment,
    ) -> anyhow::Result<()> {
        let looked_at = Cursor::for_failed(provider, failed);
        if self.read_cursor(&looked_at).await?.is_some() {
            return Ok(());
        }

        let charge = failed.payment.as_str();
        let key = ChargeKey {
            provider,
            id: charge.to_owned(),
        };
        let state = self.context.stores.refunds.refund_state(&key).await?;
        if state == Some(RefundState::Done) {
            let provider = provider.name();
            metrics::counter!("vernissage_charges_total", "provider" => provider, "outcome" => "refund_failed").increment(1);
            tracing::error!(
                provider,
                charge,
                "a refund has come back after it was made: give the money back in another way"
            );
        }

        self.write_cursor(&looked_at, now).await
    }

    async fn read_cursor(&self, cursor: &Cursor) -> anyhow::Result<Option<Moment>> {
        let kept = self.context.stores.inbox.cursor(&cursor.0).await?;
        let millis = kept.map(|kept| kept.parse()).transpose()?;
        Ok(millis.map(Moment::from_millis))
    }

    async fn write_cursor(&self, cursor: &Cursor, now: Moment) -> anyhow::Result<()> {
        let looked_at = Some(now.millis().to_string());
        let arrivals = Arrivals::new(&cursor.0, Vec::new(), looked_at, now);
        self.context.stores.inbox.receive(arrivals).await?;

        Ok(())
    }
}

/// The name under which the store keeps when a provider's lists were read, or a refund of them that
/// has failed.
struct Cursor(String);

impl Cursor {
    fn for_provider(provider: Provider) -> Self {
        Self(format!("returns:{}", provider.name()))
    }

    fn for_failed(provider: Provider, failed: &PaymentReturn) -> Self {
        Self(format!("returns:{}:{}", provider.name(), failed.id))
    }
}
