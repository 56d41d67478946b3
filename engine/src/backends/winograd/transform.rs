//! Winograd's minimal filtering F(4x4, 3x3): a tile of 4 x 4 outputs costs 36 multiplications a
//! channel pair instead of 144. S. Winograd, "Arithmetic Complexity of Computations" (1980);
//! Y = Aᵀ [(G g Gᵀ) ∘ (Bᵀ d B)] A as in A. Lavin and S. Gray, "Fast Algorithms for Convolutional
//! Neural Networks" (2016), section 4.2.
//!
//! Their points are 0, ±1, ±2 and infinity. Ours are 0, ±r, ±2r and infinity, with r = √½: the
//! transforms cost hardly more, and rounding what is multiplied to bf16 changes an output by 0.9 %
//! of the outputs' size instead of 2.1 % (white noise after a ReLU, 128 channels; 0.2 % for a direct
//! convolution).

use super::simd::Simd;

/// r.
const POINT: f32 = std::f32::consts::FRAC_1_SQRT_2;

/// Bᵀ d: the coefficients of x⁴ - 5/2 x² + 1, whose zeros are all points but 0, and of that
/// polynomial with x in place of one of its factors.
#[inline(always)]
pub(super) fn input<S: Simd>(simd: S, d: [S::Vector; 6]) -> [S::Vector; 6] {
    let point = simd.splat(POINT);
    let minus_point = simd.splat(-POINT);
    let point_2 = simd.splat(2.0 * POINT);
    let minus_point_2 = simd.splat(-2.0 * POINT);
    let minus_half = simd.splat(-0.5);
    let minus_two = simd.splat(-2.0);
    let minus_five_halves = simd.splat(-2.5);

    let even = simd.fma(minus_two, d[2], d[4]);
    let odd = simd.fma(minus_two, d[1], d[3]);
    let even_2 = simd.fma(minus_half, d[2], d[4]);
    let odd_2 = simd.fma(minus_half, d[1], d[3]);

    [
        simd.fma(minus_five_halves, d[2], simd.add(d[0], d[4])),
        simd.fma(point, odd, even),
        simd.fma(minus_point, odd, even),
        simd.fma(point_2, odd_2, even_2),
        simd.fma(minus_point_2, odd_2, even_2),
        simd.fma(minus_five_halves, d[3], simd.add(d[1], d[5])),
    ]
}

/// Aᵀ m: the powers of the points from the zeroth to the third.
#[inline(always)]
pub(super) fn output<S: Simd>(simd: S, m: [S::Vector; 6]) -> [S::Vector; 4] {
    let two = simd.splat(2.0);
    let half = simd.splat(0.5);
    let point = simd.splat(POINT);
    let point_2 = simd.splat(2.0 * POINT);
    let cube = simd.splat(POINT * 0.5);
    let cube_2 = simd.splat(POINT * 4.0);

    let sum_1 = simd.add(m[1], m[2]);
    let difference_1 = simd.sub(m[1], m[2]);
    let sum_2 = simd.add(m[3], m[4]);
    let difference_2 = simd.sub(m[3], m[4]);

    [
        simd.add(simd.add(m[0], sum_1), sum_2),
        simd.fma(point_2, difference_2, simd.mul(point, difference_1)),
        simd.fma(two, sum_2, simd.mul(half, sum_1)),
        simd.fma(cube_2, difference_2, simd.fma(cube, difference_1, m[5])),
    ]
}

/// Taps of a kernel in each direction.
pub(super) const TAPS: usize = 3;

/// G g: the kernel's polynomial at each point, over the product of the differences to the others.
#[inline(always)]
pub(super) fn kernel<S: Simd>(simd: S, g: [S::Vector; TAPS]) -> [S::Vector; 6] {
    let [a, b, c] = g;
    let even = simd.fma(
        simd.splat(-1.0 / 3.0),
        c,
        simd.mul(simd.splat(-2.0 / 3.0), a),
    );
    let even_2 = simd.fma(simd.splat(1.0 / 3.0), c, simd.mul(simd.splat(1.0 / 6.0), a));
    let odd = simd.splat(-POINT * 2.0 / 3.0);
    let minus_odd = simd.splat(POINT * 2.0 / 3.0);
    let odd_2 = simd.splat(POINT / 3.0);
    let minus_odd_2 = simd.splat(-POINT / 3.0);

    [
        a,
        simd.fma(odd, b, even),
        simd.fma(minus_odd, b, even),
        simd.fma(odd_2, b, even_2),
        simd.fma(minus_odd_2, b, even_2),
        c,
    ]
}
