//! Neural style transfer by Gatys, Ecker and Bethge ("A Neural Algorithm of Artistic Style", 2015).
//!
//! The layers, from the outside in; each knows only those below it:
//!
//! - Works, what the rest of the program asks for. Each is a module of its own with a request,
//!   progress, a result and, where it runs long, a checkpoint; a new kind of work stands beside
//!   these. [`stylize`]: a photo painted in one or more styles. [`master`]: a painting at the size
//!   of a canvas, block by block, within a time limit. [`dream`]: what the network sees in a photo,
//!   made stronger. [`sketch`]: what a painting would be about, at once. [`sight`]: what a network
//!   takes a photo for, and what it goes by. [`colour`]: colours for a photo that has none.
//!   [`inversion`]: a picture found from what the network knows about another. [`clip`]: a moving
//!   picture painted without flicker. [`growth`]: how a painting came about, as a film.
//! - [`work`]: what all kinds of work have in common, so that a worker can make any of them.
//! - [`score`], [`bench`]: how good a painting is, and how fast the engine.
//! - [`device`]: which device the engine runs on, and which network that device gets.
//!   [`processor`]: in which precision, and on which vector unit, if that device is the CPU.
//!   [`candle_device`]: where candle computes.
//! - [`backends`]: the networks, one per kind of device: in candle, by Winograd's algorithm on the
//!   CPU, on CUDA, and block by block.
//! - [`recipe`], [`schedule`]: what the presets minimise, by which optimiser, at which sizes.
//! - [`descent`]: one optimiser minimising one loss at one size, wherever the network lives.
//! - [`optimizer`], [`loss`]: Adam and L-BFGS; content, style and total variation of a picture.
//!   They see a network only as the trait [`net::Net`].
//! - [`net`]: that trait, and what crosses it: moments, distances, gradients. `blocks`: a picture
//!   divided so that a network can process its parts one by one.
//! - `mobilenet`: the body of the small networks that name photos and describe styles.
//! - [`vgg`]: VGG-19's layers, their names and their weights.
//! - [`planes`], `vector`, `random`, `lab`, `luma`: pictures and feature maps as arrays, sums over
//!   them, random numbers, colours as people see them, and their brightness.
//!
//! Beside these, without VGG-19: [`image`] reads and writes pictures, [`moving`] films, [`canvas`] has sizes, crop,
//! edges and preview of a canvas on a wall, [`faces`] finds faces, [`memory`] says how much memory
//! is free.

pub mod backends;
pub mod bench;
mod blocks;
pub mod candle_device;
pub mod canvas;
pub mod clip;
pub mod colour;
pub mod descent;
pub mod device;
pub mod dream;
pub mod faces;
pub mod growth;
pub mod image;
pub mod inversion;
mod lab;
pub mod loss;
mod luma;
pub mod master;
pub mod memory;
mod mobilenet;
pub mod moving;
pub mod net;
pub mod optimizer;
pub mod planes;
pub mod processor;
mod random;
pub mod recipe;
pub mod schedule;
pub mod score;
pub mod sight;
pub mod sketch;
pub mod stylize;
mod vector;
pub mod vgg;
pub mod work;
