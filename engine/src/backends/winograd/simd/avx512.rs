//! The vector unit AVX-512: 32 registers of 16 values.

use std::arch::x86_64::{
    __m512, _CMP_EQ_OQ, _CMP_GT_OQ, _mm512_add_ps, _mm512_cmp_ps_mask, _mm512_fmadd_ps,
    _mm512_load_ps, _mm512_maskz_mov_ps, _mm512_max_ps, _mm512_mul_ps, _mm512_set1_ps,
    _mm512_setzero_ps, _mm512_store_ps, _mm512_sub_ps,
};

use super::{Lanes, Simd, SimdTask};

/// Proof that the processor has AVX-512F: only [`run`] creates it.
#[derive(Clone, Copy)]
pub(super) struct Avx512(());

/// Runs a task, compiled with the target features. The caller must know that the processor has
/// them.
#[target_feature(enable = "avx512f")]
pub(super) fn run<T: SimdTask>(task: T) {
    task.run(Avx512(()));
}

/// Calls an intrinsic that takes and returns values, and touches no memory.
macro_rules! intrinsic {
    ($call:expr) => {{
        // SAFETY: there is an `Avx512` only where the processor has AVX-512F.
        unsafe { $call }
    }};
}

impl Simd for Avx512 {
    type Vector = __m512;
    const WIDTH: usize = 16;
    const ROWS: usize = 14;

    #[inline(always)]
    fn load(self, from: &Lanes, _: usize) -> __m512 {
        // SAFETY: 16 values aligned to 64 bytes; the processor has the instruction, as `self`
        // proves.
        unsafe { _mm512_load_ps(from.0.as_ptr()) }
    }

    #[inline(always)]
    fn store(self, to: &mut Lanes, _: usize, value: __m512) {
        // SAFETY: as in `load`.
        unsafe { _mm512_store_ps(to.0.as_mut_ptr(), value) }
    }

    #[inline(always)]
    fn splat(self, value: f32) -> __m512 {
        intrinsic!(_mm512_set1_ps(value))
    }

    #[inline(always)]
    fn add(self, a: __m512, b: __m512) -> __m512 {
        intrinsic!(_mm512_add_ps(a, b))
    }

    #[inline(always)]
    fn sub(self, a: __m512, b: __m512) -> __m512 {
        intrinsic!(_mm512_sub_ps(a, b))
    }

    #[inline(always)]
    fn mul(self, a: __m512, b: __m512) -> __m512 {
        intrinsic!(_mm512_mul_ps(a, b))
    }

    #[inline(always)]
    fn fma(self, a: __m512, b: __m512, c: __m512) -> __m512 {
        intrinsic!(_mm512_fmadd_ps(a, b, c))
    }

    #[inline(always)]
    fn max(self, a: __m512, b: __m512) -> __m512 {
        intrinsic!(_mm512_max_ps(a, b))
    }

    #[inline(always)]
    fn positive(self, value: __m512) -> u16 {
        intrinsic!(_mm512_cmp_ps_mask::<_CMP_GT_OQ>(value, _mm512_setzero_ps()))
    }

    #[inline(always)]
    fn equal(self, a: __m512, b: __m512) -> u16 {
        intrinsic!(_mm512_cmp_ps_mask::<_CMP_EQ_OQ>(a, b))
    }

    #[inline(always)]
    fn keep(self, value: __m512, bits: u16) -> __m512 {
        intrinsic!(_mm512_maskz_mov_ps(bits, value))
    }
}
