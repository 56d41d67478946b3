//! What the service and the process that reads a film say to each other: one task, and messages of
//! a letter, a length where there is one, and so many bytes. Each side checks what it hears.

use std::{
    io::{self, ErrorKind, Read, Write},
    path::PathBuf,
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    film::{FilmHeader, FrameRequest},
    limits::FilmLimits,
    problem::FilmProblem,
    process_limits::ProcessLimits,
};
use crate::engine::{image::Picture, moving::FrameRate};

/// Bytes of a message that is not a frame.
const LONGEST_TEXT: u32 = 64_000;

const HEADER: u8 = b'H';
const FRAME: u8 = b'F';
const PROBLEM: u8 = b'P';
const END: u8 = b'E';

/// What a process is started for, as JSON in its only argument.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Task {
    pub(super) limits: ProcessLimits,
    pub(super) work: Work,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Work {
    /// Read the film of the standard input.
    Read {
        film: FilmLimits,
        /// `None` for the header alone.
        frames: Option<WantedFrames>,
    },
    /// Become another program.
    Become {
        program: PathBuf,
        arguments: Vec<String>,
        /// Where it may write, if anywhere.
        folder: Option<PathBuf>,
    },
}

/// A [`FrameRequest`] as it is written.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct WantedFrames {
    hertz: u32,
    longest_side: u32,
    longest: std::time::Duration,
}

impl From<FrameRequest> for WantedFrames {
    fn from(request: FrameRequest) -> Self {
        Self {
            hertz: request.rate.hertz(),
            longest_side: request.longest_side,
            longest: request.longest,
        }
    }
}

impl TryFrom<WantedFrames> for FrameRequest {
    type Error = io::Error;

    fn try_from(wanted: WantedFrames) -> Result<Self, Self::Error> {
        Ok(Self {
            rate: FrameRate::new(wanted.hertz).ok_or_else(|| invalid("no such rate"))?,
            longest_side: wanted.longest_side,
            longest: wanted.longest,
        })
    }
}

/// What the process says.
#[derive(Debug)]
pub(super) enum Message {
    /// First, if the film is accepted.
    Header(FilmHeader),
    /// The frames in their order.
    Frame(Picture),
    /// Why there are none, or no more.
    Problem(FilmProblem),
    /// There are no more.
    End,
}

impl Message {
    /// Hears the next message. Frames have at most so many pixels.
    pub(super) fn read(input: &mut dyn Read, most_pixels: u64) -> io::Result<Self> {
        let mut kind = [0];
        input.read_exact(&mut kind)?;

        match kind[0] {
            HEADER => read_text(input).map(Self::Header),
            PROBLEM => read_text(input).map(Self::Problem),
            FRAME => read_frame(input, most_pixels).map(Self::Frame),
            END => Ok(Self::End),
            _ => Err(invalid("no such message")),
        }
    }
}

/// Says what the film is.
pub(super) fn write_header(output: &mut dyn Write, header: &FilmHeader) -> io::Result<()> {
    write_text(output, HEADER, header)
}

/// Says why there are no frames.
pub(super) fn write_problem(output: &mut dyn Write, problem: &FilmProblem) -> io::Result<()> {
    write_text(output, PROBLEM, problem)
}

/// Gives a frame.
pub(super) fn write_frame(output: &mut dyn Write, frame: &Picture) -> io::Result<()> {
    output.write_all(&[FRAME])?;
    output.write_all(&frame.width().to_be_bytes())?;
    output.write_all(&frame.height().to_be_bytes())?;

    output.write_all(frame.as_rgb())
}

/// Says that this was all.
pub(super) fn write_end(output: &mut dyn Write) -> io::Result<()> {
    output.write_all(&[END])
}

fn write_text(output: &mut dyn Write, kind: u8, value: &impl Serialize) -> io::Result<()> {
    let text = serde_json::to_vec(value)?;
    let length = u32::try_from(text.len()).map_err(io::Error::other)?;

    output.write_all(&[kind])?;
    output.write_all(&length.to_be_bytes())?;
    output.write_all(&text)
}

fn read_text<T: DeserializeOwned>(input: &mut dyn Read) -> io::Result<T> {
    let length = read_number(input)?;
    if length > LONGEST_TEXT {
        return Err(invalid("a message that is too long"));
    }

    let mut text = vec![0; length as usize];
    input.read_exact(&mut text)?;

    Ok(serde_json::from_slice(&text)?)
}

fn read_frame(input: &mut dyn Read, most_pixels: u64) -> io::Result<Picture> {
    let width = read_number(input)?;
    let height = read_number(input)?;
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 || pixels > most_pixels {
        return Err(invalid("a frame that is too large"));
    }

    read_rgb(input, width, height)
}

/// A frame of a size that is known.
pub(super) fn read_rgb(input: &mut dyn Read, width: u32, height: u32) -> io::Result<Picture> {
    let mut rgb = vec![0; width as usize * height as usize * 3];
    input.read_exact(&mut rgb)?;

    Picture::from_rgb(width, height, rgb).ok_or_else(|| invalid("a frame of another size"))
}

fn read_number(input: &mut dyn Read) -> io::Result<u32> {
    let mut bytes = [0; 4];
    input.read_exact(&mut bytes)?;

    Ok(u32::from_be_bytes(bytes))
}

fn invalid(why: &'static str) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, why)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOST: u64 = 64 * 64;

    fn header() -> FilmHeader {
        FilmHeader {
            width: 64,
            height: 48,
            millis: 1500,
            frames: 18,
            has_sound: true,
            format: "GIF".into(),
        }
    }

    #[test]
    fn what_is_said_is_heard() {
        let frame = Picture::from_rgb(2, 1, vec![1, 2, 3, 4, 5, 6]).unwrap();
        let mut said = Vec::new();
        write_header(&mut said, &header()).unwrap();
        write_frame(&mut said, &frame).unwrap();
        write_problem(&mut said, &FilmProblem::CutShort).unwrap();
        write_end(&mut said).unwrap();

        let mut input = said.as_slice();
        let mut next = || Message::read(&mut input, MOST).unwrap();
        assert!(matches!(next(), Message::Header(heard) if heard == header()));
        assert!(matches!(next(), Message::Frame(heard) if heard.as_rgb() == frame.as_rgb()));
        assert!(matches!(next(), Message::Problem(FilmProblem::CutShort)));
        assert!(matches!(next(), Message::End));
        assert!(input.is_empty());
    }

    #[test]
    fn a_process_that_was_taken_over_gets_no_memory_by_lying() {
        let huge = [FRAME, 255, 255, 255, 255, 255, 255, 255, 255];
        let long = [HEADER, 255, 255, 255, 255];
        let empty = [FRAME, 0, 0, 0, 0, 0, 0, 0, 1];
        let unknown = [b'?'];
        let cut = [FRAME, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3];
        let no_json = [PROBLEM, 0, 0, 0, 2, b'{', b'x'];
        for said in [
            huge.as_slice(),
            &long,
            &empty,
            &unknown,
            &cut,
            &no_json,
            &[],
        ] {
            let heard = Message::read(&mut &*said, MOST);
            assert!(heard.is_err(), "{said:?}");
        }
    }
}
