//! A 3 x 3 convolution in three phases: patches to spectra, a product for each of the 36 places of the spectrum,
//! spectra to outputs.

use std::ops::Range;

use super::{
    crew::Crew,
    input::{InputTransform, Source},
    kernel::{Expand, Form, Kernel},
    memory::{Buffer, LANES, Lanes, Shared},
    output::{Finish, OutputTransform},
    product::Product,
    shape::{PATCH, SPECTRUM, Shape, Spectra},
    simd::Level,
    transform::Pair,
};
use crate::net::NetError;

/// Tiles at most that all threads work on together.
const COMMON: usize = 128;
/// Blocks of 16 outputs whose weights a thread makes at a time: what it makes stays in its second cache.
const BLOCKS: usize = 2;

/// What runs the work: the threads, the vector unit and the memory that is free again after each step.
pub(super) struct Machine {
    pub(super) level: Level,
    pub(super) crew: Crew,
    pub(super) scratch: Buffer<Lanes>,
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
        if self.form == Form::Whole && tiles >= 2 * private * threads {
            Schedule::Private(private)
        } else {
            // Equal blocks: the weights are read for a last small one as for any other.
            Schedule::Common(tiles.div_ceil(tiles.div_ceil(COMMON)))
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
                self.multiply(level, (from, to), tiles.len(), (p, 0, self.plane(p)));
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
        let rows = if self.form == Form::Half { machine.crew.threads() * self.rows() } else { 0 };
        let (from, scratch) = machine.scratch.claim(size_in + size_out + rows)?.split_at_mut(size_in);
        let (to, rows) = scratch.split_at_mut(size_out);
        let from = Spectra::new(from, self.inputs, tiles);
        let to = Spectra::new(to, self.outputs, tiles);
        let rows = Shared::new(rows);
        let (level, count) = (machine.level, shape.tiles());
        for start in (0..count).step_by(tiles) {
            let tiles = start..count.min(start + tiles);
            machine.crew.run(self.inputs / LANES, |block, _| {
                let blocks = block..block + 1;
                level.run(InputTransform { source, shape, tiles: tiles.clone(), blocks, spectra: from });
            });
            match self.form {
                // Halves of a plane, so that many threads end together.
                Form::Whole => machine.crew.run(2 * SPECTRUM, |task, _| {
                    let (p, half) = (task / 2, self.outputs / LANES / 2);
                    let (first, weights) = (task % 2 * half, self.plane(p));
                    let weights = &weights[first * self.inputs..][..half * self.inputs];
                    self.multiply(level, (from, to), tiles.len(), (p, first, weights));
                }),
                Form::Half => machine.crew.run(2 * 3 * PATCH, |task, worker| {
                    let (column, pair, half) = (task / 6, task / 2 % 3, self.outputs / LANES / 2);
                    let outputs = task % 2 * half..(task % 2 + 1) * half;
                    // SAFETY: a worker's part of the scratch memory, which is this thread's alone during this task.
                    let rows = unsafe { rows.write(worker * self.rows(), self.rows()) };
                    self.multiply_pair(level, (from, to), tiles.len(), (column, pair, outputs, rows));
                }),
            }
            machine.crew.run(self.outputs / LANES, |block, _| {
                let blocks = block..block + 1;
                level.run(OutputTransform { spectra: to, shape, tiles: tiles.clone(), blocks, finish });
            });
        }
        Ok(())
    }

    /// Memory for two rows of the spectrum that [`Kernel::multiply_pair`] makes, in [`Lanes`].
    fn rows(&self) -> usize {
        2 * BLOCKS * self.inputs
    }

    /// The products for two places in a column of the spectrum: the first and last row, which lie there as they are, or
    /// the two rows that [`Pair`] number `pair` makes; to some blocks of 16 outputs.
    fn multiply_pair(
        &self,
        level: Level,
        spectra: (Spectra, Spectra),
        tiles: usize,
        (column, pair, outputs, rows): (usize, usize, Range<usize>, &mut [Lanes]),
    ) {
        let Some((row, pair)) = [None, Some((1, Pair::ONE)), Some((3, Pair::TWO))][pair] else {
            let [first, _, last] = self.column(column, outputs.start, outputs.len());
            self.multiply(level, spectra, tiles, (column, outputs.start, first));
            self.multiply(level, spectra, tiles, (5 * PATCH + column, outputs.start, last));
            return;
        };
        let (plus, minus) = rows.split_at_mut(BLOCKS * self.inputs);
        for block in outputs.step_by(BLOCKS) {
            level.run(Expand { column: self.column(column, block, BLOCKS), pair, to: [&mut *plus, &mut *minus] });
            self.multiply(level, spectra, tiles, (row * PATCH + column, block, plus));
            self.multiply(level, spectra, tiles, ((row + 1) * PATCH + column, block, minus));
        }
    }

    /// The product of the first `tiles` for place `p` of the spectrum, to the outputs of `weights`, which begin at the
    /// block of 16 numbered `first`.
    fn multiply(
        &self,
        level: Level,
        (from, to): (Spectra, Spectra),
        tiles: usize,
        (p, first, weights): (usize, usize, &[Lanes]),
    ) {
        // SAFETY: plane `p`, which no thread writes in this phase.
        let values = unsafe { from.data.read(from.at(p, 0), self.inputs / LANES * from.tiles) };
        level.run(Product {
            from: values,
            from_stride: from.tiles,
            weights,
            to: to.data,
            to_stride: to.tiles,
            to_start: to.at(p, first),
            places: tiles,
            inputs: self.inputs,
            outputs: weights.len() / self.inputs * LANES,
        });
    }
}
