//! Boxes: a length, a name, and content that may be boxes again.

use crate::moving::{error::MovingError, format::Format};

/// Bytes of a length and a name, and of a length that did not fit.
const HEADER: usize = 8;
const LONG_LENGTH: usize = 8;

/// Boxes in one box; no list in a header is longer.
const MOST: usize = 1000;

/// A box.
#[derive(Clone, Copy)]
pub(super) struct Mp4Box<'a> {
    pub(super) name: [u8; 4],
    /// What of it is there.
    pub(super) content: &'a [u8],
    /// Whether the file ends within it.
    pub(super) is_cut: bool,
}

/// The boxes within some content.
pub(super) fn boxes(content: &[u8]) -> impl Iterator<Item = Mp4Box<'_>> {
    let mut rest = content;
    let each = std::iter::from_fn(move || {
        let (header, behind) = rest.split_first_chunk::<HEADER>()?;
        let [l0, l1, l2, l3, name @ ..] = *header;
        let length = u64::from(u32::from_be_bytes([l0, l1, l2, l3]));

        let body = match length {
            1 => behind.get(LONG_LENGTH..)?,
            _ => behind,
        };
        let length = match length {
            0 => body.len() as u64,
            1 => u64::from_be_bytes(*behind.first_chunk()?)
                .checked_sub((HEADER + LONG_LENGTH) as u64)?,
            length => length.checked_sub(HEADER as u64)?,
        };

        let available = length.min(body.len() as u64) as usize;
        rest = &body[available..];

        Some(Mp4Box {
            name,
            content: &body[..available],
            is_cut: available as u64 != length,
        })
    });

    each.take(MOST)
}

/// The first box with a name.
pub(super) fn find(content: &[u8], name: [u8; 4]) -> Option<Mp4Box<'_>> {
    boxes(content).find(|found| found.name == name)
}

/// The first box with a name, which cannot be missing.
pub(super) fn need(content: &[u8], name: [u8; 4]) -> Result<&[u8], MovingError> {
    find(content, name)
        .map(|found| found.content)
        .ok_or_else(|| broken(format!("no {}", String::from_utf8_lossy(&name))))
}

/// Numbers of a box, which fail where it ends.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    content: &'a [u8],
}

impl<'a> Fields<'a> {
    pub(super) fn new(content: &'a [u8]) -> Self {
        Self { content }
    }

    /// What was not read.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.content
    }

    pub(super) fn bytes<const N: usize>(&mut self) -> Result<[u8; N], MovingError> {
        let (bytes, rest) = self
            .content
            .split_first_chunk()
            .ok_or_else(|| broken("a box is too short"))?;
        self.content = rest;

        Ok(*bytes)
    }

    pub(super) fn skip(&mut self, bytes: usize) -> Result<(), MovingError> {
        self.content = self
            .content
            .get(bytes..)
            .ok_or_else(|| broken("a box is too short"))?;

        Ok(())
    }

    /// A number of eight bits.
    pub(super) fn byte(&mut self) -> Result<u8, MovingError> {
        self.bytes().map(|[byte]| byte)
    }

    pub(super) fn short(&mut self) -> Result<u16, MovingError> {
        self.bytes().map(u16::from_be_bytes)
    }

    pub(super) fn number(&mut self) -> Result<u32, MovingError> {
        self.bytes().map(u32::from_be_bytes)
    }

    pub(super) fn signed(&mut self) -> Result<i32, MovingError> {
        self.bytes().map(i32::from_be_bytes)
    }

    /// A number of 64 bits, or of 32 in the older version of a box.
    pub(super) fn long(&mut self, version: u8) -> Result<u64, MovingError> {
        if version == 1 {
            self.bytes().map(u64::from_be_bytes)
        } else {
            self.number().map(u64::from)
        }
    }
}

/// A violation of the format.
pub(super) fn broken(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> MovingError {
    MovingError::broken(Format::Mp4, source)
}
