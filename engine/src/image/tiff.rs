//! Checks the first directory of a TIFF before decoding.

use super::{
    PictureError,
    format::{Format, ImageFormatGuess},
};

const SUBFILE_TYPE: u16 = 254;
const COMPRESSION: u16 = 259;
const SUB_DIRECTORIES: u16 = 330;
const DNG_VERSION: u16 = 50706;

/// Field types whose single value is stored in the entry itself.
const SHORT: u16 = 3;
const LONG: u16 = 4;

/// Refuses files that would be decoded wrongly or without memory limits: raw files of cameras,
/// whose first picture is a thumbnail; JPEG inside TIFF, which the decoder allocates by the inner
/// header without checking limits; files with 64-bit offsets, which only make sense beyond 4 GB.
pub(super) fn check(bytes: &[u8]) -> Result<(), PictureError> {
    let directory = Directory::first(bytes).ok_or(PictureError::CutShort {
        format: Format::Tiff,
    })?;

    if directory.big {
        return Err(unsupported("64 bit offsets"));
    }

    let mut reduced = false;
    let mut nested = false;
    for entry in directory.entries {
        match entry.tag {
            DNG_VERSION => return Err(camera_raw()),
            SUBFILE_TYPE => reduced = entry.value.is_some_and(|value| value & 1 == 1),
            SUB_DIRECTORIES => nested = true,
            COMPRESSION if !entry.value.is_some_and(|value| value != 6 && value != 7) => {
                return Err(unsupported("JPEG compression"));
            }
            _ => {}
        }
    }

    if reduced && nested {
        Err(camera_raw())
    } else {
        Ok(())
    }
}

fn camera_raw() -> PictureError {
    PictureError::OtherFormat {
        found: ImageFormatGuess::CameraRaw,
    }
}

fn unsupported(feature: &str) -> PictureError {
    PictureError::Unsupported {
        format: Format::Tiff,
        feature: feature.to_owned(),
    }
}

struct Directory {
    big: bool,
    entries: Vec<Entry>,
}

struct Entry {
    tag: u16,
    /// The value, if it is a single integer stored in the entry itself.
    value: Option<u32>,
}

impl Directory {
    /// The first directory; `None` if the file ends within it.
    fn first(bytes: &[u8]) -> Option<Self> {
        let fields = Fields {
            bytes,
            little: bytes.first() == Some(&b'I'),
        };

        if fields.short(2)? == 43 {
            return Some(Self {
                big: true,
                entries: Vec::new(),
            });
        }

        let start = fields.long(4)? as usize;
        let count = usize::from(fields.short(start)?);
        let entries = (0..count)
            .map(|i| fields.entry(start + 2 + 12 * i))
            .collect::<Option<_>>()?;

        Some(Self {
            big: false,
            entries,
        })
    }
}

struct Fields<'a> {
    bytes: &'a [u8],
    little: bool,
}

impl Fields<'_> {
    fn entry(&self, at: usize) -> Option<Entry> {
        let value = match (self.short(at + 2)?, self.long(at + 4)?) {
            (SHORT, 1) => Some(u32::from(self.short(at + 8)?)),
            (LONG, 1) => Some(self.long(at + 8)?),
            _ => None,
        };

        Some(Entry {
            tag: self.short(at)?,
            value,
        })
    }

    fn short(&self, at: usize) -> Option<u16> {
        let bytes = *self.bytes.get(at..)?.first_chunk()?;
        Some(if self.little {
            u16::from_le_bytes(bytes)
        } else {
            u16::from_be_bytes(bytes)
        })
    }

    fn long(&self, at: usize) -> Option<u32> {
        let bytes = *self.bytes.get(at..)?.first_chunk()?;
        Some(if self.little {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        })
    }
}
