//! Why a film is not read.

use std::{io, time::Duration};

use serde::{Deserialize, Serialize};

use crate::engine::moving::MovingError;

/// Why a film gives no frames. None of these is the service's own fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum FilmProblem {
    /// A picture of one frame.
    #[error("it does not move")]
    Still,
    /// Nothing that is known as a film.
    #[error("it is in no format of films")]
    OtherFormat,
    /// A film of a kind that is known by its name only.
    #[error("{kind} is not read here")]
    NotRead {
        /// Its container, codec or variant.
        kind: String,
    },
    /// Only sound, or no frame at all.
    #[error("it has no moving picture")]
    NoPicture,
    /// The file is too large.
    #[error("it has {bytes} bytes, at most {limit} are accepted")]
    TooManyBytes {
        /// Bytes of the file.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// It takes too long to watch.
    #[error("it is {seconds} s long, at most {limit} s are accepted")]
    TooLong {
        /// Its length in seconds.
        seconds: u64,
        /// The limit in seconds.
        limit: u64,
    },
    /// It has too many frames.
    #[error("it has more than {limit} frames")]
    TooManyFrames {
        /// The limit.
        limit: u32,
    },
    /// Its frames have too many pixels, each or together.
    #[error("it has too many pixels")]
    TooLarge,
    /// Its frames are too small.
    #[error("its frames are too small")]
    TooSmall,
    /// It ends too early, as after an interrupted upload.
    #[error("it is cut short")]
    CutShort,
    /// It is damaged, or nothing that reads it survives it.
    #[error("it cannot be read: {why}")]
    Broken {
        /// What was noticed, for the log.
        why: String,
    },
    /// Reading it takes too long.
    #[error("it takes too long to read")]
    TooSlow,
}

/// Why there is no answer about a film.
#[derive(Debug, thiserror::Error)]
pub enum FilmError {
    /// The film is to blame.
    #[error(transparent)]
    Problem(#[from] FilmProblem),
    /// No process could be started for it. Another time it may work.
    #[error("no process can be started to read a film")]
    Unavailable(#[source] io::Error),
}

impl FilmProblem {
    /// Something that breaks its format.
    pub(super) fn broken(why: impl Into<String>) -> Self {
        Self::Broken { why: why.into() }
    }
}

impl From<MovingError> for FilmProblem {
    fn from(error: MovingError) -> Self {
        match error {
            MovingError::OtherFormat => Self::OtherFormat,
            MovingError::OtherContainer { container } => Self::NotRead {
                kind: container.to_owned(),
            },
            MovingError::OtherCodec { codec } => Self::NotRead { kind: codec },
            MovingError::Unsupported { format, feature } => Self::NotRead {
                kind: format!("{format} with {feature}"),
            },
            MovingError::Still { .. } => Self::Still,
            MovingError::NoPicture { .. } => Self::NoPicture,
            MovingError::TooManyBytes { bytes, limit } => Self::TooManyBytes { bytes, limit },
            MovingError::TooLong { length, limit } => Self::TooLong {
                seconds: whole_seconds(length),
                limit: limit.as_secs(),
            },
            MovingError::TooManyFrames { limit, .. } => Self::TooManyFrames { limit },
            MovingError::TooManyPixels { .. } | MovingError::TooMuchWork { .. } => Self::TooLarge,
            MovingError::TooSmall { .. } => Self::TooSmall,
            MovingError::CutShort { .. } => Self::CutShort,
            MovingError::Broken { source, .. } => Self::broken(source.to_string()),
        }
    }
}

/// A length as it is told.
pub(super) fn whole_seconds(length: Duration) -> u64 {
    length.as_secs_f64().round() as u64
}
