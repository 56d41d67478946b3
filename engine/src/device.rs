//! The device that the engine runs on, chosen once at the start, and the network for it.

use std::str::FromStr;

#[cfg(feature = "cuda")]
use crate::backends::cuda::{CudaNet, Gpu, Precision};
use crate::{
    backends::{BlockNet, plain::PlainNet, winograd},
    candle_device::CandleDevice,
    descent::PaintingNet,
    memory,
    net::{Net, NetError},
    processor::{NoSuchUnit, Processor, ProcessorChoice},
    vgg::{Variant, Weights},
};

/// Side of a block in px where a picture is processed by blocks: large compared to its margins, and
/// about as much memory as a painting of this size.
const BLOCK: usize = 1024;

/// How the plain network is called.
const PLAIN: &str = "f32 by candle alone";

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

/// The operator's choice of network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NetworkChoice {
    /// The fastest for the device.
    #[default]
    Auto,
    /// The plain network, which candle computes alone, on any device.
    Plain,
}

impl FromStr for NetworkChoice {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "auto" => Ok(Self::Auto),
            "plain" => Ok(Self::Plain),
            _ => Err(format!("there is no network {name}; choose auto or plain")),
        }
    }
}

/// An opened device.
#[derive(Clone, Debug)]
pub enum Device {
    /// The CPU.
    Cpu(Processor),
    /// The CPU or a GPU, with the plain network instead of the fastest.
    Plain(CandleDevice),
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
    /// The program was built without the feature `candle-cuda`.
    #[error(
        "this program was built without candle's GPU support; build it with --features candle-cuda, leave out --network plain, or choose the device cpu"
    )]
    NotBuiltForPlain,
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

    /// Opens the device for the plain network.
    ///
    /// # Errors
    /// If a GPU was requested by number and candle cannot use it.
    pub fn open_plain(self) -> Result<Device, DeviceError> {
        match self {
            Self::Cpu => Ok(Device::Plain(CandleDevice::default())),
            Self::Cuda(number) => open_candle_cuda(number).map(Device::Plain),
            Self::Auto => Ok(Device::Plain(open_candle_cuda(0).unwrap_or_default())),
        }
    }
}

#[cfg(feature = "candle-cuda")]
fn open_candle_cuda(number: usize) -> Result<CandleDevice, DeviceError> {
    CandleDevice::cuda(number).map_err(|source| DeviceError::Unusable {
        number,
        source: source.into(),
    })
}

#[cfg(not(feature = "candle-cuda"))]
fn open_candle_cuda(_number: usize) -> Result<CandleDevice, DeviceError> {
    Err(DeviceError::NotBuiltForPlain)
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
            Self::Plain(device) => Ok(Box::new(plain_net(device, weights, variant)?)),
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
            Self::Plain(device) => Ok(Box::new(plain_net(device, weights, variant)?)),
            #[cfg(feature = "cuda")]
            Self::Cuda(gpu) => Ok(Box::new(CudaNet::with_precision(
                gpu,
                weights,
                variant,
                Precision::Single,
            )?)),
        }
    }

    /// A network for pictures of print size: block by block on the CPU and if it is the plain one,
    /// as a whole on a GPU.
    ///
    /// # Errors
    /// If the weights do not fit into its memory.
    pub fn print_net(&self, weights: &Weights, variant: Variant) -> Result<Box<dyn Net>, NetError> {
        match self {
            Self::Cpu(processor) => {
                let net = winograd::open(weights, variant, processor.path(variant))?;
                Ok(Box::new(BlockNet::new(net, BLOCK)))
            }
            Self::Plain(device) => {
                let net = plain_net(device, weights, variant)?;
                Ok(Box::new(BlockNet::new(Box::new(net), BLOCK)))
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
            Self::Cpu(_) | Self::Plain(_) => {
                self.memory_needed(block.min(pixels)) + pixels * (12 + 12 + 32)
            }
            #[cfg(feature = "cuda")]
            Self::Cuda(_) => self.memory_needed(pixels),
        }
    }

    /// Its name, with model and free memory where known.
    #[must_use]
    pub fn describe(&self) -> String {
        match self {
            Self::Cpu(processor) => format!("{self}, {processor}"),
            Self::Plain(_) => format!("{self}, {PLAIN}"),
            #[cfg(feature = "cuda")]
            Self::Cuda(gpu) => match (gpu.name(), gpu.free_memory()) {
                (Ok(name), Ok(free)) => format!("{self}, {name}, {} MB free", free / 1_000_000),
                _ => self.to_string(),
            },
        }
    }

    /// How it runs a network, where there is a choice.
    #[must_use]
    pub fn path(&self, variant: Variant) -> Option<String> {
        match self {
            Self::Cpu(processor) => Some(processor.path(variant).to_string()),
            Self::Plain(_) => Some(PLAIN.to_owned()),
            #[cfg(feature = "cuda")]
            Self::Cuda(_) => None,
        }
    }

    /// Where candle computes the small networks beside VGG-19: on the same GPU if this build has
    /// candle's kernels for one.
    #[must_use]
    pub fn candle(&self) -> CandleDevice {
        match self {
            Self::Cpu(_) => CandleDevice::default(),
            Self::Plain(device) => device.clone(),
            #[cfg(feature = "cuda")]
            Self::Cuda(gpu) => open_candle_cuda(gpu.number()).unwrap_or_default(),
        }
    }

    /// The number of paintings at a time that gives the highest throughput: small ones do not fill
    /// a GPU.
    #[must_use]
    pub fn best_at_once(&self) -> usize {
        match self {
            Self::Cpu(_) | Self::Plain(_) => 1,
            #[cfg(feature = "cuda")]
            Self::Cuda(_) => 3,
        }
    }

    /// Bytes of its memory that are free; `None` where the system does not tell.
    #[must_use]
    pub fn free_memory(&self) -> Option<u64> {
        match self {
            Self::Cpu(_) => memory::free(),
            // candle does not tell how much a GPU has.
            Self::Plain(device) => device.gpu().map_or_else(memory::free, |_| None),
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
            // 290 activations of four bytes, and the largest layer's inputs at all nine places of the
            // kernel; twice what was measured at 128 and 256 px.
            Self::Plain(_) => 300_000_000 + pixels * 6000,
            // 290 activations and 128 temporary gradients of two bytes each; the libraries' share
            // is constant.
            #[cfg(feature = "cuda")]
            Self::Cuda(_) => 600_000_000 + pixels * 1000,
        }
    }
}

fn plain_net(
    device: &CandleDevice,
    weights: &Weights,
    variant: Variant,
) -> Result<PlainNet, NetError> {
    PlainNet::new(weights, variant, device.inner())
}

impl std::fmt::Display for Device {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Cpu(_) => f.write_str("cpu"),
            Self::Plain(device) => match device.gpu() {
                Some(number) => write!(f, "cuda:{number}"),
                None => f.write_str("cpu"),
            },
            #[cfg(feature = "cuda")]
            Self::Cuda(gpu) => write!(f, "cuda:{}", gpu.number()),
        }
    }
}
