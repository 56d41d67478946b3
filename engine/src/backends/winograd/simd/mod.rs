//! The vector units: inner loops are generic over [`Simd`], and compiled once for each level with
//! the target features of that level.
//!
//! Knows registers and [`Lanes`]; knows nothing of convolutions.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod portable;

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::{_MM_HINT_T1, _mm_prefetch};

use super::memory::{Bf16Pairs, Lanes};

/// The operations of a vector unit. A value of the type proves that the processor has it.
///
/// Methods, and all code generic over `Simd`, must be `#[inline(always)]`: only where it is inlined
/// into a function with the target features is code compiled for the vector unit.
pub trait Simd: Copy {
    /// [`Simd::WIDTH`] values.
    type Vector: Copy;
    /// Values in a vector: 8 or 16.
    const WIDTH: usize;
    /// Vectors in a [`Lanes`].
    const PARTS: usize = super::memory::LANES / Self::WIDTH;
    /// Rows of a product's register tile, of two vectors each: as many as there are registers for.
    const ROWS: usize;
    /// Columns of a product's register tile, in [`Lanes`].
    const COLUMNS: usize = 2 / Self::PARTS;
    /// Whether the processor has AMX as well, and may use it: see [`super::amx`].
    const HAS_TILES: bool = false;

    /// Vector `part` of `from`.
    fn load(self, from: &Lanes, part: usize) -> Self::Vector;
    /// Overwrites vector `part` of `to`.
    fn store(self, to: &mut Lanes, part: usize, value: Self::Vector);
    /// A vector of equal values.
    fn splat(self, value: f32) -> Self::Vector;
    fn add(self, a: Self::Vector, b: Self::Vector) -> Self::Vector;
    fn sub(self, a: Self::Vector, b: Self::Vector) -> Self::Vector;
    fn mul(self, a: Self::Vector, b: Self::Vector) -> Self::Vector;
    /// `a * b + c`.
    fn fma(self, a: Self::Vector, b: Self::Vector, c: Self::Vector) -> Self::Vector;
    /// The larger of each pair of values.
    fn max(self, a: Self::Vector, b: Self::Vector) -> Self::Vector;
    /// A bit for each value that is greater than 0.
    fn positive(self, value: Self::Vector) -> u16;
    /// A bit for each pair of equal values.
    fn equal(self, a: Self::Vector, b: Self::Vector) -> u16;
    /// The values whose bit is set, 0 elsewhere.
    fn keep(self, value: Self::Vector, bits: u16) -> Self::Vector;
    /// Vector `part` of `from`.
    fn load_bf16(self, from: &Bf16Pairs, part: usize) -> Self::Vector;
    /// Overwrites vector `part` of `to`, rounded to the nearest.
    fn store_bf16(self, to: &mut Bf16Pairs, part: usize, value: Self::Vector);
    /// Pairs of bf16, the lower halves from `even`, rounded to the nearest.
    fn pair_bf16(self, even: Self::Vector, odd: Self::Vector) -> Self::Vector;
    /// Adds the two products of each pair of bf16 to `sum`.
    fn dot_bf16(self, a: Self::Vector, b: Self::Vector, sum: Self::Vector) -> Self::Vector;

    #[inline(always)]
    fn zero(self) -> Self::Vector {
        self.splat(0.0)
    }

    /// Vector `index` of all vectors in `from`.
    #[inline(always)]
    fn load_nth(self, from: &[Lanes], index: usize) -> Self::Vector {
        self.load(&from[index / Self::PARTS], index % Self::PARTS)
    }

    /// The bits of a mask that belong to vector `part`.
    #[inline(always)]
    fn bits(self, mask: &[u8], part: usize) -> u16 {
        if Self::WIDTH == 16 {
            u16::from_le_bytes([mask[2 * part], mask[2 * part + 1]])
        } else {
            u16::from(mask[part])
        }
    }

    /// Overwrites the bits of a mask that belong to vector `part`.
    #[inline(always)]
    fn set_bits(self, mask: &mut [u8], part: usize, bits: u16) {
        let [first, second] = bits.to_le_bytes();
        if Self::WIDTH == 16 {
            mask[2 * part] = first;
            mask[2 * part + 1] = second;
        } else {
            mask[part] = first;
        }
    }
}

/// Sum of the values of a vector, in a fixed order.
#[inline(always)]
pub(super) fn sum<S: Simd>(simd: S, value: S::Vector) -> f32 {
    let mut lanes = Lanes::ZERO;
    simd.store(&mut lanes, 0, value);

    let mut width = S::WIDTH / 2;
    while width > 0 {
        for i in 0..width {
            lanes.0[i] += lanes.0[i + width];
        }
        width /= 2;
    }

    lanes.0[0]
}

/// Starts to load `lines` into the core's second-level cache, without waiting for them.
#[inline(always)]
pub(super) fn prefetch(lines: &[Lanes]) {
    #[cfg(target_arch = "x86_64")]
    for line in lines {
        // SAFETY: only a hint, which neither reads nor writes; every x86-64 processor has it.
        unsafe { _mm_prefetch::<_MM_HINT_T1>(std::ptr::from_ref(line).cast()) };
    }

    #[cfg(not(target_arch = "x86_64"))]
    let _ = lines;
}

/// Work that is compiled for each level.
pub(super) trait SimdTask {
    /// Implementations must be `#[inline(always)]`; see [`Simd`].
    fn run<S: Simd>(self, simd: S);
}

/// A vector unit that this processor has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level(Unit);

/// In order of speed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
    #[cfg(target_arch = "x86_64")]
    Avx512Bf16,
    #[cfg(target_arch = "x86_64")]
    Amx,
}

impl Level {
    /// The names of all levels that there are, the fastest first.
    pub const NAMES: [&'static str; 5] = ["amx", "avx512-bf16", "avx512", "avx2", "portable"];

    /// Every level that this processor has, the fastest first.
    pub fn available() -> impl Iterator<Item = Self> {
        #[cfg(target_arch = "x86_64")]
        let units = {
            let has_avx512 = is_x86_feature_detected!("avx512f");
            let has_bf16 = has_avx512
                && is_x86_feature_detected!("avx512bf16")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512vl");
            let has_avx2 = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");

            [
                (has_bf16 && super::amx::is_usable()).then_some(Unit::Amx),
                has_bf16.then_some(Unit::Avx512Bf16),
                has_avx512.then_some(Unit::Avx512),
                has_avx2.then_some(Unit::Avx2),
                Some(Unit::Portable),
            ]
        };

        #[cfg(not(target_arch = "x86_64"))]
        let units = [Some(Unit::Portable)];

        units.into_iter().flatten().map(Self)
    }

    /// The fastest level that this processor has.
    #[must_use]
    pub fn best() -> Self {
        Self::available().next().unwrap_or(Self(Unit::Portable))
    }

    /// Its name in settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self.0 {
            Unit::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Unit::Avx2 => "avx2",
            #[cfg(target_arch = "x86_64")]
            Unit::Avx512 => "avx512",
            #[cfg(target_arch = "x86_64")]
            Unit::Avx512Bf16 => "avx512-bf16",
            #[cfg(target_arch = "x86_64")]
            Unit::Amx => "amx",
        }
    }

    /// Whether it multiplies bf16 faster than f32.
    #[must_use]
    pub fn is_fast_at_bf16(self) -> bool {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Unit::Avx512Bf16 | Unit::Amx => true,
            _ => false,
        }
    }

    /// [`Simd::COLUMNS`] of this level.
    pub(super) fn columns(self) -> usize {
        match self.0 {
            Unit::Portable => portable::Portable::COLUMNS,
            #[cfg(target_arch = "x86_64")]
            Unit::Avx2 => avx2::Avx2::COLUMNS,
            #[cfg(target_arch = "x86_64")]
            Unit::Avx512 | Unit::Avx512Bf16 | Unit::Amx => avx512::COLUMNS,
        }
    }

    /// Does work in which this thread multiplies, with its tiles configured.
    #[inline]
    pub(super) fn with_tiles(self, work: impl FnOnce()) {
        #[cfg(target_arch = "x86_64")]
        let _tiles = (self.0 == Unit::Amx).then(super::amx::TileConfiguration::load);
        work();
    }

    /// Runs a task on the vector unit. On one with tiles, a [`Product`](super::product::Product)
    /// must be run within [`Level::with_tiles`].
    #[inline]
    pub(super) fn run<T: SimdTask>(self, task: T) {
        match self.0 {
            Unit::Portable => task.run(portable::Portable),
            // SAFETY: `available` creates this level only if the processor has AVX2 and FMA.
            #[cfg(target_arch = "x86_64")]
            Unit::Avx2 => unsafe { avx2::run(task) },
            // SAFETY: `available` creates this level only if the processor has AVX-512F.
            #[cfg(target_arch = "x86_64")]
            Unit::Avx512 => unsafe { avx512::run(task) },
            // SAFETY: `available` creates this level only if the processor has all of these.
            #[cfg(target_arch = "x86_64")]
            Unit::Avx512Bf16 => unsafe { avx512::run_with_bf16(task) },
            // SAFETY: `available` creates this level only if the processor has all of these, and
            // the system has allowed tiles.
            #[cfg(target_arch = "x86_64")]
            Unit::Amx => unsafe { avx512::run_with_tiles(task) },
        }
    }
}
