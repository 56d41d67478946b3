//! A painting as a canvas on a wall: how large in pixels, which part of the picture, what is on the
//! edges.
//!
//! [`Canvas`] is the only place where millimetres become pixels. A sheet leaves the printer as the
//! face, around it the wrap that is folded over the frame, around that the bleed that is cut off.
//!
//! - [`Canvas`], [`Crop`], [`Wrap`]: what is chosen.
//! - [`face`]: the part of a picture that is seen from the front; [`Wrap::around`]: the whole
//!   sheet.
//! - [`wall_preview`]: what it will look like.

mod crop;
mod size;
mod wall;
mod wrap;

pub use self::{
    crop::{Crop, InvalidShift, Orientation, Shift, face},
    size::{Canvas, InvalidCanvas},
    wall::wall_preview,
    wrap::Wrap,
};
