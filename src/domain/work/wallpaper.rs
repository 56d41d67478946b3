//! The wallpaper: a pattern out of the strokes and colours of one picture, without a photo.

use super::painting::LEVELS;
use super::{
    Beside, Code, Effort, Kind, KindName, Knob, Knobs, Lane, MadeOf, NextStep, Recipe, StepAction,
};
use crate::domain::style_edit::Colours;

/// The name of the kind.
pub const NAME: KindName = KindName::new("wallpaper");

/// Its shape.
const SHAPE: Code = Code('h');
/// How large the strokes are.
pub const STROKE: Code = Code('o');
/// How many colours it has.
const PALETTE: Code = Code('c');

/// The kind.
pub static KIND: Kind = Kind {
    name: NAME,
    command: Some("wallpaper"),
    made_of: MadeOf::Style,
    beside: Beside::Nothing,
    starts_at_once: false,
    knobs: &[
        Knob {
            code: SHAPE,
            name: "shape",
            choices: &["square", "phone"],
            usual: 0,
            without_guide: false,
        },
        Knob {
            code: STROKE,
            name: "stroke",
            choices: LEVELS,
            usual: 2,
            without_guide: false,
        },
        Knob {
            code: PALETTE,
            name: "palette",
            choices: &["all", "eight", "five", "three"],
            usual: 0,
            without_guide: false,
        },
    ],
    lane: Lane::Painter,
    effort: Effort::ByTier,
    next: &[
        &[
            NextStep {
                code: Code('h'),
                label: "button-other-shape",
                action: StepAction::Choose(SHAPE),
            },
            NextStep {
                code: Code('p'),
                label: "button-other-picture",
                action: StepAction::OtherPhoto,
            },
        ],
        &[NextStep {
            code: Code('m'),
            label: "button-paint-in-it",
            action: StepAction::PaintInIt,
        }],
    ],
    picture: Some(include_bytes!("../../../assets/kinds/wallpaper.webp")),
    is_lossless: false,
    is_art: true,
};

/// The choices for a wallpaper of a style that is edited like this, with the strokes of this place.
#[must_use]
pub fn recipe(colours: Colours, stroke: usize) -> Recipe {
    let palette = Colours::ALL.iter().position(|one| *one == colours);
    let knobs = KIND.with(Knobs::default(), STROKE, stroke);

    Recipe {
        knobs: KIND.with(knobs, PALETTE, palette.unwrap_or_default()),
        ..Recipe::usual(NAME)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colours_of_an_edit_have_a_place_on_the_palette() {
        let knob = KIND.knob(PALETTE).unwrap();
        assert_eq!(knob.choices.len(), Colours::ALL.len());

        let place = |colours| KIND.place(recipe(colours, 3).knobs, PALETTE).unwrap();
        assert_eq!(knob.choices[place(Colours::All)], "all");
        assert_eq!(knob.choices[place(Colours::Five)], "five");
        assert_eq!(KIND.place(recipe(Colours::All, 3).knobs, STROKE), Some(3));
    }
}
