//! H.264 by the crate rusty_h264, which is safe Rust throughout: frames of eight bits in 4:2:0,
//! progressive, in any of the usual profiles.
//!
//! What a stranger's stream makes the decoder allocate and compute is read from it beforehand
//! (`parameters`, `access_units`).

mod access_units;
mod bits;
mod coding;
mod colour;
mod decoder;
mod encoder;
mod parameters;

pub(super) use self::{
    coding::{ColourCoding, Matrix},
    decoder::{DecodedFrame, StreamDecoder, StreamError},
    encoder::{EncodedSample, EncodedStream, encode},
    parameters::StreamParameters,
};
