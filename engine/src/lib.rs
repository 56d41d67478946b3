//! Neural style transfer by Gatys, Ecker and Bethge ("A Neural Algorithm of Artistic Style", 2015).
//!
//! From the outside in:
//!
//! - [`stylize`]: the border to the rest of the program: a request, progress, a painting,
//!   checkpoints.
//! - [`master`]: the same painting at the size of a canvas, block by block, in the time that there
//!   is.
//! - [`canvas`]: a painting as a canvas on a wall: sizes, crop, edges, preview.
//! - [`score`], [`bench`]: how good a painting is, and how fast the engine.
//! - [`recipe`], [`schedule`]: what the two presets minimise, by what, at which sizes.
//! - [`descent`]: work at one size, on whatever device the network lives.
//! - [`loss`], [`optimizer`]: the function of a picture, and the ways down.
//! - [`net`]: the border between losses and network, and the networks behind it.
//! - [`vgg`]: what VGG-19 looks like: its layers, their names and their weights.
//! - [`device`], [`memory`]: where it runs, and whether it fits.
//! - [`image`]: pictures in and out; [`planes`]: the currency of the engine; `vector`: sums over
//!   its values.

pub mod bench;
pub mod canvas;
pub mod descent;
pub mod device;
pub mod image;
pub mod loss;
pub mod master;
pub mod memory;
pub mod net;
pub mod optimizer;
pub mod planes;
pub mod recipe;
pub mod schedule;
pub mod score;
pub mod stylize;
mod vector;
pub mod vgg;
