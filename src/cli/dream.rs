//! `vernissage dream`: makes a dream from the command line.

use std::{ops::ControlFlow, path::PathBuf, sync::atomic::Ordering, time::Instant};

use anyhow::Context;
use clap::Args;
use indicatif::ProgressBar;
use serde_json::json;

use super::{
    Failure, PathFlags,
    destination::{Files, most_bytes},
    load_weights, open_device_by,
    output::{Output, note},
    read_picture,
    stylize::{BAR_STEPS, STOP, progress_bar, write},
    with_causes,
};
use crate::{
    config::Settings,
    engine::{
        device::DeviceChoice,
        dream::{
            self as engine, DreamStrength, Dreamer, Progress, Request, Start, Subject, Theme, Zoom,
            ZoomRequest,
        },
        image::{Limits, OutputFormat},
        memory,
        moving::{self, FrameRate},
    },
};

/// Dream of what the network sees in a photo
#[derive(Debug, Args)]
pub(super) struct Dream {
    /// The photo; without it, the network imagines from noise
    #[arg(long, value_name = "FILE")]
    content: Option<PathBuf>,
    /// What to dream of: patterns, eyes, creatures, animals, dogs, herd, birds, snakes, castles, fruit,
    /// flowers, jungle or faces; creatures if neither this nor --guide is given. With --zoom several
    /// may be given, which follow each other
    #[arg(long = "theme", value_name = "THEME", conflicts_with = "guide")]
    themes: Vec<Theme>,
    /// Dream towards the shapes of this picture
    #[arg(long, value_name = "FILE")]
    guide: Option<PathBuf>,
    /// How far to go: light, medium or deep
    #[arg(long, default_value = "medium")]
    strength: DreamStrength,
    /// Keep the photo's colours
    #[arg(long, requires = "content")]
    keep_colors: bool,
    /// Zoom into the dream for this many frames, and write a film of 12 frames a second
    #[arg(long, value_name = "FRAMES", value_parser = clap::value_parser!(u16).range(1..=1000))]
    zoom: Option<u16>,
    /// The file to write: .jpg or .png; .gif, .webp or .mp4 with --zoom
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Longest side of the dream, in pixels
    #[arg(long, default_value_t = 600, value_parser = clap::value_parser!(u32).range(64..=8000))]
    size: u32,
    /// Seed of the random numbers
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Where to dream: auto, cpu or cuda:N
    #[arg(long)]
    device: Option<DeviceChoice>,
    #[command(flatten)]
    path: PathFlags,
    /// Print one JSON object on the last line of standard output
    #[arg(long)]
    json: bool,
}

/// What is written.
#[derive(Clone, Copy)]
enum Format {
    Picture(OutputFormat),
    Film(moving::OutputFormat),
}

/// What was made.
struct EncodedDream {
    bytes: Vec<u8>,
    width: u32,
    height: u32,
    frames: usize,
    stopped: bool,
}

impl Dream {
    /// Dreams.
    pub(super) fn run(&self, settings: &Settings, output: &mut Output) -> Result<(), Failure> {
        let format = self.format()?;
        let request = self.request(&settings.picture_limits())?;
        self.check_files(&request)?;

        let device = open_device_by(settings, self.device, self.path)?;
        let mut dreamer = Dreamer::new(load_weights(settings)?, device.clone());
        ctrlc::set_handler(|| STOP.store(true, Ordering::Relaxed))
            .context("Ctrl-C cannot be watched")?;

        let start = Instant::now();
        let bar = progress_bar("{bar:30} {percent:>3} %  {msg}  {eta} left")?;
        let made = self.make(&mut dreamer, request, format, &bar)?;
        bar.finish_and_clear();
        write(&self.out, &made.bytes)?;

        let seconds = start.elapsed().as_secs_f64();
        let out = self.out.display();
        note(if made.stopped {
            format!("stopped; the dream so far is in {out}")
        } else {
            format!("dreamt {out} in {seconds:.1} s")
        });

        if self.json {
            output.line(json!({
                // JSON is UTF-8, and a name need not be.
                "out": self.out.to_string_lossy(),
                "width": made.width,
                "height": made.height,
                "frames": made.frames,
                "seconds": seconds,
                "device": device.to_string(),
                "peak_memory": memory::peak(),
                "stopped": made.stopped,
            }));
        }

        if made.stopped {
            return Err(Failure::Interrupted);
        }

        Ok(())
    }

    fn format(&self) -> Result<Format, Failure> {
        if self.zoom.is_none() {
            return OutputFormat::from_path(&self.out)
                .map(Format::Picture)
                .map_err(|error| Failure::Settings(with_causes(&error)));
        }

        let film = moving::OutputFormat::from_path(&self.out).map(Format::Film);
        film.ok_or_else(|| {
            let advice = "choose a name that ends in .gif, .webp or .mp4 for --out";
            Failure::Settings(format!("--zoom makes a film: {advice}"))
        })
    }

    fn request(&self, limits: &Limits) -> Result<Request, Failure> {
        if self.zoom.is_none() && self.themes.len() > 1 {
            return Err(Failure::Settings(
                "--theme may be given several times with --zoom only".into(),
            ));
        }

        let start = match &self.content {
            Some(path) => Start::Photo(read_picture(path, limits)?),
            None => Start::Noise,
        };
        let subject = match &self.guide {
            Some(path) => Subject::Guide(read_picture(path, limits)?),
            None => Subject::Theme(self.themes.first().copied().unwrap_or(Theme::Creatures)),
        };

        Ok(Request {
            start,
            subject,
            settings: engine::Settings {
                size: self.size,
                strength: self.strength,
                keep_colors: self.keep_colors,
                seed: self.seed,
            },
        })
    }

    /// What will be written can be, and replaces none of the other files.
    fn check_files(&self, request: &Request) -> Result<(), Failure> {
        let mut files = Files::default();
        let inputs = [("--content", &self.content), ("--guide", &self.guide)];
        for (name, path) in inputs {
            if let Some(path) = path {
                files.reads(name, path);
            }
        }

        let frames = u64::from(self.zoom.unwrap_or(0)) + 1;
        files.will_write("--out", &self.out, frames * most_bytes(request.size()))
    }

    fn make(
        &self,
        dreamer: &mut Dreamer,
        request: Request,
        format: Format,
        bar: &ProgressBar,
    ) -> Result<EncodedDream, Failure> {
        let mut show = |progress: &Progress| {
            bar.set_position((progress.fraction * BAR_STEPS) as u64);
            bar.set_message(format!("{}/{}", progress.done, progress.total));

            if STOP.load(Ordering::Relaxed) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };

        let zoom = if let Some(frames) = self.zoom {
            let request = ZoomRequest {
                first: request,
                themes: self.themes.clone(),
                frames: frames.into(),
            };
            dreamer.zoom(&request, &mut show)?
        } else {
            let dream = dreamer.dream(&request, &mut show)?;
            Zoom {
                frames: vec![dream.picture],
                stopped: dream.stopped,
            }
        };

        let Zoom { frames, stopped } = zoom;
        let bytes = match format {
            Format::Picture(format) => frames[0].encode(format).map_err(anyhow::Error::from),
            Format::Film(format) => moving::write(&frames, FrameRate::default(), format, u64::MAX)
                .map_err(anyhow::Error::from),
        };

        Ok(EncodedDream {
            bytes: bytes.context("the dream cannot be encoded")?,
            width: frames[0].width(),
            height: frames[0].height(),
            frames: frames.len(),
            stopped,
        })
    }
}
