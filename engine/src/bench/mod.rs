//! Benchmarks: the speed of one iteration and its parts, and of whole jobs.

mod jobs;

pub use jobs::{JobCounts, Jobs, jobs};

use std::{
    cell::Cell,
    rc::Rc,
    time::{Duration, Instant},
};

use serde::Serialize;

use crate::{
    descent::{DescentTask, PaintingNet},
    device::Device,
    loss::{PaintingLoss, StyleTarget},
    net::{Distance, Gradient, Moments, Net, NetError},
    optimizer::Optimizer,
    planes::{Planes, WeightedPlanes},
    recipe::{Preset, Recipe},
    vgg::{Relu, Weights},
};

/// Iterations per sample.
const BATCH: usize = 5;

/// Medians over the measured iterations, in seconds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bench {
    /// Side of the square picture in px.
    pub size: u32,
    /// A whole iteration as in a painting; on a GPU its parts overlap, and nothing waits for the
    /// host.
    pub iteration: f64,
    /// The forward pass of the network.
    pub forward: f64,
    /// The backward pass of the network.
    pub backward: f64,
    /// Gram matrices, means and distances.
    pub gram: f64,
    /// Losses and optimiser.
    pub optimizer: f64,
    /// Copying the painting out while the device is idle; not a part of an iteration.
    pub picture: f64,
    /// Speed of the forward and backward passes in GFLOP/s, with the operations of a direct
    /// convolution and two operations per multiply-add.
    pub gflops: f64,
}

/// Multiply-adds per pixel of the convolutions up to conv5_1, in one direction.
fn multiply_adds_per_pixel() -> f64 {
    let mut inputs = 3;
    Relu::ALL
        .iter()
        .map(|relu| {
            let products = 9 * inputs * relu.channels();
            inputs = relu.channels();
            products as f64 / 4.0_f64.powi(relu.poolings().cast_signed())
        })
        .sum()
}

/// Measures `iterations` of a preset on a picture of `size` x `size` px, after a warm-up of two:
/// first whole iterations as in a painting, then the parts one by one, with the optimiser's vectors
/// in the machine's own memory.
///
/// # Errors
/// If the device fails.
pub fn bench(
    weights: &Weights,
    device: &Device,
    preset: Preset,
    size: u32,
    iterations: usize,
) -> Result<Bench, NetError> {
    let recipe = preset.recipe();
    let mut net = device.net(weights, recipe.variant)?;
    let Whole { iteration, picture } = measure_whole(net.as_mut(), &recipe, size, iterations)?;
    let [forward, backward, gram, optimizer] = measure_parts(net, &recipe, size, iterations)?;
    let operations = 4.0 * multiply_adds_per_pixel() * f64::from(size).powi(2);

    let gflops = operations / (forward + backward) / 1e9;
    Ok(Bench {
        size,
        iteration,
        forward,
        backward,
        gram,
        optimizer,
        picture,
        gflops,
    })
}

/// Median seconds.
struct Whole {
    iteration: f64,
    picture: f64,
}

/// Measures consecutive iterations, and copies of the painting.
fn measure_whole(
    net: &mut dyn PaintingNet,
    recipe: &Recipe,
    size: u32,
    iterations: usize,
) -> Result<Whole, NetError> {
    let Scene { picture, optimizer } = Scene::new(recipe, size);
    let style = StyleTarget::measure(
        net,
        &recipe.losses.style_layers(),
        &[WeightedPlanes::new(picture.clone(), 1.0)],
    )?;
    let task = DescentTask {
        losses: &recipe.losses,
        photo: &picture,
        content_weights: None,
        temporal: None,
        style: &style,
        optimizer,
        balance: Vec::new(),
    };

    let mut descent = net.start_descent(task)?;
    for _ in 0..2 {
        descent.step()?;
    }

    descent.synchronize()?;

    let mut samples = Vec::new();
    let mut copies = Vec::new();

    // Several at a time, because a device may run ahead of the host.
    for _ in 0..iterations.div_ceil(BATCH) {
        let start = Instant::now();

        for _ in 0..BATCH {
            descent.step()?;
        }

        descent.synchronize()?;
        samples.push(start.elapsed().as_secs_f64() / BATCH as f64);

        let start = Instant::now();
        descent.picture()?;
        copies.push(start.elapsed().as_secs_f64());
    }

    Ok(Whole {
        iteration: median(samples),
        picture: median(copies),
    })
}

/// Measures the forward pass, the backward pass, the Gram matrices, and the rest, in this order.
fn measure_parts(
    net: Box<dyn PaintingNet>,
    recipe: &Recipe,
    size: u32,
    iterations: usize,
) -> Result<[f64; 4], NetError> {
    let Scene {
        picture,
        mut optimizer,
    } = Scene::new(recipe, size);
    let mut net = Timed {
        net,
        times: Rc::default(),
    };
    let style = StyleTarget::measure(
        &mut net,
        &recipe.losses.style_layers(),
        &[WeightedPlanes::new(picture.clone(), 1.0)],
    )?;
    let times = Rc::clone(&net.times);
    let mut objective = PaintingLoss::new(&mut net, &recipe.losses, &picture, &style)?;

    let mut samples: [Vec<f64>; 4] = Default::default();
    for iteration in 0..iterations + 2 {
        times.take();

        let start = Instant::now();
        optimizer.step(&mut objective)?;

        let elapsed = start.elapsed();
        if iteration >= 2 {
            let Times {
                forward,
                backward,
                gram,
            } = times.get();
            let rest = elapsed.saturating_sub(forward + backward + gram);
            let parts = [forward, backward, gram, rest];
            samples
                .iter_mut()
                .zip(parts)
                .for_each(|(sample, part)| sample.push(part.as_secs_f64()));
        }
    }

    Ok(samples.map(median))
}

/// What is measured on.
struct Scene {
    /// Both photo and style.
    picture: Planes,
    /// Starts from another picture.
    optimizer: Optimizer,
}

impl Scene {
    fn new(recipe: &Recipe, size: u32) -> Self {
        let side = size as usize;
        let picture = Planes::from_fn(3, side, side, |c, y, x| {
            ((37 * x + 59 * y + 83 * c + x * y / 7) % 256) as f32
        });
        let start = Planes::from_fn(3, side, side, |_, y, x| (x ^ y) as f32 % 256.0);

        Self {
            picture,
            optimizer: recipe.start(recipe.optimizer, start),
        }
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

#[derive(Clone, Copy, Debug, Default)]
struct Times {
    forward: Duration,
    backward: Duration,
    gram: Duration,
}

/// A network that measures the time of each call.
struct Timed {
    net: Box<dyn PaintingNet>,
    times: Rc<Cell<Times>>,
}

impl Timed {
    fn timed<T>(
        &mut self,
        part: fn(&mut Times) -> &mut Duration,
        work: impl FnOnce(&mut dyn Net) -> T,
    ) -> T {
        let start = Instant::now();
        let result = work(self.net.as_mut());
        let mut times = self.times.get();
        *part(&mut times) += start.elapsed();
        self.times.set(times);

        result
    }
}

impl Net for Timed {
    fn forward(&mut self, picture: &Planes, taps: &[Relu]) -> Result<(), NetError> {
        self.timed(|times| &mut times.forward, |net| net.forward(picture, taps))
    }

    fn activations(&mut self, tap: Relu) -> Result<Planes, NetError> {
        self.net.activations(tap)
    }

    fn moments(&mut self, tap: Relu, moments: &mut Moments) -> Result<(), NetError> {
        self.timed(|times| &mut times.gram, |net| net.moments(tap, moments))
    }

    fn keep_target(&mut self, tap: Relu) -> Result<(), NetError> {
        self.net.keep_target(tap)
    }

    fn weigh_target(&mut self, tap: Relu, weights: &[f32]) -> Result<(), NetError> {
        self.net.weigh_target(tap, weights)
    }

    fn distance(&mut self, tap: Relu) -> Result<Distance, NetError> {
        self.timed(|times| &mut times.gram, |net| net.distance(tap))
    }

    fn backward(&mut self, gradients: &[Gradient], picture: &mut Planes) -> Result<(), NetError> {
        self.timed(
            |times| &mut times.backward,
            |net| net.backward(gradients, picture),
        )
    }
}
