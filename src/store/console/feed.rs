//! The feed as the operator sees it.

use crate::domain::feed::{EntryId, Parts, Reason, Stage, StyleKey};
use crate::domain::ids::{JobId, PersonId};
use crate::domain::look::Level;
use crate::domain::time::Moment;

/// Which entries are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExhibitFilter {
    /// Those that wait for approval, the oldest first.
    #[default]
    Awaiting,
    /// Public ones that visitors have reported, the most reported first.
    ReportOutcome,
    /// Public ones, the newest first.
    Public,
    /// Hidden ones, the newest first.
    Hidden,
}

impl ExhibitFilter {
    /// Every filter.
    pub const ALL: [Self; 4] = [
        Self::Awaiting,
        Self::ReportOutcome,
        Self::Public,
        Self::Hidden,
    ];

    /// The word in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Awaiting => "awaiting",
            Self::ReportOutcome => "reported",
            Self::Public => "public",
            Self::Hidden => "hidden",
        }
    }

    /// Reads [`ExhibitFilter::name`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|filter| filter.name() == name)
    }
}

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exhibit {
    /// Its key.
    pub id: EntryId,
    /// How far it is.
    pub stage: Stage,
    /// Who has published it.
    pub person: Option<PersonId>,
    /// Whether they may publish no more.
    pub is_banned: bool,
    /// Whose painting it is.
    pub job: Option<JobId>,
    /// The name it is shown under.
    pub name: Option<String>,
    /// What it shows.
    pub parts: Option<Parts>,
    /// When it was asked for.
    pub asked: Moment,
    /// How many like it.
    pub likes: u32,
    /// How often it was reported, by reason.
    pub reports: Vec<(Reason, u32)>,
    /// Why it was hidden.
    pub hidden_because: Option<String>,
}

/// A style with what the operator has tuned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tuning {
    /// The style.
    pub style: StyleKey,
    /// How strong it should be; `None` leaves it to the person.
    pub strength: Option<Level>,
    /// How large its strokes should be.
    pub stroke: Option<Level>,
}
