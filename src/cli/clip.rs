//! `vernissage clip`: paints a moving picture from the command line.

use std::{
    cell::RefCell,
    ops::ControlFlow,
    path::{Path, PathBuf},
    rc::Rc,
    sync::atomic::Ordering,
    time::{Duration, Instant},
};

use anyhow::Context;
use clap::Args;
use indicatif::ProgressBar;
use serde_json::json;

use super::{
    Failure, PathFlags,
    destination::{Files, most_bytes},
    load_weights, open_device_by,
    output::{Output, note},
    read_bytes,
    styles::{StyleEdits, WeightedFile},
    stylize::{BAR_STEPS, STOP, progress_bar, write},
    with_causes,
};
use crate::{
    config::Settings,
    engine::{
        clip::{Checkpoint, ClipPainter, ClipSketcher, PaintedClip, Progress, Recipe, Request},
        device::DeviceChoice,
        image::{Limits, Picture},
        memory,
        moving::{self, Format, FrameRate, MovingError, OutputFormat},
        sketch::Sketcher,
        stylize::{self as engine, FaceStrength, Painter, Strength, StyleScale},
    },
};

/// The time between two checkpoints, at least.
const CHECKPOINT_PERIOD: Duration = Duration::from_secs(15);

/// Paint a moving picture in the style of another picture, without flicker
#[derive(Debug, Args)]
pub(super) struct Clip {
    /// The moving picture: GIF, animated WebP or PNG, or MP4 with H.264
    #[arg(long, value_name = "FILE")]
    content: PathBuf,
    /// The style picture; give several to mix them, each with its weight
    #[arg(long = "style", value_name = "FILE[:WEIGHT]", required = true)]
    styles: Vec<WeightedFile>,
    #[command(flatten)]
    edits: StyleEdits,
    /// The file to write: .gif, .webp or .mp4
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Longest side, in pixels
    #[arg(long, default_value_t = 320, value_parser = clap::value_parser!(u32).range(32..=2000))]
    size: u32,
    /// Iterations of the first frame of a scene, all sizes together; the other frames take 8 each
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u16).range(1..))]
    iterations: u16,
    /// Sketch instead of painting: a fraction of the time, but only the colours and the stroke
    #[arg(long, conflicts_with_all = ["checkpoint", "device", "precision", "vector_unit", "network", "iterations", "faces"])]
    quick: bool,
    /// How strong the style is against the content
    #[arg(long, default_value_t = 1.0)]
    strength: f64,
    /// How large the strokes are
    #[arg(long, default_value_t = 1.0)]
    style_scale: f64,
    /// Keep the clip's own colours
    #[arg(long)]
    keep_colors: bool,
    /// How much clearer faces are than the rest; 0 for not at all
    #[arg(long, value_name = "STRENGTH")]
    faces: Option<f64>,
    /// Frames a second
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..=60))]
    fps: u32,
    /// At most so many frames are painted; a longer clip is refused
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u16).range(1..))]
    most_frames: u16,
    /// Where to paint: auto, cpu or cuda:N
    #[arg(long)]
    device: Option<DeviceChoice>,
    #[command(flatten)]
    path: PathFlags,
    /// Save the work in this file, and continue from it if it exists; it is removed at the end
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,
    /// Print one JSON object on the last line of standard output
    #[arg(long)]
    json: bool,
}

/// What is painted.
struct Film {
    frames: Vec<Picture>,
    /// Whether it begins again at its end: all formats but videos do.
    repeats: bool,
}

impl Clip {
    /// Paints.
    pub(super) fn run(&self, settings: &Settings, output: &mut Output) -> Result<(), Failure> {
        let format = self.format()?;
        let limits = settings.picture_limits();
        let rate = FrameRate::new(self.fps).unwrap_or_default();
        let request = self.request(self.film(&limits, rate)?, &limits)?;
        self.check_files(&request)?;

        let start = Instant::now();
        let clip = self.make(settings, &request)?;
        let seconds = start.elapsed().as_secs_f64();
        if !clip.frames.is_empty() {
            let bytes = moving::write(&clip.frames, rate, format, u64::MAX);
            write(&self.out, &bytes.context("the clip cannot be encoded")?)?;
        }

        self.report(&clip, seconds);
        if self.json {
            let size = request.size();
            output.line(json!({
                // JSON is UTF-8, and a name need not be.
                "out": self.out.to_string_lossy(),
                "width": size.width,
                "height": size.height,
                "frames": clip.frames.len(),
                "scenes": clip.scene_starts,
                "fps": rate.hertz(),
                "seconds": seconds,
                "peak_memory": memory::peak(),
                "stopped": clip.stopped,
            }));
        }

        if clip.stopped {
            return Err(Failure::Interrupted);
        }

        if let Some(checkpoint) = self.checkpoint.as_deref().filter(|path| path.exists()) {
            std::fs::remove_file(checkpoint).context("the checkpoint cannot be removed")?;
        }

        Ok(())
    }

    fn format(&self) -> Result<OutputFormat, Failure> {
        OutputFormat::from_path(&self.out).ok_or_else(|| {
            Failure::Settings(
                "a clip is written as GIF, WebP or MP4: choose a name that ends in .gif, .webp or .mp4 for --out"
                    .into(),
            )
        })
    }

    fn film(&self, limits: &Limits, rate: FrameRate) -> Result<Film, Failure> {
        let bytes = read_bytes(&self.content, limits)?;
        let failed = |error: MovingError| {
            Failure::Input(format!(
                "{}: {}",
                self.content.display(),
                with_causes(&error)
            ))
        };

        let most = usize::from(self.most_frames);
        let film_limits = moving::Limits {
            bytes: limits.bytes,
            ..moving::Limits::default()
        };
        let mut frames = Vec::new();
        let header = moving::read(&bytes, &film_limits, rate, &mut |frame| {
            frames.push(frame.clone());
            if frames.len() > most {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })
        .map_err(failed)?;

        if frames.len() > most {
            return Err(Failure::Input(format!(
                "{} has more than {most} frames at {} a second; choose a lower --fps or more --most-frames",
                self.content.display(),
                rate.hertz()
            )));
        }

        Ok(Film {
            frames,
            repeats: header.format != Format::Mp4,
        })
    }

    fn request(&self, film: Film, limits: &Limits) -> Result<Request, Failure> {
        let settings = engine::Settings {
            size: self.size,
            iterations: self.iterations.into(),
            strength: Strength::new(self.strength)?,
            style_scale: StyleScale::new(self.style_scale)?,
            keep_colors: self.keep_colors,
            faces: self
                .faces
                .map_or(Ok(FaceStrength::default()), FaceStrength::new)?,
            ..engine::Settings::default()
        };

        Ok(Request {
            frames: film.frames,
            repeats: film.repeats,
            styles: self.edits.read(&self.styles, limits)?,
            settings,
            recipe: Recipe::default(),
        })
    }

    /// Everything that will be written can be, and replaces none of the other files.
    fn check_files(&self, request: &Request) -> Result<(), Failure> {
        let mut files = Files::default();
        files.reads("--content", &self.content);
        for style in &self.styles {
            files.reads("--style", style.path());
        }

        for copy in self.edits.copies() {
            files.reads("--without", copy);
        }

        let frames = request.frames.len() as u64;
        files.will_write("--out", &self.out, frames * most_bytes(request.size()))?;
        if let Some(checkpoint) = &self.checkpoint {
            files.will_rewrite("--checkpoint", checkpoint, Checkpoint::most_bytes(request))?;
        }

        Ok(())
    }

    fn make(&self, settings: &Settings, request: &Request) -> Result<PaintedClip, Failure> {
        if self.quick {
            let mut sketcher = ClipSketcher::new(Sketcher::load()?);
            let mut display = ProgressDisplay::new(None)?;
            let clip = sketcher.sketch(request, &mut |progress| display.update(progress))?;
            display.bar.finish_and_clear();
            return Ok(clip);
        }

        let resume = self.resume()?;
        let device = open_device_by(settings, self.device, self.path)?;
        let painter = Painter::new(load_weights(settings)?, device);
        let mut painter = ClipPainter::new(Rc::new(RefCell::new(painter)));
        let mut display = ProgressDisplay::new(self.checkpoint.as_deref())?;
        let clip = painter.paint(request, resume, &mut |progress| display.update(progress))?;

        display.bar.finish_and_clear();
        display.failure.map_or(Ok(clip), Err)
    }

    fn resume(&self) -> Result<Option<Checkpoint>, Failure> {
        let Some(path) = self.checkpoint.as_deref().filter(|path| path.exists()) else {
            return Ok(None);
        };
        let bytes = std::fs::read(path).context("the checkpoint cannot be read")?;

        Checkpoint::from_bytes(&bytes)
            .map(Some)
            .map_err(|error| Failure::Input(format!("{}: {error}", path.display())))
    }

    fn report(&self, clip: &PaintedClip, seconds: f64) {
        let out = self.out.display();
        let frames = clip.frames.len();
        if !clip.stopped {
            let verb = if self.quick { "sketched" } else { "painted" };
            note(format_args!(
                "{verb} {frames} frames to {out} in {seconds:.1} s"
            ));
            return;
        }

        if frames > 0 {
            note(format_args!(
                "stopped; the {frames} frames so far are in {out}"
            ));
        } else {
            note("stopped before the first frame was finished");
        }

        if let Some(checkpoint) = self.checkpoint.as_deref().filter(|_| frames > 0) {
            let checkpoint = checkpoint.display();
            note(format_args!("the same command continues from {checkpoint}"));
        }
    }
}

/// Shows the progress, saves checkpoints on the way, and stops at Ctrl-C.
struct ProgressDisplay<'c> {
    checkpoint: Option<&'c Path>,
    bar: ProgressBar,
    last_checkpoint: Instant,
    failure: Option<Failure>,
}

impl<'c> ProgressDisplay<'c> {
    fn new(checkpoint: Option<&'c Path>) -> Result<Self, Failure> {
        ctrlc::set_handler(|| STOP.store(true, Ordering::Relaxed))
            .context("Ctrl-C cannot be watched")?;

        Ok(Self {
            checkpoint,
            bar: progress_bar("{bar:30} {percent:>3} %  {msg}  {eta} left")?,
            last_checkpoint: Instant::now(),
            failure: None,
        })
    }

    fn update(&mut self, progress: &Progress) -> ControlFlow<()> {
        self.bar
            .set_position((progress.fraction * BAR_STEPS) as u64);
        self.bar
            .set_message(format!("{}/{} frames", progress.done, progress.total));

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

    fn save(&mut self, progress: &Progress, stop: bool) -> Result<(), Failure> {
        let Some(path) = self.checkpoint else {
            return Ok(());
        };
        if !stop && self.last_checkpoint.elapsed() < CHECKPOINT_PERIOD {
            return Ok(());
        }

        if let Some(checkpoint) = progress.checkpoint() {
            write(path, &checkpoint.to_bytes())?;
        }
        self.last_checkpoint = Instant::now();
        Ok(())
    }
}
