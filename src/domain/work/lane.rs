//! The lanes of the queue.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

/// A lane of the queue, with workers and a place in line of its own.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    EnumString,
    IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    /// What takes its time: one after the other on each device.
    #[default]
    Painter,
    /// What takes a few seconds at most. It does not wait behind paintings.
    Quick,
}

impl Lane {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Painter, Self::Quick];

    /// The name in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Reads [`Lane::name`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}
