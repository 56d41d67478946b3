//! Neural style transfer by Gatys, Ecker and Bethge ("A Neural Algorithm of Artistic Style", 2015).
//!
//! - [`planes`]: a stack of f32 planes, the currency of the engine.
//! - [`image`]: pictures in and out: a stranger's bytes to sRGB, to planes, to a file.
//! - [`vgg`]: what VGG-19 looks like: its layers, their names and their weights.
//! - [`net`]: the border between losses and network, and the networks behind it.

pub mod image;
pub mod net;
pub mod planes;
pub mod vgg;
