//! A 3 x 3 convolution by cuDNN, and how best to run it at a size.

use std::ptr::from_ref;

use cudarc::{
    cudnn::{
        result::{self as dnn, CudnnError},
        sys::{
            self, cudnnActivationDescriptor_t, cudnnConvolutionDescriptor_t,
            cudnnConvolutionFwdAlgo_t as Algorithm, cudnnConvolutionFwdAlgoPerf_t, cudnnDataType_t,
            cudnnFilterDescriptor_t, cudnnTensorDescriptor_t,
        },
    },
    driver::sys::CUevent_flags,
};

use super::{
    error::GpuError,
    gpu::{Machine, WORKSPACE},
    kernels::{Arg, THREADS, launch, over},
    memory::{Address, Buffer, Maps},
    precision::Precision,
};
use crate::vgg;

/// A way must be faster than a more promising one by this factor to be taken: the choice, and with
/// it the last digits of a painting, shall not hang on the chance of a measurement.
const CLEARLY: f32 = 0.7;

macro_rules! descriptor {
    ($name:ident, $raw:ty, $create:path, $destroy:path) => {
        struct $name($raw);

        impl $name {
            fn new() -> Result<Self, GpuError> {
                let mut raw = std::ptr::null_mut();
                // SAFETY: makes a descriptor, which is destroyed once, when it is dropped.
                unsafe { $create(&raw mut raw) }.result()?;
                Ok(Self(raw))
            }
        }

        impl Drop for $name {
            fn drop(&mut self) {
                // SAFETY: see `new`. A failure at the end concerns nobody.
                let _ = unsafe { $destroy(self.0) };
            }
        }
    };
}

descriptor!(
    Tensor,
    cudnnTensorDescriptor_t,
    sys::cudnnCreateTensorDescriptor,
    sys::cudnnDestroyTensorDescriptor
);
descriptor!(
    Filter,
    cudnnFilterDescriptor_t,
    sys::cudnnCreateFilterDescriptor,
    sys::cudnnDestroyFilterDescriptor
);
descriptor!(
    Rule,
    cudnnConvolutionDescriptor_t,
    sys::cudnnCreateConvolutionDescriptor,
    sys::cudnnDestroyConvolutionDescriptor
);
descriptor!(
    Activation,
    cudnnActivationDescriptor_t,
    sys::cudnnCreateActivationDescriptor,
    sys::cudnnDestroyActivationDescriptor
);

impl Tensor {
    fn maps(
        precision: Precision,
        channels: usize,
        height: usize,
        width: usize,
    ) -> Result<Self, GpuError> {
        let tensor = Self::new()?;
        let shape = [1, channels, height, width].map(|size| size as i32);
        let format = sys::cudnnTensorFormat_t::CUDNN_TENSOR_NHWC;

        // SAFETY: the descriptor is alive.
        unsafe { dnn::set_tensor4d_descriptor(tensor.0, format, precision.data_type(), shape) }?;

        Ok(tensor)
    }
}

impl Precision {
    fn data_type(self) -> cudnnDataType_t {
        match self {
            Self::Single | Self::Tf32 => cudnnDataType_t::CUDNN_DATA_FLOAT,
            Self::Bf16 => cudnnDataType_t::CUDNN_DATA_BFLOAT16,
        }
    }

    fn math(self) -> sys::cudnnMathType_t {
        match self {
            Self::Single => sys::cudnnMathType_t::CUDNN_FMA_MATH,
            Self::Tf32 => sys::cudnnMathType_t::CUDNN_DEFAULT_MATH,
            Self::Bf16 => sys::cudnnMathType_t::CUDNN_TENSOR_OP_MATH,
        }
    }
}

/// A convolution with its kernel on the GPU, with or without bias and ReLU.
pub(super) struct Convolution {
    inputs: usize,
    outputs: usize,
    kernel: Maps,
    activated: Option<Activated>,
    filter: Filter,
    rule: Rule,
}

struct Activated {
    /// In the network's precision, for cuDNN.
    bias: Maps,
    /// For our kernel.
    exact: Buffer<f32>,
    tensor: Tensor,
    relu: Activation,
}

/// How to run a convolution at one size.
pub(super) struct Plan {
    input: Tensor,
    output: Tensor,
    pixels: usize,
    way: Way,
}

#[derive(Clone, Copy)]
struct Way {
    algorithm: Algorithm,
    workspace: usize,
    /// Bias and ReLU in cuDNN's kernel.
    fused: bool,
}

impl Convolution {
    /// Forward, with bias and ReLU.
    pub(super) fn forward(
        machine: &Machine,
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

        let mut forward = Self::new(machine, (*inputs, *outputs), &ordered)?;
        forward.activated = Some(Activated::new(machine, bias)?);

        Ok(forward)
    }

    /// From the gradient at the output to that at the input: a convolution with the kernel turned
    /// around, its inputs and outputs exchanged.
    pub(super) fn backward(
        machine: &Machine,
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

        Self::new(machine, (*outputs, *inputs), &ordered)
    }

    /// `kernel`: `[outputs][3][3][inputs]`.
    fn new(
        machine: &Machine,
        (inputs, outputs): (usize, usize),
        kernel: &[f32],
    ) -> Result<Self, GpuError> {
        let filter = Filter::new()?;
        let rule = Rule::new()?;
        let precision = machine.precision;
        let shape = [outputs, inputs, 3, 3].map(|size| size as i32);

        // SAFETY: the descriptors are alive.
        unsafe {
            let format = sys::cudnnTensorFormat_t::CUDNN_TENSOR_NHWC;
            dnn::set_filter4d_descriptor(filter.0, precision.data_type(), format, shape)?;

            let mode = sys::cudnnConvolutionMode_t::CUDNN_CROSS_CORRELATION;
            let sums = cudnnDataType_t::CUDNN_DATA_FLOAT;
            dnn::set_convolution2d_descriptor(rule.0, 1, 1, 1, 1, 1, 1, mode, sums)?;
            dnn::set_convolution_math_type(rule.0, precision.math())?;
        }

        Ok(Self {
            inputs,
            outputs,
            kernel: machine.values(kernel)?,
            activated: None,
            filter,
            rule,
        })
    }

    /// Finds a fast way at this size by trying, on whatever lies in the two maps; those at `to` are
    /// lost.
    pub(super) fn plan(
        &self,
        machine: &Machine,
        (height, width): (usize, usize),
        from: Address,
        to: Address,
    ) -> Result<Plan, GpuError> {
        let precision = machine.precision;
        let mut plan = Plan {
            input: Tensor::maps(precision, self.inputs, height, width)?,
            output: Tensor::maps(precision, self.outputs, height, width)?,
            pixels: height * width,
            way: Way {
                algorithm: Algorithm::CUDNN_CONVOLUTION_FWD_ALGO_IMPLICIT_GEMM,
                workspace: 0,
                fused: false,
            },
        };

        let ways = self.ways(machine, &plan)?;

        // Fused is never the slower, but not every way has it.
        for fused in [self.activated.is_some(), false] {
            let mut best: Option<(f32, Way)> = None;
            for way in &ways {
                plan.way = Way { fused, ..*way };

                let Ok(time) = self.time(machine, &plan, from, to) else {
                    continue;
                };

                if best.is_none_or(|(least, _)| time < CLEARLY * least) {
                    best = Some((time, plan.way));
                }
            }

            if let Some((_, way)) = best {
                plan.way = way;
                return Ok(plan);
            }
        }

        Err(GpuError::NoConvolution(width, height))
    }

    /// What cuDNN offers, most promising first.
    fn ways(&self, machine: &Machine, plan: &Plan) -> Result<Vec<Way>, GpuError> {
        const MOST: usize = 8;

        // SAFETY: a plain structure of numbers.
        let mut offers: [cudnnConvolutionFwdAlgoPerf_t; MOST] = unsafe { std::mem::zeroed() };
        let mut count = 0;

        // SAFETY: the descriptors are alive, and there is room for so many answers.
        unsafe {
            dnn::get_convolution_forward_algorithm(
                machine.dnn.0,
                plan.input.0,
                self.filter.0,
                self.rule.0,
                plan.output.0,
                MOST as i32,
                &raw mut count,
                offers.as_mut_ptr(),
            )
        }?;

        let mut ways: Vec<Way> = Vec::new();
        for offer in &offers[..count as usize] {
            let known = ways.iter().any(|way| way.algorithm == offer.algo);
            if known || offer.status.result().is_err() {
                continue;
            }

            let Ok(workspace) = self.workspace(machine, plan, offer.algo) else {
                continue;
            };

            if workspace <= WORKSPACE {
                ways.push(Way {
                    algorithm: offer.algo,
                    workspace,
                    fused: false,
                });
            }
        }

        // Trying takes time, and what is least promising is never the fastest.
        ways.truncate(3);
        Ok(ways)
    }

    fn workspace(
        &self,
        machine: &Machine,
        plan: &Plan,
        algorithm: Algorithm,
    ) -> Result<usize, CudnnError> {
        // SAFETY: the descriptors are alive.
        unsafe {
            dnn::get_convolution_forward_workspace_size(
                machine.dnn.0,
                plan.input.0,
                self.filter.0,
                self.rule.0,
                plan.output.0,
                algorithm,
            )
        }
    }

    /// Milliseconds a run, after one to warm up.
    fn time(
        &self,
        machine: &Machine,
        plan: &Plan,
        from: Address,
        to: Address,
    ) -> Result<f32, GpuError> {
        const RUNS: usize = 2;

        self.run(machine, plan, from, to)?;

        let mark = || {
            machine
                .stream
                .record_event(Some(CUevent_flags::CU_EVENT_DEFAULT))
        };
        let start = mark()?;

        for _ in 0..RUNS {
            self.run(machine, plan, from, to)?;
        }

        let end = mark()?;
        Ok(start.elapsed_ms(&end)? / RUNS as f32)
    }

    /// Enqueues it. `from` and `to` must have the plan's size and not overlap.
    pub(super) fn run(
        &self,
        machine: &Machine,
        plan: &Plan,
        from: Address,
        to: Address,
    ) -> Result<(), GpuError> {
        match &self.activated {
            Some(activated) if plan.way.fused => {
                self.run_fused(machine, plan, activated, (from, to))
            }
            Some(activated) => {
                self.run_bare(machine, plan, (from, to))?;
                activated.run(
                    machine,
                    to,
                    plan.pixels * self.outputs / 8,
                    self.outputs / 8,
                )
            }
            None => self.run_bare(machine, plan, (from, to)),
        }
    }

    fn run_bare(
        &self,
        machine: &Machine,
        plan: &Plan,
        (from, to): (Address, Address),
    ) -> Result<(), GpuError> {
        let one = 1.0f32;
        let zero = 0.0f32;

        // SAFETY: the descriptors are alive, the maps have their sizes, and the workspace is as
        // large as was asked for.
        unsafe {
            dnn::convolution_forward(
                machine.dnn.0,
                from_ref(&one).cast(),
                plan.input.0,
                from as *const _,
                self.filter.0,
                self.kernel.at() as *const _,
                self.rule.0,
                plan.way.algorithm,
                machine.workspace.at() as *mut _,
                plan.way.workspace,
                from_ref(&zero).cast(),
                plan.output.0,
                to as *mut _,
            )
        }?;

        Ok(())
    }

    fn run_fused(
        &self,
        machine: &Machine,
        plan: &Plan,
        activated: &Activated,
        (from, to): (Address, Address),
    ) -> Result<(), GpuError> {
        let one = 1.0f32;
        let zero = 0.0f32;

        // SAFETY: as above.
        unsafe {
            dnn::convolution_bias_activation_forward(
                machine.dnn.0,
                from_ref(&one).cast(),
                plan.input.0,
                from as *const _,
                self.filter.0,
                self.kernel.at() as *const _,
                self.rule.0,
                plan.way.algorithm,
                machine.workspace.at() as *mut _,
                plan.way.workspace,
                from_ref(&zero).cast(),
                plan.output.0,
                to as *const _,
                activated.tensor.0,
                activated.bias.at() as *const _,
                activated.relu.0,
                plan.output.0,
                to as *mut _,
            )
        }?;

        Ok(())
    }
}

impl Activated {
    fn new(machine: &Machine, bias: &[f32]) -> Result<Self, GpuError> {
        let relu = Activation::new()?;
        let mode = sys::cudnnActivationMode_t::CUDNN_ACTIVATION_RELU;
        let nan = sys::cudnnNanPropagation_t::CUDNN_PROPAGATE_NAN;

        // SAFETY: the descriptor is alive.
        unsafe { sys::cudnnSetActivationDescriptor(relu.0, mode, nan, 0.0) }.result()?;

        let tensor = Tensor::maps(machine.precision, bias.len(), 1, 1)?;
        let exact = Buffer::from_host(&machine.stream, bias)?;

        Ok(Self {
            bias: machine.values(bias)?,
            exact,
            tensor,
            relu,
        })
    }

    fn run(
        &self,
        machine: &Machine,
        maps: Address,
        count: usize,
        groups: usize,
    ) -> Result<(), GpuError> {
        let arguments = [
            Arg::At(maps),
            Arg::At(self.exact.at()),
            Arg::Count(count as u32),
            Arg::Int(groups as i32),
        ];

        // SAFETY: `count` groups of eight channels lie there.
        unsafe {
            launch(
                &machine.stream,
                &machine.kernels.bias_relu,
                over(count),
                THREADS,
                &arguments,
            )
        }
    }
}
