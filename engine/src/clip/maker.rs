//! Makes clips by order.

use super::{
    Checkpoint, ClipError, ClipPainter, ClipSketcher, PaintedClip, Progress, Recipe, Request,
};
use crate::{
    image::Picture,
    sketch::Sketcher,
    stylize,
    work::{FilmFrames, MakeError, Maker, OnStep, Order, Piece, Step},
};

/// Makes painted clips.
pub struct ClipMaker(pub ClipPainter);

/// Makes clips of sketches. The network is loaded when it is first needed.
#[derive(Default)]
pub struct QuickClipMaker {
    sketcher: Option<ClipSketcher>,
}

impl Maker for ClipMaker {
    fn make(
        &mut self,
        order: &Order,
        resume: Option<&[u8]>,
        on_step: &mut OnStep,
    ) -> Result<Piece, MakeError> {
        let request = Request::from_order(order)?;
        let resume = resume.and_then(|bytes| Checkpoint::from_bytes(bytes).ok());
        let clip = self
            .0
            .paint(&request, resume, &mut |progress| on_step(progress))?;

        Ok(piece(order, clip, order.iterations))
    }
}

impl Maker for QuickClipMaker {
    fn make(
        &mut self,
        order: &Order,
        _resume: Option<&[u8]>,
        on_step: &mut OnStep,
    ) -> Result<Piece, MakeError> {
        let request = Request::from_order(order)?;
        let mut sketcher = match self.sketcher.take() {
            Some(sketcher) => sketcher,
            None => ClipSketcher::new(Sketcher::load()?),
        };
        let clip = sketcher.sketch(&request, &mut |progress| on_step(progress))?;
        self.sketcher = Some(sketcher);

        let steps = clip.frames.len();
        Ok(piece(order, clip, steps))
    }
}

/// What was made of an order; without a single frame, its photo stands for it.
fn piece(order: &Order, clip: PaintedClip, iterations: usize) -> Piece {
    let rate = order.film.as_ref().map(|film| film.rate);
    let still = clip.frames.first().unwrap_or(&order.photo).clone();

    Piece {
        picture: still,
        film: (!clip.frames.is_empty()).then(|| FilmFrames {
            frames: clip.frames.into(),
            rate: rate.unwrap_or_default(),
        }),
        iterations,
        found: Vec::new(),
        stopped: clip.stopped,
    }
}

impl Request {
    /// The request that an order for a clip means. Its iterations are those of the first frame of each
    /// scene. Of an order without a film, the photo is the only frame.
    ///
    /// Chats show films again and again, so every clip that can end where it begins does.
    ///
    /// # Errors
    /// If a choice is out of range.
    pub fn from_order(order: &Order) -> Result<Self, MakeError> {
        let stylize::Request {
            styles, settings, ..
        } = stylize::Request::from_order(order)?;
        let frames = match &order.film {
            Some(film) => film.frames.to_vec(),
            None => vec![order.photo.clone()],
        };

        Ok(Self {
            frames,
            repeats: true,
            styles,
            settings,
            recipe: Recipe::default(),
        })
    }
}

impl From<ClipError> for MakeError {
    fn from(error: ClipError) -> Self {
        match error {
            ClipError::Painting(error) => error.into(),
            ClipError::Sketch(error) => error.into(),
            ClipError::Empty => Self::Broken(error.to_string()),
        }
    }
}

impl Step for Progress<'_> {
    fn done(&self) -> usize {
        self.done
    }

    fn total(&self) -> usize {
        self.total
    }

    fn fraction(&self) -> f64 {
        self.fraction
    }

    fn preview(&self) -> Option<Picture> {
        Self::preview(self)
    }

    fn checkpoint(&self) -> Option<Vec<u8>> {
        Self::checkpoint(self).as_ref().map(Checkpoint::to_bytes)
    }

    /// Stages are how one picture grows, and a clip has many.
    fn is_stage(&self, _stages: usize) -> bool {
        false
    }
}
