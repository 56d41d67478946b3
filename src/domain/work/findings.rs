//! What was found in a photo.

use serde::{Deserialize, Serialize};

/// What the network takes a photo for, the likeliest first. Numbers only: `things` has the words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Findings(pub Vec<Finding>);

/// One kind of thing that may be in a photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Its class among the thousand of ImageNet.
    pub class: u16,
    /// How likely it is, from 0 to 1000.
    pub permille: u16,
}
