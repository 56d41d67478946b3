//! Makes films of how paintings came about, by order.

use std::{ops::ControlFlow, sync::Arc};

use super::{Growth, rate};
use crate::{
    image::Picture,
    work::{FilmFrames, MakeError, Maker, OnStep, Order, Piece, Step},
};

/// The steps of the work.
const STEPS: usize = 2;

/// Makes the film of a finished painting, which the order has as its photo. The photo that was painted
/// is the picture beside it, and the snapshots are the order's film.
pub struct GrowthMaker;

impl Maker for GrowthMaker {
    fn make(
        &mut self,
        order: &Order,
        _resume: Option<&[u8]>,
        on_step: &mut OnStep,
    ) -> Result<Piece, MakeError> {
        let Some(photo) = order.beside.first() else {
            return Err(MakeError::Broken("a growth begins with a photo".into()));
        };

        let growth = Growth {
            photo: &photo.picture,
            snapshots: order.film.as_ref().map_or(&[], |film| &film.frames),
            painting: &order.photo,
        };
        let mut is_stopped = on_step(&GrowthStep { done: 0 }).is_break();
        let frames = growth.frames();
        is_stopped |= on_step(&GrowthStep { done: STEPS }) == ControlFlow::Break(());

        Ok(Piece {
            picture: order.photo.clone(),
            film: Some(FilmFrames {
                frames: Arc::new(frames),
                rate: rate(),
            }),
            iterations: STEPS,
            found: Vec::new(),
            stopped: is_stopped,
        })
    }
}

/// It takes a moment only, and has nothing to show on the way.
struct GrowthStep {
    done: usize,
}

impl Step for GrowthStep {
    fn done(&self) -> usize {
        self.done
    }

    fn total(&self) -> usize {
        STEPS
    }

    fn fraction(&self) -> f64 {
        self.done as f64 / STEPS as f64
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
