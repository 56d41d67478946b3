//! What all kinds of work have in common: an [`Order`], a [`Maker`], steps on the way, and a finished
//! [`Piece`]. A worker can make any kind without knowing it.

use std::{ops::ControlFlow, sync::Arc};

use crate::{
    image::Picture,
    memory::NotEnoughMemory,
    moving::FrameRate,
    net::NetError,
    stylize::{Checkpoint, EngineError, WeightedPicture},
};

/// A piece of work to make.
#[derive(Clone, Debug)]
pub struct Order {
    /// The photo it is made of.
    pub photo: Picture,
    /// The film that the photo is the still of, if it is made of a film.
    pub film: Option<FilmFrames>,
    /// The pictures beside the photo, with their weights.
    pub beside: Vec<WeightedPicture>,
    /// What was chosen.
    pub choices: Vec<Choice>,
    /// The longest side of the result in px.
    pub size: u32,
    /// How many iterations a painting has, and so the first frame of a clip.
    pub iterations: usize,
    /// The language of words in the picture, as a code of two letters.
    pub language: &'static str,
}

/// The frames of a film, upright and all of one size, as it is made of or as it was made.
#[derive(Clone, Debug)]
pub struct FilmFrames {
    /// The frames in the order in which they are shown; there is at least one.
    pub frames: Arc<Vec<Picture>>,
    /// How many are shown in a second.
    pub rate: FrameRate,
}

/// What was chosen on a knob.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The knob's name.
    pub knob: &'static str,
    /// The choice's name.
    pub choice: &'static str,
    /// Its distance from the usual choice.
    pub from_usual: i32,
}

impl Order {
    /// What was chosen on a knob.
    #[must_use]
    pub fn choice(&self, knob: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.knob == knob)
    }

    /// Whether this choice was made.
    #[must_use]
    pub fn has(&self, knob: &str, choice: &str) -> bool {
        self.choice(knob)
            .is_some_and(|chosen| chosen.choice == choice)
    }
}

/// Makes one kind of work on one device.
pub trait Maker {
    /// Makes what is ordered, or continues from the bytes of a checkpoint. Bytes that are no
    /// checkpoint of this order are ignored. `on_step` is called before the first and after every
    /// step; when it breaks, what there is so far is the result.
    ///
    /// # Errors
    /// If it does not fit into memory, the pictures do not do, or the device fails.
    fn make(
        &mut self,
        order: &Order,
        resume: Option<&[u8]>,
        on_step: &mut OnStep,
    ) -> Result<Piece, MakeError>;
}

/// Called after every step; stops the work by breaking.
pub type OnStep<'a> = dyn FnMut(&dyn Step) -> ControlFlow<()> + 'a;

/// The state of a piece of work between two steps.
pub trait Step {
    /// Steps done.
    fn done(&self) -> usize;

    /// All steps.
    fn total(&self) -> usize;

    /// Share of the work that is done, 0..=1.
    fn fraction(&self) -> f64;

    /// What it looks like; `None` if there is nothing to see, or the device fails.
    fn preview(&self) -> Option<Picture>;

    /// The bytes from which it continues to the same result; `None` if it always begins at the
    /// beginning, or the device fails.
    fn checkpoint(&self) -> Option<Vec<u8>>;

    /// Whether the result at this step is one of so many even stages, the finished one included, at
    /// full size.
    fn is_stage(&self, stages: usize) -> bool;
}

/// A finished piece of work, or a stopped one.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The picture; of a film, its still.
    pub picture: Picture,
    /// The film, if it is one.
    pub film: Option<FilmFrames>,
    /// Its iterations or steps.
    pub iterations: usize,
    /// What was found in the photo, the likeliest first.
    pub found: Vec<Finding>,
    /// Whether it was stopped.
    pub stopped: bool,
}

/// A kind of thing that may be in a photo.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Finding {
    /// Its class among the thousand of ImageNet.
    pub class: u16,
    /// How likely it is, 0..=1.
    pub probability: f32,
}

/// Says what is in a photo.
pub trait Namer {
    /// What may be in the photo, the likeliest first.
    ///
    /// # Errors
    /// If the device fails or has not enough memory.
    fn names(&mut self, photo: &Picture) -> Result<Vec<Finding>, MakeError>;
}

/// Why a piece of work failed.
#[derive(Debug, thiserror::Error)]
pub enum MakeError {
    /// The machine has too little memory. It will not have more the next time.
    #[error("there is not enough memory")]
    TooLarge,
    /// A picture does not do.
    #[error("a picture is not usable: {0}")]
    BadPicture(String),
    /// The device failed; another attempt may succeed.
    #[error("the device failed: {0}")]
    Device(String),
    /// The computation does not work out; another attempt would fail alike.
    #[error("{0}")]
    Broken(String),
}

impl From<NotEnoughMemory> for MakeError {
    fn from(_: NotEnoughMemory) -> Self {
        Self::TooLarge
    }
}

impl From<NetError> for MakeError {
    fn from(error: NetError) -> Self {
        match error {
            NetError::OutOfMemory => Self::TooLarge,
            NetError::TooSmall { .. } => Self::BadPicture(error.to_string()),
            other => Self::Device(other.to_string()),
        }
    }
}

impl From<EngineError> for MakeError {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::NotEnoughMemory(error) => error.into(),
            EngineError::Net(error) => error.into(),
            EngineError::Edit(error) => Self::BadPicture(error.to_string()),
            EngineError::Diverged { .. } => Self::Broken(error.to_string()),
            EngineError::Checkpoint(error) => Self::Device(error.to_string()),
        }
    }
}

impl Step for crate::stylize::Progress<'_> {
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
        Self::preview(self).ok()
    }

    fn checkpoint(&self) -> Option<Vec<u8>> {
        Self::checkpoint(self)
            .ok()
            .as_ref()
            .map(Checkpoint::to_bytes)
    }

    /// The stages are even steps of the last size, where pictures are as large as the finished one.
    fn is_stage(&self, stages: usize) -> bool {
        let is_last_scale = self.scale + 1 == self.scales.len();
        let iterations = self.scales[self.scale].iterations;
        is_last_scale
            && self.iteration > 0
            && (1..stages).any(|stage| self.iteration == iterations * stage / stages)
    }
}
