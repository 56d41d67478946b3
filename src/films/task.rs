//! What runs in the process of a film: it binds itself to its limits and then reads the film, or
//! becomes ffmpeg.

use std::{
    io::{self, Read, Write},
    ops::ControlFlow,
    os::unix::process::CommandExt,
    process::Command,
};

use super::{
    film::{FilmHeader, FrameRequest},
    limits::FilmLimits,
    problem::FilmProblem,
    protocol::{Task, Work, write_end, write_frame, write_header, write_problem},
    reachable_files::ReachableFiles,
};
use crate::engine::{
    image::Picture,
    moving::{self, MovingError},
};

/// Does a task of [`FilmReader`](super::FilmReader) in this process, which is started for it alone.
///
/// # Errors
/// If there is no such task, if the process cannot be bound to its limits, or if nobody listens.
pub fn run_task(task: &str, input: &mut dyn Read, output: &mut dyn Write) -> io::Result<()> {
    let Task { limits, work } = serde_json::from_str(task)?;
    limits.keep()?;

    match work {
        Work::Read { film, frames } => {
            ReachableFiles::default().keep()?;
            let request = frames.map(FrameRequest::try_from).transpose()?;
            read(&film, request, input, output)?;
            output.flush()
        }
        Work::Become {
            program,
            arguments,
            folder,
        } => {
            ReachableFiles::of_program(&program, folder.as_deref()).keep()?;
            let error = Command::new(program).args(arguments).env_clear().exec();

            Err(error)
        }
    }
}

fn read(
    limits: &FilmLimits,
    request: Option<FrameRequest>,
    input: &mut dyn Read,
    output: &mut dyn Write,
) -> io::Result<()> {
    let mut film = Vec::new();
    input.take(limits.bytes + 1).read_to_end(&mut film)?;

    let mut reading = Reading {
        output,
        outcome: Ok(()),
    };
    if let Err(problem) = reading.read(limits, request, &film) {
        write_problem(reading.output, &problem)?;
    }

    reading.outcome
}

/// A film on its way to the other process.
struct Reading<'a> {
    output: &'a mut dyn Write,
    /// Whether everything could be said.
    outcome: io::Result<()>,
}

impl Reading<'_> {
    fn read(
        &mut self,
        limits: &FilmLimits,
        request: Option<FrameRequest>,
        film: &[u8],
    ) -> Result<(), FilmProblem> {
        let engine = limits.for_engine();
        let header = FilmHeader::from(&moving::probe(film, &engine)?);
        limits.check(&header)?;

        let Some(request) = request else {
            self.outcome = write_header(self.output, &header).and_then(|()| write_end(self.output));
            return Ok(());
        };
        limits.check_work(&header, request.longest)?;
        self.outcome = write_header(self.output, &header);

        self.give_frames(film, &engine, &header, request)?;
        if self.outcome.is_ok() {
            self.outcome = write_end(self.output);
        }

        Ok(())
    }

    /// Decodes until there are enough frames, or nobody listens.
    fn give_frames(
        &mut self,
        film: &[u8],
        engine: &moving::Limits,
        header: &FilmHeader,
        request: FrameRequest,
    ) -> Result<(), MovingError> {
        let size = request.size(header.size());
        let mut missing = request.frames(header.length());
        let mut give = |frame: &Picture| {
            self.outcome = if frame.size() == size {
                write_frame(self.output, frame)
            } else {
                write_frame(self.output, &frame.resized(size.width, size.height))
            };

            missing -= 1;
            if missing == 0 || self.outcome.is_err() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };

        moving::read(film, engine, request.rate, &mut give).map(|_| ())
    }
}
