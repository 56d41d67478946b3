//! GIF: its blocks are walked before the decoder sees them, and written with one palette.

mod blocks;
mod palette;
mod reader;
mod writer;

pub(super) use self::{
    reader::{probe, read},
    writer::{Quality, write},
};
