//! Why a GPU cannot be used, and which of these errors mean "too little memory".

use cudarc::{
    cublas::{result::CublasError, sys::cublasStatus_t},
    cudnn::{result::CudnnError, sys::cudnnStatus_t},
    driver::{DriverError, sys::CUresult},
    nvrtc::CompileError,
};

use crate::net::NetError;

/// Why a GPU cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GpuError {
    /// A CUDA library is not installed, or not where the loader looks.
    #[error("{0} was not found; install it, or add its folder to LD_LIBRARY_PATH")]
    Missing(&'static str),
    /// The driver returned an error.
    #[error("the CUDA driver returned {0:?}")]
    Driver(#[from] DriverError),
    /// cuBLAS returned an error.
    #[error("cuBLAS returned {0:?}")]
    Blas(#[from] CublasError),
    /// cuDNN returned an error.
    #[error("cuDNN returned {0:?}")]
    Dnn(#[from] CudnnError),
    /// Our kernels do not compile for this GPU.
    #[error("the kernels cannot be compiled: {0}")]
    Kernels(#[from] CompileError),
    /// cuDNN has no convolution algorithm for a layer of this size.
    #[error("cuDNN has no convolution for {width} x {height} px")]
    NoConvolution {
        /// Width of the layer's maps.
        width: usize,
        /// Height of the layer's maps.
        height: usize,
    },
    /// Capturing an iteration gave an empty graph.
    #[error("the captured graph is empty")]
    EmptyGraph,
}

impl GpuError {
    /// Whether a smaller picture might work.
    fn is_out_of_memory(&self) -> bool {
        match self {
            Self::Driver(DriverError(code)) => *code == CUresult::CUDA_ERROR_OUT_OF_MEMORY,
            Self::Blas(CublasError(code)) => *code == cublasStatus_t::CUBLAS_STATUS_ALLOC_FAILED,
            Self::Dnn(CudnnError(code)) => matches!(
                code,
                cudnnStatus_t::CUDNN_STATUS_INTERNAL_ERROR_HOST_ALLOCATION_FAILED
                    | cudnnStatus_t::CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED
                    // cuDNN's answer to maps with more values than its counters hold.
                    | cudnnStatus_t::CUDNN_STATUS_NOT_SUPPORTED
            ),
            // Everything but the size is fixed, so the size must be what cuDNN cannot handle.
            Self::NoConvolution { .. } => true,
            Self::Missing(_) | Self::Kernels(_) | Self::EmptyGraph => false,
        }
    }
}

impl From<GpuError> for NetError {
    fn from(error: GpuError) -> Self {
        if error.is_out_of_memory() {
            Self::OutOfMemory
        } else {
            Self::Device(error.into())
        }
    }
}
