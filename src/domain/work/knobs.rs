//! What a person can choose for a piece of work, and what was chosen.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Code;
use crate::domain::look::Look;

/// Something to choose.
#[derive(Debug)]
pub struct Knob {
    /// What stands for it in the code of a button.
    pub code: Code,
    /// Its name, for the engine and in the keys of its texts.
    pub name: &'static str,
    /// The names of the choices. Two are a switch: no and yes. New ones come last, because their
    /// places are kept.
    pub choices: &'static [&'static str],
    /// The place of the usual choice.
    pub usual: usize,
    /// Whether it only counts without a picture beside the photo.
    pub without_guide: bool,
}

impl Knob {
    /// Whether it is only on or off.
    #[must_use]
    pub const fn is_switch(&self) -> bool {
        self.choices.len() == 2
    }
}

/// What was chosen on each knob of a kind, in their order, counted from the usual choice. Kept as a
/// list of numbers: what is not in the list is usual.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Knobs([i8; Self::MOST]);

impl Knobs {
    /// The most knobs of a kind.
    pub const MOST: usize = 6;

    /// The choices by their distance from the usual ones.
    #[must_use]
    pub fn from_distances(distances: &[i8]) -> Self {
        let mut knobs = Self::default();
        for (kept, distance) in knobs.0.iter_mut().zip(distances) {
            *kept = *distance;
        }
        knobs
    }

    /// The distance from the usual choice on the knob at this place.
    #[must_use]
    pub fn distance(self, index: usize) -> i8 {
        self.0.get(index).copied().unwrap_or_default()
    }

    /// What is chosen on the knob at this place, always one of its choices.
    #[must_use]
    pub fn place(self, index: usize, knob: &Knob) -> usize {
        let place = knob
            .usual
            .saturating_add_signed(self.distance(index).into());
        place.min(knob.choices.len().saturating_sub(1))
    }

    /// With another choice on the knob at this place; unchanged if there is no such choice.
    #[must_use]
    pub fn with(mut self, index: usize, knob: &Knob, place: usize) -> Self {
        let distance = |place: usize| {
            let distance = place.checked_signed_diff(knob.usual)?;
            i8::try_from(distance).ok()
        };
        let place = (place < knob.choices.len()).then_some(place);

        if let (Some(kept), Some(distance)) = (self.0.get_mut(index), place.and_then(distance)) {
            *kept = distance;
        }
        self
    }
}

impl Serialize for Knobs {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let usual_from = self.0.iter().rposition(|distance| *distance != 0);
        let chosen = &self.0[..usual_from.map_or(0, |last| last + 1)];
        chosen.serialize(serializer)
    }
}

/// As they are kept: a list, or the look of a painting from the time when there was nothing else.
#[derive(Deserialize)]
#[serde(untagged)]
enum KeptKnobs {
    List(Vec<i8>),
    Look(Look),
}

impl<'de> Deserialize<'de> for Knobs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match KeptKnobs::deserialize(deserializer)? {
            KeptKnobs::List(distances) => Self::from_distances(&distances),
            KeptKnobs::Look(look) => look.into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::look::Level;

    const THEME: Knob = Knob {
        code: Code('t'),
        name: "theme",
        choices: &["eyes", "dogs", "birds"],
        usual: 1,
        without_guide: false,
    };

    #[test]
    fn what_is_not_chosen_is_usual() {
        assert_eq!(Knobs::default().place(0, &THEME), 1);
        assert_eq!(serde_json::to_string(&Knobs::default()).unwrap(), "[]");
    }

    #[test]
    fn a_choice_is_kept_and_stays_among_the_choices() {
        let knobs = Knobs::default().with(0, &THEME, 2);
        let kept = serde_json::to_string(&knobs).unwrap();
        assert_eq!(kept, "[1]");
        assert_eq!(serde_json::from_str::<Knobs>(&kept).unwrap(), knobs);

        assert_eq!(knobs.with(0, &THEME, 3), knobs);
        assert_eq!(Knobs::from_distances(&[100]).place(0, &THEME), 2);
        assert_eq!(Knobs::from_distances(&[-100]).place(0, &THEME), 0);
    }

    #[test]
    fn the_look_of_an_old_painting_is_read() {
        let look = Look {
            strength: Level::default().up(),
            keep_colours: true,
            ..Look::default()
        };
        let kept = serde_json::to_string(&look).unwrap();
        let knobs: Knobs = serde_json::from_str(&kept).unwrap();
        assert_eq!(Look::from(knobs), look);
    }
}
