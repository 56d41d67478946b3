//! What can go wrong on a GPU.

use cudarc::{
    cublas::result::CublasError,
    cudnn::{result::CudnnError, sys::cudnnStatus_t},
    driver::{DriverError, sys::CUresult},
    nvrtc::CompileError,
};

use crate::net::NetError;

/// Why a GPU cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GpuError {
    /// A library of CUDA is not installed, or not where the loader looks.
    #[error("{0} was not found; install it or name its folder in LD_LIBRARY_PATH")]
    Missing(&'static str),
    /// The driver refused.
    #[error("the driver says {0:?}")]
    Driver(#[from] DriverError),
    /// cuBLAS failed.
    #[error("cuBLAS says {0:?}")]
    Blas(#[from] CublasError),
    /// cuDNN failed.
    #[error("cuDNN says {0:?}")]
    Dnn(#[from] CudnnError),
    /// Our kernels cannot be compiled for it.
    #[error("the kernels cannot be compiled: {0}")]
    Kernels(#[from] CompileError),
    /// cuDNN has no convolution for a layer.
    #[error("cuDNN offers no convolution for {0} x {1} px")]
    NoConvolution(usize, usize),
    /// The recording of an iteration came back empty.
    #[error("nothing was recorded")]
    NothingRecorded,
}

impl From<GpuError> for NetError {
    fn from(error: GpuError) -> Self {
        // What no convolution is offered for is too large, too: all else is fixed.
        let full = match &error {
            GpuError::Driver(DriverError(code)) => *code == CUresult::CUDA_ERROR_OUT_OF_MEMORY,
            GpuError::Blas(CublasError(code)) => {
                *code == cudarc::cublas::sys::cublasStatus_t::CUBLAS_STATUS_ALLOC_FAILED
            }
            GpuError::Dnn(CudnnError(code)) => matches!(
                code,
                cudnnStatus_t::CUDNN_STATUS_INTERNAL_ERROR_HOST_ALLOCATION_FAILED
                    | cudnnStatus_t::CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED
                    // What it says of maps with more values than it can count.
                    | cudnnStatus_t::CUDNN_STATUS_NOT_SUPPORTED
            ),
            GpuError::NoConvolution(..) => true,
            _ => false,
        };

        if full {
            Self::OutOfMemory
        } else {
            Self::Device(error.into())
        }
    }
}
