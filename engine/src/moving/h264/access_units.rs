//! The units of one frame of an MP4, judged and brought into the form that the decoder reads.

use super::{
    bits::{BitReader, unescaped},
    parameters::StreamParameters,
};

/// Kinds of units.
const SLICE: u8 = 1;
const PARTITION: u8 = 2;
const WHOLE_SLICE: u8 = 5;
const PARAMETERS: u8 = 7;
const PICTURE_PARAMETERS: u8 = 8;
const KIND: u8 = 31;

const START_CODE: [u8; 4] = [0, 0, 0, 1];

/// The beginning of a slice that is unescaped for its first number.
const SLICE_BEGINNING: usize = 8;

/// Slices begin at increasing places, but the decoder does not stop one where the next begins. So
/// all together may begin so many times before the end of the picture as this many slices of equal
/// length do; cameras make a slice of each row at most.
const SLICES: u32 = 80;

/// A frame as the decoder reads it.
#[derive(Debug, PartialEq)]
pub(super) struct AccessUnit {
    pub(super) bytes: Vec<u8>,
    /// Whether there is a picture in it.
    pub(super) has_picture: bool,
}

/// Joins the units of a sample, which follow numbers of `length_bytes` with their lengths. All
/// parameters that come with it must be like `parameters`, which was judged.
pub(super) fn read(
    sample: &[u8],
    length_bytes: usize,
    parameters: &StreamParameters,
) -> Result<AccessUnit, &'static str> {
    let mut bytes = Vec::with_capacity(sample.len() + START_CODE.len());
    let mut slices = Slices::new(parameters);
    let mut rest = sample;
    while !rest.is_empty() {
        let (length, behind) = rest
            .split_at_checked(length_bytes)
            .ok_or("a length is cut off")?;
        let length = length
            .iter()
            .fold(0, |number, &byte| number << 8 | usize::from(byte));
        let (unit, behind) = behind
            .split_at_checked(length)
            .ok_or("a unit is longer than its frame")?;
        rest = behind;

        let Some(kind) = unit.first().map(|first| first & KIND) else {
            continue;
        };

        match kind {
            SLICE | WHOLE_SLICE => slices.add(unit)?,
            PARAMETERS if !is_like(unit, parameters) => {
                return Err("the size changes within the film");
            }
            PARAMETERS | PICTURE_PARAMETERS => {}
            PARTITION..WHOLE_SLICE => return Err("divided slices"),
            _ => continue,
        }

        join(&mut bytes, unit)?;
    }

    Ok(AccessUnit {
        bytes,
        has_picture: slices.last.is_some(),
    })
}

/// Joins the parameters among the units that come with the container. They must be like `parameters`,
/// too; what else is there is left out.
pub(super) fn read_parameters(
    units: &[&[u8]],
    parameters: &StreamParameters,
) -> Result<Vec<u8>, &'static str> {
    let mut bytes = Vec::new();
    for unit in units {
        match unit.first().map(|first| first & KIND) {
            Some(PARAMETERS) if !is_like(unit, parameters) => {
                return Err("there are parameters of another size");
            }
            Some(PARAMETERS | PICTURE_PARAMETERS) => join(&mut bytes, unit)?,
            _ => {}
        }
    }

    Ok(bytes)
}

/// Adds a unit to what the decoder reads. The decoder takes what follows a start code for another
/// unit, which nobody would have judged.
fn join(bytes: &mut Vec<u8>, unit: &[u8]) -> Result<(), &'static str> {
    let is_start = |window: &[u8]| START_CODE.ends_with(window);
    if unit.windows(START_CODE.len() - 1).any(is_start) {
        return Err("a start code within a unit");
    }

    bytes.extend(START_CODE);
    bytes.extend(unit);

    Ok(())
}

fn is_like(unit: &[u8], parameters: &StreamParameters) -> bool {
    StreamParameters::read(unit).is_some_and(|other| {
        other.coded == parameters.coded
            && other.size == parameters.size
            && other.references <= parameters.references
            && other.unsupported.is_none()
    })
}

/// What the slices of a frame amount to.
struct Slices {
    macroblocks: u32,
    /// Where the last one begins.
    last: Option<u32>,
    /// Macroblocks behind the beginnings of all of them.
    work: u64,
}

impl Slices {
    fn new(parameters: &StreamParameters) -> Self {
        Self {
            macroblocks: (parameters.coded.pixels() / 256) as u32,
            last: None,
            work: 0,
        }
    }

    fn add(&mut self, unit: &[u8]) -> Result<(), &'static str> {
        let beginning = &unit[1..unit.len().min(SLICE_BEGINNING)];
        let content = unescaped(beginning);
        let first = BitReader::new(&content)
            .unsigned()
            .ok_or("a slice without a beginning")?;

        let is_next = match self.last {
            None => first == 0,
            Some(last) => first > last,
        };
        if !is_next || first >= self.macroblocks {
            return Err("slices out of order");
        }

        self.last = Some(first);
        self.work += u64::from(self.macroblocks - first);
        if self.work > u64::from(self.macroblocks) * u64::from(SLICES) / 2 {
            return Err("too many slices");
        }

        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::Size;

    fn parameters() -> StreamParameters {
        StreamParameters {
            coded: Size::new(64, 48),
            left: 0,
            top: 0,
            size: Size::new(64, 48),
            references: 1,
            colours: None,
            unsupported: None,
            usability_at: 0,
        }
    }

    #[test]
    fn no_unit_hides_another_one() {
        let refusal = "a start code within a unit";

        let slice = [WHOLE_SLICE, 0x80, 0, 0, 1, PARAMETERS, 66, 0, 30];
        let mut sample = vec![slice.len() as u8];
        sample.extend(slice);
        assert_eq!(read(&sample, 1, &parameters()), Err(refusal));

        let picture = [PICTURE_PARAMETERS, 0x80, 0, 0, 1, PARAMETERS, 66, 0, 30];
        let found = read_parameters(&[&picture[..]], &parameters());
        assert_eq!(found, Err(refusal));
    }

    #[test]
    fn containers_bring_parameters_of_the_judged_size_only() {
        let slice = [WHOLE_SLICE, 0x80];
        let picture = [PICTURE_PARAMETERS, 0x80];
        let found = read_parameters(&[&slice[..], &picture[..]], &parameters());
        assert_eq!(found, Ok(vec![0, 0, 0, 1, PICTURE_PARAMETERS, 0x80]));

        let others = [PARAMETERS, 66, 0, 30, 0xff];
        assert!(read_parameters(&[&others[..]], &parameters()).is_err());
    }
}
