//! Winograd's minimal filtering F(4x4, 3x3): a tile of 4 x 4 outputs costs 36 multiplications a channel pair
//! instead of 144. S. Winograd, "Arithmetic Complexity of Computations" (1980); the matrices are those of
//! A. Lavin and S. Gray, "Fast Algorithms for Convolutional Neural Networks" (2016), section 4.2:
//! Y = Aᵀ [(G g Gᵀ) ∘ (Bᵀ d B)] A.

use super::simd::Simd;

/// Bᵀ d.
#[inline(always)]
pub(super) fn input<S: Simd>(simd: S, d: [S::Vector; 6]) -> [S::Vector; 6] {
    let (two, four) = (simd.splat(2.0), simd.splat(4.0));
    let (minus_two, minus_four, minus_five) = (simd.splat(-2.0), simd.splat(-4.0), simd.splat(-5.0));
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
    let (two, four, eight) = (simd.splat(2.0), simd.splat(4.0), simd.splat(8.0));
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
    let halved = halved(simd, g);
    let [one, two] = Pair::ONE.expand(simd, halved);
    let [three, four] = Pair::TWO.expand(simd, halved);
    [halved[0], one, two, three, four, halved[2]]
}

/// What the values of G g are made of: the first, the middle tap, and the last.
#[inline(always)]
pub(super) fn halved<S: Simd>(simd: S, [a, b, c]: [S::Vector; TAPS]) -> [S::Vector; TAPS] {
    [simd.mul(a, simd.splat(0.25)), b, c]
}

/// Two values of G g that differ in the sign of the middle tap alone: e + o and e - o.
#[derive(Clone, Copy)]
pub(super) struct Pair {
    /// Of the first value and the last in e.
    even: [f32; 2],
    /// Of the middle tap in o.
    odd: f32,
}

impl Pair {
    /// The second and third value: -(a + b + c) / 6 and -(a - b + c) / 6.
    pub(super) const ONE: Self = Self { even: [-4.0 / 6.0, -1.0 / 6.0], odd: -1.0 / 6.0 };
    /// The fourth and fifth: (a + 2 b + 4 c) / 24 and (a - 2 b + 4 c) / 24.
    pub(super) const TWO: Self = Self { even: [4.0 / 24.0, 4.0 / 24.0], odd: 2.0 / 24.0 };

    /// From what [`halved`] gives.
    #[inline(always)]
    pub(super) fn expand<S: Simd>(self, simd: S, [a, b, c]: [S::Vector; TAPS]) -> [S::Vector; 2] {
        let [even_a, even_c] = self.even;
        let even = simd.fma(simd.splat(even_a), a, simd.mul(simd.splat(even_c), c));
        [simd.fma(simd.splat(self.odd), b, even), simd.fma(simd.splat(-self.odd), b, even)]
    }
}
