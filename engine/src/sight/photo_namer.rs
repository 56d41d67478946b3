//! Names for the photos of all kinds of work.

use super::{Classifier, findings};
use crate::{
    device::Device,
    image::Picture,
    work::{Finding, MakeError, Namer},
};

/// Names photos with a [`Classifier`], which it makes when it is first needed.
pub struct PhotoNamer {
    device: Device,
    classifier: Option<Classifier>,
}

impl PhotoNamer {
    /// A namer whose classifier runs where candle computes on this device.
    #[must_use]
    pub const fn new(device: Device) -> Self {
        Self {
            device,
            classifier: None,
        }
    }
}

impl Namer for PhotoNamer {
    fn names(&mut self, photo: &Picture) -> Result<Vec<Finding>, MakeError> {
        let classifier = match self.classifier.take() {
            Some(classifier) => classifier,
            None => Classifier::new(self.device.candle())?,
        };
        let classifier = self.classifier.insert(classifier);

        Ok(findings(&classifier.classify(photo)?))
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Scores, *};

    #[test]
    fn only_what_is_likely_is_a_name() {
        let mut probabilities = vec![0.0; super::super::CLASSES];
        for (class, probability) in [(7, 0.3), (285, 0.6), (9, 0.004)] {
            probabilities[class] = probability;
        }

        let found = findings(&Scores::mean(&[probabilities]));
        let classes: Vec<u16> = found.iter().map(|found| found.class).collect();
        assert_eq!(classes, [285, 7]);

        let alike = vec![1.0 / super::super::CLASSES as f32; super::super::CLASSES];
        assert!(findings(&Scores::mean(&[alike])).is_empty());
    }
}
