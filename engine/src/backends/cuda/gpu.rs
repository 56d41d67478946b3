//! A GPU, and one stream of work on it with the libraries, kernels and memory that the work needs.

use std::sync::{Arc, Mutex, PoisonError};

use cudarc::{
    cublas::CudaBlas,
    cudnn::{result as dnn, sys::cudnnHandle_t},
    driver::{CudaContext, CudaModule, CudaStream},
};

use super::{
    error::GpuError,
    kernels::{self, Arg, Kernels, PARTS, THREADS, launch, over},
    memory::{Address, Buffer, Maps},
    precision::Precision,
};

/// Scratch memory of cuBLAS and of cuDNN, in bytes each.
pub(super) const WORKSPACE: usize = 32 << 20;

/// An NVIDIA GPU.
#[derive(Clone, Debug)]
pub struct Gpu {
    number: usize,
    context: Arc<CudaContext>,
    /// Compiled once, for every network in this precision.
    modules: Arc<Mutex<Modules>>,
}

type Modules = Vec<(Precision, Arc<CudaModule>)>;

impl Gpu {
    /// Opens the GPU of this number.
    ///
    /// # Errors
    /// If a library is missing, or there is no such GPU.
    pub fn open(number: usize) -> Result<Self, GpuError> {
        // SAFETY: asks whether the library can be loaded, nothing more.
        let libraries = unsafe {
            [
                (
                    "libcuda (the NVIDIA driver)",
                    cudarc::driver::sys::is_culib_present(),
                ),
                ("libcublas", cudarc::cublas::sys::is_culib_present()),
                ("libcudnn 9", cudarc::cudnn::sys::is_culib_present()),
                ("libnvrtc", cudarc::nvrtc::sys::is_culib_present()),
            ]
        };

        if let Some((name, _)) = libraries.into_iter().find(|(_, present)| !present) {
            return Err(GpuError::Missing(name));
        }

        let context = CudaContext::new(number)?;

        // SAFETY: whatever is allocated here is used on the one stream of its `Machine`.
        unsafe { context.disable_event_tracking() };
        Ok(Self {
            number,
            context,
            modules: Arc::default(),
        })
    }

    /// Its number among the GPUs of this machine.
    #[must_use]
    pub fn number(&self) -> usize {
        self.number
    }

    /// What its maker calls it.
    ///
    /// # Errors
    /// If the driver does not answer.
    pub fn name(&self) -> Result<String, GpuError> {
        Ok(self.context.name()?)
    }

    /// Bytes of its memory that are free.
    ///
    /// # Errors
    /// If the driver does not answer.
    pub fn free_memory(&self) -> Result<u64, GpuError> {
        Ok(self.context.mem_get_info()?.0 as u64)
    }

    fn kernels(&self, precision: Precision) -> Result<Kernels, GpuError> {
        let mut modules = self.modules.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, module)) = modules.iter().find(|(known, _)| *known == precision) {
            return Kernels::of(module);
        }

        let module = kernels::compile(&self.context, precision)?;
        modules.push((precision, Arc::clone(&module)));

        Kernels::of(&module)
    }

    /// Whether it multiplies matrices of bf16.
    ///
    /// # Errors
    /// If the driver does not answer.
    pub fn has_bf16(&self) -> Result<bool, GpuError> {
        Ok(self.context.compute_capability()?.0 >= 8)
    }
}

/// A stream and all that works on it. What is enqueued runs in order.
pub(super) struct Machine {
    pub(super) stream: Arc<CudaStream>,
    pub(super) blas: CudaBlas,
    pub(super) dnn: Dnn,
    /// Shared with the vectors of an optimiser.
    pub(super) kernels: Arc<Kernels>,
    pub(super) precision: Precision,
    pub(super) workspace: Buffer<u8>,
    _blas_workspace: Buffer<u8>,
}

/// cuDNN's handle.
pub(super) struct Dnn(pub(super) cudnnHandle_t);

impl Drop for Dnn {
    fn drop(&mut self) {
        // SAFETY: it was created and is destroyed once. A failure at the end concerns nobody.
        let _ = unsafe { dnn::destroy_handle(self.0) };
    }
}

impl Machine {
    pub(super) fn new(gpu: &Gpu, precision: Precision) -> Result<Self, GpuError> {
        gpu.context.bind_to_thread()?;

        let stream = gpu.context.new_stream()?;
        let blas = CudaBlas::new(Arc::clone(&stream))?;
        let blas_workspace = Buffer::<u8>::zeros(&stream, WORKSPACE)?;

        // SAFETY: the memory lives as long as the handle. Without its own, cuBLAS would allocate
        // while a graph is recorded.
        unsafe {
            cudarc::cublas::sys::cublasSetWorkspace_v2(
                *blas.handle(),
                blas_workspace.at() as *mut _,
                WORKSPACE,
            )
        }
        .result()?;

        let dnn = Dnn(dnn::create_handle()?);

        // SAFETY: both are alive.
        unsafe { dnn::set_stream(dnn.0, stream.cu_stream().cast()) }?;

        let kernels = Arc::new(gpu.kernels(precision)?);
        let workspace = Buffer::zeros(&stream, WORKSPACE)?;

        Ok(Self {
            stream,
            blas,
            dnn,
            kernels,
            precision,
            workspace,
            _blas_workspace: blas_workspace,
        })
    }

    /// `values` in the network's precision.
    pub(super) fn values(&self, values: &[f32]) -> Result<Maps, GpuError> {
        let from = Buffer::from_host(&self.stream, values)?;
        let mut maps = Maps::default();
        let to = maps.claim(&self.stream, self.precision, values.len())?;
        let arguments = [
            Arg::At(from.at()),
            Arg::At(to),
            Arg::Count(values.len() as u32),
        ];

        // SAFETY: both have room for so many values.
        unsafe {
            launch(
                &self.stream,
                &self.kernels.to_values,
                over(values.len()),
                THREADS,
                &arguments,
            )
        }?;

        self.wait()?;
        Ok(maps)
    }

    /// Enqueues the mean of each channel, by way of `parts`: [`PARTS`] times as many values.
    pub(super) fn average(
        &self,
        maps: Address,
        (pixels, channels): (usize, usize),
        parts: Address,
        to: Address,
    ) -> Result<(), GpuError> {
        let each = pixels.div_ceil(PARTS as usize).max(32);
        let blocks = pixels.div_ceil(each);
        let sums = [
            Arg::At(maps),
            Arg::Count(pixels as u32),
            Arg::Int((channels / 8) as i32),
            Arg::Count(each as u32),
            Arg::At(parts),
        ];

        let means = [
            Arg::At(parts),
            Arg::Int(blocks as i32),
            Arg::Int(channels as i32),
            Arg::Real(1.0 / pixels as f32),
            Arg::At(to),
        ];

        let Kernels {
            channel_sums,
            channel_means,
            ..
        } = &*self.kernels;

        // SAFETY: the maps have so many pixels, and each block writes its sums to the parts.
        unsafe {
            launch(
                &self.stream,
                channel_sums,
                (blocks as u32, 1, 1),
                THREADS,
                &sums,
            )?;

            launch(
                &self.stream,
                channel_means,
                over(channels * 32),
                THREADS,
                &means,
            )
        }
    }

    /// Enqueues `to` = `factor` times the sum of `chunks` vectors of `count` values each.
    pub(super) fn add_up(
        &self,
        parts: Address,
        (chunks, count): (usize, usize),
        factor: f32,
        to: Address,
    ) -> Result<(), GpuError> {
        let arguments = [
            Arg::At(parts),
            Arg::Int(chunks as i32),
            Arg::Count(count as u32),
            Arg::Real(factor),
            Arg::At(to),
        ];

        // SAFETY: the caller's vectors have these sizes.
        unsafe {
            launch(
                &self.stream,
                &self.kernels.sum_chunks,
                over(count),
                THREADS,
                &arguments,
            )
        }
    }

    /// Enqueues the sums of |a - b| and of its square over `count` values, to `parts`: [`PARTS`]
    /// pairs.
    pub(super) fn sum_distances(
        &self,
        (a, b): (Address, Address),
        count: usize,
        parts: Address,
    ) -> Result<(), GpuError> {
        let arguments = [
            Arg::At(a),
            Arg::At(b),
            Arg::Count((count / 8) as u32),
            Arg::At(parts),
        ];

        // SAFETY: both maps have so many values, in groups of eight, and each block writes its
        // pair.
        unsafe {
            launch(
                &self.stream,
                &self.kernels.distance,
                (PARTS, 1, 1),
                THREADS,
                &arguments,
            )
        }
    }

    /// Enqueues a copy of so many bytes.
    pub(super) fn copy(&self, from: Address, to: Address, bytes: usize) -> Result<(), GpuError> {
        // SAFETY: the callers' maps are at least so large.
        Ok(unsafe {
            cudarc::driver::result::memcpy_dtod_async(to, from, bytes, self.stream.cu_stream())
        }?)
    }

    /// Waits until everything enqueued is done.
    pub(super) fn wait(&self) -> Result<(), GpuError> {
        Ok(self.stream.synchronize()?)
    }
}
