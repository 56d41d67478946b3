//! The look of a painting: the options that a person sets in the chat.

use serde::{Deserialize, Serialize};

/// A level on a scale of five; the middle is the default.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(try_from = "i8", into = "i8")]
pub struct Level(i8);

impl Level {
    /// All levels from lowest to highest.
    pub const ALL: [Self; 5] = [Self(-2), Self(-1), Self(0), Self(1), Self(2)];

    /// The next level up; the highest stays.
    #[must_use]
    pub fn up(self) -> Self {
        Self((self.0 + 1).min(2))
    }

    /// The next level down; the lowest stays.
    #[must_use]
    pub fn down(self) -> Self {
        Self((self.0 - 1).max(-2))
    }

    /// Position from -2 to 2.
    #[must_use]
    pub const fn position(self) -> i8 {
        self.0
    }

    /// Place in [`Level::ALL`].
    #[must_use]
    pub fn index(self) -> u8 {
        (self.0 + 2).unsigned_abs()
    }

    /// The level at a place of [`Level::ALL`].
    #[must_use]
    pub fn at(index: u8) -> Option<Self> {
        Self::ALL.get(usize::from(index)).copied()
    }

    /// The engine's factor: each level up multiplies by `ratio`; the middle is 1.
    #[must_use]
    pub fn factor(self, ratio: f32) -> f32 {
        ratio.powi(i32::from(self.0))
    }
}

impl TryFrom<i8> for Level {
    type Error = &'static str;

    fn try_from(position: i8) -> Result<Self, Self::Error> {
        if (-2..=2).contains(&position) {
            Ok(Self(position))
        } else {
            Err("a level lies between -2 and 2")
        }
    }
}

impl From<Level> for i8 {
    fn from(level: Level) -> Self {
        level.0
    }
}

/// The options that are remembered as a person's defaults.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Look {
    /// How strong the style is.
    pub strength: Level,
    /// How large the strokes are.
    pub stroke: Level,
    /// Whether the photo's colours are kept.
    pub keep_colours: bool,
}

/// The share of the second style, in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Share(u8);

impl Share {
    /// The shares on offer.
    pub const ALL: [Self; 3] = [Self(25), Self(50), Self(75)];
    /// Both styles in equal parts.
    pub const HALF: Self = Self(50);

    /// Percent of the second style.
    #[must_use]
    pub const fn percent(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Share {
    type Error = &'static str;

    fn try_from(percent: u8) -> Result<Self, Self::Error> {
        Self::ALL
            .into_iter()
            .find(|share| share.0 == percent)
            .ok_or("a share is 25, 50 or 75")
    }
}

impl From<Share> for u8 {
    fn from(share: Share) -> Self {
        share.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_stays_within_its_scale() {
        assert_eq!(Level::ALL[4].up(), Level::ALL[4]);
        assert_eq!(Level::ALL[0].down(), Level::ALL[0]);
        assert!(
            Level::ALL
                .iter()
                .all(|level| Level::at(level.index()) == Some(*level))
        );
    }

    #[test]
    fn the_middle_changes_nothing() {
        assert!((Level::default().factor(2.0) - 1.0).abs() < f32::EPSILON);
        assert!((Level::default().down().factor(2.0) - 0.5).abs() < f32::EPSILON);
    }
}
