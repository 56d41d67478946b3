//! The fast network on the processor: convolutions by Winograd's method, gradients by the same
//! code.
//!
//! Maps lie in memory by 16 channels ([`memory::Lanes`]), so that a vector never meets an edge.
//! Bias, ReLU and pooling happen as a tile leaves the convolution; between forward and backward run
//! there remain the tapped layers' activations and a bit for each activation that says whether a
//! gradient passes. On the way back a tapped layer's own gradient takes the place of its
//! activations, and what comes from above is added to it there. Every sum has one order, whatever
//! the number of threads and their timing.

#![expect(
    unsafe_code,
    reason = "threads write to one buffer side by side, and vector units are reached by intrinsics"
)]
#![expect(
    clippy::inline_always,
    reason = "code is compiled for a vector unit only where it is inlined"
)]

mod chain;
mod convolution;
mod first;
mod focus;
mod input;
mod kernel;
mod machine;
mod memory;
mod moments;
mod output;
mod product;
mod shape;
mod simd;
mod tapped;
#[cfg(test)]
mod tests;
mod thread_pool;
mod transform;

pub use simd::Level;

use self::{
    chain::Chain,
    memory::{LANES, Lanes},
    tapped::Own,
};
use crate::{
    descent::{Descent, DescentTask, HostDescent, PaintingNet},
    net::{Distance, Focus, Gradient, Moments, Net, NetError},
    planes::{Planes, Region},
    vgg::{Relu, Variant, Weights},
};

/// See the module.
pub struct WinogradNet {
    chain: Chain,
    /// As large as the maps; of a focused one only the part in focus counts.
    targets: [tapped::Target; Relu::ALL.len()],
    focus: Option<Region>,
    focused: [memory::Buffer<Lanes>; 2],
    sums: memory::Buffer<[f64; 2]>,
}

impl WinogradNet {
    /// Prepares the weights for the fastest vector unit of this processor.
    ///
    /// # Errors
    /// None as yet; there may be too little memory one day.
    pub fn new(weights: &Weights, variant: Variant) -> Result<Self, NetError> {
        Self::with_level(weights, variant, Level::best())
    }

    /// Prepares the weights for a certain vector unit.
    ///
    /// # Errors
    /// As [`WinogradNet::new`].
    pub fn with_level(weights: &Weights, variant: Variant, level: Level) -> Result<Self, NetError> {
        let chain = Chain::new(&variant.apply(weights), variant, level);
        Ok(Self {
            chain,
            targets: Default::default(),
            focus: None,
            focused: Default::default(),
            sums: memory::Buffer::default(),
        })
    }

    /// What of a layer is in focus, if not all of it.
    fn part(&self, tap: Relu) -> Option<focus::Part> {
        self.focus.map(|region| focus::Part {
            region: region.pooled(tap.poolings()),
            shape: self.chain.shape(tap),
        })
    }

    fn target(&self, tap: Relu) -> Result<&[Lanes], NetError> {
        let target = &self.targets[tap.index()];
        let shape = self.chain.shape(tap);

        if target.shape == shape {
            Ok(&target.maps.as_slice()[..shape.lanes(tap.channels())])
        } else {
            Err(NetError::NotTapped(tap))
        }
    }
}

impl Net for WinogradNet {
    fn forward(&mut self, picture: &Planes, taps: &[Relu]) -> Result<(), NetError> {
        let deepest = taps.iter().copied().max().unwrap_or(Relu::R1_1);
        crate::net::check_size(picture, deepest)?;
        self.chain.forward(picture, taps, deepest)
    }

    fn activations(&mut self, tap: Relu) -> Result<Planes, NetError> {
        let maps = self.chain.tapped(tap)?;
        let shape = self.chain.shape(tap);
        let mut planes = Planes::zeros(tap.channels(), shape.height, shape.width);
        for channel in 0..tap.channels() {
            let from = &maps[channel / LANES * shape.pixels()..];
            for (to, from) in planes.plane_mut(channel).iter_mut().zip(from) {
                *to = from.0[channel % LANES];
            }
        }

        Ok(planes)
    }

    fn moments(&mut self, tap: Relu, moments: &mut Moments) -> Result<(), NetError> {
        let part = self.part(tap);
        let (machine, maps) = self.chain.machine_and_tapped(tap)?;
        let maps = match part {
            Some(part) => part.gather(maps, &mut self.focused[0])?,
            None => maps,
        };

        moments::moments(machine, maps, tap.channels(), moments)
    }

    fn keep_target(&mut self, tap: Relu) -> Result<(), NetError> {
        let maps = self.chain.tapped(tap)?;
        let target = &mut self.targets[tap.index()];
        target.shape = shape::Shape::default();
        target.maps.claim(maps.len())?.copy_from_slice(maps);
        target.shape = self.chain.shape(tap);

        Ok(())
    }

    fn distance(&mut self, tap: Relu) -> Result<Distance, NetError> {
        self.chain.tapped(tap)?;
        self.target(tap)?;

        let part = self.part(tap);
        let (machine, maps) = self.chain.machine_and_tapped(tap)?;
        let target = &self.targets[tap.index()].maps.as_slice()[..maps.len()];
        let [focused, focused_target] = &mut self.focused;
        let (maps, target) = match part {
            Some(part) => (
                part.gather(maps, focused)?,
                part.gather(target, focused_target)?,
            ),
            None => (maps, target),
        };

        tapped::distance(machine, maps, target, &mut self.sums)
    }

    fn backward(&mut self, gradients: &[Gradient], picture: &mut Planes) -> Result<(), NetError> {
        for gradient in gradients {
            self.chain.tapped(gradient.tap())?;
            if let Gradient::Target { tap, .. } = gradient {
                self.target(*tap)?;
            }
        }

        let targets = &self.targets;
        let parts = Relu::ALL.map(|relu| self.part(relu));
        let own = |relu: Relu| {
            let mut own = Own {
                part: parts[relu.index()],
                ..Own::default()
            };

            for gradient in gradients.iter().filter(|gradient| gradient.tap() == relu) {
                match *gradient {
                    Gradient::Affine { matrix, offset, .. } => own.affine = Some((matrix, offset)),
                    Gradient::Target { scale, .. } => {
                        own.target = Some((targets[relu.index()].maps.as_slice(), scale));
                    }
                    Gradient::Explicit { gradient, .. } => own.explicit = Some(gradient),
                }
            }

            gradients
                .iter()
                .any(|gradient| gradient.tap() == relu)
                .then_some(own)
        };

        self.chain.backward(own, picture)
    }
}

impl Focus for WinogradNet {
    fn focus(&mut self, region: Option<Region>) {
        self.focus = region;
    }

    fn set_target(&mut self, tap: Relu, target: &Planes) -> Result<(), NetError> {
        let len = self.chain.tapped(tap)?.len();
        let shape = self.chain.shape(tap);
        let all = Region::new(0..shape.height, 0..shape.width);
        let part = self.part(tap).unwrap_or(focus::Part { region: all, shape });
        let kept = &mut self.targets[tap.index()];

        kept.shape = shape::Shape::default();
        part.scatter(target, kept.maps.claim(len)?);
        kept.shape = shape;

        Ok(())
    }
}

impl PaintingNet for WinogradNet {
    fn start_descent<'n>(
        &'n mut self,
        task: DescentTask<'_>,
    ) -> Result<Box<dyn Descent + 'n>, NetError> {
        Ok(Box::new(HostDescent::new(self, task)?))
    }
}
