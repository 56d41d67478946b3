//! A 3 x 3 convolution by cuDNN, and the choice of an algorithm for each size.

use std::ptr::from_ref;

use cudarc::{
    cudnn::{
        result::{self as dnn, CudnnError},
        sys::{
            self, cudnnConvolutionFwdAlgo_t as Algorithm, cudnnConvolutionFwdAlgoPerf_t,
            cudnnDataType_t,
        },
    },
    driver::sys::CUevent_flags,
};

use super::{
    descriptors::{
        ActivationDescriptor, ConvolutionDescriptor, FilterDescriptor, TensorDescriptor,
    },
    error::GpuError,
    executor::{Executor, WORKSPACE},
    kernels::{Arg, THREADS, grid_for, launch},
    memory::{Address, Buffer, Maps, Shape},
};
use crate::vgg;

/// An algorithm replaces one that cuDNN ranks higher only if it takes less than this share of its
/// time. Otherwise measurement noise would decide, and with it the last digits of a painting.
const CLEARLY_FASTER: f32 = 0.7;

/// Algorithms that are timed: measuring takes time, and those ranked last are never the fastest.
const TIMED_ALGORITHMS: usize = 3;

/// A convolution with its kernel on the GPU, with or without bias and ReLU.
pub(super) struct Convolution {
    inputs: usize,
    outputs: usize,
    /// `[outputs][3][3][inputs]`.
    kernel: Maps,
    bias_relu: Option<BiasRelu>,
    filter: FilterDescriptor,
    descriptor: ConvolutionDescriptor,
}

/// What follows a convolution on the way forward.
struct BiasRelu {
    /// `[outputs]` in the network's precision, for cuDNN.
    bias: Maps,
    /// `[outputs]` in f32, for our kernel.
    exact_bias: Buffer<f32>,
    tensor: TensorDescriptor,
    relu: ActivationDescriptor,
}

/// The maps that a convolution reads and writes; they must not overlap.
#[derive(Clone, Copy)]
pub(super) struct Operands {
    pub(super) input: Address,
    pub(super) output: Address,
}

/// How to run a convolution at one size.
pub(super) struct Plan {
    input: TensorDescriptor,
    output: TensorDescriptor,
    pixels: usize,
    choice: AlgorithmChoice,
}

#[derive(Clone, Copy)]
struct AlgorithmChoice {
    algorithm: Algorithm,
    /// Bytes of workspace that it needs.
    workspace: usize,
    /// Whether cuDNN adds bias and ReLU in the same kernel.
    is_fused: bool,
}

impl Convolution {
    /// The convolution of a layer, with bias and ReLU.
    pub(super) fn forward(
        executor: &Executor,
        convolution: &vgg::Convolution,
    ) -> Result<Self, GpuError> {
        let vgg::Convolution {
            inputs,
            outputs,
            kernel,
            bias,
        } = convolution;
        let kernel = kernel.to_vec();
        let mut ordered = Vec::with_capacity(kernel.len());

        for o in 0..*outputs {
            for tap in 0..9 {
                ordered.extend((0..*inputs).map(|i| kernel[(o * inputs + i) * 9 + tap]));
            }
        }

        let mut forward = Self::new(executor, *inputs, *outputs, &ordered)?;
        forward.bias_relu = Some(BiasRelu::new(executor, bias)?);

        Ok(forward)
    }

    /// The gradient at a layer's input from that at its output: a convolution with the kernel
    /// turned by 180 degrees, its inputs and outputs exchanged.
    pub(super) fn backward(
        executor: &Executor,
        convolution: &vgg::Convolution,
    ) -> Result<Self, GpuError> {
        let vgg::Convolution {
            inputs,
            outputs,
            kernel,
            ..
        } = convolution;
        let kernel = kernel.to_vec();
        let mut ordered = Vec::with_capacity(kernel.len());

        for i in 0..*inputs {
            for tap in (0..9).rev() {
                ordered.extend((0..*outputs).map(|o| kernel[(o * inputs + i) * 9 + tap]));
            }
        }

        Self::new(executor, *outputs, *inputs, &ordered)
    }

    /// `kernel` is `[outputs][3][3][inputs]`.
    fn new(
        executor: &Executor,
        inputs: usize,
        outputs: usize,
        kernel: &[f32],
    ) -> Result<Self, GpuError> {
        let filter = FilterDescriptor::new()?;
        let descriptor = ConvolutionDescriptor::new()?;
        let precision = executor.precision;
        let data_type = precision.dnn_data_type();
        let shape = [outputs, inputs, 3, 3].map(|size| size as i32);

        // SAFETY: the descriptors are alive.
        unsafe {
            let format = sys::cudnnTensorFormat_t::CUDNN_TENSOR_NHWC;
            dnn::set_filter4d_descriptor(filter.0, data_type, format, shape)?;

            let mode = sys::cudnnConvolutionMode_t::CUDNN_CROSS_CORRELATION;
            let sums = cudnnDataType_t::CUDNN_DATA_FLOAT;
            dnn::set_convolution2d_descriptor(descriptor.0, 1, 1, 1, 1, 1, 1, mode, sums)?;
            dnn::set_convolution_math_type(descriptor.0, precision.dnn_math_type())?;
        }

        Ok(Self {
            inputs,
            outputs,
            kernel: executor.upload(kernel)?,
            bias_relu: None,
            filter,
            descriptor,
        })
    }

    /// Finds a fast algorithm for this size by timing, on whatever the input holds. Overwrites the
    /// output.
    pub(super) fn plan(
        &self,
        executor: &Executor,
        shape: Shape,
        operands: Operands,
    ) -> Result<Plan, GpuError> {
        let precision = executor.precision;
        let mut plan = Plan {
            input: TensorDescriptor::for_maps(precision, self.inputs, shape)?,
            output: TensorDescriptor::for_maps(precision, self.outputs, shape)?,
            pixels: shape.pixels(),
            choice: AlgorithmChoice {
                algorithm: Algorithm::CUDNN_CONVOLUTION_FWD_ALGO_IMPLICIT_GEMM,
                workspace: 0,
                is_fused: false,
            },
        };

        let candidates = self.candidates(executor, &plan)?;

        // Fused is never slower, but not every algorithm supports it.
        for is_fused in [self.bias_relu.is_some(), false] {
            let mut best: Option<(f32, AlgorithmChoice)> = None;

            for candidate in &candidates {
                plan.choice = AlgorithmChoice {
                    is_fused,
                    ..*candidate
                };

                let Ok(time) = self.time(executor, &plan, operands) else {
                    continue;
                };

                if best.is_none_or(|(least, _)| time < CLEARLY_FASTER * least) {
                    best = Some((time, plan.choice));
                }
            }

            if let Some((_, choice)) = best {
                plan.choice = choice;
                return Ok(plan);
            }
        }

        Err(GpuError::NoConvolution {
            width: shape.width,
            height: shape.height,
        })
    }

    /// The algorithms worth timing, in the order in which cuDNN ranks them.
    fn candidates(
        &self,
        executor: &Executor,
        plan: &Plan,
    ) -> Result<Vec<AlgorithmChoice>, GpuError> {
        const MAX_RESULTS: usize = 8;

        // SAFETY: a C structure of numbers and enums, for which zeros are valid.
        let mut results: [cudnnConvolutionFwdAlgoPerf_t; MAX_RESULTS] =
            unsafe { std::mem::zeroed() };
        let mut count = 0;

        // SAFETY: handle and descriptors are alive, and `results` has room for `MAX_RESULTS`.
        unsafe {
            dnn::get_convolution_forward_algorithm(
                executor.dnn.0,
                plan.input.0,
                self.filter.0,
                self.descriptor.0,
                plan.output.0,
                MAX_RESULTS as i32,
                &raw mut count,
                results.as_mut_ptr(),
            )
        }?;

        let mut candidates: Vec<AlgorithmChoice> = Vec::new();
        for result in &results[..count as usize] {
            let is_known = candidates
                .iter()
                .any(|candidate| candidate.algorithm == result.algo);
            if is_known || result.status.result().is_err() {
                continue;
            }

            let Ok(workspace) = self.workspace(executor, plan, result.algo) else {
                continue;
            };

            if workspace <= WORKSPACE {
                candidates.push(AlgorithmChoice {
                    algorithm: result.algo,
                    workspace,
                    is_fused: false,
                });
            }
        }

        candidates.truncate(TIMED_ALGORITHMS);
        Ok(candidates)
    }

    /// Bytes of workspace that an algorithm needs.
    fn workspace(
        &self,
        executor: &Executor,
        plan: &Plan,
        algorithm: Algorithm,
    ) -> Result<usize, CudnnError> {
        // SAFETY: handle and descriptors are alive.
        unsafe {
            dnn::get_convolution_forward_workspace_size(
                executor.dnn.0,
                plan.input.0,
                self.filter.0,
                self.descriptor.0,
                plan.output.0,
                algorithm,
            )
        }
    }

    /// Milliseconds for one run, measured after a run to warm up.
    fn time(&self, executor: &Executor, plan: &Plan, operands: Operands) -> Result<f32, GpuError> {
        const RUNS: usize = 2;

        self.run(executor, plan, operands)?;

        let record = || {
            executor
                .stream
                .record_event(Some(CUevent_flags::CU_EVENT_DEFAULT))
        };
        let start = record()?;

        for _ in 0..RUNS {
            self.run(executor, plan, operands)?;
        }

        let end = record()?;
        Ok(start.elapsed_ms(&end)? / RUNS as f32)
    }

    /// Enqueues the convolution, with bias and ReLU if it has them. The maps must have the plan's
    /// size.
    pub(super) fn run(
        &self,
        executor: &Executor,
        plan: &Plan,
        operands: Operands,
    ) -> Result<(), GpuError> {
        match &self.bias_relu {
            Some(bias_relu) if plan.choice.is_fused => {
                self.run_fused(executor, plan, bias_relu, operands)
            }
            Some(bias_relu) => {
                self.run_convolution(executor, plan, operands)?;

                let groups = self.outputs / 8;
                bias_relu.run(executor, operands.output, plan.pixels * groups, groups)
            }
            None => self.run_convolution(executor, plan, operands),
        }
    }

    fn run_convolution(
        &self,
        executor: &Executor,
        plan: &Plan,
        operands: Operands,
    ) -> Result<(), GpuError> {
        let one = 1.0f32;
        let zero = 0.0f32;

        // SAFETY: handle and descriptors are alive, the maps have the descriptors' sizes, and
        // `candidates` checked that the workspace is large enough.
        unsafe {
            dnn::convolution_forward(
                executor.dnn.0,
                from_ref(&one).cast(),
                plan.input.0,
                operands.input as *const _,
                self.filter.0,
                self.kernel.address() as *const _,
                self.descriptor.0,
                plan.choice.algorithm,
                executor.workspace.address() as *mut _,
                plan.choice.workspace,
                from_ref(&zero).cast(),
                plan.output.0,
                operands.output as *mut _,
            )
        }?;

        Ok(())
    }

    fn run_fused(
        &self,
        executor: &Executor,
        plan: &Plan,
        bias_relu: &BiasRelu,
        operands: Operands,
    ) -> Result<(), GpuError> {
        let one = 1.0f32;
        let zero = 0.0f32;

        // SAFETY: as in `run_convolution`; the bias has a value for each output.
        unsafe {
            dnn::convolution_bias_activation_forward(
                executor.dnn.0,
                from_ref(&one).cast(),
                plan.input.0,
                operands.input as *const _,
                self.filter.0,
                self.kernel.address() as *const _,
                self.descriptor.0,
                plan.choice.algorithm,
                executor.workspace.address() as *mut _,
                plan.choice.workspace,
                from_ref(&zero).cast(),
                plan.output.0,
                operands.output as *const _,
                bias_relu.tensor.0,
                bias_relu.bias.address() as *const _,
                bias_relu.relu.0,
                plan.output.0,
                operands.output as *mut _,
            )
        }?;

        Ok(())
    }
}

impl BiasRelu {
    fn new(executor: &Executor, bias: &[f32]) -> Result<Self, GpuError> {
        let relu = ActivationDescriptor::new()?;
        let mode = sys::cudnnActivationMode_t::CUDNN_ACTIVATION_RELU;
        let nan = sys::cudnnNanPropagation_t::CUDNN_PROPAGATE_NAN;

        // SAFETY: the descriptor is alive.
        unsafe { sys::cudnnSetActivationDescriptor(relu.0, mode, nan, 0.0) }.result()?;

        let one_pixel = Shape {
            height: 1,
            width: 1,
        };
        let tensor = TensorDescriptor::for_maps(executor.precision, bias.len(), one_pixel)?;
        let exact_bias = Buffer::from_host(&executor.stream, bias)?;

        Ok(Self {
            bias: executor.upload(bias)?,
            exact_bias,
            tensor,
            relu,
        })
    }

    /// Enqueues bias and ReLU in place, where cuDNN cannot fuse them. `count` is the number of
    /// groups of eight channels in all pixels, `groups` that in one pixel.
    fn run(
        &self,
        executor: &Executor,
        maps: Address,
        count: usize,
        groups: usize,
    ) -> Result<(), GpuError> {
        let arguments = [
            Arg::Address(maps),
            Arg::Address(self.exact_bias.address()),
            Arg::Unsigned(count as u32),
            Arg::Int(groups as i32),
        ];

        // SAFETY: the maps hold `count` groups of eight channels, and the bias `groups` of them.
        unsafe {
            launch(
                &executor.stream,
                &executor.kernels.bias_relu,
                grid_for(count),
                THREADS,
                &arguments,
            )
        }
    }
}
