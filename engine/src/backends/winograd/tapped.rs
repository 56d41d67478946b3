//! What is asked of one tapped layer beside its moments: its distance to a target, and its own
//! gradient.

use super::{
    focus::Part,
    machine::Machine,
    memory::{Buffer, LANES, Lanes, Shared},
    product::{self, Product},
    shape::Shape,
    simd::{Simd, Task},
};
use crate::{
    net::{Distance, NetError},
    planes::Planes,
};

/// Places of a [`Distance`] that one task sums up.
const STRETCH: usize = 4096;
/// Pixels of an own gradient that one task computes.
const PIXELS: usize = 84;

/// A target kept from an earlier forward run.
#[derive(Default)]
pub(super) struct Target {
    pub(super) maps: Buffer<Lanes>,
    pub(super) shape: Shape,
}

/// The difference between two stacks of maps in two norms; `sums` is memory to work in.
pub(super) fn distance(
    machine: &mut Machine,
    maps: &[Lanes],
    target: &[Lanes],
    sums: &mut Buffer<[f64; 2]>,
) -> Result<Distance, NetError> {
    let tasks = maps.len().div_ceil(STRETCH);
    let sums = sums.claim(tasks)?;
    let level = machine.level;
    let to = Shared::new(sums);
    machine.thread_pool.run(tasks, |task, _| {
        let range = task * STRETCH..maps.len().min((task + 1) * STRETCH);

        // SAFETY: this task's sum.
        level.run(Difference {
            maps: &maps[range.clone()],
            target: &target[range],
            to: unsafe { to.at(task) },
        });
    });

    let total = |norm: usize| sums.iter().map(|sum| sum[norm]).sum();
    Ok(Distance {
        absolute: total(0),
        square: total(1),
        count: maps.len() * LANES,
    })
}

struct Difference<'a> {
    maps: &'a [Lanes],
    target: &'a [Lanes],
    to: &'a mut [f64; 2],
}

impl Task for Difference<'_> {
    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        *self.to = [0.0; 2];
        for (maps, target) in self.maps.chunks(64).zip(self.target.chunks(64)) {
            let mut absolutes = simd.zero();
            let mut squares = simd.zero();
            for (a, b) in maps.iter().zip(target) {
                for part in 0..S::PARTS {
                    let difference = simd.sub(simd.load(a, part), simd.load(b, part));
                    absolutes = simd.add(
                        absolutes,
                        simd.max(difference, simd.sub(simd.zero(), difference)),
                    );

                    squares = simd.fma(difference, difference, squares);
                }
            }

            self.to[0] += f64::from(simd.sum(absolutes));
            self.to[1] += f64::from(simd.sum(squares));
        }
    }
}

/// The gradients at one layer, at most one of each kind.
#[derive(Default)]
pub(super) struct Own<'a> {
    /// Matrix and offset.
    pub(super) affine: Option<(&'a [f32], &'a [f32])>,
    /// Target and scale.
    pub(super) target: Option<(&'a [Lanes], f32)>,
    pub(super) explicit: Option<&'a Planes>,
    /// The only places that have a gradient, if not all.
    pub(super) part: Option<Part>,
}

impl Own<'_> {
    /// Overwrites the activations with their own gradient, as far as the ReLU lets it pass.
    pub(super) fn replace(
        &self,
        machine: &mut Machine,
        maps: &mut [Lanes],
        channels: usize,
    ) -> Result<(), NetError> {
        let blocks = channels / LANES;
        let pixels = maps.len() / blocks;
        let level = machine.level;
        let matrix = channels * blocks;
        let products = PIXELS * blocks;

        let threads = machine.thread_pool.threads();
        let scratch = machine
            .scratch
            .claim(matrix + blocks + threads * products)?;
        let (weights, scratch) = scratch.split_at_mut(matrix);
        let (offset, scratch) = scratch.split_at_mut(blocks);

        if let Some((matrix, values)) = self.affine {
            // Symmetric: the weight from `a` to `b` is that from `b` to `a`, and rows are read in
            // order.
            product::pack(weights, level.columns(), channels, |input, output| {
                matrix[input * channels + output]
            });

            for (to, from) in offset.iter_mut().zip(values.as_chunks().0) {
                to.0 = *from;
            }
        }

        let offset = self.affine.map(|_| &*offset);
        let shared = Shared::new(maps);
        let scratch = Shared::new(scratch);
        let weights = &*weights;
        machine
            .thread_pool
            .run(pixels.div_ceil(PIXELS), |task, worker| {
                let start = task * PIXELS;
                let count = PIXELS.min(pixels - start);

                // SAFETY: this worker's scratch memory.
                let products = Shared::new(unsafe { scratch.write(worker * products, products) });
                if self.affine.is_some() {
                    level.run(Product {
                        // SAFETY: of these, only this task's pixels are read, and nobody else writes
                        // them.
                        from: unsafe { shared.read(start, (blocks - 1) * pixels + count) },
                        from_stride: pixels,
                        weights,
                        to: products,
                        to_stride: PIXELS,
                        to_start: 0,
                        places: count,
                        inputs: channels,
                        outputs: channels,
                    });
                }

                level.run(Sum {
                    own: self,
                    offset,
                    maps: shared,
                    products,
                    blocks,
                    pixels,
                    start,
                    count,
                });
            });

        if let Some(part) = self.part {
            part.isolate(maps);
        }

        Ok(())
    }
}

/// Sums the kinds for some pixels.
struct Sum<'a> {
    own: &'a Own<'a>,
    offset: Option<&'a [Lanes]>,
    maps: Shared<'a, Lanes>,
    products: Shared<'a, Lanes>,
    blocks: usize,
    pixels: usize,
    start: usize,
    count: usize,
}

impl Task for Sum<'_> {
    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        for block in 0..self.blocks {
            for place in 0..self.count {
                let at = block * self.pixels + self.start + place;
                let explicit = self.explicit(block, self.start + place);

                // SAFETY: this task's pixels.
                let to = unsafe { self.maps.at(at) };
                for part in 0..S::PARTS {
                    let activation = simd.load(to, part);
                    let mut sum = simd.load(&explicit, part);
                    if let Some(offset) = self.offset {
                        // SAFETY: this worker's scratch memory.
                        let product =
                            simd.load(unsafe { self.products.at(block * PIXELS + place) }, part);
                        sum = simd.add(sum, simd.add(product, simd.load(&offset[block], part)));
                    }

                    if let Some((target, scale)) = self.own.target {
                        let difference = simd.sub(activation, simd.load(&target[at], part));
                        sum = simd.fma(simd.splat(scale), difference, sum);
                    }

                    simd.store(to, part, simd.keep(sum, simd.positive(activation)));
                }
            }
        }
    }
}

impl Sum<'_> {
    #[inline(always)]
    fn explicit(&self, block: usize, pixel: usize) -> Lanes {
        match self.own.explicit {
            Some(planes) => Lanes(std::array::from_fn(|lane| {
                planes.plane(block * LANES + lane)[pixel]
            })),
            None => Lanes::ZERO,
        }
    }
}
