//! Jobs between queue and painting.

use std::time::Duration;

use crate::domain::ids::{ChatId, JobId, PersonId};
use crate::domain::job::{Ahead, Failure, JobRequest, Rendition};
use crate::domain::language::Language;
use crate::domain::message::Message;
use crate::domain::picture::PictureKey;
use crate::domain::time::Moment;

/// How a worker asks for a job.
#[derive(Clone, Debug)]
pub struct JobClaim {
    /// Who asks; for the operator's eyes.
    pub worker: String,
    /// For how long the job is the worker's unless renewed.
    pub lease: Duration,
    /// After so long a free job may pass paid ones …
    pub free_waits: Duration,
    /// … once so many paid jobs were taken in a row.
    pub paid_in_a_row: u32,
    /// A job is taken at most so often.
    pub attempts: u32,
    /// Now.
    pub now: Moment,
}

/// The right to work on a job: its id and the attempt. The fence of every later statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lease {
    /// The job.
    pub job: JobId,
    /// Which attempt this is, from 1.
    pub attempt: u32,
}

/// Whether the job is still the worker's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum LeaseState {
    /// Go on.
    Yes,
    /// Stop at once: nothing was written.
    Lost,
}

/// A job to be worked on.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimedJob {
    /// The right to work on it.
    pub lease: Lease,
    /// Whose it is.
    pub person: PersonId,
    /// Where it is talked about.
    pub chat: ChatId,
    /// In which language.
    pub language: Language,
    /// What is wanted.
    pub request: JobRequest,
    /// Earlier attempts that count: with this one failing, `failures + 1` of them have failed.
    pub failures: u32,
    /// Where an earlier attempt stopped: bytes kept as a picture of the kind `Checkpoint`.
    pub checkpoint: Option<PictureKey>,
    /// When it was asked for.
    pub asked_at: Moment,
}

/// Progress of a job.
#[derive(Clone, Debug)]
pub struct Touch {
    /// The lease now ends here.
    pub lease_until: Moment,
    /// From 0 to 100.
    pub percent: u8,
    /// The newest checkpoint, if there is a newer one; the one before is deleted.
    pub checkpoint: Option<PictureKey>,
    /// Told to the person, in place of whatever was not yet sent about this job's progress.
    pub message: Option<Message>,
    /// Now.
    pub now: Moment,
}

/// How a job ends.
#[derive(Clone, Debug)]
pub enum Ending {
    /// Painted: the hold is posted.
    Done {
        /// The picture at its iterations, the last being the finished one. Not empty.
        pictures: Vec<Rendition>,
        /// How long the engine worked, all attempts together; waits are promised from it.
        worked: Duration,
    },
    /// Not painted: the hold is voided.
    Failed(Failure),
}

/// Whether an attempt counts against the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// It failed.
    Counts,
    /// It was interrupted by us.
    DoesNotCount,
}

/// A job that waits.
#[derive(Clone, Debug, PartialEq)]
pub struct QueuedJob {
    /// The job.
    pub job: JobId,
    /// Where it is talked about.
    pub chat: ChatId,
    /// In which language.
    pub language: Language,
    /// What is wanted.
    pub request: JobRequest,
    /// What stands before it.
    pub ahead: Ahead,
}
