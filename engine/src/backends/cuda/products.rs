//! Matrix products by cuBLAS. Maps are, to cuBLAS, a matrix F of one column a pixel and one row a
//! channel.

use cudarc::{
    cublas::{
        result::gemm_strided_batched_ex,
        sys::{cublasComputeType_t, cublasGemmAlgo_t, cublasOperation_t, cudaDataType_t},
    },
    driver::sys::CUdeviceptr,
};

use super::{error::GpuError, gpu::Machine, memory::Address, precision::Precision};

impl Precision {
    fn element(self) -> cudaDataType_t {
        match self {
            Self::Single | Self::Tf32 => cudaDataType_t::CUDA_R_32F,
            Self::Bf16 => cudaDataType_t::CUDA_R_16BF,
        }
    }

    fn sums(self) -> cublasComputeType_t {
        match self {
            Self::Single | Self::Bf16 => cublasComputeType_t::CUBLAS_COMPUTE_32F,
            Self::Tf32 => cublasComputeType_t::CUBLAS_COMPUTE_32F_FAST_TF32,
        }
    }
}

/// How the pixels of a layer are divided, so that a product of small matrices over many pixels
/// fills the GPU.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chunks {
    /// Pixels in each but the last.
    pub(super) pixels: usize,
    /// All, the last included.
    pub(super) count: usize,
}

impl Chunks {
    pub(super) fn of(pixels: usize, channels: usize) -> Self {
        // A tile of the product has about 128 x 128 values; about 128 tiles fill a large GPU.
        let wanted = match channels {
            0..=64 => 128,
            65..=128 => 64,
            129..=256 => 32,
            _ => 8,
        };
        let each = pixels.div_ceil(wanted).next_multiple_of(64).max(256);

        Self {
            pixels: each,
            count: pixels.div_ceil(each),
        }
    }
}

/// Enqueues F Fᵀ over each chunk of pixels, to `to`: `[chunks][channels][channels]` in f32.
pub(super) fn grams(
    machine: &Machine,
    maps: Address,
    (pixels, channels): (usize, usize),
    to: Address,
) -> Result<(), GpuError> {
    let chunks = Chunks::of(pixels, channels);
    let full = pixels / chunks.pixels;
    let rest = pixels % chunks.pixels;
    let bytes = machine.precision.bytes();
    let gram = |maps: Address, pixels: usize, count: usize, to: Address| {
        let product = Product {
            m: channels,
            n: channels,
            k: pixels,
            right: cublasOperation_t::CUBLAS_OP_T,
            add: 0.0,
            result: cudaDataType_t::CUDA_R_32F,
            strides: [pixels * channels, pixels * channels, channels * channels],
            count,
        };
        product.run(machine, maps, maps, to)
    };

    gram(maps, chunks.pixels, full, to)?;

    let at = |start: Address, values: usize, bytes: usize| start + (values * bytes) as CUdeviceptr;
    let maps = at(maps, full * chunks.pixels * channels, bytes);
    let to = at(to, full * channels * channels, 4);

    gram(maps, rest, 1, to)
}

/// Enqueues `to` = `matrix` F + `add` `to`. The matrix is symmetric.
pub(super) fn apply(
    machine: &Machine,
    matrix: Address,
    (maps, pixels, channels): (Address, usize, usize),
    add: f32,
    to: Address,
) -> Result<(), GpuError> {
    let product = Product {
        m: channels,
        n: pixels,
        k: channels,
        right: cublasOperation_t::CUBLAS_OP_N,
        add,
        result: machine.precision.element(),
        strides: [0; 3],
        count: 1,
    };
    product.run(machine, matrix, maps, to)
}

/// `count` products of an m x k matrix and a k x n matrix (n x k, if it is to be transposed), in
/// columns.
struct Product {
    m: usize,
    n: usize,
    k: usize,
    right: cublasOperation_t,
    add: f32,
    result: cudaDataType_t,
    strides: [usize; 3],
    count: usize,
}

impl Product {
    fn run(
        &self,
        machine: &Machine,
        left: Address,
        right: Address,
        to: Address,
    ) -> Result<(), GpuError> {
        if self.k == 0 || self.count == 0 {
            return Ok(());
        }

        let element = machine.precision.element();
        let right_rows = if self.right == cublasOperation_t::CUBLAS_OP_T {
            self.n
        } else {
            self.k
        };
        let [left_stride, right_stride, stride] = self.strides.map(|stride| stride as i64);

        // SAFETY: the callers' maps and matrices have these sizes.
        unsafe {
            gemm_strided_batched_ex(
                *machine.blas.handle(),
                cublasOperation_t::CUBLAS_OP_N,
                self.right,
                self.m as i32,
                self.n as i32,
                self.k as i32,
                std::ptr::from_ref(&1.0f32).cast(),
                left as *const _,
                element,
                self.m as i32,
                left_stride,
                right as *const _,
                element,
                right_rows as i32,
                right_stride,
                std::ptr::from_ref(&self.add).cast(),
                to as *mut _,
                self.result,
                self.m as i32,
                stride,
                self.count as i32,
                machine.precision.sums(),
                cublasGemmAlgo_t::CUBLAS_GEMM_DEFAULT,
            )
        }?;

        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_cover_every_pixel_and_none_is_empty() {
        for channels in [64, 128, 256, 512] {
            for pixels in [1, 255, 256, 257, 4096, 99_999, 4_194_304] {
                let chunks = Chunks::of(pixels, channels);
                assert!(
                    chunks.pixels * (chunks.count - 1) < pixels
                        && pixels <= chunks.pixels * chunks.count
                );
            }
        }
    }
}
