//! What is ordered, and what became of it.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::ids::JobId;
use super::look::{Look, Share};
use super::picture::{PictureKey, PictureRef};
use super::tier::{Plan, Quality, Tier};
use super::time::Moment;

/// One style, or two with a ratio.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Styles {
    /// The style.
    pub first: PictureRef,
    /// The second style, if there is one.
    pub second: Option<SecondStyle>,
}

/// A second style and its share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SecondStyle {
    /// The picture.
    pub picture: PictureRef,
    /// How much of it.
    pub share: Share,
}

impl Styles {
    /// A single style.
    #[must_use]
    pub const fn one(first: PictureRef) -> Self {
        Self {
            first,
            second: None,
        }
    }

    /// What is left when some pictures are gone: nothing without the first style.
    #[must_use]
    pub fn without(&self, gone: impl Fn(PictureRef) -> bool) -> Option<Self> {
        let second = self.second.filter(|second| !gone(second.picture));
        (!gone(self.first)).then_some(Self { second, ..*self })
    }

    /// Every picture in it.
    pub fn pictures(&self) -> impl Iterator<Item = PictureRef> {
        std::iter::once(self.first).chain(self.second.map(|second| second.picture))
    }
}

/// Everything the engine needs to know of a job, and everything a person may repeat with a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct JobRequest {
    /// What is painted.
    pub photo: PictureRef,
    /// After what.
    pub styles: Styles,
    /// With which knobs.
    pub look: Look,
    /// How large, how long, at what price.
    pub plan: Plan,
}

impl JobRequest {
    /// The person's own pictures in it.
    pub fn own_pictures(&self) -> impl Iterator<Item = PictureKey> {
        std::iter::once(self.photo)
            .chain(self.styles.pictures())
            .filter_map(PictureRef::own)
    }

    /// The choice that led to the plan.
    #[must_use]
    pub const fn quality(&self) -> Quality {
        match self.plan.tier {
            Tier::Free => Quality::Free,
            Tier::Premium => Quality::Premium,
            Tier::Hd => Quality::Hd {
                iterations: self.plan.iterations,
            },
        }
    }
}

/// How far a job that has not ended is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Waits for its turn.
    Queued,
    /// Is being painted.
    Running {
        /// From 0 to 100.
        percent: u8,
    },
}

/// A job that has not ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobFacts {
    /// Its id.
    pub id: JobId,
    /// What is painted.
    pub request: JobRequest,
    /// How far it is.
    pub phase: Phase,
    /// What stands before it in the queue.
    pub ahead: Ahead,
}

/// What stands before a job in the queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ahead {
    /// Jobs that wait before it (running ones not counted).
    pub jobs: u32,
    /// Work before it, the rest of the running jobs included; see [`Plan::work`].
    pub work: u64,
}

/// The queue as it would meet a job that starts now, and how fast it moves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QueueFacts {
    /// Before a free job.
    pub free: Ahead,
    /// Before a paid one.
    pub paid: Ahead,
    /// Work done per second by all devices together, from the last jobs; `None` before the first
    /// was measured.
    pub speed: Option<u64>,
}

impl QueueFacts {
    /// What stands before a new job of a tier.
    #[must_use]
    pub const fn ahead(&self, tier: Tier) -> Ahead {
        match tier {
            Tier::Free => self.free,
            Tier::Premium | Tier::Hd => self.paid,
        }
    }

    /// How long so much work takes; unknown before anything was measured.
    #[must_use]
    pub fn time_for(&self, work: u64) -> Option<Duration> {
        self.speed
            .filter(|speed| *speed > 0)
            .map(|speed| Duration::from_secs(work.div_ceil(speed)))
    }
}

/// A finished painting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Painting {
    /// The job that made it.
    pub job: JobId,
    /// What was asked for.
    pub request: JobRequest,
    /// The picture at its iterations, the last being the finished one; never empty.
    pub pictures: Vec<Rendition>,
    /// When it was finished.
    pub finished: Moment,
}

impl Painting {
    /// The finished picture.
    #[must_use]
    pub fn last(&self) -> Option<&Rendition> {
        self.pictures.last()
    }
}

/// A painting at one iteration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendition {
    /// The picture.
    pub picture: PictureKey,
    /// After how many iterations.
    pub iteration: u32,
}

/// Why a job failed, in the words that matter to the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// A picture could not be read after all.
    BadPicture,
    /// A picture was deleted before the job began.
    PictureGone,
    /// It took longer than allowed.
    TooSlow,
    /// The device's memory did not suffice.
    TooLarge,
    /// Anything on our side.
    Broken,
}
