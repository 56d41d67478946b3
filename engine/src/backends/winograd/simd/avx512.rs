//! The vector unit AVX-512: 32 registers of 16 values; with dot products of bf16, and with AMX's
//! tiles beside it, where the processor has these.

use std::{
    arch::x86_64::{
        __m256bh, __m256i, __m512, __m512bh, __m512i, _CMP_EQ_OQ, _CMP_GT_OQ, _mm512_add_epi32,
        _mm512_add_ps, _mm512_and_si512, _mm512_castps_si512, _mm512_castsi512_ps,
        _mm512_cmp_ps_mask, _mm512_cvtepi32_epi16, _mm512_cvtepu16_epi32, _mm512_cvtneps_pbh,
        _mm512_dpbf16_ps, _mm512_fmadd_ps, _mm512_load_ps, _mm512_maskz_mov_ps, _mm512_max_ps,
        _mm512_mul_ps, _mm512_or_si512, _mm512_set1_epi32, _mm512_set1_ps, _mm512_setzero_ps,
        _mm512_slli_epi32, _mm512_srli_epi32, _mm512_store_ps, _mm512_sub_ps,
    },
    marker::PhantomData,
    mem::transmute,
};

use super::{Bf16Pairs, Lanes, Simd, SimdTask};

/// Proof that the processor has AVX-512F, and what `E` says: only the functions below create it.
pub(super) struct Avx512<E>(PhantomData<E>);

impl<E> Clone for Avx512<E> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for Avx512<E> {}

/// What the processor has beside AVX-512F.
pub(super) trait Extensions {
    /// Dot products of bf16.
    const BF16: bool;
    /// AMX.
    const TILES: bool;
}

/// Nothing that is used here.
pub(super) struct Nothing;

/// Dot products of bf16.
pub(super) struct Bf16;

/// Dot products of bf16, and tiles.
pub(super) struct Tiles;

impl Extensions for Nothing {
    const BF16: bool = false;
    const TILES: bool = false;
}

impl Extensions for Bf16 {
    const BF16: bool = true;
    const TILES: bool = false;
}

impl Extensions for Tiles {
    const BF16: bool = true;
    const TILES: bool = true;
}

/// [`Simd::COLUMNS`] of all of them.
pub(super) const COLUMNS: usize = Avx512::<Nothing>::COLUMNS;

/// Runs a task, compiled with the target features. The caller must know that the processor has
/// them.
#[target_feature(enable = "avx512f")]
pub(super) fn run<T: SimdTask>(task: T) {
    task.run(Avx512::<Nothing>(PhantomData));
}

/// As [`run`].
#[target_feature(enable = "avx512f,avx512bf16,avx512bw,avx512vl")]
pub(super) fn run_with_bf16<T: SimdTask>(task: T) {
    task.run(Avx512::<Bf16>(PhantomData));
}

/// As [`run`]. The system must have allowed tiles, too.
#[target_feature(enable = "avx512f,avx512bf16,avx512bw,avx512vl")]
pub(super) fn run_with_tiles<T: SimdTask>(task: T) {
    task.run(Avx512::<Tiles>(PhantomData));
}

/// Calls an intrinsic that takes and returns values, and touches no memory.
macro_rules! intrinsic {
    ($call:expr) => {{
        // SAFETY: there is an `Avx512` only where the processor has AVX-512F, and `E` says what
        // else it has.
        unsafe { $call }
    }};
}

impl<E: Extensions> Avx512<E> {
    /// The bits of the nearest bf16, with zeros below.
    #[inline(always)]
    fn rounded(self, value: __m512) -> __m512i {
        intrinsic!({
            let bits = _mm512_castps_si512(value);
            let is_odd = _mm512_and_si512(_mm512_srli_epi32::<16>(bits), _mm512_set1_epi32(1));
            let half = _mm512_add_epi32(is_odd, _mm512_set1_epi32(0x7fff));
            Self::upper(self, _mm512_add_epi32(bits, half))
        })
    }

    /// The odd ones of pairs of bf16, as f32.
    #[inline(always)]
    fn upper(_: Self, pairs: __m512i) -> __m512i {
        intrinsic!(_mm512_and_si512(pairs, _mm512_set1_epi32(!0xffff)))
    }
}

impl<E: Extensions> Simd for Avx512<E> {
    type Vector = __m512;
    const WIDTH: usize = 16;
    const ROWS: usize = 14;
    const HAS_TILES: bool = E::TILES;

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

    #[inline(always)]
    fn load_bf16(self, from: &Bf16Pairs, part: usize) -> __m512 {
        let halves: [u32; 8] = from.0.as_chunks().0[part];
        // SAFETY: both types are 32 bytes of which any bits are values.
        let halves = unsafe { transmute::<[u32; 8], __m256i>(halves) };
        intrinsic!(_mm512_castsi512_ps(_mm512_slli_epi32::<16>(
            _mm512_cvtepu16_epi32(halves)
        )))
    }

    #[inline(always)]
    fn store_bf16(self, to: &mut Bf16Pairs, part: usize, value: __m512) {
        let to: &mut [u32; 8] = &mut to.0.as_chunks_mut().0[part];
        let halves = if E::BF16 {
            // SAFETY: the processor has the instruction, as `E` says; both types are 16 bf16.
            unsafe { transmute::<__m256bh, __m256i>(_mm512_cvtneps_pbh(value)) }
        } else {
            intrinsic!(_mm512_cvtepi32_epi16(_mm512_srli_epi32::<16>(
                self.rounded(value)
            )))
        };

        // SAFETY: as in `load_bf16`.
        *to = unsafe { transmute::<__m256i, [u32; 8]>(halves) };
    }

    #[inline(always)]
    fn pair_bf16(self, even: __m512, odd: __m512) -> __m512 {
        let even = self.rounded(even);
        let odd = self.rounded(odd);
        intrinsic!(_mm512_castsi512_ps(_mm512_or_si512(
            _mm512_srli_epi32::<16>(even),
            odd
        )))
    }

    #[inline(always)]
    fn dot_bf16(self, a: __m512, b: __m512, sum: __m512) -> __m512 {
        if E::BF16 {
            // SAFETY: the processor has the instruction, as `E` says; both types are 64 bytes of
            // which any bits are values.
            return unsafe {
                let a = transmute::<__m512, __m512bh>(a);
                let b = transmute::<__m512, __m512bh>(b);
                _mm512_dpbf16_ps(sum, a, b)
            };
        }

        intrinsic!({
            let a = _mm512_castps_si512(a);
            let b = _mm512_castps_si512(b);
            let odd = _mm512_fmadd_ps(
                _mm512_castsi512_ps(Self::upper(self, a)),
                _mm512_castsi512_ps(Self::upper(self, b)),
                sum,
            );

            _mm512_fmadd_ps(
                _mm512_castsi512_ps(_mm512_slli_epi32::<16>(a)),
                _mm512_castsi512_ps(_mm512_slli_epi32::<16>(b)),
                odd,
            )
        })
    }
}
