//! Where the seconds of a painting go: two jobs one after the other, as a worker has them, the first
//! of which prepares the network.
//!
//!     cargo run --release -p vernissage-engine --example free_job -- PHOTO STYLE [LONGEST [ITERATIONS]]
//!
//! A preview is copied out and encoded whenever three seconds have passed, as in the service.

use std::{
    ops::ControlFlow,
    time::{Duration, Instant},
};

use anyhow::Context;
use vernissage_engine::{
    device::Device,
    image::{Limits, OutputFormat, Picture},
    memory,
    stylize::{Painter, Progress, Request, Settings, Stylizer, WeightedPicture},
    vgg::Weights,
};

/// The time between two previews.
const PREVIEW: Duration = Duration::from_secs(3);

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [photo, style, rest @ ..] = arguments.as_slice() else {
        anyhow::bail!("usage: free_job PHOTO STYLE [LONGEST [ITERATIONS]]");
    };
    let number =
        |place: usize, default: usize| rest.get(place).map_or(Ok(default), |text| text.parse());
    let settings = Settings {
        size: number(0, 600)? as u32,
        iterations: number(1, Settings::default().iterations)?,
        ..Settings::default()
    };

    let start = Instant::now();
    let weights = Weights::load("models/vgg19-q8.safetensors".as_ref())?;
    println!("weights read: {:.2} s", start.elapsed().as_secs_f64());

    let device = Device::default();
    println!("{}", device.describe());
    let mut painter = Painter::new(weights, device);

    for job in ["first", "second"] {
        println!("\n| the {job} job | s |\n|---|---|");
        run(&mut painter, photo, style, settings)?;
    }

    let peak = memory::peak().context("the peak memory is unknown on this system")?;
    println!("\npeak memory: {} MB", peak / 1_000_000);
    Ok(())
}

fn run(painter: &mut Painter, photo: &str, style: &str, settings: Settings) -> anyhow::Result<()> {
    let whole = Instant::now();
    let photo = decode(photo)?;
    let style = decode(style)?;
    row("both pictures decoded", whole.elapsed());

    let request = Request {
        photo,
        styles: vec![WeightedPicture::new(style, 1.0)],
        settings,
    };
    let mut parts = Parts::new();
    let painting = painter.stylize(&request, None, &mut |progress| {
        parts.take(progress);
        ControlFlow::Continue(())
    })?;
    parts.print();
    row("the last colours", parts.last.elapsed());

    let start = Instant::now();
    painting.picture.encode(OutputFormat::Jpeg)?;
    row("the painting encoded", start.elapsed());
    row("all", whole.elapsed());

    Ok(())
}

fn decode(path: &str) -> anyhow::Result<Picture> {
    let bytes = std::fs::read(path).with_context(|| path.to_owned())?;
    Ok(Picture::decode(&bytes, &Limits::default())?)
}

/// The time of the parts of a painting so far.
struct Parts {
    last: Instant,
    next_preview: Instant,
    sizes: Vec<SizeParts>,
    previews: Vec<Duration>,
}

/// The time at one size.
struct SizeParts {
    width: u32,
    height: u32,
    /// Until the first iteration: the network, if it is not there yet, and the targets.
    start: Duration,
    iterations: Duration,
    count: usize,
}

impl Parts {
    fn new() -> Self {
        Self {
            last: Instant::now(),
            next_preview: Instant::now() + PREVIEW,
            sizes: Vec::new(),
            previews: Vec::new(),
        }
    }

    fn take(&mut self, progress: &Progress) {
        let elapsed = self.last.elapsed();
        let scale = progress.scales[progress.scale];

        if progress.iteration == 0 {
            self.sizes.push(SizeParts {
                width: scale.width,
                height: scale.height,
                start: elapsed,
                iterations: Duration::ZERO,
                count: 0,
            });
        } else if let Some(size) = self.sizes.last_mut() {
            size.iterations += elapsed;
            size.count = progress.iteration;
        }

        if Instant::now() >= self.next_preview {
            self.next_preview = Instant::now() + PREVIEW;
            let start = Instant::now();
            if let Ok(preview) = progress.preview() {
                let _file = preview.encode(OutputFormat::Jpeg);
            }
            self.previews.push(start.elapsed());
        }

        self.last = Instant::now();
    }

    fn print(&self) {
        for size in &self.sizes {
            let name = format!("{} x {} px", size.width, size.height);
            row(&format!("{name}: until the first iteration"), size.start);
            row(
                &format!("{name}: {} iterations", size.count),
                size.iterations,
            );
        }

        row(
            &format!("{} previews", self.previews.len()),
            self.previews.iter().sum(),
        );
    }
}

fn row(name: &str, time: Duration) {
    println!("| {name} | {:.3} |", time.as_secs_f64());
}
