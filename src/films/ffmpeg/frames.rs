//! Frames from ffmpeg: raw, of one size, at a constant rate.

use std::io::{ErrorKind, Read};

use super::arguments::{input, quietly, seconds};
use crate::{
    engine::image::Size,
    films::{
        child::Heard,
        collector::{Collector, Next},
        film::FrameRequest,
        problem::FilmProblem,
        protocol::read_rgb,
    },
};

/// What ffmpeg is told to get frames of this size.
pub(super) fn arguments(pixels: u64, size: Size, request: FrameRequest, most: u32) -> Vec<String> {
    let Size { width, height } = size;
    let filter = format!(
        "fps={},scale={width}:{height}:flags=area,setsar=1",
        request.rate.hertz()
    );
    let most = most.to_string();
    let longest = seconds(request.longest);

    let mut arguments = quietly();
    arguments.extend(["-t".to_owned(), longest]);
    arguments.extend(input(pixels));
    arguments.extend(
        [
            "-map",
            "0:V:0",
            "-an",
            "-sn",
            "-dn",
            "-filter_threads",
            "1",
            "-vf",
            &filter,
            "-frames:v",
            &most,
            "-pix_fmt",
            "rgb24",
            "-f",
            "rawvideo",
            "pipe:1",
        ]
        .map(str::to_owned),
    );

    arguments
}

/// Listens to ffmpeg.
pub(super) fn collect<C: Collector>(
    said: &mut dyn Read,
    size: Size,
    most: u32,
) -> Result<Heard<C>, FilmProblem> {
    let mut frames = C::default();
    let mut given = 0;
    while given < most {
        let frame = match read_rgb(said, size.width, size.height) {
            Ok(frame) => frame,
            Err(error) if error.kind() == ErrorKind::UnexpectedEof && given > 0 => {
                return Ok(Heard::Everything(frames));
            }
            Err(error) => return Err(FilmProblem::broken(error.to_string())),
        };

        given += 1;
        if let Next::Enough = frames.take(frame) {
            break;
        }
    }

    Ok(Heard::Enough(frames))
}
