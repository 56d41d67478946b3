//! Cleans up: jobs nobody will finish, pictures nobody may keep, rows nobody needs.

use std::time::Duration;

use super::Desk;
use crate::{
    domain::{
        job::Failure,
        replies::{Subject, progress},
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

/// The loop.
pub struct Sweep {
    desk: Desk,
    claim: JobClaim,
}

impl Sweep {
    /// A sweep that finds exhausted jobs by the same rules by which jobs are claimed.
    #[must_use]
    pub fn new(desk: Desk, claim: JobClaim) -> Self {
        Self { desk, claim }
    }

    /// Sweeps until told to stop.
    pub async fn run(self) {
        for round in 0_u32.. {
            if let Err(error) = self.round(round).await {
                metrics::counter!("vernissage_errors_total", "where" => "sweep").increment(1);
                tracing::error!(?error, "sweep failed");
            }
            tokio::select! {
                () = self.desk.stop.cancelled() => return,
                () = tokio::time::sleep(PAUSE) => {}
            }
        }
    }

    async fn round(&self, round: u32) -> anyhow::Result<()> {
        self.end_exhausted().await?;
        while self.desk.pictures.delete_doomed(PICTURES_AT_ONCE).await? > 0 {}
        if round.is_multiple_of(ROUNDS) {
            let now = self.desk.clock.now();
            self.desk.store.prune(now.minus(HISTORY), now).await?;
            self.desk.pictures.delete_old_uploads(self.desk.rules.limits.keep_inputs).await?;
        }
        Ok(())
    }

    /// Jobs that were lost with their worker once too often end with an apology.
    async fn end_exhausted(&self) -> anyhow::Result<()> {
        let claim = || JobClaim { now: self.desk.clock.now(), ..self.claim.clone() };
        while let Some(job) = self.desk.store.claim_exhausted_job(claim()).await? {
            let subject = Subject { language: job.language, job: job.lease.job, request: &job.request };
            let messages = progress::failed(&subject, Failure::Broken);
            let ending = Ending::Failed(Failure::Broken);
            let _ = self.desk.store.finish_job(&job.lease, ending, messages, self.desk.clock.now()).await?;
            self.desk.bells.outbox.ring();
        }
        Ok(())
    }
}
