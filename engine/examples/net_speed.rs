//! Prints how long one iteration of the network takes on this CPU: medians of wall-clock
//! milliseconds.
//!
//! `cargo run --release -p vernissage-engine --example net_speed -- 256 512 640x480`

use std::{path::Path, time::Instant};

use vernissage_engine::{
    backends::winograd::{self, CpuNet, Path as CpuPath},
    net::{Gradient, Moments},
    planes::Planes,
    vgg::{Border, Pooling, Relu, Variant, Weights},
};

const TAPS: [Relu; 6] = [
    Relu::R1_1,
    Relu::R2_1,
    Relu::R3_1,
    Relu::R4_1,
    Relu::R4_2,
    Relu::R5_1,
];

fn main() -> anyhow::Result<()> {
    let weights = Weights::load(Path::new("models/vgg19-q8.safetensors"))?;
    let variant = Variant {
        pooling: Pooling::Average,
        border: Border::Replicate,
        normalised: false,
    };
    let sizes: Vec<String> = std::env::args().skip(1).collect();

    for path in CpuPath::available() {
        if sizes.iter().any(|word| {
            word.starts_with("only=") && *word != format!("only={path}").replace(' ', "_")
        }) {
            continue;
        }
        let start = Instant::now();
        let mut net = winograd::open(&weights, variant, path)?;
        println!("{path}: prepared in {:.0} ms", milliseconds(start));

        for size in sizes.iter().filter(|word| !word.contains('=')) {
            let (width, height) = size.split_once('x').unwrap_or((size, size));
            measure(net.as_mut(), width.parse()?, height.parse()?)?;
        }
    }

    Ok(())
}

fn measure(net: &mut dyn CpuNet, width: usize, height: usize) -> anyhow::Result<()> {
    let picture = Planes::from_fn(3, height, width, |c, y, x| {
        ((c * 31 + y * 7 + x * 13 + y * x) % 256) as f32
    });
    net.forward(&picture, &[Relu::R5_1])?;

    let top = net.activations(Relu::R5_1)?;
    let mut gradient = Planes::default();
    let explicit = [Gradient::Explicit {
        tap: Relu::R5_1,
        gradient: &top,
    }];

    let rounds = (4_000_000 / (width * height)).clamp(2, 30);
    let mut forward = Vec::new();
    let mut backward = Vec::new();
    for _ in 0..rounds {
        let start = Instant::now();
        net.forward(&picture, &[Relu::R5_1])?;
        forward.push(milliseconds(start));

        let start = Instant::now();
        net.backward(&explicit, &mut gradient)?;
        backward.push(milliseconds(start));
    }

    let forward = median(forward);
    let backward = median(backward);
    println!(
        "{width} x {height}: {:.1} = forward {forward:.1} + backward {backward:.1}",
        forward + backward
    );

    measure_style_transfer(net, &picture, rounds.min(10))
}

/// Measures an iteration with the layers of a style transfer.
fn measure_style_transfer(
    net: &mut dyn CpuNet,
    picture: &Planes,
    rounds: usize,
) -> anyhow::Result<()> {
    let mut moments = vec![Moments::default(); TAPS.len()];
    let mut gradient = Planes::default();
    net.forward(picture, &TAPS)?;
    net.keep_target(Relu::R4_2)?;

    let mut forward = Vec::new();
    let mut losses = Vec::new();
    let mut backward = Vec::new();
    for _ in 0..rounds {
        let start = Instant::now();
        net.forward(picture, &TAPS)?;
        forward.push(milliseconds(start));

        let start = Instant::now();

        for (tap, moments) in TAPS.into_iter().zip(&mut moments) {
            net.moments(tap, moments)?;
        }

        net.distance(Relu::R4_2)?;
        losses.push(milliseconds(start));

        let mut gradients = vec![Gradient::Target {
            tap: Relu::R4_2,
            scale: 1e-3,
        }];
        gradients.extend(
            TAPS.into_iter()
                .zip(&moments)
                .map(|(tap, moments)| Gradient::Affine {
                    tap,
                    matrix: &moments.second,
                    offset: &moments.mean,
                }),
        );

        let start = Instant::now();
        net.backward(&gradients, &mut gradient)?;
        backward.push(milliseconds(start));
    }

    let forward = median(forward);
    let losses = median(losses);
    let backward = median(backward);
    println!(
        "    six taps: {:.1} = forward {forward:.1} + moments {losses:.1} + backward {backward:.1}",
        forward + losses + backward
    );

    Ok(())
}

fn milliseconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1e3
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
