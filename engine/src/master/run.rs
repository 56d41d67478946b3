//! A master under way.

use std::{
    ops::ControlFlow,
    time::{Duration, Instant},
};

use sha2::{Digest, Sha256};

use super::{
    Level, MasterCheckpoint, MasterProgress, MasterRequest, budget::Budget, budget::MOST,
    checkpoint::Place, painter::part,
};
use crate::{
    device::Device,
    image::{Picture, resize_planes},
    loss::{Losses, PaintingLoss, StyleTarget},
    net::Net,
    optimizer::{AdamSettings, Optimizer},
    planes::Planes,
    recipe::{OptimizerKind, Recipe},
    stylize::{CheckpointError, EngineError, Request, styles_for},
    vgg::{Relu, Variant},
};

/// A master's steps are shorter than a painting's: it starts where that one ended.
const RATE: f32 = 3.0;
/// How much more the photo counts than in a painting: at these sizes the network sees no whole
/// objects any more, and the style would wash thin ones away.
const CONTENT: f64 = 3.0;
/// A style picture is enlarged no further than this: beyond, it has no strokes as fine as the
/// canvas shows, and the painting would be smoothed to look like it.
const STYLE_ENLARGEMENT: f64 = 1.25;
/// Bytes a pixel of the optimiser's five pictures, of one in the making and of the result.
const PICTURES: u64 = 6 * 12 + 6;

/// See the module.
pub(super) struct Run<'r> {
    request: &'r MasterRequest,
    recipe: Recipe,
    budget: Budget,
    /// The part of the painting to start from, as far as it was painted before this attempt.
    start: Picture,
    optimizer: Option<Optimizer>,
    /// The finished sizes and, last, the current one.
    levels: Vec<Level>,
    /// The size to go on with; its number in the budget.
    next: usize,
    began: Instant,
    /// By earlier attempts.
    before: Duration,
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
            ..recipe.adam
        };

        let face = part(request, &request.painting);
        let canvas = request.canvas.turned(request.crop.orientation);
        let mut run = Self {
            request,
            budget: Budget::new(
                (face.width(), face.height()),
                canvas.face(),
                recipe.plan.growth,
            ),
            recipe,
            start: face,
            optimizer: None,
            levels: Vec::new(),
            next: 0,
            began: Instant::now(),
            before: Duration::ZERO,
        };

        if let Some(checkpoint) = resume {
            run.resume(checkpoint)?;
        }

        Ok(run)
    }

    fn resume(
        &mut self,
        MasterCheckpoint { place, picture }: MasterCheckpoint,
    ) -> Result<(), EngineError> {
        if place.request != fingerprint(self.request) {
            return Err(CheckpointError::OtherRequest.into());
        }

        self.before =
            Duration::try_from_secs_f64(place.seconds).map_err(|_| CheckpointError::Foreign)?;

        self.next = place.levels.len().saturating_sub(1);
        self.levels = place.levels;
        self.start = picture;

        Ok(())
    }

    pub(super) fn variant(&self) -> Variant {
        self.recipe.variant
    }

    pub(super) fn levels(&self) -> &[Level] {
        &self.levels
    }

    /// The face as far as it was painted.
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

        let place = Place::new(
            fingerprint(self.request),
            self.levels.clone(),
            self.spent().as_secs_f64(),
        );

        MasterCheckpoint { place, picture }
    }

    fn spent(&self) -> Duration {
        self.before + self.began.elapsed()
    }

    fn left(&self) -> Duration {
        self.request.limit.saturating_sub(self.spent())
    }

    pub(super) fn tell(
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

    /// PaintingNet every size that there is time and memory for.
    pub(super) fn paint(
        &mut self,
        net: &mut dyn Net,
        device: &Device,
        progress: &mut dyn FnMut(&MasterProgress) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, EngineError> {
        let Some(painted_by) = &self.request.request else {
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
                .work(net, painted_by, (number, end), progress)?
                .is_break()
            {
                return Ok(ControlFlow::Break(()));
            }
        }

        Ok(ControlFlow::Continue(()))
    }

    fn has_memory(&self, number: usize, device: &Device) -> bool {
        let (width, height) = self.budget.sizes()[number];
        let pixels = u64::from(width) * u64::from(height);
        let needed = device.memory_needed_for_print(pixels) + pixels * PICTURES;
        device.free_memory().is_none_or(|free| free >= needed)
    }

    /// PaintingNet at one size until `end`, counted from the beginning of the first attempt.
    fn work(
        &mut self,
        net: &mut dyn Net,
        painted_by: &Request,
        (number, end): (usize, Duration),
        progress: &mut dyn FnMut(&MasterProgress) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, EngineError> {
        let size = self.budget.sizes()[number];
        self.enter(number, size);

        let mut objective = self.objective(net, painted_by, size)?;
        loop {
            if self.tell(progress).is_break() {
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
            .expect("there is an optimiser once a size was entered");
        let step = optimizer.step(objective)?;
        let level = &mut self.levels[number];

        if !step.loss.total().is_finite() {
            return Err(EngineError::Diverged {
                iteration: level.iterations,
            });
        }

        level.iterations += 1;
        level.seconds += start.elapsed().as_secs_f64();
        self.budget.measured(number, start.elapsed());

        Ok(())
    }

    /// Takes the painting to a size.
    fn enter(&mut self, number: usize, (width, height): (u32, u32)) {
        let resize = |planes: &Planes| resize_planes(planes, width as usize, height as usize);
        if let Some(optimizer) = &mut self.optimizer {
            optimizer.rescale(resize);
        } else {
            let mut picture = resize(&self.start.to_planes());
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

    fn losses(&self, painted_by: &Request) -> Losses {
        let mut losses = self.recipe.losses.clone();
        losses.content.1 *= CONTENT / painted_by.settings.strength.get();
        losses
    }

    fn objective<'n>(
        &self,
        net: &'n mut dyn Net,
        painted_by: &Request,
        (width, height): (u32, u32),
    ) -> Result<PaintingLoss<'n>, EngineError> {
        let losses = self.losses(painted_by);
        let photo = part(self.request, &painted_by.photo)
            .resized(width, height)
            .to_planes();

        // A style is as large as the whole painting, of which the face is a part.
        let painting = &self.request.painting;
        let face = part(self.request, painting);
        let area = |width: u32, height: u32| f64::from(width) * f64::from(height);
        let whole = area(width, height) * area(painting.width(), painting.height())
            / area(face.width(), face.height());

        let styles = styles_for(painted_by, whole, STYLE_ENLARGEMENT, &photo);
        let layers: Vec<Relu> = losses.style.iter().map(|(layer, _)| *layer).collect();
        let style = StyleTarget::measure(net, &layers, &styles)?;

        Ok(PaintingLoss::new(net, &losses, &photo, &style)?)
    }
}

/// A text that differs between requests that would give different faces.
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
