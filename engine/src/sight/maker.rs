//! Makes sheets by order.

use super::{ClassScore, Progress, Scores, Seer, SheetWords, Sight, SightError, sheet};
use crate::{
    device::Device,
    image::Picture,
    vgg::Weights,
    work::{Finding, MakeError, Maker, OnStep, Order, Piece, Step},
};

/// As many classes of a photo are kept …
const KEPT: usize = 20;
/// … as far as they are this probable.
const LEAST_KEPT: f32 = 0.005;

/// What is said of a photo.
#[derive(Clone, Debug)]
pub struct Spoken {
    /// The words on its sheet.
    pub words: SheetWords,
    /// The classes that are looked for in it.
    pub classes: Vec<ClassScore>,
}

/// Says what is said of a photo with these scores, in the language with this code.
pub type Speak = dyn Fn(&Scores, &str) -> Spoken + Send;

/// Makes sheets on one device. Loads the networks when they are first needed.
pub struct SheetMaker {
    weights: Weights,
    device: Device,
    speak: Box<Speak>,
    seer: Option<Seer>,
}

impl SheetMaker {
    /// A maker with the weights of VGG-19.
    #[must_use]
    pub fn new(weights: Weights, device: Device, speak: Box<Speak>) -> Self {
        Self {
            weights,
            device,
            speak,
            seer: None,
        }
    }
}

impl Maker for SheetMaker {
    fn make(
        &mut self,
        order: &Order,
        _resume: Option<&[u8]>,
        on_step: &mut OnStep,
    ) -> Result<Piece, MakeError> {
        let mut seer = match self.seer.take() {
            Some(seer) => seer,
            None => Seer::new(self.weights.clone(), self.device.clone())?,
        };

        let speak = &self.speak;
        let spoken = |sight: &Sight| {
            let scores = sight.scores.as_ref()?;
            Some(speak(scores, order.language))
        };
        let mut on_progress = |progress: &Progress| {
            on_step(&SheetStep {
                done: progress.done,
                total: progress.total,
                draw: &|| Some(sheet(progress.sight, &spoken(progress.sight)?.words)),
            })
        };

        let choose = |scores: &Scores| speak(scores, order.language).classes;
        let sight = seer.see(&order.photo, &choose, &mut on_progress)?;
        self.seer = Some(seer);

        let words = spoken(&sight)
            .map(|spoken| spoken.words)
            .unwrap_or_default();
        Ok(Piece {
            picture: sheet(&sight, &words),
            iterations: sight.layers.len(),
            film: None,
            found: sight.scores.as_ref().map_or_else(Vec::new, findings),
            stopped: sight.stopped,
        })
    }
}

/// What is kept of the scores of a photo.
#[must_use]
pub fn findings(scores: &Scores) -> Vec<Finding> {
    let best = scores.best(KEPT).into_iter();
    best.filter(|score| score.probability >= LEAST_KEPT)
        .map(|score| Finding {
            class: score.class,
            probability: score.probability,
        })
        .collect()
}

/// A sheet in progress. It has no checkpoint: it takes seconds.
struct SheetStep<'a> {
    done: usize,
    total: usize,
    draw: &'a dyn Fn() -> Option<Picture>,
}

impl Step for SheetStep<'_> {
    fn done(&self) -> usize {
        self.done
    }

    fn total(&self) -> usize {
        self.total
    }

    fn fraction(&self) -> f64 {
        self.done as f64 / self.total.max(1) as f64
    }

    fn preview(&self) -> Option<Picture> {
        (self.draw)()
    }

    fn checkpoint(&self) -> Option<Vec<u8>> {
        None
    }

    fn is_stage(&self, _stages: usize) -> bool {
        false
    }
}

impl From<SightError> for MakeError {
    fn from(error: SightError) -> Self {
        match error {
            SightError::Net(error) => error.into(),
        }
    }
}
