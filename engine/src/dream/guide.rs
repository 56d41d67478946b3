//! Dreaming towards another picture: each place of the photo climbs along that place of the guide
//! which it agrees with most (the second part of Google's notebook "DeepDream", 2015).

use candle_core::{Device, Tensor};

use crate::{
    image::{Picture, fitted_size},
    net::{Net, NetError},
    planes::Planes,
    vgg::Relu,
};

/// The layer whose features are compared.
const TAP: Relu = Relu::R4_4;
/// The longest side of the guide in px: its shapes then have the size of those in a dream.
const GUIDE_SIDE: u32 = 384;
/// Places that are compared at a time, so that the products of large dreams stay small.
const PLACES_AT_ONCE: usize = 2048;

/// The features of the guide.
pub(super) struct Guide {
    /// `[C, places]`.
    features: Tensor,
}

impl Guide {
    /// Runs the network over the guide.
    ///
    /// # Errors
    /// If the network fails.
    pub(super) fn new(net: &mut dyn Net, picture: &Picture) -> Result<Self, NetError> {
        let size = fitted_size(picture.width(), picture.height(), GUIDE_SIDE);
        let picture = picture.resized(size.width, size.height).to_planes();
        net.forward(&picture, &[TAP])?;
        let features = matrix(&net.activations(TAP)?)?;

        Ok(Self { features })
    }

    #[expect(clippy::unused_self, reason = "the layer is the guide's")]
    pub(super) const fn tap(&self) -> Relu {
        TAP
    }

    /// For each place of `features` the guide's features that have the largest dot product with it:
    /// the gradient of the sum of these products, as long as the choice stays the same.
    ///
    /// # Errors
    /// If memory runs out.
    pub(super) fn direction(&self, features: &Planes) -> Result<Planes, NetError> {
        let own = matrix(features)?;
        let places = own.dim(1)?;

        let mut parts = Vec::new();
        for start in (0..places).step_by(PLACES_AT_ONCE) {
            let length = PLACES_AT_ONCE.min(places - start);
            let part = own.narrow(1, start, length)?.t()?.contiguous()?;
            let best = part.matmul(&self.features)?.argmax(1)?;
            parts.push(self.features.index_select(&best, 1)?);
        }

        let direction = (Tensor::cat(&parts, 1)? / (features.data().len() as f64))?;
        Ok(Planes::from_vec(
            features.channels(),
            features.height(),
            features.width(),
            direction.flatten_all()?.to_vec1()?,
        ))
    }
}

fn matrix(planes: &Planes) -> Result<Tensor, NetError> {
    let shape = (planes.channels(), planes.height() * planes.width());
    Ok(Tensor::from_slice(planes.data(), shape, &Device::Cpu)?)
}
