//! The fields of the first directory of a TIFF, and what they tell against reading it.

use super::{broken, cut_short, unsupported};
use crate::image::{PictureError, format::ImageFormatGuess};

/// The numbers of fields.
pub(super) mod tag {
    pub(super) const SUBFILE_TYPE: u16 = 254;
    pub(in super::super) const WIDTH: u16 = 256;
    pub(in super::super) const HEIGHT: u16 = 257;
    pub(in super::super) const BITS: u16 = 258;
    pub(in super::super) const COMPRESSION: u16 = 259;
    pub(in super::super) const PHOTOMETRIC: u16 = 262;
    pub(in super::super) const FILL_ORDER: u16 = 266;
    pub(super) const STRIP_OFFSETS: u16 = 273;
    pub(in super::super) const ORIENTATION: u16 = 274;
    pub(in super::super) const ROWS_PER_STRIP: u16 = 278;
    pub(in super::super) const SAMPLES: u16 = 277;
    pub(super) const STRIP_LENGTHS: u16 = 279;
    pub(in super::super) const PLANAR: u16 = 284;
    pub(in super::super) const T4_OPTIONS: u16 = 292;
    pub(super) const PREDICTOR: u16 = 317;
    pub(in super::super) const WHITE_POINT: u16 = 318;
    pub(super) const PALETTE: u16 = 320;
    pub(in super::super) const TILE_WIDTH: u16 = 322;
    pub(in super::super) const TILE_HEIGHT: u16 = 323;
    pub(super) const TILE_OFFSETS: u16 = 324;
    pub(super) const TILE_LENGTHS: u16 = 325;
    pub(super) const SUB_DIRECTORIES: u16 = 330;
    pub(in super::super) const EXTRA_SAMPLES: u16 = 338;
    pub(in super::super) const SAMPLE_FORMAT: u16 = 339;
    pub(in super::super) const JPEG_TABLES: u16 = 347;
    pub(super) const SUBSAMPLING: u16 = 530;
    pub(in super::super) const ICC_PROFILE: u16 = 34675;
    pub(super) const DNG_VERSION: u16 = 50706;
}

/// Field types.
const BYTE: u16 = 1;
const SHORT: u16 = 3;
const LONG: u16 = 4;
const RATIONAL: u16 = 5;
const UNDEFINED: u16 = 7;

/// Bytes of an entry of the directory, and where its value stands in it.
const ENTRY: usize = 12;
const VALUE: usize = 8;

/// No tile is larger; the decoder allocates rows of tiles by the header alone.
const LONGEST_TILE: u32 = 20_000;

/// The fields that the decoder reads. It holds 32 bytes for each value, however many there are.
const READ_BY_THE_DECODER: [u16; 20] = [
    tag::WIDTH,
    tag::HEIGHT,
    tag::BITS,
    tag::COMPRESSION,
    tag::PHOTOMETRIC,
    tag::STRIP_OFFSETS,
    tag::SAMPLES,
    tag::ROWS_PER_STRIP,
    tag::STRIP_LENGTHS,
    tag::PLANAR,
    tag::PREDICTOR,
    tag::PALETTE,
    tag::TILE_WIDTH,
    tag::TILE_HEIGHT,
    tag::TILE_OFFSETS,
    tag::TILE_LENGTHS,
    tag::EXTRA_SAMPLES,
    tag::SAMPLE_FORMAT,
    tag::JPEG_TABLES,
    tag::SUBSAMPLING,
];

/// The most values of such a field: the tallest picture with a strip for each row of each plane
/// has 80,000.
const MOST_VALUES: usize = 100_000;

/// The version of files with 64-bit offsets.
const BIG: u16 = 43;

/// The first directory of a file.
pub(super) struct Directory {
    is_little_endian: bool,
    entries: Vec<Entry>,
}

struct Entry {
    tag: u16,
    kind: u16,
    /// Where the entry begins.
    at: usize,
    /// Its integers.
    values: Values,
}

/// Where the integers of an entry are, if it has any.
#[derive(Clone, Copy)]
struct Values {
    first: Option<u32>,
    start: usize,
    count: usize,
}

impl Directory {
    /// Reads the fields. Refuses files that would be decoded wrongly: raw files of cameras, whose
    /// first picture is a thumbnail; files with 64-bit offsets, which only make sense beyond 4 GB.
    pub(super) fn first(bytes: &[u8]) -> Result<Self, PictureError> {
        let fields = Fields::new(bytes);
        if fields.short(2) == Some(BIG) {
            return Err(unsupported("64 bit offsets"));
        }

        let directory = Self::read(&fields).ok_or_else(cut_short)?;
        let is_reduced = directory
            .value(tag::SUBFILE_TYPE)
            .is_some_and(|kind| kind & 1 == 1);
        let is_nested = directory.entry(tag::SUB_DIRECTORIES).is_some();
        if directory.entry(tag::DNG_VERSION).is_some() || is_reduced && is_nested {
            return Err(PictureError::OtherFormat {
                found: ImageFormatGuess::CameraRaw,
            });
        }

        let sides = [tag::TILE_WIDTH, tag::TILE_HEIGHT].map(|tag| directory.value(tag));
        if sides.into_iter().flatten().any(|side| side > LONGEST_TILE) {
            return Err(broken("a tile of an impossible size"));
        }

        let is_too_long = |entry: &Entry| {
            entry.values.count > MOST_VALUES && READ_BY_THE_DECODER.contains(&entry.tag)
        };
        if directory.entries.iter().any(is_too_long) {
            return Err(broken("a field of an impossible length"));
        }

        Ok(directory)
    }

    fn read(fields: &Fields) -> Option<Self> {
        let start = fields.long(4)? as usize;
        let count = usize::from(fields.short(start)?);
        let entries = (0..count)
            .map(|index| fields.entry(start + 2 + ENTRY * index))
            .collect::<Option<_>>()?;

        Some(Self {
            is_little_endian: fields.is_little_endian,
            entries,
        })
    }

    fn entry(&self, tag: u16) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.tag == tag)
    }

    /// The integer of a field, or the first of several.
    pub(super) fn value(&self, tag: u16) -> Option<u32> {
        self.entry(tag)?.values.first
    }

    /// The same, of a field that must be there.
    pub(super) fn require(&self, tag: u16) -> Result<u32, PictureError> {
        self.value(tag)
            .ok_or_else(|| broken(&format!("no field {tag}")))
    }

    /// The first fraction of a field of fractions.
    pub(super) fn fraction(&self, file: &[u8], tag: u16) -> Option<f32> {
        let entry = self.entry(tag).filter(|entry| entry.kind == RATIONAL)?;
        let fields = Fields::new(file);
        let numerator = fields.long(entry.values.start)?;
        let denominator = fields.long(entry.values.start.checked_add(4)?)?;
        Some(numerator as f32 / denominator as f32)
    }

    /// The content of a field of bytes.
    pub(super) fn bytes<'a>(&self, file: &'a [u8], tag: u16) -> Option<&'a [u8]> {
        let entry = self.entry(tag)?;
        let Values { start, count, .. } = entry.values;
        matches!(entry.kind, BYTE | UNDEFINED)
            .then(|| file.get(start..start.checked_add(count)?))
            .flatten()
    }

    /// The data of each strip or tile.
    pub(super) fn strips<'a>(&self, file: &'a [u8]) -> Result<Vec<&'a [u8]>, PictureError> {
        let fields = Fields::new(file);
        let all = |tag| {
            let entry = self.entry(tag)?;
            let Values { start, count, .. } = entry.values;
            let integer = |index| fields.integer(entry.kind, start, index);
            (0..count).map(integer).collect::<Option<Vec<u32>>>()
        };

        let offsets = all(tag::STRIP_OFFSETS).or_else(|| all(tag::TILE_OFFSETS));
        let lengths = all(tag::STRIP_LENGTHS).or_else(|| all(tag::TILE_LENGTHS));
        let (Some(offsets), Some(lengths)) = (offsets, lengths) else {
            return Err(broken("no strips"));
        };
        if offsets.len() != lengths.len() {
            return Err(broken("strips without a length"));
        }

        let strip = |offset: u32, length: u32| {
            let start = offset as usize;
            file.get(start..start.checked_add(length as usize)?)
        };
        offsets
            .into_iter()
            .zip(lengths)
            .map(|(offset, length)| strip(offset, length).ok_or_else(cut_short))
            .collect()
    }

    /// The file with another value in a field of one integer.
    pub(super) fn rewritten(&self, file: &[u8], tag: u16, value: u16) -> Vec<u8> {
        let mut file = file.to_vec();
        let Some(entry) = self.entry(tag) else {
            return file;
        };

        let place = &mut file[entry.at + VALUE..][..4];
        match (entry.kind, self.is_little_endian) {
            (_, true) => place[..2].copy_from_slice(&value.to_le_bytes()),
            (LONG, false) => place[2..].copy_from_slice(&value.to_be_bytes()),
            (_, false) => place[..2].copy_from_slice(&value.to_be_bytes()),
        }
        file
    }
}

/// The integers of a file.
struct Fields<'a> {
    bytes: &'a [u8],
    is_little_endian: bool,
}

impl<'a> Fields<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            is_little_endian: bytes.first() == Some(&b'I'),
        }
    }

    fn entry(&self, at: usize) -> Option<Entry> {
        let tag = self.short(at)?;
        let kind = self.short(at + 2)?;
        let count = self.long(at + 4)? as usize;
        let inline = at + VALUE;
        let value = self.long(inline)? as usize;

        let size = match kind {
            SHORT => 2,
            LONG => 4,
            RATIONAL => 8,
            _ => 1,
        };
        let start = if count.saturating_mul(size) <= 4 {
            inline
        } else {
            value
        };
        let first = (count > 0).then(|| self.integer(kind, start, 0)).flatten();

        Some(Entry {
            tag,
            kind,
            at,
            values: Values {
                first,
                start,
                count,
            },
        })
    }

    fn integer(&self, kind: u16, start: usize, index: usize) -> Option<u32> {
        match kind {
            SHORT => self
                .short(start.checked_add(index.checked_mul(2)?)?)
                .map(u32::from),
            LONG => self.long(start.checked_add(index.checked_mul(4)?)?),
            _ => None,
        }
    }

    fn short(&self, at: usize) -> Option<u16> {
        let bytes = *self.bytes.get(at..)?.first_chunk()?;
        Some(if self.is_little_endian {
            u16::from_le_bytes(bytes)
        } else {
            u16::from_be_bytes(bytes)
        })
    }

    fn long(&self, at: usize) -> Option<u32> {
        let bytes = *self.bytes.get(at..)?.first_chunk()?;
        Some(if self.is_little_endian {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        })
    }
}
