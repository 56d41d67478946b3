//! The device that the engine runs on, chosen once at the start, and the network for it.

use std::str::FromStr;

#[cfg(feature = "cuda")]
use crate::backends::cuda::{CudaNet, Gpu, Precision};
use crate::{
    backends::{BlockNet, winograd},
    descent::PaintingNet,
    memory,
    net::{Net, NetError},
    processor::{NoSuchUnit, Processor, ProcessorChoice},
    vgg::{Variant, Weights},
};

/// Side of a block in px where a picture is processed by blocks: large compared to its margins, and
/// about as much memory as a painting of this size.
const BLOCK: usize = 1024;

/// The operator's choice of device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DeviceChoice {
    /// The first GPU if this build supports GPUs and there is one, otherwise the CPU.
    #[default]
    Auto,
    /// The CPU.
    Cpu,
    /// The GPU with this number.
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

/// An opened device.
#[derive(Clone, Debug)]
pub enum Device {
    /// The CPU.
    Cpu(Processor),
    /// An NVIDIA GPU.
    #[cfg(feature = "cuda")]
    Cuda(Gpu),
}

/// The requested device is not available.
#[derive(Debug, thiserror::Error)]
pub enum DeviceError {
    /// The program was built without the feature `cuda`.
    #[error(
        "this program was built without GPU support; build it with --features cuda or choose the device cpu"
    )]
    NotBuilt,
    /// The processor lacks the vector unit that was asked for.
    #[error(transparent)]
    Unit(#[from] NoSuchUnit),
    /// The GPU cannot be used.
    #[error("the GPU {number} cannot be used: {source}")]
    Unusable {
        /// Its number.
        number: usize,
        /// The cause.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl DeviceChoice {
    /// Opens the device.
    ///
    /// # Errors
    /// If a GPU was requested by number and cannot be used.
    pub fn open(self) -> Result<Device, DeviceError> {
        self.open_with(ProcessorChoice::default())
    }

    /// Opens the device; `processor` says how networks run if it is the CPU.
    ///
    /// # Errors
    /// As [`DeviceChoice::open`], and if the processor lacks the vector unit.
    pub fn open_with(self, processor: ProcessorChoice) -> Result<Device, DeviceError> {
        let cpu = Device::Cpu(processor.open()?);
        match self {
            Self::Cpu => Ok(cpu),
            Self::Cuda(number) => open_cuda(number),
            Self::Auto => Ok(open_cuda(0).unwrap_or(cpu)),
        }
    }
}

#[cfg(feature = "cuda")]
fn open_cuda(number: usize) -> Result<Device, DeviceError> {
    Gpu::open(number)
        .map(Device::Cuda)
        .map_err(|source| DeviceError::Unusable {
            number,
            source: source.into(),
        })
}

#[cfg(not(feature = "cuda"))]
fn open_cuda(_number: usize) -> Result<Device, DeviceError> {
    Err(DeviceError::NotBuilt)
}

impl Default for Device {
    /// The CPU, as fast as it can.
    fn default() -> Self {
        Self::Cpu(Processor::default())
    }
}

impl Device {
    /// The fastest network for this device.
    ///
    /// # Errors
    /// If the weights do not fit into its memory.
    pub fn net(
        &self,
        weights: &Weights,
        variant: Variant,
    ) -> Result<Box<dyn PaintingNet>, NetError> {
        match self {
            Self::Cpu(processor) => {
                let net = winograd::open(weights, variant, processor.path(variant))?;
                Ok(net)
            }
            #[cfg(feature = "cuda")]
            Self::Cuda(gpu) => Ok(Box::new(CudaNet::new(gpu, weights, variant)?)),
        }
    }

    /// A network in full precision, for measuring.
    ///
    /// # Errors
    /// As [`Device::net`].
    pub fn exact_net(&self, weights: &Weights, variant: Variant) -> Result<Box<dyn Net>, NetError> {
        match self {
            Self::Cpu(processor) => {
                let net = winograd::open(weights, variant, processor.exact_path())?;
                Ok(net)
            }
            #[cfg(feature = "cuda")]
            Self::Cuda(gpu) => Ok(Box::new(CudaNet::with_precision(
                gpu,
                weights,
                variant,
                Precision::Single,
            )?)),
        }
    }

    /// A network for pictures of print size: block by block on the CPU, as a whole on a GPU.
    ///
    /// # Errors
    /// If the weights do not fit into its memory.
    pub fn print_net(&self, weights: &Weights, variant: Variant) -> Result<Box<dyn Net>, NetError> {
        match self {
            Self::Cpu(processor) => {
                let net = winograd::open(weights, variant, processor.path(variant))?;
                Ok(Box::new(BlockNet::new(net, BLOCK)))
            }
            #[cfg(feature = "cuda")]
            Self::Cuda(gpu) => Ok(Box::new(CudaNet::new(gpu, weights, variant)?)),
        }
    }

    /// Bytes that one iteration of [`Device::print_net`] needs at this many pixels, besides the
    /// optimiser. By blocks, these are the network for one block with its margins, the picture, its
    /// gradient and the photo's relu4_2.
    #[must_use]
    pub fn memory_needed_for_print(&self, pixels: u64) -> u64 {
        let block = (BLOCK as u64 + 256).pow(2);
        match self {
            Self::Cpu(_) => self.memory_needed(block.min(pixels)) + pixels * (12 + 12 + 32),
            #[cfg(feature = "cuda")]
            Self::Cuda(_) => self.memory_needed(pixels),
        }
    }

    /// Its name, with model and free memory where known.
    #[must_use]
    pub fn describe(&self) -> String {
        match self {
            Self::Cpu(processor) => format!("{self}, {processor}"),
            #[cfg(feature = "cuda")]
            Self::Cuda(gpu) => match (gpu.name(), gpu.free_memory()) {
                (Ok(name), Ok(free)) => format!("{self}, {name}, {} MB free", free / 1_000_000),
                _ => self.to_string(),
            },
        }
    }

    /// How the CPU runs a network; `None` on a GPU.
    #[must_use]
    pub fn path(&self, variant: Variant) -> Option<winograd::Path> {
        match self {
            Self::Cpu(processor) => Some(processor.path(variant)),
            #[cfg(feature = "cuda")]
            Self::Cuda(_) => None,
        }
    }

    /// The number of paintings at a time that gives the highest throughput: small ones do not fill
    /// a GPU.
    #[must_use]
    pub fn best_at_once(&self) -> usize {
        match self {
            Self::Cpu(_) => 1,
            #[cfg(feature = "cuda")]
            Self::Cuda(_) => 3,
        }
    }

    /// Bytes of its memory that are free; `None` where the system does not tell.
    #[must_use]
    pub fn free_memory(&self) -> Option<u64> {
        match self {
            Self::Cpu(_) => memory::free(),
            #[cfg(feature = "cuda")]
            Self::Cuda(gpu) => gpu.free_memory().ok(),
        }
    }

    /// Bytes that one iteration needs at this many pixels, besides the optimiser.
    #[must_use]
    pub fn memory_needed(&self, pixels: u64) -> u64 {
        match self {
            // Mostly the transformed kernels and the activations of tapped layers; measured from
            // 128 to 2048 px.
            Self::Cpu(processor) => match processor.painting_path().precision() {
                winograd::Precision::F32 => 510_000_000 + pixels * 750,
                winograd::Precision::Bf16 => 310_000_000 + pixels * 450,
            },
            // 290 activations and 128 temporary gradients of two bytes each; the libraries' share
            // is constant.
            #[cfg(feature = "cuda")]
            Self::Cuda(_) => 600_000_000 + pixels * 1000,
        }
    }
}

impl std::fmt::Display for Device {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Cpu(_) => f.write_str("cpu"),
            #[cfg(feature = "cuda")]
            Self::Cuda(gpu) => write!(f, "cuda:{}", gpu.number()),
        }
    }
}
