//! A master being painted.

use std::{
    ops::ControlFlow,
    time::{Duration, Instant},
};

use sha2::{Digest, Sha256};

use super::{
    Level, MasterCheckpoint, MasterProgress, MasterRequest, budget::Budget, budget::MOST,
    checkpoint::Position,
};
use crate::{
    device::Device,
    image::{Picture, Size, resize_planes, resize_planes_by_means},
    loss::{Losses, PaintingLoss, Statistics, StyleTarget},
    net::Net,
    optimizer::{AdamSettings, Optimizer},
    recipe::{OptimizerKind, Recipe},
    stylize::{CheckpointError, ClearerFaces, EngineError, Request, StyleStatistics, Styles},
    vgg::Variant,
};

/// Adam's rate: shorter steps than for a painting, because the master starts from a finished one.
const RATE: f32 = 3.0;
/// Factor of the content weight against a painting's: at these sizes the network no longer sees
/// whole objects, and the style would wash out thin ones.
const CONTENT: f64 = 3.0;
/// A style picture is enlarged at most by this factor: beyond it, it lacks strokes as fine as the
/// canvas shows, and the painting would become as smooth as it.
const STYLE_ENLARGEMENT: f64 = 1.25;
/// Bytes per pixel of the optimiser's five vectors, a temporary one, and two 8-bit pictures.
const PICTURES: u64 = 6 * 12 + 6;

/// See the module.
pub(super) struct Run<'r> {
    request: &'r MasterRequest,
    /// The edited styles of the painting's request; `None` without one.
    styles: Option<Styles<'r>>,
    /// The faces on the face of the canvas; `None` without a request.
    faces: Option<ClearerFaces>,
    recipe: Recipe,
    budget: Budget,
    /// The face to start from: that of the painting, or of a checkpoint.
    start: Picture,
    optimizer: Option<Optimizer>,
    /// The finished sizes and, last, the current one.
    levels: Vec<Level>,
    /// The size to start with, as an index into the budget.
    next: usize,
    started: Instant,
    /// Time spent by earlier attempts.
    spent_before: Duration,
}

/// One size, as an index into the budget, and when its time is over, counted from the start of the
/// first attempt.
#[derive(Clone, Copy)]
struct LevelPlan {
    number: usize,
    end: Duration,
}

impl<'r> Run<'r> {
    pub(super) fn new(
        request: &'r MasterRequest,
        resume: Option<MasterCheckpoint>,
    ) -> Result<Self, EngineError> {
        let preset = request
            .request
            .as_ref()
            .map(|request| request.settings.preset)
            .unwrap_or_default();
        let mut recipe = preset.recipe();
        recipe.adam = AdamSettings {
            rate: RATE,
            ..AdamSettings::default()
        };

        let face = request.face_part(&request.painting);
        let canvas = request.canvas.turned(request.crop.orientation);
        let styles = request.request.as_ref().map(Styles::edit).transpose()?;
        let faces = request.request.as_ref().map(|original| {
            ClearerFaces::find(&request.face_part(&original.photo), &original.settings)
        });
        let mut run = Self {
            request,
            styles,
            faces,
            budget: Budget::new(face.size(), canvas.face(), recipe.plan.growth),
            recipe,
            start: face,
            optimizer: None,
            levels: Vec::new(),
            next: 0,
            started: Instant::now(),
            spent_before: Duration::ZERO,
        };

        if let Some(checkpoint) = resume {
            run.resume(checkpoint)?;
        }

        Ok(run)
    }

    fn resume(&mut self, checkpoint: MasterCheckpoint) -> Result<(), EngineError> {
        let MasterCheckpoint { position, picture } = checkpoint;
        if position.request != fingerprint(self.request) {
            return Err(CheckpointError::OtherRequest.into());
        }

        self.spent_before =
            Duration::try_from_secs_f64(position.seconds).map_err(|_| CheckpointError::Foreign)?;

        self.next = position.levels.len().saturating_sub(1);
        self.levels = position.levels;
        self.start = picture;

        Ok(())
    }

    pub(super) fn variant(&self) -> Variant {
        self.recipe.variant
    }

    pub(super) fn levels(&self) -> &[Level] {
        &self.levels
    }

    /// The face painted so far.
    pub(super) fn into_picture(self) -> Picture {
        match &self.optimizer {
            Some(optimizer) => Picture::from_planes(&optimizer.picture()),
            None => self.start,
        }
    }

    pub(super) fn checkpoint(&self) -> MasterCheckpoint {
        let picture = match &self.optimizer {
            Some(optimizer) => Picture::from_planes(&optimizer.picture()),
            None => self.start.clone(),
        };

        let position = Position::new(
            fingerprint(self.request),
            self.levels.clone(),
            self.spent().as_secs_f64(),
        );

        MasterCheckpoint { position, picture }
    }

    fn spent(&self) -> Duration {
        self.spent_before + self.started.elapsed()
    }

    fn left(&self) -> Duration {
        self.request.limit.saturating_sub(self.spent())
    }

    pub(super) fn report(
        &self,
        progress: &mut dyn FnMut(&MasterProgress) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let width = self.start.width();
        let height = self.start.height();
        let level = self.levels.last().copied().unwrap_or(Level {
            width,
            height,
            iterations: 0,
            seconds: 0.0,
        });

        let limit = self.request.limit.as_secs_f64().max(f64::MIN_POSITIVE);
        let fraction = (self.spent().as_secs_f64() / limit).min(1.0);

        progress(&MasterProgress {
            level,
            fraction,
            run: self,
        })
    }

    /// Paints every size that fits into the time limit and the memory.
    pub(super) fn paint(
        &mut self,
        net: &mut dyn Net,
        device: &Device,
        progress: &mut dyn FnMut(&MasterProgress) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, EngineError> {
        let Some(original) = &self.request.request else {
            return Ok(ControlFlow::Continue(()));
        };

        for number in self.next..self.budget.sizes().len() {
            let Some(share) = self
                .budget
                .share(number, self.left())
                .filter(|_| self.has_memory(number, device))
            else {
                break;
            };
            let end = self.spent() + share;

            if self
                .paint_size(net, original, LevelPlan { number, end }, progress)?
                .is_break()
            {
                return Ok(ControlFlow::Break(()));
            }
        }

        Ok(ControlFlow::Continue(()))
    }

    fn has_memory(&self, number: usize, device: &Device) -> bool {
        let pixels = self.budget.sizes()[number].pixels();
        let needed = device.memory_needed_for_print(pixels) + pixels * PICTURES;
        device.free_memory().is_none_or(|free| free >= needed)
    }

    /// Paints at one size until its time is over.
    fn paint_size(
        &mut self,
        net: &mut dyn Net,
        original: &Request,
        plan: LevelPlan,
        progress: &mut dyn FnMut(&MasterProgress) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, EngineError> {
        let LevelPlan { number, end } = plan;
        let size = self.budget.sizes()[number];
        self.enlarge_to(number, size);

        let mut objective = self.objective(net, original, size)?;
        loop {
            if self.report(progress).is_break() {
                return Ok(ControlFlow::Break(()));
            }

            let level = &self.levels[number];
            let left = end.saturating_sub(self.spent());
            if level.iterations >= MOST || (level.iterations > 0 && !self.budget.fits(number, left))
            {
                return Ok(ControlFlow::Continue(()));
            }

            self.step(&mut objective, number)?;
        }
    }

    fn step(&mut self, objective: &mut PaintingLoss, number: usize) -> Result<(), EngineError> {
        let start = Instant::now();
        let optimizer = self
            .optimizer
            .as_mut()
            .expect("there is an optimiser once a size was started");
        let step = optimizer.step(objective)?;
        let level = &mut self.levels[number];

        if !step.loss.total().is_finite() {
            return Err(EngineError::Diverged {
                iteration: level.iterations,
            });
        }

        level.iterations += 1;
        level.seconds += start.elapsed().as_secs_f64();
        self.budget.record(number, start.elapsed());

        Ok(())
    }

    /// Brings the painting to the size of this number.
    fn enlarge_to(&mut self, number: usize, size: Size) {
        let Size { width, height } = size;
        let columns = width as usize;
        let rows = height as usize;
        if let Some(optimizer) = &mut self.optimizer {
            optimizer.rescale(
                |planes| resize_planes(planes, columns, rows),
                |squares| resize_planes_by_means(squares, columns, rows),
            );
        } else {
            let start = self.start.to_planes();
            let mut picture = resize_planes(&start, columns, rows);
            picture
                .data_mut()
                .iter_mut()
                .for_each(|value| *value = value.clamp(0.0, 255.0));

            self.optimizer = Some(self.recipe.start(OptimizerKind::Adam, picture));
        }

        if self.levels.len() == number {
            self.levels.push(Level {
                width,
                height,
                iterations: 0,
                seconds: 0.0,
            });
        }
    }

    fn losses(&self, original: &Request) -> Losses {
        let mut losses = self.recipe.losses.clone();
        losses.content.weight *= CONTENT / original.settings.strength.get();

        if original.settings.statistics == StyleStatistics::Means {
            losses.statistics = Statistics::Mean;
        }

        losses
    }

    fn objective<'n>(
        &self,
        net: &'n mut dyn Net,
        original: &Request,
        size: Size,
    ) -> Result<PaintingLoss<'n>, EngineError> {
        let losses = self.losses(original);

        // A texture has no photo: it keeps its own shapes.
        let content = match original.settings.texture {
            Some(_) => &self.request.painting,
            None => &original.photo,
        };
        let photo = self
            .request
            .face_part(content)
            .resized(size.width, size.height)
            .to_planes();

        // A style has the size of the whole painting, of which the face is a part.
        let painting = &self.request.painting;
        let face = self.request.face_part(painting);
        let area = |size: Size| f64::from(size.width) * f64::from(size.height);
        let whole = area(size) * area(painting.size()) / area(face.size());

        let styles = self
            .styles
            .as_ref()
            .map(|styles| styles.of_area(whole, STYLE_ENLARGEMENT, &photo))
            .unwrap_or_default();
        let style = StyleTarget::measure(net, &losses.style_layers(), &styles)?;

        let faces = self.faces.as_ref();
        let weights = faces.and_then(|faces| faces.weights(size, losses.content.layer));
        let objective = PaintingLoss::new(net, &losses, &photo, &style)?;

        Ok(objective.weigh_content(weights.as_deref())?)
    }
}

/// A hash of everything in the request that affects the face.
fn fingerprint(request: &MasterRequest) -> String {
    let mut hash = Sha256::new();
    hash.update(
        request
            .request
            .as_ref()
            .map(Request::fingerprint)
            .unwrap_or_default(),
    );

    hash.update(request.painting.as_rgb());
    hash.update(format!("{:?} {:?}", request.canvas, request.crop));

    format!(
        "{:x}",
        u128::from_be_bytes(
            hash.finalize()[..16]
                .try_into()
                .expect("a SHA-256 has 32 bytes")
        )
    )
}
