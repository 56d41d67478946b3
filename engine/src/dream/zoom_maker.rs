//! Makes films that zoom into a finished dream, by order.

use std::sync::Arc;

use super::{Dreamer, Request, Settings, Start, Subject, ZoomRequest};
use crate::{
    image::{Picture, fitted_size},
    moving::FrameRate,
    work::{FilmFrames, MakeError, Maker, OnStep, Order, Piece},
};

/// Frames in which the dream rests before the zoom begins.
const RESTING: usize = 8;
/// Frames of the zoom.
const ZOOMING: usize = 36;
/// Of these, the last ones, in which the dream comes back.
const RETURNING: usize = 6;

/// Zooms into a finished dream, which the order has as its photo. The theme is that of the dream; so is
/// the picture beside it.
pub struct ZoomMaker(pub Dreamer);

impl Maker for ZoomMaker {
    fn make(
        &mut self,
        order: &Order,
        _resume: Option<&[u8]>,
        on_step: &mut OnStep,
    ) -> Result<Piece, MakeError> {
        let dream = &order.photo;
        let longest = order.size.min(dream.size().longest());
        let size = fitted_size(dream.width(), dream.height(), longest);
        // H.264 has even sides only.
        let first = dream.resized(size.width & !1, size.height & !1);

        let request = ZoomRequest {
            first: Request {
                start: Start::Photo(first.clone()),
                subject: Subject::from_order(order)?,
                settings: Settings {
                    size: longest,
                    ..Settings::default()
                },
            },
            themes: Vec::new(),
            frames: ZOOMING,
        };
        let zoom = self
            .0
            .zoom_into(first, &request, &mut |step| on_step(step))?;

        Ok(Piece {
            picture: dream.clone(),
            iterations: zoom.frames.len(),
            film: Some(FilmFrames {
                frames: Arc::new(repeatable(zoom.frames)),
                rate: FrameRate::default(),
            }),
            found: Vec::new(),
            stopped: zoom.stopped,
        })
    }
}

/// The frames, with a rest at the beginning, so that the last one leads to the first.
fn repeatable(zoom: Vec<Picture>) -> Vec<Picture> {
    let first = zoom[0].clone();
    let last_whole = zoom.len().saturating_sub(RETURNING);
    let returning = |(number, frame): (usize, Picture)| {
        let share = (number + 1).saturating_sub(last_whole) as f64 / (RETURNING + 1) as f64;
        frame.mixed(&first, share)
    };

    let resting = vec![first.clone(); RESTING];
    let moving = zoom.into_iter().enumerate().map(returning);
    resting.into_iter().chain(moving).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_leads_to_the_beginning() {
        let frame = |level: usize| Picture::from_rgb(1, 1, vec![level as u8; 3]).unwrap();
        let frames = repeatable((0..=ZOOMING).map(|number| frame(number * 7)).collect());
        let levels: Vec<u8> = frames.iter().map(|frame| frame.as_rgb()[0]).collect();

        assert!(levels[..=RESTING].iter().all(|level| *level == 0));
        let highest = (ZOOMING - RETURNING) * 7;
        assert_eq!(usize::from(*levels.iter().max().unwrap()), highest);
        assert!(*levels.last().unwrap() < 60);
        assert!(levels[levels.len() - RETURNING..].is_sorted_by(|one, next| one > next));
    }
}
