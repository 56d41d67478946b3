//! The vector unit AVX2 with FMA: 16 registers of 8 values.

use std::{
    arch::x86_64::{
        __m128i, __m256, __m256i, _CMP_EQ_OQ, _CMP_GT_OQ, _mm256_add_epi32, _mm256_add_ps,
        _mm256_and_ps, _mm256_and_si256, _mm256_castps_si256, _mm256_castsi256_ps,
        _mm256_castsi256_si128, _mm256_cmp_ps, _mm256_cmpeq_epi32, _mm256_cvtepu16_epi32,
        _mm256_fmadd_ps, _mm256_load_ps, _mm256_max_ps, _mm256_movemask_ps, _mm256_mul_ps,
        _mm256_or_si256, _mm256_packus_epi32, _mm256_permute4x64_epi64, _mm256_set1_epi32,
        _mm256_set1_ps, _mm256_setr_epi32, _mm256_setzero_ps, _mm256_slli_epi32, _mm256_srli_epi32,
        _mm256_store_ps, _mm256_sub_ps,
    },
    mem::transmute,
};

use super::{Bf16Pairs, Lanes, Simd, SimdTask};

/// Proof that the processor has AVX2 and FMA: only [`run`] creates it.
#[derive(Clone, Copy)]
pub(super) struct Avx2(());

/// Runs a task, compiled with the target features. The caller must know that the processor has
/// them.
#[target_feature(enable = "avx2,fma")]
pub(super) fn run<T: SimdTask>(task: T) {
    task.run(Avx2(()));
}

/// Calls an intrinsic that takes and returns values, and touches no memory.
macro_rules! intrinsic {
    ($call:expr) => {{
        // SAFETY: there is an `Avx2` only where the processor has AVX2 and FMA.
        unsafe { $call }
    }};
}

impl Avx2 {
    /// The bits of the nearest bf16, with zeros below.
    #[inline(always)]
    fn rounded(self, value: __m256) -> __m256i {
        intrinsic!({
            let bits = _mm256_castps_si256(value);
            let is_odd = _mm256_and_si256(_mm256_srli_epi32::<16>(bits), _mm256_set1_epi32(1));
            let half = _mm256_add_epi32(is_odd, _mm256_set1_epi32(0x7fff));
            Self::upper(self, _mm256_add_epi32(bits, half))
        })
    }

    /// The odd ones of pairs of bf16, as f32.
    #[inline(always)]
    fn upper(_: Self, pairs: __m256i) -> __m256i {
        intrinsic!(_mm256_and_si256(pairs, _mm256_set1_epi32(!0xffff)))
    }
}

impl Simd for Avx2 {
    type Vector = __m256;
    const WIDTH: usize = 8;
    const ROWS: usize = 6;

    #[inline(always)]
    fn load(self, from: &Lanes, part: usize) -> __m256 {
        let from: &[f32; 8] = &from.0.as_chunks().0[part];
        // SAFETY: 8 values at a multiple of 32 bytes from an address aligned to 64; the processor
        // has the instruction, as `self` proves.
        unsafe { _mm256_load_ps(from.as_ptr()) }
    }

    #[inline(always)]
    fn store(self, to: &mut Lanes, part: usize, value: __m256) {
        let to: &mut [f32; 8] = &mut to.0.as_chunks_mut().0[part];
        // SAFETY: as in `load`.
        unsafe { _mm256_store_ps(to.as_mut_ptr(), value) }
    }

    #[inline(always)]
    fn splat(self, value: f32) -> __m256 {
        intrinsic!(_mm256_set1_ps(value))
    }

    #[inline(always)]
    fn add(self, a: __m256, b: __m256) -> __m256 {
        intrinsic!(_mm256_add_ps(a, b))
    }

    #[inline(always)]
    fn sub(self, a: __m256, b: __m256) -> __m256 {
        intrinsic!(_mm256_sub_ps(a, b))
    }

    #[inline(always)]
    fn mul(self, a: __m256, b: __m256) -> __m256 {
        intrinsic!(_mm256_mul_ps(a, b))
    }

    #[inline(always)]
    fn fma(self, a: __m256, b: __m256, c: __m256) -> __m256 {
        intrinsic!(_mm256_fmadd_ps(a, b, c))
    }

    #[inline(always)]
    fn max(self, a: __m256, b: __m256) -> __m256 {
        intrinsic!(_mm256_max_ps(a, b))
    }

    #[inline(always)]
    fn positive(self, value: __m256) -> u16 {
        intrinsic!(
            _mm256_movemask_ps(_mm256_cmp_ps::<_CMP_GT_OQ>(value, _mm256_setzero_ps())) as u16
        )
    }

    #[inline(always)]
    fn equal(self, a: __m256, b: __m256) -> u16 {
        intrinsic!(_mm256_movemask_ps(_mm256_cmp_ps::<_CMP_EQ_OQ>(a, b)) as u16)
    }

    #[inline(always)]
    fn keep(self, value: __m256, bits: u16) -> __m256 {
        intrinsic!({
            let lanes = _mm256_setr_epi32(1, 2, 4, 8, 16, 32, 64, 128);
            let set = _mm256_and_si256(_mm256_set1_epi32(i32::from(bits)), lanes);
            _mm256_and_ps(value, _mm256_castsi256_ps(_mm256_cmpeq_epi32(set, lanes)))
        })
    }

    #[inline(always)]
    fn load_bf16(self, from: &Bf16Pairs, part: usize) -> __m256 {
        let halves: [u32; 4] = from.0.as_chunks().0[part];
        // SAFETY: both types are 16 bytes of which any bits are values.
        let halves = unsafe { transmute::<[u32; 4], __m128i>(halves) };
        intrinsic!(_mm256_castsi256_ps(_mm256_slli_epi32::<16>(
            _mm256_cvtepu16_epi32(halves)
        )))
    }

    #[inline(always)]
    fn store_bf16(self, to: &mut Bf16Pairs, part: usize, value: __m256) {
        let to: &mut [u32; 4] = &mut to.0.as_chunks_mut().0[part];
        let halves = intrinsic!({
            let halves = _mm256_srli_epi32::<16>(self.rounded(value));
            // It packs the two 128-bit lanes apart.
            let packed = _mm256_packus_epi32(halves, halves);
            _mm256_castsi256_si128(_mm256_permute4x64_epi64::<0b10_00>(packed))
        });

        // SAFETY: as in `load_bf16`.
        *to = unsafe { transmute::<__m128i, [u32; 4]>(halves) };
    }

    #[inline(always)]
    fn pair_bf16(self, even: __m256, odd: __m256) -> __m256 {
        let even = self.rounded(even);
        let odd = self.rounded(odd);
        intrinsic!(_mm256_castsi256_ps(_mm256_or_si256(
            _mm256_srli_epi32::<16>(even),
            odd
        )))
    }

    #[inline(always)]
    fn dot_bf16(self, a: __m256, b: __m256, sum: __m256) -> __m256 {
        intrinsic!({
            let a = _mm256_castps_si256(a);
            let b = _mm256_castps_si256(b);
            let odd = _mm256_fmadd_ps(
                _mm256_castsi256_ps(Self::upper(self, a)),
                _mm256_castsi256_ps(Self::upper(self, b)),
                sum,
            );

            _mm256_fmadd_ps(
                _mm256_castsi256_ps(_mm256_slli_epi32::<16>(a)),
                _mm256_castsi256_ps(_mm256_slli_epi32::<16>(b)),
                odd,
            )
        })
    }
}
