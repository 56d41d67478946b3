//! Everything about one photo: its names, where the network looks, and layer by layer.

use std::ops::ControlFlow;

use super::{
    AttentionMap, ClassScore, Classifier, Scores, SightError,
    layers::{self, LAYERS, LayerSight},
    lit,
};
use crate::{
    device::Device,
    image::{Picture, fitted_size},
    vgg::Weights,
};

/// The longest side of the photo in px that is kept for the sheet.
const LONGEST_SIDE: u32 = 1000;

/// What is done one after the other: names, the lit photo, lines, and each layer.
const PARTS: usize = 3 + LAYERS.len();

/// What was seen in a photo. While the work runs, what is still to come is missing.
#[derive(Clone, Debug)]
pub struct Sight {
    /// The photo, not larger than a sheet shows it.
    pub photo: Picture,
    /// How probable each class is.
    pub scores: Option<Scores>,
    /// Where the classes in question are seen.
    pub map: Option<AttentionMap>,
    /// The photo lit by that map.
    pub lit: Option<Picture>,
    /// The lines that the network goes by.
    pub lines: Option<Picture>,
    /// The layers, from the photo on.
    pub layers: Vec<LayerSight>,
    /// Whether the work was stopped.
    pub stopped: bool,
}

/// Sight in progress.
pub struct Progress<'a> {
    /// Parts done.
    pub done: usize,
    /// All parts.
    pub total: usize,
    /// What is seen so far.
    pub sight: &'a Sight,
}

/// Called before the first and after every part; stops the work by breaking.
pub type OnProgress<'a> = dyn FnMut(&Progress) -> ControlFlow<()> + 'a;

/// Chooses the classes that are looked for in the photo: those that will be said of it. If there are
/// none, the most probable are looked for.
pub type ChooseClasses<'a> = dyn Fn(&Scores) -> Vec<ClassScore> + 'a;

/// Sees photos. Keeps the classifier for further ones.
pub struct Seer {
    classifier: Classifier,
    weights: Weights,
    device: Device,
}

impl Seer {
    /// A seer with the weights of VGG-19; its layers run on `device`, and the classifier where
    /// candle computes on it.
    ///
    /// # Errors
    /// If there is not enough memory.
    pub fn new(weights: Weights, device: Device) -> Result<Self, SightError> {
        Ok(Self {
            classifier: Classifier::new(device.candle())?,
            weights,
            device,
        })
    }

    /// Sees everything in `photo`. A stopped sight has what was seen until then.
    ///
    /// # Errors
    /// If the device fails or has not enough memory.
    pub fn see(
        &mut self,
        photo: &Picture,
        choose: &ChooseClasses,
        on_progress: &mut OnProgress,
    ) -> Result<Sight, SightError> {
        let mut sight = Sight::begun(photo);
        sight.stopped = self
            .fill(photo, &mut sight, choose, on_progress)?
            .is_break();

        Ok(sight)
    }

    fn fill(
        &mut self,
        photo: &Picture,
        sight: &mut Sight,
        choose: &ChooseClasses,
        on_progress: &mut OnProgress,
    ) -> Result<ControlFlow<()>, SightError> {
        if on_progress(&sight.progress()).is_break() {
            return Ok(ControlFlow::Break(()));
        }

        let scores = self.classifier.classify(photo)?;
        let mut classes = choose(&scores);
        if classes.is_empty() {
            classes = scores.best(3);
        }
        sight.scores = Some(scores);
        if on_progress(&sight.progress()).is_break() {
            return Ok(ControlFlow::Break(()));
        }

        let map = self.classifier.attention(photo, &classes)?;
        sight.lit = Some(lit(&sight.photo, &map));
        sight.map = Some(map);
        if on_progress(&sight.progress()).is_break() {
            return Ok(ControlFlow::Break(()));
        }

        sight.lines = Some(self.classifier.lines(photo, &classes)?);
        if on_progress(&sight.progress()).is_break() {
            return Ok(ControlFlow::Break(()));
        }

        let mut on_layer = |layer: LayerSight| {
            sight.layers.push(layer);
            on_progress(&sight.progress())
        };
        Ok(layers::look(
            photo,
            &self.weights,
            &self.device,
            &mut on_layer,
        )?)
    }
}

impl Sight {
    /// Nothing seen yet.
    fn begun(photo: &Picture) -> Self {
        let longest = photo.width().max(photo.height());
        let size = fitted_size(photo.width(), photo.height(), longest.min(LONGEST_SIDE));

        Self {
            photo: photo.resized(size.width, size.height),
            scores: None,
            map: None,
            lit: None,
            lines: None,
            layers: Vec::new(),
            stopped: false,
        }
    }

    fn progress(&self) -> Progress<'_> {
        let seen = [
            self.scores.is_some(),
            self.lit.is_some(),
            self.lines.is_some(),
        ];
        let parts = seen.into_iter().filter(|&is_seen| is_seen).count();

        Progress {
            done: parts + self.layers.len(),
            total: PARTS,
            sight: self,
        }
    }
}
