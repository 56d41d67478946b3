//! Memory in cache lines: buffers that only grow, and slices that several threads write to at once.

use std::marker::PhantomData;

use bytemuck::{Pod, Zeroable};

use crate::net::NetError;

/// The f32 of a cache line.
pub(super) const LANES: usize = 16;

/// 16 numbers, as those of consecutive channels at one pixel; has the size and alignment of a cache
/// line.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C, align(64))]
pub struct Lanes(pub(super) [f32; LANES]);

impl Lanes {
    pub(super) const ZERO: Self = Self([0.0; LANES]);
}

// SAFETY: an array of f32, as large as its alignment.
unsafe impl Zeroable for Lanes {}
// SAFETY: as above; any bits are values.
unsafe impl Pod for Lanes {}

/// 32 channels of bf16, the upper halves of f32, in pairs: the even channel of a pair is the lower
/// half. It is as large as [`Lanes`].
#[derive(Clone, Copy, Debug, Default)]
#[repr(C, align(64))]
pub struct Bf16Pairs(pub(super) [u32; LANES]);

// SAFETY: an array of u32, as large as its alignment.
unsafe impl Zeroable for Bf16Pairs {}
// SAFETY: as above; any bits are values.
unsafe impl Pod for Bf16Pairs {}

/// The upper half of a pair.
const UPPER: u32 = 0xffff_0000;

impl Bf16Pairs {
    pub(super) const ZERO: Self = Self([0; LANES]);

    /// The channel's value.
    #[inline(always)]
    pub(super) fn get(&self, channel: usize) -> f32 {
        let pair = self.0[channel / 2];
        f32::from_bits(if channel.is_multiple_of(2) {
            pair << 16
        } else {
            pair & UPPER
        })
    }

    /// Overwrites the channel's value.
    #[inline(always)]
    pub(super) fn put(&mut self, channel: usize, value: f32) {
        let bits = rounded_bits(value);
        let pair = &mut self.0[channel / 2];
        *pair = if channel.is_multiple_of(2) {
            *pair & UPPER | bits >> 16
        } else {
            *pair & !UPPER | bits
        };
    }
}

/// Rounds to the nearest bf16, to the even one of two; returns the bits of that value as an f32.
#[inline(always)]
pub(super) fn rounded_bits(value: f32) -> u32 {
    let bits = value.to_bits();
    bits.wrapping_add(0x7fff + (bits >> 16 & 1)) & UPPER
}

/// Memory that only grows, and is kept from one iteration to the next.
#[derive(Default)]
pub(super) struct Buffer<T> {
    data: Vec<T>,
}

impl<T: Copy + Default> Buffer<T> {
    /// Returns `len` values, whose contents are unspecified. Allocates only if it had fewer.
    ///
    /// # Errors
    /// If there is not enough memory.
    pub(super) fn claim(&mut self, len: usize) -> Result<&mut [T], NetError> {
        if self.data.len() < len {
            // The old values are not needed: free them first, as both may not fit at once.
            self.data = Vec::new();
            self.data
                .try_reserve_exact(len)
                .map_err(|_| NetError::OutOfMemory)?;

            self.data.resize(len, T::default());
        }

        Ok(&mut self.data[..len])
    }

    pub(super) fn as_slice(&self) -> &[T] {
        &self.data
    }

    pub(super) fn as_mut_slice(&mut self) -> &mut [T] {
        &mut self.data
    }
}

/// A slice that several threads write to, each at other indices.
pub(super) struct Shared<'a, T> {
    pointer: *mut T,
    len: usize,
    slice: PhantomData<&'a mut [T]>,
}

impl<T> Clone for Shared<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Shared<'_, T> {}

// SAFETY: like the `&mut [T]` that it was made from. The callers of `at`, `read` and `write`
// promise that no two threads use the same value.
unsafe impl<T: Send> Send for Shared<'_, T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for Shared<'_, T> {}

impl<'a, T> Shared<'a, T> {
    pub(super) fn new(slice: &'a mut [T]) -> Self {
        Self {
            pointer: slice.as_mut_ptr(),
            len: slice.len(),
            slice: PhantomData,
        }
    }

    /// The value at `index`.
    ///
    /// # Safety
    /// `index` must be within the slice, and no other reference to this value may exist while this
    /// one does.
    #[inline(always)]
    #[expect(
        clippy::mut_from_ref,
        reason = "the caller promises that the reference is unique"
    )]
    pub(super) unsafe fn at(&self, index: usize) -> &mut T {
        debug_assert!(index < self.len, "{index} of {}", self.len);
        // SAFETY: this method's own contract.
        unsafe { &mut *self.pointer.add(index) }
    }

    /// `len` values from `start`.
    ///
    /// # Safety
    /// Nothing else may write these values while the slice exists. Values that are not read through
    /// the slice may be written.
    #[inline(always)]
    pub(super) unsafe fn read(&self, start: usize, len: usize) -> &'a [T] {
        assert!(
            start <= self.len && len <= self.len - start,
            "{start} + {len} of {}",
            self.len
        );

        // SAFETY: within the slice, as checked above; the rest is this method's contract.
        unsafe { std::slice::from_raw_parts(self.pointer.add(start), len) }
    }

    /// The address of `len` values from `start`.
    #[inline(always)]
    pub(super) fn range(&self, start: usize, len: usize) -> *mut T {
        assert!(
            start <= self.len && len <= self.len - start,
            "{start} + {len} of {}",
            self.len
        );

        // SAFETY: within the slice, as checked above.
        unsafe { self.pointer.add(start) }
    }

    /// `len` values from `start`, to be overwritten.
    ///
    /// # Safety
    /// Nothing else may read or write these values while the slice exists.
    #[inline(always)]
    pub(super) unsafe fn write(&self, start: usize, len: usize) -> &'a mut [T] {
        assert!(
            start <= self.len && len <= self.len - start,
            "{start} + {len} of {}",
            self.len
        );

        // SAFETY: within the slice, as checked above; the rest is this method's contract.
        unsafe { std::slice::from_raw_parts_mut(self.pointer.add(start), len) }
    }
}
