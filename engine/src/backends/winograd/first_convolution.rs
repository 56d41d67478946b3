//! The first convolution, from the picture's three colours, and its gradient. Three channels are too few
//! for Winograd's method: forward it is computed directly, and the gradient is one product of all
//! places of the kernel, added up where they fall.

use std::{marker::PhantomData, ops::Range};

use super::{
    cell::Cell,
    executor::Executor,
    memory::{Buffer, LANES, Lanes, Shared},
    product::{Pack, Product},
    shape::Shape,
    simd::{Level, Simd, SimdTask},
};
use crate::{
    net::NetError,
    planes::Planes,
    vgg::{self, Border, MEAN},
};

/// Weights of an output.
const TAPS: usize = COLOURS * PLACES;
/// Activations that are computed together, so that the weights are loaded once for all of them and no
/// addition waits for the one before.
const FORWARD_GROUP: usize = 12;
/// Places of the kernel.
const PLACES: usize = 9;
/// Colours of the picture.
const COLOURS: usize = 3;
/// Places whose products are in one line: three colours of each.
const PLACES_IN_LINE: usize = LANES / COLOURS;
/// Lines of products of a pixel.
const PRODUCT_LINES: usize = PLACES.div_ceil(PLACES_IN_LINE);

/// conv1_1 with ReLU, and the way back to the picture.
pub(super) struct FirstConvolution<C> {
    outputs: usize,
    border: Border,
    /// `[outputs / 16][27]`.
    forward: Vec<Lanes>,
    bias: Vec<Lanes>,
    /// From the outputs to [`PRODUCT_LINES`], laid out for [`Product`].
    backward: Vec<Lanes>,
    cell: PhantomData<C>,
    /// The picture with its border, minus the mean: `[3][height + 2][width + 2]`. On the way back,
    /// its gradient.
    padded: Buffer<f32>,
}

impl<C: Cell> FirstConvolution<C> {
    pub(super) fn new(convolution: &vgg::Convolution, border: Border, level: Level) -> Self {
        let outputs = convolution.outputs;
        let kernel = convolution.kernel.to_vec();
        let weights = |block: usize, tap: usize| {
            Lanes(std::array::from_fn(|lane| {
                kernel[(block * LANES + lane) * TAPS + tap]
            }))
        };

        let mut backward = vec![Lanes::ZERO; outputs / C::STEP * PRODUCT_LINES];
        level.run(Pack {
            to: &mut backward,
            inputs: outputs,
            weight: |output: usize, product: usize| {
                let lane = product % LANES;
                let place = product / LANES * PLACES_IN_LINE + lane / COLOURS;
                if lane < PLACES_IN_LINE * COLOURS && place < PLACES {
                    kernel[output * TAPS + lane % COLOURS * PLACES + place]
                } else {
                    0.0
                }
            },
            cell: PhantomData::<C>,
        });

        Self {
            outputs,
            border,
            forward: (0..outputs / LANES)
                .flat_map(|block| (0..TAPS).map(move |tap| weights(block, tap)))
                .collect(),
            bias: super::output::in_lanes(&convolution.bias),
            backward,
            cell: PhantomData,
            padded: Buffer::default(),
        }
    }

    /// Writes the activations to `to`, and where they are positive to `masks`.
    pub(super) fn forward(
        &mut self,
        executor: &mut Executor,
        picture: &Planes,
        to: &mut [C],
        masks: &mut [C::Mask],
    ) -> Result<(), NetError> {
        let shape = Shape {
            height: picture.height(),
            width: picture.width(),
        };
        let padded = self
            .padded
            .claim(3 * (shape.height + 2) * (shape.width + 2))?;

        pad(picture, self.border, padded);

        let to = Shared::new(to);
        let masks = Shared::new(masks);
        let level = executor.level;
        let padded = self.padded.as_slice();
        executor.thread_pool.run(shape.height, |y, _| {
            level.run(ForwardRow {
                convolution: self,
                padded,
                shape,
                y,
                to,
                masks,
            });
        });

        Ok(())
    }

    /// Writes the picture's gradient, from the gradient at the convolution's output after the mask.
    pub(super) fn backward(
        &mut self,
        executor: &mut Executor,
        gradient: &[C],
        picture: &mut Planes,
    ) -> Result<(), NetError> {
        let shape = Shape {
            height: picture.height(),
            width: picture.width(),
        };
        let padded_len = COLOURS * (shape.height + 2) * (shape.width + 2);
        let padded = self.padded.claim(padded_len)?;
        let to = Shared::new(padded);

        // Each band needs the products of two rows more than it has.
        let rows = band_rows(shape.width);
        let size = (rows + 2) * shape.width * PRODUCT_LINES;
        let threads = executor.thread_pool.threads();
        let scratch = Shared::new(executor.scratch.claim(threads * size)?);
        let level = executor.level;
        let bands = (shape.height + 2).div_ceil(rows);
        executor.thread_pool.run(bands, |band, worker| {
            // SAFETY: each worker has its own part of the scratch memory, and runs one task at a
            // time.
            let scratch = unsafe { scratch.write(worker * size, size) };
            let band = Band {
                rows: band * rows..(shape.height + 2).min((band + 1) * rows),
                shape,
                gradient,
                channels: self.outputs,
                weights: &self.backward,
            };
            let products = band.products(level, scratch);
            band.gather(&products, to);
        });

        unpad(padded, self.border, picture);
        Ok(())
    }
}

/// Rows of the picture's gradient that one task computes: the products for them stay in the core's
/// cache.
fn band_rows(width: usize) -> usize {
    (4096 / width).clamp(4, 16)
}

/// Adds the border, and subtracts the mean.
fn pad(picture: &Planes, border: Border, padded: &mut [f32]) {
    let height = picture.height();
    let width = picture.width();
    let planes = padded.chunks_exact_mut((height + 2) * (width + 2));

    for ((channel, plane), mean) in planes.enumerate().zip(MEAN) {
        for (y, row) in plane.chunks_exact_mut(width + 2).enumerate() {
            if border == Border::Zero && (y == 0 || y == height + 1) {
                row.fill(0.0);
                continue;
            }

            let from =
                &picture.plane(channel)[y.saturating_sub(1).min(height - 1) * width..][..width];

            for (to, from) in row[1..].iter_mut().zip(from) {
                *to = from - mean;
            }

            let replicate = border == Border::Replicate;
            row[0] = if replicate { row[1] } else { 0.0 };
            row[width + 1] = if replicate { row[width] } else { 0.0 };
        }
    }
}

/// Removes the border. With a replicated border, adds each of its gradients to that of the pixel
/// that it repeats.
fn unpad(padded: &[f32], border: Border, picture: &mut Planes) {
    let height = picture.height();
    let width = picture.width();

    for (channel, plane) in padded.chunks_exact((height + 2) * (width + 2)).enumerate() {
        let to = picture.plane_mut(channel);
        for (to, from) in to
            .chunks_exact_mut(width)
            .zip(plane.chunks_exact(width + 2).skip(1))
        {
            to.copy_from_slice(&from[1..=width]);
        }

        if border == Border::Zero {
            continue;
        }

        for (y, row) in plane.chunks_exact(width + 2).enumerate() {
            let line = &mut to[y.saturating_sub(1).min(height - 1) * width..][..width];
            line[0] += row[0];
            line[width - 1] += row[width + 1];

            if y == 0 || y == height + 1 {
                for (to, from) in line.iter_mut().zip(&row[1..]) {
                    *to += from;
                }
            }
        }
    }
}

/// Computes row `y` of the activations.
struct ForwardRow<'a, C: Cell> {
    convolution: &'a FirstConvolution<C>,
    padded: &'a [f32],
    shape: Shape,
    y: usize,
    to: Shared<'a, C>,
    masks: Shared<'a, C::Mask>,
}

impl<C: Cell> SimdTask for ForwardRow<'_, C> {
    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        for block in 0..self.convolution.outputs / LANES {
            let Some(last) = self.shape.width.checked_sub(FORWARD_GROUP) else {
                for x in 0..self.shape.width {
                    self.pixels::<S, 1>(simd, block, x);
                }
                continue;
            };

            // The last group computes some pixels again.
            for x in (0..self.shape.width).step_by(FORWARD_GROUP) {
                self.pixels::<S, FORWARD_GROUP>(simd, block, x.min(last));
            }
        }
    }
}

impl<C: Cell> ForwardRow<'_, C> {
    /// `N` pixels from `x`, 16 outputs.
    #[inline(always)]
    fn pixels<S: Simd, const N: usize>(&self, simd: S, block: usize, x: usize) {
        let width = self.shape.width + 2;
        let weights: &[Lanes; TAPS] = self.convolution.forward[block * TAPS..]
            .first_chunk()
            .expect("27 taps a block");

        for part in 0..S::PARTS {
            let mut sums = [simd.load(&self.convolution.bias[block], part); N];
            for (tap, weights) in weights.iter().enumerate() {
                let row = tap / 9 * (self.shape.height + 2) + self.y + tap / 3 % 3;
                let from: &[f32; N] = self.padded[row * width + x + tap % 3..]
                    .first_chunk()
                    .expect("N pixels");
                let weights = simd.load(weights, part);

                for (sum, &value) in sums.iter_mut().zip(from) {
                    *sum = simd.fma(simd.splat(value), weights, *sum);
                }
            }

            for (i, sum) in sums.into_iter().enumerate() {
                let vector = block * S::PARTS + part;
                let block = vector / C::parts::<S>();
                let part = vector % C::parts::<S>();
                let at = block * self.shape.pixels() + self.y * self.shape.width + x + i;

                // SAFETY: within maps and masks, in this task's row, which no other thread touches.
                let (to, mask) = unsafe { (self.to.at(at), self.masks.at(at)) };
                to.store(simd, part, simd.max(sum, simd.zero()));
                simd.set_bits(mask.as_mut(), part, simd.positive(sum));
            }
        }
    }
}

/// Rows of the padded picture's gradient.
struct Band<'a, C> {
    rows: Range<usize>,
    /// Without the border.
    shape: Shape,
    /// At the convolution's output.
    gradient: &'a [C],
    /// Of the gradient.
    channels: usize,
    /// As in [`FirstConvolution`].
    weights: &'a [Lanes],
}

/// What pixels of the gradient at the outputs add to the picture's gradient: `[PRODUCT_LINES]` of
/// `stride` lines, a line for each pixel of some rows. A line holds the products with some places of
/// the kernel, three colours each.
struct PixelProducts<'a> {
    lines: &'a [Lanes],
    stride: usize,
    rows: Range<usize>,
    width: usize,
}

impl<C: Cell> Band<'_, C> {
    /// Computes the products of all pixels of which the band's pixels are made.
    fn products<'a>(&self, level: Level, scratch: &'a mut [Lanes]) -> PixelProducts<'a> {
        let Shape { height, width } = self.shape;
        let rows = self.rows.start.saturating_sub(2)..self.rows.end.min(height);
        let stride = scratch.len() / PRODUCT_LINES;
        let product = Product {
            from: &self.gradient[rows.start * width..],
            from_stride: self.shape.pixels(),
            weights: self.weights,
            to: Shared::new(scratch),
            to_stride: stride,
            to_start: 0,
            places: rows.len() * width,
            inputs: self.channels,
            outputs: PRODUCT_LINES * LANES,
        };
        level.with_tiles(|| level.run(product));

        PixelProducts {
            lines: scratch,
            stride,
            rows,
            width,
        }
    }

    /// Adds up what the pixels around add to each pixel of the band.
    fn gather(&self, products: &PixelProducts, to: Shared<f32>) {
        let height = self.shape.height + 2;
        let width = self.shape.width + 2;

        for y in self.rows.clone() {
            for x in 0..width {
                for (colour, sum) in products.sums(y, x).into_iter().enumerate() {
                    // SAFETY: within the planes, in this task's rows, which no other thread touches.
                    *unsafe { to.at((colour * height + y) * width + x) } = sum;
                }
            }
        }
    }
}

impl PixelProducts<'_> {
    /// The gradient of a pixel of the padded picture.
    #[inline(always)]
    fn sums(&self, y: usize, x: usize) -> [f32; COLOURS] {
        // One more, so that it is a vector.
        let mut sums = [0.0; COLOURS + 1];
        for place in 0..PLACES {
            let y = y.wrapping_sub(place / 3);
            let x = x.wrapping_sub(place % 3);
            if !self.rows.contains(&y) || x >= self.width {
                continue;
            }

            let pixel = (y - self.rows.start) * self.width + x;
            let line = &self.lines[place / PLACES_IN_LINE * self.stride + pixel];
            let lane = place % PLACES_IN_LINE * COLOURS;
            for (sum, product) in sums.iter_mut().zip(&line.0[lane..=lane + COLOURS]) {
                *sum += product;
            }
        }

        let [red, green, blue, _] = sums;
        [red, green, blue]
    }
}
