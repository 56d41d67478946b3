//! Compares what a provider says it took with the books, at the start and every hour: what was missed is credited, what
//! matches nothing is named. Where a statement was read up to is kept, so that years of it are not read again.

use std::{sync::Arc, time::Duration};

use tokio::time::sleep;

use super::Desk;
use crate::{
    domain::payment::Charge,
    payments::{Entry, Statement},
    store::{Arrivals, ChargeKey, Charged},
};

const PAUSE: Duration = Duration::from_hours(1);
/// After a failure it is read again sooner, and later each time.
const SHORTEST_PAUSE: Duration = Duration::from_secs(5);
/// Lines at a time.
const PAGE: u32 = 100;

/// The loop.
pub struct Statements {
    desk: Desk,
    statement: Arc<dyn Statement>,
}

impl Statements {
    /// What reads this statement.
    #[must_use]
    pub fn new(desk: Desk, statement: Arc<dyn Statement>) -> Self {
        Self { desk, statement }
    }

    /// Reads until told to stop.
    pub async fn run(self) {
        let mut failures = 0;
        loop {
            let pause = match self.read().await {
                Ok(()) => {
                    failures = 0;
                    PAUSE
                }
                Err(error) => {
                    metrics::counter!("vernissage_errors_total", "where" => "statements").increment(1);
                    tracing::warn!(?error, "statement not read");
                    failures += 1;
                    PAUSE.min(SHORTEST_PAUSE * 2_u32.pow(failures.min(10) - 1))
                }
            };
            tokio::select! {
                () = self.desk.stop.cancelled() => return,
                () = sleep(pause) => {}
            }
        }
    }

    async fn read(&self) -> anyhow::Result<()> {
        let mut offset = self.offset().await?;
        loop {
            let page = self.statement.entries(offset, PAGE).await?;
            let lines = page.len() as u32;
            for entry in page {
                self.compare(entry).await?;
            }
            offset += lines;
            if lines > 0 {
                self.keep(offset).await?;
            }
            if lines < PAGE || self.desk.stop.is_cancelled() {
                return Ok(());
            }
        }
    }

    /// A charge that is known changes nothing.
    async fn compare(&self, entry: Entry) -> anyhow::Result<()> {
        let now = self.desk.clock.now();
        match entry {
            Entry::Taken(charge) => self.credit(&charge).await?,
            Entry::Returned(id) => {
                let charge = ChargeKey { provider: self.statement.provider(), id };
                self.desk.store.return_charge(&charge, &[], now).await?;
            }
            Entry::Other => return Ok(()),
        }
        self.desk.bells.inbox.ring();
        Ok(())
    }

    async fn credit(&self, charge: &Charge) -> anyhow::Result<()> {
        let outcome = self.desk.store.charge(charge, &[], self.desk.rules.gifts, self.desk.clock.now()).await?;
        let id = charge.id.as_str();
        match outcome {
            Charged::Known => return Ok(()),
            Charged::Credited => tracing::warn!(id, "a charge of the statement had been missed; it is credited now"),
            Charged::Unmatched => tracing::error!(id, amount = %charge.amount, "a charge matches no purchase"),
        }
        let outcome = if outcome == Charged::Credited { "missed" } else { "unmatched" };
        metrics::counter!("vernissage_reconciled_total", "outcome" => outcome).increment(1);
        Ok(())
    }

    /// The name of the statement among the queues that are read.
    fn queue(&self) -> String {
        format!("statement:{}", self.statement.provider().name())
    }

    async fn offset(&self) -> anyhow::Result<u32> {
        let kept = self.desk.store.cursor(&self.queue()).await?;
        let offset = kept.as_deref().and_then(|kept| kept.split_once(':'));
        let offset = offset.filter(|(account, _)| *account == self.statement.account());
        Ok(offset.and_then(|(_, offset)| offset.parse().ok()).unwrap_or(0))
    }

    async fn keep(&self, offset: u32) -> anyhow::Result<()> {
        let cursor = format!("{}:{offset}", self.statement.account());
        let read = Arrivals::of(&self.queue(), Vec::new(), Some(cursor), self.desk.clock.now());
        self.desk.store.receive(read).await?;
        Ok(())
    }
}
