//! Detects the format of a film from its first bytes, since file names and content types from outside
//! are often wrong.

use super::{error::MovingError, format::Format};

/// The format of a file with these bytes.
pub(super) fn detect(bytes: &[u8]) -> Result<Format, MovingError> {
    match bytes {
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Ok(Format::Gif),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Ok(Format::Apng),
        [0x1a, 0x45, 0xdf, 0xa3, ..] => Err(MovingError::OtherContainer {
            container: matroska(bytes),
        }),
        _ if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => Ok(Format::WebP),
        _ if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"AVI ") => {
            Err(MovingError::OtherContainer { container: "AVI" })
        }
        _ => match bytes.get(4..8) {
            Some(b"ftyp" | b"moov" | b"mdat" | b"wide" | b"free" | b"skip") => Ok(Format::Mp4),
            _ => Err(MovingError::OtherFormat),
        },
    }
}

/// WebM or Matroska, with the codec that its beginning names.
fn matroska(bytes: &[u8]) -> &'static str {
    const BEGINNING: usize = 4096;
    const CODECS: [(&[u8], &str); 6] = [
        (b"V_VP8", "WebM with VP8"),
        (b"V_VP9", "WebM with VP9"),
        (b"V_AV1", "WebM with AV1"),
        (b"V_MPEGH/ISO/HEVC", "Matroska with HEVC"),
        (b"V_MPEG4/ISO/AVC", "Matroska with H.264"),
        (b"webm", "WebM"),
    ];

    let beginning = &bytes[..bytes.len().min(BEGINNING)];
    let names = |word: &[u8]| beginning.windows(word.len()).any(|window| window == word);

    CODECS
        .iter()
        .find(|(word, _)| names(word))
        .map_or("Matroska", |(_, name)| name)
}
