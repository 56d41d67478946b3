//! Animated WebP: its chunks are walked and each frame is decoded by itself; written by libwebp.

mod chunks;
mod reader;
mod writer;

pub(super) use self::{
    reader::{probe, read},
    writer::write,
};
