//! The 13 convolutions one after another, forward and back, and where their maps lie.

use std::collections::HashMap;

use super::{
    convolution::{Convolution, Plan},
    error::GpuError,
    first::First,
    gpu::Machine,
    kernels::{Arg, THREADS, launch, over},
    memory::{Address, Buffer, Maps},
    products,
    shape::Shape,
};
use crate::{
    net::NetError,
    vgg::{Pooling, Relu, Variant, Weights},
};

/// Sizes whose plans are kept; a painting has about ten.
const SIZES: usize = 64;

pub(super) struct Chain {
    pub(super) machine: Machine,
    variant: Variant,
    first: First,
    /// From the second.
    layers: Vec<Layer>,
    plans: HashMap<(usize, Way, Shape), Plan>,
    /// What the last forward run left, if nothing has consumed it yet.
    run: Option<Run>,
    memory: Memory,
}

/// The way of a convolution.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Way {
    Forward,
    Back,
}

struct Layer {
    forward: Convolution,
    backward: Convolution,
}

#[derive(Clone, Copy)]
struct Run {
    shape: Shape,
    deepest: Relu,
    taps: [bool; Relu::ALL.len()],
}

#[derive(Default)]
struct Memory {
    activations: [Maps; Relu::ALL.len()],
    /// What the next convolution reads, after a pooling.
    pooled: Maps,
    /// Gradients on their way back; they take turns.
    passing: [Maps; 2],
}

/// A layer's own gradients: addresses on the GPU, 0 for none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Own {
    /// `[C][C]` in the network's precision, symmetric.
    pub(super) matrix: Address,
    /// `[C]`.
    pub(super) offset: Address,
    /// Maps.
    pub(super) target: Address,
    /// One number: the factor of the difference to the target.
    pub(super) scale: Address,
    /// Maps.
    pub(super) explicit: Address,
}

/// The gradient that came from above: in which of the two passing maps, and whether at the pooled
/// maps.
#[derive(Clone, Copy)]
struct Above {
    passing: usize,
    pooled: bool,
}

impl Chain {
    pub(super) fn new(
        machine: Machine,
        weights: &Weights,
        variant: Variant,
    ) -> Result<Self, GpuError> {
        let first = First::new(&machine, &weights.convolutions[0], variant.border)?;
        let layer = |convolution| {
            let forward = Convolution::forward(&machine, convolution)?;
            Ok(Layer {
                forward,
                backward: Convolution::backward(&machine, convolution)?,
            })
        };

        let layers = weights.convolutions[1..]
            .iter()
            .map(layer)
            .collect::<Result<_, GpuError>>()?;
        let memory = Memory::default();

        Ok(Self {
            machine,
            variant,
            first,
            layers,
            plans: HashMap::new(),
            run: None,
            memory,
        })
    }

    /// Gives all maps back, so that a size that did not fit leaves the GPU as it was.
    pub(super) fn release(&mut self) {
        self.run = None;
        self.memory = Memory::default();
    }

    /// Of a layer in the last forward run.
    pub(super) fn shape(&self, relu: Relu) -> Shape {
        self.run.map_or_else(Shape::default, |run| run.shape(relu))
    }

    /// Where a layer's activations lie.
    pub(super) fn maps(&self, relu: Relu) -> Address {
        self.memory.activations[relu.index()].at()
    }

    /// Where a tapped layer's activations lie.
    pub(super) fn tapped(&self, tap: Relu) -> Result<Address, NetError> {
        match self.run {
            Some(run) if run.taps[tap.index()] => Ok(self.maps(tap)),
            _ => Err(NetError::NotTapped(tap)),
        }
    }

    /// Enqueues the way from the picture, `[3][height][width]` in f32, to the deepest tap. `passed`
    /// is called for each layer when its activations are enqueued.
    pub(super) fn forward(
        &mut self,
        picture: Address,
        shape: Shape,
        taps: &[Relu],
        mut passed: impl FnMut(&Self, Relu) -> Result<(), GpuError>,
    ) -> Result<(), GpuError> {
        let deepest = taps.iter().copied().max().unwrap_or(Relu::R1_1);
        let mut run = Run {
            shape,
            deepest,
            taps: [false; Relu::ALL.len()],
        };

        for tap in taps {
            run.taps[tap.index()] = true;
        }

        self.run = Some(run);

        let machine = &self.machine;
        let mut below = self.memory.activations[0].claim(
            &machine.stream,
            machine.precision,
            shape.pixels() * 64,
        )?;

        self.first.forward(machine, picture, shape, below)?;
        passed(self, Relu::R1_1)?;

        for relu in &Relu::ALL[1..=deepest.index()] {
            let index = relu.index();
            let before = Relu::ALL[index - 1];
            if before.is_pooled() {
                below = self.pool(below, run.shape(before), before.channels())?;
            }

            let len = run.shape(*relu).pixels() * relu.channels();
            let to = self.memory.activations[index].claim(
                &self.machine.stream,
                self.machine.precision,
                len,
            )?;

            self.convolve((index - 1, Way::Forward), run.shape(*relu), (below, to))?;
            passed(self, *relu)?;
            below = to;
        }

        Ok(())
    }

    fn pool(&mut self, from: Address, shape: Shape, channels: usize) -> Result<Address, GpuError> {
        let machine = &self.machine;
        let pooled = shape.pooled();
        let to = self.memory.pooled.claim(
            &machine.stream,
            machine.precision,
            pooled.pixels() * channels,
        )?;

        let groups = channels / 8;
        let arguments = [
            Arg::At(from),
            Arg::At(to),
            Arg::Int(shape.height as i32),
            Arg::Int(shape.width as i32),
            Arg::Int(groups as i32),
            Arg::Int((self.variant.pooling == Pooling::Average).into()),
        ];

        // SAFETY: the maps have this shape, and there is room for the pooled ones.
        unsafe {
            launch(
                &machine.stream,
                &machine.kernels.pool,
                over(pooled.pixels() * groups),
                THREADS,
                &arguments,
            )
        }?;

        Ok(to)
    }

    fn convolve(
        &mut self,
        (layer, way): (usize, Way),
        shape: Shape,
        (from, to): (Address, Address),
    ) -> Result<(), GpuError> {
        if self.plans.len() > SIZES * 2 * self.layers.len() {
            self.plans.clear();
        }

        let Layer { forward, backward } = &self.layers[layer];
        let convolution = match way {
            Way::Forward => forward,
            Way::Back => backward,
        };
        let key = (layer, way, shape);
        if !self.plans.contains_key(&key) {
            let plan = convolution.plan(&self.machine, (shape.height, shape.width), from, to)?;
            self.plans.insert(key, plan);
        }

        convolution.run(&self.machine, &self.plans[&key], from, to)
    }

    /// Enqueues the way back from the layers' own gradients to `picture`, the picture's gradient.
    /// The activations count as consumed.
    pub(super) fn backward(
        &mut self,
        own: impl Fn(Relu) -> Own,
        picture: &mut Buffer<f32>,
    ) -> Result<Shape, GpuError> {
        let Some(run) = self.run.take() else {
            return Ok(Shape::default());
        };
        let machine = &self.machine;
        let values = run.shape.pixels() * 64;
        for passing in &mut self.memory.passing {
            passing.claim(&machine.stream, machine.precision, values)?;
        }

        let to = picture.claim(&machine.stream, 3 * run.shape.pixels())?;
        let mut above = None;
        for relu in Relu::ALL[..=run.deepest.index()].iter().rev() {
            let Some(at) = self.gather(*relu, run.shape(*relu), own(*relu), above)? else {
                continue;
            };
            let from = self.memory.passing[at].at();
            if *relu == Relu::R1_1 {
                self.first.backward(&self.machine, from, run.shape, to)?;
                return Ok(run.shape);
            }

            let index = relu.index();
            self.convolve(
                (index - 1, Way::Back),
                run.shape(*relu),
                (from, self.memory.passing[1 - at].at()),
            )?;

            above = Some(Above {
                passing: 1 - at,
                pooled: Relu::ALL[index - 1].is_pooled(),
            });
        }

        picture.clear(&self.machine.stream, 3 * run.shape.pixels())?;
        Ok(run.shape)
    }

    /// The gradient at the input of a layer's ReLU, from that which came from above and its own;
    /// where it lies.
    fn gather(
        &self,
        relu: Relu,
        shape: Shape,
        own: Own,
        above: Option<Above>,
    ) -> Result<Option<usize>, GpuError> {
        let maps = self.maps(relu);
        let bare = own == Own::default();
        let mut at = 0;
        match above {
            None if bare => return Ok(None),
            None => {}
            Some(Above {
                passing,
                pooled: false,
            }) => at = passing,
            Some(Above {
                passing,
                pooled: true,
            }) => {
                at = 1 - passing;

                let from = self.memory.passing[passing].at();
                self.unpool(
                    (maps, from, self.memory.passing[at].at()),
                    shape,
                    relu.channels(),
                    bare,
                )?;

                if bare {
                    return Ok(Some(at));
                }
            }
        }

        let to = self.memory.passing[at].at();
        let mut fresh = above.is_none();
        if own.matrix != 0 {
            let add = if fresh { 0.0 } else { 1.0 };
            products::apply(
                &self.machine,
                own.matrix,
                (maps, shape.pixels(), relu.channels()),
                add,
                to,
            )?;

            fresh = false;
        }

        self.finish(
            (to, maps),
            own,
            (shape.pixels() * relu.channels() / 8, relu.channels() / 8),
            fresh,
        )?;

        Ok(Some(at))
    }

    fn unpool(
        &self,
        (maps, above, to): (Address, Address, Address),
        shape: Shape,
        channels: usize,
        mask: bool,
    ) -> Result<(), GpuError> {
        let machine = &self.machine;
        let groups = channels / 8;
        let arguments = [
            Arg::At(maps),
            Arg::At(above),
            Arg::At(to),
            Arg::Int(shape.height as i32),
            Arg::Int(shape.width as i32),
            Arg::Int(groups as i32),
            Arg::Int((self.variant.pooling == Pooling::Average).into()),
            Arg::Int(mask.into()),
        ];

        let windows = shape.height.div_ceil(2) * shape.width.div_ceil(2);

        // SAFETY: `maps` and `to` have this shape, `above` the pooled one.
        unsafe {
            launch(
                &machine.stream,
                &machine.kernels.unpool,
                over(windows * groups),
                THREADS,
                &arguments,
            )
        }
    }

    fn finish(
        &self,
        (to, maps): (Address, Address),
        own: Own,
        (count, groups): (usize, usize),
        fresh: bool,
    ) -> Result<(), GpuError> {
        let machine = &self.machine;
        let arguments = [
            Arg::At(to),
            Arg::At(maps),
            Arg::At(own.offset),
            Arg::At(own.target),
            Arg::At(own.scale),
            Arg::At(own.explicit),
            Arg::Count(count as u32),
            Arg::Int(groups as i32),
            Arg::Int(fresh.into()),
        ];

        // SAFETY: all maps have `count` groups of eight channels.
        unsafe {
            launch(
                &machine.stream,
                &machine.kernels.finish,
                over(count),
                THREADS,
                &arguments,
            )
        }
    }
}

impl Shape {
    fn pooled(self) -> Self {
        Self {
            height: self.height / 2,
            width: self.width / 2,
        }
    }
}

impl Run {
    fn shape(self, relu: Relu) -> Shape {
        Shape {
            height: self.shape.height >> relu.poolings(),
            width: self.shape.width >> relu.poolings(),
        }
    }
}
