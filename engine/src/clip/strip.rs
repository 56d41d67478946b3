//! Three frames of a film as sketches, side by side: what a clip would be about, at once.

use super::ClipError;
use crate::{
    image::Picture,
    sketch::{SketchRequest, SketchSettings, Sketcher, contact_sheet},
    stylize::WeightedPicture,
    work::{MakeError, Maker, OnStep, Order, Piece, Step},
};

/// The longest side of each sketch in px.
pub const STRIP_SIZE: u32 = 320;

/// Sketches the first frame, the one in the middle and the last one of a film, in one row. Of a film
/// with fewer than three frames, each is sketched once.
///
/// # Errors
/// If there is no frame, a style cannot be edited as asked, or memory is short.
pub fn sketch_strip(
    sketcher: &mut Sketcher,
    frames: &[Picture],
    styles: &[WeightedPicture],
    settings: SketchSettings,
) -> Result<Picture, ClipError> {
    if frames.is_empty() || styles.is_empty() {
        return Err(ClipError::Empty);
    }

    let mut sketches = Vec::new();
    for number in chosen(frames.len()) {
        sketches.push(sketcher.sketch(&SketchRequest {
            photo: frames[number].clone(),
            styles: styles.to_vec(),
            settings: SketchSettings {
                size: STRIP_SIZE,
                ..settings
            },
        })?);
    }

    Ok(contact_sheet(&sketches, sketches.len() as u32))
}

/// The frames that stand for a film of so many.
fn chosen(frames: usize) -> Vec<usize> {
    let last = frames - 1;
    let mut chosen = vec![0, last / 2, last];
    chosen.dedup();

    chosen
}

/// Makes strips of sketches by order, for a film and the styles of a painting.
#[derive(Default)]
pub struct StripMaker {
    sketcher: Option<Sketcher>,
}

impl Maker for StripMaker {
    fn make(
        &mut self,
        order: &Order,
        _resume: Option<&[u8]>,
        on_step: &mut OnStep,
    ) -> Result<Piece, MakeError> {
        let SketchRequest {
            styles, settings, ..
        } = SketchRequest::from_order(order)?;
        let frames = order
            .film
            .as_ref()
            .map_or(std::slice::from_ref(&order.photo), |film| &film.frames);

        let stopped = on_step(&StripStep).is_break();
        let mut sketcher = match self.sketcher.take() {
            Some(sketcher) => sketcher,
            None => Sketcher::load()?,
        };
        let picture = sketch_strip(&mut sketcher, frames, &styles, settings)?;
        self.sketcher = Some(sketcher);

        Ok(Piece {
            picture,
            film: None,
            iterations: 1,
            found: Vec::new(),
            stopped,
        })
    }
}

/// A strip is made in one step.
struct StripStep;

impl Step for StripStep {
    fn done(&self) -> usize {
        0
    }

    fn total(&self) -> usize {
        1
    }

    fn fraction(&self) -> f64 {
        0.0
    }

    fn preview(&self) -> Option<Picture> {
        None
    }

    fn checkpoint(&self) -> Option<Vec<u8>> {
        None
    }

    fn is_stage(&self, _stages: usize) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::chosen;

    #[test]
    fn first_middle_and_last_frame_stand_for_a_film() {
        assert_eq!(chosen(1), [0]);
        assert_eq!(chosen(2), [0, 1]);
        assert_eq!(chosen(36), [0, 17, 35]);
    }
}
