//! A 3 x 3 convolution in three phases: patches to spectra, a product for each of the 36 places of the spectrum,
//! spectra to outputs.

use std::ops::Range;

use super::{
    crew::Crew,
    input::{InputTransform, Source},
    memory::{Buffer, LANES, Lanes, Shared},
    output::{Finish, OutputTransform},
    product::{self, Product},
    shape::{SPECTRUM, Shape, Spectra},
    simd::Level,
    transform,
};
use crate::{net::NetError, vgg};

/// What runs the work: the threads, the vector unit and the memory that is free again after each step.
pub(super) struct Machine {
    pub(super) level: Level,
    pub(super) crew: Crew,
    pub(super) scratch: Buffer<Lanes>,
}

/// One direction of a convolution.
pub(super) struct Kernel {
    inputs: usize,
    outputs: usize,
    /// 36 planes, each laid out for [`Product`].
    spectra: Vec<Lanes>,
}

/// How the tiles are shared out.
#[derive(Clone, Copy, Debug)]
pub(super) enum Schedule {
    /// Each thread takes a block of so many tiles through all phases, in its own cache.
    Private(usize),
    /// All threads work on one block of so many tiles: the kernels are read less often.
    Common(usize),
}

impl Kernel {
    /// The convolution itself.
    pub(super) fn forward(machine: &mut Machine, convolution: &vgg::Convolution) -> Self {
        let (inputs, outputs) = (convolution.inputs, convolution.outputs);
        let kernel = &convolution.kernel;
        Self::new(machine, inputs, outputs, |input, output| {
            let weights = &kernel[(output * inputs + input) * 9..][..9];
            std::array::from_fn(|row| std::array::from_fn(|column| f64::from(weights[row * 3 + column])))
        })
    }

    /// The gradient of its input, times `factor`: the kernel turned by 180 degrees, from outputs to inputs.
    pub(super) fn backward(machine: &mut Machine, convolution: &vgg::Convolution, factor: f64) -> Self {
        let (inputs, outputs) = (convolution.inputs, convolution.outputs);
        let kernel = &convolution.kernel;
        Self::new(machine, outputs, inputs, |output, input| {
            let weights = &kernel[(output * inputs + input) * 9..][..9];
            std::array::from_fn(|row| std::array::from_fn(|column| f64::from(weights[8 - (row * 3 + column)]) * factor))
        })
    }

    fn new(
        machine: &mut Machine,
        inputs: usize,
        outputs: usize,
        kernel: impl Fn(usize, usize) -> [[f64; 3]; 3] + Sync,
    ) -> Self {
        let columns = machine.level.columns();
        let plane = inputs * outputs / LANES;
        let mut spectra = vec![Lanes::ZERO; SPECTRUM * plane];
        let to = Shared::new(&mut spectra);
        machine.crew.run(outputs / LANES, |block, _| {
            for input in 0..inputs {
                let (line, _) = product::place(columns, inputs, input, block * LANES);
                for lane in 0..LANES {
                    let spectrum = transform::kernel(kernel(input, block * LANES + lane));
                    for (p, value) in spectrum.as_flattened().iter().enumerate() {
                        // SAFETY: a place of this block of outputs, which is this thread's alone.
                        unsafe { to.at(p * plane + line) }.0[lane] = *value as f32;
                    }
                }
            }
        });
        Self { inputs, outputs, spectra }
    }

    /// Convolves `source`, maps of `shape`, and hands each tile to `finish`.
    pub(super) fn apply<F: Finish>(
        &self,
        machine: &mut Machine,
        source: Source,
        shape: Shape,
        finish: &F,
    ) -> Result<(), NetError> {
        self.apply_by(self.schedule(shape.tiles(), machine.crew.threads()), machine, source, (shape, finish))
    }

    pub(super) fn apply_by<F: Finish>(
        &self,
        schedule: Schedule,
        machine: &mut Machine,
        source: Source,
        (shape, finish): (Shape, &F),
    ) -> Result<(), NetError> {
        match schedule {
            Schedule::Private(tiles) => self.apply_private(machine, source, shape, (tiles, finish)),
            Schedule::Common(tiles) => self.apply_common(machine, source, shape, (tiles, finish)),
        }
    }

    fn schedule(&self, tiles: usize, threads: usize) -> Schedule {
        // Spectra of so many tiles fit into a megabyte; the products need several groups of rows of them.
        let private = if self.inputs + self.outputs <= 128 { 60 } else { 30 };
        if self.inputs.max(self.outputs) <= 256 && tiles >= 2 * private * threads {
            Schedule::Private(private)
        } else {
            Schedule::Common(tiles.min(120))
        }
    }

    fn apply_private<F: Finish>(
        &self,
        machine: &mut Machine,
        source: Source,
        shape: Shape,
        (tiles, finish): (usize, &F),
    ) -> Result<(), NetError> {
        let (size_in, size_out) = (Spectra::size(self.inputs, tiles), Spectra::size(self.outputs, tiles));
        let size = size_in + size_out;
        let scratch = Shared::new(machine.scratch.claim(machine.crew.threads() * size)?);
        let (level, count) = (machine.level, shape.tiles());
        machine.crew.run(count.div_ceil(tiles), |block, worker| {
            // SAFETY: a worker's part of the scratch memory, which is this thread's alone during this task.
            let (from, to) = unsafe { scratch.write(worker * size, size) }.split_at_mut(size_in);
            let from = Spectra::new(from, self.inputs, tiles);
            let to = Spectra::new(to, self.outputs, tiles);
            let tiles = block * tiles..count.min((block + 1) * tiles);
            let blocks = 0..self.inputs / LANES;
            level.run(InputTransform { source, shape, tiles: tiles.clone(), blocks, spectra: from });
            for p in 0..SPECTRUM {
                self.multiply(level, p, (from, to), (0..tiles.len(), 0..self.outputs / LANES));
            }
            level.run(OutputTransform { spectra: to, shape, tiles, blocks: 0..self.outputs / LANES, finish });
        });
        Ok(())
    }

    fn apply_common<F: Finish>(
        &self,
        machine: &mut Machine,
        source: Source,
        shape: Shape,
        (tiles, finish): (usize, &F),
    ) -> Result<(), NetError> {
        let (size_in, size_out) = (Spectra::size(self.inputs, tiles), Spectra::size(self.outputs, tiles));
        let (from, to) = machine.scratch.claim(size_in + size_out)?.split_at_mut(size_in);
        let from = Spectra::new(from, self.inputs, tiles);
        let to = Spectra::new(to, self.outputs, tiles);
        let (level, count) = (machine.level, shape.tiles());
        for start in (0..count).step_by(tiles) {
            let tiles = start..count.min(start + tiles);
            machine.crew.run(self.inputs / LANES, |block, _| {
                let blocks = block..block + 1;
                level.run(InputTransform { source, shape, tiles: tiles.clone(), blocks, spectra: from });
            });
            // Halves of a plane, so that many threads end together.
            let half = self.outputs / LANES / 2;
            machine.crew.run(2 * SPECTRUM, |task, _| {
                let outputs = task % 2 * half..(task % 2 + 1) * half;
                self.multiply(level, task / 2, (from, to), (0..tiles.len(), outputs));
            });
            machine.crew.run(self.outputs / LANES, |block, _| {
                let blocks = block..block + 1;
                level.run(OutputTransform { spectra: to, shape, tiles: tiles.clone(), blocks, finish });
            });
        }
        Ok(())
    }

    /// The product for place `p` of the spectrum, for some tiles and blocks of 16 outputs.
    fn multiply(
        &self,
        level: Level,
        p: usize,
        (from, to): (Spectra, Spectra),
        (tiles, outputs): (Range<usize>, Range<usize>),
    ) {
        let plane = self.inputs * self.outputs / LANES;
        let weights = &self.spectra[p * plane..][..plane];
        // SAFETY: plane `p`, which no thread writes in this phase.
        let values = unsafe { from.data.read(from.at(p, 0), self.inputs / LANES * from.tiles) };
        level.run(Product {
            from: &values[tiles.start..],
            from_stride: from.tiles,
            weights: &weights[outputs.start * self.inputs..outputs.end * self.inputs],
            to: to.data,
            to_stride: to.tiles,
            to_start: to.at(p, outputs.start) + tiles.start,
            places: tiles.len(),
            inputs: self.inputs,
            outputs: outputs.len() * LANES,
        });
    }
}
