//! How probable each class is.

/// The classes of ImageNet, in the order of its synsets: 0 is a tench, 999 is toilet tissue.
pub const CLASSES: usize = 1000;

/// The probability of each class; together they are 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Scores {
    probabilities: Vec<f32>,
}

/// A class and its probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClassScore {
    /// Its index, below [`CLASSES`].
    pub class: u16,
    /// 0..=1.
    pub probability: f32,
}

impl Scores {
    /// The mean of several.
    ///
    /// # Panics
    /// If there is none, or one has not [`CLASSES`] probabilities.
    pub(super) fn mean(all: &[Vec<f32>]) -> Self {
        assert!(!all.is_empty(), "a mean is one of something");
        let mut probabilities = vec![0.0; CLASSES];
        for one in all {
            assert_eq!(one.len(), CLASSES, "a probability for each class");
            for (sum, probability) in probabilities.iter_mut().zip(one) {
                *sum += probability / all.len() as f32;
            }
        }

        Self { probabilities }
    }

    /// The probability of each class, [`CLASSES`] in all.
    #[must_use]
    pub fn probabilities(&self) -> &[f32] {
        &self.probabilities
    }

    /// The `count` most probable classes, the best first.
    #[must_use]
    pub fn best(&self, count: usize) -> Vec<ClassScore> {
        let mut scores: Vec<ClassScore> = (0..)
            .zip(&self.probabilities)
            .map(|(class, &probability)| ClassScore { class, probability })
            .collect();

        scores.sort_by(|a, b| b.probability.total_cmp(&a.probability));
        scores.truncate(count);
        scores
    }

    /// These classes with their probabilities; what is no class is left out.
    #[must_use]
    pub fn for_classes(&self, classes: &[u16]) -> Vec<ClassScore> {
        let score = |&class: &u16| {
            let probability = *self.probabilities.get(usize::from(class))?;
            Some(ClassScore { class, probability })
        };
        classes.iter().filter_map(score).collect()
    }
}
