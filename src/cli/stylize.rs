//! `vernissage stylize`: a painting from the command line.

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
        image::{OutputFormat, Picture},
        memory,
        recipe::{OptimizerKind, Preset},
        stylize::{
            self as engine, Checkpoint, EngineError, Init, Painter, Painting, Progress, Request,
            Strength, StyleScale, Stylizer,
        },
    },
};

/// How often a checkpoint is written when --save-every says nothing else.
const CHECKPOINT_PERIOD: Duration = Duration::from_secs(15);

/// Paint a photo in the style of another picture
#[derive(Debug, Args)]
pub(super) struct Stylize {
    /// The photo
    #[arg(long, value_name = "FILE")]
    content: PathBuf,
    /// The picture whose style is wanted; give several to mix them, each with its weight
    #[arg(long = "style", value_name = "FILE[:WEIGHT]", required = true)]
    styles: Vec<WeightedFile>,
    /// Where the painting goes: .jpg or .png
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Longest side of the painting in px
    #[arg(long, default_value_t = 600, value_parser = clap::value_parser!(u32).range(32..=20_000))]
    size: u32,
    /// Iterations at all sizes together
    #[arg(long, default_value_t = 200, value_parser = parse_iterations)]
    iterations: usize,
    /// Stop before if the loss at the last size has come down to this
    #[arg(long, value_name = "LOSS")]
    until_loss: Option<f64>,
    /// The recipe: default, or gatys for the algorithm of 2015
    #[arg(long, default_value = "default")]
    preset: Preset,
    /// How much style against content
    #[arg(long, default_value_t = 1.0)]
    strength: f64,
    /// How large the strokes are
    #[arg(long, default_value_t = 1.0)]
    style_scale: f64,
    /// Keep the photo's colours
    #[arg(long)]
    keep_colors: bool,
    /// Another optimizer than the preset's: lbfgs or adam
    #[arg(long)]
    optimizer: Option<OptimizerKind>,
    /// What is painted over: content or noise
    #[arg(long, default_value = "content")]
    init: Init,
    /// Where chance begins, for --init noise
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Where to paint: auto, cpu or cuda:N
    #[arg(long)]
    device: Option<DeviceChoice>,
    /// Save the painting so far every N iterations, beside --out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    save_every: Option<u32>,
    /// Keep the work in this file and go on from it if it is there; it is removed at the end
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,
    /// Print one JSON object on the last line of standard output
    #[arg(long)]
    json: bool,
}

/// A style and how much it counts beside others.
#[derive(Clone, Debug)]
pub(super) struct WeightedFile {
    path: PathBuf,
    weight: f64,
}

impl WeightedFile {
    /// The picture with its weight.
    pub(super) fn read(&self) -> Result<(Picture, f64), Failure> {
        Ok((read_picture(&self.path)?, self.weight))
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
        let mut watch = Watch::new(self, format)?;
        let painting = painter.stylize(&request, resume, &mut |progress| watch.see(progress))?;

        watch.bar.finish_and_clear();
        watch.problem.map_or(Ok(()), Err)?;

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
        let named = |error| {
            Failure::Input(format!(
                "{}: {error}",
                file.unwrap_or(Path::new("")).display()
            ))
        };

        file.map(|path| Checkpoint::load(path).map_err(named))
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
                eprintln!("the same command goes on from {}", checkpoint.display());
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

pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let written = crate::engine::image::write_atomically(path, bytes);
    written.map_err(|error| {
        Failure::Settings(format!("{} cannot be written: {error}", path.display()))
    })
}

/// A bar of [`BAR_STEPS`].
pub(super) fn progress_bar(template: &str) -> Result<ProgressBar, Failure> {
    let bar = ProgressBar::new(BAR_STEPS as u64);
    bar.set_style(ProgressStyle::with_template(template).context("the progress bar")?);
    Ok(bar)
}

/// Shows the progress, saves what is to be saved on the way, and stops at Ctrl-C.
struct Watch<'s> {
    command: &'s Stylize,
    format: OutputFormat,
    bar: ProgressBar,
    last_checkpoint: Instant,
    problem: Option<Failure>,
}

/// Set by Ctrl-C.
pub(super) static STOP: AtomicBool = AtomicBool::new(false);
/// Steps of the progress bar; iterations at different sizes take different times.
pub(super) const BAR_STEPS: f64 = 10_000.0;

impl<'s> Watch<'s> {
    fn new(command: &'s Stylize, format: OutputFormat) -> Result<Self, Failure> {
        ctrlc::set_handler(|| STOP.store(true, Ordering::Relaxed))
            .context("Ctrl-C cannot be watched")?;

        let bar = progress_bar("{bar:30} {percent:>3} %  {msg}  {eta} left")?;
        Ok(Self {
            command,
            format,
            bar,
            last_checkpoint: Instant::now(),
            problem: None,
        })
    }

    fn see(&mut self, progress: &Progress) -> ControlFlow<()> {
        self.show(progress);

        let stop = STOP.load(Ordering::Relaxed);
        if let Err(problem) = self.save(progress, stop) {
            self.problem = Some(problem);
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
        let due = self
            .command
            .save_every
            .is_some_and(|n| progress.done > 0 && progress.done.is_multiple_of(n as usize));

        if due {
            let path = numbered(&self.command.out, progress.done);
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

        if stop || due || self.last_checkpoint.elapsed() >= CHECKPOINT_PERIOD {
            progress
                .checkpoint()
                .map_err(EngineError::from)?
                .save(checkpoint)?;
            self.last_checkpoint = Instant::now();
        }

        Ok(())
    }
}

/// `out.jpg` at iteration 50: `out.0050.jpg`.
fn numbered(out: &Path, iteration: usize) -> PathBuf {
    let ending = out.extension().unwrap_or_default().to_string_lossy();
    out.with_extension(format!("{iteration:04}.{ending}"))
}
