//! From a request to a painted clip, on one device.

use std::{cell::RefCell, ops::ControlFlow, rc::Rc};

use super::{
    Checkpoint, ClipError, OnProgress, PaintedClip, Progress,
    ahead::{LinkedPhoto, with_linked_photos},
    carried::{Carried, Moved},
    checkpoint::Position,
    closing::Closing,
    cost::{Cost, FIRST_ROUNDS},
    request::Request,
    scene::{Scene, first_content},
};
use crate::{
    image::Picture,
    planes::Planes,
    stylize::{self, EngineError, Painter, RawPainting},
};

/// Paints clips by a painter that others may share.
pub struct ClipPainter {
    painter: Rc<RefCell<Painter>>,
}

impl ClipPainter {
    /// A painter of clips.
    #[must_use]
    pub const fn new(painter: Rc<RefCell<Painter>>) -> Self {
        Self { painter }
    }

    /// Paints a clip, or continues from a checkpoint. One of another request is ignored.
    ///
    /// # Errors
    /// If there is no frame, a frame does not fit into memory, a style cannot be edited as asked, or
    /// the device fails.
    pub fn paint(
        &mut self,
        request: &Request,
        resume: Option<Checkpoint>,
        on_progress: &mut OnProgress,
    ) -> Result<PaintedClip, ClipError> {
        if request.frames.is_empty() || request.styles.is_empty() {
            return Err(ClipError::Empty);
        }

        let mut run = Run::new(request, Rc::clone(&self.painter));
        let flow = run.paint(resume, on_progress)?;

        Ok(PaintedClip {
            stopped: flow.is_break() && run.frames.len() < request.frames.len(),
            frames: run.frames,
            scene_starts: run.scene_starts,
        })
    }
}

/// A clip being painted.
struct Run<'r> {
    request: &'r Request,
    painter: Rc<RefCell<Painter>>,
    fingerprint: String,
    /// What has been finished.
    frames: Vec<Picture>,
    scene_starts: Vec<usize>,
    /// The scene of the last frame.
    scene: Option<Scene>,
    /// Its first painting, as the optimiser had it.
    first: Planes,
    last: Carried,
    cost: Cost,
}

impl<'r> Run<'r> {
    fn new(request: &'r Request, painter: Rc<RefCell<Painter>>) -> Self {
        Self {
            fingerprint: request.fingerprint(),
            cost: Cost::new(request),
            request,
            painter,
            frames: Vec::new(),
            scene_starts: Vec::new(),
            scene: None,
            first: Planes::default(),
            last: Carried::default(),
        }
    }

    fn paint(
        &mut self,
        resume: Option<Checkpoint>,
        on_progress: &mut OnProgress,
    ) -> Result<ControlFlow<()>, ClipError> {
        if let Some(checkpoint) = resume {
            self.resume(checkpoint)?;
        }

        let closing = Closing::new(self.request);
        let from = self.frames.len();
        with_linked_photos(self.request, from, |photos| {
            for photo in photos {
                let flow = self.add_frame(&photo, closing.as_ref(), on_progress)?;
                if flow.is_break() {
                    return Ok(flow);
                }
            }

            Ok(ControlFlow::Continue(()))
        })
    }

    fn add_frame(
        &mut self,
        next: &LinkedPhoto,
        closing: Option<&Closing>,
        on_progress: &mut OnProgress,
    ) -> Result<ControlFlow<()>, ClipError> {
        let photo = &next.photo.planes;
        let scene = self.scene.take();
        let (Some(link), Some(scene)) = (&next.link, scene) else {
            return self.begin_scene(photo, on_progress);
        };

        let number = self.frames.len();
        let mut moved = self.last.moved(link, photo, self.request.recipe.calm);
        if let (Some(closing), [0]) = (closing, self.scene_starts.as_slice()) {
            closing.mix(number, &mut moved.target, &self.first);
        }

        let painted = self.paint_frame(&scene, &moved, on_progress);
        self.scene = Some(scene);
        match painted? {
            ControlFlow::Continue(picture) => {
                self.cost.done += self.cost.other;
                Ok(self.finish_frame(moved.painted(picture), on_progress))
            }
            ControlFlow::Break(()) => Ok(ControlFlow::Break(())),
        }
    }

    /// Paints the first frame of a scene, like any photo.
    fn begin_scene(
        &mut self,
        photo: &Planes,
        on_progress: &mut OnProgress,
    ) -> Result<ControlFlow<()>, ClipError> {
        let number = self.frames.len();
        let painting = self.request.painting(number);
        let frames_left = self.request.frames.len() - number - 1;
        let mut cost = self.cost;
        let mut painted_progress = |progress: &stylize::Progress| {
            let fraction = cost.report(progress.fraction * cost.first, frames_left);
            on_progress(&Progress {
                done: number,
                total: self.request.frames.len(),
                fraction,
                preview: &|| progress.preview().ok(),
                checkpoint: &|| self.checkpoint(),
            })
        };

        let RawPainting { picture, stopped } = self
            .painter
            .borrow_mut()
            .paint_without_closing_palette(&painting, &mut painted_progress)?;
        self.cost = cost;
        self.cost.done += self.cost.first;
        if stopped {
            return Ok(ControlFlow::Break(()));
        }

        let mut first = Carried::first(picture, photo.clone());
        first.content = first_content(self.request, number, &first.photo);
        first.picture = self.smooth(number, &first)?;
        let scene = Scene::measure(
            self.request,
            &mut self.painter.borrow_mut(),
            number,
            &first.picture,
        )?;
        self.scene = Some(scene);
        self.first = first.picture.clone();
        self.scene_starts.push(number);
        Ok(self.finish_frame(first, on_progress))
    }

    /// Brings the first painting of a scene under the loss of the frames that follow.
    fn smooth(&self, number: usize, first: &Carried) -> Result<Planes, ClipError> {
        let mut painter = self.painter.borrow_mut();
        let scene = Scene::measure(self.request, &mut painter, number, &first.picture)?;
        let mut descent = scene.start_first(self.request, &mut painter, first)?;
        for _ in 0..FIRST_ROUNDS * self.request.recipe.iterations {
            descent.step().map_err(EngineError::from)?;
        }

        descent.synchronize().map_err(EngineError::from)?;
        Ok(descent.picture().map_err(EngineError::from)?)
    }

    /// Paints a frame from what the frame before becomes in it.
    fn paint_frame(
        &mut self,
        scene: &Scene,
        moved: &Moved,
        on_progress: &mut OnProgress,
    ) -> Result<ControlFlow<(), Planes>, ClipError> {
        let recipe = self.request.recipe;
        let shared = Rc::clone(&self.painter);
        let mut painter = shared.borrow_mut();
        let mut descent = scene.start(self.request, &mut painter, moved)?;

        for iteration in 0..recipe.iterations {
            let step = descent.step().map_err(EngineError::from)?;
            if !step.loss.total().is_finite() {
                return Err(EngineError::Diverged { iteration }.into());
            }

            if self.report((iteration + 1) as f64, on_progress).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }

        descent.synchronize().map_err(EngineError::from)?;
        let painted = descent.picture().map_err(EngineError::from)?;
        Ok(ControlFlow::Continue(
            moved.target.settled_over(&painted, recipe.keep),
        ))
    }

    /// Adds a frame that is done.
    fn finish_frame(&mut self, frame: Carried, on_progress: &mut OnProgress) -> ControlFlow<()> {
        let scene = self.scene.as_ref().expect("the first frame began a scene");
        self.frames.push(scene.finished(&frame.picture));
        self.last = frame;

        self.report(0.0, on_progress)
    }

    fn report(&mut self, within_frame: f64, on_progress: &mut OnProgress) -> ControlFlow<()> {
        let done = self.frames.len();
        let total = self.request.frames.len();
        let is_within = usize::from(within_frame > 0.0);
        let fraction = self.cost.report(within_frame, total - done - is_within);

        on_progress(&Progress {
            done,
            total,
            fraction,
            preview: &|| self.frames.last().cloned(),
            checkpoint: &|| self.checkpoint(),
        })
    }

    fn checkpoint(&self) -> Option<Checkpoint> {
        (!self.frames.is_empty()).then(|| Checkpoint {
            position: Position::new(&self.fingerprint, &self.scene_starts),
            frames: self.frames.clone(),
            last: self.last.clone(),
            first: self.first.clone(),
        })
    }

    fn resume(&mut self, checkpoint: Checkpoint) -> Result<(), ClipError> {
        let starts = checkpoint.position.scene_starts.clone();
        let Some(&start) = starts.last() else {
            return Ok(());
        };
        if !checkpoint.suits(self.request) {
            return Ok(());
        }

        let others = (checkpoint.frames.len() - starts.len()) as f64;
        self.cost.done = starts.len() as f64 * self.cost.first + others * self.cost.other;
        self.scene = Some(Scene::measure(
            self.request,
            &mut self.painter.borrow_mut(),
            start,
            &checkpoint.first,
        )?);
        self.first = checkpoint.first;
        self.scene_starts = starts;
        self.frames = checkpoint.frames;
        self.last = checkpoint.last;

        Ok(())
    }
}
