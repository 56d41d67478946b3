//! Memory on the GPU.

use std::sync::Arc;

use cudarc::driver::{CudaSlice, CudaStream, DeviceRepr, ValidAsZeroBits, sys::CUdeviceptr};

use super::{error::GpuError, precision::Precision};

/// The address of something on the GPU; 0 stands for nothing.
pub(super) type Address = CUdeviceptr;

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

    /// Room for `len` values, zeros if it had to grow.
    pub(super) fn claim(
        &mut self,
        stream: &Arc<CudaStream>,
        len: usize,
    ) -> Result<Address, GpuError> {
        if self.slice.as_ref().is_none_or(|slice| slice.len() < len) {
            // First away with the old: both may not fit.
            self.slice = None;
            self.slice = Some(stream.alloc_zeros(len)?);
        }

        Ok(self.at())
    }

    /// Where it begins; 0 if there is none.
    pub(super) fn at(&self) -> Address {
        self.slice.as_ref().map_or(0, address)
    }

    /// Writes `values` to the beginning.
    pub(super) fn write(
        &mut self,
        stream: &Arc<CudaStream>,
        values: &[T],
    ) -> Result<Address, GpuError> {
        self.claim(stream, values.len())?;
        if let Some(slice) = &mut self.slice {
            stream.memcpy_htod(values, &mut slice.slice_mut(..values.len()))?;
        }
        Ok(self.at())
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

    /// Reads the beginning into `values`, when what is enqueued before it is done.
    pub(super) fn read(&self, stream: &Arc<CudaStream>, values: &mut [T]) -> Result<(), GpuError> {
        if let Some(slice) = &self.slice {
            stream.memcpy_dtoh(&slice.slice(..values.len()), values)?;
        }
        stream.synchronize()?;
        Ok(())
    }
}

fn address<T>(slice: &CudaSlice<T>) -> Address {
    use cudarc::driver::DevicePtr;

    slice.device_ptr(slice.stream()).0
}

/// Maps in the network's precision, addressed by value.
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

    pub(super) fn at(&self) -> Address {
        self.0.at()
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

impl Precision {
    /// Bytes of a value.
    pub(super) fn bytes(self) -> usize {
        match self {
            Self::Single | Self::Tf32 => 4,
            Self::Bf16 => 2,
        }
    }
}
