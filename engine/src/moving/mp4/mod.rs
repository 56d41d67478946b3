//! MP4 and QuickTime: the boxes of a file, its tables, and the way to a stream of H.264 and back.
//!
//! All tables are checked against the limits and the file before memory for them is allocated.
//! Files in fragments (`moof`), as browsers record them, are refused by name.

mod boxes;
mod movie;
mod reader;
mod samples;
mod track;
mod writer;

pub(super) use self::{
    reader::{probe, read},
    writer::write,
};
