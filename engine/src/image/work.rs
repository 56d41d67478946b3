//! What decoding a picture will take, from its header: nothing is unpacked for it.

use super::limits::Limits;

/// Bytes per pixel that every picture needs: the result, and its copy while it is turned upright.
const LEAST_MEMORY: u64 = 6;

/// What decoding a picture takes, as its header announces it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecodingWork {
    /// Width times height, times the passes that the file needs over them.
    pub pixels: u64,
    /// Bytes of memory, besides the file.
    pub memory: u64,
}

impl DecodingWork {
    /// The work for a picture of this size that is decoded with `memory` bytes per pixel.
    pub(super) fn new(width: u32, height: u32, memory: u64) -> Self {
        let pixels = u64::from(width) * u64::from(height);
        Self {
            pixels,
            memory: pixels.saturating_mul(memory.max(LEAST_MEMORY)),
        }
    }

    /// The work of both.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            pixels: self.pixels.saturating_add(other.pixels),
            memory: self.memory.saturating_add(other.memory),
        }
    }

    /// The work of going through the picture `passes` times.
    pub(super) fn times(self, passes: u64) -> Self {
        Self {
            pixels: self.pixels.saturating_mul(passes.max(1)),
            ..self
        }
    }

    /// Never more memory than the limits allow, since such a picture is not decoded.
    pub(super) fn within(self, limits: &Limits) -> Self {
        Self {
            memory: self.memory.min(limits.memory()),
            ..self
        }
    }
}
