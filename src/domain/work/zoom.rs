//! The zooming dream: a film that goes into a finished dream and dreams on. It is kept beside the dream,
//! so that it is made once.

use super::{Beside, Effort, Kind, KindName, Lane, MadeOf, themes::THEMES};

/// The name of the kind.
pub const NAME: KindName = KindName::new("zoom");

/// The kind. It dreams of what the dream is of: knob and picture beside it are the dream's.
pub static KIND: Kind = Kind {
    name: NAME,
    command: None,
    made_of: MadeOf::Finished,
    beside: Beside::Guide,
    starts_at_once: true,
    knobs: &[THEMES],
    lane: Lane::Painter,
    // Thirty-six frames of two octaves with two steps each.
    effort: Effort::Fixed(100),
    next: &[],
    picture: None,
    is_lossless: false,
    is_art: false,
};
