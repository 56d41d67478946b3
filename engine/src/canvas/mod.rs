//! A painting as a canvas on a wall: its size in pixels, the crop, and what covers the edges.
//!
//! The printed sheet is the face, around it the wrap that is folded over the frame, and around that
//! the bleed that is cut off. [`Canvas`] is the only place where millimetres become pixels.
//!
//! - [`Canvas`], [`Crop`], [`Wrap`]: the choices.
//! - [`face`]: the part of a picture seen from the front; [`Wrap::around`]: the whole sheet.
//! - [`wall_preview`]: what the canvas will look like.
//!
//! Knows pictures, and nothing of orders, prices or networks.

mod crop;
mod size;
mod wall;
mod wrap;

pub use self::{
    crop::{Crop, CropRect, InvalidShift, Shift, face},
    size::{Canvas, InvalidCanvas, Orientation},
    wall::wall_preview,
    wrap::Wrap,
};
