//! `vernissage colour`: colours a black-and-white photo from the command line.

use std::{ops::ControlFlow, path::PathBuf, sync::atomic::Ordering, time::Instant};

use anyhow::Context;
use clap::Args;
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
        colour::{Amount, Colourer, Progress, Request},
        device::DeviceChoice,
        image::OutputFormat,
        memory,
    },
};

/// Colour a black-and-white photo; each pixel keeps its luminance
#[derive(Debug, Args)]
pub(super) struct Colour {
    /// The photo; if it has colours, they are ignored
    #[arg(long, value_name = "FILE")]
    content: PathBuf,
    /// Take the colours of this picture, where it shows something alike
    #[arg(long, value_name = "FILE")]
    reference: Option<PathBuf>,
    /// How colourful it becomes: less, usual or more
    #[arg(long, default_value = "usual")]
    amount: Amount,
    /// The file to write: .png, which keeps the luminance to the bit, or .jpg
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Longest side of the result, in pixels; without it, the photo keeps its size
    #[arg(long, value_parser = clap::value_parser!(u32).range(64..))]
    size: Option<u32>,
    /// Where to colour: auto, cpu or cuda:N
    #[arg(long)]
    device: Option<DeviceChoice>,
    #[command(flatten)]
    path: PathFlags,
    /// Print one JSON object on the last line of standard output
    #[arg(long)]
    json: bool,
}

impl Colour {
    /// Colours.
    pub(super) fn run(&self, settings: &Settings, output: &mut Output) -> Result<(), Failure> {
        let format = OutputFormat::from_path(&self.out)
            .map_err(|error| Failure::Settings(with_causes(&error)))?;
        let limits = settings.picture_limits();
        let reference = self.reference.as_ref();
        let request = Request {
            photo: read_picture(&self.content, &limits)?,
            reference: reference
                .map(|path| read_picture(path, &limits))
                .transpose()?,
            amount: self.amount,
            size: self.size.unwrap_or(0),
        };
        self.check_files(&request)?;

        let device = open_device_by(settings, self.device, self.path)?;
        let mut colourer = Colourer::new(load_weights(settings)?, device.clone());
        ctrlc::set_handler(|| STOP.store(true, Ordering::Relaxed))
            .context("Ctrl-C cannot be watched")?;

        let start = Instant::now();
        let bar = progress_bar("{bar:30} {percent:>3} %")?;
        let coloured = colourer.colour(&request, &mut |progress: &Progress| {
            let share = progress.done as f64 / progress.total as f64;
            bar.set_position((share * BAR_STEPS) as u64);

            if STOP.load(Ordering::Relaxed) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })?;
        bar.finish_and_clear();

        let bytes = coloured.picture.encode(format);
        write(
            &self.out,
            &bytes.context("the coloured photo cannot be encoded")?,
        )?;

        let seconds = start.elapsed().as_secs_f64();
        let out = self.out.display();
        note(if coloured.stopped {
            format!("stopped; the photo as far as it was coloured is in {out}")
        } else {
            format!("coloured {out} in {seconds:.1} s")
        });

        if self.json {
            output.line(json!({
                // JSON is UTF-8, and a name need not be.
                "out": self.out.to_string_lossy(),
                "width": coloured.picture.width(),
                "height": coloured.picture.height(),
                "seconds": seconds,
                "device": device.to_string(),
                "peak_memory": memory::peak(),
                "stopped": coloured.stopped,
            }));
        }

        if coloured.stopped {
            return Err(Failure::Interrupted);
        }

        Ok(())
    }

    /// What will be written can be, and replaces none of the other files.
    fn check_files(&self, request: &Request) -> Result<(), Failure> {
        let mut files = Files::default();
        files.reads("--content", &self.content);
        if let Some(path) = &self.reference {
            files.reads("--reference", path);
        }

        files.will_write("--out", &self.out, most_bytes(request.size()))
    }
}
