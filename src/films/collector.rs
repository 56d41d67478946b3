//! What is done with the frames of a film, one after the other as they come.

use super::{film::FilmHeader, still::is_nearly_blank};
use crate::engine::image::Picture;

/// Takes frames as they come, so that no more of them are in memory than are wanted.
pub(super) trait Collector: Default + Send + 'static {
    /// Takes the next frame.
    fn take(&mut self, frame: Picture) -> Next;
}

/// Whether more frames are wanted.
pub(super) enum Next {
    More,
    Enough,
}

/// What came of a film.
#[derive(Debug)]
pub(super) struct Collected<C> {
    pub(super) header: FilmHeader,
    pub(super) frames: C,
}

/// For the header alone.
#[derive(Debug, Default)]
pub(super) struct NoFrames;

impl Collector for NoFrames {
    fn take(&mut self, _: Picture) -> Next {
        Next::Enough
    }
}

/// All frames.
#[derive(Debug, Default)]
pub(super) struct AllFrames(pub(super) Vec<Picture>);

impl Collector for AllFrames {
    fn take(&mut self, frame: Picture) -> Next {
        self.0.push(frame);

        Next::More
    }
}

/// The first frame that is not nearly blank, or else the first one.
#[derive(Debug, Default)]
pub(super) struct FirstToSee(Option<Picture>);

impl FirstToSee {
    pub(super) fn into_frame(self) -> Option<Picture> {
        self.0
    }
}

impl Collector for FirstToSee {
    fn take(&mut self, frame: Picture) -> Next {
        if is_nearly_blank(&frame) {
            self.0.get_or_insert(frame);
            return Next::More;
        }

        self.0 = Some(frame);
        Next::Enough
    }
}
