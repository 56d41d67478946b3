//! A stream of work on a GPU, with the library handles, kernels and workspaces that the work needs.
//!
//! Owns the handles of cuBLAS and cuDNN, and the launches that several modules share: uploads and
//! sums over maps. Knows nothing of layers or losses.

use std::sync::Arc;

use cudarc::{
    cublas::CudaBlas,
    cudnn::{result as dnn, sys::cudnnHandle_t},
    driver::CudaStream,
};

use super::{
    error::GpuError,
    gpu::Gpu,
    kernels::{Arg, Kernels, PARTIAL_SUMS, THREADS, grid_for, launch},
    memory::{Address, Buffer, Maps, MapsView},
    precision::Precision,
};

/// Size of the workspace of cuBLAS and of that of cuDNN, in bytes.
pub(super) const WORKSPACE: usize = 32 << 20;

/// A stream with everything that works on it. What is enqueued runs in order.
pub(super) struct Executor {
    pub(super) stream: Arc<CudaStream>,
    pub(super) blas: CudaBlas,
    pub(super) dnn: Dnn,
    /// Shared with the vectors of an optimiser.
    pub(super) kernels: Arc<Kernels>,
    pub(super) precision: Precision,
    /// cuDNN's.
    pub(super) workspace: Buffer<u8>,
    _blas_workspace: Buffer<u8>,
}

/// cuDNN's handle.
pub(super) struct Dnn(pub(super) cudnnHandle_t);

impl Drop for Dnn {
    fn drop(&mut self) {
        // SAFETY: the handle was created in `Executor::new` and is destroyed only here. A failure
        // here has no consequences.
        let _ = unsafe { dnn::destroy_handle(self.0) };
    }
}

/// Vectors of partial sums on the GPU: `[chunks][count]` in f32.
#[derive(Clone, Copy, Debug)]
pub(super) struct Partials {
    pub(super) address: Address,
    pub(super) chunks: usize,
    /// Values in each chunk.
    pub(super) count: usize,
}

impl Executor {
    pub(super) fn new(gpu: &Gpu, precision: Precision) -> Result<Self, GpuError> {
        gpu.context.bind_to_thread()?;

        let stream = gpu.context.new_stream()?;
        let blas = CudaBlas::new(Arc::clone(&stream))?;
        let blas_workspace = Buffer::<u8>::zeros(&stream, WORKSPACE)?;

        // SAFETY: the executor owns both, so the memory lives as long as the handle. Without this
        // workspace cuBLAS would allocate while a graph is captured, which is not allowed.
        unsafe {
            cudarc::cublas::sys::cublasSetWorkspace_v2(
                *blas.handle(),
                blas_workspace.address() as *mut _,
                WORKSPACE,
            )
        }
        .result()?;

        let dnn = Dnn(dnn::create_handle()?);

        // SAFETY: handle and stream were just created; the executor owns both.
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

    /// Copies `values` to the GPU, in the network's precision. Waits until they are there.
    pub(super) fn upload(&self, values: &[f32]) -> Result<Maps, GpuError> {
        let from = Buffer::from_host(&self.stream, values)?;
        let mut maps = Maps::default();
        let to = maps.claim(&self.stream, self.precision, values.len())?;
        let arguments = [
            Arg::Address(from.address()),
            Arg::Address(to),
            Arg::Unsigned(values.len() as u32),
        ];

        // SAFETY: `from` and `to` both hold `values.len()` values, and `from` outlives the kernel
        // because of the wait below.
        unsafe {
            launch(
                &self.stream,
                &self.kernels.to_precision,
                grid_for(values.len()),
                THREADS,
                &arguments,
            )
        }?;

        self.synchronize()?;
        Ok(maps)
    }

    /// Enqueues the mean of each channel to `to`: `[channels]` in f32.
    ///
    /// `partials` is scratch memory for [`PARTIAL_SUMS`] x channels values of f32.
    pub(super) fn channel_means(
        &self,
        maps: MapsView,
        partials: Address,
        to: Address,
    ) -> Result<(), GpuError> {
        let MapsView {
            pixels, channels, ..
        } = maps;
        let pixels_per_block = pixels.div_ceil(PARTIAL_SUMS as usize).max(32);
        let blocks = pixels.div_ceil(pixels_per_block);

        let sums = [
            Arg::Address(maps.address),
            Arg::Unsigned(pixels as u32),
            Arg::Int(maps.groups() as i32),
            Arg::Unsigned(pixels_per_block as u32),
            Arg::Address(partials),
        ];

        let means = [
            Arg::Address(partials),
            Arg::Int(blocks as i32),
            Arg::Int(channels as i32),
            Arg::Float(1.0 / pixels as f32),
            Arg::Address(to),
        ];

        let Kernels {
            channel_sums,
            channel_means,
            ..
        } = &*self.kernels;

        // SAFETY: the view describes the maps, `blocks` is at most `PARTIAL_SUMS`, and each block
        // writes one row of `partials`.
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
                grid_for(channels * 32),
                THREADS,
                &means,
            )
        }
    }

    /// Enqueues `to` = `factor` times the sum of all chunks: `partials.count` values of f32.
    pub(super) fn sum_chunks(
        &self,
        partials: Partials,
        factor: f32,
        to: Address,
    ) -> Result<(), GpuError> {
        let arguments = [
            Arg::Address(partials.address),
            Arg::Int(partials.chunks as i32),
            Arg::Unsigned(partials.count as u32),
            Arg::Float(factor),
            Arg::Address(to),
        ];

        // SAFETY: `partials` describes its memory, and the caller gives `to` room for one chunk.
        unsafe {
            launch(
                &self.stream,
                &self.kernels.sum_chunks,
                grid_for(partials.count),
                THREADS,
                &arguments,
            )
        }
    }

    /// Enqueues the sums of |maps - target| and of its square times the weights to `partials`:
    /// [`PARTIAL_SUMS`] pairs of f64. `weights` holds one f32 for each pixel; 0 is for none.
    pub(super) fn sum_differences(
        &self,
        maps: MapsView,
        target: Address,
        weights: Address,
        partials: Address,
    ) -> Result<(), GpuError> {
        let arguments = [
            Arg::Address(maps.address),
            Arg::Address(target),
            Arg::Address(weights),
            Arg::Unsigned((maps.pixels * maps.groups()) as u32),
            Arg::Int(maps.groups() as i32),
            Arg::Address(partials),
        ];

        // SAFETY: the target is as large as the maps, there is a weight for each pixel or none, and
        // each of the `PARTIAL_SUMS` blocks writes one pair.
        unsafe {
            launch(
                &self.stream,
                &self.kernels.distance,
                (PARTIAL_SUMS, 1, 1),
                THREADS,
                &arguments,
            )
        }
    }

    /// Enqueues a copy of `bytes` bytes on the GPU.
    pub(super) fn copy(&self, from: Address, to: Address, bytes: usize) -> Result<(), GpuError> {
        // SAFETY: the callers copy between maps that are at least this large.
        Ok(unsafe {
            cudarc::driver::result::memcpy_dtod_async(to, from, bytes, self.stream.cu_stream())
        }?)
    }

    /// Waits until everything enqueued so far is done.
    pub(super) fn synchronize(&self) -> Result<(), GpuError> {
        Ok(self.stream.synchronize()?)
    }
}
