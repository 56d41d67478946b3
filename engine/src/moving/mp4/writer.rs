//! Writes a film of H.264 as MP4, with its index before its frames.

use crate::{
    image::Picture,
    moving::{
        error::WriteError,
        h264::{self, EncodedSample, EncodedStream},
        rate::FrameRate,
    },
};

/// Ticks a frame, so that any player finds its time without rounding.
const TICKS: u32 = 512;

/// Upright, in the numbers of a matrix.
const UPRIGHT: [u32; 9] = [1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30];

/// The only track.
const TRACK: u32 = 1;

/// 72 dots an inch, which the format asks for.
const RESOLUTION: u32 = 72 << 16;

/// An MP4 of these frames, which are equally large. `quantiser` is 0 (best) to 51.
pub(in crate::moving) fn write(
    frames: &[Picture],
    rate: FrameRate,
    quantiser: u8,
) -> Result<Vec<u8>, WriteError> {
    let stream = h264::encode(frames, rate, quantiser).map_err(WriteError::encode)?;
    let start = named(*b"ftyp", &[b"isom\0\0\x02\0isomiso2avc1mp41"]);

    // The length of the index does not depend on the place of the frames.
    let length = movie(&stream, rate, 0).len();
    let media = start.len() + length + 8;
    let media = u32::try_from(media).map_err(WriteError::encode)?;

    let mut file = start;
    file.extend(movie(&stream, rate, media));
    let bytes: Vec<u8> = stream
        .samples
        .iter()
        .flat_map(|sample| &sample.bytes)
        .copied()
        .collect();
    u32::try_from(bytes.len() + 8).map_err(WriteError::encode)?;
    file.extend(named(*b"mdat", &[&bytes]));

    Ok(file)
}

/// A box.
fn named(name: [u8; 4], parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut written = ((length + 8) as u32).to_be_bytes().to_vec();
    written.extend(name);
    for part in parts {
        written.extend_from_slice(part);
    }

    written
}

/// A box with a version and flags.
fn versioned(name: [u8; 4], flags: u32, parts: &[&[u8]]) -> Vec<u8> {
    let flags = flags.to_be_bytes();
    let all: Vec<&[u8]> = std::iter::once(&flags[..])
        .chain(parts.iter().copied())
        .collect();

    named(name, &all)
}

fn numbers(numbers: &[u32]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|number| number.to_be_bytes())
        .collect()
}

/// The index: everything but the frames, which begin at `media`.
fn movie(stream: &EncodedStream, rate: FrameRate, media: u32) -> Vec<u8> {
    let timescale = rate.hertz() * TICKS;
    let duration = stream.samples.len() as u32 * TICKS;

    let header = versioned(
        *b"mvhd",
        0,
        &[
            &numbers(&[0, 0, timescale, duration, 1 << 16]),
            // Full loudness, and what is reserved.
            &[1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            &numbers(&UPRIGHT),
            &[0; 24],
            &numbers(&[TRACK + 1]),
        ],
    );

    named(
        *b"moov",
        &[&header, &track(stream, timescale, duration, media)],
    )
}

fn track(stream: &EncodedStream, timescale: u32, duration: u32, media: u32) -> Vec<u8> {
    // It is enabled, and part of the movie.
    let header = versioned(
        *b"tkhd",
        3,
        &[
            &numbers(&[0, 0, TRACK, 0, duration, 0, 0, 0, 0]),
            &numbers(&UPRIGHT),
            &numbers(&[stream.size.width << 16, stream.size.height << 16]),
        ],
    );

    let times = versioned(
        *b"mdhd",
        0,
        // No language.
        &[&numbers(&[0, 0, timescale, duration]), &[0x55, 0xc4, 0, 0]],
    );
    let handler = versioned(*b"hdlr", 0, &[&[0; 4], b"vide", &[0; 12], b"Video\0"]);

    let video = versioned(*b"vmhd", 1, &[&[0; 8]]);
    let here = versioned(*b"url ", 1, &[]);
    let references = versioned(*b"dref", 0, &[&numbers(&[1]), &here]);
    let information = named(
        *b"minf",
        &[
            &video,
            &named(*b"dinf", &[&references]),
            &tables(stream, media),
        ],
    );

    named(
        *b"trak",
        &[&header, &named(*b"mdia", &[&times, &handler, &information])],
    )
}

fn tables(stream: &EncodedStream, media: u32) -> Vec<u8> {
    let count = stream.samples.len() as u32;
    let size = |sample: &EncodedSample| sample.bytes.len() as u32;
    let sizes: Vec<u32> = stream.samples.iter().map(size).collect();
    let keys: Vec<u32> = (1..=count)
        .zip(&stream.samples)
        .filter(|(_, sample)| sample.is_key)
        .map(|(number, _)| number)
        .collect();

    let descriptions = versioned(*b"stsd", 0, &[&numbers(&[1]), &description(stream)]);
    let times = versioned(*b"stts", 0, &[&numbers(&[1, count, TICKS])]);
    let keys = versioned(
        *b"stss",
        0,
        &[&numbers(&[keys.len() as u32]), &numbers(&keys)],
    );
    let chunks = versioned(*b"stsc", 0, &[&numbers(&[1, 1, count, 1])]);
    let sizes = versioned(*b"stsz", 0, &[&numbers(&[0, count]), &numbers(&sizes)]);
    let places = versioned(*b"stco", 0, &[&numbers(&[1, media])]);

    named(
        *b"stbl",
        &[&descriptions, &times, &keys, &chunks, &sizes, &places],
    )
}

/// What the decoder begins with.
fn description(stream: &EncodedStream) -> Vec<u8> {
    let short = |value: usize| (value as u16).to_be_bytes();
    let parameters = &stream.parameters;
    let picture = &stream.picture_parameters;
    let configuration = named(
        *b"avcC",
        &[
            // Profile and level as in the parameters; lengths of four bytes; one unit of each kind.
            &[1, parameters[1], parameters[2], parameters[3], 0xff, 0xe1],
            &short(parameters.len()),
            parameters,
            &[1],
            &short(picture.len()),
            picture,
        ],
    );

    // BT.709's primaries and curve.
    let colours = named(
        *b"colr",
        &[b"nclx", &[0, 1, 0, 1, 0, stream.matrix.code(), 0]],
    );

    named(
        *b"avc1",
        &[
            &[0, 0, 0, 0, 0, 0, 0, 1],
            &[0; 16],
            &short(stream.size.width as usize),
            &short(stream.size.height as usize),
            &numbers(&[RESOLUTION, RESOLUTION, 0]),
            // One frame a sample, no name, colours without a palette.
            &[0, 1],
            &[0; 32],
            &[0, 24, 0xff, 0xff],
            &configuration,
            &colours,
        ],
    )
}
