//! Sketches: a photo in any style within a fraction of a second, by two feed-forward networks
//! (Ghiasi et al., "Exploring the Structure of a Real-Time, Arbitrary Neural Artistic Stylization
//! Network", 2017; Magenta's, made small for phones).
//!
//! One network describes a style by 100 numbers; the other draws the photo by them. A sketch has
//! the colours and the stroke of a style, not its shapes: it shows what a painting will be about,
//! and is none.
//!
//! Owns both networks with their weights, which come with the program. Runs on the CPU: the
//! convolutions of the second network have so few channels that they are made by kernels of their
//! own (`convolution`), a hundred million multiplications a core in a few thousandths of a second.

mod convolution;
mod maker;
mod predictor;
mod request;
mod rows;
mod sheet;
mod sketcher;
mod small_style;
mod styles_maker;
mod transformer;
mod weights;

#[cfg(test)]
mod tests;

pub use request::{SketchRequest, SketchSettings};
pub use sheet::contact_sheet;
pub use sketcher::{LONGEST_SIDE, Sketcher};
pub use styles_maker::StylesMaker;

use crate::{net::NetError, stylize::EditError};

/// Why there is no sketch.
#[derive(Debug, thiserror::Error)]
pub enum SketchError {
    /// The network failed or ran out of memory.
    #[error(transparent)]
    Net(#[from] NetError),
    /// A style cannot be edited so.
    #[error(transparent)]
    Edit(#[from] EditError),
}

impl From<candle_core::Error> for SketchError {
    fn from(error: candle_core::Error) -> Self {
        Self::Net(error.into())
    }
}
