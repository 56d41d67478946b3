//! The dream: what the network sees in a photo, made stronger until everybody sees it.

use super::{
    Beside, Code, Effort, FromResult, Kind, KindName, Knob, Lane, MadeOf, NextStep, StepAction,
    painting,
    themes::{THEME, THEMES},
    zoom,
};

/// The name of the kind.
pub const NAME: KindName = KindName::new("dream");

const DEPTH: Code = Code('l');
const COLOURS: Code = Code('c');

/// The kind.
pub static KIND: Kind = Kind {
    name: NAME,
    command: Some("dream"),
    made_of: MadeOf::Photo,
    beside: Beside::Guide,
    starts_at_once: false,
    knobs: &[
        THEMES,
        Knob {
            code: DEPTH,
            name: "depth",
            choices: &["light", "medium", "deep"],
            usual: 1,
            without_guide: false,
        },
        Knob {
            code: COLOURS,
            name: "colours",
            choices: &["dream", "photo"],
            usual: 0,
            without_guide: false,
        },
    ],
    lane: Lane::Painter,
    // Octave by octave, ten steps cost as much as three iterations at full size.
    effort: Effort::ByKnob {
        knob: DEPTH,
        iterations: &[8, 16, 32],
    },
    next: &[
        &[
            NextStep {
                code: Code('+'),
                label: "button-deeper",
                action: StepAction::Turn {
                    knob: DEPTH,
                    by: 1,
                    end: "deepest",
                },
            },
            NextStep {
                code: Code('h'),
                label: "button-other-theme",
                action: StepAction::Choose(THEME),
            },
        ],
        &[
            NextStep {
                code: Code('a'),
                label: "button-dream-again",
                action: StepAction::Make {
                    kind: NAME,
                    from: FromResult::Result,
                },
            },
            NextStep {
                code: Code('y'),
                label: "button-dream-towards",
                action: StepAction::OtherBeside,
            },
        ],
        &[
            NextStep {
                code: Code('p'),
                label: "button-another-photo",
                action: StepAction::OtherPhoto,
            },
            NextStep {
                code: Code('m'),
                label: "button-paint-it",
                action: StepAction::Make {
                    kind: painting::NAME,
                    from: FromResult::Result,
                },
            },
        ],
        &[NextStep {
            code: Code('z'),
            label: "button-zoom",
            action: StepAction::Film(zoom::NAME),
        }],
    ],
    picture: Some(include_bytes!("../../../assets/kinds/dream.webp")),
    is_lossless: false,
    is_art: true,
};
