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
                device(),
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
    .with_namer(Box::new(PhotoNamer::new(device())))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{
            credits::Credits,
            film::{Film, FilmPart},
            picture::PictureKey,
            tier::{Plan, Tier},
            work::{Effort, Knobs},
        },
        engine::{
            clip::{Recipe, Request, full_size_iterations},
            image::{MINIMUM_SIDE, Picture, Size},
            recipe::Preset,
            stylize::Settings,
        },
    };

    fn plan(size: u32, iterations: u32) -> Plan {
        Plan {
            tier: Tier::Free,
            size,
            iterations,
            price: Credits::ZERO,
        }
    }

    /// How much more or less one is than the other.
    fn off(counted: u64, made: f64) -> f64 {
        (counted as f64 / made - 1.0).abs()
    }

    #[test]
    fn paintings_are_counted_as_they_are_made() {
        let recipe = Preset::Default.recipe().plan;
        for longest in [100, 192, 256, 320, 480, 600, 700, 1200, 1600, 2000] {
            let size = Size::new(longest, longest * 3 / 4);
            let iterations = recipe.full_size_iterations(size, 300, MINIMUM_SIDE);
            let made = iterations * size.pixels() as f64;

            let counted = Effort::ByTier.work(&plan(longest, 300), None);
            assert!(off(counted, made) < 0.03, "{longest} px: {counted} {made}");
        }
    }

    #[test]
    fn clips_are_counted_as_they_are_made() {
        for longest in [128, 256, 320, 480] {
            for frames in [1, 12, 36, 150] {
                let size = Size::new(longest, longest * 9 / 16);
                let plan = plan(longest, clip::KIND.iterations(Knobs::default()).unwrap());
                let request = clip_request(size, frames, plan.iterations);
                let made = full_size_iterations(&request) * size.pixels() as f64;

                let counted = clip::KIND.effort.work(&plan, Some(film(frames)));
                assert!(off(counted, made) < 0.03, "{longest} px, {frames} frames");
            }
        }
    }

    fn clip_request(size: Size, frames: u32, iterations: u32) -> Request {
        let Size { width, height } = size;
        let rgb = vec![0; (width * height * 3) as usize];
        let frame = Picture::from_rgb(width, height, rgb).unwrap();

        Request {
            frames: vec![frame; frames as usize],
            repeats: true,
            styles: Vec::new(),
            settings: Settings {
                size: width,
                iterations: iterations as usize,
                ..Settings::default()
            },
            recipe: Recipe::default(),
        }
    }

    /// So many frames of a wide film.
    fn film(frames: u32) -> FilmPart {
        let whole = Film {
            file: PictureKey::from_bytes(b"film"),
            millis: frames * 100,
            width: 640,
            height: 360,
            frames,
            is_round: false,
            has_sound: false,
        };

        FilmPart {
            whole,
            millis: whole.millis,
            frames_per_second: 10,
        }
    }
}
