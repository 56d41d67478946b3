//! Cleans up: ends jobs that no worker will finish, deletes pictures that have expired and rows that
//! are no longer needed. Once a day it audits the ledger.

use std::time::Duration;

use super::{WorkerContext, duties::Duty, leased::count_error, sweep_uploads::UploadSweep};
use crate::{
    domain::{
        ids::PersonId,
        job::Failure,
        replies::{Subject, progress},
        time::Moment,
    },
    store::{Claim, Ending},
};

/// The time between two rounds.
const PAUSE: Duration = Duration::from_secs(5);
/// How long answered updates and sent messages are kept: they are the history of the chat page.
const HISTORY: Duration = Duration::from_hours(24 * 90);
/// How many pictures are deleted at once.
const PICTURES_AT_ONCE: u32 = 100;
/// Rows are pruned in one of this many rounds.
const PRUNE_EVERY: u32 = 120;
/// The time between two steps of pruning.
const PAUSE_BETWEEN_STEPS: Duration = Duration::from_millis(5);
/// Steps of the walk over all persons in one round. A step looks at a few hundred.
const VISITOR_STEPS: u32 = 200;
/// The time between two of these walks.
const WALK_EVERY: Duration = Duration::from_hours(1);
/// Where the walk begins.
const BEFORE_ALL: PersonId = PersonId(0);
/// A file that is not finished after this time never will be.
const LEFT_OVER: Duration = Duration::from_hours(1);
/// The time between two audits; the first one is at the start.
const DAY: Duration = Duration::from_hours(24);

/// Cleans up.
pub struct SweepWorker {
    context: WorkerContext,
    claim: Claim,
    uploads: UploadSweep,
    audited_at: Option<Moment>,
    /// Up to where passing visitors were looked for; `None` between two walks over all persons.
    visitors_up_to: Option<PersonId>,
    /// When the last of these walks began.
    walk_began_at: Option<Moment>,
}

impl SweepWorker {
    /// A sweep that claims exhausted jobs by the same rules as the job workers.
    #[must_use]
    pub fn new(context: WorkerContext, claim: Claim) -> Self {
        Self {
            context,
            claim,
            uploads: UploadSweep::default(),
            audited_at: None,
            visitors_up_to: None,
            walk_began_at: None,
        }
    }

    /// Cleans up until the service stops, while no other process does.
    pub async fn run(mut self) {
        let duties = self.context.duties.clone();
        while let Some(duty) = duties.get(Duty::Sweep).await {
            duty.run(self.rounds()).await;
        }
    }

    async fn rounds(&mut self) {
        for round in 0_u32.. {
            if let Err(error) = self.round(round).await {
                count_error("sweep");
                tracing::error!(?error, "a sweep failed");
            }

            tokio::select! {
                () = self.context.stop.cancelled() => return,
                () = tokio::time::sleep(PAUSE) => {}
            }
        }
    }

    async fn round(&mut self, round: u32) -> anyhow::Result<()> {
        self.end_exhausted().await?;
        report(self.delete_doomed().await);

        if round.is_multiple_of(PRUNE_EVERY) {
            let now = self.context.clock.now();
            self.prune(now).await?;
            report(self.uploads.round(&self.context).await);
        }

        let now = self.context.clock.now();
        self.prune_visitors(now).await?;

        if self
            .audited_at
            .is_none_or(|before| now.is_past(before, DAY))
        {
            self.audit().await?;
            report(self.context.pictures.delete_leftovers(LEFT_OVER).await);
            self.audited_at = Some(now);
        }

        Ok(())
    }

    async fn delete_doomed(&self) -> anyhow::Result<()> {
        let pictures = &self.context.pictures;
        while pictures.delete_doomed(PICTURES_AT_ONCE).await? > 0 && self.goes_on().await {}

        Ok(())
    }

    /// Deletes what is too old, a few rows at a time.
    async fn prune(&self, now: Moment) -> anyhow::Result<()> {
        let stores = &self.context.stores;
        while stores.maintenance.prune(now.minus(HISTORY), now).await? && self.goes_on().await {}

        let drafts_before = now.minus(self.context.rules.prints.keep_drafts);
        while stores.orders.drop_drafts(drafts_before).await? > 0 && self.goes_on().await {}

        Ok(())
    }

    /// Goes on with the walk over all persons that deletes passing visitors, or begins one when it
    /// is time.
    async fn prune_visitors(&mut self, now: Moment) -> anyhow::Result<()> {
        let is_due = self
            .walk_began_at
            .is_none_or(|before| now.is_past(before, WALK_EVERY));
        if self.visitors_up_to.is_none() && is_due {
            self.visitors_up_to = Some(BEFORE_ALL);
            self.walk_began_at = Some(now);
        }

        let silent_since = now.minus(self.context.rules.limits.keep_visitors);
        for _ in 0..VISITOR_STEPS {
            let Some(after) = self.visitors_up_to else {
                return Ok(());
            };
            self.visitors_up_to = self
                .context
                .stores
                .maintenance
                .prune_visitors(after, silent_since)
                .await?;

            if !self.goes_on().await {
                return Ok(());
            }
        }

        Ok(())
    }

    /// Lets others write between two steps. False if the service stops.
    async fn goes_on(&self) -> bool {
        tokio::time::sleep(PAUSE_BETWEEN_STEPS).await;
        !self.context.stop.is_cancelled()
    }

    /// Reports discrepancies to the operator; nothing is corrected automatically.
    async fn audit(&self) -> anyhow::Result<()> {
        let discrepancies = self.context.stores.ledger.audit().await?;
        metrics::gauge!("vernissage_audit_discrepancies").set(discrepancies.len() as f64);

        for discrepancy in discrepancies {
            tracing::error!(%discrepancy, "the ledger is not in order");
        }

        Ok(())
    }

    /// Ends jobs that were lost with their worker too often, with an apology.
    async fn end_exhausted(&self) -> anyhow::Result<()> {
        let claim = || {
            let in_hand = self.context.jobs_in_hand.rows();
            self.context.claim_now(&self.claim, in_hand)
        };

        while let Some(job) = self
            .context
            .stores
            .jobs
            .claim_exhausted_job(claim())
            .await?
        {
            let subject = Subject {
                language: job.language,
                job: job.lease.id,
                request: &job.request,
            };
            let messages = progress::failed(&subject, Failure::Broken);
            let ending = Ending::Failed(Failure::Broken);
            // A lost lease means that another process has ended the job.
            let _ = self
                .context
                .stores
                .jobs
                .finish_job(&job.lease, ending, messages, self.context.clock.now())
                .await?;

            self.context.bells.outbox.ring();
        }

        Ok(())
    }
}

/// A storage that is out of order keeps its files a while longer, and nothing else from being done.
fn report(swept: anyhow::Result<()>) {
    if let Err(error) = swept {
        count_error("sweep");
        tracing::error!(?error, "pictures could not be swept");
    }
}
