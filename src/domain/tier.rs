//! The tiers, the quality that a person chooses, and the plan that follows from the
//! settings.

use serde::{Deserialize, Serialize};
use strum::{EnumCount, EnumString, IntoStaticStr, VariantArray};

use super::credits::Credits;

/// The tiers, by what is delivered and what it costs.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    EnumCount,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// Free of charge, a few a day.
    Free,
    /// The picture at several iterations to choose from.
    Premium,
    /// A large picture, as a file that no messenger recompresses.
    Hd,
}

impl Tier {
    /// Every tier.
    pub const ALL: [Self; Self::COUNT] = *Self::VARIANTS
        .first_chunk()
        .expect("an array of all variants has a place for each");

    /// The name in the database, in metrics and in text keys.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Reads [`Tier::name`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

/// What a person chose: the tier and, for HD, how long to paint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Quality {
    /// See [`Tier::Free`].
    #[default]
    Free,
    /// See [`Tier::Premium`].
    Premium,
    /// See [`Tier::Hd`].
    Hd {
        /// Rounded to what the settings offer when the plan is made.
        iterations: u32,
    },
}

impl Quality {
    /// The tier of this quality.
    #[must_use]
    pub const fn tier(self) -> Tier {
        match self {
            Self::Free => Tier::Free,
            Self::Premium => Tier::Premium,
            Self::Hd { .. } => Tier::Hd,
        }
    }
}

/// Size, iterations and price of a job, fixed when it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Plan {
    /// The tier.
    pub tier: Tier,
    /// The longest side of the painting in pixels.
    pub size: u32,
    /// Iterations of the engine.
    pub iterations: u32,
    /// Credits put on hold when the job starts.
    pub price: Credits,
}
