//! Memory on the GPU: addresses, buffers that grow, and maps in the network's precision.

use std::sync::Arc;

use cudarc::driver::{CudaSlice, CudaStream, DeviceRepr, ValidAsZeroBits, sys::CUdeviceptr};

use super::{error::GpuError, precision::Precision};

/// An address in the GPU's memory; 0 means none.
pub(super) type Address = CUdeviceptr;

/// Height and width of a picture or of a layer's maps, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub(super) struct Shape {
    pub(super) height: usize,
    pub(super) width: usize,
}

impl Shape {
    pub(super) fn pixels(self) -> usize {
        self.height * self.width
    }

    /// The shape after a 2 x 2 pooling, which drops an odd last row or column.
    pub(super) fn pooled(self) -> Self {
        Self {
            height: self.height / 2,
            width: self.width / 2,
        }
    }
}

/// Where a layer's maps are: `[pixels][channels]` in the network's precision.
#[derive(Clone, Copy, Debug)]
pub(super) struct MapsView {
    pub(super) address: Address,
    pub(super) pixels: usize,
    pub(super) channels: usize,
}

impl MapsView {
    /// Number of values.
    pub(super) fn len(self) -> usize {
        self.pixels * self.channels
    }

    /// Groups of eight channels in a pixel; a kernel's thread works on one group.
    pub(super) fn groups(self) -> usize {
        self.channels / 8
    }
}

/// Memory that grows and never shrinks.
pub(super) struct Buffer<T> {
    slice: Option<CudaSlice<T>>,
}

impl<T> Default for Buffer<T> {
    fn default() -> Self {
        Self { slice: None }
    }
}

impl<T: DeviceRepr + ValidAsZeroBits> Buffer<T> {
    pub(super) fn zeros(stream: &Arc<CudaStream>, len: usize) -> Result<Self, GpuError> {
        Ok(Self {
            slice: Some(stream.alloc_zeros(len)?),
        })
    }

    pub(super) fn from_host(stream: &Arc<CudaStream>, values: &[T]) -> Result<Self, GpuError> {
        Ok(Self {
            slice: Some(stream.clone_htod(values)?),
        })
    }

    /// Makes room for at least `len` values; they are zeros if the buffer had to grow.
    pub(super) fn claim(
        &mut self,
        stream: &Arc<CudaStream>,
        len: usize,
    ) -> Result<Address, GpuError> {
        if self.slice.as_ref().is_none_or(|slice| slice.len() < len) {
            // Free the old memory first: both may not fit at once.
            self.slice = None;
            self.slice = Some(stream.alloc_zeros(len)?);
        }

        Ok(self.address())
    }

    /// Where it begins; 0 if nothing was allocated.
    pub(super) fn address(&self) -> Address {
        self.slice.as_ref().map_or(0, device_address)
    }

    /// Copies `values` from the host to the beginning.
    pub(super) fn write(
        &mut self,
        stream: &Arc<CudaStream>,
        values: &[T],
    ) -> Result<Address, GpuError> {
        self.claim(stream, values.len())?;
        if let Some(slice) = &mut self.slice {
            stream.memcpy_htod(values, &mut slice.slice_mut(..values.len()))?;
        }
        Ok(self.address())
    }

    /// Enqueues a copy of the first `len` values of `from` to the beginning.
    pub(super) fn copy(
        &mut self,
        stream: &Arc<CudaStream>,
        from: &Self,
        len: usize,
    ) -> Result<(), GpuError> {
        self.claim(stream, len)?;
        if let (Some(to), Some(from)) = (&mut self.slice, &from.slice) {
            stream.memcpy_dtod(&from.slice(..len), &mut to.slice_mut(..len))?;
        }
        Ok(())
    }

    /// Fills the first `len` values with zeros.
    pub(super) fn clear(&mut self, stream: &Arc<CudaStream>, len: usize) -> Result<(), GpuError> {
        self.claim(stream, len)?;
        if let Some(slice) = &mut self.slice {
            stream.memset_zeros(&mut slice.slice_mut(..len))?;
        }
        Ok(())
    }

    /// Copies the beginning to `values` on the host, after everything enqueued before.
    pub(super) fn read(&self, stream: &Arc<CudaStream>, values: &mut [T]) -> Result<(), GpuError> {
        if let Some(slice) = &self.slice {
            stream.memcpy_dtoh(&slice.slice(..values.len()), values)?;
        }
        stream.synchronize()?;
        Ok(())
    }
}

fn device_address<T>(slice: &CudaSlice<T>) -> Address {
    use cudarc::driver::DevicePtr;

    slice.device_ptr(slice.stream()).0
}

/// A buffer of values in the network's precision, sized in values rather than bytes.
#[derive(Default)]
pub(super) struct Maps(Buffer<u8>);

impl Maps {
    pub(super) fn claim(
        &mut self,
        stream: &Arc<CudaStream>,
        precision: Precision,
        len: usize,
    ) -> Result<Address, GpuError> {
        self.0.claim(stream, len * precision.bytes())
    }

    pub(super) fn address(&self) -> Address {
        self.0.address()
    }

    /// The first `len` values.
    #[cfg(test)]
    pub(super) fn read(
        &self,
        stream: &Arc<CudaStream>,
        precision: Precision,
        len: usize,
    ) -> Result<Vec<f32>, GpuError> {
        let mut bytes = vec![0; len * precision.bytes()];
        self.0.read(stream, &mut bytes)?;

        let value = |bytes: &[u8]| match *bytes {
            [low, high] => f32::from_le_bytes([0, 0, low, high]),
            [a, b, c, d] => f32::from_le_bytes([a, b, c, d]),
            _ => unreachable!("a value has two or four bytes"),
        };

        Ok(bytes.chunks_exact(precision.bytes()).map(value).collect())
    }
}
