//! Neural style transfer by Gatys, Ecker and Bethge ("A Neural Algorithm of Artistic Style", 2015).
//!
//! The layers, from the outside in; each knows only those below it:
//!
//! - Works, what the rest of the program asks for. Each is a module of its own with a request,
//!   progress, a result and, where it runs long, a checkpoint; a new kind of work stands beside
//!   these. [`stylize`]: a photo painted in one or more styles. [`master`]: a painting at the size
//!   of a canvas, block by block, within a time limit. [`dream`]: what the network sees in a photo,
//!   made stronger. [`sight`]: what a network takes a photo for, and what it goes by.
//!   [`inversion`]: a picture found from what the network knows about another.
//! - [`work`]: what all kinds of work have in common, so that a worker can make any of them.
//! - [`score`], [`bench`]: how good a painting is, and how fast the engine.
//! - [`device`]: which device the engine runs on, and which network that device gets.
//! - [`backends`]: the networks, one per kind of device: in candle, by Winograd's algorithm on the
//!   CPU, on CUDA, and block by block.
//! - [`recipe`], [`schedule`]: what the presets minimise, by which optimiser, at which sizes.
//! - [`descent`]: one optimiser minimising one loss at one size, wherever the network lives.
//! - [`optimizer`], [`loss`]: Adam and L-BFGS; content, style and total variation of a picture.
//!   They see a network only as the trait [`net::Net`].
//! - [`net`]: that trait, and what crosses it: moments, distances, gradients.
//! - [`vgg`]: VGG-19's layers, their names and their weights.
//! - [`planes`], `vector`, `random`: pictures and feature maps as arrays, sums over them, and random
//!   numbers.
//!
//! Beside these, without any network: [`image`] reads and writes pictures, [`canvas`] has sizes,
//! crop, edges and preview of a canvas on a wall, [`memory`] says how much of it is free.

pub mod backends;
pub mod bench;
pub mod canvas;
pub mod descent;
pub mod device;
pub mod dream;
pub mod image;
pub mod inversion;
pub mod loss;
pub mod master;
pub mod memory;
pub mod net;
pub mod optimizer;
pub mod planes;
mod random;
pub mod recipe;
pub mod schedule;
pub mod score;
pub mod sight;
pub mod stylize;
mod vector;
pub mod vgg;
pub mod work;
