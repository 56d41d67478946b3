//! Adam (Kingma and Ba, 2015) with an exponential average of its iterates as the result.

use super::{State, Step};
use crate::{loss::Objective, net::NetError, planes::Planes};

/// Settings of [`Adam`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AdamSettings {
    /// Learning rate: the length of a step in pixel values of 0..=255.
    pub rate: f32,
    /// β₁: decay of the mean gradient.
    pub momentum: f32,
    /// β₂: decay of the mean squared gradient.
    pub scale_memory: f32,
    /// Decay of the averaged picture, which smooths out the noise of single steps.
    pub averaging: f32,
}

impl Default for AdamSettings {
    fn default() -> Self {
        Self {
            rate: 5.0,
            momentum: 0.9,
            scale_memory: 0.99,
            averaging: 0.9,
        }
    }
}

/// Adam with bounds: the picture stays in 0..=255.
#[derive(Clone, Debug)]
pub struct Adam {
    settings: AdamSettings,
    picture: Planes,
    gradient: Planes,
    mean: Planes,
    square: Planes,
    average: Planes,
    /// Iterations since the moments were zero, for the bias correction. Moments survive a change of
    /// size.
    age: u32,
    /// The part of the weight in `average` that no iterate has yet.
    unaveraged: f32,
}

impl Adam {
    /// Starts at `picture`.
    #[must_use]
    pub fn new(picture: Planes, settings: AdamSettings) -> Self {
        let zeros = Planes::zeros(picture.channels(), picture.height(), picture.width());
        Self {
            settings,
            gradient: zeros.clone(),
            mean: zeros.clone(),
            square: zeros.clone(),
            average: zeros,
            picture,
            age: 0,
            unaveraged: 1.0,
        }
    }

    #[cfg(feature = "cuda")]
    pub(crate) fn settings(&self) -> AdamSettings {
        self.settings
    }

    pub(super) fn step(&mut self, objective: &mut dyn Objective) -> Result<Step, NetError> {
        objective.rebalance();

        let loss = objective.evaluate(&self.picture, &mut self.gradient)?;
        self.age += 1;

        let AdamSettings {
            rate,
            momentum,
            scale_memory,
            averaging,
        } = self.settings;

        let age = i32::try_from(self.age).unwrap_or(i32::MAX);
        let rate = rate / (1.0 - momentum.powi(age));
        let square_correction = 1.0 / (1.0 - scale_memory.powi(age));

        self.unaveraged *= averaging;

        let moments = self.mean.data_mut().iter_mut().zip(self.square.data_mut());
        let pictures = self
            .picture
            .data_mut()
            .iter_mut()
            .zip(self.average.data_mut());

        for (((mean, square), (value, average)), gradient) in
            moments.zip(pictures).zip(self.gradient.data())
        {
            *mean += (gradient - *mean) * (1.0 - momentum);
            *square += (gradient * gradient - *square) * (1.0 - scale_memory);
            *value = (*value - rate * *mean / ((*square * square_correction).sqrt() + 1e-12))
                .clamp(0.0, 255.0);
            *average = *average * averaging + *value * (1.0 - averaging);
        }

        Ok(Step {
            loss,
            evaluations: 1,
            stuck: false,
        })
    }

    pub(super) fn average(&self) -> Planes {
        if self.unaveraged >= 1.0 {
            return self.picture.clone();
        }

        let mut average = self.average.clone();
        weigh(&mut average, self.unaveraged);

        average
    }

    pub(super) fn rescale(
        &mut self,
        resize: impl Fn(&Planes) -> Planes,
        resize_by_means: impl Fn(&Planes) -> Planes,
    ) {
        self.picture = resize(&self.average());
        self.picture
            .data_mut()
            .iter_mut()
            .for_each(|value| *value = value.clamp(0.0, 255.0));

        self.mean = resize(&self.mean);
        self.square = resize_by_means(&self.square);

        // The mean overshoots beside large values, and a mean square is at least the squared mean.
        // A smaller one there would let a few pixels run to black or white.
        self.square
            .data_mut()
            .iter_mut()
            .zip(self.mean.data())
            .for_each(|(square, mean)| *square = square.max(mean * mean));

        self.gradient = self.picture.clone();
        self.average = Planes::zeros(
            self.picture.channels(),
            self.picture.height(),
            self.picture.width(),
        );

        self.unaveraged = 1.0;
    }

    pub(crate) fn state(&self) -> State {
        let vectors = [
            ("picture", &self.picture),
            ("mean", &self.mean),
            ("square", &self.square),
            ("average", &self.average),
        ];

        State {
            vectors: vectors
                .map(|(name, planes)| (name.to_owned(), planes.clone()))
                .into(),
            numbers: vec![
                ("age".into(), self.age.into()),
                ("unaveraged".into(), self.unaveraged.into()),
            ],
        }
    }

    pub(crate) fn restore(self, mut state: State) -> Option<Self> {
        let mut take = |name| state.take_vector(name);
        let picture = take("picture")?;
        let mean = take("mean")?;
        let square = take("square")?;
        let average = take("average")?;

        Some(Self {
            settings: self.settings,
            gradient: picture.clone(),
            picture,
            mean,
            square,
            average,
            age: state.number("age")? as u32,
            unaveraged: state.number("unaveraged")? as f32,
        })
    }
}

/// Divides a weighted sum of iterates by its total weight, 1 - `unaveraged`.
pub(crate) fn weigh(average: &mut Planes, unaveraged: f32) {
    average
        .data_mut()
        .iter_mut()
        .for_each(|value| *value /= 1.0 - unaveraged);
}
