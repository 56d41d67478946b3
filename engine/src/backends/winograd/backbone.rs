//! VGG-19's convolutions on the CPU, forward and backward, and the memory of their maps.
//!
//! Knows the order of the layers and where their maps are; knows nothing of losses.

use super::{
    cell::Cell,
    convolution::Convolution,
    executor::Executor,
    first_convolution::FirstConvolution,
    input::ConvolutionInput,
    kernel::Kernel,
    memory::{Buffer, Lanes, Shared},
    output::{self, ActivationEpilogue, GradientEpilogue, PooledOutput, WriteMode},
    shape::Shape,
    simd::Level,
    tapped_layer::LayerGradients,
};
use crate::{
    net::NetError,
    planes::Planes,
    vgg::{Pooling, Relu, Variant, Weights},
};

/// The 13 convolutions from conv1_1 to conv5_1, with poolings, for one picture at a time.
pub(super) struct Backbone<C: Cell> {
    pooling: Pooling,
    executor: Executor,
    first: FirstConvolution<C>,
    /// From the second convolution on.
    layers: Vec<Layer<C>>,
    /// The last forward run, until a backward run consumes its activations.
    run: Option<ForwardRun>,
    memory: Memory<C>,
}

struct Layer<C> {
    forward: Kernel<C>,
    backward: Kernel<C>,
    bias: Vec<Lanes>,
}

#[derive(Clone, Copy)]
struct ForwardRun {
    shape: Shape,
    deepest: Relu,
    is_tapped: [bool; Relu::ALL.len()],
}

struct Memory<C: Cell> {
    /// The activations of tapped layers; on the way back, their gradients.
    tapped: [Buffer<C>; Relu::ALL.len()],
    /// Which activations of each layer a gradient passes.
    masks: [Buffer<C::Mask>; Relu::ALL.len()],
    /// Maps that only the next convolution reads: each convolution reads one and writes the other.
    alternating: [Buffer<C>; 2],
}

/// Where the maps are that the next convolution reads.
#[derive(Clone, Copy)]
enum MapsLocation {
    /// In the buffer of the tapped layer that was computed last.
    Tapped,
    /// In one of [`Memory::alternating`].
    Alternating(usize),
}

/// The gradient that the next convolution on the way back reads.
#[derive(Clone, Copy)]
enum IncomingGradient {
    /// At the input of a ReLU.
    AtRelu(MapsLocation),
    /// At the output of a pooling.
    AtPooling {
        /// Which of [`Memory::alternating`] holds it.
        buffer: usize,
        /// Whether the ReLU before the pooling has a gradient of its own.
        has_own: bool,
    },
}

/// The maps that a convolution reads, and the buffer that it may write to.
struct Alternation<'a, C> {
    input: &'a [C],
    output: &'a mut Buffer<C>,
    /// The index of `output` in [`Memory::alternating`].
    output_index: usize,
}

impl<C: Cell> Backbone<C> {
    pub(super) fn new(weights: &Weights, variant: Variant, level: Level) -> Self {
        let mut executor = Executor::new(level);
        let convolutions = &weights.convolutions;
        let mut layers = Vec::with_capacity(convolutions.len() - 1);

        for (convolution, below) in convolutions[1..].iter().zip(Relu::ALL) {
            // An average pooling passes a quarter of the gradient to each of its four inputs. The
            // kernel above it is scaled by that instead, so the pooling need not multiply.
            let factor = if below.is_pooled() && variant.pooling == Pooling::Average {
                0.25
            } else {
                1.0
            };

            layers.push(Layer {
                forward: Kernel::forward(&mut executor, convolution),
                backward: Kernel::backward(&mut executor, convolution, factor),
                bias: output::in_lanes(&convolution.bias),
            });
        }

        Self {
            pooling: variant.pooling,
            executor,
            first: FirstConvolution::new(&convolutions[0], variant.border, level),
            layers,
            run: None,
            memory: Memory {
                tapped: Default::default(),
                masks: Default::default(),
                alternating: Default::default(),
            },
        }
    }

    /// The shape of a layer's maps in the last forward run.
    pub(super) fn shape(&self, relu: Relu) -> Shape {
        self.run.map_or_else(Shape::default, |run| run.shape(relu))
    }

    /// A tapped layer's activations.
    pub(super) fn tapped(&self, tap: Relu) -> Result<&[C], NetError> {
        match self.run {
            Some(run) if run.is_tapped[tap.index()] => {
                let len = run.shape(tap).cells::<C>(tap.channels());
                Ok(&self.memory.tapped[tap.index()].as_slice()[..len])
            }
            _ => Err(NetError::NotTapped(tap)),
        }
    }

    /// A tapped layer's activations, with what works on them.
    pub(super) fn executor_and_tapped(
        &mut self,
        tap: Relu,
    ) -> Result<(&mut Executor, &[C]), NetError> {
        let len = self.tapped(tap)?.len();
        let maps = &self.memory.tapped[tap.index()].as_slice()[..len];
        Ok((&mut self.executor, maps))
    }

    /// Runs forward from `picture` to `deepest`. The layers in `taps` stay readable.
    pub(super) fn forward(
        &mut self,
        picture: &Planes,
        taps: &[Relu],
        deepest: Relu,
    ) -> Result<(), NetError> {
        self.run = None;

        let run = ForwardRun {
            shape: Shape {
                height: picture.height(),
                width: picture.width(),
            },
            deepest,
            is_tapped: Relu::ALL.map(|relu| taps.contains(&relu)),
        };
        let mut location = self.forward_first(run, picture)?;

        for relu in &Relu::ALL[1..=deepest.index()] {
            location = self.forward_layer(run, *relu, location)?;
        }

        self.run = Some(run);
        Ok(())
    }

    fn forward_first(
        &mut self,
        run: ForwardRun,
        picture: &Planes,
    ) -> Result<MapsLocation, NetError> {
        let memory = &mut self.memory;
        let (to, location) = if run.is_tapped[0] {
            (&mut memory.tapped[0], MapsLocation::Tapped)
        } else {
            (&mut memory.alternating[0], MapsLocation::Alternating(0))
        };

        let len = run.shape.cells::<C>(Relu::R1_1.channels());
        let masks = memory.masks[0].claim(len)?;
        self.first
            .forward(&mut self.executor, picture, to.claim(len)?, masks)?;

        Ok(location)
    }

    /// Computes one layer from the maps at `from`. Returns where the next layer finds its input.
    fn forward_layer(
        &mut self,
        run: ForwardRun,
        relu: Relu,
        from: MapsLocation,
    ) -> Result<MapsLocation, NetError> {
        let index = relu.index();
        let shape = run.shape(relu);
        let len = shape.cells::<C>(relu.channels());
        let is_tapped = run.is_tapped[index];
        let is_pooled = relu.is_pooled() && relu != run.deepest;

        let (below, above) = self.memory.tapped.split_at_mut(index);
        let Alternation {
            input,
            output,
            output_index,
        } = alternate(from, &below[index - 1], &mut self.memory.alternating);

        let mut whole = if is_tapped {
            Some(above[0].claim(len)?)
        } else {
            None
        };
        let mut pooled = None;

        if is_pooled {
            let len = shape.halved().cells::<C>(relu.channels());
            pooled = Some(PooledOutput {
                maps: Shared::new(output.claim(len)?),
                pooling: self.pooling,
            });
        } else if !is_tapped {
            whole = Some(output.claim(len)?);
        }

        let layer = &self.layers[index - 1];
        let convolution = Convolution {
            input: ConvolutionInput::Maps(input),
            shape,
            epilogue: &ActivationEpilogue {
                bias: &layer.bias,
                whole: whole.map(Shared::new),
                pooled,
                masks: Shared::new(self.memory.masks[index].claim(len)?),
            },
        };
        layer.forward.apply(&mut self.executor, &convolution)?;

        Ok(if is_tapped && !is_pooled {
            MapsLocation::Tapped
        } else {
            MapsLocation::Alternating(output_index)
        })
    }

    /// Runs backward from the layers' own gradients, and writes the picture's gradient to
    /// `picture`. Consumes the activations.
    pub(super) fn backward<'a>(
        &mut self,
        layer_gradients: impl Fn(Relu) -> Option<LayerGradients<'a, C>>,
        picture: &mut Planes,
    ) -> Result<(), NetError> {
        let run = self.run.take().ok_or(NetError::NotTapped(Relu::R1_1))?;
        picture.reshape(3, run.shape.height, run.shape.width);

        let mut incoming = None;
        for relu in Relu::ALL[..=run.deepest.index()].iter().rev() {
            let own = layer_gradients(*relu);
            if let Some(own) = &own {
                let len = run.shape(*relu).cells::<C>(relu.channels());
                let maps = &mut self.memory.tapped[relu.index()].as_mut_slice()[..len];
                own.overwrite(&mut self.executor, maps, relu.channels())?;
            }

            incoming = match incoming {
                Some(incoming) => Some(self.backward_layer(run, *relu, incoming, own.is_some())?),
                None => own.map(|_| IncomingGradient::AtRelu(MapsLocation::Tapped)),
            };
        }

        let gradient = match incoming {
            Some(IncomingGradient::AtRelu(MapsLocation::Tapped)) => &self.memory.tapped[0],
            Some(
                IncomingGradient::AtRelu(MapsLocation::Alternating(buffer))
                | IncomingGradient::AtPooling { buffer, .. },
            ) => &self.memory.alternating[buffer],
            None => {
                picture.data_mut().fill(0.0);
                return Ok(());
            }
        };

        self.first
            .backward(&mut self.executor, gradient.as_slice(), picture)
    }

    /// Passes the gradient back through the convolution above `relu`. If `relu` has a gradient of
    /// its own (`has_own`), that is already in the layer's buffer.
    fn backward_layer(
        &mut self,
        run: ForwardRun,
        relu: Relu,
        incoming: IncomingGradient,
        has_own: bool,
    ) -> Result<IncomingGradient, NetError> {
        let index = relu.index();
        let is_pooled = relu.is_pooled();
        let shape = run.shape(Relu::ALL[index + 1]);
        debug_assert!(is_pooled || shape == run.shape(relu));

        let (below, above) = self.memory.tapped.split_at_mut(index + 1);
        let (masks, masks_above) = self.memory.masks.split_at(index + 1);
        let from = match incoming {
            IncomingGradient::AtRelu(location) => location,
            IncomingGradient::AtPooling { buffer, .. } => MapsLocation::Alternating(buffer),
        };
        let Alternation {
            input: gradient,
            output,
            output_index,
        } = alternate(from, &above[0], &mut self.memory.alternating);

        let input = match incoming {
            IncomingGradient::AtRelu(_) => ConvolutionInput::Maps(gradient),
            IncomingGradient::AtPooling { has_own, .. } => ConvolutionInput::Unpooled {
                gradient,
                masks: masks_above[0].as_slice(),
                own: has_own.then(|| above[0].as_slice()),
            },
        };

        let is_tapped = run.is_tapped[index] && !is_pooled;
        let to = if is_tapped {
            below[index].as_mut_slice()
        } else {
            output.claim(shape.cells::<C>(relu.channels()))?
        };

        let convolution = Convolution {
            input,
            shape,
            epilogue: &GradientEpilogue {
                to: Shared::new(to),
                masks: (!is_pooled).then(|| masks[index].as_slice()),
                mode: if has_own && is_tapped {
                    WriteMode::Add
                } else {
                    WriteMode::Replace
                },
            },
        };
        self.layers[index]
            .backward
            .apply(&mut self.executor, &convolution)?;

        Ok(if is_pooled {
            IncomingGradient::AtPooling {
                buffer: output_index,
                has_own,
            }
        } else if is_tapped {
            IncomingGradient::AtRelu(MapsLocation::Tapped)
        } else {
            IncomingGradient::AtRelu(MapsLocation::Alternating(output_index))
        })
    }
}

/// Finds a convolution's input, and a buffer for its output that is not the input's.
fn alternate<'a, C: Cell>(
    from: MapsLocation,
    tapped: &'a Buffer<C>,
    alternating: &'a mut [Buffer<C>; 2],
) -> Alternation<'a, C> {
    let [zero, one] = alternating;
    match from {
        MapsLocation::Tapped => Alternation {
            input: tapped.as_slice(),
            output: zero,
            output_index: 0,
        },
        MapsLocation::Alternating(0) => Alternation {
            input: zero.as_slice(),
            output: one,
            output_index: 1,
        },
        MapsLocation::Alternating(_) => Alternation {
            input: one.as_slice(),
            output: zero,
            output_index: 0,
        },
    }
}

impl ForwardRun {
    fn shape(self, relu: Relu) -> Shape {
        (0..relu.poolings()).fold(self.shape, |shape, _| shape.halved())
    }
}
