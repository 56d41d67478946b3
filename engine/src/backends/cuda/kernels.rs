//! Our own kernels: compiled from `kernels.cu` at run time, found by name, and launched.
//!
//! Knows the types of a kernel's arguments, not what they mean: each caller answers for that.

use std::sync::Arc;

use cudarc::{
    driver::{
        CudaContext, CudaFunction, CudaModule, CudaStream, DeviceRepr, LaunchConfig, PushKernelArg,
    },
    nvrtc::{CompileOptions, compile_ptx_with_opts},
};

use super::{error::GpuError, memory::Address, precision::Precision};

const SOURCE: &str = include_str!("kernels.cu");

/// Threads in a block of most kernels.
pub(super) const THREADS: u32 = 256;

/// Threads in a block of the kernels that take a block for each row of a `[C][C]` matrix: a
/// multiple of every number of channels.
pub(super) const ROW_THREADS: u32 = 512;

/// Blocks of the kernels that sum over everything; each block writes one partial sum.
pub(super) const PARTIAL_SUMS: u32 = 264;

/// Vectors that a kernel takes in one launch.
pub(super) const BATCH: usize = 16;

/// An argument of a kernel, by its type in CUDA C++.
#[derive(Clone, Copy, Debug)]
pub(super) enum Arg<'t> {
    /// A pointer of any type.
    Address(Address),
    /// `int`.
    Int(i32),
    /// `unsigned`.
    Unsigned(u32),
    /// `float`.
    Float(f32),
    /// `double`.
    Double(f64),
    /// `VectorBatch`.
    Batch(&'t VectorBatch),
}

/// Vectors and a factor for each, laid out like `VectorBatch` in `kernels.cu`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct VectorBatch {
    pub(super) vectors: [Address; BATCH],
    pub(super) factors: [f32; BATCH],
}

// SAFETY: plain numbers in C layout, so a bitwise copy to the GPU is what the kernel expects.
unsafe impl DeviceRepr for VectorBatch {}

macro_rules! kernels {
    ($($name:ident),+ $(,)?) => {
        /// The kernels in `kernels.cu`, which documents each of them and its arguments.
        pub(super) struct Kernels {
            $(pub(super) $name: CudaFunction,)+
        }

        impl Kernels {
            pub(super) fn load(module: &Arc<CudaModule>) -> Result<Self, GpuError> {
                Ok(Self { $($name: module.load_function(stringify!($name))?,)+ })
            }
        }
    };
}

kernels!(
    adam_rates,
    adam_step,
    bias_relu,
    channel_means,
    channel_sums,
    content_gradient,
    distance,
    first_backward,
    first_backward_border,
    first_forward,
    pool,
    precondition_apply,
    precondition_correct,
    precondition_project,
    relu_backward,
    report_losses,
    smoothness,
    style_difference,
    style_gradient,
    sum_chunks,
    temporal,
    to_maps,
    to_planes,
    to_precision,
    unpool,
    vector_combine,
    vector_dots,
    vector_project,
    vector_step,
    vector_subtract,
    vector_sums,
);

/// Compiles `kernels.cu` for this GPU, which takes about a second.
pub(super) fn compile(
    context: &Arc<CudaContext>,
    precision: Precision,
) -> Result<Arc<CudaModule>, GpuError> {
    let (major, minor) = context.compute_capability()?;
    let mut options = vec![format!("--gpu-architecture=compute_{major}{minor}")];
    if precision == Precision::Bf16 {
        options.push("-DBF16".to_owned());
    }

    let options = CompileOptions {
        options,
        name: Some("kernels.cu".to_owned()),
        ..CompileOptions::default()
    };

    Ok(context.load_module(compile_ptx_with_opts(SOURCE, options)?)?)
}

/// A grid with a thread for each of `count` items, in blocks of [`THREADS`].
pub(super) fn grid_for(count: usize) -> (u32, u32, u32) {
    ((count as u32).div_ceil(THREADS), 1, 1)
}

/// Enqueues a kernel with `threads` threads in each block of the grid.
///
/// # Safety
/// The arguments must have the types and order that `kernels.cu` declares. Every address must point
/// to as much memory as the kernel reads or writes, and that memory must live until the stream has
/// passed the kernel.
pub(super) unsafe fn launch(
    stream: &Arc<CudaStream>,
    kernel: &CudaFunction,
    grid_dim: (u32, u32, u32),
    threads: u32,
    arguments: &[Arg],
) -> Result<(), GpuError> {
    let mut builder = stream.launch_builder(kernel);
    for argument in arguments {
        match argument {
            Arg::Address(address) => builder.arg(address),
            Arg::Int(number) => builder.arg(number),
            Arg::Unsigned(number) => builder.arg(number),
            Arg::Float(number) => builder.arg(number),
            Arg::Double(number) => builder.arg(number),
            Arg::Batch(batch) => builder.arg(*batch),
        };
    }

    let config = LaunchConfig {
        grid_dim,
        block_dim: (threads, 1, 1),
        shared_mem_bytes: 0,
    };

    // SAFETY: this function's own contract.
    unsafe { builder.launch(config) }?;
    Ok(())
}
