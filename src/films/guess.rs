//! Whether a file may be a film, by its first bytes.

use crate::engine::image::{Format, ImageFormatGuess};

/// The chunk of a PNG that says that it moves, which comes before its first pixels.
const ANIMATION: &[u8; 4] = b"acTL";
const PIXELS: &[u8; 4] = b"IDAT";
/// Bytes of a PNG before its first chunk, and of a chunk beside its content.
const SIGNATURE: usize = 8;
const FRAME: usize = 12;

/// Whether a file may be a film. What it is, its process says.
#[must_use]
pub fn may_move(file: &[u8]) -> bool {
    match Format::detect(file) {
        Ok(Format::Gif) => true,
        Ok(Format::WebP) => is_animated_webp(file),
        Ok(Format::Png) => is_animated_png(file),
        Ok(_) => false,
        Err(guess) => guess == ImageFormatGuess::Video,
    }
}

/// Whether a file is a film by its container: no picture can be read of it otherwise.
#[must_use]
pub fn is_video(file: &[u8]) -> bool {
    Format::detect(file) == Err(ImageFormatGuess::Video)
}

/// Whether the header has the flag for frames.
fn is_animated_webp(file: &[u8]) -> bool {
    const FLAGS: usize = 20;
    const HAS_FRAMES: u8 = 2;

    file.get(12..16) == Some(b"VP8X") && file.get(FLAGS).is_some_and(|flags| flags & HAS_FRAMES > 0)
}

fn is_animated_png(file: &[u8]) -> bool {
    let mut rest = file.get(SIGNATURE..).unwrap_or_default();
    while let [a, b, c, d, kind @ ..] = rest {
        let Some(kind) = kind.first_chunk() else {
            return false;
        };
        if kind == ANIMATION || kind == PIXELS {
            return kind == ANIMATION;
        }

        let content = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
        rest = rest
            .get(content.saturating_add(FRAME)..)
            .unwrap_or_default();
    }

    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(chunks: &[(u32, &[u8; 4])]) -> Vec<u8> {
        let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
        for (length, kind) in chunks {
            file.extend(length.to_be_bytes());
            file.extend(*kind);
            file.extend(vec![0; *length as usize + 4]);
        }

        file
    }

    #[test]
    fn what_moves_is_guessed_by_the_first_bytes() {
        assert!(may_move(b"GIF89a"));
        assert!(may_move(b"\0\0\0\x20ftypisom"));
        assert!(may_move(b"\x1a\x45\xdf\xa3"));
        assert!(may_move(b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x02"));
        assert!(may_move(&png(&[(13, b"IHDR"), (8, b"acTL")])));

        assert!(!may_move(b""));
        assert!(!may_move(b"\xff\xd8\xff\xe0"));
        assert!(!may_move(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"));
        assert!(!may_move(b"\0\0\0\x20ftypM4A "));
        assert!(!may_move(b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x10"));
        assert!(!may_move(b"RIFF\0\0\0\0WEBPVP8 "));
        assert!(!may_move(&png(&[
            (13, b"IHDR"),
            (8, b"IDAT"),
            (8, b"acTL")
        ])));
        assert!(!may_move(&png(&[(13, b"IHDR")])));

        let mut lying = png(&[(13, b"IHDR")]);
        lying[8..12].fill(255);
        assert!(!may_move(&lying));
    }
}
