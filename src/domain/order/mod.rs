//! Canvas orders, from the draft to the delivery.
//!
//! The amount is fixed when the order is confirmed; later price changes do not affect it.
//! [`catalogue`] is the offer, [`design`] the placement of a picture on a
//! canvas, [`recipient`] the address, [`stage`] the stages of an order, [`step`] the questions in
//! their order.

pub mod catalogue;
pub mod design;
pub mod recipient;
pub mod stage;
pub mod step;

use serde::{Deserialize, Serialize};

use super::ids::{JobId, OrderId};
use super::money::{Currency, Money};
use super::picture::PictureKey;
use super::picture_size::PictureSize;
use super::time::Moment;

pub use catalogue::{CanvasSize, Delivery, Prints, Zone};
pub use design::{Design, Format, Shift, Wrap};
pub use recipient::{Phone, Place, Postcode, Recipient};
pub use stage::{InvalidTransition, Stage, Transition};
pub use step::PrintStep;

/// A canvas order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CanvasOrder {
    /// Its number.
    pub id: OrderId,
    /// The painting.
    pub job: JobId,
    /// The finished picture, the person's own.
    pub picture: PictureKey,
    /// Its width and height in pixels.
    pub pixels: PictureSize,
    /// The placement on the canvas; `None` until a size is chosen.
    pub design: Option<Design>,
    /// The recipient.
    pub recipient: Recipient,
    /// The delivery method; `None` until one is chosen.
    pub delivery: Option<Delivery>,
    /// The agreed prices; `None` until the order is confirmed.
    pub agreed: Option<AgreedPrices>,
    /// Its stage.
    pub stage: Stage,
    /// When it reached this stage.
    pub since: Moment,
}

/// The prices that were fixed when the order was confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreedPrices {
    /// The price of the canvas.
    pub print: Money,
    /// The delivery methods, with prices, that can be chosen during the payment; empty if one was
    /// chosen before.
    pub ways: Vec<Delivery>,
}

impl CanvasOrder {
    /// A new order.
    #[must_use]
    pub fn draft(
        id: OrderId,
        job: JobId,
        picture: PictureKey,
        pixels: PictureSize,
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

    /// The price of the canvas: as agreed, or else from the catalogue; `None` for a size that is
    /// not sold in this currency.
    #[must_use]
    pub fn print_price(&self, prints: &Prints, currency: Option<Currency>) -> Option<Money> {
        match &self.agreed {
            Some(agreed) => Some(agreed.print),
            None => prints.size(self.design?.format)?.prices.get(currency?),
        }
    }

    /// The total of canvas and delivery at the agreed prices; `None` until both are known.
    #[must_use]
    pub fn total(&self) -> Option<Money> {
        self.agreed
            .as_ref()?
            .print
            .plus(self.delivery.as_ref()?.price)
    }

    /// The delivery method and the amount due if it is chosen during the payment.
    #[must_use]
    pub fn due(&self, way: &str) -> Option<(Delivery, Money)> {
        let agreed = self.agreed.as_ref()?;
        let chosen = agreed.ways.iter().find(|one| one.zone == way)?;
        Some((chosen.clone(), agreed.print.plus(chosen.price)?))
    }
}
