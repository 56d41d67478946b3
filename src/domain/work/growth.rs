//! How it was painted: a finished painting's growth from the photo, as a short film. The film is kept
//! beside the painting, so that it is made once.

use super::{Beside, Effort, Kind, KindName, Lane, MadeOf};

/// The name of the kind.
pub const NAME: KindName = KindName::new("growth");

/// The kind. The picture beside the painting is its photo.
pub static KIND: Kind = Kind {
    name: NAME,
    command: None,
    made_of: MadeOf::Finished,
    beside: Beside::Guide,
    starts_at_once: true,
    knobs: &[],
    lane: Lane::Quick,
    // Nothing is painted, but 78 frames are mixed and encoded.
    effort: Effort::Fixed(20),
    next: &[],
    picture: None,
    is_lossless: false,
    is_art: false,
};
