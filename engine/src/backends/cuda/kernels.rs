//! Our own kernels: compiled from `kernels.cu` for the GPU at hand, and launched by name.

use std::sync::Arc;

use cudarc::{
    driver::{
        CudaContext, CudaFunction, CudaModule, CudaStream, DeviceRepr, LaunchConfig, PushKernelArg,
    },
    nvrtc::{CompileOptions, compile_ptx_with_opts},
};

use super::{error::GpuError, memory::Address, precision::Precision};

const SOURCE: &str = include_str!("kernels.cu");

/// Threads of a block.
pub(super) const THREADS: u32 = 256;
/// Threads of the kernels with a block for each row of a matrix: a multiple of every number of
/// channels.
pub(super) const ROW_THREADS: u32 = 512;
/// Blocks of the kernels that sum over everything; each leaves a part.
pub(super) const PARTS: u32 = 264;

/// Vectors that a kernel takes at a time.
pub(super) const TERMS: usize = 16;

/// An argument of a kernel.
#[derive(Clone, Copy, Debug)]
pub(super) enum Arg<'t> {
    At(Address),
    Int(i32),
    Count(u32),
    Real(f32),
    Double(f64),
    Terms(&'t Terms),
}

/// As `kernels.cu` has it.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Terms {
    pub(super) of: [Address; TERMS],
    pub(super) by: [f32; TERMS],
}

// SAFETY: numbers only, laid out as in C.
unsafe impl DeviceRepr for Terms {}

macro_rules! kernels {
    ($($name:ident),+ $(,)?) => {
        /// The functions of `kernels.cu`, which says what each does and takes.
        pub(super) struct Kernels {
            $(pub(super) $name: CudaFunction,)+
        }

        impl Kernels {
            pub(super) fn of(module: &Arc<CudaModule>) -> Result<Self, GpuError> {
                Ok(Self { $($name: module.load_function(stringify!($name))?,)+ })
            }
        }
    };
}

kernels!(
    adam_age,
    adam_step,
    bias_relu,
    channel_means,
    channel_sums,
    content_gradient,
    distance,
    finish,
    first_backward,
    first_fold,
    first_forward,
    precondition_project,
    precondition_correct,
    precondition_apply,
    pool,
    report,
    smoothness,
    style_difference,
    style_gradient,
    sum_chunks,
    to_maps,
    to_planes,
    to_values,
    unpool,
    vector_combine,
    vector_dots,
    vector_hold,
    vector_subtract,
    vector_sums,
    vector_walk,
);

/// Compiles `kernels.cu` for the GPU at hand; takes about a second.
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

/// As many blocks of [`THREADS`] as give each of `count` items a thread.
pub(super) fn over(count: usize) -> (u32, u32, u32) {
    ((count as u32).div_ceil(THREADS), 1, 1)
}

/// Enqueues a kernel with blocks of `threads`.
///
/// # Safety
/// The arguments must be what `kernels.cu` says, and every address that of enough memory that lives
/// until the stream has come past the kernel.
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
            Arg::At(address) => builder.arg(address),
            Arg::Int(number) => builder.arg(number),
            Arg::Count(count) => builder.arg(count),
            Arg::Real(real) => builder.arg(real),
            Arg::Double(double) => builder.arg(double),
            Arg::Terms(terms) => builder.arg(*terms),
        };
    }

    let config = LaunchConfig {
        grid_dim,
        block_dim: (threads, 1, 1),
        shared_mem_bytes: 0,
    };

    // SAFETY: by this function's own condition.
    unsafe { builder.launch(config) }?;
    Ok(())
}
