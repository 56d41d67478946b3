//! The chunks of an animated PNG, without unpacking a pixel.

use std::time::Duration;

use crate::{
    image::Size,
    moving::{error::MovingError, format::Format, limits::Limits, rate::shown_for},
};

/// Bytes of the signature, and of a chunk before and behind its content.
const SIGNATURE: usize = 8;
const CHUNK_HEADER: usize = 8;
const CHECKSUM: usize = 4;

/// Bytes of the header's content and of a frame's.
const HEADER: usize = 13;
const FRAME: usize = 26;

/// Colours with transparency by themselves.
const ALPHA: u8 = 4;

/// The denominator of a delay that has none.
const CENTISECONDS: u16 = 100;

/// What the chunks tell.
#[derive(Debug, Default)]
pub(super) struct Chunks {
    pub(super) size: Size,
    /// Frames that are announced; zero in a PNG that does not move.
    pub(super) announced: u32,
    pub(super) frames: u32,
    pub(super) length: Duration,
    /// Pixels of all frames.
    pub(super) pixels: u64,
    pub(super) has_alpha: bool,
}

impl Chunks {
    /// Walks over the chunks of a file until its end or beyond a limit.
    pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Self, MovingError> {
        let cut_short = || MovingError::CutShort {
            format: Format::Apng,
        };
        let mut chunks = Self::default();
        let mut rest = bytes.get(SIGNATURE..).ok_or_else(cut_short)?;

        loop {
            let (header, behind) = rest
                .split_first_chunk::<CHUNK_HEADER>()
                .ok_or_else(cut_short)?;
            let [l0, l1, l2, l3, name @ ..] = *header;
            let length = u32::from_be_bytes([l0, l1, l2, l3]) as usize;
            let content = behind.get(..length).ok_or_else(cut_short)?;
            rest = behind.get(length + CHECKSUM..).ok_or_else(cut_short)?;

            match &name {
                b"IHDR" if length == HEADER => {
                    chunks.size = Size::new(number(content), number(&content[4..]));
                    chunks.has_alpha |= content[9] & ALPHA != 0;
                    limits.check_pixels(chunks.size)?;
                }
                b"tRNS" => chunks.has_alpha = true,
                b"acTL" if length >= 4 => chunks.announced = number(content),
                b"fcTL" if length == FRAME => chunks.add(content, limits)?,
                b"IEND" => return Ok(chunks),
                _ => {}
            }
        }
    }

    fn add(&mut self, content: &[u8], limits: &Limits) -> Result<(), MovingError> {
        let size = Size::new(number(&content[4..]), number(&content[8..]));
        self.frames += 1;
        limits.check_frames(self.frames)?;
        // Before they are added up, which sides of 32 bits would overflow.
        limits.check_pixels(size)?;

        self.pixels += size.pixels();
        self.length += delay(
            u16::from_be_bytes([content[20], content[21]]),
            u16::from_be_bytes([content[22], content[23]]),
        );

        Ok(())
    }
}

/// How long a frame is shown, by its fraction of a second.
pub(super) fn delay(numerator: u16, denominator: u16) -> Duration {
    let denominator = if denominator == 0 {
        CENTISECONDS
    } else {
        denominator
    };
    let micros = u64::from(numerator) * 1_000_000 / u64::from(denominator);

    shown_for(Duration::from_micros(micros))
}

fn number(bytes: &[u8]) -> u32 {
    u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
}
