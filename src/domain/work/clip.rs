//! The clip: a film in one style or two, whose strokes move with what is in it.

use super::{
    Beside, Code, Effort, FromResult, Kind, KindName, Lane, MadeOf, NextStep, StepAction, painting,
};

/// The name of the kind.
pub const NAME: KindName = KindName::new("clip");

/// The kind. What can be chosen is what can be chosen for a painting.
pub static KIND: Kind = Kind {
    name: NAME,
    command: Some("clip"),
    made_of: MadeOf::Film,
    beside: Beside::Styles,
    starts_at_once: false,
    knobs: painting::KNOBS,
    lane: Lane::Painter,
    // The first frame of a scene is a painting, and three times as long as any other under the loss of
    // those. They begin with the frame before, moved along the flow, and have eight iterations; motion
    // and the rest take about as long as one.
    effort: Effort::ByFrame {
        painting: 150,
        first: 25,
        each: 9,
    },
    next: &[
        &[NextStep {
            code: Code('y'),
            label: "button-other-style-of-film",
            action: StepAction::OtherBeside,
        }],
        &[
            NextStep {
                code: Code('m'),
                label: "button-paint-still",
                action: StepAction::Make {
                    kind: painting::NAME,
                    from: FromResult::Photo,
                },
            },
            NextStep {
                code: Code('p'),
                label: "button-other-film",
                action: StepAction::OtherPhoto,
            },
        ],
    ],
    picture: Some(include_bytes!("../../../assets/kinds/clip.webp")),
    is_lossless: false,
    is_art: true,
};
