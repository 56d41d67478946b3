//! Sight: what a network takes a photo for, where in the photo it finds that, and what its layers
//! see on the way.
//!
//! [`Seer`] sees all of it, and [`sheet`](sheet()) shows it in one picture.
//!
//! [`Classifier`] names a photo among the 1,000 classes of ImageNet and shows what it goes by: an
//! [`AttentionMap`] of the places that count, the photo [lit](lit()) by it, and the lines that
//! count as a drawing. Owns the classifier with its weights, which come with the program; the names
//! of the classes, and which of them are never said, are somebody else's.
//! [`layers`] looks through the layers of VGG-19, which paints as well; [`atlas`] has what their
//! channels dream of.

pub mod atlas;
mod attention;
mod classifier;
mod efficientnet;
pub mod layers;
mod lines;
mod maker;
mod photo_namer;
mod scores;
mod seer;
mod sheet;
mod views;

#[cfg(test)]
mod tests;

pub use attention::{AttentionMap, lit};
pub use classifier::Classifier;
pub use layers::{LayerSight, Reaction};
pub use maker::{SheetMaker, Speak, Spoken, findings};
pub use photo_namer::PhotoNamer;
pub use scores::{CLASSES, ClassScore, Scores};
pub use seer::{ChooseClasses, OnProgress, Progress, Seer, Sight};
pub(crate) use sheet::draw_number;
pub use sheet::{LayerWords, SheetWords, sheet};

use crate::net::NetError;

/// Why a photo was not seen.
#[derive(Debug, thiserror::Error)]
pub enum SightError {
    /// The network failed or ran out of memory.
    #[error(transparent)]
    Net(#[from] NetError),
}

impl From<candle_core::Error> for SightError {
    fn from(error: candle_core::Error) -> Self {
        Self::Net(error.into())
    }
}
