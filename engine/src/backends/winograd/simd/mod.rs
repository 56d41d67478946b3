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

use super::memory::{Lanes, Mask};

/// The operations of a vector unit. A value of the type proves that the processor has it.
///
/// Methods, and all code generic over `Simd`, must be `#[inline(always)]`: only where it is inlined
/// into a function with the target features is code compiled for the vector unit.
pub(super) trait Simd: Copy {
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

    #[inline(always)]
    fn zero(self) -> Self::Vector {
        self.splat(0.0)
    }

    /// Vector `index` of all vectors in `from`.
    #[inline(always)]
    fn load_nth(self, from: &[Lanes], index: usize) -> Self::Vector {
        self.load(&from[index / Self::PARTS], index % Self::PARTS)
    }

    /// Sum of the values, in a fixed order.
    #[inline(always)]
    fn sum(self, value: Self::Vector) -> f32 {
        let mut lanes = Lanes::ZERO;
        self.store(&mut lanes, 0, value);

        let mut width = Self::WIDTH / 2;
        while width > 0 {
            for i in 0..width {
                lanes.0[i] += lanes.0[i + width];
            }
            width /= 2;
        }

        lanes.0[0]
    }

    /// The bits of a mask that belong to vector `part`.
    #[inline(always)]
    fn bits(self, mask: Mask, part: usize) -> u16 {
        if Self::WIDTH == 16 {
            u16::from_le_bytes(mask)
        } else {
            u16::from(mask[part])
        }
    }

    /// Overwrites the bits of a mask that belong to vector `part`.
    #[inline(always)]
    fn set_bits(self, mask: &mut Mask, part: usize, bits: u16) {
        if Self::WIDTH == 16 {
            *mask = bits.to_le_bytes();
        } else {
            mask[part] = bits.to_le_bytes()[0];
        }
    }
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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Level {
    /// Every level that this processor has, the fastest first.
    pub fn available() -> impl Iterator<Item = Self> {
        #[cfg(target_arch = "x86_64")]
        let units = [
            is_x86_feature_detected!("avx512f").then_some(Unit::Avx512),
            (is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma"))
                .then_some(Unit::Avx2),
            Some(Unit::Portable),
        ];

        #[cfg(not(target_arch = "x86_64"))]
        let units = [Some(Unit::Portable)];

        units.into_iter().flatten().map(Self)
    }

    /// The fastest level that this processor has.
    #[must_use]
    pub fn best() -> Self {
        Self::available().next().unwrap_or(Self(Unit::Portable))
    }

    /// [`Simd::COLUMNS`] of this level.
    pub(super) fn columns(self) -> usize {
        match self.0 {
            Unit::Portable => portable::Portable::COLUMNS,
            #[cfg(target_arch = "x86_64")]
            Unit::Avx2 => avx2::Avx2::COLUMNS,
            #[cfg(target_arch = "x86_64")]
            Unit::Avx512 => avx512::Avx512::COLUMNS,
        }
    }

    /// Runs a task on the vector unit.
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
        }
    }
}
