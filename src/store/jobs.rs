//! Jobs, from the queue to the finished painting.

use std::time::Duration;

use async_trait::async_trait;

use crate::domain::ids::{ChatId, JobId, PersonId};
use crate::domain::job::{Ahead, Failure, JobRequest, ProgressPicture, Rendition};
use crate::domain::language::Language;
use crate::domain::message::Message;
use crate::domain::picture::PictureKey;
use crate::domain::time::Moment;
use crate::domain::work::{Findings, Lane};
use crate::store::Result;
use crate::store::leases::{Attempt, Claim, JobLease, LeaseState};

/// The queue of paintings. Every statement after the claim names the job and the attempt, and changes
/// nothing once the lease is lost.
#[async_trait]
pub trait JobStore: Send + Sync + 'static {
    /// Claims the next job of the lane. Jobs whose lease ran out come first, then paid jobs, then free ones.
    /// After `JobClaim::paid_in_a_row` paid jobs, a free job that has waited long enough passes.
    /// Within a class people take turns.
    async fn claim_job(&self, claim: JobClaim) -> Result<Option<ClaimedJob>>;

    /// Whether the lease still holds. It is not renewed.
    async fn holds_job(&self, lease: &JobLease) -> Result<LeaseState>;

    /// Renews the lease and saves progress. `Lost` means that another worker has the job, or that
    /// it has ended.
    async fn renew_job(&self, lease: &JobLease, progress: JobProgress) -> Result<LeaseState>;

    /// Ends a job and puts its messages into the outbox. A painting is saved and its hold posted; a
    /// failure voids the hold.
    async fn finish_job(
        &self,
        lease: &JobLease,
        ending: Ending,
        messages: Vec<Message>,
        now: Moment,
    ) -> Result<LeaseState>;

    /// Saves what the finished piece looked like on the way: a small film among the person's pictures.
    async fn keep_snapshots(&self, lease: &JobLease, film: PictureKey) -> Result<LeaseState>;

    /// The person's finished piece that this is the last picture of; of several, the newest.
    async fn finished_piece(
        &self,
        person: PersonId,
        picture: PictureKey,
    ) -> Result<Option<FinishedPiece>>;

    /// Returns a job to the queue, from where it can be claimed after `ready_at`.
    async fn return_job(
        &self,
        lease: &JobLease,
        ready_at: Moment,
        attempt: Attempt,
        now: Moment,
    ) -> Result<LeaseState>;

    /// Claims a job whose lease ran out in its last attempt. Finish it as failed.
    async fn claim_exhausted_job(&self, claim: Claim) -> Result<Option<ClaimedJob>>;

    /// The first `limit` jobs in the queue of each lane, lane after lane, in their order.
    async fn queued_jobs(&self, limit: u32) -> Result<Vec<QueuedJob>>;
}

/// How a worker asks for a job.
#[derive(Clone, Debug)]
pub struct JobClaim {
    /// The lease it asks for.
    pub claim: Claim,
    /// The lane from which it takes jobs; the others' are left alone.
    pub lane: Lane,
    /// A free job that has waited this long may pass paid ones …
    pub free_waits: Duration,
    /// … after this many paid jobs in a row.
    pub paid_in_a_row: u32,
}

/// A job that a worker has claimed.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimedJob {
    /// The right to paint it.
    pub lease: JobLease,
    /// Whose it is.
    pub person: PersonId,
    /// The chat that gets its messages.
    pub chat: ChatId,
    /// The language of its messages.
    pub language: Language,
    /// What to paint.
    pub request: JobRequest,
    /// How many earlier attempts have failed.
    pub failures: u32,
    /// Where an earlier attempt stopped: a picture of the kind `Checkpoint`.
    pub checkpoint: Option<PictureKey>,
    /// What its progress message shows.
    pub shown: ProgressPicture,
    /// When it was asked for.
    pub asked_at: Moment,
}

/// A finished piece, for what is made of it.
#[derive(Clone, Debug, PartialEq)]
pub struct FinishedPiece {
    /// The job that made it.
    pub job: JobId,
    /// What was asked for.
    pub request: JobRequest,
    /// The folder of its pictures: the person, or an account that joined theirs.
    pub owner: PersonId,
    /// The picture at its iterations; the last one is the finished picture.
    pub pictures: Vec<Rendition>,
    /// What it looked like on the way, as a film.
    pub snapshots: Option<PictureKey>,
}

/// Progress of a job.
#[derive(Clone, Debug)]
pub struct JobProgress {
    /// The new end of the lease.
    pub lease_until: Moment,
    /// From 0 to 100.
    pub percent: u8,
    /// A new checkpoint. The one before is deleted.
    pub checkpoint: Option<PictureKey>,
    /// For the person. It replaces progress of this job that was not sent yet.
    pub message: Option<Message>,
    /// What the message shows. Unless it is a preview, the message is dropped if the person was
    /// shown something else meanwhile.
    pub shown: ProgressPicture,
    /// Now.
    pub now: Moment,
}

/// How a job ends.
#[derive(Clone, Debug)]
pub enum Ending {
    /// It is painted.
    Done {
        /// The painting at its iterations; the last one is the finished painting. Empty for a film
        /// about a finished piece, which is kept beside that piece's picture.
        pictures: Vec<Rendition>,
        /// What was found in the photo.
        found: Findings,
        /// How long the engine worked in all attempts. Expected waits are computed from it.
        worked: Duration,
    },
    /// It was not painted.
    Failed(Failure),
}

/// A job in the queue.
#[derive(Clone, Debug, PartialEq)]
pub struct QueuedJob {
    /// The job.
    pub job: JobId,
    /// The chat that gets its messages.
    pub chat: ChatId,
    /// The language of its messages.
    pub language: Language,
    /// What to paint.
    pub request: JobRequest,
    /// The lane in which it waits.
    pub lane: Lane,
    /// The work before it in its lane.
    pub ahead: Ahead,
    /// What its progress message shows.
    pub shown: ProgressPicture,
}
