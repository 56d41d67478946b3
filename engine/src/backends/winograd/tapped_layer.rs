//! A tapped layer's distance to a target, and the gradient that the losses give to it.

use super::{
    executor::Executor,
    focus::MapsRegion,
    memory::{Buffer, LANES, Lanes, Shared},
    product::{self, Product},
    shape::Shape,
    simd::{Level, Simd, SimdTask},
};
use crate::{
    net::{Distance, NetError},
    planes::Planes,
};

/// [`Lanes`] that one task compares for a [`Distance`].
const DISTANCE_CHUNK: usize = 4096;
/// Pixels of a layer's gradient that one task computes.
const TASK_PIXELS: usize = 84;

/// Activations kept from an earlier forward run.
#[derive(Default)]
pub(super) struct Target {
    pub(super) maps: Buffer<Lanes>,
    pub(super) shape: Shape,
    /// The weights of places; empty if all count alike.
    pub(super) weights: Vec<f32>,
}

/// Adds to Σd² what the weights of places, which are 1 without them, add. Only a few places have
/// another weight, so that this needs no vector unit.
pub(super) fn weigh_square(
    distance: &mut Distance,
    maps: &[Lanes],
    target: &[Lanes],
    weights: &[f32],
) {
    let pixels = weights.len();
    for (pixel, weight) in weights
        .iter()
        .enumerate()
        .filter(|(_, weight)| (**weight - 1.0).abs() > f32::EPSILON)
    {
        let differences = (pixel..maps.len())
            .step_by(pixels)
            .flat_map(|at| maps[at].0.iter().zip(&target[at].0));
        let square: f64 = differences.map(|(a, b)| f64::from((a - b).powi(2))).sum();

        distance.square += f64::from(weight - 1.0) * square;
    }
}

/// The distance between two stacks of maps; `sums` is scratch memory.
pub(super) fn distance(
    executor: &mut Executor,
    maps: &[Lanes],
    target: &[Lanes],
    sums: &mut Buffer<[f64; 2]>,
) -> Result<Distance, NetError> {
    let tasks = maps.len().div_ceil(DISTANCE_CHUNK);
    let sums = sums.claim(tasks)?;
    let level = executor.level;
    let to = Shared::new(sums);
    executor.thread_pool.run(tasks, |task, _| {
        let range = task * DISTANCE_CHUNK..maps.len().min((task + 1) * DISTANCE_CHUNK);

        // SAFETY: this task's own sums.
        let to = unsafe { to.at(task) };
        level.run(Difference {
            maps: &maps[range.clone()],
            target: &target[range],
            to,
        });
    });

    let total = |norm: usize| sums.iter().map(|sum| sum[norm]).sum();
    Ok(Distance {
        absolute: total(0),
        square: total(1),
        count: maps.len() * LANES,
    })
}

/// Sums |d| and d² of some values.
struct Difference<'a> {
    maps: &'a [Lanes],
    target: &'a [Lanes],
    /// Σ|d|, Σd².
    to: &'a mut [f64; 2],
}

impl SimdTask for Difference<'_> {
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

/// The gradients that the losses give to one layer, at most one of each kind.
#[derive(Default)]
pub(super) struct LayerGradients<'a> {
    pub(super) affine: Option<AffineGradient<'a>>,
    pub(super) target: Option<TargetGradient<'a>>,
    pub(super) explicit: Option<&'a Planes>,
    /// The region outside which the gradient is zero; `None` if there is a gradient everywhere.
    pub(super) region: Option<MapsRegion>,
}

/// `matrix` F + `offset`.
#[derive(Clone, Copy)]
pub(super) struct AffineGradient<'a> {
    /// `[C][C]`, symmetric.
    pub(super) matrix: &'a [f32],
    /// `[C]`.
    pub(super) offset: &'a [f32],
}

impl AffineGradient<'_> {
    /// Lays out matrix and offset for the products.
    fn pack(self, weights: &mut [Lanes], offset: &mut [Lanes], level: Level) {
        let channels = self.offset.len();

        // The matrix is symmetric, so it can be read row by row.
        product::pack(weights, level.columns(), channels, |input, output| {
            self.matrix[input * channels + output]
        });

        for (to, from) in offset.iter_mut().zip(self.offset.as_chunks().0) {
            to.0 = *from;
        }
    }
}

/// `scale` (F - `target`).
#[derive(Clone, Copy)]
pub(super) struct TargetGradient<'a> {
    pub(super) target: &'a [Lanes],
    pub(super) scale: f32,
    /// The weights of places; empty if all count alike.
    pub(super) weights: &'a [f32],
}

impl TargetGradient<'_> {
    /// The factor of a place.
    #[inline(always)]
    fn scale_at(self, pixel: usize) -> f32 {
        self.scale * self.weights.get(pixel).copied().unwrap_or(1.0)
    }
}

impl LayerGradients<'_> {
    /// Overwrites the activations in `maps` with their gradient, after the ReLU's mask.
    pub(super) fn overwrite(
        &self,
        executor: &mut Executor,
        maps: &mut [Lanes],
        channels: usize,
    ) -> Result<(), NetError> {
        let blocks = channels / LANES;
        let pixels = maps.len() / blocks;
        let level = executor.level;
        let weights_len = channels * blocks;
        let products_len = TASK_PIXELS * blocks;

        let threads = executor.thread_pool.threads();
        let scratch = executor
            .scratch
            .claim(weights_len + blocks + threads * products_len)?;
        let (weights, scratch) = scratch.split_at_mut(weights_len);
        let (offset, scratch) = scratch.split_at_mut(blocks);

        if let Some(affine) = self.affine {
            affine.pack(weights, offset, level);
        }

        let offset = self.affine.map(|_| &*offset);
        let shared = Shared::new(maps);
        let scratch = Shared::new(scratch);
        let weights = &*weights;
        executor
            .thread_pool
            .run(pixels.div_ceil(TASK_PIXELS), |task, worker| {
                let start = task * TASK_PIXELS;
                let count = TASK_PIXELS.min(pixels - start);

                // SAFETY: each worker has its own part of the scratch memory, and runs one task at
                // a time.
                let products = unsafe { scratch.write(worker * products_len, products_len) };
                let products = Shared::new(products);
                if self.affine.is_some() {
                    level.run(Product {
                        // SAFETY: the product reads only this task's pixels of the range, which no
                        // other task writes.
                        from: unsafe { shared.read(start, (blocks - 1) * pixels + count) },
                        from_stride: pixels,
                        weights,
                        to: products,
                        to_stride: TASK_PIXELS,
                        to_start: 0,
                        places: count,
                        inputs: channels,
                        outputs: channels,
                    });
                }

                level.run(GradientSum {
                    gradients: self,
                    offset,
                    maps: shared,
                    products,
                    blocks,
                    pixels,
                    start,
                    count,
                });
            });

        if let Some(region) = self.region {
            region.clear_outside(maps);
        }

        Ok(())
    }
}

/// Adds up the gradients of all kinds for some pixels, and applies the ReLU's mask.
struct GradientSum<'a> {
    gradients: &'a LayerGradients<'a>,
    offset: Option<&'a [Lanes]>,
    maps: Shared<'a, Lanes>,
    /// The matrix times these pixels: `[blocks][TASK_PIXELS]`.
    products: Shared<'a, Lanes>,
    blocks: usize,
    /// All pixels of the layer.
    pixels: usize,
    /// The first of the task's pixels.
    start: usize,
    /// The number of the task's pixels.
    count: usize,
}

impl SimdTask for GradientSum<'_> {
    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        for block in 0..self.blocks {
            for place in 0..self.count {
                let at = block * self.pixels + self.start + place;
                let explicit = self.explicit(block, self.start + place);

                // SAFETY: one of this task's pixels, which no other task touches.
                let to = unsafe { self.maps.at(at) };
                for part in 0..S::PARTS {
                    let activation = simd.load(to, part);
                    let mut sum = simd.load(&explicit, part);
                    if let Some(offset) = self.offset {
                        // SAFETY: in this worker's part of the scratch memory.
                        let product = unsafe { self.products.at(block * TASK_PIXELS + place) };
                        let product = simd.load(product, part);
                        sum = simd.add(sum, simd.add(product, simd.load(&offset[block], part)));
                    }

                    if let Some(gradient) = self.gradients.target {
                        let target = simd.load(&gradient.target[at], part);
                        let difference = simd.sub(activation, target);
                        let scale = gradient.scale_at(self.start + place);
                        sum = simd.fma(simd.splat(scale), difference, sum);
                    }

                    simd.store(to, part, simd.keep(sum, simd.positive(activation)));
                }
            }
        }
    }
}

impl GradientSum<'_> {
    /// The explicit gradient of 16 channels at a pixel.
    #[inline(always)]
    fn explicit(&self, block: usize, pixel: usize) -> Lanes {
        match self.gradients.explicit {
            Some(planes) => Lanes(std::array::from_fn(|lane| {
                planes.plane(block * LANES + lane)[pixel]
            })),
            None => Lanes::ZERO,
        }
    }
}
