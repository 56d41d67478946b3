//! The 13 convolutions one after another, forward and back, and where their maps lie.

use super::{
    first::FirstKernel,
    input::Source,
    kernel::Kernel,
    machine::Machine,
    memory::{Buffer, Lanes, Mask, Shared},
    output::{self, Activate, Mode, Pass},
    shape::Shape,
    simd::Level,
    tapped::Own,
    thread_pool::ThreadPool,
};
use crate::{
    net::NetError,
    planes::Planes,
    vgg::{Pooling, Relu, Variant, Weights},
};

pub(super) struct Chain {
    pooling: Pooling,
    machine: Machine,
    first: FirstKernel,
    /// From the second.
    layers: Vec<Layer>,
    /// What the last forward run left, if nothing has consumed it yet.
    run: Option<Run>,
    memory: Memory,
}

struct Layer {
    forward: Kernel,
    backward: Kernel,
    bias: Vec<Lanes>,
}

#[derive(Clone, Copy)]
struct Run {
    shape: Shape,
    deepest: Relu,
    taps: [bool; Relu::ALL.len()],
}

#[derive(Default)]
struct Memory {
    /// A layer's activations if it is tapped; on the way back, its gradient.
    tapped: [Buffer<Lanes>; Relu::ALL.len()],
    masks: [Buffer<Mask>; Relu::ALL.len()],
    /// Maps that the next convolution reads and nobody needs after it; they take turns.
    passing: [Buffer<Lanes>; 2],
}

/// Where the maps lie that the next convolution reads.
#[derive(Clone, Copy)]
enum Place {
    /// With the tapped layer just run.
    Tapped,
    /// In one of the two that take turns.
    Passing(usize),
}

/// What the next convolution on the way back reads.
#[derive(Clone, Copy)]
enum Arrived {
    /// The gradient at a ReLU, without what the ReLU would not pass.
    Whole(Place),
    /// The gradient at a pooling, and whether the ReLU before it has one of its own.
    Pooled { passing: usize, own: bool },
}

impl Chain {
    pub(super) fn new(weights: &Weights, variant: Variant, level: Level) -> Self {
        let mut machine = Machine {
            level,
            thread_pool: ThreadPool::new(),
            scratch: Buffer::default(),
        };
        let convolutions = &weights.convolutions;
        let mut layers = Vec::with_capacity(convolutions.len() - 1);
        for (convolution, below) in convolutions[1..].iter().zip(Relu::ALL) {
            // A mean's gradient goes in quarters to the four places: taken once, by the kernel
            // above.
            let factor = if below.is_pooled() && variant.pooling == Pooling::Average {
                0.25
            } else {
                1.0
            };

            layers.push(Layer {
                forward: Kernel::forward(&mut machine, convolution),
                backward: Kernel::backward(&mut machine, convolution, factor),
                bias: output::in_lanes(&convolution.bias),
            });
        }

        let first = FirstKernel::new(&convolutions[0], variant.border);
        Self {
            pooling: variant.pooling,
            machine,
            first,
            layers,
            run: None,
            memory: Memory::default(),
        }
    }

    /// Of a layer in the last forward run.
    pub(super) fn shape(&self, relu: Relu) -> Shape {
        self.run.map_or_else(Shape::default, |run| run.shape(relu))
    }

    /// A tapped layer's activations.
    pub(super) fn tapped(&self, tap: Relu) -> Result<&[Lanes], NetError> {
        match self.run {
            Some(run) if run.taps[tap.index()] => {
                Ok(&self.memory.tapped[tap.index()].as_slice()
                    [..run.shape(tap).lanes(tap.channels())])
            }
            _ => Err(NetError::NotTapped(tap)),
        }
    }

    pub(super) fn machine_and_tapped(
        &mut self,
        tap: Relu,
    ) -> Result<(&mut Machine, &[Lanes]), NetError> {
        let len = self.tapped(tap)?.len();
        Ok((
            &mut self.machine,
            &self.memory.tapped[tap.index()].as_slice()[..len],
        ))
    }

    pub(super) fn forward(
        &mut self,
        picture: &Planes,
        taps: &[Relu],
        deepest: Relu,
    ) -> Result<(), NetError> {
        self.run = None;

        let shape = Shape {
            height: picture.height(),
            width: picture.width(),
        };
        let run = Run {
            shape,
            deepest,
            taps: Relu::ALL.map(|relu| taps.contains(&relu)),
        };
        let memory = &mut self.memory;
        let (to, mut place) = if run.taps[0] {
            (&mut memory.tapped[0], Place::Tapped)
        } else {
            (&mut memory.passing[0], Place::Passing(0))
        };

        let len = shape.lanes(Relu::R1_1.channels());
        let masks = memory.masks[0].claim(len)?;
        self.first
            .forward(&mut self.machine, picture, to.claim(len)?, masks)?;

        for relu in &Relu::ALL[1..=deepest.index()] {
            place = self.step(run, *relu, place)?;
        }

        self.run = Some(run);
        Ok(())
    }

    /// Runs the convolution of `relu` from the maps at `from`, and says where the next finds its
    /// own.
    fn step(&mut self, run: Run, relu: Relu, from: Place) -> Result<Place, NetError> {
        let index = relu.index();
        let shape = run.shape(relu);
        let (below, above) = self.memory.tapped.split_at_mut(index);
        let (source, next, passing) = turn(from, &below[index - 1], &mut self.memory.passing);
        let len = shape.lanes(relu.channels());

        let is_pooled = relu.is_pooled() && relu != run.deepest;
        let whole = if run.taps[index] {
            Some(above[0].claim(len)?)
        } else {
            None
        };

        let (whole, pooled) = if is_pooled {
            let maps = passing.claim(shape.halved().lanes(relu.channels()))?;
            (whole, Some((Shared::new(maps), self.pooling)))
        } else if whole.is_none() {
            (Some(passing.claim(len)?), None)
        } else {
            (whole, None)
        };
        let whole = whole.map(Shared::new);
        let layer = &self.layers[index - 1];
        let masks = Shared::new(self.memory.masks[index].claim(len)?);
        let finish = Activate {
            bias: &layer.bias,
            whole,
            pooled,
            masks,
        };

        layer
            .forward
            .apply(&mut self.machine, Source::Maps(source), shape, &finish)?;

        Ok(if run.taps[index] && !is_pooled {
            Place::Tapped
        } else {
            Place::Passing(next)
        })
    }

    /// Walks back from what `own` says of each layer.
    pub(super) fn backward<'a>(
        &mut self,
        own: impl Fn(Relu) -> Option<Own<'a>>,
        picture: &mut Planes,
    ) -> Result<(), NetError> {
        let run = self.run.take().ok_or(NetError::NotTapped(Relu::R1_1))?;
        picture.reshape(3, run.shape.height, run.shape.width);

        let mut arrived = None;
        for relu in Relu::ALL[..=run.deepest.index()].iter().rev() {
            let own = own(*relu);
            if let Some(own) = &own {
                let len = run.shape(*relu).lanes(relu.channels());
                let maps = &mut self.memory.tapped[relu.index()].as_mut_slice()[..len];
                own.replace(&mut self.machine, maps, relu.channels())?;
            }

            arrived = match arrived {
                Some(arrived) => Some(self.step_back(run, *relu, arrived, own.is_some())?),
                None => own.map(|_| Arrived::Whole(Place::Tapped)),
            };
        }

        let gradient = match arrived {
            Some(Arrived::Whole(Place::Tapped)) => &self.memory.tapped[0],
            Some(
                Arrived::Whole(Place::Passing(index)) | Arrived::Pooled { passing: index, .. },
            ) => &self.memory.passing[index],
            None => {
                picture.data_mut().fill(0.0);
                return Ok(());
            }
        };

        self.first
            .backward(&mut self.machine, gradient.as_slice(), picture)
    }

    /// Passes the gradient on through the convolution above `relu`, whose own gradient, if any, is
    /// in its place.
    fn step_back(
        &mut self,
        run: Run,
        relu: Relu,
        arrived: Arrived,
        own: bool,
    ) -> Result<Arrived, NetError> {
        let index = relu.index();
        let shape = run.shape(relu);
        let conv_shape = run.shape(Relu::ALL[index + 1]);
        let (below, above) = self.memory.tapped.split_at_mut(index + 1);
        let from = match arrived {
            Arrived::Whole(place) => place,
            Arrived::Pooled { passing, .. } => Place::Passing(passing),
        };

        let (gradient, next, passing) = turn(from, &above[0], &mut self.memory.passing);
        let (masks, masks_above) = self.memory.masks.split_at(index + 1);
        let source = match arrived {
            Arrived::Whole(_) => Source::Maps(gradient),
            Arrived::Pooled { own, .. } => {
                let own = own.then(|| above[0].as_slice());
                Source::Pooled {
                    gradient,
                    masks: masks_above[0].as_slice(),
                    own,
                }
            }
        };

        let tapped = run.taps[index] && !relu.is_pooled();
        let len = conv_shape.lanes(relu.channels());
        let to = if tapped {
            below[index].as_mut_slice()
        } else {
            passing.claim(len)?
        };

        let finish = Pass {
            to: Shared::new(to),
            masks: (!relu.is_pooled()).then(|| masks[index].as_slice()),
            mode: if own && tapped {
                Mode::Add
            } else {
                Mode::Replace
            },
        };

        self.layers[index]
            .backward
            .apply(&mut self.machine, source, conv_shape, &finish)?;

        debug_assert!(relu.is_pooled() || shape == conv_shape);
        Ok(match (relu.is_pooled(), tapped) {
            (true, _) => Arrived::Pooled { passing: next, own },
            (false, true) => Arrived::Whole(Place::Tapped),
            (false, false) => Arrived::Whole(Place::Passing(next)),
        })
    }
}

/// The maps at `from`, and whose turn it is next.
fn turn<'a>(
    from: Place,
    tapped: &'a Buffer<Lanes>,
    passing: &'a mut [Buffer<Lanes>; 2],
) -> (&'a [Lanes], usize, &'a mut Buffer<Lanes>) {
    let [zero, one] = passing;
    match from {
        Place::Tapped => (tapped.as_slice(), 0, zero),
        Place::Passing(0) => (zero.as_slice(), 1, one),
        Place::Passing(_) => (one.as_slice(), 0, zero),
    }
}

impl Run {
    fn shape(self, relu: Relu) -> Shape {
        (0..relu.poolings()).fold(self.shape, |shape, _| shape.halved())
    }
}
