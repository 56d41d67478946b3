//! Compares what a provider says it took with the books, at the start and every hour: what was
//! missed is credited, and what stands on one side only, or differs, is named. Once a day, and at
//! every start, a statement is read from its beginning.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use tokio::time::{Instant, sleep};

use super::WorkerContext;
use crate::{
    backoff::Backoff,
    domain::{money::Money, payment::Charge, time::Moment},
    payments::{Entry, Statement},
    store::{Arrivals, ChargeKey, ChargeOutcome},
};

const PAUSE: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);
/// The pause after a failure.
const BACKOFF: Backoff = Backoff::new(Duration::from_secs(5), PAUSE);
/// Lines at a time.
const PAGE: u32 = 100;
/// A payment may be told of so much earlier than it stands in the statement.
const GRACE: Duration = Duration::from_mins(10);

/// The loop.
pub struct StatementWorker {
    context: WorkerContext,
    statement: Arc<dyn Statement>,
}

/// What was read of it so far.
struct Reading {
    since: Instant,
    offset: u32,
    taken: HashMap<String, Money>,
    /// What was named once is not named every hour.
    named: HashSet<String>,
}

impl Reading {
    fn begin() -> Self {
        Self {
            since: Instant::now(),
            offset: 0,
            taken: HashMap::new(),
            named: HashSet::new(),
        }
    }
}

impl StatementWorker {
    /// What reads this statement.
    #[must_use]
    pub fn new(context: WorkerContext, statement: Arc<dyn Statement>) -> Self {
        Self { context, statement }
    }

    /// Reads until told to stop.
    pub async fn run(self) {
        let mut reading = Reading::begin();
        let mut failures = 0;

        loop {
            let outcome = tokio::select! {
                () = self.context.stop.cancelled() => return,
                outcome = self.read(&mut reading) => outcome,
            };
            failures = outcome.map_or_else(|error| self.failed(&error, failures), |()| 0);

            let pause = if failures > 0 {
                BACKOFF.pause(failures - 1)
            } else {
                PAUSE
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

    fn failed(&self, error: &anyhow::Error, before: u32) -> u32 {
        metrics::counter!("vernissage_errors_total", "where" => "statements").increment(1);
        tracing::warn!(
            ?error,
            provider = self.statement.provider().name(),
            "statement not read"
        );

        before + 1
    }

    async fn read(&self, reading: &mut Reading) -> anyhow::Result<()> {
        let began = self.context.clock.now();
        loop {
            let page = self.statement.entries(reading.offset, PAGE).await?;
            let lines = page.len() as u32;

            for entry in page {
                self.write_down(entry, reading).await?;
            }

            reading.offset += lines;

            if lines < PAGE {
                return self.compare(reading, began).await;
            }
        }
    }

    /// A line that is known changes nothing.
    async fn write_down(&self, entry: Entry, reading: &mut Reading) -> anyhow::Result<()> {
        match entry {
            Entry::FetchedStyle(charge) => {
                self.credit(&charge).await?;
                reading.taken.insert(charge.id, charge.amount);
            }
            Entry::Returned(id) => {
                let charge = ChargeKey {
                    provider: self.statement.provider(),
                    id,
                };
                self.context.return_charge(&charge, &[]).await?;
            }
            Entry::ReturnedInPart(..) | Entry::Other => {}
        }

        Ok(())
    }

    /// What matches nothing is named where it is written down.
    async fn credit(&self, charge: &Charge) -> anyhow::Result<()> {
        if self.context.charge(charge, &[]).await? == ChargeOutcome::Credited {
            let id = charge.id.as_str();
            let amount = charge.amount;
            tracing::warn!(id, %amount, "a charge of the statement was not in the books yet; it is credited now");
            metrics::counter!("vernissage_missed_charges_total").increment(1);
        }

        Ok(())
    }

    /// Looks for charges in the books that the provider does not know, or knows with another
    /// amount.
    async fn compare(&self, reading: &mut Reading, began: Moment) -> anyhow::Result<()> {
        let provider = self.statement.provider();
        let kept = self
            .context
            .store
            .charges(self.account_since().await?, began.minus(GRACE))
            .await?;

        let odd = kept.iter().map(|kept| &kept.charge).filter(|charge| {
            charge.provider == provider && reading.taken.get(&charge.id) != Some(&charge.amount)
        });
        let odd: Vec<&Charge> = odd.collect();
        metrics::gauge!("vernissage_statement_mismatches", "provider" => provider.name())
            .set(odd.len() as f64);

        for charge in odd {
            if reading.named.insert(charge.id.clone()) {
                let id = charge.id.as_str();
                let amount = charge.amount;
                tracing::error!(id, %amount, "a charge in the books is not in the provider's statement like this");
            }
        }

        Ok(())
    }

    /// Since when this account takes the money. Charges of the one before stand in another
    /// statement.
    async fn account_since(&self) -> anyhow::Result<Moment> {
        let name = format!("statement:{}", self.statement.provider().name());
        let account = self.statement.account();
        let kept = self.context.store.cursor(&name).await?;
        let kept = kept.as_deref().and_then(|kept| kept.rsplit_once(':'));

        if let Some((_, since)) = kept.filter(|(of, _)| *of == account) {
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
            .store
            .receive(Arrivals::of(&name, Vec::new(), cursor, now))
            .await?;

        Ok(since)
    }
}
