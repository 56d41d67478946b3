//! Plain arrays, which the compiler turns into the vectors that every processor of the target has.

use super::{super::memory::rounded_bits, Bf16Pairs, Lanes, Simd};

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

/// One of a pair of bf16, as f32.
#[inline(always)]
fn half(pair: u32, index: usize) -> f32 {
    f32::from_bits(if index == 0 {
        pair << 16
    } else {
        pair & 0xffff_0000
    })
}

/// A pair of bf16.
#[inline(always)]
fn paired(even: f32, odd: f32) -> u32 {
    rounded_bits(even) >> 16 | rounded_bits(odd)
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

    #[inline(always)]
    fn load_bf16(self, from: &Bf16Pairs, part: usize) -> [f32; WIDTH] {
        let pairs: &[u32; WIDTH / 2] = &from.0.as_chunks().0[part];
        std::array::from_fn(|i| half(pairs[i / 2], i % 2))
    }

    #[inline(always)]
    fn store_bf16(self, to: &mut Bf16Pairs, part: usize, value: [f32; WIDTH]) {
        let pairs: &mut [u32; WIDTH / 2] = &mut to.0.as_chunks_mut().0[part];
        for (pair, values) in pairs.iter_mut().zip(value.as_chunks::<2>().0) {
            *pair = paired(values[0], values[1]);
        }
    }

    #[inline(always)]
    fn pair_bf16(self, even: [f32; WIDTH], odd: [f32; WIDTH]) -> [f32; WIDTH] {
        each(even, odd, |even, odd| f32::from_bits(paired(even, odd)))
    }

    #[inline(always)]
    fn dot_bf16(self, a: [f32; WIDTH], b: [f32; WIDTH], sum: [f32; WIDTH]) -> [f32; WIDTH] {
        std::array::from_fn(|i| {
            let a = a[i].to_bits();
            let b = b[i].to_bits();
            fused(
                half(a, 0),
                half(b, 0),
                fused(half(a, 1), half(b, 1), sum[i]),
            )
        })
    }
}
