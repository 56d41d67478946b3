//! A whole file by its header: the track with pictures, and its frames in the order of time.

use std::time::Duration;

use super::{
    boxes::{Fields, boxes, broken, find},
    samples::{self, Sample},
    track::{self, Edit, Track},
};
use crate::{
    image::Size,
    moving::{
        error::MovingError,
        format::{Format, Header, Rotation},
        limits::Limits,
    },
};

/// Frames of which the later ones may be shown first, by the format.
const MOST_WAITING: usize = 16;

/// Earlier frames that a frame may refer to, by the format.
const MOST_KEPT: u32 = 16;

/// Pixels of all earlier frames that the largest level of H.264 lets a decoder keep.
const KEPT_PIXELS: u64 = 184_320 * 256;

/// A file that was judged.
pub(super) struct Movie<'a> {
    pub(super) header: Header,
    pub(super) track: Track<'a>,
    /// In the order of the file.
    pub(super) samples: Vec<Sample>,
    /// In the order of the file.
    pub(super) showings: Vec<Showing>,
}

/// When a frame is shown.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Showing {
    /// Its place among all frames.
    pub(super) rank: usize,
    pub(super) delay: Duration,
}

impl<'a> Movie<'a> {
    /// Reads and judges the header of a file.
    pub(super) fn read(file: &'a [u8], limits: &Limits) -> Result<Self, MovingError> {
        let format = Format::Mp4;
        let movie = movie_box(file)?;
        let tracks = || boxes(movie).filter(|found| &found.name == b"trak");
        let has_kind = |kind: [u8; 4]| move |content: &&[u8]| track::kind(content) == Some(kind);

        let pictures = tracks()
            .map(|found| found.content)
            .find(has_kind(*b"vide"))
            .ok_or(MovingError::NoPicture { format })?;
        let has_sound = tracks()
            .map(|found| found.content)
            .any(|content| has_kind(*b"soun")(&content));

        let track = Track::read(pictures)?;
        let samples = samples::read(track.tables, file, limits)?;
        if samples.is_empty() {
            return Err(if find(movie, *b"mvex").is_some() {
                MovingError::unsupported(format, "a film in fragments")
            } else {
                MovingError::NoPicture { format }
            });
        }

        let movie_timescale = movie_timescale(movie)?;
        let showings = showings(&samples, &track, movie_timescale)?;
        let parameters = &track.stream.parameters;
        let header = Header {
            format,
            size: turned(parameters.size, track.rotation),
            frames: samples.len() as u32,
            length: showings.iter().map(|showing| showing.delay).sum(),
            has_alpha: false,
            rotation: track.rotation,
            has_sound,
        };

        let coded = parameters.coded.pixels();
        limits.check_pixels(parameters.coded)?;
        limits.check_header(&header, samples.len() as u64 * coded)?;
        let references = parameters.references;
        if references > MOST_KEPT || u64::from(references) * coded > KEPT_PIXELS {
            return Err(MovingError::unsupported(format, "too many kept frames"));
        }

        Ok(Self {
            header,
            track,
            samples,
            showings,
        })
    }
}

/// The box with the header of the file.
fn movie_box(file: &[u8]) -> Result<&[u8], MovingError> {
    let format = Format::Mp4;
    let mut is_cut = false;
    let mut is_fragmented = false;
    for found in boxes(file) {
        is_cut |= found.is_cut;
        is_fragmented |= &found.name == b"moof";
        if &found.name != b"moov" {
            continue;
        }

        if found.is_cut {
            return Err(MovingError::CutShort { format });
        }

        return Ok(found.content);
    }

    Err(match (is_fragmented, is_cut) {
        (true, _) => MovingError::unsupported(format, "a film in fragments"),
        (false, true) => MovingError::CutShort { format },
        (false, false) => broken("no moov"),
    })
}

/// Ticks a second of the whole file.
fn movie_timescale(movie: &[u8]) -> Result<u32, MovingError> {
    let Some(header) = find(movie, *b"mvhd") else {
        return Err(broken("no mvhd"));
    };

    let mut fields = Fields::new(header.content);
    let version = fields.byte()?;
    fields.skip(if version == 1 { 19 } else { 11 })?;

    fields.number()
}

/// The size of a frame after it is turned.
fn turned(size: Size, rotation: Rotation) -> Size {
    match rotation {
        Rotation::Upright | Rotation::Half => size,
        Rotation::Right | Rotation::Left => Size::new(size.height, size.width),
    }
}

/// When each sample is shown, within the part that the edit shows.
fn showings(
    samples: &[Sample],
    track: &Track,
    movie_timescale: u32,
) -> Result<Vec<Showing>, MovingError> {
    let mut order: Vec<usize> = (0..samples.len()).collect();
    order.sort_by_key(|&index| samples[index].shown_at);
    check_waiting(&order)?;

    let window = Window::new(samples, &order, track, movie_timescale);
    let mut showings = vec![Showing::default(); samples.len()];
    for (rank, &index) in order.iter().enumerate() {
        let sample = samples[index];
        let start = sample.shown_at;
        let end = order.get(rank + 1).map_or_else(
            || start + i64::from(sample.duration),
            |&next| samples[next].shown_at,
        );

        showings[index] = Showing {
            rank,
            delay: window.time(start, end),
        };
    }

    Ok(showings)
}

/// The ticks that are shown.
struct Window {
    start: i64,
    end: i64,
    timescale: u32,
}

impl Window {
    fn new(samples: &[Sample], order: &[usize], track: &Track, movie_timescale: u32) -> Self {
        let Edit { start, length } = track.edit;
        let first = order.first().map_or(0, |&index| samples[index].shown_at);
        let start = start.map_or(first, |start| i64::try_from(start).unwrap_or(i64::MAX));

        let ticks =
            u128::from(length) * u128::from(track.timescale) / u128::from(movie_timescale.max(1));
        let end = if ticks == 0 {
            i64::MAX
        } else {
            start.saturating_add(i64::try_from(ticks).unwrap_or(i64::MAX))
        };

        Self {
            start,
            end,
            timescale: track.timescale,
        }
    }

    /// How long of a span is shown.
    fn time(&self, start: i64, end: i64) -> Duration {
        let shown = end.min(self.end).saturating_sub(start.max(self.start));
        let ticks = u64::try_from(shown).unwrap_or(0);
        let micros = u128::from(ticks) * 1_000_000 / u128::from(self.timescale);

        Duration::from_micros(u64::try_from(micros).unwrap_or(u64::MAX))
    }
}

/// Refuses files whose frames wait for earlier ones for longer than the format lets them, since all
/// that wait are kept.
fn check_waiting(order: &[usize]) -> Result<(), MovingError> {
    // How many samples must be decoded before the frame of a rank is shown.
    let mut decoded = 0;
    for (rank, &index) in order.iter().enumerate() {
        decoded = decoded.max(index + 1);
        if decoded - rank > MOST_WAITING + 1 {
            return Err(MovingError::unsupported(
                Format::Mp4,
                "frames far out of their order",
            ));
        }
    }

    Ok(())
}
