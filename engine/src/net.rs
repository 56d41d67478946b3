//! What a network offers to the losses: the interface between what is minimised and who computes
//! it.
//!
//! A network runs the fixed chain of VGG-19 forward and backward. Its tensors never leave it, so
//! each network is free to choose its own memory layout, precision and device. For a tapped layer
//! with feature maps F (one row per channel, one column per pixel), only small matrices cross this
//! interface: the layer's [`Moments`], its [`Distance`] to a kept target, and gradients that are
//! affine in F.
//!
//! This module knows the layers of VGG-19 and [`Planes`], and nothing of losses, optimisers or
//! devices. The networks themselves are in [`backends`](crate::backends).

use crate::{
    planes::{Planes, Region},
    vgg::Relu,
};

/// VGG-19 up to the deepest tapped layer, for one picture at a time.
pub trait Net {
    /// Runs forward over `picture` (3 planes, RGB, 0..=255) up to the deepest of `taps`, the layers
    /// that stay readable.
    ///
    /// # Errors
    /// If the device fails or runs out of memory.
    fn forward(&mut self, picture: &Planes, taps: &[Relu]) -> Result<(), NetError>;

    /// A copy of a tapped layer's activations, C planes.
    ///
    /// # Errors
    /// If the device fails, or the layer was not tapped.
    fn activations(&mut self, tap: Relu) -> Result<Planes, NetError>;

    /// Writes the first and second moments of a tapped layer to `moments`.
    ///
    /// # Errors
    /// If the device fails, or the layer was not tapped.
    fn moments(&mut self, tap: Relu, moments: &mut Moments) -> Result<(), NetError>;

    /// Keeps a tapped layer's activations as the target of [`Net::distance`] and
    /// [`Gradient::Target`]. Replaces an earlier target of this layer.
    ///
    /// # Errors
    /// If the device fails, or the layer was not tapped.
    fn keep_target(&mut self, tap: Relu) -> Result<(), NetError>;

    /// Weighs the places of a kept target: `weights` has a number for each place of the layer, row
    /// by row. From then on [`Distance::square`] and [`Gradient::Target`] count a place by its
    /// weight; a target that is kept later has no weights.
    ///
    /// # Errors
    /// If the device fails, or no target of as many places was kept.
    fn weigh_target(&mut self, tap: Relu, weights: &[f32]) -> Result<(), NetError>;

    /// The distance between a tapped layer's activations and the kept target.
    ///
    /// # Errors
    /// If the device fails, the layer was not tapped, or no target of this size was kept.
    fn distance(&mut self, tap: Relu) -> Result<Distance, NetError>;

    /// Runs backward from the gradients at tapped layers, at most one of each kind per layer, and
    /// writes the gradient of the picture to `picture`. Consumes the activations: the next call
    /// must be [`Net::forward`].
    ///
    /// # Errors
    /// If the device fails, or a layer was not tapped.
    fn backward(&mut self, gradients: &[Gradient], picture: &mut Planes) -> Result<(), NetError>;
}

/// A network that can ignore the margins of its picture, so that a large picture can be processed
/// in parts.
pub trait Focus: Net {
    /// From the next forward pass on, moments, distances and the layers' own gradients only count
    /// places within `region` of the picture, and targets have its size; `None` means the whole
    /// picture.
    ///
    /// The region must begin at multiples of 16 px, and end at such or at the picture's edge.
    fn focus(&mut self, region: Option<Region>);

    /// Sets the target of a layer to activations that were copied before.
    ///
    /// # Errors
    /// If the device fails, or the layer was not tapped.
    fn set_target(&mut self, tap: Relu, target: &Planes) -> Result<(), NetError>;
}

/// First and second moments of a layer's C feature maps over its n pixels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moments {
    /// The number n of pixels.
    pub pixels: usize,
    /// `[C]`: the mean of F over pixels.
    pub mean: Vec<f32>,
    /// `[C][C]`: the Gram matrix F Fᵀ / n, symmetric.
    pub second: Vec<f32>,
}

/// The difference D between a layer's activations and its target, in two norms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Distance {
    /// Sum of |D|, never weighted.
    pub absolute: f64,
    /// Sum of D², each place by its [weight](Net::weigh_target).
    pub square: f64,
    /// Number of activations.
    pub count: usize,
}

/// The gradient of a loss with respect to the activations F of one tapped layer.
#[derive(Clone, Copy, Debug)]
pub enum Gradient<'a> {
    /// `matrix` F + `offset`: the gradient of any loss on [`Moments`].
    Affine {
        /// The layer.
        tap: Relu,
        /// `[C][C]`, symmetric.
        matrix: &'a [f32],
        /// `[C]`, added to every pixel.
        offset: &'a [f32],
    },
    /// `scale` (F - target), at each place times its [weight](Net::weigh_target): the gradient of a
    /// squared [`Distance`].
    Target {
        /// The layer.
        tap: Relu,
        /// The factor.
        scale: f32,
    },
    /// A gradient given value by value.
    Explicit {
        /// The layer.
        tap: Relu,
        /// Of the size of the activations.
        gradient: &'a Planes,
    },
}

impl Gradient<'_> {
    /// The layer at which it applies.
    #[must_use]
    pub fn tap(&self) -> Relu {
        match self {
            Self::Affine { tap, .. } | Self::Target { tap, .. } | Self::Explicit { tap, .. } => {
                *tap
            }
        }
    }
}

/// Why a network failed.
#[derive(Debug, thiserror::Error)]
pub enum NetError {
    /// The device has too little memory for this picture. It stays usable.
    #[error("the device has not enough memory for this size")]
    OutOfMemory,
    /// The caller asked for a layer that the last forward pass did not keep.
    #[error("{0:?} was not kept by the last forward pass")]
    NotTapped(Relu),
    /// The picture is too small for the deepest layer.
    #[error(
        "a picture of {width} x {height} px is too small: the network needs {minimum} px each way"
    )]
    TooSmall {
        /// Its width.
        width: usize,
        /// Its height.
        height: usize,
        /// The minimum of each.
        minimum: usize,
    },
    /// The device failed.
    #[error("the device failed")]
    Device(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Refuses a picture that is too small to have a place at `deepest`.
pub(crate) fn check_size(picture: &Planes, deepest: Relu) -> Result<(), NetError> {
    let minimum = 1 << deepest.poolings();
    let width = picture.width();
    let height = picture.height();

    if width < minimum || height < minimum {
        Err(NetError::TooSmall {
            width,
            height,
            minimum,
        })
    } else {
        Ok(())
    }
}
