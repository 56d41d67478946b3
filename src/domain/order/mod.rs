//! Canvases: what a person may have printed, and an order on its way from a wish to a wall.
//!
//! The amount is fixed when the order is confirmed: neither a new price list nor a new tariff
//! changes it afterwards. [`catalogue`] is what is offered, [`design`] how a picture lies on a
//! canvas, [`recipient`] where it goes, [`stage`] the way an order takes; [`step`] the questions in
//! their order.

pub mod catalogue;
pub mod design;
pub mod recipient;
pub mod stage;
pub mod step;

use serde::{Deserialize, Serialize};

use super::ids::{JobId, OrderId};
use super::money::Money;
use super::picture::PictureKey;
use super::time::Moment;

pub use catalogue::{CanvasSize, Delivery, Prints, Zone};
pub use design::{Design, Format, Shift, Wrap};
pub use recipient::{Phone, Place, Postcode, Recipient};
pub use stage::{InvalidTransition, Stage, Transition};
pub use step::PrintStep;

/// A canvas that somebody wants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CanvasOrder {
    /// Its number.
    pub id: OrderId,
    /// The painting.
    pub job: JobId,
    /// The finished picture, the person's own.
    pub picture: PictureKey,
    /// Its width and height in pixels.
    pub pixels: (u32, u32),
    /// How it lies on the canvas; `None` before a size was chosen.
    pub design: Option<Design>,
    /// Where it goes.
    pub recipient: Recipient,
    /// How it gets there; `None` before that was chosen.
    pub delivery: Option<Delivery>,
    /// What was agreed; `None` before the order was confirmed.
    pub agreed: Option<AgreedPrices>,
    /// How far it is.
    pub stage: Stage,
    /// When it got there.
    pub since: Moment,
}

/// What stands since the order was confirmed, whatever the settings say later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreedPrices {
    /// What the canvas costs.
    pub print: Money,
    /// The ways of delivery, with their prices, of which one may be chosen while it is paid; empty
    /// where it was chosen before.
    pub ways: Vec<Delivery>,
}

impl CanvasOrder {
    /// The beginning of an order.
    #[must_use]
    pub fn draft(
        id: OrderId,
        job: JobId,
        picture: PictureKey,
        pixels: (u32, u32),
        now: Moment,
    ) -> Self {
        Self {
            id,
            job,
            picture,
            pixels,
            design: None,
            recipient: Recipient::default(),
            delivery: None,
            agreed: None,
            stage: Stage::Draft,
            since: now,
        }
    }

    /// What the canvas costs: as agreed, else by the catalogue; `None` for a size that is not (any
    /// more) sold.
    #[must_use]
    pub fn print_price(&self, prints: &Prints) -> Option<Money> {
        match &self.agreed {
            Some(agreed) => Some(agreed.print),
            None => prints.size(self.design?.format).map(|size| size.price),
        }
    }

    /// Canvas and delivery together, by the prices that were agreed; `None` before both are.
    #[must_use]
    pub fn total(&self) -> Option<Money> {
        self.agreed
            .as_ref()?
            .print
            .plus(self.delivery.as_ref()?.price)
    }

    /// What is due when this way of delivery is chosen while it is paid.
    #[must_use]
    pub fn due(&self, way: &str) -> Option<(Delivery, Money)> {
        let agreed = self.agreed.as_ref()?;
        let chosen = agreed.ways.iter().find(|one| one.zone == way)?;
        Some((chosen.clone(), agreed.print.plus(chosen.price)?))
    }
}
