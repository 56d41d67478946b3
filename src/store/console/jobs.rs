//! Jobs as the operator sees them.

use std::time::Duration;

use crate::domain::credits::Credits;
use crate::domain::ids::{ChatId, JobId, PersonId};
use crate::domain::job::{Failure, JobRequest, Rendition};
use crate::domain::language::Language;
use crate::domain::tier::Tier;
use crate::domain::time::Moment;

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum JobState {
    Queued,
    Running,
    Done,
    Failed,
    Cancelled,
}

impl JobState {
    /// Every state, in the order of a job's life.
    pub const ALL: [Self; 5] = [
        Self::Queued,
        Self::Running,
        Self::Done,
        Self::Failed,
        Self::Cancelled,
    ];

    /// The word in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Reads [`JobState::name`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Whether nothing more will happen.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Cancelled)
    }

    /// Whether it ended without a painting.
    #[must_use]
    pub const fn is_in_vain(self) -> bool {
        matches!(self, Self::Failed | Self::Cancelled)
    }
}

/// Which jobs are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JobFilter {
    /// Only these.
    pub state: Option<JobState>,
    /// Only these.
    pub tier: Option<Tier>,
    /// Only those talked about there.
    pub messenger: Option<String>,
    /// Only those asked for before that job.
    pub before: Option<(Moment, JobId)>,
}

/// A job in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobLine {
    /// Its id.
    pub id: JobId,
    /// How far it is.
    pub state: JobState,
    /// What was asked for.
    pub tier: Tier,
    /// What it cost.
    pub price: Credits,
    /// From 0 to 100.
    pub percent: u8,
    /// Whose it is.
    pub person: PersonId,
    /// Where it is talked about; `None` once forgotten.
    pub messenger: Option<String>,
    /// When it was asked for.
    pub asked_at: Moment,
    /// When it was begun.
    pub started_at: Option<Moment>,
    /// When it ended.
    pub ended_at: Option<Moment>,
}

impl JobLine {
    /// How long it waited before it was begun, or waits already.
    #[must_use]
    pub fn waited(&self, now: Moment) -> Duration {
        self.started_at
            .or(self.ended_at)
            .unwrap_or(now)
            .since(self.asked_at)
    }
}

/// Everything about a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobSheet {
    /// As in a list.
    pub line: JobLine,
    /// Where it is talked about.
    pub chat: Option<ChatId>,
    /// In which language.
    pub language: Language,
    /// What is wanted; `None` once forgotten.
    pub request: Option<JobRequest>,
    /// The painting at its iterations.
    pub renditions: Vec<Rendition>,
    /// How often it was begun.
    pub attempts: u32,
    /// How many of those have failed.
    pub failures: u32,
    /// Who paints it.
    pub painter: Option<String>,
    /// Not to be begun before.
    pub ready_at: Moment,
    /// How long the engine worked.
    pub worked: Option<Duration>,
    /// Why it failed.
    pub failure: Option<Failure>,
    /// What was held for it, and whether that was posted (`post`) or went back (`void`); `None`
    /// where nothing was held.
    pub hold: Option<(Credits, Option<String>)>,
}
