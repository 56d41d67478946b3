//! Makes paintings and textures by order.

use super::{
    Checkpoint, InvalidSettings, Request, Settings, Strength, StyleScale, Stylizer, TextureShape,
    WeightedPicture,
};
use crate::work::{MakeError, Maker, OnStep, Order, Piece};

/// By how much one step of the strength knob multiplies the style: five steps from a quarter to
/// four times.
const STRENGTH_STEP: f64 = 2.0;
/// By how much one step of the stroke knob multiplies the strokes: five steps from half to twice.
const STROKE_STEP: f64 = 1.4;

/// Makes paintings with a stylizer.
pub struct PaintingMaker(pub Box<dyn Stylizer>);

/// Makes textures of a style, without a photo, with a stylizer. The order's photo is the style; a
/// picture beside it, which may be edited, takes its place.
pub struct TextureMaker(pub Box<dyn Stylizer>);

impl Maker for PaintingMaker {
    fn make(
        &mut self,
        order: &Order,
        resume: Option<&[u8]>,
        on_step: &mut OnStep,
    ) -> Result<Piece, MakeError> {
        let request = Request::from_order(order)?;
        make(self.0.as_mut(), &request, resume, on_step)
    }
}

impl Maker for TextureMaker {
    fn make(
        &mut self,
        order: &Order,
        resume: Option<&[u8]>,
        on_step: &mut OnStep,
    ) -> Result<Piece, MakeError> {
        let request = Request::texture_from_order(order)?;
        make(self.0.as_mut(), &request, resume, on_step)
    }
}

fn make(
    stylizer: &mut dyn Stylizer,
    request: &Request,
    resume: Option<&[u8]>,
    on_step: &mut OnStep,
) -> Result<Piece, MakeError> {
    let resume = resume
        .and_then(|bytes| Checkpoint::from_bytes(bytes).ok())
        .filter(|checkpoint| checkpoint.suits(request));
    let painting = stylizer.stylize(request, resume, &mut |step| on_step(step))?;

    Ok(Piece {
        iterations: painting.scales.iter().map(|scale| scale.iterations).sum(),
        picture: painting.picture,
        film: None,
        found: Vec::new(),
        stopped: painting.stopped,
    })
}

/// The colours that the knob of a texture's palette leaves.
fn colours(choice: &str) -> Result<Option<u8>, MakeError> {
    match choice {
        "" | "all" => Ok(None),
        "eight" => Ok(Some(8)),
        "five" => Ok(Some(5)),
        "three" => Ok(Some(3)),
        _ => Err(MakeError::Broken(format!("there is no palette {choice}"))),
    }
}

/// The factor that the knob stands for, each step away from the usual choice.
fn factor(order: &Order, knob: &str, step: f64) -> f64 {
    let steps = order.choice(knob).map_or(0, |choice| choice.from_usual);
    step.powi(steps)
}

impl From<InvalidSettings> for MakeError {
    fn from(error: InvalidSettings) -> Self {
        Self::Broken(error.to_string())
    }
}

impl Request {
    /// The request that an order for a painting means.
    ///
    /// # Errors
    /// If a choice is out of range.
    pub fn from_order(order: &Order) -> Result<Self, MakeError> {
        let settings = Settings {
            size: order.size,
            iterations: order.iterations,
            strength: Strength::new(factor(order, "strength", STRENGTH_STEP))?,
            style_scale: StyleScale::new(factor(order, "stroke", STROKE_STEP))?,
            keep_colors: order.has("colours", "photo"),
            ..Settings::default()
        };

        Ok(Self {
            photo: order.photo.clone(),
            styles: order.beside.clone(),
            settings,
        })
    }

    /// The request that an order for a texture means.
    ///
    /// # Errors
    /// If there is no such choice.
    pub fn texture_from_order(order: &Order) -> Result<Self, MakeError> {
        let chosen = |knob: &str| order.choice(knob).map_or("", |choice| choice.choice);
        let shape = match chosen("shape") {
            "" => TextureShape::Square,
            shape => shape.parse().map_err(MakeError::Broken)?,
        };

        let mut style = match order.beside.first() {
            Some(style) => style.clone(),
            None => WeightedPicture::new(order.photo.clone(), 1.0),
        };
        if let Some(colours) = colours(chosen("palette"))? {
            style.edit.colours = Some(colours);
        }

        let settings = Settings {
            size: order.size,
            iterations: order.iterations,
            style_scale: StyleScale::new(factor(order, "stroke", STROKE_STEP))?,
            texture: Some(shape),
            ..Settings::default()
        };

        Ok(Self {
            photo: order.photo.clone(),
            styles: vec![style],
            settings,
        })
    }
}
