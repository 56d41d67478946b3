//! Runs ffmpeg and ffprobe in processes with limits.

use std::{
    fs::File,
    io::{self, Read, Seek, Write},
    path::Path,
    sync::Arc,
};

use bytes::Bytes;
use tokio::sync::Semaphore;

use super::{
    Ffmpeg, FfmpegError, arguments, frames,
    packets::{ENTRIES, ProbedFile},
};
use crate::films::{
    child::{Call, Heard, Input, call},
    collector::{Collected, Collector},
    film::{FilmHeader, FrameRequest},
    limits::FilmLimits,
    problem::{FilmError, FilmProblem},
    process_limits::ProcessLimits,
    protocol::{Task, Work},
    reader::place,
};

/// Bytes of memory for the program, its libraries and what it decodes with.
const PROGRAM: u64 = 1_000_000_000;
/// Bytes for each pixel of a frame.
const BYTES_OF_A_PIXEL: u64 = 130;
/// Open files: its libraries are loaded one after the other.
const FILES: u64 = 32;

/// How much larger than accepted a film may be whose header is looked at.
const LARGER: u64 = 16;

/// Bytes of what ffprobe may tell. Thousands of packets have a few hundred thousand.
const LONGEST_ANSWER: u64 = 4_000_000;
/// Bytes of the first line of what a program says of its version.
const LONGEST_VERSION: u64 = 10_000;

/// One film that ffmpeg reads.
pub(in crate::films) struct Reading<'a> {
    /// This program.
    pub(in crate::films) program: &'a Path,
    pub(in crate::films) ffmpeg: &'a Ffmpeg,
    pub(in crate::films) limits: FilmLimits,
    pub(in crate::films) places: &'a Arc<Semaphore>,
}

/// One of the programs, and what it is told.
pub(super) struct Run<'a> {
    pub(super) program: &'a Path,
    pub(super) arguments: Vec<String>,
    pub(super) input: Input,
    /// Where it may write, if anywhere, and bytes of the longest file there.
    pub(super) folder: Option<&'a Path>,
    pub(super) written_bytes: u64,
}

impl Reading<'_> {
    /// What the film is.
    pub(in crate::films) async fn probe(&self, film: &Bytes) -> Result<FilmHeader, FilmError> {
        let header = self.probed(film).await?.header(&self.limits)?;
        self.limits.check(&header)?;

        Ok(header)
    }

    /// Its frames.
    pub(in crate::films) async fn collect<C: Collector>(
        &self,
        film: &Bytes,
        request: FrameRequest,
    ) -> Result<Collected<C>, FilmError> {
        let header = self.probe(film).await?;
        self.limits.check_work(&header, request.longest)?;

        let size = request.size(header.size());
        let most = request.frames(header.length());
        let arguments = frames::arguments(self.limits.pixels, size, request, most);
        let input = Input::File(unnamed_file(film).map_err(FilmError::Unavailable)?);
        let run = Run {
            program: &self.ffmpeg.ffmpeg,
            arguments,
            input,
            folder: None,
            written_bytes: 0,
        };
        let frames = self
            .run(run, move |said| frames::collect(said, size, most))
            .await?;

        Ok(Collected { header, frames })
    }

    /// What ffprobe tells of the film.
    pub(super) async fn probed(&self, film: &Bytes) -> Result<ProbedFile, FilmError> {
        let mut arguments = [
            "-loglevel",
            "error",
            "-of",
            "json",
            "-show_entries",
            ENTRIES,
        ]
        .map(str::to_owned)
        .to_vec();
        // One that is too large says so, instead of nothing.
        arguments.extend(arguments::input(self.limits.pixels * LARGER));

        let frames = self.limits.frames;
        let input = Input::File(unnamed_file(film).map_err(FilmError::Unavailable)?);
        let run = Run {
            program: &self.ffmpeg.ffprobe,
            arguments,
            input,
            folder: None,
            written_bytes: 0,
        };
        self.run(run, move |said| {
            let answer = read_some(said, LONGEST_ANSWER)?;
            let Some(answer) = answer else {
                return Err(FilmProblem::TooManyFrames { limit: frames });
            };

            serde_json::from_slice(&answer)
                .map(Heard::Everything)
                .map_err(|_| FilmProblem::broken("ffprobe tells nothing"))
        })
        .await
    }

    /// Which versions they are, and so whether they run.
    ///
    /// # Errors
    /// Which of them does not, and why.
    pub(in crate::films) async fn version(&self) -> Result<String, FfmpegError> {
        self.version_of(&self.ffmpeg.ffprobe).await?;

        self.version_of(&self.ffmpeg.ffmpeg).await
    }

    async fn version_of(&self, program: &Path) -> Result<String, FfmpegError> {
        let run = Run {
            program,
            arguments: vec!["-version".to_owned()],
            input: Input::Nothing,
            folder: None,
            written_bytes: 0,
        };
        let answer = self.run(run, |said| {
            let answer = read_some(said, LONGEST_VERSION)?.unwrap_or_default();

            Ok(Heard::Everything(answer))
        });

        let no_answer = |why: String| FfmpegError::NoAnswer {
            program: program.to_owned(),
            why,
        };
        let answer = answer.await.map_err(|error| no_answer(error.to_string()))?;
        let answer = String::from_utf8_lossy(&answer);
        let version = answer
            .lines()
            .next()
            .and_then(|line| line.split_once(" version "))
            .and_then(|(_, rest)| rest.split_whitespace().next());

        version
            .map(str::to_owned)
            .ok_or_else(|| no_answer("it says nothing of a version".into()))
    }

    /// Runs one of the programs.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        run: Run<'_>,
        listen: impl FnOnce(&mut dyn Read) -> Result<Heard<T>, FilmProblem> + Send + 'static,
    ) -> Result<T, FilmError> {
        let Run {
            program,
            arguments,
            input,
            folder,
            written_bytes,
        } = run;
        let task = Task {
            limits: ProcessLimits {
                memory: PROGRAM + BYTES_OF_A_PIXEL * self.limits.pixels,
                cpu_seconds: self.limits.deadline.as_secs().max(1),
                written_bytes,
                files: FILES,
                // Newer ones have a thread for each of their steps, whatever they are told.
                may_fork: true,
            },
            work: Work::Become {
                program: program.to_owned(),
                arguments,
                folder: folder.map(Path::to_owned),
            },
        };
        let process = Call {
            program: self.program,
            task,
            input,
            deadline: self.limits.deadline,
        };

        call(process, place(self.places).await, listen).await
    }
}

/// A file with these bytes that only its holders can reach, and that is gone with them.
pub(super) fn unnamed_file(bytes: &[u8]) -> io::Result<File> {
    let mut file = empty_file()?;
    file.write_all(bytes)?;
    file.rewind()?;

    Ok(file)
}

/// It is in memory, so that a folder that is full or cannot be written keeps nothing from being read.
#[cfg(target_os = "linux")]
fn empty_file() -> io::Result<File> {
    use rustix::fs::{MemfdFlags, memfd_create};

    Ok(memfd_create("film", MemfdFlags::CLOEXEC)?.into())
}

#[cfg(not(target_os = "linux"))]
fn empty_file() -> io::Result<File> {
    tempfile::tempfile()
}

/// Everything that is said; `None` if it is more than `most` bytes.
fn read_some(said: &mut dyn Read, most: u64) -> Result<Option<Vec<u8>>, FilmProblem> {
    let mut answer = Vec::new();
    said.take(most + 1)
        .read_to_end(&mut answer)
        .map_err(|error| FilmProblem::broken(error.to_string()))?;

    Ok((answer.len() as u64 <= most).then_some(answer))
}
