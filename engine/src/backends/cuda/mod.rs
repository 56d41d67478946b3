//! The fast network on an NVIDIA GPU: convolutions by cuDNN, products by cuBLAS, all else by our
//! own kernels.
//!
//! Maps lie channels last in bf16 ([`Precision`]), so that the tensor cores take them as they are;
//! all sums are f32 or wider. The picture and its gradient are f32. Every activation stays until
//! the way back, which needs to know where it was positive. The libraries are loaded at run time: a
//! build needs nothing of CUDA.
//!
//! [`CudaNet`] is a network like the others, for whoever wants its numbers. A painting goes by a
//! descent that keeps losses and optimiser on the GPU as well and replays each iteration as one
//! recorded graph.

#![expect(
    clippy::cast_possible_wrap,
    reason = "the libraries count in i32, and no picture has 2^31 pixels"
)]
#![expect(
    unsafe_code,
    reason = "the libraries and the kernels are reached by addresses"
)]

mod chain;
mod convolution;
mod descent;
mod error;
mod first;
mod gpu;
mod kernels;
mod lbfgs;
mod losses;
mod memory;
mod precision;
mod preconditioned;
mod products;
mod shape;
mod space;
mod term;
#[cfg(test)]
pub(super) mod tests;

use std::sync::Arc;

use cudarc::driver::{
    CudaGraph,
    sys::{CUgraphInstantiate_flags, CUstreamCaptureMode},
};

pub use self::{descent::CudaDescent, error::GpuError, gpu::Gpu, precision::Precision};

use self::{
    chain::{Chain, Own},
    gpu::Machine,
    kernels::{Arg, PARTS, THREADS, launch, over},
    memory::{Address, Buffer, Maps},
    products::Chunks,
    shape::Shape,
};
use crate::{
    net::{Distance, Gradient, Moments, Net, NetError},
    planes::Planes,
    vgg::{Relu, Variant, Weights},
};

/// See the module.
pub struct CudaNet {
    chain: Chain,
    /// Works beside the chain on what does not hold it up.
    side: Machine,
    picture: Buffer<f32>,
    gradient: Buffer<f32>,
    targets: [Target; Relu::ALL.len()],
    scratch: Scratch,
}

#[derive(Default)]
struct Target {
    shape: Shape,
    maps: Maps,
}

/// Memory for what passes between a layer and a caller.
#[derive(Default)]
struct Scratch {
    parts: Buffer<f32>,
    sums: Buffer<f64>,
    planes: Buffer<f32>,
    /// The gradients that a caller gave, by layer.
    own: [Given; Relu::ALL.len()],
}

#[derive(Default)]
struct Given {
    matrix: Maps,
    offset: Buffer<f32>,
    scale: Buffer<f32>,
    explicit: Maps,
}

impl CudaNet {
    /// Puts the weights on the GPU, in the precision that it is best at.
    ///
    /// # Errors
    /// If the GPU fails or has not enough memory.
    pub fn new(gpu: &Gpu, weights: &Weights, variant: Variant) -> Result<Self, NetError> {
        let precision = match (gpu.has_bf16()?, variant.normalised) {
            (true, true) => Precision::Bf16,
            (true, false) => Precision::Tf32,
            (false, _) => Precision::Single,
        };
        Self::with_precision(gpu, weights, variant, precision)
    }

    /// Puts the weights on the GPU in a certain precision.
    ///
    /// # Errors
    /// As [`CudaNet::new`].
    pub fn with_precision(
        gpu: &Gpu,
        weights: &Weights,
        variant: Variant,
        precision: Precision,
    ) -> Result<Self, NetError> {
        let chain = Chain::new(
            Machine::new(gpu, precision)?,
            &variant.apply(weights),
            variant,
        )?;

        Ok(Self {
            chain,
            side: Machine::new(gpu, precision)?,
            picture: Buffer::default(),
            gradient: Buffer::default(),
            targets: Default::default(),
            scratch: Scratch::default(),
        })
    }

    /// Records what `work` enqueues, to be done again and again.
    fn record(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<(), GpuError>,
    ) -> Result<CudaGraph, GpuError> {
        let stream = Arc::clone(&self.chain.machine.stream);
        stream.begin_capture(CUstreamCaptureMode::CU_STREAM_CAPTURE_MODE_THREAD_LOCAL)?;

        let enqueued = work(self);

        // Also after a failure, or the stream would record for ever.
        let graph = stream.end_capture(CUgraphInstantiate_flags(0));
        enqueued?;

        graph?.ok_or(GpuError::NothingRecorded)
    }

    /// Where the target of a tapped layer lies.
    fn target(&self, tap: Relu) -> Result<Address, NetError> {
        let target = &self.targets[tap.index()];
        if target.shape == self.chain.shape(tap) {
            Ok(target.maps.at())
        } else {
            Err(NetError::NotTapped(tap))
        }
    }

    /// Takes a caller's gradients to the GPU.
    fn give(&mut self, gradients: &[Gradient]) -> Result<[Own; Relu::ALL.len()], NetError> {
        let mut owns = [Own::default(); Relu::ALL.len()];
        for gradient in gradients {
            let tap = gradient.tap();
            self.chain.tapped(tap)?;

            let own = &mut owns[tap.index()];
            let machine = &self.chain.machine;

            match *gradient {
                Gradient::Affine { matrix, offset, .. } => {
                    let given = &mut self.scratch.own[tap.index()];
                    given.matrix = machine.values(matrix)?;
                    own.matrix = given.matrix.at();
                    own.offset = given.offset.write(&machine.stream, offset)?;
                }
                Gradient::Target { scale, .. } => {
                    own.target = self.target(tap)?;
                    own.scale = self.scratch.own[tap.index()]
                        .scale
                        .write(&machine.stream, &[scale])?;
                }
                Gradient::Explicit { gradient, .. } => {
                    let planes = self
                        .scratch
                        .planes
                        .write(&machine.stream, gradient.data())?;
                    let given = &mut self.scratch.own[tap.index()];
                    let count = gradient.data().len();
                    own.explicit =
                        given
                            .explicit
                            .claim(&machine.stream, machine.precision, count)?;

                    let arguments = [
                        Arg::At(planes),
                        Arg::At(own.explicit),
                        Arg::Count(gradient.area() as u32),
                        Arg::Int(gradient.channels() as i32),
                    ];

                    // SAFETY: both have room for so many values.
                    unsafe {
                        launch(
                            &machine.stream,
                            &machine.kernels.to_maps,
                            over(count),
                            THREADS,
                            &arguments,
                        )
                    }?;
                }
            }
        }

        Ok(owns)
    }
}

impl Net for CudaNet {
    fn forward(&mut self, picture: &Planes, taps: &[Relu]) -> Result<(), NetError> {
        let deepest = taps.iter().copied().max().unwrap_or(Relu::R1_1);
        crate::net::check_size(picture, deepest)?;

        let at = self
            .picture
            .write(&self.chain.machine.stream, picture.data())?;

        let shape = Shape {
            height: picture.height(),
            width: picture.width(),
        };
        let done = self
            .chain
            .forward(at, shape, taps, |_, _| Ok(()))
            .and_then(|()| self.chain.machine.wait());

        Ok(done.inspect_err(|_| self.chain.release())?)
    }

    fn activations(&mut self, tap: Relu) -> Result<Planes, NetError> {
        let maps = self.chain.tapped(tap)?;
        let shape = self.chain.shape(tap);
        let channels = tap.channels();
        let mut planes = Planes::zeros(channels, shape.height, shape.width);
        let count = planes.data().len();

        let machine = &self.chain.machine;
        let to = self.scratch.planes.claim(&machine.stream, count)?;
        let arguments = [
            Arg::At(maps),
            Arg::At(to),
            Arg::Count(shape.pixels() as u32),
            Arg::Int(channels as i32),
        ];

        // SAFETY: both have room for so many values.
        unsafe {
            launch(
                &machine.stream,
                &machine.kernels.to_planes,
                over(count),
                THREADS,
                &arguments,
            )
        }?;

        self.scratch
            .planes
            .read(&machine.stream, planes.data_mut())?;

        Ok(planes)
    }

    fn moments(&mut self, tap: Relu, moments: &mut Moments) -> Result<(), NetError> {
        let maps = self.chain.tapped(tap)?;
        let pixels = self.chain.shape(tap).pixels();
        let channels = tap.channels();
        let Self { chain, scratch, .. } = self;
        let machine = &chain.machine;

        let chunks = Chunks::of(pixels, channels);
        let square = channels * channels;
        let room = (chunks.count * square).max(PARTS as usize * channels);
        let parts = scratch.parts.claim(&machine.stream, room)?;
        let sums = scratch.planes.claim(&machine.stream, square)?;

        moments.pixels = pixels;
        moments.second.resize(square, 0.0);
        moments.mean.resize(channels, 0.0);
        products::grams(machine, maps, (pixels, channels), parts)?;
        machine.add_up(parts, (chunks.count, square), 1.0 / pixels as f32, sums)?;

        scratch.planes.read(&machine.stream, &mut moments.second)?;
        machine.average(maps, (pixels, channels), parts, sums)?;
        scratch.planes.read(&machine.stream, &mut moments.mean)?;

        Ok(())
    }

    fn keep_target(&mut self, tap: Relu) -> Result<(), NetError> {
        let maps = self.chain.tapped(tap)?;
        let shape = self.chain.shape(tap);
        let machine = &self.chain.machine;
        let target = &mut self.targets[tap.index()];
        target.shape = Shape::default();

        let len = shape.pixels() * tap.channels();
        let to = target.maps.claim(&machine.stream, machine.precision, len)?;
        machine.copy(maps, to, len * machine.precision.bytes())?;
        target.shape = shape;

        Ok(())
    }

    fn distance(&mut self, tap: Relu) -> Result<Distance, NetError> {
        let maps = self.chain.tapped(tap)?;
        let target = self.target(tap)?;
        let machine = &self.chain.machine;
        let to = self
            .scratch
            .sums
            .claim(&machine.stream, 2 * PARTS as usize)?;

        machine.sum_distances(
            (maps, target),
            self.chain.shape(tap).pixels() * tap.channels(),
            to,
        )?;

        let mut parts = [0.0; 2 * PARTS as usize];
        self.scratch
            .sums
            .read(&self.chain.machine.stream, &mut parts)?;

        let sum = |offset: usize| parts.iter().skip(offset).step_by(2).sum();
        let count = self.chain.shape(tap).pixels() * tap.channels();

        Ok(Distance {
            absolute: sum(0),
            square: sum(1),
            count,
        })
    }

    fn backward(&mut self, gradients: &[Gradient], picture: &mut Planes) -> Result<(), NetError> {
        let owns = self.give(gradients)?;
        let shape = self
            .chain
            .backward(|relu| owns[relu.index()], &mut self.gradient)?;

        picture.reshape(3, shape.height, shape.width);
        Ok(self
            .gradient
            .read(&self.chain.machine.stream, picture.data_mut())?)
    }
}
