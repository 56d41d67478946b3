//! The engine: one device, its networks, and the way from a request to a painting.

use std::ops::ControlFlow;

use super::{
    Checkpoint, EngineError, Init, Painting, Palette, Progress, Request, ScaleReport, Snapshot,
    Stylizer, checkpoint::Position, styles_for,
};
use crate::{
    descent::{Descent, DescentTask, PaintingNet},
    device::Device,
    image::{MINIMUM_SIDE, Picture, fitted_size, resize_planes},
    loss::{Loss, Losses, StyleTarget},
    memory::NotEnoughMemory,
    net::{Net, NetError},
    optimizer::Optimizer,
    planes::Planes,
    recipe::{OptimizerKind, Recipe},
    schedule::Scale,
    vgg::{Relu, Variant, Weights},
};

/// PaintingNet on one device. Keeps the network of the last request for the next.
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
            Some((known, net)) if known == variant => net,
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
    let pixels = u64::from(width) * u64::from(height);
    let style = (pixels as f64 * run.request.settings.style_scale.get().powi(2)) as u64;
    let needed = device.memory_needed(pixels.max(style))
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

/// One request under way.
struct Run<'r> {
    request: &'r Request,
    recipe: Recipe,
    optimizer_kind: OptimizerKind,
    scales: Vec<Scale>,
    /// Of the styles at the current size, unless the photo's colours stay.
    palette: Option<Palette>,
    optimizer: Option<Optimizer>,
    /// Of a checkpoint, until the objective is built.
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
        let (position, state) = checkpoint.open(self.request)?;
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
            let mut descent = self.descent(net, &losses, number)?;
            let flow = self.work(&mut *descent, progress)?;
            self.optimizer = Some(descent.into_optimizer()?);

            if flow.is_break() {
                return Ok(flow);
            }
        }

        Ok(ControlFlow::Continue(()))
    }

    /// Begins a size, or goes on with it. Of photo and styles at this size nothing is held after
    /// this.
    fn descent<'n>(
        &mut self,
        net: &'n mut dyn PaintingNet,
        losses: &Losses,
        number: usize,
    ) -> Result<Box<dyn Descent + 'n>, EngineError> {
        let scale = self.scales[number];
        let photo = planes_of(&self.request.photo, scale.width, scale.height);
        let styles = styles_for(
            self.request,
            f64::from(scale.width) * f64::from(scale.height),
            f64::INFINITY,
            &photo,
        );

        let style = measured(net, losses, &styles)?;
        self.palette = self.palette(&styles);
        drop(styles);

        if self.reports.len() == number {
            self.enter(scale, &photo);
        }

        let balance = self.balance.take().unwrap_or_default();
        let optimizer = self.optimizer.take().expect(ENTERED);

        Ok(net.start_descent(DescentTask {
            losses,
            photo: &photo,
            style: &style,
            optimizer,
            balance,
        })?)
    }

    /// Takes the painting to the next size.
    fn enter(&mut self, scale: Scale, photo: &Planes) {
        let Scale { width, height, .. } = scale;
        if let Some(optimizer) = &mut self.optimizer {
            optimizer.rescale(|planes| resize_planes(planes, width as usize, height as usize));
        } else {
            let start = match self.request.settings.init {
                Init::Content => coloured(photo.clone(), self.palette.as_ref()),
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

    /// PaintingNet at the current size.
    fn work(
        &mut self,
        descent: &mut dyn Descent,
        progress: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, EngineError> {
        let number = self.reports.len() - 1;
        let mut stuck = false;

        loop {
            let done = stuck
                || self.reached()
                || self.reports[number].iterations >= self.scales[number].iterations;

            if done && let Some(loss) = descent.synchronize()? {
                self.note(loss)?;
            }

            if self.tell(descent, progress).is_break() {
                return Ok(ControlFlow::Break(()));
            }

            if done {
                return Ok(ControlFlow::Continue(()));
            }

            let step = descent.step()?;
            self.note(step.loss)?;

            let report = &mut self.reports[number];
            report.iterations += 1;
            report.evaluations += step.evaluations;
            stuck = step.stuck;
        }
    }

    /// Whether the loss is as low as was asked for, or at a size before the last as low as helps to
    /// get there.
    fn reached(&self) -> bool {
        let report = self.reports.last().expect(ENTERED);
        let sizes_to_go =
            i32::try_from(self.scales.len() - self.reports.len()).expect("a few sizes");
        let enlarging = if sizes_to_go == 0 {
            Some(1.0)
        } else {
            self.recipe.enlarging
        };

        let goal = self
            .request
            .settings
            .until_loss
            .zip(enlarging)
            .map(|(loss, times)| loss * times.powi(sizes_to_go));

        goal.is_some_and(|goal| report.iterations > 0 && report.loss.total() <= goal)
    }

    /// Takes down the newest loss, which must be a number.
    fn note(&mut self, loss: Loss) -> Result<(), EngineError> {
        let report = self.reports.last_mut().expect(ENTERED);
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

    fn tell(
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

        let whole: f64 = self
            .scales
            .iter()
            .map(|scale| cost(scale, scale.iterations))
            .sum();

        let before: f64 = finished
            .iter()
            .map(|scale| cost(scale, scale.iterations))
            .sum();
        progress(&Progress {
            scale,
            scales: &self.scales,
            iteration,
            done: finished.iter().map(|scale| scale.iterations).sum::<usize>() + iteration,
            total: self.scales.iter().map(|scale| scale.iterations).sum(),
            fraction: (before + cost(&self.scales[scale], iteration)) / whole,
            loss: (iteration > 0).then_some(self.reports[scale].loss),
            snapshot: &Moment { run: self, descent },
        })
    }

    fn losses(&self) -> Losses {
        let mut losses = self.recipe.losses.clone();
        losses.content.1 /= self.request.settings.strength.get();
        losses
    }

    /// A weak style moves the colours a part of the way only.
    fn palette(&self, styles: &[(Planes, f64)]) -> Option<Palette> {
        let wanted = !self.request.settings.keep_colors;
        wanted.then(|| Palette::of(styles, self.request.settings.strength.get().min(1.0)))
    }

    /// The painting as it is shown.
    fn shown(&self, picture: Planes) -> Picture {
        let palette = self.palette.as_ref().filter(|_| self.recipe.palette_at_end);
        Picture::from_planes(&coloured(picture, palette))
    }

    fn finish(self, stopped: bool) -> Painting {
        let planes = self
            .optimizer
            .as_ref()
            .map_or_else(Planes::default, Optimizer::picture);
        Painting {
            picture: self.shown(planes),
            scales: self.reports,
            stopped,
        }
    }
}

fn coloured(mut picture: Planes, palette: Option<&Palette>) -> Planes {
    if let Some(palette) = palette {
        palette.give(&mut picture);
    }
    picture
}

/// Between entering a size and leaving it.
const ENTERED: &str = "a size was entered, and none is being worked on";

/// A run between two iterations.
struct Moment<'m, 'r> {
    run: &'m Run<'r>,
    descent: &'m dyn Descent,
}

impl Snapshot for Moment<'_, '_> {
    fn preview(&self) -> Result<Picture, NetError> {
        Ok(self.run.shown(self.descent.picture()?))
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

/// The styles' statistics.
fn measured(
    net: &mut dyn Net,
    losses: &Losses,
    styles: &[(Planes, f64)],
) -> Result<StyleTarget, NetError> {
    let layers: Vec<Relu> = losses.style.iter().map(|(layer, _)| *layer).collect();
    StyleTarget::measure(net, &layers, styles)
}

fn planes_of(picture: &Picture, width: u32, height: u32) -> Planes {
    picture.resized(width, height).to_planes()
}

/// The size with this many pixels in the shape of `picture`.
pub(crate) fn size_of_area(picture: &Picture, area: f64) -> (u32, u32) {
    let width = f64::from(picture.width());
    let height = f64::from(picture.height());
    let factor = (area / (width * height)).sqrt();
    let side = |side: f64| ((side * factor).round() as u32).max(MINIMUM_SIDE);
    (side(width), side(height))
}

/// Grey with uniform noise, by the generator SplitMix64 (Steele et al., 2014).
fn noise(width: usize, height: usize, seed: u64) -> Planes {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) >> 40
    };

    let data = (0..3 * width * height)
        .map(|_| 127.5 + 64.0 * (next() as f32 / 8_388_608.0 - 1.0))
        .collect();

    Planes::from_vec(3, height, width, data)
}
