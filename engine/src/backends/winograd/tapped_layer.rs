//! A tapped layer's distance to a target, and the gradient that the losses give to it.

use std::marker::PhantomData;

use super::{
    cell::Cell,
    executor::Executor,
    focus::MapsRegion,
    memory::{Buffer, LANES, Lanes, Shared},
    product::{Pack, Product},
    shape::Shape,
    simd::{self, Level, Simd, SimdTask},
};
use crate::{
    net::{Distance, NetError},
    planes::Planes,
};

/// Cells that one task compares for a [`Distance`].
const DISTANCE_CHUNK: usize = 4096;
/// Pixels of a layer's gradient that one task computes: a multiple of the rows that products compute
/// at a time.
const TASK_PIXELS: usize = 224;

/// Activations kept from an earlier forward run.
#[derive(Default)]
pub(super) struct Target<C> {
    pub(super) maps: Buffer<C>,
    pub(super) shape: Shape,
    /// The weights of places; empty if all count alike.
    pub(super) weights: Vec<f32>,
}

/// Adds to Σd² what the weights of places, which are 1 without them, add. Only a few places have
/// another weight, so that this needs no vector unit.
pub(super) fn weigh_square<C: Cell>(
    distance: &mut Distance,
    maps: &[C],
    target: &[C],
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
            .flat_map(|at| (0..C::CHANNELS).map(move |i| maps[at].value(i) - target[at].value(i)));
        let square: f64 = differences.map(|d| f64::from(d.powi(2))).sum();

        distance.square += f64::from(weight - 1.0) * square;
    }
}

/// The distance between two stacks of maps; `sums` is scratch memory.
pub(super) fn distance<C: Cell>(
    executor: &mut Executor,
    maps: &[C],
    target: &[C],
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
        count: maps.len() * C::CHANNELS,
    })
}

/// Sums |d| and d² of some values.
struct Difference<'a, C> {
    maps: &'a [C],
    target: &'a [C],
    /// Σ|d|, Σd².
    to: &'a mut [f64; 2],
}

impl<C: Cell> SimdTask for Difference<'_, C> {
    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        *self.to = [0.0; 2];
        for (maps, target) in self.maps.chunks(64).zip(self.target.chunks(64)) {
            let mut absolutes = simd.zero();
            let mut squares = simd.zero();
            for (a, b) in maps.iter().zip(target) {
                for part in 0..C::parts::<S>() {
                    let difference = simd.sub(a.load(simd, part), b.load(simd, part));
                    absolutes = simd.add(
                        absolutes,
                        simd.max(difference, simd.sub(simd.zero(), difference)),
                    );

                    squares = simd.fma(difference, difference, squares);
                }
            }

            self.to[0] += f64::from(simd::sum(simd, absolutes));
            self.to[1] += f64::from(simd::sum(simd, squares));
        }
    }
}

/// The gradients that the losses give to one layer, at most one of each kind.
pub(super) struct LayerGradients<'a, C> {
    pub(super) affine: Option<AffineGradient<'a>>,
    pub(super) target: Option<TargetGradient<'a, C>>,
    pub(super) explicit: Option<&'a Planes>,
    /// The region outside which the gradient is zero; `None` if there is a gradient everywhere.
    pub(super) region: Option<MapsRegion>,
}

impl<C> Default for LayerGradients<'_, C> {
    fn default() -> Self {
        Self {
            affine: None,
            target: None,
            explicit: None,
            region: None,
        }
    }
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
    fn pack<C: Cell>(self, weights: &mut [Lanes], offset: &mut [Lanes], level: Level) {
        let channels = self.offset.len();

        level.run(Pack {
            to: weights,
            inputs: channels,
            // The matrix is symmetric, so it can be read row by row.
            weight: |input: usize, output: usize| self.matrix[input * channels + output],
            cell: PhantomData::<C>,
        });

        for (to, from) in offset.iter_mut().zip(self.offset.as_chunks().0) {
            to.0 = *from;
        }
    }
}

/// `scale` (F - `target`).
pub(super) struct TargetGradient<'a, C> {
    pub(super) target: &'a [C],
    pub(super) scale: f32,
    /// The weights of places; empty if all count alike.
    pub(super) weights: &'a [f32],
}

impl<C> TargetGradient<'_, C> {
    /// The factor of a place.
    #[inline(always)]
    fn scale_at(&self, pixel: usize) -> f32 {
        self.scale * self.weights.get(pixel).copied().unwrap_or(1.0)
    }
}

impl<C: Cell> LayerGradients<'_, C> {
    /// Overwrites the activations in `maps` with their gradient, after the ReLU's mask.
    pub(super) fn overwrite(
        &self,
        executor: &mut Executor,
        maps: &mut [C],
        channels: usize,
    ) -> Result<(), NetError> {
        let blocks = channels / C::CHANNELS;
        let lines = channels / LANES;
        let pixels = maps.len() / blocks;
        let level = executor.level;
        let weights_len = channels / C::STEP * lines;
        let products_len = TASK_PIXELS * lines;

        let threads = executor.thread_pool.threads();
        let scratch = executor
            .scratch
            .claim(weights_len + lines + threads * products_len)?;
        let (weights, scratch) = scratch.split_at_mut(weights_len);
        let (offset, scratch) = scratch.split_at_mut(lines);

        if let Some(affine) = self.affine {
            affine.pack::<C>(weights, offset, level);
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
                    let product = Product {
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
                    };
                    level.with_tiles(|| level.run(product));
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
struct GradientSum<'a, C> {
    gradients: &'a LayerGradients<'a, C>,
    offset: Option<&'a [Lanes]>,
    maps: Shared<'a, C>,
    /// The matrix times these pixels: `[channels / 16][TASK_PIXELS]`.
    products: Shared<'a, Lanes>,
    blocks: usize,
    /// All pixels of the layer.
    pixels: usize,
    /// The first of the task's pixels.
    start: usize,
    /// The number of the task's pixels.
    count: usize,
}

impl<C: Cell> SimdTask for GradientSum<'_, C> {
    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        for block in 0..self.blocks {
            for place in 0..self.count {
                let at = block * self.pixels + self.start + place;

                // SAFETY: one of this task's pixels, which no other task touches.
                let to = unsafe { self.maps.at(at) };
                for part in 0..C::parts::<S>() {
                    let vector = block * C::parts::<S>() + part;
                    let line = vector / S::PARTS;
                    let activation = to.load(simd, part);
                    let mut sum = self.explicit(simd, vector, self.start + place);
                    if let Some(offset) = self.offset {
                        // SAFETY: in this worker's part of the scratch memory.
                        let product = unsafe { self.products.at(line * TASK_PIXELS + place) };
                        let product = simd.load(product, vector % S::PARTS);
                        sum = simd.add(sum, simd.add(product, simd.load_nth(offset, vector)));
                    }

                    if let Some(gradient) = &self.gradients.target {
                        let target = gradient.target[at].load(simd, part);
                        let difference = simd.sub(activation, target);
                        let scale = gradient.scale_at(self.start + place);
                        sum = simd.fma(simd.splat(scale), difference, sum);
                    }

                    to.store(simd, part, simd.keep(sum, simd.positive(activation)));
                }
            }
        }
    }
}

impl<C> GradientSum<'_, C> {
    /// The explicit gradient of a vector of channels at a pixel.
    #[inline(always)]
    fn explicit<S: Simd>(&self, simd: S, vector: usize, pixel: usize) -> S::Vector {
        let Some(planes) = self.gradients.explicit else {
            return simd.zero();
        };

        let mut lanes = Lanes([0.0; LANES]);
        for (lane, value) in lanes.0.iter_mut().take(S::WIDTH).enumerate() {
            *value = planes.plane(vector * S::WIDTH + lane)[pixel];
        }

        simd.load(&lanes, 0)
    }
}
