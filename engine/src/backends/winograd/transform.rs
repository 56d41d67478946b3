//! Winograd's minimal filtering F(4x4, 3x3): a tile of 4 x 4 outputs costs 36 multiplications a
//! channel pair instead of 144. S. Winograd, "Arithmetic Complexity of Computations" (1980); the
//! matrices are those of A. Lavin and S. Gray, "Fast Algorithms for Convolutional Neural Networks"
//! (2016), section 4.2: Y = Aᵀ [(G g Gᵀ) ∘ (Bᵀ d B)] A.

use super::simd::Simd;

/// Bᵀ d.
#[inline(always)]
pub(super) fn input<S: Simd>(simd: S, d: [S::Vector; 6]) -> [S::Vector; 6] {
    let two = simd.splat(2.0);
    let four = simd.splat(4.0);
    let minus_two = simd.splat(-2.0);
    let minus_four = simd.splat(-4.0);
    let minus_five = simd.splat(-5.0);

    let even = simd.fma(minus_four, d[2], d[4]);
    let odd = simd.fma(minus_four, d[1], d[3]);
    let even_2 = simd.sub(d[4], d[2]);
    let odd_2 = simd.sub(d[3], d[1]);

    [
        simd.fma(four, d[0], simd.fma(minus_five, d[2], d[4])),
        simd.add(even, odd),
        simd.sub(even, odd),
        simd.fma(two, odd_2, even_2),
        simd.fma(minus_two, odd_2, even_2),
        simd.fma(four, d[1], simd.fma(minus_five, d[3], d[5])),
    ]
}

/// Aᵀ m.
#[inline(always)]
pub(super) fn output<S: Simd>(simd: S, m: [S::Vector; 6]) -> [S::Vector; 4] {
    let two = simd.splat(2.0);
    let four = simd.splat(4.0);
    let eight = simd.splat(8.0);
    let sum_1 = simd.add(m[1], m[2]);
    let difference_1 = simd.sub(m[1], m[2]);

    let sum_2 = simd.add(m[3], m[4]);
    let difference_2 = simd.sub(m[3], m[4]);

    [
        simd.add(simd.add(m[0], sum_1), sum_2),
        simd.fma(two, difference_2, difference_1),
        simd.fma(four, sum_2, sum_1),
        simd.add(simd.fma(eight, difference_2, difference_1), m[5]),
    ]
}

/// Taps of a kernel in each direction.
pub(super) const TAPS: usize = 3;

/// G g.
#[inline(always)]
pub(super) fn kernel<S: Simd>(simd: S, g: [S::Vector; TAPS]) -> [S::Vector; 6] {
    let [a, b, c] = g;
    let quarter = simd.splat(1.0 / 4.0);
    let sixth = simd.splat(1.0 / 6.0);
    let minus_sixth = simd.splat(-1.0 / 6.0);
    let twelfth = simd.splat(1.0 / 12.0);

    let minus_twelfth = simd.splat(-1.0 / 12.0);
    let even = simd.mul(minus_sixth, simd.add(a, c));
    let even_2 = simd.fma(simd.splat(1.0 / 24.0), a, simd.mul(sixth, c));

    [
        simd.mul(quarter, a),
        simd.fma(minus_sixth, b, even),
        simd.fma(sixth, b, even),
        simd.fma(twelfth, b, even_2),
        simd.fma(minus_twelfth, b, even_2),
        c,
    ]
}
