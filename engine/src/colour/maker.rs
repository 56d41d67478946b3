//! Colours photos by order.

use super::{Amount, ColourError, Colourer, Progress, Request};
use crate::{
    device::Device,
    image::Picture,
    vgg::Weights,
    work::{MakeError, Maker, OnStep, Order, Piece, Step},
};

/// Colours photos on one device. A picture beside the photo is a reference; the knob `amount` says
/// how colourful it becomes: less, usual or more.
pub struct ColourMaker(Colourer);

impl ColourMaker {
    /// A maker with the weights of VGG-19.
    #[must_use]
    pub const fn new(weights: Weights, device: Device) -> Self {
        Self(Colourer::new(weights, device))
    }
}

impl Maker for ColourMaker {
    fn make(
        &mut self,
        order: &Order,
        _resume: Option<&[u8]>,
        on_step: &mut OnStep,
    ) -> Result<Piece, MakeError> {
        let request = Request::from_order(order)?;
        let mut steps = 0;
        let coloured = self.0.colour(&request, &mut |progress| {
            steps = progress.done;
            on_step(progress)
        })?;

        Ok(Piece {
            picture: coloured.picture,
            iterations: steps,
            film: None,
            found: Vec::new(),
            stopped: coloured.stopped,
        })
    }
}

impl Request {
    /// The request that an order for a coloured photo means.
    ///
    /// # Errors
    /// If there is no such amount.
    pub fn from_order(order: &Order) -> Result<Self, MakeError> {
        let amount = match order.choice("amount") {
            Some(chosen) => chosen.choice.parse::<Amount>().map_err(MakeError::Broken)?,
            None => Amount::Usual,
        };

        Ok(Self {
            photo: order.photo.clone(),
            reference: order.beside.first().map(|beside| beside.picture.clone()),
            amount,
            size: order.size,
        })
    }
}

impl From<ColourError> for MakeError {
    fn from(error: ColourError) -> Self {
        match error {
            ColourError::NotEnoughMemory(error) => error.into(),
            ColourError::Net(error) => error.into(),
        }
    }
}

/// It takes seconds, and has no checkpoint.
impl Step for Progress<'_> {
    fn done(&self) -> usize {
        self.done
    }

    fn total(&self) -> usize {
        self.total
    }

    fn fraction(&self) -> f64 {
        self.done as f64 / self.total.max(1) as f64
    }

    fn preview(&self) -> Option<Picture> {
        Self::preview(self)
    }

    fn checkpoint(&self) -> Option<Vec<u8>> {
        None
    }

    fn is_stage(&self, _stages: usize) -> bool {
        false
    }
}
