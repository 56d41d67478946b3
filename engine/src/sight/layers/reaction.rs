//! What in a photo excites one channel at one place: guided backpropagation from that activation.

use super::{VARIANT, choice::Excited, receptive_field};
use crate::{
    backends::plain::{BackwardRule, PlainNet},
    candle_device::CandleDevice,
    image::Picture,
    net::{Gradient, Net, NetError},
    planes::{Planes, Region},
    vgg::{Relu, Weights},
};

/// Half the side of the smallest piece that is shown, in px: less than that tells nothing.
const LEAST_HALF: f32 = 12.0;

/// The share of the values that is shown without clipping.
const SHOWN: f64 = 0.99;

/// Explains reactions with the plain network, where candle computes.
pub(super) struct Explainer {
    net: PlainNet,
}

/// A piece of the photo and what excites the channel in it.
pub(super) struct Explained {
    pub(super) piece: Picture,
    pub(super) reacts_to: Picture,
}

impl Explainer {
    pub(super) fn new(weights: &Weights, device: &CandleDevice) -> Result<Self, NetError> {
        Self::with_rule(weights, device, BackwardRule::Guided)
    }

    pub(super) fn with_rule(
        weights: &Weights,
        device: &CandleDevice,
        rule: BackwardRule,
    ) -> Result<Self, NetError> {
        let net = PlainNet::new(weights, VARIANT, device.inner())?;
        Ok(Self {
            net: net.with_rule(rule),
        })
    }

    pub(super) fn explain(
        &mut self,
        photo: &Planes,
        layer: Relu,
        excited: &Excited,
    ) -> Result<Explained, NetError> {
        let half = (receptive_field(layer) as f32 / 2.0).max(LEAST_HALF);
        let square = square(photo, excited.y(layer), excited.x(layer), half);
        let piece = self.slopes(photo, layer, excited, square)?;

        Ok(Explained {
            piece: Picture::from_planes(&photo.part(square)),
            reacts_to: Picture::from_planes(&on_grey(piece)),
        })
    }

    /// What changes the activation within `square` of the photo, per value, by the network's rule.
    pub(super) fn slopes(
        &mut self,
        photo: &Planes,
        layer: Relu,
        excited: &Excited,
        square: Region,
    ) -> Result<Planes, NetError> {
        // The activation depends on nothing beyond the piece that it sees.
        let half = receptive_field(layer) as f32 / 2.0;
        let seen = square_within(photo, excited.y(layer), excited.x(layer), half);
        let region = aligned(union(square, seen), layer, photo);
        self.net.forward(&photo.part(region), &[layer])?;

        let map = region.pooled(layer.poolings());
        let mut one = Planes::zeros(layer.channels(), map.height, map.width);
        let place = (excited.row - map.top) * map.width + excited.column - map.left;
        one.plane_mut(excited.channel)[place] = 1.0;

        let mut slopes = Planes::default();
        let gradient = Gradient::Explicit {
            tap: layer,
            gradient: &one,
        };
        self.net.backward(&[gradient], &mut slopes)?;

        Ok(slopes.part(square.within(region)))
    }
}

/// The square around a place, moved into the photo.
fn square(photo: &Planes, y: f32, x: f32, half: f32) -> Region {
    let height = photo.height();
    let width = photo.width();
    let side = ((2.0 * half).round() as usize).min(height).min(width);
    let start = |middle: f32, length: usize| {
        let start = (middle - side as f32 / 2.0).round().max(0.0) as usize;
        start.min(length - side)
    };
    let top = start(y, height);
    let left = start(x, width);

    Region::new(top..top + side, left..left + side)
}

/// The part of the square around a place that lies in the photo.
fn square_within(photo: &Planes, y: f32, x: f32, half: f32) -> Region {
    let range = |middle: f32, length: usize| {
        let start = (middle - half).floor().max(0.0) as usize;
        let end = ((middle + half).ceil() as usize).min(length);
        start..end
    };

    Region::new(range(y, photo.height()), range(x, photo.width()))
}

/// The smallest rectangle around both.
fn union(a: Region, b: Region) -> Region {
    let bottom = (a.top + a.height).max(b.top + b.height);
    let right = (a.left + a.width).max(b.left + b.width);
    Region::new(a.top.min(b.top)..bottom, a.left.min(b.left)..right)
}

/// The region enlarged so that the layer's poolings meet the same pixels in it as in the photo.
fn aligned(region: Region, layer: Relu, photo: &Planes) -> Region {
    let grid = 1 << layer.poolings();
    let range = |start: usize, length: usize, whole: usize| {
        let end = (start + length).next_multiple_of(grid).min(whole);
        start / grid * grid..end
    };

    Region::new(
        range(region.top, region.height, photo.height()),
        range(region.left, region.width, photo.width()),
    )
}

/// Slopes as a picture: grey where there are none.
fn on_grey(mut slopes: Planes) -> Planes {
    let mut sizes: Vec<f32> = slopes.data().iter().map(|value| value.abs()).collect();
    let shown = (SHOWN * (sizes.len() - 1) as f64) as usize;
    let largest = sizes.select_nth_unstable_by(shown, f32::total_cmp).1;

    let scale = 127.5 / largest.max(1e-20);
    for value in slopes.data_mut() {
        *value = (127.5 + scale * *value).clamp(0.0, 255.0);
    }

    slopes
}
