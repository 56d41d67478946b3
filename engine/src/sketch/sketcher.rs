//! From a request to a sketch.

use super::{
    SketchError, SketchRequest, SketchSettings,
    predictor::{Predictor, StyleNumbers, WeightedNumbers, central_square},
    small_style::SmallStyle,
    transformer::Transformer,
    weights,
};
use crate::{
    candle_device::CandleDevice,
    image::{Picture, Size, fitted_size},
    luma::with_colours_of,
    planes::{Planes, WeightedPlanes},
    stylize::{Palette, WeightedPicture},
};

/// The longest side of a sketch in px. The feature maps of the largest one take 90 MB.
pub const LONGEST_SIDE: u32 = 1080;

/// By how much a sketch is larger than the network draws it, at the usual strokes: the network's
/// strokes are finer than a painting's, and a smaller picture is drawn faster.
const ENLARGEMENT: f64 = 1.3;

/// How far the photo takes on the styles' colours before it is drawn, and how far what is drawn does
/// after that.
const SHARE_BEFORE: f64 = 1.0;
const SHARE_AFTER: f64 = 0.6;

/// A style of strength `s` stands `s` to this power of the way from the photo's own numbers to the
/// style's. Beyond the style, less goes a long way.
const WEAKER: f64 = 0.6;
const STRONGER: f64 = 0.4;

/// Styles whose numbers are kept.
const KEPT: usize = 64;

/// Sketches on the CPU. Keeps what the last styles are like, for further requests.
pub struct Sketcher {
    predictor: Predictor,
    transformer: Transformer,
    known: Vec<Known>,
}

/// A picture, as the network sees it, and what it is like.
struct Known {
    picture: Picture,
    numbers: StyleNumbers,
}

impl Sketcher {
    /// A sketcher with the weights that come with the program.
    ///
    /// # Errors
    /// If there is not enough memory.
    pub fn load() -> Result<Self, SketchError> {
        Self::load_for(&CandleDevice::default())
    }

    /// As [`Sketcher::load`], but the network that describes styles runs where candle computes.
    ///
    /// # Errors
    /// As [`Sketcher::load`], and if the device fails.
    pub fn load_for(device: &CandleDevice) -> Result<Self, SketchError> {
        let predictor = weights::load(device.inner())?;
        let transformer = weights::load(&candle_core::Device::Cpu)?;

        Ok(Self {
            predictor: Predictor::load(&predictor.pp("predict"))?,
            transformer: Transformer::load(&transformer.pp("transform"))?,
            known: Vec::new(),
        })
    }

    /// Sketches what is asked for.
    ///
    /// # Errors
    /// If there is not enough memory.
    pub fn sketch(&mut self, request: &SketchRequest) -> Result<Picture, SketchError> {
        let photo = PhotoToSketch::new(&request.photo, request.settings);
        self.sketch_prepared(&photo, &request.styles)
    }

    /// Sketches one photo in each of several styles; the photo is made ready only once.
    ///
    /// # Errors
    /// If there is not enough memory.
    pub fn sketch_each(
        &mut self,
        photo: &Picture,
        styles: &[WeightedPicture],
        settings: SketchSettings,
    ) -> Result<Vec<Picture>, SketchError> {
        let photo = PhotoToSketch::new(photo, settings);
        styles
            .chunks(1)
            .map(|style| self.sketch_prepared(&photo, style))
            .collect()
    }

    fn sketch_prepared(
        &mut self,
        photo: &PhotoToSketch,
        styles: &[WeightedPicture],
    ) -> Result<Picture, SketchError> {
        let settings = photo.settings;
        let styles: Vec<SmallStyle> = styles
            .iter()
            .map(SmallStyle::new)
            .collect::<Result<_, _>>()?;
        let numbers = self.numbers(photo, &styles)?;
        let palette = Palettes::new(styles, settings);

        let mut start = photo.planes.clone();
        palette.before.apply(&mut start);
        let mut drawn = self.transformer.draw(&start, &numbers)?;
        palette.after.apply(&mut drawn);

        let drawn = Picture::from_planes(&drawn);
        let Size { width, height } = photo.whole.size();
        let drawn = if drawn.width() < width {
            drawn.enlarged(width, height)
        } else {
            drawn.resized(width, height)
        };

        Ok(if settings.keep_colors {
            let planes = with_colours_of(&drawn.to_planes(), photo.whole.to_planes());
            Picture::from_planes(&planes)
        } else {
            drawn
        })
    }

    /// What the sketch is to be like.
    fn numbers(
        &mut self,
        photo: &PhotoToSketch,
        styles: &[SmallStyle],
    ) -> Result<StyleNumbers, SketchError> {
        let mut weighted = Vec::with_capacity(styles.len());
        for style in styles {
            weighted.push(WeightedNumbers {
                numbers: self.numbers_of(&style.picture)?,
                weight: style.weight,
            });
        }
        let styles = StyleNumbers::mean(&weighted);

        let strength = photo.settings.strength.get();
        let exponent = if strength < 1.0 { WEAKER } else { STRONGER };
        let share = strength.powf(exponent) as f32;
        if (share - 1.0).abs() < 1e-3 {
            return Ok(styles);
        }

        let own = self.numbers_of(&photo.whole)?;
        Ok(styles.on_the_way_from(&own, share))
    }

    fn numbers_of(&mut self, picture: &Picture) -> Result<StyleNumbers, SketchError> {
        let picture = central_square(picture);
        if let Some(place) = self.known.iter().position(|known| known.picture == picture) {
            // The one that was used last stands last.
            let known = self.known.remove(place);
            let numbers = known.numbers.clone();
            self.known.push(known);
            return Ok(numbers);
        }

        let numbers = self.predictor.predict(&picture)?;
        if self.known.len() == KEPT {
            self.known.remove(0);
        }
        self.known.push(Known {
            picture,
            numbers: numbers.clone(),
        });

        Ok(numbers)
    }
}

/// A photo made ready.
struct PhotoToSketch {
    /// At the size of the sketch.
    whole: Picture,
    /// At the size at which it is drawn.
    planes: Planes,
    settings: SketchSettings,
}

impl PhotoToSketch {
    fn new(photo: &Picture, settings: SketchSettings) -> Self {
        let size = settings.size.min(LONGEST_SIDE);
        let whole = fitted_size(photo.width(), photo.height(), size);
        let strokes = ENLARGEMENT * settings.style_scale.get();
        let drawn_size = (f64::from(size) / strokes).round() as u32;
        let drawn = fitted_size(photo.width(), photo.height(), drawn_size.min(LONGEST_SIDE));

        Self {
            whole: photo.resized(whole.width, whole.height),
            planes: photo.resized(drawn.width, drawn.height).to_planes(),
            settings,
        }
    }
}

/// The styles' colours before and after drawing.
struct Palettes {
    before: Palette,
    after: Palette,
}

impl Palettes {
    fn new(styles: Vec<SmallStyle>, settings: SketchSettings) -> Self {
        let planes: Vec<WeightedPlanes> = styles
            .into_iter()
            .map(|style| WeightedPlanes::new(style.colours, style.weight))
            .collect();
        // As with paintings, a weak style moves the colours only part of the way.
        let share = settings.strength.get().min(1.0);

        Self {
            before: Palette::from_styles(&planes, SHARE_BEFORE * share),
            after: Palette::from_styles(&planes, SHARE_AFTER * share),
        }
    }
}
