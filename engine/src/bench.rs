//! How fast an iteration is, and where the time goes.

use std::{
    cell::Cell,
    rc::Rc,
    time::{Duration, Instant},
};

use serde::Serialize;

use super::{
    device::Device,
    loss::{PaintingLoss, StyleTarget},
    net::{Distance, Gradient, Moments, Net, NetError},
    planes::Planes,
    recipe::Preset,
    vgg::{Relu, Weights},
};

/// Medians over the iterations measured, in seconds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bench {
    /// Side of the square picture in px.
    pub size: u32,
    /// The whole iteration.
    pub iteration: f64,
    /// The network forward.
    pub forward: f64,
    /// The network backward.
    pub backward: f64,
    /// Gram matrices, means and distances.
    pub gram: f64,
    /// Losses and optimiser.
    pub optimizer: f64,
    /// Speed of forward and backward by the direct convolution's count, two operations a multiply-add.
    pub gflops: f64,
}

/// Multiply-adds a pixel of the convolutions up to conv5_1, each way.
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

/// Measures `iterations` of the default recipe on a picture of `size` x `size` px, after two to warm up.
///
/// # Errors
/// If the device fails.
pub fn bench(weights: &Weights, device: &Device, size: u32, iterations: usize) -> Result<Bench, NetError> {
    let recipe = Preset::Default.recipe();
    let mut net = Timed { net: device.net(weights, recipe.variant)?, times: Rc::default() };
    let side = size as usize;
    let picture = Planes::from_fn(3, side, side, |c, y, x| ((37 * x + 59 * y + 83 * c + x * y / 7) % 256) as f32);
    let layers: Vec<Relu> = recipe.losses.style.iter().map(|(layer, _)| *layer).collect();
    let style = StyleTarget::measure(&mut net, &layers, &[(picture.clone(), 1.0)])?;
    let mut optimizer =
        recipe.start(recipe.optimizer, Planes::from_fn(3, side, side, |_, y, x| (x ^ y) as f32 % 256.0));
    let times = Rc::clone(&net.times);
    let mut objective = PaintingLoss::new(&mut net, &recipe.losses, &picture, &style)?;
    let mut samples: [Vec<f64>; 4] = Default::default();
    let mut whole = Vec::new();
    for iteration in 0..iterations + 2 {
        times.take();
        let start = Instant::now();
        optimizer.step(&mut objective)?;
        let elapsed = start.elapsed();
        if iteration >= 2 {
            let Times { forward, backward, gram } = times.get();
            let rest = elapsed.saturating_sub(forward + backward + gram);
            let parts = [forward, backward, gram, rest];
            samples.iter_mut().zip(parts).for_each(|(sample, part)| sample.push(part.as_secs_f64()));
            whole.push(elapsed.as_secs_f64());
        }
    }
    let [forward, backward, gram, optimizer] = samples.map(median);
    let operations = 4.0 * multiply_adds_per_pixel() * f64::from(size).powi(2);
    let gflops = operations / (forward + backward) / 1e9;
    Ok(Bench { size, iteration: median(whole), forward, backward, gram, optimizer, gflops })
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

/// A network with a stopwatch at each call.
struct Timed {
    net: Box<dyn Net>,
    times: Rc<Cell<Times>>,
}

impl Timed {
    fn timed<T>(&mut self, part: fn(&mut Times) -> &mut Duration, work: impl FnOnce(&mut dyn Net) -> T) -> T {
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

    fn distance(&mut self, tap: Relu) -> Result<Distance, NetError> {
        self.timed(|times| &mut times.gram, |net| net.distance(tap))
    }

    fn backward(&mut self, gradients: &[Gradient], picture: &mut Planes) -> Result<(), NetError> {
        self.timed(|times| &mut times.backward, |net| net.backward(gradients, picture))
    }
}
