//! Encodes pictures, a sample of the stream for each.

use rusty_h264::{Encoder, EncoderConfig, Preset, Profile};

use super::{
    bits::{BitWriter, escaped, unescaped},
    coding::Matrix,
    colour,
    parameters::StreamParameters,
};
use crate::{
    image::{Picture, Size},
    moving::rate::FrameRate,
};

/// Frames between two that can be begun with, so that a player can jump.
const KEY_FRAMES: u32 = 60;

const START_CODE: [u8; 3] = [0, 0, 1];
const KIND: u8 = 31;
const WHOLE_SLICE: u8 = 5;
const PARAMETERS: u8 = 7;
const PICTURE_PARAMETERS: u8 = 8;

/// Codes of the usability information: no particular television system, and the red, green and blue
/// and the curve of sRGB, which are those of BT.709 but for the curve.
const NO_SYSTEM: u32 = 5;
const PRIMARIES: u32 = 1;
const TRANSFER: u32 = 1;

/// A coded film without its container.
pub(in crate::moving) struct EncodedStream {
    pub(in crate::moving) size: Size,
    pub(in crate::moving) matrix: Matrix,
    /// The units of parameters.
    pub(in crate::moving) parameters: Vec<u8>,
    pub(in crate::moving) picture_parameters: Vec<u8>,
    pub(in crate::moving) samples: Vec<EncodedSample>,
}

/// A coded frame: units behind their lengths in four bytes.
#[derive(Default)]
pub(in crate::moving) struct EncodedSample {
    pub(in crate::moving) bytes: Vec<u8>,
    /// Whether a player can begin here.
    pub(in crate::moving) is_key: bool,
}

/// Encodes frames of one size at a constant quality; `quantiser` is 0 (best) to 51.
pub(in crate::moving) fn encode(
    frames: &[Picture],
    rate: FrameRate,
    quantiser: u8,
) -> Result<EncodedStream, String> {
    let first = frames.first().ok_or("no frames")?.size();
    let size = Size::new(first.width & !1, first.height & !1);
    let matrix = Matrix::for_size(size);
    let mut encoder = Encoder::new(settings(size, rate, quantiser)).map_err(text)?;

    let mut stream = EncodedStream {
        size,
        matrix,
        parameters: Vec::new(),
        picture_parameters: Vec::new(),
        samples: Vec::new(),
    };
    for picture in frames {
        let frame = colour::from_picture(picture, matrix);
        let bytes = encoder.try_encode(&frame).map_err(text)?;
        stream.add(&bytes);
    }

    let is_complete = stream.samples.len() == frames.len()
        && stream.samples.iter().all(|sample| !sample.bytes.is_empty());
    if !is_complete || stream.picture_parameters.is_empty() {
        return Err("the encoder left frames out".to_owned());
    }

    stream.parameters = described(&stream.parameters, matrix, rate)
        .ok_or("the encoder's parameters cannot be read")?;

    Ok(stream)
}

/// One frame out for each in, without looking ahead and back, in the profile that all players have.
fn settings(size: Size, rate: FrameRate, quantiser: u8) -> EncoderConfig {
    let mut settings = EncoderConfig::baseline(size.width as usize, size.height as usize);
    settings.profile = Profile::Main;
    settings.cabac = true;
    settings.preset = Preset::Balanced;
    settings.qp = quantiser;
    settings.gop_size = KEY_FRAMES;
    settings.min_keyint = KEY_FRAMES;
    settings.framerate = rate.hertz() as f32;

    settings
}

fn text(error: impl std::fmt::Debug) -> String {
    format!("{error:?}")
}

impl EncodedStream {
    /// Adds the units of a frame.
    fn add(&mut self, bytes: &[u8]) {
        let mut sample = EncodedSample::default();
        for unit in units(bytes) {
            match unit[0] & KIND {
                PARAMETERS => self.parameters = unit.to_vec(),
                PICTURE_PARAMETERS => self.picture_parameters = unit.to_vec(),
                kind => {
                    sample.is_key |= kind == WHOLE_SLICE;
                    sample.bytes.extend((unit.len() as u32).to_be_bytes());
                    sample.bytes.extend(unit);
                }
            }
        }

        self.samples.push(sample);
    }
}

/// The units between start codes.
fn units(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut starts = Vec::new();
    for (at, window) in bytes.windows(START_CODE.len()).enumerate() {
        if window == START_CODE {
            starts.push(at + START_CODE.len());
        }
    }

    let ends = starts
        .iter()
        .skip(1)
        .map(|start| start - START_CODE.len())
        .chain([bytes.len()]);
    let pairs: Vec<[usize; 2]> = starts
        .iter()
        .zip(ends)
        .map(|(start, end)| [*start, end])
        .collect();

    pairs.into_iter().filter_map(|[start, end]| {
        let unit = trimmed(bytes.get(start..end)?);

        (!unit.is_empty()).then_some(unit)
    })
}

/// Without the zeros that belong to the next start code.
fn trimmed(unit: &[u8]) -> &[u8] {
    let end = unit.iter().rposition(|byte| *byte != 0);

    &unit[..end.map_or(0, |end| end + 1)]
}

/// The encoder's parameters with what they leave out: colours, and the length of a frame.
fn described(unit: &[u8], matrix: Matrix, rate: FrameRate) -> Option<Vec<u8>> {
    let known = StreamParameters::read(unit)?;
    let content = unescaped(&unit[1..]);

    let mut bits = BitWriter::default();
    bits.copy(&content, known.usability_at);
    bits.bit(true);

    // No aspect ratio and no overscan, but colours.
    bits.bit(false);
    bits.bit(false);
    bits.bit(true);
    bits.number(NO_SYSTEM, 3);
    bits.bit(false);
    bits.bit(true);
    bits.number(PRIMARIES, 8);
    bits.number(TRANSFER, 8);
    bits.number(u32::from(matrix.code()), 8);

    // The place of chroma is the usual one; a frame has two ticks, and all are equally long.
    bits.bit(false);
    bits.bit(true);
    bits.number(1, 32);
    bits.number(2 * rate.hertz(), 32);
    bits.bit(true);

    // No buffers of a transmission, and no fields.
    bits.bit(false);
    bits.bit(false);
    bits.bit(false);

    // Frames come in the order in which they are shown, so that players need not wait.
    bits.bit(true);
    bits.bit(true);
    bits.unsigned(0);
    bits.unsigned(0);
    bits.unsigned(16);
    bits.unsigned(16);
    bits.unsigned(0);
    bits.unsigned(known.references.max(1));

    let mut described = vec![unit[0]];
    described.extend(escaped(&bits.finish()));

    Some(described)
}
