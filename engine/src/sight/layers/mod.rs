//! What five layers of VGG-19 see in a photo: the places that excite one of their channels more than
//! other pictures do, what the channel reacts to there, and what it dreams of (Zeiler and Fergus,
//! "Visualizing and Understanding Convolutional Networks", 2013).
//!
//! Owns the choice of channels and places. The photo runs through the device's fast network once;
//! what a channel reacts to comes from the plain network, which sees only the piece of the photo
//! that the channel sees there.

mod choice;
mod reaction;
mod usual;

#[cfg(test)]
mod tests;

use std::ops::ControlFlow;

pub use choice::maxima;

use self::{choice::choose, reaction::Explainer};
use super::atlas;
use crate::{
    device::Device,
    image::{Picture, fitted_size},
    net::NetError,
    planes::Planes,
    vgg::{Border, Pooling, Relu, Variant, Weights},
};

/// The layers that are shown, from the photo on.
pub const LAYERS: [Relu; 5] = [Relu::R1_2, Relu::R2_2, Relu::R3_3, Relu::R4_2, Relu::R5_1];

/// Channels of a layer that are shown.
pub const CHANNELS: usize = 3;

/// The longest side of the photo in px, as the layers see it.
pub const LONGEST_SIDE: u32 = 512;

/// The network as it was trained.
const VARIANT: Variant = Variant {
    pooling: Pooling::Max,
    border: Border::Zero,
    normalised: false,
};

/// How large a square of the photo one value of a layer depends on, in px.
///
/// # Panics
/// If the layer is none of [`LAYERS`].
#[must_use]
pub fn receptive_field(layer: Relu) -> usize {
    match layer {
        Relu::R1_2 => 5,
        Relu::R2_2 => 14,
        Relu::R3_3 => 40,
        Relu::R4_2 => 84,
        Relu::R5_1 => 156,
        _ => panic!("{layer:?} is not shown"),
    }
}

/// What one layer sees in a photo.
#[derive(Clone, Debug)]
pub struct LayerSight {
    /// The layer.
    pub layer: Relu,
    /// At most [`CHANNELS`] of its channels; fewer in a photo in which it sees nothing.
    pub reactions: Vec<Reaction>,
}

/// What one channel sees at one place.
#[derive(Clone, Debug)]
pub struct Reaction {
    /// The channel.
    pub channel: usize,
    /// The piece of the photo around the place: square unless the photo is narrower.
    pub piece: Picture,
    /// What in the piece excites the channel, of the same size: grey where nothing does.
    pub reacts_to: Picture,
    /// What the channel dreams of; square.
    pub dreams_of: Option<Picture>,
}

/// Called with each finished layer; stops by breaking.
pub type OnLayer<'a> = dyn FnMut(LayerSight) -> ControlFlow<()> + 'a;

/// The photo at the size at which the layers see it.
#[must_use]
pub fn prepared(photo: &Picture) -> Planes {
    let size = fitted_size(photo.width(), photo.height(), LONGEST_SIDE);
    photo.resized(size.width, size.height).to_planes()
}

/// Looks at `photo` layer by layer.
///
/// # Errors
/// If the device fails or has not enough memory.
pub fn look(
    photo: &Picture,
    weights: &Weights,
    device: &Device,
    on_layer: &mut OnLayer,
) -> Result<ControlFlow<()>, NetError> {
    let photo = prepared(photo);
    let activations = seen(&photo, weights, device)?;
    let mut explainer = Explainer::new(weights, &device.candle())?;

    for (layer, activations) in LAYERS.into_iter().zip(&activations) {
        let mut reactions = Vec::with_capacity(CHANNELS);
        let chosen = choose(layer, activations, photo.size());
        let channels: Vec<usize> = chosen.iter().map(|excited| excited.channel).collect();
        for (excited, dreams_of) in chosen.iter().zip(atlas::dreams(layer, &channels)) {
            let explained = explainer.explain(&photo, layer, excited)?;
            reactions.push(Reaction {
                channel: excited.channel,
                piece: explained.piece,
                reacts_to: explained.reacts_to,
                dreams_of,
            });
        }

        if on_layer(LayerSight { layer, reactions }).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }

    Ok(ControlFlow::Continue(()))
}

/// The activations of [`LAYERS`].
fn seen(photo: &Planes, weights: &Weights, device: &Device) -> Result<Vec<Planes>, NetError> {
    let mut net = device.net(weights, VARIANT)?;
    net.forward(photo, &LAYERS)?;

    LAYERS
        .into_iter()
        .map(|layer| net.activations(layer))
        .collect()
}
