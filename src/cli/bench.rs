//! `vernissage bench`: how fast this machine paints.

use anyhow::Context;
use clap::Args;
use serde_json::json;

use super::{Failure, PathFlags, load_weights, open_device_by, output::Output};
use crate::{
    config::Settings,
    domain::{styles::GalleryStyle, tier::Tier},
    engine::{
        bench::{JobCounts, bench, jobs},
        device::{Device, DeviceChoice},
        image::{Limits, OutputFormat, Picture},
        memory::{self, NotEnoughMemory},
        recipe::Preset,
        stylize::{EngineError, Request, Settings as Choices, WeightedPicture},
    },
};

/// Measure how long an iteration takes, and its parts
#[derive(Debug, Args)]
pub(super) struct Bench {
    /// Side of the square picture, in pixels
    #[arg(long, default_value_t = 512, value_parser = clap::value_parser!(u32).range(32..=8192))]
    size: u32,
    /// Iterations to measure; their medians are printed
    #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..=1000))]
    iterations: u32,
    /// Where to compute: auto, cpu or cuda:N
    #[arg(long)]
    device: Option<DeviceChoice>,
    #[command(flatten)]
    path: PathFlags,
    /// The recipe: default, or gatys for the algorithm of 2015
    #[arg(long, default_value = "default")]
    preset: Preset,
    /// Measure whole jobs of this tier instead, with the sizes of the settings
    #[arg(long, value_parser = tier)]
    tier: Option<Tier>,
    /// Jobs to measure
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=1000), requires = "tier")]
    jobs: u32,
    /// How many jobs run at once
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=16), requires = "tier")]
    at_once: u32,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Bench {
    /// Measures.
    pub(super) fn run(&self, settings: &Settings, output: &mut Output) -> Result<(), Failure> {
        let device = open_device_by(settings, self.device, self.path)?;
        if let Some(tier) = self.tier {
            return self.run_jobs(settings, &device, tier, output);
        }

        self.check_memory(&device)?;

        let weights = load_weights(settings)?;
        let figures = bench(
            &weights,
            &device,
            self.preset,
            self.size,
            self.iterations as usize,
        )
        .map_err(EngineError::from)?;

        let peak = memory::peak();
        let path = device.path(self.preset.recipe().variant);
        if self.json {
            output.line(format_args!(
                "{}",
                json!({
                    "device": device.to_string(),
                    "path": path,
                    "figures": figures,
                    "peak_memory": peak,
                })
            ));
            return Ok(());
        }

        let path = path.map_or_else(String::new, |path| format!(", {path}"));
        output.line(format_args!(
            "{0} x {0} px on {device}{path}, medians of {1} iterations",
            self.size, self.iterations
        ));

        output.line(format_args!(
            "iteration  {:8.1} ms",
            figures.iteration * 1e3
        ));
        output.line(format_args!("  forward  {:8.1} ms", figures.forward * 1e3));
        output.line(format_args!("  backward {:8.1} ms", figures.backward * 1e3));
        output.line(format_args!("  Gram     {:8.1} ms", figures.gram * 1e3));
        output.line(format_args!(
            "  rest     {:8.1} ms  (losses, optimizer)",
            figures.optimizer * 1e3
        ));

        output.line(format_args!(
            "picture    {:8.1} ms  (copied from the device, not part of an iteration)",
            figures.picture * 1e3
        ));

        output.line(format_args!(
            "speed      {:8.1} GFLOP/s of direct convolution",
            figures.gflops
        ));

        if let Some(peak) = peak {
            output.line(format_args!(
                "memory     {:8.0} MB at the peak",
                peak as f64 / 1e6
            ));
        }

        Ok(())
    }

    /// Besides the network, memory holds the photo, the style, the start and the optimizer's vectors.
    fn check_memory(&self, device: &Device) -> Result<(), EngineError> {
        let pixels = u64::from(self.size).pow(2);
        let recipe = self.preset.recipe();
        let needed =
            device.memory_needed(pixels) + pixels * (3 + recipe.vectors(recipe.optimizer)) * 12;

        match device.free_memory() {
            Some(free) if free < needed => Err(NotEnoughMemory {
                width: self.size,
                height: self.size,
                needed,
                free,
            }
            .into()),
            _ => Ok(()),
        }
    }

    /// Measures whole jobs, with two of the gallery's paintings as photo and style.
    fn run_jobs(
        &self,
        settings: &Settings,
        device: &Device,
        tier: Tier,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let tiers = &settings.tiers;
        let size = match tier {
            Tier::Free => tiers.free.size,
            Tier::Premium => tiers.premium.size,
            Tier::Hd => tiers.hd.size,
        };
        let iterations = match tier {
            Tier::Free => tiers.free.iterations,
            Tier::Premium => tiers.premium.iterations,
            Tier::Hd => tiers.hd.max_iterations,
        };
        let format = match tier {
            Tier::Free | Tier::Premium => OutputFormat::Jpeg,
            Tier::Hd => OutputFormat::Png,
        };

        let mut pictures =
            GalleryStyle::all().map(|style| Picture::decode(style.jpeg(), &Limits::default()));
        let mut picture = || {
            pictures
                .next()
                .expect("the gallery has at least two paintings")
                .context("a painting of the gallery cannot be read")
        };

        let choices = Choices {
            size,
            iterations: iterations as usize,
            preset: self.preset,
            ..Choices::default()
        };

        let request = Request {
            photo: picture()?,
            styles: vec![WeightedPicture::new(picture()?, 1.0)],
            settings: choices,
        };
        let counts = JobCounts {
            count: self.jobs as usize,
            at_once: self.at_once as usize,
        };
        let figures = jobs(&load_weights(settings)?, device, &request, format, counts)?;
        if self.json {
            output.line(format_args!(
                "{}",
                json!({ "device": device.to_string(), "tier": tier.name(), "figures": figures })
            ));
        } else {
            let name = tier.name();
            output.line(format_args!(
                "{name}: {size} px, {iterations} iterations on {device}, {} at once",
                figures.at_once
            ));

            output.line(format_args!(
                "job        {:8.2} s (median of {})",
                figures.seconds, figures.done
            ));

            output.line(format_args!("per hour   {:8.0} jobs", figures.per_hour));
        }

        Ok(())
    }
}

fn tier(name: &str) -> Result<Tier, String> {
    Tier::parse(name).ok_or_else(|| format!("there is no tier {name}; choose free, premium or hd"))
}
