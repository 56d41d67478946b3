//! The chunks of an animated WebP, without decoding a frame.

use std::time::Duration;

use crate::{
    image::Size,
    moving::{
        compositor::{Blending, Disposal, Place},
        error::MovingError,
        format::Format,
        limits::Limits,
        rate::shown_for,
    },
};

/// Bytes before the first chunk: `RIFF`, a length, `WEBP`.
const FILE_HEADER: usize = 12;
/// Bytes before the content of a chunk: its name and length.
const CHUNK_HEADER: usize = 8;
/// Bytes of a frame before its own chunks.
const FRAME_HEADER: usize = 16;

/// Flags of the file, and of a frame.
const ANIMATED: u8 = 2;
const HAS_ALPHA: u8 = 16;
const REPLACES: u8 = 2;
const CLEARS: u8 = 1;

/// What the chunks tell.
#[derive(Default)]
pub(super) struct Chunks<'a> {
    pub(super) size: Size,
    pub(super) is_animated: bool,
    pub(super) has_alpha: bool,
    pub(super) frames: Vec<WebPFrame<'a>>,
}

/// A frame as it is coded.
pub(super) struct WebPFrame<'a> {
    pub(super) place: Place,
    pub(super) delay: Duration,
    pub(super) blending: Blending,
    pub(super) disposal: Disposal,
    /// Its own chunks.
    pub(super) content: &'a [u8],
}

impl<'a> Chunks<'a> {
    /// Walks over the chunks of a file until its end or beyond a limit.
    pub(super) fn read(bytes: &'a [u8], limits: &Limits) -> Result<Self, MovingError> {
        let mut chunks = Self::default();
        for chunk in walk(bytes.get(FILE_HEADER..).unwrap_or_default()) {
            let known = [*b"VP8X", *b"ANIM", *b"ANMF", *b"VP8 ", *b"VP8L"];
            if chunk.content.len() < chunk.length && known.contains(&chunk.name) {
                return Err(MovingError::CutShort {
                    format: Format::WebP,
                });
            }

            match (&chunk.name, chunk.content) {
                (b"VP8X", [flags, _, _, _, sides @ ..]) if sides.len() >= 6 => {
                    chunks.is_animated = flags & ANIMATED != 0;
                    chunks.has_alpha = flags & HAS_ALPHA != 0;
                    chunks.size = Size::new(number(sides) + 1, number(&sides[3..]) + 1);
                }
                (b"ANMF", content) if content.len() >= FRAME_HEADER => {
                    chunks.add(content, limits)?;
                }
                _ => {}
            }
        }

        Ok(chunks)
    }

    fn add(&mut self, content: &'a [u8], limits: &Limits) -> Result<(), MovingError> {
        let size = Size::new(number(&content[6..]) + 1, number(&content[9..]) + 1);
        let flags = content[15];
        let delay = Duration::from_millis(u64::from(number(&content[12..])));

        limits.check_pixels(size)?;
        self.frames.push(WebPFrame {
            place: Place {
                left: 2 * number(content),
                top: 2 * number(&content[3..]),
                size,
            },
            delay: shown_for(delay),
            blending: if flags & REPLACES == 0 {
                Blending::Over
            } else {
                Blending::Replace
            },
            disposal: if flags & CLEARS == 0 {
                Disposal::Keep
            } else {
                Disposal::Clear
            },
            content: &content[FRAME_HEADER..],
        });

        limits.check_frames(self.frames.len() as u32)
    }
}

impl WebPFrame<'_> {
    /// A file of this frame alone.
    pub(super) fn as_still(&self) -> Vec<u8> {
        let mut file = b"RIFF\0\0\0\0WEBP".to_vec();
        let has_alpha = walk(self.content).any(|chunk| &chunk.name == b"ALPH");
        if has_alpha {
            let Size { width, height } = self.place.size;
            file.extend(b"VP8X\x0a\0\0\0");
            file.extend([HAS_ALPHA, 0, 0, 0]);
            file.extend(&(width - 1).to_le_bytes()[..3]);
            file.extend(&(height - 1).to_le_bytes()[..3]);
        }

        for chunk in walk(self.content) {
            if !matches!(&chunk.name, b"ALPH" | b"VP8 " | b"VP8L") {
                continue;
            }

            file.extend(chunk.name);
            file.extend((chunk.length as u32).to_le_bytes());
            file.extend(chunk.content);
            file.resize(file.len().next_multiple_of(2), 0);
        }

        let length = (file.len() - CHUNK_HEADER) as u32;
        file[4..CHUNK_HEADER].copy_from_slice(&length.to_le_bytes());

        file
    }
}

/// A number of 24 bits.
fn number(bytes: &[u8]) -> u32 {
    u32::from_le_bytes([bytes[0], bytes[1], bytes[2], 0])
}

struct Chunk<'a> {
    name: [u8; 4],
    /// The claimed length.
    length: usize,
    /// The available part of it.
    content: &'a [u8],
}

fn walk(bytes: &[u8]) -> impl Iterator<Item = Chunk<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (header, content) = rest.split_first_chunk::<CHUNK_HEADER>()?;
        let [n0, n1, n2, n3, l0, l1, l2, l3] = *header;
        let length = u32::from_le_bytes([l0, l1, l2, l3]) as usize;
        rest = content
            .get(length.next_multiple_of(2)..)
            .unwrap_or_default();

        Some(Chunk {
            name: [n0, n1, n2, n3],
            length,
            content: &content[..length.min(content.len())],
        })
    })
}
