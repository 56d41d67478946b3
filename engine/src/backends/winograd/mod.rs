//! The fast network on the CPU: convolutions by Winograd's method, and their gradients by the same
//! code.
//!
//! Maps are stored in blocks of 16 channels ([`memory::Lanes`]), so that a vector never crosses an
//! edge of the picture. Bias, ReLU and pooling are applied to each tile before it is written. From
//! the forward to the backward run only two things are kept: the activations of tapped layers, and
//! for every activation a bit that says whether a gradient passes. On the way back, a tapped
//! layer's own gradient overwrites its activations, and the gradient from the layer above is added
//! to it. The order of every sum is fixed, whatever the number of threads and their timing.

#![expect(
    unsafe_code,
    reason = "threads write to one buffer at once, and vector units need intrinsics"
)]
#![expect(
    clippy::inline_always,
    reason = "code is compiled for a vector unit only where it is inlined"
)]

#[cfg(target_arch = "x86_64")]
mod amx;
mod backbone;
mod cell;
mod convolution;
#[cfg(test)]
mod descent_tests;
mod executor;
mod first_convolution;
mod focus;
mod input;
mod kernel;
mod memory;
mod moments;
mod output;
mod path;
mod product;
mod refusal;
mod shape;
mod simd;
mod tapped_layer;
#[cfg(test)]
mod tests;
mod thread_pool;
mod transform;

pub use self::{
    memory::Lanes,
    path::{Path, Precision, amx_refusal},
    refusal::AmxRefusal,
    simd::Level,
};

use self::{
    backbone::Backbone,
    cell::Cell,
    focus::MapsRegion,
    memory::{Bf16Pairs, Buffer},
    shape::Shape,
    tapped_layer::{AffineGradient, LayerGradients, Target, TargetGradient},
};
use crate::{
    descent::{Descent, DescentTask, HostDescent, PaintingNet},
    net::{Distance, Focus, Gradient, Moments, Net, NetError},
    planes::{Planes, Region},
    vgg::{Relu, Variant, Weights},
};

/// VGG-19 on the CPU. `C` is how it stores maps and multiplies.
pub struct WinogradNet<C: Cell = Lanes> {
    backbone: Backbone<C>,
    /// As large as the layers' maps, even if only a region is in focus.
    targets: [Target<C>; Relu::ALL.len()],
    focus: Option<Region>,
    /// What is in focus of a layer's maps and of its target.
    focused: [Buffer<C>; 2],
    sums: Buffer<[f64; 2]>,
}

/// Any network on the CPU: in either precision.
pub trait CpuNet: PaintingNet + Focus {}

impl<N: PaintingNet + Focus> CpuNet for N {}

/// Prepares the weights for a path of this processor.
///
/// # Errors
/// Currently none.
pub fn open(weights: &Weights, variant: Variant, path: Path) -> Result<Box<dyn CpuNet>, NetError> {
    Ok(match path.precision() {
        Precision::F32 => Box::new(WinogradNet::<Lanes>::prepare(
            weights,
            variant,
            path.level(),
        )),
        Precision::Bf16 => Box::new(WinogradNet::<Bf16Pairs>::prepare(
            weights,
            variant,
            path.level(),
        )),
    })
}

impl WinogradNet<Lanes> {
    /// Prepares the weights for the fastest vector unit of this processor, in f32.
    ///
    /// # Errors
    /// Currently none.
    pub fn new(weights: &Weights, variant: Variant) -> Result<Self, NetError> {
        Self::with_level(weights, variant, Level::best())
    }

    /// Prepares the weights for the given vector unit, in f32.
    ///
    /// # Errors
    /// As [`WinogradNet::new`].
    pub fn with_level(weights: &Weights, variant: Variant, level: Level) -> Result<Self, NetError> {
        Ok(Self::prepare(weights, variant, level))
    }
}

impl<C: Cell> WinogradNet<C> {
    fn prepare(weights: &Weights, variant: Variant, level: Level) -> Self {
        Self {
            backbone: Backbone::new(&variant.apply(weights), variant, level),
            targets: std::array::from_fn(|_| Target::default()),
            focus: None,
            focused: Default::default(),
            sums: Buffer::default(),
        }
    }

    /// The region of a layer that is in focus; `None` for all of it.
    fn region(&self, tap: Relu) -> Option<MapsRegion> {
        self.focus.map(|region| MapsRegion {
            region: region.pooled(tap.poolings()),
            shape: self.backbone.shape(tap),
        })
    }

    /// The target of a tapped layer, if it has the size of the last forward run.
    fn target(&self, tap: Relu) -> Result<&[C], NetError> {
        let target = &self.targets[tap.index()];
        let shape = self.backbone.shape(tap);

        if target.shape == shape {
            Ok(&target.maps.as_slice()[..shape.cells::<C>(tap.channels())])
        } else {
            Err(NetError::NotTapped(tap))
        }
    }
}

impl<C: Cell> Net for WinogradNet<C> {
    fn forward(&mut self, picture: &Planes, taps: &[Relu]) -> Result<(), NetError> {
        let deepest = taps.iter().copied().max().unwrap_or(Relu::R1_1);
        crate::net::check_size(picture, deepest)?;
        self.backbone.forward(picture, taps, deepest)
    }

    fn activations(&mut self, tap: Relu) -> Result<Planes, NetError> {
        let maps = self.backbone.tapped(tap)?;
        let shape = self.backbone.shape(tap);
        let mut planes = Planes::zeros(tap.channels(), shape.height, shape.width);
        for channel in 0..tap.channels() {
            let from = &maps[channel / C::CHANNELS * shape.pixels()..];
            for (to, from) in planes.plane_mut(channel).iter_mut().zip(from) {
                *to = from.value(channel % C::CHANNELS);
            }
        }

        Ok(planes)
    }

    fn moments(&mut self, tap: Relu, moments: &mut Moments) -> Result<(), NetError> {
        let region = self.region(tap);
        let (executor, maps) = self.backbone.executor_and_tapped(tap)?;
        let maps = match region {
            Some(region) => region.copy_out(maps, &mut self.focused[0])?,
            None => maps,
        };

        moments::moments(executor, maps, tap.channels(), moments)
    }

    fn keep_target(&mut self, tap: Relu) -> Result<(), NetError> {
        let maps = self.backbone.tapped(tap)?;
        let target = &mut self.targets[tap.index()];

        // Nothing is kept if the memory does not suffice.
        target.shape = Shape::default();
        target.weights.clear();
        target.maps.claim(maps.len())?.copy_from_slice(maps);
        target.shape = self.backbone.shape(tap);

        Ok(())
    }

    fn weigh_target(&mut self, tap: Relu, weights: &[f32]) -> Result<(), NetError> {
        self.target(tap)?;

        let target = &mut self.targets[tap.index()];
        if weights.len() != target.shape.pixels() {
            return Err(NetError::NotTapped(tap));
        }

        target.weights.clear();
        target.weights.extend_from_slice(weights);
        Ok(())
    }

    fn distance(&mut self, tap: Relu) -> Result<Distance, NetError> {
        self.backbone.tapped(tap)?;
        self.target(tap)?;

        let region = self.region(tap);
        let (executor, maps) = self.backbone.executor_and_tapped(tap)?;
        let Target {
            maps: target,
            weights,
            ..
        } = &self.targets[tap.index()];
        let target = &target.as_slice()[..maps.len()];
        let [focused, focused_target] = &mut self.focused;
        let (maps, target) = match region {
            Some(region) => (
                region.copy_out(maps, focused)?,
                region.copy_out(target, focused_target)?,
            ),
            None => (maps, target),
        };

        let mut distance = tapped_layer::distance(executor, maps, target, &mut self.sums)?;
        match region {
            Some(region) => {
                let weights = region.values(weights);
                tapped_layer::weigh_square(&mut distance, maps, target, &weights);
            }
            None => tapped_layer::weigh_square(&mut distance, maps, target, weights),
        }

        Ok(distance)
    }

    fn backward(&mut self, gradients: &[Gradient], picture: &mut Planes) -> Result<(), NetError> {
        for gradient in gradients {
            self.backbone.tapped(gradient.tap())?;
            if let Gradient::Target { tap, .. } = gradient {
                self.target(*tap)?;
            }
        }

        let targets = &self.targets;
        let regions = Relu::ALL.map(|relu| self.region(relu));
        let layer_gradients = |relu: Relu| {
            let index = relu.index();
            let of_layer = || gradients.iter().filter(|gradient| gradient.tap() == relu);
            of_layer().next()?;

            let mut layer = LayerGradients {
                region: regions[index],
                ..LayerGradients::default()
            };

            for gradient in of_layer() {
                match *gradient {
                    Gradient::Affine { matrix, offset, .. } => {
                        layer.affine = Some(AffineGradient { matrix, offset });
                    }
                    Gradient::Target { scale, .. } => {
                        let Target { maps, weights, .. } = &targets[index];
                        layer.target = Some(TargetGradient {
                            target: maps.as_slice(),
                            scale,
                            weights,
                        });
                    }
                    Gradient::Explicit { gradient, .. } => layer.explicit = Some(gradient),
                }
            }

            Some(layer)
        };

        self.backbone.backward(layer_gradients, picture)
    }
}

impl<C: Cell> Focus for WinogradNet<C> {
    fn focus(&mut self, region: Option<Region>) {
        self.focus = region;
    }

    fn set_target(&mut self, tap: Relu, target: &Planes) -> Result<(), NetError> {
        let len = self.backbone.tapped(tap)?.len();
        let shape = self.backbone.shape(tap);
        let everything = MapsRegion {
            region: Region::new(0..shape.height, 0..shape.width),
            shape,
        };
        let region = self.region(tap).unwrap_or(everything);
        let kept = &mut self.targets[tap.index()];

        kept.shape = Shape::default();
        kept.weights.clear();
        region.copy_in(target, kept.maps.claim(len)?);
        kept.shape = shape;

        Ok(())
    }
}

impl<C: Cell> PaintingNet for WinogradNet<C> {
    fn start_descent<'n>(
        &'n mut self,
        task: DescentTask<'_>,
    ) -> Result<Box<dyn Descent + 'n>, NetError> {
        Ok(Box::new(HostDescent::new(self, task)?))
    }
}
