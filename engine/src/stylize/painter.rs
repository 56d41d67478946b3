//! The engine: from a request to a painting, on one device.

use std::ops::ControlFlow;

use super::{
    Checkpoint, EngineError, Init, Painting, Palette, Progress, Request, ScaleReport, Snapshot,
    Stylizer,
    checkpoint::{Opened, Position},
    styles_for,
};
use crate::{
    descent::{Descent, DescentTask, PaintingNet},
    device::Device,
    image::{MINIMUM_SIDE, Picture, Size, fitted_size, resize_planes, resize_planes_by_means},
    loss::{Loss, Losses, StyleTarget},
    memory::NotEnoughMemory,
    net::NetError,
    optimizer::Optimizer,
    planes::{Planes, WeightedPlanes},
    random::SplitMix64,
    recipe::{OptimizerKind, Recipe},
    schedule::Scale,
    vgg::{Variant, Weights},
};

/// Paints on one device. Keeps the last network, for further requests of the same variant.
pub struct Painter {
    weights: Weights,
    device: Device,
    net: Option<(Variant, Box<dyn PaintingNet>)>,
}

impl Painter {
    /// A painter with these weights.
    #[must_use]
    pub fn new(weights: Weights, device: Device) -> Self {
        Self {
            weights,
            device,
            net: None,
        }
    }

    fn net(&mut self, variant: Variant) -> Result<&mut dyn PaintingNet, EngineError> {
        let net = match self.net.take() {
            Some((current, net)) if current == variant => net,
            _ => self.device.net(&self.weights, variant)?,
        };
        Ok(self.net.insert((variant, net)).1.as_mut())
    }
}

impl Stylizer for Painter {
    fn stylize(
        &mut self,
        request: &Request,
        resume: Option<Checkpoint>,
        progress: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<Painting, EngineError> {
        let mut run = Run::new(request);
        check_memory(&self.device, &run)?;

        if let Some(checkpoint) = resume {
            run.resume(checkpoint)?;
        }

        let net = self.net(run.recipe.variant)?;
        let stopped = run.paint(net, progress)?.is_break();

        Ok(run.finish(stopped))
    }
}

fn check_memory(device: &Device, run: &Run) -> Result<(), EngineError> {
    let Some(&Scale { width, height, .. }) = run.scales.last() else {
        return Ok(());
    };
    let pixels = Size::new(width, height).pixels();
    let style_pixels = (pixels as f64 * run.request.settings.style_scale.get().powi(2)) as u64;
    let needed = device.memory_needed(pixels.max(style_pixels))
        + pixels * run.recipe.vectors(run.optimizer_kind) * 12;

    match device.free_memory() {
        Some(free) if free < needed => Err(NotEnoughMemory {
            width,
            height,
            needed,
            free,
        }
        .into()),
        _ => Ok(()),
    }
}

/// A request being painted.
struct Run<'r> {
    request: &'r Request,
    recipe: Recipe,
    optimizer_kind: OptimizerKind,
    scales: Vec<Scale>,
    /// The styles' palette at the current size; `None` if the photo's colours are kept.
    palette: Option<Palette>,
    /// `None` before the first size, and while a descent has it.
    optimizer: Option<Optimizer>,
    /// The balance from a checkpoint, until the descent starts.
    balance: Option<Vec<f64>>,
    /// The finished sizes and, last, the current one.
    reports: Vec<ScaleReport>,
}

impl<'r> Run<'r> {
    fn new(request: &'r Request) -> Self {
        let settings = &request.settings;
        let recipe = settings.preset.recipe();
        let size = fitted_size(request.photo.width(), request.photo.height(), settings.size);

        Self {
            request,
            optimizer_kind: settings.optimizer.unwrap_or(recipe.optimizer),
            scales: recipe.plan.scales(size, settings.iterations, MINIMUM_SIDE),
            recipe,
            palette: None,
            optimizer: None,
            balance: None,
            reports: Vec::new(),
        }
    }

    fn resume(&mut self, checkpoint: Checkpoint) -> Result<(), EngineError> {
        let Opened { position, state } = checkpoint.open(self.request)?;
        let empty = self.recipe.start(self.optimizer_kind, Planes::default());
        self.optimizer = Some(
            empty
                .restore(state)
                .ok_or(super::CheckpointError::Incomplete)?,
        );

        self.reports = position.reports;
        self.balance = Some(position.balance);

        Ok(())
    }

    fn paint(
        &mut self,
        net: &mut dyn PaintingNet,
        progress: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, EngineError> {
        let losses = self.losses();
        for number in self.reports.len().saturating_sub(1)..self.scales.len() {
            let mut descent = self.start_size(net, &losses, number)?;
            let flow = self.paint_size(&mut *descent, progress)?;
            self.optimizer = Some(descent.into_optimizer()?);

            if flow.is_break() {
                return Ok(flow);
            }
        }

        Ok(ControlFlow::Continue(()))
    }

    /// Starts a size, or resumes it. Photo and styles at this size are only held meanwhile.
    fn start_size<'n>(
        &mut self,
        net: &'n mut dyn PaintingNet,
        losses: &Losses,
        number: usize,
    ) -> Result<Box<dyn Descent + 'n>, EngineError> {
        let scale = self.scales[number];
        let photo = self
            .request
            .photo
            .resized(scale.width, scale.height)
            .to_planes();
        let styles = styles_for(
            self.request,
            f64::from(scale.width) * f64::from(scale.height),
            f64::INFINITY,
            &photo,
        );

        let style = StyleTarget::measure(net, &losses.style_layers(), &styles)?;
        self.palette = self.palette(&styles);
        drop(styles);

        if self.reports.len() == number {
            self.enlarge_to(scale, &photo);
        }

        let balance = self.balance.take().unwrap_or_default();
        let optimizer = self.optimizer.take().expect(SIZE_STARTED);

        Ok(net.start_descent(DescentTask {
            losses,
            photo: &photo,
            style: &style,
            optimizer,
            balance,
        })?)
    }

    /// Brings the painting to the next size; the first size starts from the photo or from noise.
    fn enlarge_to(&mut self, scale: Scale, photo: &Planes) {
        let Scale { width, height, .. } = scale;
        if let Some(optimizer) = &mut self.optimizer {
            optimizer.rescale(
                |planes| resize_planes(planes, width as usize, height as usize),
                |squares| resize_planes_by_means(squares, width as usize, height as usize),
            );
        } else {
            let start = match self.request.settings.init {
                Init::Content => with_palette(photo.clone(), self.palette.as_ref()),
                Init::Noise => noise(width as usize, height as usize, self.request.settings.seed),
            };
            self.optimizer = Some(self.recipe.start(self.optimizer_kind, start));
        }

        self.reports.push(ScaleReport {
            width,
            height,
            iterations: 0,
            evaluations: 0,
            loss: Loss::default(),
        });
    }

    /// Iterates at the current size until it is done.
    fn paint_size(
        &mut self,
        descent: &mut dyn Descent,
        progress: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, EngineError> {
        let number = self.reports.len() - 1;
        let mut stuck = false;

        loop {
            let done = stuck
                || self.has_reached_loss()
                || self.reports[number].iterations >= self.scales[number].iterations;

            if done && let Some(loss) = descent.synchronize()? {
                self.record(loss)?;
            }

            if self.report(descent, progress).is_break() {
                return Ok(ControlFlow::Break(()));
            }

            if done {
                return Ok(ControlFlow::Continue(()));
            }

            let step = descent.step()?;
            self.record(step.loss)?;

            let report = &mut self.reports[number];
            report.iterations += 1;
            report.evaluations += step.evaluations;
            stuck = step.stuck;
        }
    }

    /// Whether the loss is as low as requested: at the last size `until_loss`, at an
    /// earlier size the loss below which further work there would not help.
    fn has_reached_loss(&self) -> bool {
        let report = self.reports.last().expect(SIZE_STARTED);
        let remaining_sizes =
            i32::try_from(self.scales.len() - self.reports.len()).expect("a few sizes");
        let growth = if remaining_sizes == 0 {
            Some(1.0)
        } else {
            self.recipe.loss_growth
        };

        let goal = self
            .request
            .settings
            .until_loss
            .zip(growth)
            .map(|(loss, growth)| loss * growth.powi(remaining_sizes));

        goal.is_some_and(|goal| report.iterations > 0 && report.loss.total() <= goal)
    }

    /// Records the newest loss; fails if it is not a finite number.
    fn record(&mut self, loss: Loss) -> Result<(), EngineError> {
        let report = self.reports.last_mut().expect(SIZE_STARTED);
        if !loss.total().is_finite() {
            return Err(EngineError::Diverged {
                iteration: report.iterations,
            });
        }

        // Only the optimiser needs the objective's offset.
        report.loss = Loss {
            objective_offset: 0.0,
            ..loss
        };
        Ok(())
    }

    fn report(
        &self,
        descent: &dyn Descent,
        progress: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let scale = self.reports.len() - 1;
        let finished = &self.scales[..scale];
        let iteration = self.reports[scale].iterations;
        let cost = |scale: &Scale, iterations: usize| {
            iterations as f64 * f64::from(scale.width) * f64::from(scale.height)
        };

        let total_cost: f64 = self
            .scales
            .iter()
            .map(|scale| cost(scale, scale.iterations))
            .sum();

        let finished_cost: f64 = finished
            .iter()
            .map(|scale| cost(scale, scale.iterations))
            .sum();
        progress(&Progress {
            scale,
            scales: &self.scales,
            iteration,
            done: finished.iter().map(|scale| scale.iterations).sum::<usize>() + iteration,
            total: self.scales.iter().map(|scale| scale.iterations).sum(),
            fraction: (finished_cost + cost(&self.scales[scale], iteration)) / total_cost,
            loss: (iteration > 0).then_some(self.reports[scale].loss),
            snapshot: &RunSnapshot { run: self, descent },
        })
    }

    fn losses(&self) -> Losses {
        let mut losses = self.recipe.losses.clone();
        losses.content.weight /= self.request.settings.strength.get();
        losses
    }

    /// The palette to apply; a strength below 1 moves the colours only part of the way.
    fn palette(&self, styles: &[WeightedPlanes]) -> Option<Palette> {
        let settings = &self.request.settings;
        (!settings.keep_colors)
            .then(|| Palette::from_styles(styles, settings.strength.get().min(1.0)))
    }

    /// The painting as a person sees it, in its final colours.
    fn to_picture(&self, picture: Planes) -> Picture {
        let palette = self.palette.as_ref().filter(|_| self.recipe.palette_at_end);
        Picture::from_planes(&with_palette(picture, palette))
    }

    fn finish(self, stopped: bool) -> Painting {
        let planes = self
            .optimizer
            .as_ref()
            .map_or_else(Planes::default, Optimizer::picture);
        Painting {
            picture: self.to_picture(planes),
            scales: self.reports,
            stopped,
        }
    }
}

fn with_palette(mut picture: Planes, palette: Option<&Palette>) -> Planes {
    if let Some(palette) = palette {
        palette.apply(&mut picture);
    }
    picture
}

/// Why the optimiser and a report are there, between the start of a size and its end.
const SIZE_STARTED: &str = "a size was started, and no descent has the optimiser";

/// A run between two iterations.
struct RunSnapshot<'m, 'r> {
    run: &'m Run<'r>,
    descent: &'m dyn Descent,
}

impl Snapshot for RunSnapshot<'_, '_> {
    fn preview(&self) -> Result<Picture, NetError> {
        Ok(self.run.to_picture(self.descent.picture()?))
    }

    fn checkpoint(&self) -> Result<Checkpoint, NetError> {
        let position = Position {
            reports: self.run.reports.clone(),
            balance: self.descent.balance(),
        };
        Ok(Checkpoint::new(
            self.run.request,
            position,
            self.descent.state()?,
        ))
    }
}

/// Grey with uniform noise.
fn noise(width: usize, height: usize, seed: u64) -> Planes {
    let mut random = SplitMix64::new(seed);
    let data = (0..3 * width * height)
        .map(|_| 127.5 + 64.0 * random.symmetric())
        .collect();

    Planes::from_vec(3, height, width, data)
}
