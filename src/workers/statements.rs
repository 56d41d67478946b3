//! Compares a provider's statement with the ledger, at the start and every hour. Charges that were
//! missed are credited; charges that only one side knows, or that differ, are reported. Once a day,
//! and at every start, the statement is read from its beginning.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use tokio::time::{Instant, sleep};

use super::{WorkerContext, duties::Duty, leased::count_error};
use crate::{
    backoff::Backoff,
    domain::{money::Money, payment::Charge, time::Moment},
    payments::{Statement, StatementEntry},
    store::{Arrivals, ChargeKey, ChargeOutcome},
};

/// The time between two comparisons.
const PAUSE: Duration = Duration::from_hours(1);
/// The time after which the statement is read from its beginning.
const DAY: Duration = Duration::from_hours(24);
/// The pause after a failure.
const BACKOFF: Backoff = Backoff::new(Duration::from_secs(5), PAUSE);
/// How many lines are read at once.
const PAGE: u32 = 100;
/// How much later than its notification a payment may appear in the statement.
const GRACE: Duration = Duration::from_mins(10);

/// Compares the statement of one provider.
pub struct StatementWorker {
    context: WorkerContext,
    statement: Arc<dyn Statement>,
}

/// What has been read of the statement so far.
struct Reading {
    since: Instant,
    offset: u32,
    taken: HashMap<String, Money>,
    /// Charges that were reported, so that they are not reported every hour.
    reported: HashSet<String>,
}

impl Reading {
    fn begin() -> Self {
        Self {
            since: Instant::now(),
            offset: 0,
            taken: HashMap::new(),
            reported: HashSet::new(),
        }
    }
}

impl StatementWorker {
    /// A worker for this statement.
    #[must_use]
    pub fn new(context: WorkerContext, statement: Arc<dyn Statement>) -> Self {
        Self { context, statement }
    }

    /// Compares until the service stops, while no other process does.
    pub async fn run(self) {
        let duty = Duty::Statements(self.statement.provider().name());
        while let Some(duty) = self.context.duties.get(duty).await {
            duty.run(self.rounds()).await;
        }
    }

    async fn rounds(&self) {
        let mut reading = Reading::begin();
        let mut failures = 0;

        loop {
            let outcome = tokio::select! {
                () = self.context.stop.cancelled() => return,
                outcome = self.read(&mut reading) => outcome,
            };

            let pause = match outcome {
                Ok(()) => {
                    failures = 0;
                    PAUSE
                }
                Err(error) => {
                    self.report_failure(&error);
                    failures += 1;
                    BACKOFF.pause(failures - 1)
                }
            };

            tokio::select! {
                () = self.context.stop.cancelled() => return,
                () = sleep(pause) => {}
            }

            if reading.since.elapsed() >= DAY {
                reading = Reading::begin();
            }
        }
    }

    fn report_failure(&self, error: &anyhow::Error) {
        count_error("statements");
        tracing::warn!(
            ?error,
            provider = self.statement.provider().name(),
            "a statement could not be read"
        );
    }

    async fn read(&self, reading: &mut Reading) -> anyhow::Result<()> {
        let began = self.context.clock.now();
        loop {
            let page = self.statement.entries(reading.offset, PAGE).await?;
            let lines = page.len() as u32;

            for entry in page {
                self.record_entry(entry, reading).await?;
            }

            reading.offset += lines;

            if lines < PAGE {
                return self.compare(reading, began).await;
            }
        }
    }

    /// Records a line of the statement; one that is known changes nothing.
    async fn record_entry(
        &self,
        entry: StatementEntry,
        reading: &mut Reading,
    ) -> anyhow::Result<()> {
        match entry {
            StatementEntry::Charged(charge) => {
                self.credit(&charge).await?;
                reading.taken.insert(charge.id, charge.amount);
            }
            StatementEntry::Refunded(id) => {
                let charge = ChargeKey {
                    provider: self.statement.provider(),
                    id,
                };
                self.context.return_charge(&charge, &[]).await?;
            }
            StatementEntry::PartlyRefunded { .. }
            | StatementEntry::Disputed(_)
            | StatementEntry::Other => {}
        }

        Ok(())
    }

    /// A charge that matches nothing is reported by [`WorkerContext::charge`].
    async fn credit(&self, charge: &Charge) -> anyhow::Result<()> {
        if self.context.charge(charge, &[]).await? == ChargeOutcome::Credited {
            let id = charge.id.as_str();
            let amount = charge.amount;
            tracing::warn!(id, %amount, "a charge of the statement was missing from the ledger; it is credited now");
            metrics::counter!("vernissage_missed_charges_total").increment(1);
        }

        Ok(())
    }

    /// Reports charges in the ledger that the provider does not know, or knows with another amount.
    async fn compare(&self, reading: &mut Reading, began: Moment) -> anyhow::Result<()> {
        let provider = self.statement.provider();
        let charges = self
            .context
            .stores
            .charges
            .charges(self.account_since().await?, began.minus(GRACE))
            .await?;

        let mismatches: Vec<&Charge> = charges
            .iter()
            .map(|kept| &kept.charge)
            .filter(|charge| {
                charge.provider == provider && reading.taken.get(&charge.id) != Some(&charge.amount)
            })
            .collect();

        metrics::gauge!("vernissage_statement_mismatches", "provider" => provider.name())
            .set(mismatches.len() as f64);

        for charge in mismatches {
            if reading.reported.insert(charge.id.clone()) {
                let id = charge.id.as_str();
                let amount = charge.amount;
                tracing::error!(id, %amount, "a charge in the ledger differs from the provider's statement");
            }
        }

        Ok(())
    }

    /// Since when this account takes the money. Charges of the account before are in another
    /// statement.
    async fn account_since(&self) -> anyhow::Result<Moment> {
        let name = format!("statement:{}", self.statement.provider().name());
        let account = self.statement.account();
        let kept = self.context.stores.inbox.cursor(&name).await?;
        let kept = kept.as_deref().and_then(|kept| kept.rsplit_once(':'));

        if let Some((_, since)) = kept.filter(|(owner, _)| *owner == account) {
            return Ok(Moment::from_millis(since.parse()?));
        }

        let now = self.context.clock.now();
        let since = if kept.is_none() {
            Moment::default()
        } else {
            now
        };
        let cursor = Some(format!("{account}:{}", since.millis()));
        self.context
            .stores
            .inbox
            .receive(Arrivals::new(&name, Vec::new(), cursor, now))
            .await?;

        Ok(since)
    }
}
