//! The first convolution, from the picture's three colours, and its gradient: computed directly, as
//! three channels are too few for Winograd's method.

use super::{
    cell::Cell,
    executor::Executor,
    memory::{Buffer, LANES, Lanes, Shared},
    shape::Shape,
    simd::{self, Simd, SimdTask},
};
use crate::{
    net::NetError,
    planes::Planes,
    vgg::{self, Border, MEAN},
};

/// Weights of an output: three colours times nine places.
const TAPS: usize = 27;
/// Pixels that are computed together, so that the weights are loaded once for all of them.
const GROUP: usize = 4;

/// conv1_1 with ReLU, and the way back to the picture.
pub(super) struct FirstConvolution {
    outputs: usize,
    border: Border,
    /// `[outputs / 16][27]`.
    forward: Vec<Lanes>,
    bias: Vec<Lanes>,
    /// `[27][outputs / 16]`.
    backward: Vec<Lanes>,
    /// The picture with its border, minus the mean: `[3][height + 2][width + 2]`. On the way back,
    /// its gradient.
    padded: Buffer<f32>,
}

impl FirstConvolution {
    pub(super) fn new(convolution: &vgg::Convolution, border: Border) -> Self {
        let blocks = convolution.outputs / LANES;
        let kernel = convolution.kernel.to_vec();
        let weights = |block: usize, tap: usize| {
            Lanes(std::array::from_fn(|lane| {
                kernel[(block * LANES + lane) * TAPS + tap]
            }))
        };

        Self {
            outputs: convolution.outputs,
            border,
            forward: (0..blocks)
                .flat_map(|block| (0..TAPS).map(move |tap| weights(block, tap)))
                .collect(),
            bias: super::output::in_lanes(&convolution.bias),
            backward: (0..TAPS)
                .flat_map(|tap| (0..blocks).map(move |block| weights(block, tap)))
                .collect(),
            padded: Buffer::default(),
        }
    }

    /// Writes the activations to `to`, and where they are positive to `masks`.
    pub(super) fn forward<C: Cell>(
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
    pub(super) fn backward<C: Cell>(
        &mut self,
        executor: &mut Executor,
        gradient: &[C],
        picture: &mut Planes,
    ) -> Result<(), NetError> {
        let shape = Shape {
            height: picture.height(),
            width: picture.width(),
        };
        let mut padded = std::mem::take(&mut self.padded);
        let result = padded
            .claim(3 * (shape.height + 2) * (shape.width + 2))
            .map(|padded| {
                let to = Shared::new(padded);
                let level = executor.level;
                executor.thread_pool.run(shape.height + 2, |y, _| {
                    level.run(BackwardRow {
                        convolution: self,
                        gradient,
                        shape,
                        y,
                        to,
                    });
                });

                unpad(padded, self.border, picture);
            });

        self.padded = padded;
        result
    }
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
    convolution: &'a FirstConvolution,
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
            let mut x = 0;
            while x + GROUP <= self.shape.width {
                self.pixels::<S, GROUP>(simd, block, x);
                x += GROUP;
            }

            for x in x..self.shape.width {
                self.pixels::<S, 1>(simd, block, x);
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

/// Computes row `y` of the padded picture's gradient.
struct BackwardRow<'a, C> {
    convolution: &'a FirstConvolution,
    gradient: &'a [C],
    shape: Shape,
    y: usize,
    to: Shared<'a, f32>,
}

/// The gradient at a pixel of the output, seen through one of the kernel's nine places.
#[derive(Clone, Copy)]
struct TapSource {
    tap: usize,
    y: usize,
    x: usize,
}

impl<C: Cell> SimdTask for BackwardRow<'_, C> {
    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let width = self.shape.width;

        // From here on, all three columns of the kernel lie within the gradient.
        let mut x = 2;
        while x + GROUP <= width {
            self.pixels::<S, GROUP>(simd, x);
            x += GROUP;
        }

        for x in (0..(width + 2).min(2)).chain(x..width + 2) {
            self.pixels::<S, 1>(simd, x);
        }
    }
}

impl<C: Cell> BackwardRow<'_, C> {
    /// `N` pixels from `x`, all colours.
    #[inline(always)]
    fn pixels<S: Simd, const N: usize>(&self, simd: S, x: usize) {
        let mut sums = [[simd.zero(); N]; 3];
        for row in 0..3 {
            let y = self.y.wrapping_sub(row);
            if y >= self.shape.height {
                continue;
            }

            for column in 0..3 {
                let x = x.wrapping_sub(column);
                if x < self.shape.width {
                    let source = TapSource {
                        tap: row * 3 + column,
                        y,
                        x,
                    };
                    self.add::<S, N>(simd, source, &mut sums);
                }
            }
        }

        let height = self.shape.height + 2;
        let width = self.shape.width + 2;

        for (colour, sums) in sums.iter().enumerate() {
            for (i, &sum) in sums.iter().enumerate() {
                let at = (colour * height + self.y) * width + x + i;
                // SAFETY: within the planes, in this task's row, which no other thread touches.
                *unsafe { self.to.at(at) } = simd::sum(simd, sum);
            }
        }
    }

    /// Adds what a tap passes to a pixel, and likewise for the next `N` - 1 pixels.
    #[inline(always)]
    fn add<S: Simd, const N: usize>(
        &self,
        simd: S,
        source: TapSource,
        sums: &mut [[S::Vector; N]; 3],
    ) {
        let TapSource { tap, y, x } = source;
        let blocks = self.convolution.outputs / C::CHANNELS;
        let lines = self.convolution.outputs / LANES;
        for block in 0..blocks {
            let at = block * self.shape.pixels() + y * self.shape.width + x;
            let from: &[C; N] = self.gradient[at..].first_chunk().expect("N pixels");

            for part in 0..C::parts::<S>() {
                let values: [_; N] = std::array::from_fn(|i| from[i].load(simd, part));

                for (colour, sums) in sums.iter_mut().enumerate() {
                    let weights = &self.convolution.backward[(colour * 9 + tap) * lines..];
                    let weights = simd.load_nth(weights, block * C::parts::<S>() + part);

                    for (sum, &value) in sums.iter_mut().zip(&values) {
                        *sum = simd.fma(weights, value, *sum);
                    }
                }
            }
        }
    }
}
