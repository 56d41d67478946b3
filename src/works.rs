//! What the engine makes each kind of work with.

use crate::{
    domain::work::{dream, painting},
    engine::{
        device::Device,
        dream::Dreamer,
        stylize::{Painter, PaintingMaker},
        vgg::Weights,
        work::Maker,
    },
    workers::jobs::{KindMaker, Makers},
};

/// The makers of all kinds on one device. Each loads its network when it is first needed.
#[must_use]
pub fn makers(weights: &Weights, device: &Device) -> Makers {
    let (weights, device) = (|| weights.clone(), || device.clone());
    let one = |kind, maker: Box<dyn Maker>| KindMaker { kind, maker };

    Makers::new(vec![
        one(
            painting::NAME,
            Box::new(PaintingMaker(Box::new(Painter::new(weights(), device())))),
        ),
        one(dream::NAME, Box::new(Dreamer::new(weights(), device()))),
    ])
}
