//! `vernissage bench`: how fast this machine paints.

use clap::Args;
use serde_json::json;

use super::{Failure, load_weights, open_device};
use crate::{
    config::Settings,
    engine::{bench::bench, device::DeviceChoice, memory, stylize::EngineError},
};

/// Measure how long an iteration takes, and its parts
#[derive(Debug, Args)]
pub(super) struct Bench {
    /// Side of the square picture in px
    #[arg(long, default_value_t = 512, value_parser = clap::value_parser!(u32).range(32..=8192))]
    size: u32,
    /// Iterations to measure; the medians are printed
    #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..=1000))]
    iterations: u32,
    /// Where to compute: auto, cpu or cuda:N
    #[arg(long)]
    device: Option<DeviceChoice>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Bench {
    /// Measures.
    #[expect(clippy::print_stdout, reason = "the command line's own output")]
    pub(super) fn run(&self, settings: &Settings) -> Result<(), Failure> {
        let device = open_device(settings, self.device)?;
        let figures =
            bench(&load_weights(settings)?, &device, self.size, self.iterations as usize).map_err(EngineError::from)?;
        let peak = memory::peak();
        if self.json {
            println!("{}", json!({ "device": device.to_string(), "figures": figures, "peak_memory": peak }));
            return Ok(());
        }
        println!("{0} x {0} px on {device}, medians of {1} iterations", self.size, self.iterations);
        println!("iteration  {:8.1} ms", figures.iteration * 1e3);
        println!("  forward  {:8.1} ms", figures.forward * 1e3);
        println!("  backward {:8.1} ms", figures.backward * 1e3);
        println!("  Gram     {:8.1} ms", figures.gram * 1e3);
        println!("  rest     {:8.1} ms  (losses, optimizer)", figures.optimizer * 1e3);
        println!("speed      {:8.1} GFLOP/s of direct convolution", figures.gflops);
        if let Some(peak) = peak {
            println!("memory     {:8.0} MB at the peak", peak as f64 / 1e6);
        }
        Ok(())
    }
}
