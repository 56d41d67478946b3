//! A 3 x 3 convolution in three phases: patches to spectra, a matrix product for each of the 36
//! points of the spectrum, and spectra to outputs.

use std::ops::Range;

use bytemuck::cast_slice_mut;

use super::{
    cell::Cell,
    executor::Executor,
    input::{ConvolutionInput, InputTransform},
    kernel::Kernel,
    memory::{LANES, Lanes, Shared},
    output::{Epilogue, OutputTransform},
    product::Product,
    shape::{SPECTRUM, Shape, Spectra},
    simd::Level,
};
use crate::net::NetError;

/// The most tiles that all threads work on together.
const COMMON_TILES: usize = 128;

/// What to convolve, and what to do with the outputs.
pub(super) struct Convolution<'a, E: Epilogue> {
    pub(super) input: ConvolutionInput<'a, E::Cell>,
    /// Height and width of the input as of the output.
    pub(super) shape: Shape,
    pub(super) epilogue: &'a E,
}

/// How the tiles are shared out among the threads.
#[derive(Clone, Copy, Debug)]
pub(super) enum Schedule {
    /// Each thread takes a block of this many tiles through all phases, in its own cache.
    Private(usize),
    /// All threads work on one block of this many tiles: the kernels are read less often.
    Common(usize),
}

/// The product for one point of the spectrum.
struct SpectralProduct<'a, C> {
    level: Level,
    from: Spectra<'a, C>,
    to: Spectra<'a, Lanes>,
    /// How many of the spectra are filled.
    tiles: usize,
    /// Blocks of 16 outputs.
    output_blocks: Range<usize>,
}

impl<C: Cell> Kernel<C> {
    /// Convolves, and hands each tile of outputs to the epilogue.
    pub(super) fn apply<E: Epilogue<Cell = C>>(
        &self,
        executor: &mut Executor,
        convolution: &Convolution<'_, E>,
    ) -> Result<(), NetError> {
        let tiles = convolution.shape.tiles();
        let schedule = self.schedule(tiles, executor.thread_pool.threads());
        self.apply_by(schedule, executor, convolution)
    }

    pub(super) fn apply_by<E: Epilogue<Cell = C>>(
        &self,
        schedule: Schedule,
        executor: &mut Executor,
        convolution: &Convolution<'_, E>,
    ) -> Result<(), NetError> {
        match schedule {
            Schedule::Private(tiles) => self.apply_private(executor, convolution, tiles),
            Schedule::Common(tiles) => self.apply_common(executor, convolution, tiles),
        }
    }

    fn schedule(&self, tiles: usize, threads: usize) -> Schedule {
        // The spectra of this many tiles fit into a megabyte, and are enough for the products,
        // which need several groups of rows.
        let private = if self.inputs + self.outputs <= 128 {
            64
        } else {
            32
        };

        if self.inputs.max(self.outputs) <= 256 && tiles >= 2 * private * threads {
            Schedule::Private(private)
        } else {
            // Blocks of equal size: a small last block would read the weights just as a full one.
            Schedule::Common(tiles.div_ceil(tiles.div_ceil(COMMON_TILES)))
        }
    }

    fn apply_private<E: Epilogue<Cell = C>>(
        &self,
        executor: &mut Executor,
        convolution: &Convolution<'_, E>,
        block_tiles: usize,
    ) -> Result<(), NetError> {
        let Convolution {
            input,
            shape,
            epilogue,
        } = *convolution;
        let input_size = Spectra::<C>::size(self.inputs, block_tiles);
        let output_size = Spectra::<Lanes>::size(self.outputs, block_tiles);
        let size = input_size + output_size;
        let threads = executor.thread_pool.threads();
        let scratch = Shared::new(executor.scratch.claim(threads * size)?);
        let level = executor.level;
        let tiles = shape.tiles();
        let blocks = tiles.div_ceil(block_tiles);

        executor.thread_pool.run(blocks, |block, worker| {
            // SAFETY: each worker has its own part of the scratch memory, and runs one task at a
            // time.
            let scratch = unsafe { scratch.write(worker * size, size) };
            let (from, to) = scratch.split_at_mut(input_size);
            let from = Spectra::new(cast_slice_mut(from), self.inputs, block_tiles);
            let to = Spectra::new(to, self.outputs, block_tiles);
            let tiles = block * block_tiles..tiles.min((block + 1) * block_tiles);

            level.run(InputTransform {
                input,
                shape,
                tiles: tiles.clone(),
                blocks: 0..self.inputs / C::CHANNELS,
                spectra: from,
            });

            let product = SpectralProduct {
                level,
                from,
                to,
                tiles: tiles.len(),
                output_blocks: 0..self.outputs / LANES,
            };
            level.with_tiles(|| {
                for point in 0..SPECTRUM {
                    self.multiply(point, &product);
                }
            });

            level.run(OutputTransform {
                spectra: to,
                shape,
                tiles,
                blocks: 0..self.outputs / C::CHANNELS,
                epilogue,
            });
        });

        Ok(())
    }

    fn apply_common<E: Epilogue<Cell = C>>(
        &self,
        executor: &mut Executor,
        convolution: &Convolution<'_, E>,
        block_tiles: usize,
    ) -> Result<(), NetError> {
        let Convolution {
            input,
            shape,
            epilogue,
        } = *convolution;
        let input_size = Spectra::<C>::size(self.inputs, block_tiles);
        let output_size = Spectra::<Lanes>::size(self.outputs, block_tiles);
        let scratch: &mut [Lanes] = executor.scratch.claim(input_size + output_size)?;
        let (from, to) = scratch.split_at_mut(input_size);
        let from = Spectra::new(cast_slice_mut(from), self.inputs, block_tiles);
        let to = Spectra::new(to, self.outputs, block_tiles);

        let level = executor.level;
        let thread_pool = &mut executor.thread_pool;
        let count = shape.tiles();

        for start in (0..count).step_by(block_tiles) {
            let tiles = start..count.min(start + block_tiles);
            thread_pool.run(self.inputs / C::CHANNELS, |block, _| {
                level.run(InputTransform {
                    input,
                    shape,
                    tiles: tiles.clone(),
                    blocks: block..block + 1,
                    spectra: from,
                });
            });

            // Two tasks for each point, so that the threads finish at about the same time.
            let half = self.outputs / LANES / 2;
            thread_pool.run(2 * SPECTRUM, |task, _| {
                let product = SpectralProduct {
                    level,
                    from,
                    to,
                    tiles: tiles.len(),
                    output_blocks: task % 2 * half..(task % 2 + 1) * half,
                };
                level.with_tiles(|| self.multiply(task / 2, &product));
            });

            thread_pool.run(self.outputs / C::CHANNELS, |block, _| {
                level.run(OutputTransform {
                    spectra: to,
                    shape,
                    tiles: tiles.clone(),
                    blocks: block..block + 1,
                    epilogue,
                });
            });
        }

        Ok(())
    }

    fn multiply(&self, point: usize, product: &SpectralProduct<C>) {
        let SpectralProduct {
            level,
            from,
            to,
            tiles,
            output_blocks: blocks,
        } = product;

        // SAFETY: a plane of the input spectra, which no thread writes in this phase.
        let values = unsafe {
            from.data
                .read(from.at(point, 0), self.inputs / C::CHANNELS * from.tiles)
        };
        let steps = self.inputs / C::STEP;
        level.run(Product {
            from: values,
            from_stride: from.tiles,
            weights: &self.plane(point)[blocks.start * steps..blocks.end * steps],
            to: to.data,
            to_stride: to.tiles,
            to_start: to.at(point, blocks.start),
            places: *tiles,
            inputs: self.inputs,
            outputs: blocks.len() * LANES,
        });
    }
}
