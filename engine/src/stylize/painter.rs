//! The engine: from a request to a painting, on one device.

use std::{cell::RefCell, ops::ControlFlow, rc::Rc};

use super::{
    Checkpoint, ClearerFaces, EditError, EngineError, Init, Painting, Palette, Progress, Request,
    ScaleReport, Snapshot, Stylizer,
    checkpoint::{Opened, Position},
    styles::Styles,
};
use crate::{
    descent::{Descent, DescentTask, PaintingNet},
    device::Device,
    image::{MINIMUM_SIDE, Picture, Size, resize_planes, resize_planes_by_means},
    loss::{Loss, Losses, StyleTarget},
    memory::NotEnoughMemory,
    net::NetError,
    optimizer::Optimizer,
    planes::Planes,
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

    pub(crate) fn net(&mut self, variant: Variant) -> Result<&mut dyn PaintingNet, NetError> {
        let net = match self.net.take() {
            Some((current, net)) if current == variant => net,
            _ => self.device.net(&self.weights, variant)?,
        };
        Ok(self.net.insert((variant, net)).1.as_mut())
    }

    /// As [`Stylizer::stylize`], but the picture is that of the optimiser, which did not get the
    /// styles' palette yet: what is painted on must not.
    pub(crate) fn paint_without_closing_palette(
        &mut self,
        request: &Request,
        progress: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<RawPainting, EngineError> {
        let finished = self.run(request, None, progress)?;

        Ok(RawPainting {
            picture: finished.run.picture(),
            stopped: finished.stopped,
        })
    }

    fn run<'r>(
        &mut self,
        request: &'r Request,
        resume: Option<Checkpoint>,
        progress: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<FinishedRun<'r>, EngineError> {
        let mut run = Run::new(request)?;
        check_memory(&self.device, &run)?;

        if let Some(checkpoint) = resume {
            run.resume(checkpoint)?;
        }

        let net = self.net(run.recipe.variant)?;
        let stopped = run.paint(net, progress)?.is_break();

        Ok(FinishedRun { run, stopped })
    }
}

/// A painting as the optimiser has it, within 0..=255.
pub(crate) struct RawPainting {
    pub(crate) picture: Planes,
    /// Whether `progress` stopped the work.
    pub(crate) stopped: bool,
}

/// A run to its end, or until it was stopped.
struct FinishedRun<'r> {
    run: Run<'r>,
    stopped: bool,
}

impl Stylizer for Painter {
    fn stylize(
        &mut self,
        request: &Request,
        resume: Option<Checkpoint>,
        progress: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<Painting, EngineError> {
        let FinishedRun { run, stopped } = self.run(request, resume, progress)?;
        Ok(run.finish(stopped))
    }
}

/// Makers of several kinds share a painter, and with it the memory of its network.
impl Stylizer for Rc<RefCell<Painter>> {
    fn stylize(
        &mut self,
        request: &Request,
        resume: Option<Checkpoint>,
        progress: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<Painting, EngineError> {
        self.borrow_mut().stylize(request, resume, progress)
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
    styles: Styles<'r>,
    faces: ClearerFaces,
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
    fn new(request: &'r Request) -> Result<Self, EditError> {
        let settings = &request.settings;
        let recipe = settings.preset.recipe();

        Ok(Self {
            request,
            styles: Styles::edit(request)?,
            faces: ClearerFaces::find(&request.photo, settings),
            optimizer_kind: settings.optimizer.unwrap_or(recipe.optimizer),
            scales: recipe
                .plan
                .scales(request.size(), settings.iterations, MINIMUM_SIDE),
            recipe,
            palette: None,
            optimizer: None,
            balance: None,
            reports: Vec::new(),
        })
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
        let losses = self.request.settings.losses();
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
        let photo = self.photo_at(scale);
        let styles = self.styles.of_area(
            f64::from(scale.width) * f64::from(scale.height),
            f64::INFINITY,
            &photo,
        );

        let style = StyleTarget::measure(net, &losses.style_layers(), &styles)?;
        self.palette = self.request.settings.palette(&styles);
        drop(styles);

        if self.reports.len() == number {
            self.enlarge_to(scale, &photo);
        }

        let size = Size::new(scale.width, scale.height);
        let content_weights = self.faces.weights(size, losses.content.layer);
        let balance = self.balance.take().unwrap_or_default();
        let optimizer = self.optimizer.take().expect(SIZE_STARTED);

        Ok(net.start_descent(DescentTask {
            losses,
            photo: &photo,
            content_weights: content_weights.as_deref(),
            temporal: None,
            style: &style,
            optimizer,
            balance,
        })?)
    }

    /// The photo at this size. A texture has none: grey stands for it, whose content does not count.
    fn photo_at(&self, scale: Scale) -> Planes {
        let Scale { width, height, .. } = scale;
        match self.request.settings.texture {
            Some(_) => Planes::from_fn(3, height as usize, width as usize, |_, _, _| GREY),
            None => self.request.photo.resized(width, height).to_planes(),
        }
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
            let settings = &self.request.settings;
            let start = match (settings.init, settings.texture) {
                (Init::Content, None) => with_palette(photo.clone(), self.palette.as_ref()),
                (Init::Noise, _) | (_, Some(_)) => {
                    noise(width as usize, height as usize, settings.seed)
                }
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

    /// The painting as a person sees it, in its final colours.
    fn to_picture(&self, picture: Planes) -> Picture {
        let palette = self.palette.as_ref().filter(|_| self.recipe.palette_at_end);
        Picture::from_planes(&with_palette(picture, palette))
    }

    /// The painting as the optimiser has it.
    fn picture(&self) -> Planes {
        self.optimizer
            .as_ref()
            .map_or_else(Planes::default, Optimizer::picture)
    }

    fn finish(self, stopped: bool) -> Painting {
        Painting {
            picture: self.to_picture(self.picture()),
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

/// The grey in the middle.
const GREY: f32 = 127.5;

/// Grey with uniform noise.
fn noise(width: usize, height: usize, seed: u64) -> Planes {
    let mut random = SplitMix64::new(seed);
    let data = (0..3 * width * height)
        .map(|_| GREY + 64.0 * random.symmetric())
        .collect();

    Planes::from_vec(3, height, width, data)
}
