//! Colouring: a grey photo gets colours, guessed from what it shows or taken from another picture.
//! Its own light and dark stay to the bit.

use super::{
    Beside, Code, Effort, FromResult, Kind, KindName, Knob, Lane, MadeOf, NextStep, StepAction,
    painting,
};

/// The name of the kind.
pub const NAME: KindName = KindName::new("colouring");

const AMOUNT: Code = Code('a');

/// The kind.
pub static KIND: Kind = Kind {
    name: NAME,
    command: Some("colour"),
    made_of: MadeOf::GreyPhoto,
    beside: Beside::Guide,
    starts_at_once: false,
    knobs: &[Knob {
        code: AMOUNT,
        name: "amount",
        choices: &["less", "usual", "more"],
        usual: 1,
        without_guide: false,
    }],
    lane: Lane::Quick,
    // The network looks at a small copy only.
    effort: Effort::Fixed(4),
    next: &[
        &[
            NextStep {
                code: Code('+'),
                label: "button-more-colour",
                action: StepAction::Turn {
                    knob: AMOUNT,
                    by: 1,
                    end: "most-colour",
                },
            },
            NextStep {
                code: Code('-'),
                label: "button-less-colour",
                action: StepAction::Turn {
                    knob: AMOUNT,
                    by: -1,
                    end: "least-colour",
                },
            },
        ],
        &[
            NextStep {
                code: Code('y'),
                label: "button-colour-like",
                action: StepAction::OtherBeside,
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
            code: Code('p'),
            label: "button-another-photo",
            action: StepAction::OtherPhoto,
        }],
    ],
    picture: Some(include_bytes!("../../../assets/kinds/colouring.webp")),
    is_lossless: true,
    is_art: true,
};
