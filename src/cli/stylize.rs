//! `vernissage stylize`: makes a painting from the command line.

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

use anyhow::Context;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::{
    Failure, PathFlags,
    destination::{FileArgument, Files, most_bytes},
    load_weights, open_device_by,
    output::{Output, note},
    read_picture,
    styles::{StyleEdits, WeightedFile},
    with_causes,
};
use crate::{
    config::Settings,
    engine::{
        device::{Device, DeviceChoice},
        image::{Limits, OutputFormat, write_atomically},
        memory,
        recipe::{OptimizerKind, Preset},
        stylize::{
            self as engine, Checkpoint, EngineError, FaceStrength, Init, Painter, Painting,
            Progress, Request, Strength, StyleScale, StyleStatistics, Stylizer, TextureShape,
        },
    },
};

/// The time between two checkpoints without --save-every.
const CHECKPOINT_PERIOD: Duration = Duration::from_secs(15);

/// Paint a photo in the style of another picture
#[derive(Debug, Args)]
pub(super) struct Stylize {
    /// The photo
    #[arg(long, value_name = "FILE", required_unless_present = "texture")]
    content: Option<PathBuf>,
    /// The style picture; give several to mix them, each with its weight
    #[arg(long = "style", value_name = "FILE[:WEIGHT]", required = true)]
    styles: Vec<WeightedFile>,
    #[command(flatten)]
    edits: StyleEdits,
    /// Paint a texture of the style instead of a photo: a wallpaper
    #[arg(long, conflicts_with_all = ["content", "keep_colors", "init"])]
    texture: bool,
    /// The shape of the texture: square if not given, or phone
    #[arg(long)]
    shape: Option<TextureShape>,
    /// The file to write: .jpg or .png
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Longest side of the painting, in pixels
    #[arg(long, default_value_t = 600, value_parser = clap::value_parser!(u32).range(32..=20_000))]
    size: u32,
    /// Iterations, all sizes together: 120 if not given, 200 with gatys
    #[arg(long, value_parser = parse_iterations)]
    iterations: Option<usize>,
    /// Stop early when the loss at the last size has fallen to this
    #[arg(long, value_name = "LOSS")]
    until_loss: Option<f64>,
    /// The recipe: default, or gatys for the algorithm of 2015
    #[arg(long, default_value = "default")]
    preset: Preset,
    /// How strong the style is against the content
    #[arg(long, default_value_t = 1.0)]
    strength: f64,
    /// How large the strokes are
    #[arg(long, default_value_t = 1.0)]
    style_scale: f64,
    /// Keep the photo's colours
    #[arg(long)]
    keep_colors: bool,
    /// How much clearer faces are than the rest; 0 for not at all
    #[arg(long, value_name = "STRENGTH", conflicts_with = "texture")]
    faces: Option<f64>,
    /// What of the style is compared: full, or means for a softer painting
    #[arg(long, default_value = "full")]
    statistics: StyleStatistics,
    /// The optimizer, if not the preset's: lbfgs or adam
    #[arg(long)]
    optimizer: Option<OptimizerKind>,
    /// What to start from: content or noise
    #[arg(long, default_value = "content")]
    init: Init,
    /// Seed of the random numbers for --init noise and --texture
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Where to paint: auto, cpu or cuda:N
    #[arg(long)]
    device: Option<DeviceChoice>,
    #[command(flatten)]
    path: PathFlags,
    /// Save the painting so far every N iterations, beside --out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    save_every: Option<u32>,
    /// Save the work in this file, and continue from it if it exists; it is removed at the end
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,
    /// Print one JSON object on the last line of standard output
    #[arg(long)]
    json: bool,
}

fn parse_iterations(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(iterations @ 1..=100_000) => Ok(iterations),
        _ => Err("choose a whole number from 1 to 100000".into()),
    }
}

impl Stylize {
    /// Paints.
    pub(super) fn run(&self, settings: &Settings, output: &mut Output) -> Result<(), Failure> {
        let format = OutputFormat::from_path(&self.out)
            .map_err(|error| Failure::Settings(with_causes(&error)))?;
        let request = self.request(&settings.picture_limits())?;
        self.check_files(&request)?;
        let resume = self.resume()?;
        let device = open_device_by(settings, self.device, self.path)?;
        let mut painter = Painter::new(load_weights(settings)?, device.clone());

        let start = Instant::now();
        let mut display = ProgressDisplay::new(self, format)?;
        let painting =
            painter.stylize(&request, resume, &mut |progress| display.update(progress))?;

        display.bar.finish_and_clear();
        display.failure.map_or(Ok(()), Err)?;

        let bytes = painting
            .picture
            .encode(format)
            .context("the painting cannot be encoded")?;
        write(&self.out, &bytes)?;
        self.report(&painting, start.elapsed());
        if self.json {
            output.line(self.json(&painting, &device, start.elapsed()));
        }

        if painting.stopped {
            return Err(Failure::Interrupted);
        }

        if let Some(checkpoint) = self.checkpoint.as_deref().filter(|path| path.exists()) {
            std::fs::remove_file(checkpoint).context("the checkpoint cannot be removed")?;
        }

        Ok(())
    }

    fn request(&self, limits: &Limits) -> Result<Request, Failure> {
        let settings = engine::Settings {
            size: self.size,
            iterations: self
                .iterations
                .unwrap_or_else(|| self.preset.usual_iterations()),
            preset: self.preset,
            strength: Strength::new(self.strength)?,
            style_scale: StyleScale::new(self.style_scale)?,
            keep_colors: self.keep_colors,
            optimizer: self.optimizer,
            init: self.init,
            seed: self.seed,
            until_loss: self.until_loss,
            statistics: self.statistics,
            texture: self.texture_shape()?,
            faces: self
                .faces
                .map_or(Ok(FaceStrength::default()), FaceStrength::new)?,
        };

        let styles = self.edits.read(&self.styles, limits)?;
        let photo = match &self.content {
            Some(path) => read_picture(path, limits)?,
            // A texture has none, and what stands for it does not count.
            None => styles[0].picture.clone(),
        };

        Ok(Request {
            photo,
            styles,
            settings,
        })
    }

    fn texture_shape(&self) -> Result<Option<TextureShape>, Failure> {
        match (self.texture, self.shape) {
            (true, shape) => Ok(Some(shape.unwrap_or(TextureShape::Square))),
            (false, None) => Ok(None),
            (false, Some(_)) => Err(Failure::Settings(
                "--shape is that of a --texture: a painting has the shape of its photo".into(),
            )),
        }
    }

    /// Everything that will be written can be, and replaces none of the other files.
    fn check_files(&self, request: &Request) -> Result<(), Failure> {
        let mut files = Files::default();
        if let Some(content) = &self.content {
            files.reads("--content", content);
        }

        for style in &self.styles {
            files.reads("--style", style.path());
        }

        for copy in self.edits.copies() {
            files.reads("--without", copy);
        }

        files.will_write("--out", &self.out, most_bytes(request.size()))?;
        if let Some(checkpoint) = &self.checkpoint {
            files.will_rewrite("--checkpoint", checkpoint, Checkpoint::most_bytes(request))?;
        }

        let period = self.save_every.map_or(usize::MAX, |n| n as usize);
        for iteration in (period..=request.settings.iterations).step_by(period) {
            files.keeps_others(FileArgument {
                name: "--save-every:",
                path: &numbered_path(&self.out, iteration),
            })?;
        }

        Ok(())
    }

    fn resume(&self) -> Result<Option<Checkpoint>, Failure> {
        let file = self.checkpoint.as_deref().filter(|path| path.exists());
        let with_path = |error| {
            Failure::Input(format!(
                "{}: {}",
                file.unwrap_or(Path::new("")).display(),
                with_causes(&error)
            ))
        };

        file.map(|path| Checkpoint::load(path).map_err(with_path))
            .transpose()
    }

    fn report(&self, painting: &Painting, elapsed: Duration) {
        let out = self.out.display();
        let iterations: usize = painting.scales.iter().map(|scale| scale.iterations).sum();

        if painting.stopped {
            note(format_args!(
                "stopped after {iterations} iterations; the picture so far is in {out}"
            ));

            if let Some(checkpoint) = &self.checkpoint {
                let checkpoint = checkpoint.display();
                note(format_args!("the same command continues from {checkpoint}"));
            }

            return;
        }

        note(format_args!(
            "painted {out} in {:.1} s",
            elapsed.as_secs_f64()
        ));

        let loss = painting
            .scales
            .last()
            .map_or(f64::INFINITY, |scale| scale.loss.total());

        if let Some(goal) = self.until_loss.filter(|goal| loss > *goal) {
            note(format_args!(
                "{iterations} iterations brought the loss down to {loss:.4} only, not to {goal}"
            ));
        }
    }

    fn json(&self, painting: &Painting, device: &Device, elapsed: Duration) -> serde_json::Value {
        let iterations: usize = painting.scales.iter().map(|scale| scale.iterations).sum();
        let evaluations: usize = painting.scales.iter().map(|scale| scale.evaluations).sum();

        json!({
            // JSON is UTF-8, and a name need not be.
            "out": self.out.to_string_lossy(),
            "width": painting.picture.width(),
            "height": painting.picture.height(),
            "seconds": elapsed.as_secs_f64(),
            "iterations": iterations,
            "evaluations": evaluations,
            "scales": painting.scales,
            "device": device.to_string(),
            "peak_memory": memory::peak(),
            "stopped": painting.stopped,
        })
    }
}

/// Writes a file as a whole or not at all.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write_atomically(path, bytes).map_err(|error| Failure::Settings(with_causes(&error)))
}

/// A progress bar with [`BAR_STEPS`].
pub(super) fn progress_bar(template: &str) -> Result<ProgressBar, Failure> {
    let bar = ProgressBar::new(BAR_STEPS as u64);
    bar.set_style(
        ProgressStyle::with_template(template).context("the progress bar has no valid template")?,
    );
    Ok(bar)
}

/// Shows the progress, saves pictures and checkpoints on the way, and stops at Ctrl-C.
struct ProgressDisplay<'s> {
    command: &'s Stylize,
    format: OutputFormat,
    bar: ProgressBar,
    last_checkpoint: Instant,
    failure: Option<Failure>,
}

/// Whether Ctrl-C was pressed.
pub(super) static STOP: AtomicBool = AtomicBool::new(false);
/// How many steps a progress bar has. They are not iterations, which take longer at larger sizes.
pub(super) const BAR_STEPS: f64 = 10_000.0;

impl<'s> ProgressDisplay<'s> {
    fn new(command: &'s Stylize, format: OutputFormat) -> Result<Self, Failure> {
        ctrlc::set_handler(|| STOP.store(true, Ordering::Relaxed))
            .context("Ctrl-C cannot be watched")?;

        let bar = progress_bar("{bar:30} {percent:>3} %  {msg}  {eta} left")?;
        Ok(Self {
            command,
            format,
            bar,
            last_checkpoint: Instant::now(),
            failure: None,
        })
    }

    fn update(&mut self, progress: &Progress) -> ControlFlow<()> {
        self.show(progress);

        let stop = STOP.load(Ordering::Relaxed);
        if let Err(failure) = self.save(progress, stop) {
            self.failure = Some(failure);
            return ControlFlow::Break(());
        }

        if stop {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    fn show(&self, progress: &Progress) {
        let scale = progress.scales[progress.scale];
        let loss = progress
            .loss
            .map_or(String::new(), |loss| format!("  loss {:.4}", loss.total()));

        self.bar
            .set_position((progress.fraction * BAR_STEPS) as u64);

        self.bar.set_message(format!(
            "{} x {} px  {}/{}{loss}",
            scale.width, scale.height, progress.done, progress.total
        ));
    }

    fn save(&mut self, progress: &Progress, stop: bool) -> Result<(), Failure> {
        let is_due = self
            .command
            .save_every
            .is_some_and(|n| progress.done > 0 && progress.done.is_multiple_of(n as usize));

        if is_due {
            let path = numbered_path(&self.command.out, progress.done);
            let preview = progress.preview().map_err(EngineError::from)?;
            write(
                &path,
                &preview
                    .encode(self.format)
                    .context("the picture cannot be encoded")?,
            )?;
        }

        let Some(checkpoint) = &self.command.checkpoint else {
            return Ok(());
        };

        if stop || is_due || self.last_checkpoint.elapsed() >= CHECKPOINT_PERIOD {
            progress
                .checkpoint()
                .map_err(EngineError::from)?
                .save(checkpoint)?;
            self.last_checkpoint = Instant::now();
        }

        Ok(())
    }
}

/// The path of `out.jpg` at iteration 50 is `out.0050.jpg`.
fn numbered_path(out: &Path, iteration: usize) -> PathBuf {
    let ending = out.extension().unwrap_or_default().to_string_lossy();
    out.with_extension(format!("{iteration:04}.{ending}"))
}
