//! What was found in a photo.

use serde::{Deserialize, Serialize};

/// What the network takes a photo for, the likeliest first. Numbers only: `things` has the words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Findings(pub Vec<Finding>);

/// The number of classes.
const CLASSES: usize = 1000;

impl Findings {
    /// The probability of each class, as the classifier gives them: 0 for those that were not kept.
    #[must_use]
    pub fn probabilities(&self) -> Vec<f32> {
        let mut probabilities = vec![0.0; CLASSES];
        for finding in &self.0 {
            if let Some(probability) = probabilities.get_mut(usize::from(finding.class)) {
                *probability = f32::from(finding.permille) / 1000.0;
            }
        }

        probabilities
    }
}

/// One kind of thing that may be in a photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Its class among the thousand of ImageNet.
    pub class: u16,
    /// How likely it is, from 0 to 1000.
    pub permille: u16,
}
