//! Checks the chunks of a WebP before decoding. The decoder allocates a frame by the frame's own
//! header, which may disagree with the file's, and metadata by the length that the file claims.

use super::{Limits, PictureError, format::Format};

/// Bytes before the first chunk: `RIFF`, a length, `WEBP`.
const FILE_HEADER: usize = 12;
/// Bytes of an animation frame before its own chunks.
const FRAME_HEADER: usize = 16;

/// Checks that every chunk is complete and every frame within the limits.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), PictureError> {
    for chunk in chunks(bytes, FILE_HEADER) {
        if chunk.is_truncated() {
            return Err(PictureError::CutShort {
                format: Format::WebP,
            });
        }

        check_size(&chunk, limits)?;

        if &chunk.name == b"ANMF" {
            chunks(chunk.content, FRAME_HEADER).try_for_each(|inner| check_size(&inner, limits))?;
        }
    }

    Ok(())
}

/// Checks the size of a lossy frame: 14 bits each, at offset 6. A frame may be a small part of the
/// picture, so only the area counts.
fn check_size(chunk: &Chunk, limits: &Limits) -> Result<(), PictureError> {
    let Some(&[w0, w1, h0, h1]) = chunk.content.get(6..10).and_then(|size| size.first_chunk())
    else {
        return Ok(());
    };
    let side = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3fff);
    let width = side(w0, w1);
    let height = side(h0, h1);
    let limit = limits.pixels;

    if &chunk.name == b"VP8 " && u64::from(width) * u64::from(height) > limit {
        return Err(PictureError::TooManyPixels {
            width,
            height,
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
