//! Makes the atlas of channels: what each channel of five layers dreams of, one picture a layer.
//!
//!     cargo run --release -p vernissage-engine --example atlas -- LAYER OUT.png [CHANNEL…]
//!     cargo run --release -p vernissage-engine --example atlas -- usual PICTURE…
//!
//! The second command prints how strongly pictures usually excite each channel, the table of
//! `engine/src/sight/layers/usual.rs`.
//!
//! LAYER is relu1_2, relu2_2, relu3_3, relu4_2 or relu5_1. All of its channels take from a minute to
//! an hour on one core. `assets/atlas/README.md` says how the pictures in the repository were made.

use std::path::Path;

use anyhow::Context;
use vernissage_engine::{
    backends::winograd::WinogradNet,
    image::{Limits, Picture, resize_planes, resize_planes_by_means},
    net::{Gradient, Net},
    planes::{Planes, Region},
    sight::layers::{LAYERS, maxima, prepared},
    vgg::{Border, MEAN, Pooling, Relu, Variant, Weights},
};

/// Tiles in a row of the atlas.
const COLUMNS: usize = 16;
/// Each octave is larger than the one before by this factor.
const GROWTH: f64 = 1.4;
/// Steps in each octave, from the smallest; the last one only sharpens.
const STEPS: [usize; 3] = [10, 10, 5];
/// The mean change of a value in one step, of 255.
const STEP: f32 = 5.0;
/// How many bands of detail are made equally strong in the gradient.
const BANDS: usize = 4;
/// The picture is moved by less than this many px before each step.
const JITTER: usize = 17;
/// Opens every ReLU of the layer: its channels are climbed before their ReLU, whose gradient would
/// be zero wherever noise does not excite them.
const OPEN: f32 = 1e5;

const VARIANT: Variant = Variant {
    pooling: Pooling::Max,
    border: Border::Zero,
    normalised: false,
};

/// How the channels of a layer dream.
struct Plan {
    layer: Relu,
    /// Side of the dream in px.
    side: usize,
    /// Side of the square in its middle that is kept; its border repeats itself.
    kept: usize,
    /// Side of a tile in px.
    tile: usize,
    /// The contrast of the noise that it begins from.
    noise: f32,
}

impl Plan {
    fn for_layer(name: &str) -> anyhow::Result<Self> {
        let plan = |layer, side, kept, tile, noise| Self {
            layer,
            side,
            kept,
            tile,
            noise,
        };

        Ok(match name {
            "relu1_2" => plan(Relu::R1_2, 64, 48, 48, 6.0),
            "relu2_2" => plan(Relu::R2_2, 64, 48, 48, 6.0),
            "relu3_3" => plan(Relu::R3_3, 80, 64, 64, 20.0),
            "relu4_2" => plan(Relu::R4_2, 96, 80, 80, 20.0),
            "relu5_1" => plan(Relu::R5_1, 112, 96, 96, 20.0),
            _ => anyhow::bail!("there is no layer {name} in the atlas"),
        })
    }
}

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [first, pictures @ ..] if first == "usual" => print_usual(pictures),
        [layer, out, channels @ ..] => make(layer, out, channels),
        _ => anyhow::bail!("atlas LAYER OUT.png [CHANNEL…], or atlas usual PICTURE…"),
    }
}

/// Prints the mean over the pictures of each channel's maximum.
fn print_usual(files: &[String]) -> anyhow::Result<()> {
    let weights = Weights::load("models/vgg19-q8.safetensors".as_ref())?;
    let mut net = WinogradNet::new(&weights, VARIANT)?;
    let mut sums = LAYERS.map(|layer| vec![0.0; layer.channels()]);

    for file in files {
        let picture = Picture::decode(&std::fs::read(file)?, &Limits::default())?;
        net.forward(&prepared(&picture), &LAYERS)?;
        for (layer, sums) in LAYERS.into_iter().zip(&mut sums) {
            let strongest = maxima(layer, &net.activations(layer)?);
            for (sum, value) in sums.iter_mut().zip(strongest) {
                *sum += value / files.len() as f32;
            }
        }
    }

    let rows = LAYERS.into_iter().zip(&sums).map(|(layer, means)| {
        let means: Vec<String> = means.iter().map(|mean| format!("{mean:.1}")).collect();
        format!("  \"{}\": [{}]", layer.convolution_name(), means.join(", "))
    });

    #[expect(clippy::print_stdout, reason = "it is what this program is for")]
    {
        println!("{{\n{}\n}}", rows.collect::<Vec<_>>().join(",\n"));
    }

    Ok(())
}

/// Makes the tiles of one layer; those that are in the file already are kept.
fn make(layer: &str, out: &str, channels: &[String]) -> anyhow::Result<()> {
    let plan = Plan::for_layer(layer)?;
    let out = Path::new(out);
    let channels: Vec<usize> = if channels.is_empty() {
        (0..plan.layer.channels()).collect()
    } else {
        channels
            .iter()
            .map(|channel| channel.parse().context("a channel is a number"))
            .collect::<anyhow::Result<_>>()?
    };

    let mut weights = Weights::load("models/vgg19-q8.safetensors".as_ref())?;
    for bias in &mut weights.convolutions[plan.layer.index()].bias {
        *bias += OPEN;
    }
    let mut net = WinogradNet::new(&weights, VARIANT)?;

    let rows = plan.layer.channels() / COLUMNS;
    let mut atlas = match std::fs::read(out) {
        Ok(bytes) => Picture::decode(&bytes, &Limits::default())?.to_planes(),
        Err(_) => Planes::zeros(3, rows * plan.tile, COLUMNS * plan.tile),
    };

    for (done, channel) in channels.into_iter().enumerate() {
        let top = channel / COLUMNS * plan.tile;
        let left = channel % COLUMNS * plan.tile;
        let place = Region::new(top..top + plan.tile, left..left + plan.tile);
        if atlas.part(place).data().iter().any(|&value| value > 0.0) {
            continue;
        }

        atlas.add_part(place, &dream(&mut net, &plan, channel)?);
        // What is there can be looked at, and is not lost.
        if done % COLUMNS == 0 {
            Picture::from_planes(&atlas).save(out)?;
        }
    }

    Picture::from_planes(&atlas).save(out)?;
    Ok(())
}

/// The tile of one channel.
fn dream(net: &mut dyn Net, plan: &Plan, channel: usize) -> anyhow::Result<Planes> {
    let mut random = Random::new(channel as u64);
    let mut picture = Planes::zeros(3, plan.side, plan.side);
    for (colour, mean) in MEAN.into_iter().enumerate() {
        for value in picture.plane_mut(colour) {
            *value = mean + plan.noise * random.normal();
        }
    }

    for (octave, steps) in STEPS.into_iter().enumerate() {
        let side = (plan.side as f64 * GROWTH.powf(octave as f64 + 1.0 - STEPS.len() as f64))
            .round() as usize;
        picture = resize_planes(&picture, side, side);
        for _ in 0..steps {
            climb(net, plan.layer, channel, &mut picture, &mut random)?;
        }
    }

    let margin = (plan.side - plan.kept) / 2;
    let middle = margin..margin + plan.kept;
    let kept = picture.part(Region::new(middle.clone(), middle));
    Ok(if plan.kept == plan.tile {
        kept
    } else {
        let mut tile = resize_planes(&kept, plan.tile, plan.tile);
        for value in tile.data_mut() {
            *value = value.clamp(0.0, 255.0);
        }
        tile
    })
}

/// One step along the gradient of the channel's mean.
fn climb(
    net: &mut dyn Net,
    layer: Relu,
    channel: usize,
    picture: &mut Planes,
    random: &mut Random,
) -> anyhow::Result<()> {
    let side = picture.width();
    let down = random.below(JITTER);
    let right = random.below(JITTER);
    let moved = Planes::from_fn(3, side, side, |colour, y, x| {
        picture.plane(colour)[(y + down) % side * side + (x + right) % side]
    });

    net.forward(&moved, &[layer])?;
    let places = side >> layer.poolings();
    let mut one = Planes::zeros(layer.channels(), places, places);
    one.plane_mut(channel).fill(1.0);
    let mut gradient = Planes::default();
    net.backward(
        &[Gradient::Explicit {
            tap: layer,
            gradient: &one,
        }],
        &mut gradient,
    )?;

    let gradient = with_equal_bands(&gradient);
    let sum: f32 = gradient.data().iter().map(|value| value.abs()).sum();
    let factor = STEP * gradient.data().len() as f32 / sum.max(f32::MIN_POSITIVE);
    for colour in 0..3 {
        let slopes = gradient.plane(colour);
        let values = picture.plane_mut(colour);
        for y in 0..side {
            for x in 0..side {
                let value = &mut values[(y + down) % side * side + (x + right) % side];
                *value = (*value + factor * slopes[y * side + x]).clamp(0.0, 255.0);
            }
        }
    }

    Ok(())
}

/// The Laplacian pyramid of the gradient, with the bands equally strong (Mordvintsev, "DeepDreaming
/// with TensorFlow", 2016).
fn with_equal_bands(gradient: &Planes) -> Planes {
    let mut bands = Vec::with_capacity(BANDS);
    let mut coarse = gradient.clone();
    while bands.len() + 1 < BANDS && coarse.width() >= 8 {
        let side = coarse.width();
        let coarser = resize_planes_by_means(&coarse, side.div_ceil(2), side.div_ceil(2));
        let smooth = resize_planes_by_means(&coarser, side, side);
        for (value, smooth) in coarse.data_mut().iter_mut().zip(smooth.data()) {
            *value -= smooth;
        }
        bands.push(coarse);
        coarse = coarser;
    }
    bands.push(coarse);

    let mut sum = Planes::zeros(3, 1, 1);
    while let Some(band) = bands.pop() {
        sum = resize_planes_by_means(&sum, band.width(), band.height());
        let count = band.data().len() as f32;
        let square: f32 = band.data().iter().map(|value| value * value).sum();
        let strength = 1.0 / (square / count).sqrt().max(1e-12);
        for (value, more) in sum.data_mut().iter_mut().zip(band.data()) {
            *value += strength * more;
        }
    }

    sum
}

/// The generator xorshift64* (Vigna, 2016).
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        let mut random = Self((seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        for _ in 0..8 {
            random.bits();
        }
        random
    }

    fn bits(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, limit: usize) -> usize {
        ((self.bits() >> 32) % limit as u64) as usize
    }

    /// Nearly normal, with a deviation of 1: the sum of twelve uniform numbers.
    fn normal(&mut self) -> f32 {
        let uniform = |bits: u64| (bits >> 40) as f32 / 16_777_216.0;
        (0..12).map(|_| uniform(self.bits())).sum::<f32>() - 6.0
    }
}
