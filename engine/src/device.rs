//! The device that everything runs on, chosen once at the start.

use std::str::FromStr;

use super::{
    net::{BlockNet, Focus, Net, NetError, plain::PlainNet, winograd::WinogradNet},
    vgg::{Variant, Weights},
};

/// Side of a block in px, where a picture is worked off in blocks: wide beside its margins, and of about as much memory
/// as a painting of this size.
const BLOCK: usize = 1024;

/// What the operator asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DeviceChoice {
    /// The first GPU if this build can use one and there is one, else the CPU.
    #[default]
    Auto,
    /// The CPU.
    Cpu,
    /// The GPU of this number.
    Cuda(usize),
}

impl FromStr for DeviceChoice {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let number = |text: &str| text.parse().ok();
        match name {
            "auto" => Ok(Self::Auto),
            "cpu" => Ok(Self::Cpu),
            "cuda" => Ok(Self::Cuda(0)),
            _ => name
                .strip_prefix("cuda:")
                .and_then(number)
                .map(Self::Cuda)
                .ok_or_else(|| format!("there is no device {name}; choose auto, cpu or cuda:N")),
        }
    }
}

/// A device at hand.
#[derive(Clone, Debug)]
pub enum Device {
    /// The processor.
    Cpu,
    /// An NVIDIA GPU, by its number.
    Cuda(usize, candle_core::Device),
}

/// The device that was asked for is not to be had.
#[derive(Debug, thiserror::Error)]
pub enum DeviceError {
    /// The program was built without the feature `cuda`.
    #[error("this program was built without GPU support; build it with --features cuda or choose the device cpu")]
    NotBuilt,
    /// The GPU does not answer.
    #[error("the GPU {number} cannot be used: {source}")]
    Unusable {
        /// Its number.
        number: usize,
        /// What the driver said.
        source: candle_core::Error,
    },
}

impl DeviceChoice {
    /// Opens the device.
    ///
    /// # Errors
    /// If a GPU was asked for by number and cannot be used.
    pub fn open(self) -> Result<Device, DeviceError> {
        match self {
            Self::Cpu => Ok(Device::Cpu),
            Self::Cuda(number) => open_cuda(number),
            Self::Auto => Ok(open_cuda(0).unwrap_or(Device::Cpu)),
        }
    }
}

fn open_cuda(number: usize) -> Result<Device, DeviceError> {
    if !candle_core::utils::cuda_is_available() {
        return Err(DeviceError::NotBuilt);
    }
    let device = candle_core::Device::new_cuda(number).map_err(|source| DeviceError::Unusable { number, source })?;
    Ok(Device::Cuda(number, device))
}

impl Device {
    /// The fastest network for this device.
    ///
    /// # Errors
    /// If the weights do not fit into its memory.
    pub fn net(&self, weights: &Weights, variant: Variant) -> Result<Box<dyn Net>, NetError> {
        match self {
            Self::Cpu => Ok(Box::new(WinogradNet::new(weights, variant)?)),
            Self::Cuda(_, device) => Ok(Box::new(PlainNet::new(weights, variant, device)?)),
        }
    }

    /// A network for pictures that do not fit this device as a whole.
    ///
    /// # Errors
    /// If the weights do not fit into its memory.
    pub fn block_net(&self, weights: &Weights, variant: Variant) -> Result<BlockNet, NetError> {
        let net: Box<dyn Focus> = match self {
            Self::Cpu => Box::new(WinogradNet::new(weights, variant)?),
            Self::Cuda(_, device) => Box::new(PlainNet::new(weights, variant, device)?),
        };
        Ok(BlockNet::new(net, BLOCK))
    }

    /// Bytes that one iteration by blocks takes at so many pixels, beside the optimiser: the network for one block with
    /// its margins, the picture, its gradient and the photo's relu4_2.
    #[must_use]
    pub fn memory_needed_by_blocks(&self, pixels: u64) -> u64 {
        let block = (BLOCK as u64 + 256).pow(2);
        self.memory_needed(block.min(pixels)) + pixels * (12 + 12 + 32)
    }

    /// Whether pictures live in the machine's own memory.
    #[must_use]
    pub fn is_cpu(&self) -> bool {
        matches!(self, Self::Cpu)
    }

    /// Bytes that one iteration at so many pixels takes, beside the optimiser.
    #[must_use]
    pub fn memory_needed(&self, pixels: u64) -> u64 {
        match self {
            // Mostly the transformed kernels, and the tapped layers' activations; measured from 300 to 1200 px.
            Self::Cpu => 600_000_000 + pixels * 760,
            // The plain chain keeps every activation, and its gradients pass beside them.
            Self::Cuda(..) => 600_000_000 + pixels * 4000,
        }
    }
}

impl std::fmt::Display for Device {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Cpu => f.write_str("cpu"),
            Self::Cuda(number, _) => write!(f, "cuda:{number}"),
        }
    }
}
