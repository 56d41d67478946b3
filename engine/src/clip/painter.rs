//! From a request to a painted clip, on one device.

use std::{cell::RefCell, ops::ControlFlow, rc::Rc};

use super::{
    Checkpoint, ClipError, OnProgress, PaintedClip, Progress,
    checkpoint::Position,
    closing::Closing,
    frames::{Link, Photo, Target},
    request::Request,
};
use crate::{
    image::{MINIMUM_SIDE, Picture, Size},
    loss::{FrameLoss, Losses, PaintingLoss, StyleTarget, TemporalTerm},
    optimizer::{Adam, AdamSettings, Optimizer},
    planes::Planes,
    schedule::Scale,
    stylize::{self, ClearerFaces, EngineError, Painter, PaletteCurves, RawPainting, Styles},
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
    /// The last frame as the optimiser has it.
    last: Planes,
    cost: Cost,
}

/// What the frames of a scene have in common.
struct Scene {
    /// The first painting, as the optimiser has it.
    first: Planes,
    losses: Losses,
    style: StyleTarget,
    /// From photo to start; `None` if the photo's colours are kept. Fixed by the first frame, like
    /// the curves at the end, so that equal photos stay equal.
    start: Option<PaletteCurves>,
    /// From the optimiser's picture to the finished frame.
    end: Option<PaletteCurves>,
}

/// How far the work is, in iterations at full size.
#[derive(Clone, Copy)]
struct Cost {
    /// Of the first frame of a scene.
    first: f64,
    /// Of each other frame.
    other: f64,
    done: f64,
    /// The largest share that was reported.
    fraction: f64,
}

impl Cost {
    fn new(request: &Request) -> Self {
        let size = request.size();
        let settings = request.painting_settings();
        let scales = settings
            .preset
            .recipe()
            .plan
            .scales(size, settings.iterations, MINIMUM_SIDE);
        let pixels = |scale: &Scale| f64::from(scale.width) * f64::from(scale.height);
        let first: f64 = scales
            .iter()
            .map(|scale| scale.iterations as f64 * pixels(scale))
            .sum();

        Self {
            first: first / size.pixels() as f64,
            // Motion and the target of the content take about as long as an iteration.
            other: (request.recipe.iterations + 1) as f64,
            done: 0.0,
            fraction: 0.0,
        }
    }

    /// Moves the share of the work on; it never falls, even if a scene begins unforeseen.
    fn report(&mut self, within_frame: f64, frames_left: usize) -> f64 {
        let done = self.done + within_frame;
        let total = (done + frames_left as f64 * self.other).max(f64::MIN_POSITIVE);
        self.fraction = self.fraction.max((done / total).min(1.0));

        self.fraction
    }
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
            last: Planes::default(),
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
        let mut before: Option<Photo> = None;
        while self.frames.len() < self.request.frames.len() {
            let number = self.frames.len();
            let photo = Photo::new(self.request, number);
            let earlier = match before.take() {
                None if number > 0 => Some(Photo::new(self.request, number - 1)),
                earlier => earlier,
            };

            let link = earlier
                .map(|earlier| LinkedPhoto::new(&earlier, &photo))
                .filter(|linked| !linked.is_cut);
            let flow = match link {
                Some(linked) => {
                    let mut target = Target::new(&linked.link, &self.last);
                    if let (Some(closing), [0]) = (&closing, self.scene_starts.as_slice())
                        && let Some(scene) = &self.scene
                    {
                        target = closing.mix(number, target, &scene.first);
                    }

                    self.paint_frame(&photo, target, on_progress)?
                }
                None => self.begin_scene(number, on_progress)?,
            };

            if flow.is_break() {
                return Ok(flow);
            }
            before = Some(photo);
        }

        Ok(ControlFlow::Continue(()))
    }

    /// Paints the first frame of a scene, like any photo.
    fn begin_scene(
        &mut self,
        number: usize,
        on_progress: &mut OnProgress,
    ) -> Result<ControlFlow<()>, ClipError> {
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

        // The painter is needed beside the rest.
        let first = self
            .painter
            .borrow_mut()
            .paint_without_closing_palette(&painting, &mut painted_progress)?;
        self.cost = cost;
        self.cost.done += self.cost.first;
        let RawPainting { picture, stopped } = first;
        if stopped {
            return Ok(ControlFlow::Break(()));
        }

        self.scene = Some(self.measure_scene(number, picture.clone())?);
        self.scene_starts.push(number);
        Ok(self.finish_frame(picture, on_progress))
    }

    /// Measures the style for a scene whose first painting is there.
    fn measure_scene(&self, number: usize, first: Planes) -> Result<Scene, ClipError> {
        let painting = self.request.painting(number);
        let photo = Photo::new(self.request, number).planes;
        let area = photo.area() as f64;
        let styles = Styles::edit(&painting).map_err(EngineError::from)?.of_area(
            area,
            f64::INFINITY,
            &photo,
        );

        let settings = painting.settings;
        let losses = settings.losses();
        let recipe = settings.preset.recipe();
        let mut painter = self.painter.borrow_mut();
        let net = painter.net(recipe.variant).map_err(EngineError::from)?;
        let style = StyleTarget::measure(net, &losses.style_layers(), &styles)
            .map_err(EngineError::from)?;

        let palette = settings.palette(&styles);
        Ok(Scene {
            start: palette.as_ref().map(|palette| palette.curves_for(&photo)),
            end: palette.as_ref().map(|palette| palette.curves_for(&first)),
            first,
            losses,
            style,
        })
    }

    /// Paints a frame from what the frame before becomes in it.
    fn paint_frame(
        &mut self,
        photo: &Photo,
        target: Target,
        on_progress: &mut OnProgress,
    ) -> Result<ControlFlow<()>, ClipError> {
        let scene = self.scene.take().expect(SCENE_BEGUN);
        let painted = self.iterate(&scene, photo, target, on_progress);
        self.scene = Some(scene);

        match painted? {
            ControlFlow::Continue(picture) => {
                self.cost.done += self.cost.other;
                Ok(self.finish_frame(picture, on_progress))
            }
            ControlFlow::Break(()) => Ok(ControlFlow::Break(())),
        }
    }

    fn iterate(
        &mut self,
        scene: &Scene,
        photo: &Photo,
        target: Target,
        on_progress: &mut OnProgress,
    ) -> Result<ControlFlow<(), Planes>, ClipError> {
        let number = self.frames.len();
        let settings = self.request.painting_settings();
        let recipe = settings.preset.recipe();
        let mut palette_photo = photo.planes.clone();
        if let Some(curves) = &scene.start {
            curves.apply(&mut palette_photo);
        }

        let start = target.over(&palette_photo, 1.0);
        let settings_of_adam = AdamSettings {
            rate: self.request.recipe.rate,
            ..recipe.adam
        };
        let mut optimizer = Optimizer::Adam(Adam::new(start, settings_of_adam));

        let size = Size::new(photo.planes.width() as u32, photo.planes.height() as u32);
        let faces = ClearerFaces::find(&self.request.frames[number], &settings);
        let content_weights = faces.weights(size, scene.losses.content.layer);
        let temporal = TemporalTerm {
            target: target.picture,
            mask: target.mask.to_planes(),
            weight: self.request.recipe.temporal,
        };

        let shared = Rc::clone(&self.painter);
        let mut painter = shared.borrow_mut();
        let net = painter.net(recipe.variant).map_err(EngineError::from)?;
        let painting = PaintingLoss::new(net, &scene.losses, &photo.planes, &scene.style)
            .and_then(|loss| loss.weigh_content(content_weights.as_deref()))
            .map_err(EngineError::from)?;
        let mut objective = FrameLoss::new(painting, Some(temporal));

        for iteration in 0..self.request.recipe.iterations {
            let step = optimizer.step(&mut objective).map_err(EngineError::from)?;
            if !step.loss.total().is_finite() {
                return Err(EngineError::Diverged { iteration }.into());
            }

            if self.report((iteration + 1) as f64, on_progress).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }

        Ok(ControlFlow::Continue(optimizer.picture()))
    }

    /// Adds a frame that is done.
    fn finish_frame(&mut self, picture: Planes, on_progress: &mut OnProgress) -> ControlFlow<()> {
        let scene = self.scene.as_ref().expect(SCENE_BEGUN);
        let mut finished = picture.clone();
        if let Some(curves) = &scene.end {
            curves.apply(&mut finished);
        }

        self.frames.push(Picture::from_planes(&finished));
        self.last = picture;
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
        let scene = self.scene.as_ref()?;
        Some(Checkpoint {
            position: Position::new(&self.fingerprint, &self.scene_starts),
            frames: self.frames.clone(),
            last: self.last.clone(),
            first: scene.first.clone(),
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
        self.scene = Some(self.measure_scene(start, checkpoint.first)?);
        self.scene_starts = starts;
        self.frames = checkpoint.frames;
        self.last = checkpoint.last;

        Ok(())
    }
}

/// Why there is a scene when a frame is painted.
const SCENE_BEGUN: &str = "the first frame began a scene";

/// A photo and how it follows from the one before.
struct LinkedPhoto {
    link: Link,
    is_cut: bool,
}

impl LinkedPhoto {
    fn new(earlier: &Photo, photo: &Photo) -> Self {
        let link = Link::back(earlier, photo);
        Self {
            is_cut: link.is_cut(earlier, photo),
            link,
        }
    }
}
