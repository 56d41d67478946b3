//! Memory in units of 16 channels: buffers that only grow, and views that threads write to side by
//! side.

use std::marker::PhantomData;

use crate::net::NetError;

/// Channels that lie together in memory: one cache line.
pub(super) const LANES: usize = 16;

/// Values of 16 consecutive channels at one place; as large as a cache line and aligned like one.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C, align(64))]
pub(super) struct Lanes(pub(super) [f32; LANES]);

impl Lanes {
    pub(super) const ZERO: Self = Self([0.0; LANES]);
}

/// A bit per channel of a [`Lanes`], the first channel in the lowest bit of the first byte.
pub(super) type Mask = [u8; 2];

/// Memory that is kept from one iteration to the next.
#[derive(Default)]
pub(super) struct Buffer<T> {
    data: Vec<T>,
}

impl<T: Copy + Default> Buffer<T> {
    /// Room for `len` values, which are unspecified. The system is asked only if there was less
    /// before.
    pub(super) fn claim(&mut self, len: usize) -> Result<&mut [T], NetError> {
        if self.data.len() < len {
            // The old values are of no use: free them before asking.
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

/// A slice that several threads write to, each at places of its own.
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

// SAFETY: it stands for a `&mut [T]`; that no place is reached by two threads is asked of each
// caller of `at` and `range`.
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
    /// `index` is within the slice, and nobody else holds a reference to this value for as long as
    /// this one lives.
    #[inline(always)]
    #[expect(
        clippy::mut_from_ref,
        reason = "that it is unique is the caller's promise"
    )]
    pub(super) unsafe fn at(&self, index: usize) -> &mut T {
        debug_assert!(index < self.len, "{index} of {}", self.len);
        // SAFETY: promised by the caller.
        unsafe { &mut *self.pointer.add(index) }
    }

    /// `len` values from `start`.
    ///
    /// # Safety
    /// Nobody else writes to them for as long as the slice lives.
    #[inline(always)]
    pub(super) unsafe fn read(&self, start: usize, len: usize) -> &'a [T] {
        assert!(
            start <= self.len && len <= self.len - start,
            "{start} + {len} of {}",
            self.len
        );

        // SAFETY: within the slice; the rest is promised by the caller.
        unsafe { std::slice::from_raw_parts(self.pointer.add(start), len) }
    }

    /// `len` values from `start`, to be changed.
    ///
    /// # Safety
    /// Nobody else reads or writes them for as long as the slice lives.
    #[inline(always)]
    pub(super) unsafe fn write(&self, start: usize, len: usize) -> &'a mut [T] {
        assert!(
            start <= self.len && len <= self.len - start,
            "{start} + {len} of {}",
            self.len
        );

        // SAFETY: within the slice; the rest is promised by the caller.
        unsafe { std::slice::from_raw_parts_mut(self.pointer.add(start), len) }
    }
}
