//! Sight: what the network sees in a photo, as a sheet of pictures and in words.

use super::{
    Beside, Code, Effort, FromResult, Kind, KindName, Lane, MadeOf, NextStep, StepAction, dream,
    painting,
};

/// The name of the kind.
pub const NAME: KindName = KindName::new("sight");

/// The kind.
pub static KIND: Kind = Kind {
    name: NAME,
    command: Some("see"),
    made_of: MadeOf::Photo,
    beside: Beside::Nothing,
    starts_at_once: false,
    knobs: &[],
    lane: Lane::Painter,
    // About ten seconds on two cores.
    effort: Effort::Fixed(30),
    next: &[
        &[
            NextStep {
                code: Code('d'),
                label: "button-dream-of-it",
                action: StepAction::Make {
                    kind: dream::NAME,
                    from: FromResult::Photo,
                },
            },
            NextStep {
                code: Code('m'),
                label: "button-paint-it",
                action: StepAction::Make {
                    kind: painting::NAME,
                    from: FromResult::Photo,
                },
            },
        ],
        &[NextStep {
            code: Code('p'),
            label: "button-another-photo",
            action: StepAction::OtherPhoto,
        }],
    ],
    picture: Some(include_bytes!("../../../assets/kinds/sight.webp")),
    is_lossless: false,
    is_art: false,
};
