//! From a request to a picture, on one device.

use std::ops::ControlFlow;

use super::{
    InversionError, OnProgress, Progress, Request,
    objective::{Likeness, Terms},
};
use crate::{
    descent::PaintingNet,
    device::Device,
    image::{Picture, resize_planes, resize_planes_by_means},
    memory::NotEnoughMemory,
    net::Net,
    optimizer::{Adam, AdamSettings, Lbfgs, Optimizer},
    planes::Planes,
    random::SplitMix64,
    recipe::OptimizerKind,
    vgg::{Border, Pooling, Variant, Weights},
};

/// Mean pooling passes the gradient to every place, which leaves fewer holes in a picture that
/// begins as noise (Gatys et al., 2015).
const VARIANT: Variant = Variant {
    pooling: Pooling::Average,
    border: Border::Replicate,
    normalised: true,
};

/// Steps that L-BFGS remembers.
const MEMORY: usize = 12;

/// Vectors of the picture's size that the optimiser holds.
const VECTORS: u64 = 5 + 2 * MEMORY as u64;

/// Inverts on one device. Keeps the network for further requests.
pub struct Inverter {
    weights: Weights,
    device: Device,
    net: Option<Box<dyn PaintingNet>>,
}

impl Inverter {
    /// An inverter with these weights.
    #[must_use]
    pub const fn new(weights: Weights, device: Device) -> Self {
        Self {
            weights,
            device,
            net: None,
        }
    }

    /// Finds the picture that `request` describes; when `on_progress` breaks, the picture so far.
    ///
    /// # Errors
    /// If it does not fit into memory, the computation diverges, or the device fails.
    pub fn invert(
        &mut self,
        request: &Request,
        on_progress: &mut OnProgress,
    ) -> Result<Picture, InversionError> {
        self.check_memory(request)?;

        let net = match self.net.take() {
            Some(net) => net,
            None => self.device.net(&self.weights, VARIANT)?,
        };
        invert_on(self.net.insert(net).as_mut(), request, on_progress)
    }

    fn check_memory(&self, request: &Request) -> Result<(), NotEnoughMemory> {
        let Request { width, height, .. } = *request;
        let pixels = u64::from(width) * u64::from(height);
        let needed = self.device.memory_needed(pixels) + pixels * 12 * VECTORS;

        match self.device.free_memory() {
            Some(free) if free < needed => Err(NotEnoughMemory {
                width,
                height,
                needed,
                free,
            }),
            _ => Ok(()),
        }
    }
}

/// [`Inverter::invert`] on any network.
pub(super) fn invert_on(
    net: &mut dyn Net,
    request: &Request,
    on_progress: &mut OnProgress,
) -> Result<Picture, InversionError> {
    let terms = Terms {
        content: request.content.as_ref(),
        style: request.style.as_ref(),
        smoothness: request.smoothness,
    };

    let mut optimizer: Option<Optimizer> = None;
    let mut done = 0;
    for halvings in (0..request.sizes.max(1)).rev() {
        let width = (request.width >> halvings).max(1);
        let height = (request.height >> halvings).max(1);
        let mut current = at_size(optimizer.take(), request, width, height);
        let mut likeness = Likeness::new(net, &terms, width, height)?;

        if done == 0 && report(request, done, &current, on_progress).is_break() {
            return Ok(Picture::from_planes(&current.picture()));
        }

        for _ in 0..request.iterations {
            let step = current.step(&mut likeness)?;
            if !step.loss.total().is_finite() {
                return Err(InversionError::Diverged { iteration: done });
            }

            done += 1;
            if report(request, done, &current, on_progress).is_break() {
                return Ok(Picture::from_planes(&current.picture()));
            }
        }

        optimizer = Some(current);
    }

    let planes = optimizer.map_or_else(Planes::default, |optimizer| optimizer.picture());
    Ok(Picture::from_planes(&planes))
}

/// The optimiser of the size before at this size, or a new one that starts from noise.
fn at_size(optimizer: Option<Optimizer>, request: &Request, width: u32, height: u32) -> Optimizer {
    let width = width as usize;
    let height = height as usize;
    let Some(mut optimizer) = optimizer else {
        let noise = noise(width, height, request.seed);
        return match request.optimizer {
            OptimizerKind::Adam => Optimizer::Adam(Adam::new(noise, AdamSettings::default())),
            OptimizerKind::Lbfgs => Optimizer::Lbfgs(Lbfgs::new(noise, MEMORY)),
        };
    };

    optimizer.rescale(
        |planes| resize_planes(planes, width, height),
        |squares| resize_planes_by_means(squares, width, height),
    );
    optimizer
}

fn report(
    request: &Request,
    done: usize,
    optimizer: &Optimizer,
    on_progress: &mut OnProgress,
) -> ControlFlow<()> {
    on_progress(&Progress {
        done,
        total: request.iterations * request.sizes.max(1) as usize,
        preview: &|| Picture::from_planes(&optimizer.picture()),
    })
}

/// Grey with uniform noise.
fn noise(width: usize, height: usize, seed: u64) -> Planes {
    let mut random = SplitMix64::new(seed);
    let values = (0..3 * width * height).map(|_| 120.0 + 64.0 * random.symmetric());

    Planes::from_vec(3, height, width, values.collect())
}
