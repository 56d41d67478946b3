//! The painting: a photo in one style or two.

use super::{
    Beside, Code, Effort, Kind, KindName, Knob, Knobs, Lane, MadeOf, NextStep, StepAction, growth,
};
use crate::domain::look::{Level, Look};

/// The name of the kind.
pub const NAME: KindName = KindName::new("painting");

/// The name of the kind, for what is read and names none.
#[must_use]
pub const fn name() -> KindName {
    NAME
}

/// How strong the style is.
pub const STRENGTH: Code = Code('l');
/// How large the strokes are.
pub const STROKE: Code = Code('o');
/// Whether the photo's colours are kept.
pub const COLOURS: Code = Code('c');

pub(super) const LEVELS: &[&str] = &["0", "1", "2", "3", "4"];

/// What can be chosen for a painting, and for a painted film.
pub(super) const KNOBS: &[Knob] = &[
    Knob {
        code: STRENGTH,
        name: "strength",
        choices: LEVELS,
        usual: 2,
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
        code: COLOURS,
        name: "colours",
        choices: &["style", "photo"],
        usual: 0,
        without_guide: false,
    },
];

/// The kind.
pub static KIND: Kind = Kind {
    name: NAME,
    command: None,
    made_of: MadeOf::Photo,
    beside: Beside::Styles,
    starts_at_once: false,
    knobs: KNOBS,
    lane: Lane::Painter,
    effort: Effort::ByTier,
    next: &[
        &[
            NextStep {
                code: Code('+'),
                label: "button-stronger",
                action: StepAction::Turn {
                    knob: STRENGTH,
                    by: 1,
                    end: "strongest",
                },
            },
            NextStep {
                code: Code('-'),
                label: "button-weaker",
                action: StepAction::Turn {
                    knob: STRENGTH,
                    by: -1,
                    end: "weakest",
                },
            },
        ],
        &[NextStep {
            code: Code('y'),
            label: "button-other-style",
            action: StepAction::OtherBeside,
        }],
        &[NextStep {
            code: Code('p'),
            label: "button-other-photo",
            action: StepAction::OtherPhoto,
        }],
        &[NextStep {
            code: Code('h'),
            label: "button-growth",
            action: StepAction::Film(growth::NAME),
        }],
    ],
    picture: None,
    is_lossless: false,
    is_art: true,
};

impl From<Look> for Knobs {
    fn from(look: Look) -> Self {
        Self::from_distances(&[
            look.strength.position(),
            look.stroke.position(),
            look.keep_colours.into(),
        ])
    }
}

impl From<Knobs> for Look {
    fn from(knobs: Knobs) -> Self {
        let level = |index| Level::try_from(knobs.distance(index)).unwrap_or_default();
        Self {
            strength: level(0),
            stroke: level(1),
            keep_colours: knobs.distance(2) == 1,
        }
    }
}
