//! Makes paintings by order.

use super::{Checkpoint, Request, Settings, Strength, StyleScale, Stylizer};
use crate::work::{MakeError, Maker, OnStep, Order, Piece};

/// By how much one step of the strength knob multiplies the style: five steps from a quarter to
/// four times.
const STRENGTH_STEP: f64 = 2.0;
/// By how much one step of the stroke knob multiplies the strokes: five steps from half to twice.
const STROKE_STEP: f64 = 1.4;

/// Makes paintings with a stylizer.
pub struct PaintingMaker(pub Box<dyn Stylizer>);

impl Maker for PaintingMaker {
    fn make(
        &mut self,
        order: &Order,
        resume: Option<&[u8]>,
        on_step: &mut OnStep,
    ) -> Result<Piece, MakeError> {
        let request = Request::from_order(order)?;
        let resume = resume
            .and_then(|bytes| Checkpoint::from_bytes(bytes).ok())
            .filter(|checkpoint| checkpoint.suits(&request));

        let painting = self
            .0
            .stylize(&request, resume, &mut |step| on_step(step))?;

        Ok(Piece {
            iterations: painting.scales.iter().map(|scale| scale.iterations).sum(),
            picture: painting.picture,
            found: Vec::new(),
            stopped: painting.stopped,
        })
    }
}

impl Request {
    /// The request that an order for a painting means.
    ///
    /// # Errors
    /// If a choice is out of range.
    pub fn from_order(order: &Order) -> Result<Self, MakeError> {
        let factor = |knob: &str, step: f64| {
            let steps = order.choice(knob).map_or(0, |choice| choice.from_usual);
            step.powi(steps)
        };
        let broken = |error: super::InvalidSettings| MakeError::Broken(error.to_string());

        let settings = Settings {
            size: order.size,
            iterations: order.iterations,
            strength: Strength::new(factor("strength", STRENGTH_STEP)).map_err(broken)?,
            style_scale: StyleScale::new(factor("stroke", STROKE_STEP)).map_err(broken)?,
            keep_colors: order.has("colours", "photo"),
            ..Settings::default()
        };

        Ok(Self {
            photo: order.photo.clone(),
            styles: order.beside.clone(),
            settings,
        })
    }
}
