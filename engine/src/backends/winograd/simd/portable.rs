//! Plain arrays, which the compiler turns into the vectors that every processor of the target has.

use super::{Lanes, Simd};

/// A vector unit that every processor has.
#[derive(Clone, Copy)]
pub(super) struct Portable;

const WIDTH: usize = 8;

/// `a * b + c`, fused where that is one instruction: elsewhere `f32::mul_add` is a library call.
#[inline(always)]
fn fused(a: f32, b: f32, c: f32) -> f32 {
    if cfg!(target_arch = "aarch64") {
        a.mul_add(b, c)
    } else {
        a * b + c
    }
}

#[inline(always)]
fn each(a: [f32; WIDTH], b: [f32; WIDTH], operation: impl Fn(f32, f32) -> f32) -> [f32; WIDTH] {
    std::array::from_fn(|i| operation(a[i], b[i]))
}

#[inline(always)]
fn bits(flags: [bool; WIDTH]) -> u16 {
    flags
        .iter()
        .enumerate()
        .fold(0, |bits, (i, &flag)| bits | (u16::from(flag) << i))
}

impl Simd for Portable {
    type Vector = [f32; WIDTH];
    const WIDTH: usize = WIDTH;
    /// 32 registers of 4 values on AArch64; elsewhere at least 16.
    const ROWS: usize = if cfg!(target_arch = "aarch64") { 6 } else { 2 };

    #[inline(always)]
    fn load(self, from: &Lanes, part: usize) -> [f32; WIDTH] {
        from.0.as_chunks().0[part]
    }

    #[inline(always)]
    fn store(self, to: &mut Lanes, part: usize, value: [f32; WIDTH]) {
        to.0.as_chunks_mut().0[part] = value;
    }

    #[inline(always)]
    fn splat(self, value: f32) -> [f32; WIDTH] {
        [value; WIDTH]
    }

    #[inline(always)]
    fn add(self, a: [f32; WIDTH], b: [f32; WIDTH]) -> [f32; WIDTH] {
        each(a, b, |a, b| a + b)
    }

    #[inline(always)]
    fn sub(self, a: [f32; WIDTH], b: [f32; WIDTH]) -> [f32; WIDTH] {
        each(a, b, |a, b| a - b)
    }

    #[inline(always)]
    fn mul(self, a: [f32; WIDTH], b: [f32; WIDTH]) -> [f32; WIDTH] {
        each(a, b, |a, b| a * b)
    }

    #[inline(always)]
    fn fma(self, a: [f32; WIDTH], b: [f32; WIDTH], c: [f32; WIDTH]) -> [f32; WIDTH] {
        std::array::from_fn(|i| fused(a[i], b[i], c[i]))
    }

    #[inline(always)]
    fn max(self, a: [f32; WIDTH], b: [f32; WIDTH]) -> [f32; WIDTH] {
        each(a, b, |a, b| if a > b { a } else { b })
    }

    #[inline(always)]
    fn positive(self, value: [f32; WIDTH]) -> u16 {
        bits(value.map(|value| value > 0.0))
    }

    #[inline(always)]
    #[expect(
        clippy::float_cmp,
        reason = "compares with a copy of one of the values"
    )]
    fn equal(self, a: [f32; WIDTH], b: [f32; WIDTH]) -> u16 {
        bits(std::array::from_fn(|i| a[i] == b[i]))
    }

    #[inline(always)]
    fn keep(self, value: [f32; WIDTH], bits: u16) -> [f32; WIDTH] {
        std::array::from_fn(|i| if bits >> i & 1 == 1 { value[i] } else { 0.0 })
    }
}
