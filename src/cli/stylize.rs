//! `vernissage stylize`: makes a painting from the command line.

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
    str::FromStr,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

use anyhow::Context;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::{Failure, load_weights, open_device, read_picture};
use crate::{
    config::Settings,
    engine::{
        device::{Device, DeviceChoice},
        image::OutputFormat,
        memory,
        recipe::{OptimizerKind, Preset},
        stylize::{
            self as engine, Checkpoint, EngineError, Init, Painter, Painting, Progress, Request,
            Strength, StyleScale, Stylizer, WeightedPicture,
        },
    },
};

/// The time between two checkpoints without --save-every.
const CHECKPOINT_PERIOD: Duration = Duration::from_secs(15);

/// Paint a photo in the style of another picture
#[derive(Debug, Args)]
pub(super) struct Stylize {
    /// The photo
    #[arg(long, value_name = "FILE")]
    content: PathBuf,
    /// The style picture; give several to mix them, each with its weight
    #[arg(long = "style", value_name = "FILE[:WEIGHT]", required = true)]
    styles: Vec<WeightedFile>,
    /// The file to write: .jpg or .png
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Longest side of the painting, in pixels
    #[arg(long, default_value_t = 600, value_parser = clap::value_parser!(u32).range(32..=20_000))]
    size: u32,
    /// Iterations, all sizes together
    #[arg(long, default_value_t = 200, value_parser = parse_iterations)]
    iterations: usize,
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
    /// The optimizer, if not the preset's: lbfgs or adam
    #[arg(long)]
    optimizer: Option<OptimizerKind>,
    /// What to start from: content or noise
    #[arg(long, default_value = "content")]
    init: Init,
    /// Seed of the random numbers for --init noise
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Where to paint: auto, cpu or cuda:N
    #[arg(long)]
    device: Option<DeviceChoice>,
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

/// A style, and its weight among others.
#[derive(Clone, Debug)]
pub(super) struct WeightedFile {
    path: PathBuf,
    weight: f64,
}

impl WeightedFile {
    /// Reads the picture.
    pub(super) fn read(&self) -> Result<WeightedPicture, Failure> {
        Ok(WeightedPicture::new(read_picture(&self.path)?, self.weight))
    }
}

impl FromStr for WeightedFile {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let weighted = text
            .rsplit_once(':')
            .and_then(|(path, weight)| Some((path, weight.parse::<f64>().ok()?)));
        let (path, weight) = weighted.unwrap_or((text, 1.0));

        if weight > 0.0 && weight <= 1e6 {
            Ok(Self {
                path: path.into(),
                weight,
            })
        } else {
            Err(format!(
                "the weight of {path} must be above 0, not {weight}"
            ))
        }
    }
}

fn parse_iterations(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(iterations @ 1..=100_000) => Ok(iterations),
        _ => Err("choose a whole number from 1 to 100000".into()),
    }
}

impl Stylize {
    /// Paints.
    pub(super) fn run(&self, settings: &Settings) -> Result<(), Failure> {
        let format = OutputFormat::from_path(&self.out)
            .map_err(|error| Failure::Settings(error.to_string()))?;
        let request = self.request()?;
        let resume = self.resume()?;
        let device = open_device(settings, self.device)?;
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
        self.report(&painting, &device, start.elapsed());

        if painting.stopped {
            return Err(Failure::Interrupted);
        }

        if let Some(checkpoint) = self.checkpoint.as_deref().filter(|path| path.exists()) {
            std::fs::remove_file(checkpoint).context("the checkpoint cannot be removed")?;
        }

        Ok(())
    }

    fn request(&self) -> Result<Request, Failure> {
        let settings = engine::Settings {
            size: self.size,
            iterations: self.iterations,
            preset: self.preset,
            strength: Strength::new(self.strength)?,
            style_scale: StyleScale::new(self.style_scale)?,
            keep_colors: self.keep_colors,
            optimizer: self.optimizer,
            init: self.init,
            seed: self.seed,
            until_loss: self.until_loss,
        };

        let styles = self
            .styles
            .iter()
            .map(WeightedFile::read)
            .collect::<Result<_, _>>()?;

        Ok(Request {
            photo: read_picture(&self.content)?,
            styles,
            settings,
        })
    }

    fn resume(&self) -> Result<Option<Checkpoint>, Failure> {
        let file = self.checkpoint.as_deref().filter(|path| path.exists());
        let with_path = |error| {
            Failure::Input(format!(
                "{}: {error}",
                file.unwrap_or(Path::new("")).display()
            ))
        };

        file.map(|path| Checkpoint::load(path).map_err(with_path))
            .transpose()
    }

    #[expect(
        clippy::print_stdout,
        clippy::print_stderr,
        reason = "the command line's own output"
    )]
    fn report(&self, painting: &Painting, device: &Device, elapsed: Duration) {
        let out = self.out.display();
        let iterations: usize = painting.scales.iter().map(|scale| scale.iterations).sum();
        let evaluations: usize = painting.scales.iter().map(|scale| scale.evaluations).sum();
        let seconds = elapsed.as_secs_f64();

        if painting.stopped {
            eprintln!("stopped after {iterations} iterations; the picture so far is in {out}");
            if let Some(checkpoint) = &self.checkpoint {
                eprintln!("the same command continues from {}", checkpoint.display());
            }
        } else {
            eprintln!("painted {out} in {seconds:.1} s");

            let loss = painting
                .scales
                .last()
                .map_or(f64::INFINITY, |scale| scale.loss.total());

            if let Some(goal) = self.until_loss.filter(|goal| loss > *goal) {
                eprintln!(
                    "{iterations} iterations brought the loss down to {loss:.4} only, not to {goal}"
                );
            }
        }

        if self.json {
            let width = painting.picture.width();
            let height = painting.picture.height();
            let report = json!({
                "out": self.out, "width": width, "height": height, "seconds": seconds,
                "iterations": iterations, "evaluations": evaluations, "scales": painting.scales,
                "device": device.to_string(), "peak_memory": memory::peak(), "stopped": painting.stopped,
            });

            println!("{report}");
        }
    }
}

/// Writes a file as a whole or not at all.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    crate::engine::image::write_atomically(path, bytes).map_err(|error| {
        Failure::Settings(format!("{} cannot be written: {error}", path.display()))
    })
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
