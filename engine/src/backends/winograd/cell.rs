//! How maps store their channels: as f32, or as bf16, which is the upper half of an f32.

use bytemuck::Pod;

use super::{
    memory::{Bf16Pairs, LANES, Lanes},
    simd::Simd,
};

/// Channels that are next to each other in memory: a cache line of them. Maps, their spectra and
/// the matrices are made of cells; sums are always f32, in [`Lanes`].
pub trait Cell: Pod + Default + Send + Sync {
    /// How many channels it has.
    const CHANNELS: usize;
    /// Channels whose products a vector unit adds in one step of a sum.
    const STEP: usize = Self::CHANNELS / LANES;
    /// A bit for each channel; the first channel is the lowest bit of the first byte.
    type Mask: Copy + Default + Send + Sync + AsRef<[u8]> + AsMut<[u8]>;
    /// Zeros.
    const ZERO: Self;

    /// Vector `part` of the channels.
    fn load<S: Simd>(&self, simd: S, part: usize) -> S::Vector;

    /// Overwrites vector `part` of the channels.
    fn store<S: Simd>(&mut self, simd: S, part: usize, value: S::Vector);

    /// The channel's value.
    fn value(&self, channel: usize) -> f32;

    /// Overwrites the channel's value.
    fn set(&mut self, channel: usize, value: f32);

    /// The bits of the [`Cell::STEP`] channels of a step.
    fn step(&self, step: usize) -> f32;

    /// `sum` + Σ `values` `weights` over the channels of a step, each a vector of what
    /// [`Cell::step`] returns and [`Cell::interleave`] makes.
    fn multiply_add<S: Simd>(
        simd: S,
        values: S::Vector,
        weights: S::Vector,
        sum: S::Vector,
    ) -> S::Vector;

    /// Puts the values of a step's channels beside each other. `value(channel)` is a vector of
    /// values of one of them.
    fn interleave<S: Simd>(simd: S, value: impl Fn(usize) -> S::Vector) -> S::Vector;

    /// The cells, if they are bf16.
    #[inline(always)]
    fn as_bf16(_: &[Self]) -> Option<&[Bf16Pairs]> {
        None
    }

    /// Vectors in a cell.
    #[inline(always)]
    fn parts<S: Simd>() -> usize {
        Self::CHANNELS / S::WIDTH
    }
}

impl Cell for Lanes {
    const CHANNELS: usize = LANES;
    type Mask = [u8; 2];
    const ZERO: Self = Self::ZERO;

    #[inline(always)]
    fn load<S: Simd>(&self, simd: S, part: usize) -> S::Vector {
        simd.load(self, part)
    }

    #[inline(always)]
    fn store<S: Simd>(&mut self, simd: S, part: usize, value: S::Vector) {
        simd.store(self, part, value);
    }

    #[inline(always)]
    fn value(&self, channel: usize) -> f32 {
        self.0[channel]
    }

    #[inline(always)]
    fn set(&mut self, channel: usize, value: f32) {
        self.0[channel] = value;
    }

    #[inline(always)]
    fn step(&self, step: usize) -> f32 {
        self.0[step]
    }

    #[inline(always)]
    fn multiply_add<S: Simd>(
        simd: S,
        values: S::Vector,
        weights: S::Vector,
        sum: S::Vector,
    ) -> S::Vector {
        simd.fma(values, weights, sum)
    }

    #[inline(always)]
    fn interleave<S: Simd>(_: S, value: impl Fn(usize) -> S::Vector) -> S::Vector {
        value(0)
    }
}

impl Cell for Bf16Pairs {
    const CHANNELS: usize = 2 * LANES;
    type Mask = [u8; 4];
    const ZERO: Self = Self::ZERO;

    #[inline(always)]
    fn load<S: Simd>(&self, simd: S, part: usize) -> S::Vector {
        simd.load_bf16(self, part)
    }

    #[inline(always)]
    fn store<S: Simd>(&mut self, simd: S, part: usize, value: S::Vector) {
        simd.store_bf16(self, part, value);
    }

    #[inline(always)]
    fn value(&self, channel: usize) -> f32 {
        self.get(channel)
    }

    #[inline(always)]
    fn set(&mut self, channel: usize, value: f32) {
        self.put(channel, value);
    }

    #[inline(always)]
    fn step(&self, step: usize) -> f32 {
        f32::from_bits(self.0[step])
    }

    #[inline(always)]
    fn multiply_add<S: Simd>(
        simd: S,
        values: S::Vector,
        weights: S::Vector,
        sum: S::Vector,
    ) -> S::Vector {
        simd.dot_bf16(values, weights, sum)
    }

    #[inline(always)]
    fn interleave<S: Simd>(simd: S, value: impl Fn(usize) -> S::Vector) -> S::Vector {
        simd.pair_bf16(value(0), value(1))
    }

    #[inline(always)]
    fn as_bf16(cells: &[Self]) -> Option<&[Self]> {
        Some(cells)
    }
}
