//! Convolutions with few channels.
//!
//! candle makes a matrix of all kernel positions first; for 9 x 9 positions at 600 px that matrix
//! has a quarter of a gigabyte. Here some outputs of a few neighbouring places stay in registers
//! while all inputs that they depend on go by.

#![expect(
    clippy::inline_always,
    reason = "code is compiled for the vector unit only where it is inlined"
)]

use candle_core::Result;
use candle_nn::VarBuilder;
use pulp::{Arch, Simd, WithSimd};
use rayon::prelude::*;

use super::rows::{ALIGNMENT, Input, Rows, TASK_ROWS};

/// Outputs that are summed up at once.
const OUTPUTS: usize = 4;

/// Vectors of neighbouring places that are summed up at once: with [`OUTPUTS`] outputs the sums
/// take twelve of the 16 registers that a processor has at least.
const VECTORS: usize = 3;

/// A convolution of `side` x `side` over the mirrored surroundings of each place. There is no bias.
pub(super) struct Convolution {
    inputs: usize,
    /// Rounded up to a multiple of [`OUTPUTS`]; those that are too many are zero.
    outputs: usize,
    side: usize,
    stride: usize,
    /// `[outputs / OUTPUTS][inputs][side][side][OUTPUTS]`
    weights: Vec<[f32; OUTPUTS]>,
}

impl Convolution {
    /// Loads `weight`, `[outputs][inputs][side][side]`.
    pub(super) fn load(vb: &VarBuilder, shape: ConvolutionShape) -> Result<Self> {
        let ConvolutionShape {
            inputs,
            outputs,
            side,
            stride,
        } = shape;
        let from: Vec<f32> = vb
            .get((outputs, inputs, side, side), "weight")?
            .flatten_all()?
            .to_vec1()?;

        let places = inputs * side * side;
        let blocks = outputs.div_ceil(OUTPUTS);
        let weights = (0..blocks * places)
            .map(|index| {
                let block = index / places;
                let place = index % places;
                let mut weights = [0.0; OUTPUTS];
                for (number, weight) in weights.iter_mut().enumerate() {
                    let output = block * OUTPUTS + number;
                    *weight = from.get(output * places + place).copied().unwrap_or(0.0);
                }

                weights
            })
            .collect();

        Ok(Self {
            inputs,
            outputs: blocks * OUTPUTS,
            side,
            stride,
            weights,
        })
    }

    /// What the following sees of the columns: those in between are made as well.
    pub(super) const fn columns_apart(&self) -> usize {
        self.stride
    }

    /// The output; of a row only every [`Convolution::columns_apart`]th value counts.
    pub(super) fn forward(&self, input: &Input) -> Rows {
        let mut output = Rows::zeros(self.outputs, input.height() / self.stride, input.width());
        let length = output.task_length();
        let row_length = output.channels * output.stride;
        let padded_stride = (output.stride + self.side - 1).next_multiple_of(ALIGNMENT);

        output
            .data
            .par_chunks_mut(length)
            .enumerate()
            .for_each_init(Vec::new, |padded, (task, rows)| {
                let first = task * TASK_ROWS * self.stride;
                let count = (rows.len() / row_length - 1) * self.stride + self.side;
                padded.resize(count * self.inputs * padded_stride, 0.0);

                for (index, to) in padded.chunks_exact_mut(padded_stride).enumerate() {
                    let y = first + index / self.inputs;
                    input.padded_row(y, index % self.inputs, self.side / 2, to);
                }

                let pass = Pass {
                    convolution: self,
                    padded,
                    padded_stride,
                    output: rows,
                    output_stride: row_length / self.outputs,
                };
                match self.side {
                    3 => dispatch(OfSide::<3>(pass)),
                    _ => dispatch(OfSide::<9>(pass)),
                }
            });

        output
    }
}

/// The shape of a convolution.
#[derive(Clone, Copy)]
pub(super) struct ConvolutionShape {
    pub(super) inputs: usize,
    pub(super) outputs: usize,
    /// Side of the kernel: 3 or 9.
    pub(super) side: usize,
    pub(super) stride: usize,
}

/// Runs with the vector unit that there is.
fn dispatch(operation: impl WithSimd<Output = ()>) {
    #[cfg(target_arch = "x86_64")]
    if let Some(avx2) = pulp::x86::V3::try_new() {
        Simd::vectorize(avx2, operation);
        return;
    }

    Arch::new().dispatch(operation);
}

/// The rows of one task.
struct Pass<'a> {
    convolution: &'a Convolution,
    /// `[rows][inputs][padded_stride]`
    padded: &'a [f32],
    padded_stride: usize,
    /// `[rows][outputs][output_stride]`
    output: &'a mut [f32],
    output_stride: usize,
}

/// A pass with a kernel of this side.
struct OfSide<'a, const SIDE: usize>(Pass<'a>);

impl<const SIDE: usize> WithSimd for OfSide<'_, SIDE> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Pass {
            convolution,
            padded,
            padded_stride,
            output,
            output_stride,
        } = self.0;
        let step = convolution.stride * convolution.inputs * padded_stride;

        let rows = output.chunks_exact_mut(convolution.outputs * output_stride);
        for (y, row) in rows.enumerate() {
            let mut tile = Tile::<SIDE> {
                convolution,
                padded: &padded[y * step..],
                padded_stride,
                output: row,
                output_stride,
            };

            let wide = VECTORS * S::F32_LANES;
            let mut x = 0;
            while x + wide <= output_stride {
                tile.make::<S, VECTORS>(simd, x);
                x += wide;
            }
            while x < output_stride {
                tile.make::<S, 1>(simd, x);
                x += S::F32_LANES;
            }
        }
    }
}

/// Some neighbouring places of a row.
struct Tile<'a, const SIDE: usize> {
    convolution: &'a Convolution,
    padded: &'a [f32],
    padded_stride: usize,
    output: &'a mut [f32],
    output_stride: usize,
}

impl<const SIDE: usize> Tile<'_, SIDE> {
    /// Makes `N` vectors from `x` on of all outputs.
    #[inline(always)]
    fn make<S: Simd, const N: usize>(&mut self, simd: S, x: usize) {
        let places = self.convolution.inputs * SIDE * SIDE;
        let blocks = self.convolution.weights.chunks_exact(places);

        for (block, weights) in blocks.enumerate() {
            let sums = self.sums::<S, N>(simd, x, weights);
            for (number, sums) in sums.iter().enumerate() {
                let start = (block * OUTPUTS + number) * self.output_stride + x;
                let row = &mut self.output[start..start + N * S::F32_LANES];
                S::as_mut_simd_f32s(row).0.copy_from_slice(sums);
            }
        }
    }

    #[inline(always)]
    fn sums<S: Simd, const N: usize>(
        &self,
        simd: S,
        x: usize,
        weights: &[[f32; OUTPUTS]],
    ) -> [[S::f32s; N]; OUTPUTS] {
        let inputs = self.convolution.inputs;
        let mut sums = [[simd.splat_f32s(0.0); N]; OUTPUTS];
        for (index, weights) in weights.as_chunks::<SIDE>().0.iter().enumerate() {
            let input = index / SIDE;
            let row = (index % SIDE * inputs + input) * self.padded_stride + x;
            let row = &self.padded[row..row + N * S::F32_LANES + SIDE - 1];

            for (shift, weights) in weights.iter().enumerate() {
                let values = S::as_simd_f32s(&row[shift..shift + N * S::F32_LANES]).0;
                let values: &[S::f32s; N] = values.first_chunk().expect("N vectors of each row");
                for (sums, &weight) in sums.iter_mut().zip(weights) {
                    let weight = simd.splat_f32s(weight);
                    for (sum, &value) in sums.iter_mut().zip(values) {
                        *sum = simd.mul_add_f32s(weight, value, *sum);
                    }
                }
            }
        }

        sums
    }
}
