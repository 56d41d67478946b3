//! The fast network on an NVIDIA GPU: convolutions by cuDNN, matrix products by cuBLAS, everything
//! else by our own kernels.
//!
//! Maps are stored channels last in bf16 (see [`Precision`]), the layout that the tensor cores take
//! directly; all sums are f32 or wider. The picture and its gradient are f32. All activations stay
//! in memory until the backward run, which needs to know where they were positive. The CUDA
//! libraries are loaded at run time, so a build needs nothing of CUDA.
//!
//! [`CudaNet`] is a [`Net`] like the others, for callers that want its numbers. A painting uses a
//! descent (`adam`, `lbfgs`) that keeps losses and optimiser on the GPU as well and replays
//! each iteration as one captured graph.

#![expect(
    clippy::cast_possible_wrap,
    reason = "the libraries count in i32, and no picture has 2^31 pixels"
)]
#![expect(
    unsafe_code,
    reason = "libraries and kernels take raw addresses and handles"
)]

mod adam;
mod backbone;
mod convolution;
mod descriptors;
mod error;
mod executor;
mod first_convolution;
mod gpu;
mod kernels;
mod lbfgs;
mod losses;
mod memory;
mod precision;
mod preconditioned;
mod products;
mod style_loss;
mod temporal;
#[cfg(test)]
pub(super) mod tests;
mod vectors;

use std::sync::Arc;

use cudarc::driver::{
    CudaGraph,
    sys::{CUgraphInstantiate_flags, CUstreamCaptureMode},
};

pub use self::{error::GpuError, gpu::Gpu, precision::Precision};

use self::{
    adam::AdamDescent,
    backbone::{Backbone, LayerGradients},
    executor::{Executor, Partials},
    kernels::{Arg, PARTIAL_SUMS, THREADS, grid_for, launch},
    lbfgs::LbfgsDescent,
    memory::{Address, Buffer, Maps, Shape},
    products::Chunks,
};
use crate::{
    descent::{Descent, DescentTask, HostDescent, PaintingNet},
    net::{Distance, Gradient, Moments, Net, NetError},
    optimizer::Optimizer,
    planes::Planes,
    vgg::{Relu, Variant, Weights},
};

/// VGG-19 on an NVIDIA GPU.
pub struct CudaNet {
    backbone: Backbone,
    /// A second stream, for work that does not hold up the convolutions.
    side: Executor,
    /// `[3][height][width]`.
    picture: Buffer<f32>,
    /// `[3][height][width]`.
    gradient: Buffer<f32>,
    targets: [Target; Relu::ALL.len()],
    scratch: Scratch,
}

/// Activations kept from an earlier forward run.
#[derive(Default)]
struct Target {
    shape: Shape,
    maps: Maps,
    /// The weights of places; without memory if all count alike.
    weights: Buffer<f32>,
}

/// Memory for what passes between a layer and a caller.
#[derive(Default)]
struct Scratch {
    partials: Buffer<f32>,
    differences: Buffer<f64>,
    planes: Buffer<f32>,
    /// The gradients from the caller, by layer.
    gradients: [UploadedGradients; Relu::ALL.len()],
}

#[derive(Default)]
struct UploadedGradients {
    matrix: Maps,
    offset: Buffer<f32>,
    scale: Buffer<f32>,
    explicit: Maps,
}

impl CudaNet {
    /// Puts the weights on the GPU, in the precision that suits GPU and variant best.
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

    /// Puts the weights on the GPU in the given precision.
    ///
    /// # Errors
    /// As [`CudaNet::new`].
    pub fn with_precision(
        gpu: &Gpu,
        weights: &Weights,
        variant: Variant,
        precision: Precision,
    ) -> Result<Self, NetError> {
        let executor = Executor::new(gpu, precision)?;
        let backbone = Backbone::new(executor, &variant.apply(weights), variant)?;

        Ok(Self {
            backbone,
            side: Executor::new(gpu, precision)?,
            picture: Buffer::default(),
            gradient: Buffer::default(),
            targets: Default::default(),
            scratch: Scratch::default(),
        })
    }

    /// Captures what `enqueue` enqueues as a graph, which can be launched many times.
    fn capture(
        &mut self,
        enqueue: impl FnOnce(&mut Self) -> Result<(), GpuError>,
    ) -> Result<CudaGraph, GpuError> {
        let stream = Arc::clone(&self.backbone.executor.stream);
        stream.begin_capture(CUstreamCaptureMode::CU_STREAM_CAPTURE_MODE_THREAD_LOCAL)?;

        let enqueued = enqueue(self);

        // Also after a failure: otherwise the stream would go on capturing.
        let graph = stream.end_capture(CUgraphInstantiate_flags(0));
        enqueued?;

        graph?.ok_or(GpuError::EmptyGraph)
    }

    /// The target of a tapped layer, if it has the size of the last forward run.
    fn target(&self, tap: Relu) -> Result<Address, NetError> {
        let target = &self.targets[tap.index()];
        if target.shape == self.backbone.shape(tap) {
            Ok(target.maps.address())
        } else {
            Err(NetError::NotTapped(tap))
        }
    }

    /// Copies a caller's gradients to the GPU.
    fn upload_gradients(
        &mut self,
        gradients: &[Gradient],
    ) -> Result<[LayerGradients; Relu::ALL.len()], NetError> {
        let mut layers = [LayerGradients::default(); Relu::ALL.len()];

        for gradient in gradients {
            let tap = gradient.tap();
            self.backbone.tapped(tap)?;

            let layer = &mut layers[tap.index()];
            let executor = &self.backbone.executor;

            match *gradient {
                Gradient::Affine { matrix, offset, .. } => {
                    let uploaded = &mut self.scratch.gradients[tap.index()];
                    uploaded.matrix = executor.upload(matrix)?;
                    layer.matrix = uploaded.matrix.address();
                    layer.offset = uploaded.offset.write(&executor.stream, offset)?;
                }
                Gradient::Target { scale, .. } => {
                    layer.target = self.target(tap)?;
                    layer.weights = self.targets[tap.index()].weights.address();
                    layer.scale = self.scratch.gradients[tap.index()]
                        .scale
                        .write(&executor.stream, &[scale])?;
                }
                Gradient::Explicit { gradient, .. } => {
                    layer.explicit = self.upload_explicit(tap, gradient)?;
                }
            }
        }

        Ok(layers)
    }

    /// Copies a layer's gradient to the GPU, as maps.
    fn upload_explicit(&mut self, tap: Relu, gradient: &Planes) -> Result<Address, GpuError> {
        let executor = &self.backbone.executor;
        let count = gradient.data().len();
        let planes = self
            .scratch
            .planes
            .write(&executor.stream, gradient.data())?;

        let maps = self.scratch.gradients[tap.index()].explicit.claim(
            &executor.stream,
            executor.precision,
            count,
        )?;

        let arguments = [
            Arg::Address(planes),
            Arg::Address(maps),
            Arg::Unsigned(gradient.area() as u32),
            Arg::Int(gradient.channels() as i32),
        ];

        // SAFETY: both were just given room for `count` values.
        unsafe {
            launch(
                &executor.stream,
                &executor.kernels.to_maps,
                grid_for(count),
                THREADS,
                &arguments,
            )
        }?;

        Ok(maps)
    }
}

impl Net for CudaNet {
    fn forward(&mut self, picture: &Planes, taps: &[Relu]) -> Result<(), NetError> {
        let deepest = taps.iter().copied().max().unwrap_or(Relu::R1_1);
        crate::net::check_size(picture, deepest)?;

        let address = self
            .picture
            .write(&self.backbone.executor.stream, picture.data())?;

        let shape = Shape {
            height: picture.height(),
            width: picture.width(),
        };
        let result = self
            .backbone
            .forward(address, shape, taps, |_, _| Ok(()))
            .and_then(|()| self.backbone.executor.synchronize());

        Ok(result.inspect_err(|_| self.backbone.release())?)
    }

    fn activations(&mut self, tap: Relu) -> Result<Planes, NetError> {
        let maps = self.backbone.tapped(tap)?;
        let shape = self.backbone.shape(tap);
        let mut planes = Planes::zeros(maps.channels, shape.height, shape.width);

        let executor = &self.backbone.executor;
        let to = self.scratch.planes.claim(&executor.stream, maps.len())?;
        let arguments = [
            Arg::Address(maps.address),
            Arg::Address(to),
            Arg::Unsigned(maps.pixels as u32),
            Arg::Int(maps.channels as i32),
        ];

        // SAFETY: both hold `maps.len()` values.
        unsafe {
            launch(
                &executor.stream,
                &executor.kernels.to_planes,
                grid_for(maps.len()),
                THREADS,
                &arguments,
            )
        }?;

        self.scratch
            .planes
            .read(&executor.stream, planes.data_mut())?;

        Ok(planes)
    }

    fn moments(&mut self, tap: Relu, moments: &mut Moments) -> Result<(), NetError> {
        let maps = self.backbone.tapped(tap)?;
        let Self {
            backbone, scratch, ..
        } = self;
        let executor = &backbone.executor;

        let square = maps.channels * maps.channels;
        let chunks = Chunks::for_layer(maps.pixels, maps.channels).count;
        let room = (chunks * square).max(PARTIAL_SUMS as usize * maps.channels);
        let address = scratch.partials.claim(&executor.stream, room)?;
        let sums = scratch.planes.claim(&executor.stream, square)?;

        moments.pixels = maps.pixels;
        moments.second.resize(square, 0.0);
        moments.mean.resize(maps.channels, 0.0);

        let grams = Partials {
            address,
            chunks,
            count: square,
        };
        products::gram_chunks(executor, maps, address)?;
        executor.sum_chunks(grams, 1.0 / maps.pixels as f32, sums)?;
        scratch.planes.read(&executor.stream, &mut moments.second)?;

        executor.channel_means(maps, address, sums)?;
        scratch.planes.read(&executor.stream, &mut moments.mean)?;

        Ok(())
    }

    fn keep_target(&mut self, tap: Relu) -> Result<(), NetError> {
        let maps = self.backbone.tapped(tap)?;
        let shape = self.backbone.shape(tap);
        let executor = &self.backbone.executor;
        let target = &mut self.targets[tap.index()];

        // Nothing is kept if the memory does not suffice.
        target.shape = Shape::default();
        target.weights = Buffer::default();

        let to = target
            .maps
            .claim(&executor.stream, executor.precision, maps.len())?;
        executor.copy(maps.address, to, maps.len() * executor.precision.bytes())?;
        target.shape = shape;

        Ok(())
    }

    fn weigh_target(&mut self, tap: Relu, weights: &[f32]) -> Result<(), NetError> {
        self.target(tap)?;

        let target = &mut self.targets[tap.index()];
        if weights.len() != target.shape.pixels() {
            return Err(NetError::NotTapped(tap));
        }

        target.weights = Buffer::from_host(&self.backbone.executor.stream, weights)?;
        Ok(())
    }

    fn distance(&mut self, tap: Relu) -> Result<Distance, NetError> {
        let maps = self.backbone.tapped(tap)?;
        let target = self.target(tap)?;
        let executor = &self.backbone.executor;
        let differences = self
            .scratch
            .differences
            .claim(&executor.stream, 2 * PARTIAL_SUMS as usize)?;

        let weights = self.targets[tap.index()].weights.address();
        executor.sum_differences(maps, target, weights, differences)?;

        let mut partials = [0.0; 2 * PARTIAL_SUMS as usize];
        self.scratch
            .differences
            .read(&executor.stream, &mut partials)?;

        let sum = |offset: usize| partials.iter().skip(offset).step_by(2).sum();

        Ok(Distance {
            absolute: sum(0),
            square: sum(1),
            count: maps.len(),
        })
    }

    fn backward(&mut self, gradients: &[Gradient], picture: &mut Planes) -> Result<(), NetError> {
        let layers = self.upload_gradients(gradients)?;
        let shape = self
            .backbone
            .backward(|relu| layers[relu.index()], &mut self.gradient)?;

        picture.reshape(3, shape.height, shape.width);
        Ok(self
            .gradient
            .read(&self.backbone.executor.stream, picture.data_mut())?)
    }
}

impl PaintingNet for CudaNet {
    fn start_descent<'n>(
        &'n mut self,
        task: DescentTask<'_>,
    ) -> Result<Box<dyn Descent + 'n>, NetError> {
        match task.optimizer {
            Optimizer::Adam(ref adam) => Ok(Box::new(AdamDescent::new(self, &task, adam.clone())?)),
            // Its line search needs the value of the temporal term, which the GPU does not compute.
            Optimizer::Lbfgs(_) if task.temporal.is_some() => {
                Ok(Box::new(HostDescent::new(self, task)?))
            }
            Optimizer::Lbfgs(ref lbfgs) => Ok(Box::new(LbfgsDescent::new(self, &task, lbfgs)?)),
        }
    }
}
