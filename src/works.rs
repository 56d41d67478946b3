//! What the engine makes each kind of work with.

use std::{cell::RefCell, rc::Rc};

use crate::{
    domain::{
        language::Language,
        styles::GalleryStyle,
        things::Seen,
        work::{
            clip, colouring, dream, growth, painting, quick_clip, sight, styles, wallpaper, zoom,
        },
    },
    engine::{
        clip::{ClipMaker, ClipPainter, QuickClipMaker},
        colour::ColourMaker,
        device::Device,
        dream::{Dreamer, ZoomMaker},
        growth::GrowthMaker,
        sight::{PhotoNamer, Scores, SheetMaker, Spoken},
        sketch::StylesMaker,
        stylize::{Painter, PaintingMaker, TextureMaker},
        vgg::Weights,
        work::Maker,
    },
    workers::{
        jobs::{KindMaker, Makers},
        sheet_words::sheet_words,
    },
};

/// The makers of all kinds on one device, and what names photos. Each loads its network when it is
/// first needed.
#[must_use]
pub fn makers(weights: &Weights, device: &Device) -> Makers {
    let (weights, device) = (|| weights.clone(), || device.clone());
    let painter = Rc::new(RefCell::new(Painter::new(weights(), device())));
    let one = |kind, maker: Box<dyn Maker>| KindMaker { kind, maker };

    Makers::new(vec![
        one(
            painting::NAME,
            Box::new(PaintingMaker(Box::new(Rc::clone(&painter)))),
        ),
        one(
            clip::NAME,
            Box::new(ClipMaker(ClipPainter::new(Rc::clone(&painter)))),
        ),
        one(quick_clip::NAME, Box::<QuickClipMaker>::default()),
        one(wallpaper::NAME, Box::new(TextureMaker(Box::new(painter)))),
        one(
            styles::NAME,
            Box::new(StylesMaker::new(
                GalleryStyle::all().map(GalleryStyle::jpeg).collect(),
            )),
        ),
        one(
            colouring::NAME,
            Box::new(ColourMaker::new(weights(), device())),
        ),
        one(dream::NAME, Box::new(Dreamer::new(weights(), device()))),
        one(growth::NAME, Box::new(GrowthMaker)),
        one(
            zoom::NAME,
            Box::new(ZoomMaker(Dreamer::new(weights(), device()))),
        ),
        one(
            sight::NAME,
            Box::new(SheetMaker::new(weights(), device(), Box::new(spoken))),
        ),
    ])
    .with_namer(Box::new(PhotoNamer::default()))
}

/// What is said of a photo on its sheet, in the language with this code.
#[must_use]
pub fn spoken(scores: &Scores, language: &str) -> Spoken {
    let seen = Seen::from_probabilities(scores.probabilities());
    let language = Language::parse(language).unwrap_or_default();

    Spoken {
        words: sheet_words(language, &seen),
        classes: scores.for_classes(&seen.classes()),
    }
}
