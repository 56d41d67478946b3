//! Detects the format of a file from its first bytes, since file names and content types from
//! outside are often wrong.

use std::fmt;

/// A format that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Format {
    Jpeg,
    Png,
    WebP,
    Gif,
    Bmp,
    Tiff,
    Heic,
}

/// Another kind of file that people send as a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageFormatGuess {
    /// No bytes at all.
    Empty,
    /// AVIF.
    Avif,
    /// JPEG XL.
    JpegXl,
    /// JPEG 2000.
    Jpeg2000,
    /// Raw data of a camera: DNG, CR2, CR3, NEF, ARW, RAF, ORF, RW2.
    CameraRaw,
    /// PSD or PSB.
    Photoshop,
    /// SVG.
    Svg,
    /// PDF, including Illustrator files.
    Pdf,
    /// A Windows icon or cursor.
    Icon,
    /// A video: mp4, mov, webm, mkv or avi.
    Video,
    /// MP3, Ogg, FLAC or WAV.
    Audio,
    /// A web page, often an error page that was saved as a picture.
    Html,
    /// Plain text.
    Text,
    /// ZIP, RAR, 7-Zip or gzip, which includes office documents and animated stickers.
    Archive,
    /// Unknown.
    Unknown,
}

impl Format {
    /// The format of a file with these `bytes`.
    ///
    /// # Errors
    /// What the file is instead, if it is in none of these formats.
    pub fn detect(bytes: &[u8]) -> Result<Self, ImageFormatGuess> {
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Ok(Self::Jpeg),
            [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Ok(Self::Png),
            [
                b'R',
                b'I',
                b'F',
                b'F',
                _,
                _,
                _,
                _,
                b'W',
                b'E',
                b'B',
                b'P',
                ..,
            ] => Ok(Self::WebP),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Ok(Self::Gif),
            [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] if !is_canon(bytes) => {
                Ok(Self::Tiff)
            }
            [b'B', b'M', ..] if is_bitmap(bytes) => Ok(Self::Bmp),
            _ if is_heic(bytes) => Ok(Self::Heic),
            _ => Err(ImageFormatGuess::from_bytes(bytes)),
        }
    }
}

impl ImageFormatGuess {
    fn from_bytes(bytes: &[u8]) -> Self {
        if bytes.is_empty() {
            return Self::Empty;
        }

        let signature = SIGNATURES
            .iter()
            .find(|(offset, magic, _)| bytes.get(*offset..).is_some_and(|b| b.starts_with(magic)));

        signature.map_or_else(|| Self::from_text(bytes), |(_, _, found)| *found)
    }

    fn from_text(bytes: &[u8]) -> Self {
        let head = &bytes[..bytes.len().min(1024)];
        if head.iter().any(|&b| b < b' ' && !b.is_ascii_whitespace()) || !reads_as_utf8(head) {
            return Self::Unknown;
        }

        let head = String::from_utf8_lossy(head).to_ascii_lowercase();
        match () {
            () if head.contains("<html") || head.contains("<!doctype html") => Self::Html,
            () if head.contains("<svg") => Self::Svg,
            () => Self::Text,
        }
    }
}

/// Offset, the bytes expected there, and the kind of file. The first match counts, so specific
/// entries come before general ones.
const SIGNATURES: &[(usize, &[u8], ImageFormatGuess)] = &[
    (4, b"ftypavif", ImageFormatGuess::Avif),
    (4, b"ftypmif1", ImageFormatGuess::Avif),
    (4, b"ftypmsf1", ImageFormatGuess::Avif),
    (4, b"ftypavis", ImageFormatGuess::Avif),
    (4, b"ftypcrx ", ImageFormatGuess::CameraRaw),
    (4, b"ftypM4A ", ImageFormatGuess::Audio),
    (4, b"ftyp", ImageFormatGuess::Video),
    (4, b"moov", ImageFormatGuess::Video),
    (4, b"mdat", ImageFormatGuess::Video),
    (0, b"\x1a\x45\xdf\xa3", ImageFormatGuess::Video),
    (8, b"AVI LIST", ImageFormatGuess::Video),
    (8, b"WAVE", ImageFormatGuess::Audio),
    (0, b"OggS", ImageFormatGuess::Audio),
    (0, b"ID3", ImageFormatGuess::Audio),
    (0, b"fLaC", ImageFormatGuess::Audio),
    (0, b"\0\0\0\x0cJXL \r\n\x87\n", ImageFormatGuess::JpegXl),
    (0, b"\xff\x0a", ImageFormatGuess::JpegXl),
    (0, b"\0\0\0\x0cjP  \r\n\x87\n", ImageFormatGuess::Jpeg2000),
    (0, b"\xff\x4f\xff\x51", ImageFormatGuess::Jpeg2000),
    (8, b"CR", ImageFormatGuess::CameraRaw),
    (0, b"FUJIFILMCCD-RAW", ImageFormatGuess::CameraRaw),
    (0, b"IIU\0", ImageFormatGuess::CameraRaw),
    (0, b"IIRO", ImageFormatGuess::CameraRaw),
    (0, b"IIRS", ImageFormatGuess::CameraRaw),
    (0, b"8BPS", ImageFormatGuess::Photoshop),
    (0, b"%PDF", ImageFormatGuess::Pdf),
    (0, b"\0\0\x01\0", ImageFormatGuess::Icon),
    (0, b"\0\0\x02\0", ImageFormatGuess::Icon),
    (0, b"PK\x03\x04", ImageFormatGuess::Archive),
    (0, b"Rar!", ImageFormatGuess::Archive),
    (0, b"7z\xbc\xaf\x27\x1c", ImageFormatGuess::Archive),
    (0, b"\x1f\x8b", ImageFormatGuess::Archive),
];

/// Whether a TIFF is Canon's CR2, whose only decodable picture is a thumbnail.
fn is_canon(bytes: &[u8]) -> bool {
    bytes.get(8..10) == Some(b"CR")
}

/// Whether it is a HEIC by its brands. `mif1` and `msf1` stand for any coding, and the other brands
/// then tell.
fn is_heic(bytes: &[u8]) -> bool {
    let Some((&[a, b, c, d, b'f', b't', b'y', b'p'], rest)) = bytes.split_first_chunk() else {
        return false;
    };
    let size = u32::from_be_bytes([a, b, c, d]) as usize;
    let brands = &rest[..size.saturating_sub(8).min(rest.len())];
    let mut brands = brands.as_chunks().0.iter();
    let Some(major) = brands.next() else {
        return false;
    };

    match major {
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" => true,
        b"mif1" | b"msf1" => !brands.any(|brand| matches!(brand, b"avif" | b"avis")),
        _ => false,
    }
}

/// Whether a file that starts with `BM`, as texts may, is a bitmap: the size of the second header,
/// at offset 14, has few possible values.
fn is_bitmap(bytes: &[u8]) -> bool {
    matches!(
        bytes.get(14..18),
        Some([12 | 16 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0])
    )
}

/// Whether it is UTF-8, except for a character that may be cut off at the end.
fn reads_as_utf8(head: &[u8]) -> bool {
    std::str::from_utf8(head).map_or_else(|error| error.error_len().is_none(), |_| true)
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::WebP => "WebP",
            Self::Gif => "GIF",
            Self::Bmp => "BMP",
            Self::Tiff => "TIFF",
            Self::Heic => "HEIC",
        })
    }
}

impl fmt::Display for ImageFormatGuess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "an empty file",
            Self::Avif => "an AVIF picture",
            Self::JpegXl => "a JPEG XL picture",
            Self::Jpeg2000 => "a JPEG 2000 picture",
            Self::CameraRaw => "the raw file of a camera",
            Self::Photoshop => "a Photoshop document",
            Self::Svg => "an SVG drawing",
            Self::Pdf => "a PDF document",
            Self::Icon => "an icon",
            Self::Video => "a video",
            Self::Audio => "a sound",
            Self::Html => "a web page",
            Self::Text => "a text",
            Self::Archive => "an archive",
            Self::Unknown => "no known kind of picture",
        })
    }
}
