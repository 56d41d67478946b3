//! Cleans up: jobs nobody will finish, pictures nobody may keep, rows nobody needs. Once a day the
//! books are audited.

use std::time::Duration;

use super::WorkerContext;
use crate::{
    domain::{
        job::Failure,
        replies::{Subject, progress},
        time::Moment,
    },
    store::{Ending, JobClaim},
};

/// Between two looks at jobs and pictures.
const PAUSE: Duration = Duration::from_secs(5);
/// Answered updates and sent messages are the page's history: kept so long.
const HISTORY: Duration = Duration::from_hours(24 * 90);
const PICTURES_AT_ONCE: u32 = 100;
/// Every so many rounds the rows are looked at, too.
const ROUNDS: u32 = 120;
/// Between two audits, the first of which is at the start.
const DAY: Duration = Duration::from_hours(24);

/// The loop.
pub struct SweepWorker {
    context: WorkerContext,
    claim: JobClaim,
    audited: Option<Moment>,
}

impl SweepWorker {
    /// A sweep that finds exhausted jobs by the same rules by which jobs are claimed.
    #[must_use]
    pub fn new(context: WorkerContext, claim: JobClaim) -> Self {
        Self {
            context,
            claim,
            audited: None,
        }
    }

    /// Sweeps until told to stop.
    pub async fn run(mut self) {
        for round in 0_u32.. {
            if let Err(error) = self.round(round).await {
                metrics::counter!("vernissage_errors_total", "where" => "sweep").increment(1);
                tracing::error!(?error, "sweep failed");
            }

            tokio::select! {
                () = self.context.stop.cancelled() => return,
                () = tokio::time::sleep(PAUSE) => {}
            }
        }
    }

    async fn round(&mut self, round: u32) -> anyhow::Result<()> {
        self.end_exhausted().await?;
        while self
            .context
            .pictures
            .delete_doomed(PICTURES_AT_ONCE)
            .await?
            > 0
        {}

        if round.is_multiple_of(ROUNDS) {
            let now = self.context.clock.now();
            self.context.store.prune(now.minus(HISTORY), now).await?;
            self.context
                .store
                .drop_drafts(now.minus(self.context.rules.prints.keep_drafts))
                .await?;

            self.context
                .pictures
                .delete_old_uploads(self.context.rules.limits.keep_inputs)
                .await?;
        }

        let now = self.context.clock.now();
        if self.audited.is_none_or(|before| now.since(before) >= DAY) {
            self.audit().await?;
            self.audited = Some(now);
        }

        Ok(())
    }

    /// Whatever differs is for the operator to look at; nothing is put right by itself.
    async fn audit(&self) -> anyhow::Result<()> {
        let found = self.context.store.audit().await?;
        metrics::gauge!("vernissage_audit_discrepancies").set(found.len() as f64);

        for discrepancy in found {
            tracing::error!(%discrepancy, "the books are not in order");
        }

        Ok(())
    }

    /// Jobs that were lost with their worker once too often end with an apology.
    async fn end_exhausted(&self) -> anyhow::Result<()> {
        let claim = || JobClaim {
            now: self.context.clock.now(),
            ..self.claim.clone()
        };

        while let Some(job) = self.context.store.claim_exhausted_job(claim()).await? {
            let subject = Subject {
                language: job.language,
                job: job.lease.job,
                request: &job.request,
            };
            let messages = progress::failed(&subject, Failure::Broken);
            let ending = Ending::Failed(Failure::Broken);
            let _ = self
                .context
                .store
                .finish_job(&job.lease, ending, messages, self.context.clock.now())
                .await?;

            self.context.bells.outbox.ring();
        }

        Ok(())
    }
}
