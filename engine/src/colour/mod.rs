//! Colours for photos that have none.
//!
//! [`is_grey`] says whether a photo is one. A [`Colourer`] colours it, by itself or with the colours
//! of another picture, the reference; [`ColourMaker`] does so by order. Each pixel keeps its [`luma`]
//! to the bit.
//!
//! The colours of things come from a small head, which was trained on what VGG-19 sees in
//! some hundred free photos ([`features`]) and on where faces are. They are guessed for coarse cells,
//! spread along the photo's lines (`guided`) and laid over it at its own size (`paint`).

mod area_network;
mod beside_faces;
mod colourer;
pub mod features;
mod grey;
mod grid;
mod guided;
mod head;
mod luminance;
mod maker;
mod paint;
mod reference;
mod request;

#[cfg(test)]
mod tests;

pub use colourer::{ColourError, Coloured, Colourer, OnProgress, Progress};
pub use grey::is_grey;
pub use maker::ColourMaker;
pub use request::{Amount, Request};

pub use crate::luma::luma;

use crate::lab;
