//! What a person is about to publish, as buttons carry it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{PenName, Shows};
use crate::domain::things::Word;

/// A picture and what to show with it. Nothing is shown unless the person chooses it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is switched by a button of its own"
)]
pub struct Choice {
    /// Its place among the iterations; past the end means the finished one.
    pub place: u8,
    /// Show the photo.
    pub photo: bool,
    /// Show the style, or both.
    pub style: bool,
    /// Show the name.
    pub named: bool,
    /// Give it the title that is proposed.
    #[serde(default)]
    pub titled: bool,
    /// Show the film beside it.
    #[serde(default)]
    pub film: bool,
}

impl Choice {
    /// Only the picture at this place.
    #[must_use]
    pub const fn of_picture(place: u8) -> Self {
        Self {
            place,
            photo: false,
            style: false,
            named: false,
            titled: false,
            film: false,
        }
    }

    /// What is shown, with this pen name and this title.
    #[must_use]
    pub fn shows(self, name: Option<&PenName>, title: Option<Word>) -> Shows {
        Shows {
            photo: self.photo,
            style: self.style,
            film: self.film,
            name: name.filter(|_| self.named).cloned(),
            title: title.filter(|_| self.titled),
        }
    }

    /// Reads what [`fmt::Display`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (place, marks) = text.split_once('.')?;
        let marks: u8 = marks.parse().ok().filter(|marks| *marks < 32)?;
        let place = place.parse().ok()?;

        Some(Self {
            place,
            photo: marks & 1 != 0,
            style: marks & 2 != 0,
            named: marks & 4 != 0,
            titled: marks & 8 != 0,
            film: marks & 16 != 0,
        })
    }
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let flags = [self.photo, self.style, self.named, self.titled, self.film];
        let marks = (0..)
            .zip(flags)
            .fold(0, |marks, (place, flag)| marks | u8::from(flag) << place);
        write!(f, "{}.{marks}", self.place)
    }
}
