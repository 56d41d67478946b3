//! The store's jobs, with a note of when each was claimed and finished.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use async_trait::async_trait;
use tokio::sync::watch;

use crate::{
    domain::{
        ids::{JobId, PersonId},
        message::Message,
        picture::PictureKey,
        time::Moment,
    },
    store::{
        Attempt, Claim, ClaimedJob, Ending, FinishedPiece, JobClaim, JobProgress, JobStore,
        LeaseState, QueuedJob, Result, leases::JobLease,
    },
};

/// When a job was claimed and finished.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times {
    pub(super) claimed: Instant,
    pub(super) finished: Option<Instant>,
}

/// How often something was asked of the jobs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Calls {
    /// Claims that found a job.
    pub(super) claims: u64,
    pub(super) renewals: u64,
    pub(super) ends: u64,
}

/// Jobs that are watched.
pub(super) struct WatchedJobs {
    jobs: Arc<dyn JobStore>,
    seen: Mutex<Seen>,
    finished: watch::Sender<usize>,
}

#[derive(Default)]
struct Seen {
    times: HashMap<JobId, Times>,
    calls: Calls,
}

impl WatchedJobs {
    /// These jobs.
    pub(super) fn new(jobs: Arc<dyn JobStore>) -> Self {
        Self {
            jobs,
            seen: Mutex::default(),
            finished: watch::channel(0).0,
        }
    }

    /// Waits until so many jobs are finished.
    pub(super) async fn wait_for(&self, count: usize) {
        let mut finished = self.finished.subscribe();
        // The sender lives as long as this.
        let _ = finished.wait_for(|finished| *finished >= count).await;
    }

    /// How many jobs are finished.
    pub(super) fn finished(&self) -> usize {
        *self.finished.borrow()
    }

    /// When each job was claimed first, and finished.
    pub(super) fn times(&self) -> HashMap<JobId, Times> {
        self.seen().times.clone()
    }

    /// What was asked.
    pub(super) fn calls(&self) -> Calls {
        self.seen().calls
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl JobStore for WatchedJobs {
    async fn claim_job(&self, claim: JobClaim) -> Result<Option<ClaimedJob>> {
        let claimed = self.jobs.claim_job(claim).await?;
        if let Some(job) = &claimed {
            let times = Times {
                claimed: Instant::now(),
                finished: None,
            };
            let mut seen = self.seen();
            seen.times.entry(job.lease.id).or_insert(times);
            seen.calls.claims += 1;
        }

        Ok(claimed)
    }

    async fn holds_job(&self, lease: &JobLease) -> Result<LeaseState> {
        self.jobs.holds_job(lease).await
    }

    async fn renew_job(&self, lease: &JobLease, progress: JobProgress) -> Result<LeaseState> {
        self.seen().calls.renewals += 1;
        self.jobs.renew_job(lease, progress).await
    }

    async fn finish_job(
        &self,
        lease: &JobLease,
        ending: Ending,
        messages: Vec<Message>,
        now: Moment,
    ) -> Result<LeaseState> {
        let state = self.jobs.finish_job(lease, ending, messages, now).await?;
        if state == LeaseState::Held {
            let mut seen = self.seen();
            seen.calls.ends += 1;
            if let Some(times) = seen.times.get_mut(&lease.id) {
                times.finished = Some(Instant::now());
            }
            drop(seen);
            self.finished.send_modify(|finished| *finished += 1);
        }

        Ok(state)
    }

    async fn keep_snapshots(&self, lease: &JobLease, film: PictureKey) -> Result<LeaseState> {
        self.jobs.keep_snapshots(lease, film).await
    }

    async fn finished_piece(
        &self,
        person: PersonId,
        picture: PictureKey,
    ) -> Result<Option<FinishedPiece>> {
        self.jobs.finished_piece(person, picture).await
    }

    async fn return_job(
        &self,
        lease: &JobLease,
        ready_at: Moment,
        attempt: Attempt,
        now: Moment,
    ) -> Result<LeaseState> {
        self.jobs.return_job(lease, ready_at, attempt, now).await
    }

    async fn claim_exhausted_job(&self, claim: Claim) -> Result<Option<ClaimedJob>> {
        self.jobs.claim_exhausted_job(claim).await
    }

    async fn queued_jobs(&self, limit: u32) -> Result<Vec<QueuedJob>> {
        self.jobs.queued_jobs(limit).await
    }
}
