//! Makes dreams by order.

use super::{
    Checkpoint, DreamError, DreamStrength, Dreamer, Progress, Request, Settings, Start, Subject,
    Theme,
};
use crate::{
    image::Picture,
    work::{MakeError, Maker, OnStep, Order, Piece, Step},
};

impl Maker for Dreamer {
    fn make(
        &mut self,
        order: &Order,
        resume: Option<&[u8]>,
        on_step: &mut OnStep,
    ) -> Result<Piece, MakeError> {
        let request = Request::from_order(order)?;
        let resume = resume.and_then(|bytes| Checkpoint::from_bytes(bytes).ok());
        let dream = self.dream_on_from(&request, resume, &mut |step| on_step(step))?;

        Ok(Piece {
            picture: dream.picture,
            iterations: dream.steps,
            film: None,
            found: Vec::new(),
            stopped: dream.stopped,
        })
    }
}

impl Request {
    /// The request that an order for a dream means.
    ///
    /// # Errors
    /// If there is no such theme or strength.
    pub fn from_order(order: &Order) -> Result<Self, MakeError> {
        let chosen = |knob: &str| order.choice(knob).map_or("", |choice| choice.choice);
        let subject = Subject::from_order(order)?;

        Ok(Self {
            start: Start::Photo(order.photo.clone()),
            subject,
            settings: Settings {
                size: order.size,
                strength: chosen("depth")
                    .parse::<DreamStrength>()
                    .map_err(MakeError::Broken)?,
                keep_colors: order.has("colours", "photo"),
                ..Settings::default()
            },
        })
    }
}

impl Subject {
    /// What an order says that the dream is of: the picture beside the photo, or the theme.
    pub(super) fn from_order(order: &Order) -> Result<Self, MakeError> {
        if let Some(guide) = order.beside.first() {
            return Ok(Self::Guide(guide.picture.clone()));
        }

        let theme = order.choice("theme").map_or("", |chosen| chosen.choice);
        theme
            .parse::<Theme>()
            .map(Self::Theme)
            .map_err(MakeError::Broken)
    }
}

impl From<DreamError> for MakeError {
    fn from(error: DreamError) -> Self {
        match error {
            DreamError::NotEnoughMemory(error) => error.into(),
            DreamError::Net(error) => error.into(),
        }
    }
}

impl Step for Progress<'_> {
    fn done(&self) -> usize {
        self.done
    }

    fn total(&self) -> usize {
        self.total
    }

    fn fraction(&self) -> f64 {
        self.fraction
    }

    fn preview(&self) -> Option<Picture> {
        Some(Self::preview(self))
    }

    fn checkpoint(&self) -> Option<Vec<u8>> {
        Self::checkpoint(self).map(|checkpoint| checkpoint.to_bytes())
    }

    /// A dream has no stages to choose from: its strength is a knob.
    fn is_stage(&self, _stages: usize) -> bool {
        false
    }
}
