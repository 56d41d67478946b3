//! Checks the chunks of a WebP before decoding. The decoder allocates a frame by the frame's own
//! header, which may disagree with the file's, metadata by the length that the file claims, and
//! tables by a number in the middle of a stream (`prefix_codes`).

mod prefix_codes;

use super::{Limits, PictureError, Size, format::Format};

/// Bytes before the first chunk: `RIFF`, a length, `WEBP`.
const FILE_HEADER: usize = 12;
/// Bytes of an animation frame before its own chunks.
const FRAME_HEADER: usize = 16;

/// Bytes before the transforms of a lossless stream: a signature, and the sides with flags.
const LOSSLESS_HEADER: usize = 5;
/// Bytes before a stream of transparency, and how the first of them says that it is lossless.
const ALPHA_HEADER: usize = 1;
const ALPHA_KIND: u8 = 3;
const ALPHA_LOSSLESS: u8 = 1;

/// Bytes of a decoded lossless pixel, with the decoder's own.
const LOSSLESS_MEMORY: u64 = 7;
/// Bytes of the largest tables of a group of prefix codes. Encoders write 2600 groups at most.
const GROUP_MEMORY: u64 = 100_000;

/// Checks that every chunk is complete and every frame within the limits. Returns the bytes of
/// memory that the decoder needs for tables.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<u64, PictureError> {
    let mut size = Size::new(0, 0);
    let mut tables = 0;
    for chunk in chunks(bytes, FILE_HEADER) {
        if chunk.is_truncated() {
            return Err(PictureError::CutShort {
                format: Format::WebP,
            });
        }

        match &chunk.name {
            b"VP8X" => size = sides(chunk.content, 4).unwrap_or(size),
            b"ANMF" => {
                let size = sides(chunk.content, 6).unwrap_or(size);
                for inner in chunks(chunk.content, FRAME_HEADER) {
                    tables = check_chunk(&inner, size, limits)?.max(tables);
                }
            }
            _ => tables = check_chunk(&chunk, size, limits)?.max(tables),
        }
    }

    Ok(tables)
}

/// Two sides of 24 bits each, less one.
fn sides(content: &[u8], at: usize) -> Option<Size> {
    let side = |at: usize| {
        let bytes: &[u8; 3] = content.get(at..)?.first_chunk()?;
        Some(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], 0]) + 1)
    };

    Some(Size::new(side(at)?, side(at + 3)?))
}

/// Checks what a stream makes the decoder allocate, and returns the part of it that is for tables.
/// `size` is that of the picture or frame.
fn check_chunk(chunk: &Chunk, size: Size, limits: &Limits) -> Result<u64, PictureError> {
    match (&chunk.name, chunk.content) {
        (b"VP8 ", content) => check_lossy(content, limits).map(|()| 0),
        (b"VP8L", [_, b0, b1, b2, b3, ..]) => {
            let header = u32::from_le_bytes([*b0, *b1, *b2, *b3]);
            let size = Size::new((header & 0x3fff) + 1, (header >> 14 & 0x3fff) + 1);
            check_lossless(&chunk.content[LOSSLESS_HEADER..], size, limits)
        }
        (b"ALPH", [flags, ..]) if flags & ALPHA_KIND == ALPHA_LOSSLESS => {
            check_lossless(&chunk.content[ALPHA_HEADER..], size, limits)
        }
        _ => Ok(0),
    }
}

/// Checks the size of a lossy frame: 14 bits each, at offset 6. A frame may be a small part of the
/// picture, so only the area counts.
fn check_lossy(content: &[u8], limits: &Limits) -> Result<(), PictureError> {
    let Some(&[w0, w1, h0, h1]) = content.get(6..10).and_then(|size| size.first_chunk()) else {
        return Ok(());
    };
    let side = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3fff);

    check_area(Size::new(side(w0, w1), side(h0, h1)), limits)
}

/// Checks the size of a lossless stream, and the tables for it.
fn check_lossless(stream: &[u8], size: Size, limits: &Limits) -> Result<u64, PictureError> {
    check_area(size, limits)?;

    let Some(groups) = prefix_codes::groups(stream, size.width, size.height) else {
        return Ok(0);
    };
    let tables = u64::from(groups) * GROUP_MEMORY;
    if groups > 1 && size.pixels() * LOSSLESS_MEMORY + tables > limits.memory() {
        return Err(PictureError::Unsupported {
            format: Format::WebP,
            feature: format!("{groups} groups of prefix codes"),
        });
    }

    Ok(tables)
}

fn check_area(size: Size, limits: &Limits) -> Result<(), PictureError> {
    let limit = limits.pixels;
    if size.pixels() > limit {
        return Err(PictureError::TooManyPixels {
            width: size.width,
            height: size.height,
            limit,
        });
    }

    Ok(())
}

struct Chunk<'a> {
    name: [u8; 4],
    /// The claimed length.
    size: usize,
    /// The available part of it.
    content: &'a [u8],
}

impl Chunk<'_> {
    /// Whether it is a known chunk that extends beyond the file. Unknown ones count as garbage
    /// after the last chunk.
    fn is_truncated(&self) -> bool {
        let known: [&[u8; 4]; 9] = [
            b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP", b"EXIF", b"XMP ",
        ];
        self.content.len() < self.size && known.contains(&&self.name)
    }
}

fn chunks(bytes: &[u8], start: usize) -> impl Iterator<Item = Chunk<'_>> {
    let mut rest = bytes.get(start..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (&[a, b, c, d, s0, s1, s2, s3], content) = rest.split_first_chunk::<8>()?;
        let size = u32::from_le_bytes([s0, s1, s2, s3]) as usize;
        rest = content.get(size.next_multiple_of(2)..).unwrap_or_default();

        Some(Chunk {
            name: [a, b, c, d],
            size,
            content: &content[..size.min(content.len())],
        })
    })
}
