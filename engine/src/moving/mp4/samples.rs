//! The tables of a track: where each frame lies, and when it is shown.

use super::boxes::{Fields, broken, find, need};
use crate::moving::{error::MovingError, format::Format, limits::Limits};

/// A coded frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sample {
    pub(super) start: usize,
    pub(super) end: usize,
    /// When it is shown, in ticks.
    pub(super) shown_at: i64,
    /// How long it is decoded for, which counts for the last frame only.
    pub(super) duration: u32,
}

/// The samples of a track in the order of the file, all of which lie within it.
pub(super) fn read(
    tables: &[u8],
    file: &[u8],
    limits: &Limits,
) -> Result<Vec<Sample>, MovingError> {
    let sizes = sizes(tables, limits)?;
    let mut samples = places(tables, &sizes)?;
    if samples.iter().any(|sample| sample.end > file.len()) {
        return Err(MovingError::CutShort {
            format: Format::Mp4,
        });
    }

    // Else a small file could be decoded thousands of times.
    let bytes: u64 = sizes.iter().copied().map(u64::from).sum();
    if bytes > file.len() as u64 {
        return Err(broken("frames share bytes"));
    }

    add_times(tables, &mut samples)?;
    add_offsets(tables, &mut samples)?;

    Ok(samples)
}

/// The bytes of each sample.
fn sizes(tables: &[u8], limits: &Limits) -> Result<Vec<u32>, MovingError> {
    if find(tables, *b"stz2").is_some() {
        return Err(MovingError::unsupported(
            Format::Mp4,
            "a table of small sizes",
        ));
    }

    let mut fields = Fields::new(need(tables, *b"stsz")?);
    fields.skip(4)?;
    let equal = fields.number()?;
    let count = fields.number()?;
    limits.check_frames(count)?;
    if equal > 0 {
        return Ok(vec![equal; count as usize]);
    }

    (0..count).map(|_| fields.number()).collect()
}

/// Where the samples lie: chunks follow each other anywhere, the samples of a chunk one another.
fn places(tables: &[u8], sizes: &[u32]) -> Result<Vec<Sample>, MovingError> {
    let mut runs = Runs::new(need(tables, *b"stsc")?)?;
    let mut chunks = Chunks::new(tables)?;
    let mut samples = Vec::with_capacity(sizes.len());
    while samples.len() < sizes.len() {
        let mut start = chunks.next()?;
        let count = runs.next()?;
        if count == 0 {
            return Err(broken("a chunk without samples"));
        }

        for size in sizes.iter().skip(samples.len()).take(count as usize) {
            let end = start.saturating_add(u64::from(*size));
            samples.push(Sample {
                start: usize::try_from(start).unwrap_or(usize::MAX),
                end: usize::try_from(end).unwrap_or(usize::MAX),
                shown_at: 0,
                duration: 0,
            });
            start = end;
        }
    }

    Ok(samples)
}

/// How many samples each chunk has.
struct Runs<'a> {
    fields: Fields<'a>,
    left: u32,
    chunk: u32,
    count: u32,
    /// The first chunk of the next run.
    next: Option<Run>,
}

#[derive(Clone, Copy)]
struct Run {
    first: u32,
    count: u32,
}

impl<'a> Runs<'a> {
    fn new(table: &'a [u8]) -> Result<Self, MovingError> {
        let mut fields = Fields::new(table);
        fields.skip(4)?;
        let left = fields.number()?;
        let mut runs = Self {
            fields,
            left,
            chunk: 0,
            count: 0,
            next: None,
        };
        runs.load()?;

        Ok(runs)
    }

    fn load(&mut self) -> Result<(), MovingError> {
        self.next = None;
        if self.left > 0 {
            self.left -= 1;
            let first = self.fields.number()?;
            let count = self.fields.number()?;
            self.fields.skip(4)?;
            self.next = Some(Run { first, count });
        }

        Ok(())
    }

    fn next(&mut self) -> Result<u32, MovingError> {
        self.chunk += 1;
        if let Some(run) = self.next
            && run.first <= self.chunk
        {
            self.count = run.count;
            self.load()?;
        }

        Ok(self.count)
    }
}

/// Where chunks begin.
struct Chunks<'a> {
    fields: Fields<'a>,
    left: u32,
    version: u8,
}

impl<'a> Chunks<'a> {
    fn new(tables: &'a [u8]) -> Result<Self, MovingError> {
        let long = find(tables, *b"co64");
        let version = u8::from(long.is_some());
        let table = match long {
            Some(table) => table.content,
            None => need(tables, *b"stco")?,
        };

        let mut fields = Fields::new(table);
        fields.skip(4)?;
        let left = fields.number()?;

        Ok(Self {
            fields,
            left,
            version,
        })
    }

    fn next(&mut self) -> Result<u64, MovingError> {
        if self.left == 0 {
            return Err(broken("fewer chunks than samples need"));
        }

        self.left -= 1;
        self.fields.long(self.version)
    }
}

/// When samples are decoded: runs of equal durations.
fn add_times(tables: &[u8], samples: &mut [Sample]) -> Result<(), MovingError> {
    let mut fields = Fields::new(need(tables, *b"stts")?);
    fields.skip(4)?;
    let mut runs = fields.number()?;
    let mut left = 0;
    let mut duration = 0;
    let mut time = 0_i64;

    for sample in samples {
        while left == 0 && runs > 0 {
            runs -= 1;
            left = fields.number()?;
            duration = fields.number()?;
        }

        // The last duration holds for what the table leaves out.
        left = left.saturating_sub(1);
        sample.shown_at = time;
        sample.duration = duration;
        time += i64::from(duration);
    }

    Ok(())
}

/// How much later than decoded samples are shown.
fn add_offsets(tables: &[u8], samples: &mut [Sample]) -> Result<(), MovingError> {
    let Some(table) = find(tables, *b"ctts") else {
        return Ok(());
    };

    let mut fields = Fields::new(table.content);
    fields.skip(4)?;
    let mut runs = fields.number()?;
    let mut left = 0;
    let mut offset = 0;
    for sample in samples {
        while left == 0 && runs > 0 {
            runs -= 1;
            left = fields.number()?;
            // Encoders write negative ones in either version of the table.
            offset = fields.signed()?;
        }

        if left == 0 {
            break;
        }

        left -= 1;
        sample.shown_at += i64::from(offset);
    }

    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(name: [u8; 4], numbers: &[u32]) -> Vec<u8> {
        let length = 12 + 4 * numbers.len() as u32;
        let numbers = numbers.iter().flat_map(|number| number.to_be_bytes());

        let mut table = length.to_be_bytes().to_vec();
        table.extend(name);
        table.extend([0; 4]);
        table.extend(numbers);
        table
    }

    /// Two chunks of one frame each, both at the beginning of the file.
    fn of_one_place(size: u32) -> Vec<u8> {
        [
            table(*b"stsz", &[size, 2]),
            table(*b"stsc", &[1, 1, 1, 1]),
            table(*b"stco", &[2, 0, 0]),
            table(*b"stts", &[1, 2, 100]),
        ]
        .concat()
    }

    #[test]
    fn a_file_is_not_decoded_several_times() {
        let file = [0; 100];
        let limits = Limits::default();

        let samples = read(&of_one_place(50), &file, &limits).unwrap();
        assert_eq!(samples.len(), 2);
        assert_eq!(samples[1].end, 50);

        let refusal = read(&of_one_place(51), &file, &limits).unwrap_err();
        assert!(matches!(refusal, MovingError::Broken { .. }), "{refusal:?}");
    }
}
