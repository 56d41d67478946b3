//! `vernissage master`: a painting at the size of a canvas, as a file for the print shop.

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
    Failure,
    finished::Finished,
    load_weights, open_device, read_picture,
    stylize::{BAR_STEPS, STOP, WeightedFile, progress_bar, write},
};
use crate::{
    config::Settings,
    domain::ids::JobId,
    engine::{
        canvas::{Canvas, Crop, Orientation, Shift, Wrap},
        device::DeviceChoice,
        image::PrintFormat,
        master::{
            Finish, Master as Made, MasterCheckpoint, MasterPainter, MasterProgress, MasterRequest,
            NeuralMasterPainter,
        },
        memory,
        recipe::Preset,
        stylize::{self as engine, Request, Strength, StyleScale},
    },
};

/// How often a checkpoint is written.
const CHECKPOINT_PERIOD: Duration = Duration::from_secs(30);

/// Paint a painting larger and finer, for a print on canvas
#[derive(Debug, Args)]
pub(super) struct Master {
    /// A finished painting of the bot's, by its job's number in the console, in place of files and
    /// of how it was painted
    #[arg(long, value_name = "NUMBER", value_parser = parse_job, conflicts_with_all = ["content", "styles", "painting",
        "preset", "strength", "style_scale", "keep_colors"])]
    job: Option<JobId>,
    /// The photo that was painted
    #[arg(long, value_name = "FILE")]
    content: Option<PathBuf>,
    /// The picture in whose style; give several if they were mixed, each with its weight
    #[arg(long = "style", value_name = "FILE[:WEIGHT]")]
    styles: Vec<WeightedFile>,
    /// The painting to go on with
    #[arg(long, value_name = "FILE")]
    painting: Option<PathBuf>,
    /// The canvas's face in cm; it is turned to hang as the painting does
    #[arg(long, value_name = "WxH", value_parser = parse_size)]
    size: (u32, u32),
    /// What is on the edges: mirrored, stretched or white
    #[arg(long, default_value = "mirrored")]
    wrap: Wrap,
    /// What is folded over each side of the frame, in mm
    #[arg(long, default_value_t = 40, value_name = "MM")]
    edge: u32,
    /// What is cut off beyond that, in mm
    #[arg(long, default_value_t = 0, value_name = "MM")]
    bleed: u32,
    /// Pixels an inch
    #[arg(long, default_value_t = 150)]
    dpi: u32,
    /// Where the crop lies, from 0 (left or top) to 1 (right or bottom)
    #[arg(long, default_value_t = 0.5)]
    shift: f64,
    /// Hang the canvas the other way than the painting
    #[arg(long)]
    turn: bool,
    /// How long it may take (prints.master_minutes of the settings if not given)
    #[arg(long, value_parser = parse_minutes)]
    minutes: Option<f64>,
    /// Where the file goes: .tif or .png
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// The recipe that it was painted by
    #[arg(long, default_value = "default")]
    preset: Preset,
    /// How much style against content
    #[arg(long, default_value_t = 1.0)]
    strength: f64,
    /// How large the strokes are
    #[arg(long, default_value_t = 1.0)]
    style_scale: f64,
    /// The photo's colours were kept
    #[arg(long)]
    keep_colors: bool,
    /// Where to paint: auto, cpu or cuda:N
    #[arg(long)]
    device: Option<DeviceChoice>,
    /// Keep the work in this file and go on from it if it is there; it is removed at the end
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,
    /// Print one JSON object on the last line of standard output
    #[arg(long)]
    json: bool,
}

fn parse_job(text: &str) -> Result<JobId, String> {
    JobId::parse(text).ok_or_else(|| "a job's number has small letters and digits only".into())
}

/// Two sides in mm.
fn parse_size(text: &str) -> Result<(u32, u32), String> {
    let side = |text: &str| {
        text.parse::<u32>()
            .ok()
            .and_then(|side| side.checked_mul(10))
    };

    let sides = text
        .split_once('x')
        .and_then(|(width, height)| Some((side(width)?, side(height)?)));

    sides.ok_or_else(|| "choose two whole numbers of cm, such as 40x60".into())
}

fn parse_minutes(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(minutes) if (0.0..=10_000.0).contains(&minutes) => Ok(minutes),
        _ => Err("choose a number of minutes".into()),
    }
}

impl Master {
    /// Paints.
    pub(super) fn run(&self, settings: &Settings) -> Result<(), Failure> {
        let senseless = |error: &dyn std::fmt::Display| Failure::Settings(error.to_string());
        let format = PrintFormat::from_path(&self.out).map_err(|error| senseless(&error))?;
        let minutes = self
            .minutes
            .unwrap_or(f64::from(settings.prints.master_minutes));

        let request = self.request(settings, Duration::from_secs_f64(minutes * 60.0))?;
        let resume = match self.checkpoint.as_deref().filter(|path| path.exists()) {
            Some(path) => Some(MasterCheckpoint::load(path)?),
            None => None,
        };
        let device = open_device(settings, self.device)?;
        let mut painter = NeuralMasterPainter::new(load_weights(settings)?, device);
        let start = Instant::now();

        let mut watch = Watch::new(self)?;
        let made = painter.enlarge(&request, resume, &mut |progress| watch.see(progress))?;
        watch.bar.finish_and_clear();
        watch.problem.map_or(Ok(()), Err)?;

        let Some(made) = made else {
            return Err(Failure::Interrupted);
        };
        let file = made
            .sheet
            .encode_for_print(format, self.dpi)
            .context("the master cannot be encoded")?;

        write(&self.out, &file)?;
        self.report(&made, start.elapsed());

        if let Some(checkpoint) = self.checkpoint.as_deref().filter(|path| path.exists()) {
            std::fs::remove_file(checkpoint).context("the checkpoint cannot be removed")?;
        }

        Ok(())
    }

    fn request(&self, settings: &Settings, limit: Duration) -> Result<MasterRequest, Failure> {
        let Finished {
            painting,
            painted_by,
        } = match self.job {
            Some(job) => Finished::read(settings, job)?,
            None => self.finished()?,
        };

        let canvas = Canvas::new(self.size.0, self.size.1, self.edge, self.bleed, self.dpi);
        let hangs = Orientation::from_size(painting.width(), painting.height());
        let orientation = if self.turn { hangs.other() } else { hangs };
        let shift =
            Shift::try_from(self.shift).map_err(|error| Failure::Settings(error.to_string()))?;

        Ok(MasterRequest {
            request: painted_by,
            painting,
            canvas: canvas.map_err(|error| Failure::Settings(error.to_string()))?,
            crop: Crop { shift, orientation },
            wrap: self.wrap,
            limit,
        })
    }

    /// The painting in the files that were named.
    fn finished(&self) -> Result<Finished, Failure> {
        let (Some(content), Some(painting), [_, ..]) =
            (&self.content, &self.painting, &self.styles[..])
        else {
            let missing =
                "name a painting of the bot's by --job, or give --content, --style and --painting";
            return Err(Failure::Settings(missing.into()));
        };

        let settings = engine::Settings {
            preset: self.preset,
            strength: Strength::new(self.strength)?,
            style_scale: StyleScale::new(self.style_scale)?,
            keep_colors: self.keep_colors,
            ..engine::Settings::default()
        };

        let styles = self
            .styles
            .iter()
            .map(WeightedFile::read)
            .collect::<Result<_, _>>()?;

        let painted_by = Some(Request {
            photo: read_picture(content)?,
            styles,
            settings,
        });

        Ok(Finished {
            painting: read_picture(painting)?,
            painted_by,
        })
    }

    #[expect(
        clippy::print_stdout,
        clippy::print_stderr,
        reason = "the command line's own output"
    )]
    fn report(&self, made: &Made, elapsed: Duration) {
        let width = made.sheet.width();
        let height = made.sheet.height();
        let out = self.out.display();
        let finish = match made.finish {
            Finish::Painted => "painted at this size".to_owned(),
            Finish::Resampled { width, height } => {
                format!("painted at {width} x {height} px, then resampled")
            }
        };

        eprintln!(
            "{out}: {width} x {height} px, {finish}, in {:.0} s",
            elapsed.as_secs_f64()
        );

        if self.json {
            let report = json!({
                "out": self.out, "width": width, "height": height, "dpi": self.dpi, "finish": made.finish,
                "levels": made.levels, "seconds": elapsed.as_secs_f64(), "peak_memory": memory::peak(),
            });
            println!("{report}");
        }
    }
}

/// Shows the progress, saves checkpoints, and stops at Ctrl-C.
struct Watch<'s> {
    command: &'s Master,
    bar: ProgressBar,
    last_checkpoint: Instant,
    problem: Option<Failure>,
}

impl<'s> Watch<'s> {
    fn new(command: &'s Master) -> Result<Self, Failure> {
        ctrlc::set_handler(|| STOP.store(true, Ordering::Relaxed))
            .context("Ctrl-C cannot be watched")?;

        let bar = progress_bar("{bar:30} {percent:>3} % of the time  {msg}")?;
        Ok(Self {
            command,
            bar,
            last_checkpoint: Instant::now(),
            problem: None,
        })
    }

    fn see(&mut self, progress: &MasterProgress) -> ControlFlow<()> {
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
            if let Err(problem) = progress.checkpoint().save(path) {
                self.problem = Some(problem.into());
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
