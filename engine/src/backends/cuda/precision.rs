//! How numbers are stored and multiplied, in the terms of each library.

use cudarc::{
    cublas::sys::{cublasComputeType_t, cudaDataType_t},
    cudnn::sys::{cudnnDataType_t, cudnnMathType_t},
};

/// How numbers are stored and multiplied. Sums are always f32.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// f32 throughout: to compare with the other networks, and for GPUs from before 2020.
    Single,
    /// f32 in memory, TF32 products on the tensor cores: for networks that are not normalised,
    /// whose losses are small differences of large numbers.
    Tf32,
    /// bf16 in memory, products on the tensor cores.
    Bf16,
}

impl Precision {
    /// Bytes of a stored value.
    pub(super) fn bytes(self) -> usize {
        match self {
            Self::Single | Self::Tf32 => 4,
            Self::Bf16 => 2,
        }
    }

    /// cuDNN's type of a stored value.
    pub(super) fn dnn_data_type(self) -> cudnnDataType_t {
        match self {
            Self::Single | Self::Tf32 => cudnnDataType_t::CUDNN_DATA_FLOAT,
            Self::Bf16 => cudnnDataType_t::CUDNN_DATA_BFLOAT16,
        }
    }

    /// How cuDNN may multiply.
    pub(super) fn dnn_math_type(self) -> cudnnMathType_t {
        match self {
            Self::Single => cudnnMathType_t::CUDNN_FMA_MATH,
            Self::Tf32 => cudnnMathType_t::CUDNN_DEFAULT_MATH,
            Self::Bf16 => cudnnMathType_t::CUDNN_TENSOR_OP_MATH,
        }
    }

    /// cuBLAS's type of a stored value.
    pub(super) fn blas_data_type(self) -> cudaDataType_t {
        match self {
            Self::Single | Self::Tf32 => cudaDataType_t::CUDA_R_32F,
            Self::Bf16 => cudaDataType_t::CUDA_R_16BF,
        }
    }

    /// How cuBLAS may multiply and add.
    pub(super) fn blas_compute_type(self) -> cublasComputeType_t {
        match self {
            Self::Single | Self::Bf16 => cublasComputeType_t::CUBLAS_COMPUTE_32F,
            Self::Tf32 => cublasComputeType_t::CUBLAS_COMPUTE_32F_FAST_TF32,
        }
    }
}
