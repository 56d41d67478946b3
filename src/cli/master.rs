//! `vernissage master`: paints at the size of a canvas, into a file for the print shop.

use std::{
    ops::ControlFlow,
    path::PathBuf,
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
    finished_job::FinishedJob,
    load_weights, open_device_by,
    output::{Output, note},
    read_picture,
    styles::{StyleEdits, WeightedFile},
    stylize::{BAR_STEPS, STOP, progress_bar, write},
    with_causes,
};
use crate::{
    config::Settings,
    domain::ids::JobId,
    engine::{
        canvas::{Canvas, Crop, Orientation, Shift, Wrap},
        device::DeviceChoice,
        image::{Limits, PrintFormat},
        master::{
            Finish, Master as Enlarged, MasterCheckpoint, MasterPainter, MasterProgress,
            MasterRequest, NeuralMasterPainter,
        },
        memory,
        recipe::Preset,
        stylize::{self as engine, Request, Strength, StyleScale, StyleStatistics},
    },
};

/// The time between two checkpoints.
const CHECKPOINT_PERIOD: Duration = Duration::from_secs(30);

/// Paint a finished painting larger and finer, for a print on canvas
#[derive(Debug, Args)]
pub(super) struct Master {
    /// A finished painting of the bot, by the number of its job in the console, instead of files
    /// and the options of the painting
    #[arg(long, value_name = "NUMBER", value_parser = parse_job, conflicts_with_all = ["content", "styles", "painting",
        "preset", "strength", "style_scale", "keep_colors", "colours", "part", "without", "statistics"])]
    job: Option<JobId>,
    /// The photo of the painting
    #[arg(long, value_name = "FILE")]
    content: Option<PathBuf>,
    /// The style of the painting; give several if they were mixed, each with its weight
    #[arg(long = "style", value_name = "FILE[:WEIGHT]")]
    styles: Vec<WeightedFile>,
    #[command(flatten)]
    edits: StyleEdits,
    /// The painting to continue from
    #[arg(long, value_name = "FILE")]
    painting: Option<PathBuf>,
    /// The front of the canvas in cm; it is turned to match the painting
    #[arg(long, value_name = "WxH", value_parser = parse_size)]
    size: CanvasSize,
    /// What is on the edges: mirrored, stretched or white
    #[arg(long, default_value = "mirrored")]
    wrap: Wrap,
    /// How much is folded over each side of the frame, in mm
    #[arg(long, default_value_t = 40, value_name = "MM")]
    edge: u32,
    /// How much is cut off beyond that, in mm
    #[arg(long, default_value_t = 0, value_name = "MM")]
    bleed: u32,
    /// Resolution in pixels per inch
    #[arg(long, default_value_t = 150)]
    dpi: u32,
    /// Where to crop, from 0 (left or top) to 1 (right or bottom)
    #[arg(long, default_value_t = 0.5)]
    shift: f64,
    /// Turn the canvas against the painting
    #[arg(long)]
    turn: bool,
    /// Time limit in minutes (prints.master_minutes of the settings if not given)
    #[arg(long, value_parser = parse_minutes)]
    minutes: Option<f64>,
    /// The file to write: .tif or .png
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// The recipe of the painting
    #[arg(long, default_value = "default")]
    preset: Preset,
    /// How strong the style is against the content
    #[arg(long, default_value_t = 1.0)]
    strength: f64,
    /// How large the strokes are
    #[arg(long, default_value_t = 1.0)]
    style_scale: f64,
    /// The photo's colours were kept
    #[arg(long)]
    keep_colors: bool,
    /// What of the style was compared: full or means
    #[arg(long, default_value = "full")]
    statistics: StyleStatistics,
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

fn parse_job(text: &str) -> Result<JobId, String> {
    JobId::parse(text).ok_or_else(|| "a job's number has small letters and digits only".into())
}

/// The front of a canvas in millimetres.
#[derive(Clone, Copy, Debug)]
struct CanvasSize {
    width: u32,
    height: u32,
}

fn parse_size(text: &str) -> Result<CanvasSize, String> {
    let side = |text: &str| text.parse::<u32>().ok()?.checked_mul(10);
    let size = || {
        let (width, height) = text.split_once('x')?;
        Some(CanvasSize {
            width: side(width)?,
            height: side(height)?,
        })
    };

    size().ok_or_else(|| "choose two whole numbers of cm, such as 40x60".into())
}

fn parse_minutes(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(minutes) if (0.0..=10_000.0).contains(&minutes) => Ok(minutes),
        _ => Err("choose a number of minutes".into()),
    }
}

impl Master {
    /// Paints.
    pub(super) fn run(&self, settings: &Settings, output: &mut Output) -> Result<(), Failure> {
        let format = PrintFormat::from_path(&self.out)
            .map_err(|error| Failure::Settings(with_causes(&error)))?;
        let minutes = self
            .minutes
            .unwrap_or(f64::from(settings.prints.master_minutes));

        let request = self.request(settings, Duration::from_secs_f64(minutes * 60.0))?;
        self.check_files(&request)?;
        let resume = self.resume()?;
        let device = open_device_by(settings, self.device, self.path)?;
        let mut painter = NeuralMasterPainter::new(load_weights(settings)?, device);
        let start = Instant::now();

        let mut display = ProgressDisplay::new(self)?;
        let master = painter.enlarge(&request, resume, &mut |progress| display.update(progress))?;
        display.bar.finish_and_clear();
        display.failure.map_or(Ok(()), Err)?;

        let Some(master) = master else {
            return Err(Failure::Interrupted);
        };
        let file = master
            .sheet
            .encode_for_print(format, self.dpi)
            .context("the master cannot be encoded")?;

        write(&self.out, &file)?;
        self.report(&master, start.elapsed());
        if self.json {
            output.line(self.json(&master, start.elapsed()));
        }

        if let Some(checkpoint) = self.checkpoint.as_deref().filter(|path| path.exists()) {
            std::fs::remove_file(checkpoint).context("the checkpoint cannot be removed")?;
        }

        Ok(())
    }

    /// Everything that will be written can be, and replaces none of the other files.
    fn check_files(&self, request: &MasterRequest) -> Result<(), Failure> {
        let mut files = Files::default();
        for (name, path) in [("--content", &self.content), ("--painting", &self.painting)] {
            if let Some(path) = path {
                files.reads(name, path);
            }
        }

        for style in &self.styles {
            files.reads("--style", style.path());
        }

        for copy in self.edits.copies() {
            files.reads("--without", copy);
        }

        files.will_write("--out", &self.out, most_bytes(request.canvas.sheet()))?;
        if let Some(checkpoint) = &self.checkpoint {
            let bytes = MasterCheckpoint::most_bytes(request);
            files.will_rewrite("--checkpoint", checkpoint, bytes)?;
        }

        Ok(())
    }

    fn resume(&self) -> Result<Option<MasterCheckpoint>, Failure> {
        let Some(path) = self.checkpoint.as_deref().filter(|path| path.exists()) else {
            return Ok(None);
        };

        MasterCheckpoint::load(path)
            .map(Some)
            .map_err(|error| Failure::Input(format!("{}: {}", path.display(), with_causes(&error))))
    }

    fn request(&self, settings: &Settings, limit: Duration) -> Result<MasterRequest, Failure> {
        let FinishedJob { painting, request } = match self.job {
            Some(job) => FinishedJob::read(settings, job)?,
            None => self.read_files(&settings.picture_limits())?,
        };

        let CanvasSize { width, height } = self.size;
        let canvas = Canvas::new(width, height, self.edge, self.bleed, self.dpi);
        let painting_orientation = Orientation::from_size(painting.width(), painting.height());
        let orientation = if self.turn {
            painting_orientation.other()
        } else {
            painting_orientation
        };
        let shift =
            Shift::try_from(self.shift).map_err(|error| Failure::Settings(error.to_string()))?;

        Ok(MasterRequest {
            request,
            painting,
            canvas: canvas.map_err(|error| Failure::Settings(error.to_string()))?,
            crop: Crop { shift, orientation },
            wrap: self.wrap,
            limit,
        })
    }

    /// Reads the painting from the files of the arguments.
    fn read_files(&self, limits: &Limits) -> Result<FinishedJob, Failure> {
        let (Some(content), Some(painting), [_, ..]) =
            (&self.content, &self.painting, &self.styles[..])
        else {
            let missing =
                "choose a painting of the bot by --job, or give --content, --style and --painting";
            return Err(Failure::Settings(missing.into()));
        };

        let settings = engine::Settings {
            preset: self.preset,
            strength: Strength::new(self.strength)?,
            style_scale: StyleScale::new(self.style_scale)?,
            keep_colors: self.keep_colors,
            statistics: self.statistics,
            ..engine::Settings::default()
        };

        let styles = self.edits.read(&self.styles, limits)?;

        let request = Some(Request {
            photo: read_picture(content, limits)?,
            styles,
            settings,
        });

        Ok(FinishedJob {
            painting: read_picture(painting, limits)?,
            request,
        })
    }

    fn report(&self, master: &Enlarged, elapsed: Duration) {
        let finish = match master.finish {
            Finish::Painted => "painted at this size".to_owned(),
            Finish::Resampled { width, height } => {
                format!("painted at {width} x {height} px, then resampled")
            }
        };

        note(format_args!(
            "{}: {} x {} px, {finish}, in {:.0} s",
            self.out.display(),
            master.sheet.width(),
            master.sheet.height(),
            elapsed.as_secs_f64()
        ));
    }

    fn json(&self, master: &Enlarged, elapsed: Duration) -> serde_json::Value {
        json!({
            // JSON is UTF-8, and a name need not be.
            "out": self.out.to_string_lossy(),
            "width": master.sheet.width(),
            "height": master.sheet.height(),
            "dpi": self.dpi,
            "finish": master.finish,
            "levels": master.levels,
            "seconds": elapsed.as_secs_f64(),
            "peak_memory": memory::peak(),
        })
    }
}

/// Shows the progress, saves checkpoints, and stops at Ctrl-C.
struct ProgressDisplay<'s> {
    command: &'s Master,
    bar: ProgressBar,
    last_checkpoint: Instant,
    failure: Option<Failure>,
}

impl<'s> ProgressDisplay<'s> {
    fn new(command: &'s Master) -> Result<Self, Failure> {
        ctrlc::set_handler(|| STOP.store(true, Ordering::Relaxed))
            .context("Ctrl-C cannot be watched")?;

        let bar = progress_bar("{bar:30} {percent:>3} % of the time  {msg}")?;
        Ok(Self {
            command,
            bar,
            last_checkpoint: Instant::now(),
            failure: None,
        })
    }

    fn update(&mut self, progress: &MasterProgress) -> ControlFlow<()> {
        let level = progress.level;
        self.bar
            .set_position((progress.fraction * BAR_STEPS) as u64);

        self.bar.set_message(format!(
            "{} x {} px  iteration {}",
            level.width, level.height, level.iterations
        ));

        let stop = STOP.load(Ordering::Relaxed);
        if let Some(path) = &self.command.checkpoint
            && (stop || self.last_checkpoint.elapsed() >= CHECKPOINT_PERIOD)
        {
            if let Err(error) = progress.checkpoint().save(path) {
                self.failure = Some(error.into());
                return ControlFlow::Break(());
            }

            self.last_checkpoint = Instant::now();
        }

        if stop {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}
