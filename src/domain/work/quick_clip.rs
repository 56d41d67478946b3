//! The quick version of a clip: sketches of all frames, blended along the flow. It is free and takes
//! seconds.

use super::{
    Beside, Code, Effort, FromResult, Kind, KindName, Lane, MadeOf, NextStep, StepAction, clip,
    painting,
};

/// The name of the kind.
pub const NAME: KindName = KindName::new("quickclip");

/// The kind. It begins with the tap that asks for it, so that the clip that is being prepared can be
/// painted after it.
pub static KIND: Kind = Kind {
    name: NAME,
    command: None,
    made_of: MadeOf::Film,
    beside: Beside::OneStyle,
    starts_at_once: true,
    knobs: painting::KNOBS,
    lane: Lane::Quick,
    // A sketch and the flow for each frame.
    effort: Effort::ByFrame {
        painting: 1,
        first: 5,
        each: 4,
    },
    next: &[
        &[NextStep {
            code: Code('m'),
            label: "button-paint-clip",
            action: StepAction::Make {
                kind: clip::NAME,
                from: FromResult::Photo,
            },
        }],
        &[
            NextStep {
                code: Code('y'),
                label: "button-other-style-of-film",
                action: StepAction::OtherBeside,
            },
            NextStep {
                code: Code('p'),
                label: "button-other-film",
                action: StepAction::OtherPhoto,
            },
        ],
        &[NextStep {
            code: Code('h'),
            label: "button-paint-still",
            action: StepAction::Make {
                kind: painting::NAME,
                from: FromResult::Photo,
            },
        }],
    ],
    picture: None,
    is_lossless: false,
    is_art: true,
};
