//! The feed as the operator sees it.

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::feed::{EntryId, Parts, Reason, Stage, StyleKey};
use crate::domain::ids::{JobId, PersonId};
use crate::domain::look::Level;
use crate::domain::things::Word;
use crate::domain::time::Moment;

/// Which entries to list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum FeedEntryFilter {
    /// Entries that wait for approval, oldest first.
    #[default]
    Awaiting,
    /// Public entries that visitors have reported, the most reported first.
    Reported,
    /// Public entries, newest first.
    Public,
    /// Hidden entries, newest first.
    Hidden,
}

impl FeedEntryFilter {
    /// Every filter.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The word in URLs.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Reads [`FeedEntryFilter::name`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

/// A feed entry, as the operator sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedEntryLine {
    /// Its key.
    pub id: EntryId,
    /// Its stage.
    pub stage: Stage,
    /// Who published it.
    pub person: Option<PersonId>,
    /// Whether they are banned from the feed.
    pub is_banned: bool,
    /// The job of the painting.
    pub job: Option<JobId>,
    /// The name it is shown under.
    pub name: Option<String>,
    /// Its title.
    pub title: Option<Word>,
    /// The parts that it shows.
    pub parts: Option<Parts>,
    /// When it was submitted.
    pub submitted_at: Moment,
    /// How many like it.
    pub likes: u32,
    /// The number of reports for each reason.
    pub reports: Vec<ReportCount>,
    /// Why it was hidden.
    pub hidden_because: Option<String>,
}

/// The settings that the operator chose for a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tuning {
    /// The style.
    pub style: StyleKey,
    /// The strength; `None` leaves it to the person.
    pub strength: Option<Level>,
    /// The size of its strokes; `None` leaves it to the person.
    pub stroke: Option<Level>,
}

/// How many visitors reported an entry for a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportCount {
    /// The reason.
    pub reason: Reason,
    /// How many.
    pub count: u32,
}
