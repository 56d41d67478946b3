//! VGG-19's convolutions on the GPU, forward and backward, and the memory of their maps.
//!
//! Knows the order of the layers and where their maps are; knows nothing of losses.

use std::collections::HashMap;

use super::{
    convolution::{Convolution, Operands, Plan},
    error::GpuError,
    executor::Executor,
    first_convolution::FirstConvolution,
    kernels::{Arg, THREADS, grid_for, launch},
    memory::{Address, Buffer, Maps, MapsView, Shape},
    products,
};
use crate::{
    net::NetError,
    vgg::{Pooling, Relu, Variant, Weights},
};

/// Sizes whose plans are kept; a painting goes through about ten.
const CACHED_SIZES: usize = 64;

/// The 13 convolutions from conv1_1 to conv5_1, with poolings, for one picture at a time.
pub(super) struct Backbone {
    pub(super) executor: Executor,
    variant: Variant,
    first: FirstConvolution,
    /// From the second convolution on.
    layers: Vec<Layer>,
    plans: HashMap<PlanKey, Plan>,
    /// The last forward run, until a backward run consumes its activations.
    run: Option<ForwardRun>,
    memory: Memory,
}

struct Layer {
    forward: Convolution,
    backward: Convolution,
}

/// The convolution and size that a plan is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct PlanKey {
    /// Index in [`Backbone::layers`].
    layer: usize,
    direction: Direction,
    shape: Shape,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Direction {
    Forward,
    Backward,
}

#[derive(Clone, Copy)]
struct ForwardRun {
    shape: Shape,
    deepest: Relu,
    is_tapped: [bool; Relu::ALL.len()],
}

#[derive(Default)]
struct Memory {
    /// By layer; all of them are needed on the way back, to know where they were positive.
    activations: [Maps; Relu::ALL.len()],
    /// A pooling's output, which only the next convolution reads.
    pooled: Maps,
    /// Gradients on the way back: each step reads one and writes the other.
    gradients: [Maps; 2],
}

/// The gradients that the losses give to one layer: addresses on the GPU, 0 for none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct LayerGradients {
    /// `[C][C]` in the network's precision, symmetric.
    pub(super) matrix: Address,
    /// `[C]` in f32.
    pub(super) offset: Address,
    /// Maps that the activations are compared with.
    pub(super) target: Address,
    /// One f32: the factor of activations - target.
    pub(super) scale: Address,
    /// `[pixels]` in f32: the weights of places of the target.
    pub(super) weights: Address,
    /// Maps that are added as they are.
    pub(super) explicit: Address,
}

/// A gradient that a convolution passed down.
#[derive(Clone, Copy)]
struct IncomingGradient {
    /// Which of [`Memory::gradients`] holds it.
    buffer: usize,
    /// Whether it is the gradient at the pooled maps, rather than at the activations.
    is_pooled: bool,
}

/// The operands of an `unpool` launch.
struct Unpooling {
    activations: MapsView,
    shape: Shape,
    /// The gradient at the pooled maps.
    from: Address,
    /// The gradient at the activations.
    to: Address,
    /// Whether to go back through the ReLU as well.
    through_relu: bool,
}

impl Backbone {
    pub(super) fn new(
        executor: Executor,
        weights: &Weights,
        variant: Variant,
    ) -> Result<Self, GpuError> {
        let first = FirstConvolution::new(&executor, &weights.convolutions[0], variant.border)?;
        let layer = |convolution| {
            let forward = Convolution::forward(&executor, convolution)?;
            let backward = Convolution::backward(&executor, convolution)?;
            Ok(Layer { forward, backward })
        };

        let layers = weights.convolutions[1..]
            .iter()
            .map(layer)
            .collect::<Result<_, GpuError>>()?;

        Ok(Self {
            executor,
            variant,
            first,
            layers,
            plans: HashMap::new(),
            run: None,
            memory: Memory::default(),
        })
    }

    /// Frees the memory of all maps, so that a size that did not fit leaves the GPU as it was.
    pub(super) fn release(&mut self) {
        self.run = None;
        self.memory = Memory::default();
    }

    /// The shape of a layer's maps in the last forward run.
    pub(super) fn shape(&self, relu: Relu) -> Shape {
        self.run.map_or_else(Shape::default, |run| run.shape(relu))
    }

    /// A layer's activations in the last forward run.
    pub(super) fn activations(&self, relu: Relu) -> MapsView {
        self.view(relu, self.shape(relu))
    }

    /// A tapped layer's activations.
    pub(super) fn tapped(&self, tap: Relu) -> Result<MapsView, NetError> {
        match self.run {
            Some(run) if run.is_tapped[tap.index()] => Ok(self.activations(tap)),
            _ => Err(NetError::NotTapped(tap)),
        }
    }

    fn view(&self, relu: Relu, shape: Shape) -> MapsView {
        MapsView {
            address: self.memory.activations[relu.index()].address(),
            pixels: shape.pixels(),
            channels: relu.channels(),
        }
    }

    /// Enqueues a forward run from `picture`, `[3][height][width]` in f32, to the deepest tap.
    ///
    /// `on_layer` is called for each layer right after its activations were enqueued, so that work
    /// on them can start beside the next convolution.
    pub(super) fn forward(
        &mut self,
        picture: Address,
        shape: Shape,
        taps: &[Relu],
        mut on_layer: impl FnMut(&Self, Relu) -> Result<(), GpuError>,
    ) -> Result<(), GpuError> {
        let deepest = taps.iter().copied().max().unwrap_or(Relu::R1_1);
        let run = ForwardRun {
            shape,
            deepest,
            is_tapped: Relu::ALL.map(|relu| taps.contains(&relu)),
        };
        self.run = Some(run);

        let mut input = self.claim_activations(Relu::R1_1, shape)?;
        self.first.forward(&self.executor, picture, shape, input)?;
        on_layer(self, Relu::R1_1)?;

        for relu in &Relu::ALL[1..=deepest.index()] {
            let below = Relu::ALL[relu.index() - 1];
            if below.is_pooled() {
                input = self.pool(input, run.shape(below), below.channels())?;
            }

            let key = PlanKey {
                layer: relu.index() - 1,
                direction: Direction::Forward,
                shape: run.shape(*relu),
            };
            let output = self.claim_activations(*relu, key.shape)?;

            self.convolve(key, Operands { input, output })?;
            on_layer(self, *relu)?;
            input = output;
        }

        Ok(())
    }

    fn claim_activations(&mut self, relu: Relu, shape: Shape) -> Result<Address, GpuError> {
        self.memory.activations[relu.index()].claim(
            &self.executor.stream,
            self.executor.precision,
            shape.pixels() * relu.channels(),
        )
    }

    fn pool(&mut self, from: Address, shape: Shape, channels: usize) -> Result<Address, GpuError> {
        let executor = &self.executor;
        let pooled = shape.pooled();
        let to = self.memory.pooled.claim(
            &executor.stream,
            executor.precision,
            pooled.pixels() * channels,
        )?;

        let groups = channels / 8;
        let arguments = [
            Arg::Address(from),
            Arg::Address(to),
            Arg::Int(shape.height as i32),
            Arg::Int(shape.width as i32),
            Arg::Int(groups as i32),
            Arg::Int((self.variant.pooling == Pooling::Average).into()),
        ];

        // SAFETY: `from` holds maps of `shape`, and `to` was just given room for the pooled ones.
        unsafe {
            launch(
                &executor.stream,
                &executor.kernels.pool,
                grid_for(pooled.pixels() * groups),
                THREADS,
                &arguments,
            )
        }?;

        Ok(to)
    }

    /// Enqueues one convolution; the first time at a size, finds out how to run it.
    fn convolve(&mut self, key: PlanKey, operands: Operands) -> Result<(), GpuError> {
        if self.plans.len() > CACHED_SIZES * 2 * self.layers.len() {
            self.plans.clear();
        }

        let layer = &self.layers[key.layer];
        let convolution = match key.direction {
            Direction::Forward => &layer.forward,
            Direction::Backward => &layer.backward,
        };

        if !self.plans.contains_key(&key) {
            let plan = convolution.plan(&self.executor, key.shape, operands)?;
            self.plans.insert(key, plan);
        }

        convolution.run(&self.executor, &self.plans[&key], operands)
    }

    /// Enqueues a backward run from the layers' gradients, and writes the picture's gradient to
    /// `picture`: `[3][height][width]` in f32. Consumes the activations.
    pub(super) fn backward(
        &mut self,
        layer_gradients: impl Fn(Relu) -> LayerGradients,
        picture: &mut Buffer<f32>,
    ) -> Result<Shape, GpuError> {
        let Some(run) = self.run.take() else {
            return Ok(Shape::default());
        };

        let executor = &self.executor;
        let largest = run.shape.pixels() * Relu::R1_1.channels();
        for gradient in &mut self.memory.gradients {
            gradient.claim(&executor.stream, executor.precision, largest)?;
        }

        let to = picture.claim(&executor.stream, 3 * run.shape.pixels())?;
        let mut incoming = None;

        for relu in Relu::ALL[..=run.deepest.index()].iter().rev() {
            let shape = run.shape(*relu);
            let gradients = layer_gradients(*relu);
            let Some(buffer) = self.relu_backward(*relu, shape, gradients, incoming)? else {
                continue;
            };

            let from = self.memory.gradients[buffer].address();
            if *relu == Relu::R1_1 {
                self.first.backward(&self.executor, from, run.shape, to)?;
                return Ok(run.shape);
            }

            let next = 1 - buffer;
            let key = PlanKey {
                layer: relu.index() - 1,
                direction: Direction::Backward,
                shape,
            };
            let operands = Operands {
                input: from,
                output: self.memory.gradients[next].address(),
            };

            self.convolve(key, operands)?;
            incoming = Some(IncomingGradient {
                buffer: next,
                is_pooled: Relu::ALL[relu.index() - 1].is_pooled(),
            });
        }

        picture.clear(&self.executor.stream, 3 * run.shape.pixels())?;
        Ok(run.shape)
    }

    /// Enqueues the gradient at the input of a layer's ReLU, from the incoming one and the layer's
    /// own, and returns which buffer holds it; `None` if the layer has no gradient at all.
    fn relu_backward(
        &self,
        relu: Relu,
        shape: Shape,
        gradients: LayerGradients,
        incoming: Option<IncomingGradient>,
    ) -> Result<Option<usize>, GpuError> {
        let activations = self.view(relu, shape);
        let has_own = gradients != LayerGradients::default();

        let buffer = match incoming {
            None if !has_own => return Ok(None),
            None => 0,
            Some(incoming) if !incoming.is_pooled => incoming.buffer,
            Some(incoming) => {
                let buffer = 1 - incoming.buffer;
                self.unpool(&Unpooling {
                    activations,
                    shape,
                    from: self.memory.gradients[incoming.buffer].address(),
                    to: self.memory.gradients[buffer].address(),
                    through_relu: !has_own,
                })?;

                if !has_own {
                    return Ok(Some(buffer));
                }
                buffer
            }
        };

        let to = self.memory.gradients[buffer].address();
        let mut is_empty = incoming.is_none();

        if gradients.matrix != 0 {
            let beta = if is_empty { 0.0 } else { 1.0 };
            products::multiply(&self.executor, gradients.matrix, activations, beta, to)?;
            is_empty = false;
        }

        self.add_and_mask(activations, gradients, to, is_empty)?;
        Ok(Some(buffer))
    }

    fn unpool(&self, unpooling: &Unpooling) -> Result<(), GpuError> {
        let executor = &self.executor;
        let Unpooling {
            activations, shape, ..
        } = *unpooling;
        let arguments = [
            Arg::Address(activations.address),
            Arg::Address(unpooling.from),
            Arg::Address(unpooling.to),
            Arg::Int(shape.height as i32),
            Arg::Int(shape.width as i32),
            Arg::Int(activations.groups() as i32),
            Arg::Int((self.variant.pooling == Pooling::Average).into()),
            Arg::Int(unpooling.through_relu.into()),
        ];

        let windows = shape.height.div_ceil(2) * shape.width.div_ceil(2);

        // SAFETY: activations and `to` have this shape, and `from` has the pooled one: both
        // gradient buffers have room for the largest layer.
        unsafe {
            launch(
                &executor.stream,
                &executor.kernels.unpool,
                grid_for(windows * activations.groups()),
                THREADS,
                &arguments,
            )
        }
    }

    /// Adds offset, target and explicit gradient to what is at `to`, and applies the ReLU's mask.
    /// What is at `to` counts as zeros if `is_empty`.
    fn add_and_mask(
        &self,
        activations: MapsView,
        gradients: LayerGradients,
        to: Address,
        is_empty: bool,
    ) -> Result<(), GpuError> {
        let executor = &self.executor;
        let count = activations.pixels * activations.groups();
        let arguments = [
            Arg::Address(to),
            Arg::Address(activations.address),
            Arg::Address(gradients.offset),
            Arg::Address(gradients.target),
            Arg::Address(gradients.scale),
            Arg::Address(gradients.weights),
            Arg::Address(gradients.explicit),
            Arg::Unsigned(count as u32),
            Arg::Int(activations.groups() as i32),
            Arg::Int(is_empty.into()),
        ];

        // SAFETY: all maps hold `count` groups of eight channels, and the kernel skips what has
        // address 0.
        unsafe {
            launch(
                &executor.stream,
                &executor.kernels.relu_backward,
                grid_for(count),
                THREADS,
                &arguments,
            )
        }
    }
}

impl ForwardRun {
    fn shape(self, relu: Relu) -> Shape {
        Shape {
            height: self.shape.height >> relu.poolings(),
            width: self.shape.width >> relu.poolings(),
        }
    }
}
