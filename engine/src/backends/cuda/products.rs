//! Matrix products by cuBLAS. To cuBLAS, maps are a column-major matrix F with a column for each
//! pixel and a row for each channel.

use cudarc::{
    cublas::{
        result::gemm_strided_batched_ex,
        sys::{cublasGemmAlgo_t, cublasOperation_t, cudaDataType_t},
    },
    driver::sys::CUdeviceptr,
};

use super::{
    error::GpuError,
    executor::Executor,
    memory::{Address, MapsView},
};

/// How the pixels of a layer are divided, so that a product of small matrices over many pixels
/// fills the GPU.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chunks {
    /// Pixels in every chunk but the last, which may have fewer.
    pub(super) pixels: usize,
    /// Number of chunks, including the last.
    pub(super) count: usize,
}

impl Chunks {
    pub(super) fn for_layer(pixels: usize, channels: usize) -> Self {
        // cuBLAS computes tiles of about 128 x 128 values; about 128 tiles fill a large GPU.
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

/// Enqueues F Fᵀ over each chunk of pixels, to `to`: `[chunks][C][C]` in f32.
pub(super) fn gram_chunks(
    executor: &Executor,
    maps: MapsView,
    to: Address,
) -> Result<(), GpuError> {
    let MapsView {
        address,
        pixels,
        channels,
    } = maps;
    let chunks = Chunks::for_layer(pixels, channels);
    let full = pixels / chunks.pixels;
    let rest = pixels % chunks.pixels;

    let gram = |pixels: usize, count: usize, maps: Address, to: Address| {
        let product = Product {
            m: channels,
            n: channels,
            k: pixels,
            right_operation: cublasOperation_t::CUBLAS_OP_T,
            beta: 0.0,
            result_type: cudaDataType_t::CUDA_R_32F,
            strides: [pixels * channels, pixels * channels, channels * channels],
            count,
        };
        product.run(executor, maps, maps, to)
    };

    gram(chunks.pixels, full, address, to)?;

    let full_bytes = full * chunks.pixels * channels * executor.precision.bytes();
    let gram_bytes = full * channels * channels * size_of::<f32>();
    gram(
        rest,
        1,
        address + full_bytes as CUdeviceptr,
        to + gram_bytes as CUdeviceptr,
    )
}

/// Enqueues `to` = `matrix` F + `beta` `to`, maps like F. The matrix is `[C][C]` and symmetric.
pub(super) fn multiply(
    executor: &Executor,
    matrix: Address,
    maps: MapsView,
    beta: f32,
    to: Address,
) -> Result<(), GpuError> {
    let product = Product {
        m: maps.channels,
        n: maps.pixels,
        k: maps.channels,
        right_operation: cublasOperation_t::CUBLAS_OP_N,
        beta,
        result_type: executor.precision.blas_data_type(),
        strides: [0; 3],
        count: 1,
    };
    product.run(executor, matrix, maps.address, to)
}

/// A batch of products of an m x k matrix with a k x n matrix (n x k if it is transposed), all in
/// column-major order.
struct Product {
    m: usize,
    n: usize,
    k: usize,
    /// Whether the right matrix is transposed.
    right_operation: cublasOperation_t,
    /// The factor of what the result held before.
    beta: f32,
    result_type: cudaDataType_t,
    /// Values from one left matrix, right matrix and result of the batch to the next.
    strides: [usize; 3],
    /// Products in the batch.
    count: usize,
}

impl Product {
    fn run(
        &self,
        executor: &Executor,
        left: Address,
        right: Address,
        to: Address,
    ) -> Result<(), GpuError> {
        if self.k == 0 || self.count == 0 {
            return Ok(());
        }

        let data_type = executor.precision.blas_data_type();
        let right_rows = if self.right_operation == cublasOperation_t::CUBLAS_OP_T {
            self.n
        } else {
            self.k
        };
        let [left_stride, right_stride, stride] = self.strides.map(|stride| stride as i64);

        // SAFETY: the handle is alive, and the callers' maps and matrices have these sizes.
        unsafe {
            gemm_strided_batched_ex(
                *executor.blas.handle(),
                cublasOperation_t::CUBLAS_OP_N,
                self.right_operation,
                self.m as i32,
                self.n as i32,
                self.k as i32,
                std::ptr::from_ref(&1.0f32).cast(),
                left as *const _,
                data_type,
                self.m as i32,
                left_stride,
                right as *const _,
                data_type,
                right_rows as i32,
                right_stride,
                std::ptr::from_ref(&self.beta).cast(),
                to as *mut _,
                self.result_type,
                self.m as i32,
                stride,
                self.count as i32,
                executor.precision.blas_compute_type(),
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
                let chunks = Chunks::for_layer(pixels, channels);
                assert!(
                    chunks.pixels * (chunks.count - 1) < pixels
                        && pixels <= chunks.pixels * chunks.count
                );
            }
        }
    }
}
