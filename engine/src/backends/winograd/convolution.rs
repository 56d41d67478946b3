//! A 3 x 3 convolution in three phases: patches to spectra, a product for each of the 36 places of
//! the spectrum, spectra to outputs.

use std::ops::Range;

use super::{
    input::{InputTransform, Source},
    kernel::Kernel,
    machine::Machine,
    memory::{LANES, Shared},
    output::{Finish, OutputTransform},
    product::Product,
    shape::{SPECTRUM, Shape, Spectra},
    simd::Level,
};
use crate::net::NetError;

/// Tiles at most that all threads work on together.
const COMMON: usize = 128;

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
        self.apply_by(
            self.schedule(shape.tiles(), machine.thread_pool.threads()),
            machine,
            source,
            (shape, finish),
        )
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
        // Spectra of so many tiles fit into a megabyte; the products need several groups of rows of
        // them.
        let private = if self.inputs + self.outputs <= 128 {
            60
        } else {
            30
        };

        if self.inputs.max(self.outputs) <= 256 && tiles >= 2 * private * threads {
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
        let size_in = Spectra::size(self.inputs, tiles);
        let size_out = Spectra::size(self.outputs, tiles);
        let size = size_in + size_out;
        let scratch = Shared::new(
            machine
                .scratch
                .claim(machine.thread_pool.threads() * size)?,
        );
        let level = machine.level;

        let count = shape.tiles();
        machine
            .thread_pool
            .run(count.div_ceil(tiles), |block, worker| {
                // SAFETY: a worker's part of the scratch memory, which is this thread's alone during
                // this task.
                let (from, to) =
                    unsafe { scratch.write(worker * size, size) }.split_at_mut(size_in);
                let from = Spectra::new(from, self.inputs, tiles);
                let to = Spectra::new(to, self.outputs, tiles);
                let tiles = block * tiles..count.min((block + 1) * tiles);
                let blocks = 0..self.inputs / LANES;

                level.run(InputTransform {
                    source,
                    shape,
                    tiles: tiles.clone(),
                    blocks,
                    spectra: from,
                });

                for p in 0..SPECTRUM {
                    self.multiply(level, p, (from, to), (tiles.len(), 0..self.outputs / LANES));
                }

                level.run(OutputTransform {
                    spectra: to,
                    shape,
                    tiles,
                    blocks: 0..self.outputs / LANES,
                    finish,
                });
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
        let size_in = Spectra::size(self.inputs, tiles);
        let size_out = Spectra::size(self.outputs, tiles);
        let (from, to) = machine
            .scratch
            .claim(size_in + size_out)?
            .split_at_mut(size_in);

        let from = Spectra::new(from, self.inputs, tiles);
        let to = Spectra::new(to, self.outputs, tiles);
        let level = machine.level;
        let count = shape.tiles();

        for start in (0..count).step_by(tiles) {
            let tiles = start..count.min(start + tiles);
            machine.thread_pool.run(self.inputs / LANES, |block, _| {
                let blocks = block..block + 1;
                level.run(InputTransform {
                    source,
                    shape,
                    tiles: tiles.clone(),
                    blocks,
                    spectra: from,
                });
            });

            // Halves of a plane, so that many threads end together.
            let half = self.outputs / LANES / 2;
            machine.thread_pool.run(2 * SPECTRUM, |task, _| {
                let outputs = task % 2 * half..(task % 2 + 1) * half;
                self.multiply(level, task / 2, (from, to), (tiles.len(), outputs));
            });

            machine.thread_pool.run(self.outputs / LANES, |block, _| {
                let blocks = block..block + 1;
                level.run(OutputTransform {
                    spectra: to,
                    shape,
                    tiles: tiles.clone(),
                    blocks,
                    finish,
                });
            });
        }

        Ok(())
    }

    /// The product for place `p` of the spectrum, for the first `tiles` and some blocks of 16
    /// outputs.
    fn multiply(
        &self,
        level: Level,
        p: usize,
        (from, to): (Spectra, Spectra),
        (tiles, outputs): (usize, Range<usize>),
    ) {
        // SAFETY: plane `p`, which no thread writes in this phase.
        let values = unsafe {
            from.data
                .read(from.at(p, 0), self.inputs / LANES * from.tiles)
        };
        level.run(Product {
            from: values,
            from_stride: from.tiles,
            weights: &self.plane(p)[outputs.start * self.inputs..outputs.end * self.inputs],
            to: to.data,
            to_stride: to.tiles,
            to_start: to.at(p, outputs.start),
            places: tiles,
            inputs: self.inputs,
            outputs: outputs.len() * LANES,
        });
    }
}
