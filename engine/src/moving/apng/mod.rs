//! Animated PNG: its chunks are walked before the decoder sees them.

mod chunks;
mod reader;

pub(super) use self::reader::{probe, read};
