//! Pictures by key. The bytes are in the object store.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::styles::GalleryStyle;

/// The key of a picture: the first 160 bits of its SHA-256, short enough for a button.
///
/// A key is only valid together with its owner: guessing another person's key finds nothing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PictureKey([u8; 20]);

impl PictureKey {
    /// The key of these bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let mut hasher = PictureKeyHasher::default();
        hasher.update(bytes);

        hasher.key()
    }

    /// Reads the 40 hexadecimal digits that [`fmt::Display`] writes; nothing else is a key.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        if digits.len() != 40 {
            return None;
        }

        let mut key = [0; 20];
        for (byte, pair) in key.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }

        Some(Self(key))
    }
}

fn digit(ascii: u8) -> Option<u8> {
    match ascii {
        b'0'..=b'9' => Some(ascii - b'0'),
        b'a'..=b'f' => Some(ascii - b'a' + 10),
        _ => None,
    }
}

impl fmt::Display for PictureKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for PictureKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<String> for PictureKey {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("a picture key has 40 hexadecimal digits")
    }
}

impl From<PictureKey> for String {
    fn from(key: PictureKey) -> Self {
        key.to_string()
    }
}

/// Computes the key of a file that arrives in pieces.
#[derive(Clone, Default)]
pub struct PictureKeyHasher(Sha256);

impl PictureKeyHasher {
    /// Takes the next piece.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The key of all pieces together.
    #[must_use]
    pub fn key(self) -> PictureKey {
        let mut key = [0; 20];
        key.copy_from_slice(&self.0.finalize()[..20]);

        PictureKey(key)
    }
}

/// A picture to paint, or a style to paint in: the person's own or one from the gallery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum PictureRef {
    /// Sent or painted by the person.
    Own(PictureKey),
    /// From the starter gallery.
    Gallery(GalleryStyle),
}

impl PictureRef {
    /// The key, when the picture is the person's own.
    #[must_use]
    pub const fn own(self) -> Option<PictureKey> {
        match self {
            Self::Own(key) => Some(key),
            Self::Gallery(_) => None,
        }
    }

    /// Reads what [`fmt::Display`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        GalleryStyle::parse(text)
            .map(Self::Gallery)
            .or_else(|| PictureKey::parse(text).map(Self::Own))
    }
}

impl fmt::Display for PictureRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Own(key) => key.fmt(f),
            Self::Gallery(style) => f.write_str(style.slug()),
        }
    }
}

impl TryFrom<String> for PictureRef {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("neither a picture key nor a style of the gallery")
    }
}

impl From<PictureRef> for String {
    fn from(picture: PictureRef) -> Self {
        picture.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_back_from_what_was_written() {
        let key = PictureKey::from_bytes(b"painting");
        assert_eq!(PictureKey::parse(&key.to_string()), Some(key));
    }

    #[test]
    fn the_pieces_of_a_file_have_the_key_of_the_whole() {
        let mut hasher = PictureKeyHasher::default();
        hasher.update(b"pain");
        hasher.update(b"");
        hasher.update(b"ting");

        assert_eq!(hasher.key(), PictureKey::from_bytes(b"painting"));
    }

    #[test]
    fn nothing_else_is_a_key() {
        let upper = "A".repeat(40);
        let wide = "ю".repeat(20);
        for text in ["", "../../etc/passwd", upper.as_str(), wide.as_str()] {
            assert_eq!(PictureKey::parse(text), None, "{text}");
        }
    }
}
