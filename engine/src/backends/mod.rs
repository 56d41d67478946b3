//! The networks: each implements [`Net`](crate::net::Net) for one kind of device.
//!
//! - [`winograd`]: the fast network on a CPU.
//! - [`cuda`]: the fast network on an NVIDIA GPU (feature `cuda`). It also keeps losses and
//!   optimiser on the GPU, so it implements [`Descent`](crate::descent::Descent) itself.
//! - [`plain`]: the same chain in candle and candle-nn; the others are tested against it.
//! - [`BlockNet`]: any of them, applied block by block to pictures larger than its memory.
//!
//! Only [`device`](crate::device) chooses between them. Losses and optimisers know the trait alone.

mod blocks;
#[cfg(test)]
mod contract;
#[cfg(feature = "cuda")]
pub mod cuda;
pub mod plain;
#[cfg(test)]
mod reference;
#[cfg(test)]
#[path = "cuda/reference_kernels/mod.rs"]
mod reference_kernels;
#[cfg(test)]
mod test_data;
pub mod winograd;

pub use self::blocks::BlockNet;
