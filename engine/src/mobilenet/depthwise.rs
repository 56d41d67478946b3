//! A depthwise convolution and the gradient of its input: each channel with a kernel of its own.
//!
//! candle 0.11 makes a convolution of one channel out of each group, which takes several times as
//! long as adding shifted rows. That is done in one operation on the CPU, and by candle's own
//! operations elsewhere.

mod shifted;

use std::sync::Arc;

use candle_core::{CpuStorage, CustomOp1, Layout, Result, Shape, Tensor};
use candle_nn::VarBuilder;

use super::{padding::same_padding, relu6::contiguous};

/// A depthwise convolution.
pub(super) struct Depthwise {
    /// `[1, channels, kernel * kernel, 1]`.
    tensor: Tensor,
    weights: Arc<[f32]>,
    kernel: usize,
    stride: usize,
}

impl Depthwise {
    /// Loads `weight`, `[channels][1][kernel][kernel]`.
    pub(super) fn load(
        vb: &VarBuilder,
        channels: usize,
        kernel: usize,
        stride: usize,
    ) -> Result<Self> {
        let weights = vb.get((channels, 1, kernel, kernel), "weight")?;
        Ok(Self {
            tensor: weights.reshape((1, channels, kernel * kernel, 1))?,
            weights: weights.flatten_all()?.to_vec1()?.into(),
            kernel,
            stride,
        })
    }

    pub(super) fn forward(&self, input: &Tensor) -> Result<Tensor> {
        let (_, _, height, width) = input.dims4()?;
        let pass = self.pass(height, width, Direction::Forward);

        if input.device().is_cpu() {
            input.apply_op1_no_bwd(&pass)
        } else {
            shifted::forward(input, &self.tensor, &pass)
        }
    }

    /// The gradient of an input of `height` x `width` values.
    pub(super) fn backward(
        &self,
        gradient: &Tensor,
        height: usize,
        width: usize,
    ) -> Result<Tensor> {
        let pass = self.pass(height, width, Direction::Backward);

        if gradient.device().is_cpu() {
            gradient.apply_op1_no_bwd(&pass)
        } else {
            shifted::backward(gradient, &self.tensor, &pass)
        }
    }

    fn pass(&self, height: usize, width: usize, direction: Direction) -> Pass {
        Pass {
            weights: Arc::clone(&self.weights),
            kernel: self.kernel,
            rows: Axis::new(height, self.kernel, self.stride),
            columns: Axis::new(width, self.kernel, self.stride),
            direction,
        }
    }
}

/// Which way a pass goes: from the input to the output, or from the output's gradient to the
/// input's.
#[derive(Clone, Copy)]
enum Direction {
    Forward,
    Backward,
}

/// One of the two axes of a plane.
#[derive(Clone, Copy)]
struct Axis {
    inputs: usize,
    outputs: usize,
    stride: usize,
    padding: usize,
}

/// Some outputs along an axis, and the first input that they meet.
struct Run {
    outputs: std::ops::Range<usize>,
    first_input: usize,
}

impl Axis {
    const fn new(inputs: usize, kernel: usize, stride: usize) -> Self {
        Self {
            inputs,
            outputs: inputs.div_ceil(stride),
            stride,
            padding: same_padding(inputs, kernel, stride).before,
        }
    }

    /// The input that meets the place `tap` of the kernel for this output; `None` in the padding.
    fn input(self, output: usize, tap: usize) -> Option<usize> {
        (output * self.stride + tap)
            .checked_sub(self.padding)
            .filter(|&input| input < self.inputs)
    }

    /// All outputs for which the place `tap` of the kernel meets an input.
    fn run(self, tap: usize) -> Run {
        let start = self
            .padding
            .saturating_sub(tap)
            .div_ceil(self.stride)
            .min(self.outputs);
        let end = (self.inputs + self.padding)
            .saturating_sub(tap)
            .div_ceil(self.stride)
            .min(self.outputs)
            .max(start);

        Run {
            outputs: start..end,
            first_input: (start * self.stride + tap).saturating_sub(self.padding),
        }
    }
}

struct Pass {
    weights: Arc<[f32]>,
    kernel: usize,
    rows: Axis,
    columns: Axis,
    direction: Direction,
}

impl Pass {
    /// The input's plane and the output's, in the order of the direction.
    fn plane(&self, from: &[f32], to: &mut [f32], weights: &[f32]) {
        for tap_y in 0..self.kernel {
            for output_y in 0..self.rows.outputs {
                let Some(input_y) = self.rows.input(output_y, tap_y) else {
                    continue;
                };

                for tap_x in 0..self.kernel {
                    let weight = weights[tap_y * self.kernel + tap_x];
                    let run = self.columns.run(tap_x);
                    let outputs = output_y * self.columns.outputs + run.outputs.start
                        ..output_y * self.columns.outputs + run.outputs.end;
                    let row_end = (input_y + 1) * self.columns.inputs;
                    let inputs =
                        (input_y * self.columns.inputs + run.first_input).min(row_end)..row_end;

                    match self.direction {
                        Direction::Forward => {
                            self.gather(&from[inputs], &mut to[outputs], weight);
                        }
                        Direction::Backward => {
                            self.scatter(&from[outputs], &mut to[inputs], weight);
                        }
                    }
                }
            }
        }
    }

    /// Adds every `stride`th input to an output.
    fn gather(&self, inputs: &[f32], outputs: &mut [f32], weight: f32) {
        // With a stride of 1 the compiler makes vector code of it.
        if self.columns.stride == 1 {
            for (output, input) in outputs.iter_mut().zip(inputs) {
                *output += weight * input;
            }
        } else {
            let inputs = inputs.iter().step_by(self.columns.stride);
            for (output, input) in outputs.iter_mut().zip(inputs) {
                *output += weight * input;
            }
        }
    }

    /// Adds each output to every `stride`th input.
    fn scatter(&self, outputs: &[f32], inputs: &mut [f32], weight: f32) {
        if self.columns.stride == 1 {
            for (input, output) in inputs.iter_mut().zip(outputs) {
                *input += weight * output;
            }
        } else {
            let inputs = inputs.iter_mut().step_by(self.columns.stride);
            for (input, output) in inputs.zip(outputs) {
                *input += weight * output;
            }
        }
    }
}

impl CustomOp1 for Pass {
    fn name(&self) -> &'static str {
        "depthwise"
    }

    fn cpu_fwd(&self, storage: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let (n, channels, _, _) = layout.shape().dims4()?;
        let from = contiguous(storage, layout)?;
        let input_area = self.rows.inputs * self.columns.inputs;
        let output_area = self.rows.outputs * self.columns.outputs;

        let (from_area, to_area) = match self.direction {
            Direction::Forward => (input_area, output_area),
            Direction::Backward => (output_area, input_area),
        };
        let shape = match self.direction {
            Direction::Forward => (n, channels, self.rows.outputs, self.columns.outputs),
            Direction::Backward => (n, channels, self.rows.inputs, self.columns.inputs),
        };

        let mut to = vec![0.0; n * channels * to_area];
        let planes = from
            .chunks_exact(from_area)
            .zip(to.chunks_exact_mut(to_area));
        for (index, (from, to)) in planes.enumerate() {
            let size = self.kernel * self.kernel;
            self.plane(from, to, &self.weights[index % channels * size..][..size]);
        }

        Ok((CpuStorage::F32(to), shape.into()))
    }
}
