//! Reads films, each in a process of its own.

use std::{
    io::{self, ErrorKind, Read},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use bytes::Bytes;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{
    child::{Call, Heard, Input, call},
    collector::{AllFrames, Collected, Collector, FirstToSee, Next, NoFrames},
    ffmpeg::{self, Ffmpeg, FfmpegError},
    film::{FilmHeader, FrameRequest, ReadFilm, StillOfFilm},
    limits::FilmLimits,
    problem::{FilmError, FilmProblem},
    process_limits::ProcessLimits,
    protocol::{Message, Task, WantedFrames, Work},
};
use crate::engine::moving::FrameRate;

/// Bytes for the program itself and what it takes beside the film.
const PROGRAM: u64 = 500_000_000;
/// Bytes that decoding takes for each pixel of a frame.
const BYTES_OF_A_PIXEL: u64 = 130;
/// How often the file is in memory.
const COPIES: u64 = 3;
/// Open files: the three that every process has, and a few.
const FILES: u64 = 8;

/// A film that breaks is taken without its end if no more than one of so many frames is missing.
const LOSS: u32 = 10;

/// How many frames of a second are looked at for a still.
const LOOKED_AT: u32 = 4;

/// Reads films of strangers. Copies of it share their places.
#[derive(Clone)]
pub struct FilmReader {
    parts: Arc<Parts>,
}

struct Parts {
    program: PathBuf,
    ffmpeg: Option<Ffmpeg>,
    limits: FilmLimits,
    places: Arc<Semaphore>,
}

impl FilmReader {
    /// A reader that starts `program`, which is vernissage itself, and uses ffmpeg for what that
    /// does not read.
    #[must_use]
    pub fn new(program: PathBuf, ffmpeg: Option<Ffmpeg>, limits: FilmLimits) -> Self {
        Self {
            parts: Arc::new(Parts {
                program,
                ffmpeg,
                limits,
                places: Arc::new(Semaphore::new(limits.at_once.max(1))),
            }),
        }
    }

    /// What is accepted.
    #[must_use]
    pub fn limits(&self) -> &FilmLimits {
        &self.parts.limits
    }

    /// Where the ffmpeg is, if there is one.
    #[must_use]
    pub fn ffmpeg_path(&self) -> Option<&Path> {
        self.parts.ffmpeg.as_ref().map(Ffmpeg::path)
    }

    /// What a film is by its header. Nothing is decoded for it.
    ///
    /// # Errors
    /// [`FilmProblem`] says why it is not read; otherwise no process could be started.
    pub async fn probe(&self, film: &Bytes) -> Result<FilmHeader, FilmError> {
        let read = self.own::<NoFrames>(film, None).await;

        match (read, self.ffmpeg_for(film)) {
            (Err(FilmError::Problem(problem)), Some(ffmpeg)) if is_for_ffmpeg(&problem) => {
                ffmpeg.probe(film).await
            }
            (read, _) => Ok(read?.header),
        }
    }

    /// The frames of the beginning of a film.
    ///
    /// # Errors
    /// As [`FilmReader::probe`].
    pub async fn read(&self, film: &Bytes, request: FrameRequest) -> Result<ReadFilm, FilmError> {
        let Collected { header, frames } = self.collect::<AllFrames>(film, request).await?;
        if frames.0.is_empty() {
            return Err(FilmProblem::NoPicture.into());
        }

        Ok(ReadFilm {
            header,
            frames: frames.0,
        })
    }

    /// The first frame of a film that is not nearly blank, at its full size. It is looked for within
    /// the first `longest`.
    ///
    /// # Errors
    /// As [`FilmReader::probe`].
    pub async fn still(&self, film: &Bytes, longest: Duration) -> Result<StillOfFilm, FilmError> {
        let request = FrameRequest {
            rate: FrameRate::new(LOOKED_AT).unwrap_or_default(),
            longest_side: u32::MAX,
            longest,
        };
        let Collected { header, frames } = self.collect::<FirstToSee>(film, request).await?;

        match frames.into_frame() {
            Some(still) => Ok(StillOfFilm { header, still }),
            None => Err(FilmProblem::NoPicture.into()),
        }
    }

    /// A painted film with the sound of the film that it was made of, if there is any and there is an
    /// ffmpeg; otherwise, and if anything fails, the painted film as it is.
    pub async fn with_sound(&self, painted: Bytes, source: &Bytes) -> Bytes {
        let Some(ffmpeg) = self.ffmpeg_for(source) else {
            return painted;
        };

        match ffmpeg.with_sound(&painted, source).await {
            Ok(Some(sounding)) => sounding,
            Ok(None) => painted,
            Err(error) => {
                tracing::warn!(?error, "a film goes without its sound");
                painted
            }
        }
    }

    /// Which version of ffmpeg there is; `None` if there is none.
    ///
    /// # Errors
    /// If it does not run.
    pub async fn ffmpeg_version(&self) -> Result<Option<String>, FfmpegError> {
        match &self.parts.ffmpeg {
            Some(ffmpeg) => self.by(ffmpeg).version().await.map(Some),
            None => Ok(None),
        }
    }

    async fn collect<C: Collector>(
        &self,
        film: &Bytes,
        request: FrameRequest,
    ) -> Result<Collected<C>, FilmError> {
        let read = self.own(film, Some(request)).await;

        match (read, self.ffmpeg_for(film)) {
            (Err(FilmError::Problem(problem)), Some(ffmpeg)) if is_for_ffmpeg(&problem) => {
                ffmpeg.collect(film, request).await
            }
            (read, _) => read,
        }
    }

    /// Reads a film with the engine, in another process.
    async fn own<C: Collector>(
        &self,
        film: &Bytes,
        request: Option<FrameRequest>,
    ) -> Result<Collected<C>, FilmError> {
        let limits = self.parts.limits;
        let task = Task {
            limits: limits.of_own_process(),
            work: Work::Read {
                film: limits,
                frames: request.map(WantedFrames::from),
            },
        };
        let process = Call {
            program: &self.parts.program,
            task,
            input: Input::Bytes(film.clone()),
            deadline: limits.deadline,
        };

        let place = place(&self.parts.places).await;
        call(process, place, move |said| hear(said, &limits, request)).await
    }

    /// The ffmpeg for a film in a container that ffmpeg is asked about.
    fn ffmpeg_for(&self, film: &Bytes) -> Option<ffmpeg::Reading<'_>> {
        let ffmpeg = self.parts.ffmpeg.as_ref()?;

        ffmpeg::is_known_container(film).then(|| self.by(ffmpeg))
    }

    fn by<'a>(&'a self, ffmpeg: &'a Ffmpeg) -> ffmpeg::Reading<'a> {
        ffmpeg::Reading {
            program: &self.parts.program,
            ffmpeg,
            limits: self.parts.limits,
            places: &self.parts.places,
        }
    }
}

/// Whether ffmpeg may read a film that the engine does not: one of another kind, or one that is
/// damaged, of which it shows what can be seen.
fn is_for_ffmpeg(problem: &FilmProblem) -> bool {
    matches!(
        problem,
        FilmProblem::NotRead { .. } | FilmProblem::Broken { .. }
    )
}

/// Waits until another film may be read.
pub(super) async fn place(places: &Arc<Semaphore>) -> OwnedSemaphorePermit {
    Arc::clone(places)
        .acquire_owned()
        .await
        .expect("the places are never closed")
}

impl FilmLimits {
    /// What our own process may take for a film.
    fn of_own_process(&self) -> ProcessLimits {
        ProcessLimits {
            memory: PROGRAM + COPIES * self.bytes + BYTES_OF_A_PIXEL * self.pixels,
            cpu_seconds: self.deadline.as_secs().max(1),
            written_bytes: 0,
            files: FILES,
            may_fork: false,
        }
    }
}

/// Listens to our own process.
fn hear<C: Collector>(
    said: &mut dyn Read,
    limits: &FilmLimits,
    request: Option<FrameRequest>,
) -> Result<Heard<Collected<C>>, FilmProblem> {
    let mut next = || Message::read(said, limits.pixels).map_err(|error| unheard(&error));
    let header = match next()? {
        Message::Header(header) => header,
        Message::Problem(problem) => return Err(problem),
        Message::Frame(_) | Message::End => return Err(FilmProblem::broken("no header")),
    };

    limits.check(&header)?;
    let most = request.map_or(0, |request| request.frames(header.length()));
    let mut frames = C::default();
    let mut size = None;
    for given in 0..most {
        let frame = match next()? {
            Message::Frame(frame) => frame,
            Message::Problem(problem) if is_near_end(&problem, given, most) => {
                tracing::info!(%problem, given, most, "a film is taken without its end");
                return Ok(Heard::Everything(Collected { header, frames }));
            }
            Message::Problem(problem) => return Err(problem),
            Message::End => return Ok(Heard::Everything(Collected { header, frames })),
            Message::Header(_) => return Err(FilmProblem::broken("two headers")),
        };

        if *size.get_or_insert(frame.size()) != frame.size() {
            return Err(FilmProblem::broken("frames of several sizes"));
        }
        if let Next::Enough = frames.take(frame) {
            return Ok(Heard::Enough(Collected { header, frames }));
        }
    }

    match next()? {
        Message::End => Ok(Heard::Everything(Collected { header, frames })),
        Message::Problem(problem) => Err(problem),
        Message::Header(_) | Message::Frame(_) => Err(FilmProblem::broken("too many frames")),
    }
}

/// Whether a film breaks so near its end that it is good enough without it.
fn is_near_end(problem: &FilmProblem, given: u32, most: u32) -> bool {
    let is_damaged = matches!(problem, FilmProblem::Broken { .. } | FilmProblem::CutShort);

    is_damaged && (most - given).saturating_mul(LOSS) <= most
}

fn unheard(error: &io::Error) -> FilmProblem {
    if error.kind() == ErrorKind::UnexpectedEof {
        return FilmProblem::broken("its process has ended");
    }

    FilmProblem::broken(error.to_string())
}
