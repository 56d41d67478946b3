//! Jobs as the operator sees them.

use std::time::Duration;

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::credits::Credits;
use crate::domain::ids::{ChatId, JobId, PersonId};
use crate::domain::job::{Failure, JobRequest, Rendition};
use crate::domain::language::Language;
use crate::domain::tier::Tier;
use crate::domain::time::Moment;
use crate::domain::work::{Findings, KindName};

/// The state of a job. The variants are in the order of a job's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum JobState {
    Queued,
    Running,
    Done,
    Failed,
    Cancelled,
}

impl JobState {
    /// Every state.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The word in the database and in URLs.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Reads [`JobState::name`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
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

/// Which jobs to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JobFilter {
    /// Only jobs in this state.
    pub state: Option<JobState>,
    /// Only jobs of this tier.
    pub tier: Option<Tier>,
    /// Only jobs from this messenger.
    pub messenger: Option<String>,
    /// Only jobs of this person.
    pub person: Option<PersonId>,
    /// Only jobs of this kind.
    pub kind: Option<KindName>,
    /// Only jobs whose photo shows one of these classes.
    pub things: Option<Vec<u16>>,
}

/// A job in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobLine {
    /// Its id.
    pub id: JobId,
    /// Its state.
    pub state: JobState,
    /// What it makes.
    pub kind: KindName,
    /// Its tier.
    pub tier: Tier,
    /// What it cost.
    pub price: Credits,
    /// From 0 to 100.
    pub percent: u8,
    /// Whose it is.
    pub person: PersonId,
    /// The messenger of its chat; `None` once forgotten.
    pub messenger: Option<String>,
    /// When it was requested.
    pub asked_at: Moment,
    /// When its first attempt began.
    pub started_at: Option<Moment>,
    /// When it ended.
    pub ended_at: Option<Moment>,
}

impl JobLine {
    /// How long it waited, or has been waiting, for its first attempt.
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
    /// The chat that gets its messages.
    pub chat: Option<ChatId>,
    /// The language of its messages.
    pub language: Language,
    /// What to paint; `None` once forgotten.
    pub request: Option<JobRequest>,
    /// The painting at its iterations.
    pub renditions: Vec<Rendition>,
    /// What was found in the photo; nothing before it is done, and once forgotten.
    pub found: Findings,
    /// How many attempts there were.
    pub attempts: u32,
    /// How many of those have failed.
    pub failures: u32,
    /// The worker that paints it.
    pub painter: Option<String>,
    /// When it may be claimed.
    pub ready_at: Moment,
    /// How long the engine worked.
    pub worked: Option<Duration>,
    /// Why it failed.
    pub failure: Option<Failure>,
    /// The hold for its price; `None` for a free job.
    pub hold: Option<JobHold>,
}

impl JobSheet {
    /// The credits that are on hold for it now.
    #[must_use]
    pub fn open_hold(&self) -> Option<Credits> {
        self.hold
            .as_ref()
            .filter(|hold| hold.ending.is_none())
            .map(|hold| hold.amount)
    }
}

/// Credits that were put on hold for a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobHold {
    /// How many.
    pub amount: Credits,
    /// How the hold ended: `post` when it was charged, `void` when it was returned; `None` while it
    /// stands.
    pub ending: Option<String>,
}
