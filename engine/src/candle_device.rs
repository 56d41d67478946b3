//! The devices that candle computes on: for the plain network, and for the small networks beside
//! VGG-19.

use candle_core::Device;

/// A device of candle's, opened once: tensors of two openings do not mix.
#[derive(Clone, Debug)]
pub struct CandleDevice {
    device: Device,
    /// The number of the GPU.
    gpu: Option<usize>,
}

impl Default for CandleDevice {
    /// The CPU.
    fn default() -> Self {
        Self {
            device: Device::Cpu,
            gpu: None,
        }
    }
}

impl CandleDevice {
    /// The GPU of this number, with candle's own kernels.
    ///
    /// # Errors
    /// If there is no such GPU, or it cannot be used.
    #[cfg(feature = "candle-cuda")]
    pub fn cuda(number: usize) -> candle_core::Result<Self> {
        Ok(Self {
            device: Device::new_cuda(number)?,
            gpu: Some(number),
        })
    }

    /// The number of the GPU; `None` for the CPU.
    #[must_use]
    pub fn gpu(&self) -> Option<usize> {
        self.gpu
    }

    /// The device as candle has it.
    #[must_use]
    pub fn inner(&self) -> &Device {
        &self.device
    }
}
