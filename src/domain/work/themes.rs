//! What a dream is of.

use super::{Code, Knob};

/// The code of the knob.
pub(super) const THEME: Code = Code('t');

/// The knob of dreams and of the zoom into one.
pub(super) const THEMES: Knob = Knob {
    code: THEME,
    name: "theme",
    choices: &[
        "creatures",
        "eyes",
        "animals",
        "patterns",
        "dogs",
        "birds",
        "snakes",
        "herd",
        "faces",
        "flowers",
        "fruit",
        "castles",
        "jungle",
    ],
    usual: 0,
    without_guide: true,
};
