//! What a track says of itself: its codec, its size, how it lies, which part of it is shown.

use super::boxes::{Fields, Mp4Box, boxes, broken, find, need};
use crate::moving::{
    error::MovingError,
    format::{Format, Rotation},
    h264::{ColourCoding, Matrix, StreamParameters},
};

/// Bytes of a description of pictures before its own boxes.
const DESCRIPTION: usize = 78;

/// One in the numbers of a matrix.
const ONE: i32 = 1 << 16;

/// A track with pictures.
pub(super) struct Track<'a> {
    /// Ticks a second.
    pub(super) timescale: u32,
    pub(super) rotation: Rotation,
    pub(super) edit: Edit,
    pub(super) stream: Stream<'a>,
    /// The box with the tables of its samples.
    pub(super) tables: &'a [u8],
}

/// The part of a track that is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Edit {
    /// Where it begins, in ticks of the track; `None` is the first frame.
    pub(super) start: Option<u64>,
    /// How long it is, in ticks of the movie; 0 is all of it.
    pub(super) length: u64,
}

/// What the decoder begins with.
pub(super) struct Stream<'a> {
    pub(super) parameters: StreamParameters,
    pub(super) units: Vec<&'a [u8]>,
    /// Bytes of the length before each unit of a frame.
    pub(super) length_bytes: usize,
    pub(super) colours: Option<ColourCoding>,
}

/// The four letters of the kind of a track: `vide`, `soun` or another.
pub(super) fn kind(track: &[u8]) -> Option<[u8; 4]> {
    let media = find(track, *b"mdia")?.content;
    let handler = find(media, *b"hdlr")?.content;

    handler.get(8..12)?.first_chunk().copied()
}

impl<'a> Track<'a> {
    /// Reads a track with pictures.
    pub(super) fn read(track: &'a [u8]) -> Result<Self, MovingError> {
        let media = need(track, *b"mdia")?;
        let tables = need(need(media, *b"minf")?, *b"stbl")?;
        let stream = Stream::read(need(tables, *b"stsd")?)?;

        let mut header = Fields::new(need(media, *b"mdhd")?);
        let version = header.byte()?;
        header.skip(if version == 1 { 19 } else { 11 })?;
        let timescale = header.number()?;
        if timescale == 0 {
            return Err(broken("a second without ticks"));
        }

        Ok(Self {
            timescale,
            rotation: rotation(need(track, *b"tkhd")?)?,
            edit: edit(track)?,
            stream,
            tables,
        })
    }
}

/// How a track lies by its matrix, of which only the four numbers of turning count.
fn rotation(header: &[u8]) -> Result<Rotation, MovingError> {
    let mut header = Fields::new(header);
    let version = header.byte()?;
    header.skip(if version == 1 { 51 } else { 39 })?;

    let a = header.signed()?;
    let b = header.signed()?;
    header.skip(4)?;
    let c = header.signed()?;
    let d = header.signed()?;
    let sign = |value: i32| match value {
        _ if value >= ONE / 2 => 1,
        _ if value <= -ONE / 2 => -1,
        _ => 0,
    };

    Ok(match [a, b, c, d].map(sign) {
        [0, 1, -1, 0] => Rotation::Right,
        [-1, 0, 0, -1] => Rotation::Half,
        [0, -1, 1, 0] => Rotation::Left,
        _ => Rotation::Upright,
    })
}

/// The first edit that shows something. Pauses before it are left out.
fn edit(track: &[u8]) -> Result<Edit, MovingError> {
    let list = find(track, *b"edts").and_then(|edits| find(edits.content, *b"elst"));
    let Some(list) = list else {
        return Ok(Edit::default());
    };

    let mut fields = Fields::new(list.content);
    let version = fields.byte()?;
    fields.skip(3)?;
    let entries = fields.number()?;
    for _ in 0..entries {
        let length = fields.long(version)?;
        let start = if version == 1 {
            i64::from_be_bytes(fields.bytes()?)
        } else {
            i64::from(fields.signed()?)
        };
        fields.skip(4)?;

        if let Ok(start) = u64::try_from(start) {
            return Ok(Edit {
                start: Some(start),
                length,
            });
        }
    }

    Ok(Edit::default())
}

impl<'a> Stream<'a> {
    /// Reads the first description of a track.
    fn read(descriptions: &'a [u8]) -> Result<Self, MovingError> {
        let entry = descriptions
            .get(8..)
            .and_then(|entries| boxes(entries).next())
            .ok_or_else(|| broken("no description of the codec"))?;
        if !matches!(&entry.name, b"avc1" | b"avc3") {
            return Err(MovingError::OtherCodec {
                codec: codec(entry.name),
            });
        }

        let content = entry.content.get(DESCRIPTION..).unwrap_or_default();
        let configuration = need(content, *b"avcC")?;
        let mut stream = Self::from_configuration(configuration)?;
        stream.colours = boxes(content).find_map(colours);

        Ok(stream)
    }

    /// The units that come with the container.
    fn from_configuration(configuration: &'a [u8]) -> Result<Self, MovingError> {
        let mut fields = Fields::new(configuration);
        fields.skip(4)?;
        let length_bytes = usize::from(fields.byte()? & 3) + 1;
        if length_bytes == 3 {
            return Err(broken("lengths of three bytes"));
        }

        let mut units = Vec::new();
        let count = fields.byte()? & 31;
        read_units(&mut fields, count, &mut units)?;
        let parameters = units
            .first()
            .and_then(|unit| StreamParameters::read(unit))
            .ok_or_else(|| broken("no parameters of the stream"))?;
        if let Some(feature) = parameters.unsupported {
            return Err(MovingError::unsupported(Format::Mp4, feature));
        }

        if units.len() > 1 {
            return Err(MovingError::unsupported(
                Format::Mp4,
                "several sets of parameters",
            ));
        }

        let count = fields.byte()?;
        read_units(&mut fields, count, &mut units)?;

        Ok(Self {
            parameters,
            units,
            length_bytes,
            colours: None,
        })
    }
}

fn read_units<'a>(
    fields: &mut Fields<'a>,
    count: u8,
    units: &mut Vec<&'a [u8]>,
) -> Result<(), MovingError> {
    for _ in 0..count {
        let length = usize::from(fields.short()?);
        let unit = fields
            .rest()
            .get(..length)
            .ok_or_else(|| broken("a unit of parameters is cut off"))?;
        fields.skip(length)?;
        units.push(unit);
    }

    Ok(())
}

/// The colours that a container states.
fn colours(found: Mp4Box) -> Option<ColourCoding> {
    let content = match (&found.name, found.content) {
        (b"colr", content) => content
            .strip_prefix(b"nclx")
            .or(content.strip_prefix(b"nclc"))?,
        _ => return None,
    };
    let matrix = u16::from_be_bytes([*content.get(4)?, *content.get(5)?]);
    let range = content.get(6).copied().unwrap_or_default();

    Some(ColourCoding {
        matrix: Some(Matrix::from_code(u32::from(matrix))?),
        is_full_range: range & 0x80 != 0,
    })
}

/// The usual name of a codec that is not read.
fn codec(letters: [u8; 4]) -> String {
    let name = match &letters {
        b"hvc1" | b"hev1" | b"dvh1" | b"dvhe" => "HEVC (H.265)",
        b"av01" => "AV1",
        b"vp09" => "VP9",
        b"vp08" => "VP8",
        b"mp4v" => "MPEG-4 Part 2",
        b"s263" | b"h263" => "H.263",
        b"vvc1" | b"vvi1" => "VVC (H.266)",
        b"jpeg" | b"mjpa" | b"mjpb" => "Motion JPEG",
        b"apch" | b"apcn" | b"apcs" | b"apco" | b"ap4h" | b"ap4x" => "ProRes",
        b"encv" => "an encrypted codec",
        letters => return String::from_utf8_lossy(letters).escape_debug().to_string(),
    };

    name.to_owned()
}
