//! The stages of an order. Every transition takes the order and returns it at the next stage, or
//! fails if there is no such transition.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

use super::{AgreedPrices, CanvasOrder, Delivery};
use crate::domain::time::Moment;

/// The stage of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Stage {
    /// It is being prepared.
    Draft,
    /// It is complete, its price is fixed, and it waits for the payment.
    Confirmed,
    /// It is paid.
    Paid,
    /// The print shop has it.
    InProduction,
    /// It is on its way.
    Shipped {
        /// The carrier's tracking number.
        tracking: String,
    },
    /// It has arrived.
    Delivered,
    /// It was not paid and will not be made.
    Cancelled,
    /// It was paid and then refunded.
    Refunded,
}

/// A step from one stage to another.
#[derive(Clone, Debug, PartialEq, Eq, IntoStaticStr)]
pub enum Transition {
    /// The person confirms the order.
    #[strum(serialize = "confirmed")]
    Confirm(AgreedPrices),
    /// The payment has arrived, perhaps with the delivery method chosen during it.
    #[strum(serialize = "paid")]
    Pay(Option<Delivery>),
    /// The print shop has taken it.
    #[strum(serialize = "in_production")]
    Produce,
    /// The carrier has taken it.
    #[strum(serialize = "shipped")]
    Ship {
        /// The carrier's tracking number.
        tracking: String,
    },
    /// It has arrived.
    #[strum(serialize = "delivered")]
    Deliver,
    /// It is cancelled before it was paid.
    #[strum(serialize = "cancelled")]
    Cancel,
    /// It is refunded.
    #[strum(serialize = "refunded")]
    Refund,
}

/// There is no such transition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an order that is {from} cannot be {to}")]
pub struct InvalidTransition {
    /// The current stage.
    pub from: &'static str,
    /// The stage it cannot reach.
    pub to: &'static str,
}

/// The longest tracking number.
pub const LONGEST_TRACKING: usize = 64;

/// A tracking number as the operator writes it: letters, digits and a few marks; `None` for what
/// cannot be one.
#[must_use]
pub fn tracking(words: &str) -> Option<String> {
    let words = words.trim();
    let known = |letter: char| letter.is_ascii_alphanumeric() || " -_/.".contains(letter);
    ((3..=LONGEST_TRACKING).contains(&words.len()) && words.chars().all(known))
        .then(|| words.to_owned())
}

impl Stage {
    /// The names of all stages, in their order.
    pub const NAMES: &'static [&'static str] = Self::VARIANTS;

    /// The name in the database and in text keys.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.into()
    }

    /// Whether it is paid and not finished.
    #[must_use]
    pub const fn is_under_way(&self) -> bool {
        matches!(self, Self::Paid | Self::InProduction | Self::Shipped { .. })
    }
}

impl Transition {
    /// The name of the stage it leads to.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.into()
    }
}

impl CanvasOrder {
    /// Applies a transition.
    ///
    /// # Errors
    /// If the order's stage has no such transition.
    pub fn turned(self, turn: Transition, at: Moment) -> Result<Self, InvalidTransition> {
        match turn {
            Transition::Confirm(agreed) => self.confirmed(agreed, at),
            Transition::Pay(delivery) => self.paid(delivery, at),
            Transition::Produce => self.in_production(at),
            Transition::Ship { tracking } => self.shipped(tracking, at),
            Transition::Deliver => self.delivered(at),
            Transition::Cancel => self.cancelled(at),
            Transition::Refund => self.refunded(at),
        }
    }

    /// The person has confirmed: the price is fixed from now on.
    ///
    /// # Errors
    /// If it is not a draft, or something is missing.
    pub fn confirmed(self, agreed: AgreedPrices, at: Moment) -> Result<Self, InvalidTransition> {
        let is_complete =
            self.design.is_some() && (self.delivery.is_some() || !agreed.ways.is_empty());

        match self.stage {
            Stage::Draft if is_complete => Ok(Self {
                agreed: Some(agreed),
                ..self.at(Stage::Confirmed, at)
            }),
            _ => Err(self.cannot_be("confirmed")),
        }
    }

    /// The payment has arrived.
    ///
    /// # Errors
    /// If it does not wait for a payment, or has no delivery method.
    pub fn paid(self, delivery: Option<Delivery>, at: Moment) -> Result<Self, InvalidTransition> {
        let delivery = delivery.or_else(|| self.delivery.clone());
        match self.stage {
            Stage::Confirmed if delivery.is_some() => Ok(Self {
                delivery,
                ..self.at(Stage::Paid, at)
            }),
            _ => Err(self.cannot_be("paid")),
        }
    }

    /// The print shop has it.
    ///
    /// # Errors
    /// If its stage is not paid.
    pub fn in_production(self, at: Moment) -> Result<Self, InvalidTransition> {
        match self.stage {
            Stage::Paid => Ok(self.at(Stage::InProduction, at)),
            _ => Err(self.cannot_be("in_production")),
        }
    }

    /// It is on its way.
    ///
    /// # Errors
    /// If it is not in production.
    pub fn shipped(self, tracking: String, at: Moment) -> Result<Self, InvalidTransition> {
        match self.stage {
            Stage::InProduction => Ok(self.at(Stage::Shipped { tracking }, at)),
            _ => Err(self.cannot_be("shipped")),
        }
    }

    /// It has arrived.
    ///
    /// # Errors
    /// If it was not shipped.
    pub fn delivered(self, at: Moment) -> Result<Self, InvalidTransition> {
        match self.stage {
            Stage::Shipped { .. } => Ok(self.at(Stage::Delivered, at)),
            _ => Err(self.cannot_be("delivered")),
        }
    }

    /// It is cancelled.
    ///
    /// # Errors
    /// If it is paid: then only a refund ends it.
    pub fn cancelled(self, at: Moment) -> Result<Self, InvalidTransition> {
        match self.stage {
            Stage::Draft | Stage::Confirmed => Ok(self.at(Stage::Cancelled, at)),
            _ => Err(self.cannot_be("cancelled")),
        }
    }

    /// It was refunded, at any stage after the payment.
    ///
    /// # Errors
    /// If it was never paid, or has already been refunded.
    pub fn refunded(self, at: Moment) -> Result<Self, InvalidTransition> {
        match self.stage {
            Stage::Paid | Stage::InProduction | Stage::Shipped { .. } | Stage::Delivered => {
                Ok(self.at(Stage::Refunded, at))
            }
            _ => Err(self.cannot_be("refunded")),
        }
    }

    fn at(self, stage: Stage, since: Moment) -> Self {
        Self {
            stage,
            since,
            ..self
        }
    }

    fn cannot_be(&self, to: &'static str) -> InvalidTransition {
        InvalidTransition {
            from: self.stage.name(),
            to,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{JobId, OrderId};
    use crate::domain::language::{Language, Translated};
    use crate::domain::money::Money;
    use crate::domain::order::{Design, Format};
    use crate::domain::picture::PictureKey;
    use crate::domain::picture_size::PictureSize;

    fn draft() -> CanvasOrder {
        let job = JobId::from_chance(1);
        let picture = PictureKey::from_bytes(b"painting");
        let draft = CanvasOrder::draft(
            OrderId::from_chance(2),
            job,
            picture,
            PictureSize::new(600, 450),
            Moment::default(),
        );

        let delivery = Delivery {
            zone: "post".into(),
            names: Translated::new([
                (Language::Ru, "Почта".into()),
                (Language::En, "Post".into()),
            ]),
            price: Money::roubles(590),
        };

        CanvasOrder {
            design: Some(Design::new(Format::new(40, 30))),
            delivery: Some(delivery),
            ..draft
        }
    }

    /// By the names of what is done to it.
    fn turned(order: CanvasOrder, name: &str) -> Result<CanvasOrder, InvalidTransition> {
        let turn = match name {
            "confirmed" => Transition::Confirm(AgreedPrices {
                print: Money::roubles(1800),
                ways: Vec::new(),
            }),
            "paid" => Transition::Pay(None),
            "in_production" => Transition::Produce,
            "shipped" => Transition::Ship {
                tracking: "RA1".into(),
            },
            "delivered" => Transition::Deliver,
            "cancelled" => Transition::Cancel,
            _ => Transition::Refund,
        };
        assert_eq!(turn.name(), name);

        order.turned(turn, Moment::from_millis(7))
    }

    fn at(path: &[&str]) -> CanvasOrder {
        path.iter()
            .fold(draft(), |order, name| turned(order, name).unwrap())
    }

    #[test]
    fn from_each_stage_only_its_own_steps_lead_on() {
        let way = ["confirmed", "paid", "in_production", "shipped", "delivered"];
        let table: [(&[&str], &[&str]); 8] = [
            (&[], &["confirmed", "cancelled"]),
            (&way[..1], &["paid", "cancelled"]),
            (&way[..2], &["in_production", "refunded"]),
            (&way[..3], &["shipped", "refunded"]),
            (&way[..4], &["delivered", "refunded"]),
            (&way, &["refunded"]),
            (&["confirmed", "cancelled"], &[]),
            (&["confirmed", "paid", "refunded"], &[]),
        ];

        for (path, allowed) in table {
            for to in &Stage::NAMES[1..] {
                let turned = turned(at(path), to);
                assert_eq!(turned.is_ok(), allowed.contains(to), "{path:?} to {to}");

                if let Ok(order) = turned {
                    assert_eq!(
                        (order.stage.name(), order.since),
                        (*to, Moment::from_millis(7))
                    );
                }
            }
        }
    }

    #[test]
    fn an_order_without_a_size_or_a_way_is_not_confirmed() {
        assert!(
            turned(
                CanvasOrder {
                    design: None,
                    ..draft()
                },
                "confirmed"
            )
            .is_err()
        );

        assert!(
            turned(
                CanvasOrder {
                    delivery: None,
                    ..draft()
                },
                "confirmed"
            )
            .is_err()
        );
    }

    #[test]
    fn what_was_agreed_is_what_is_due() {
        let order = at(&["confirmed"]);
        assert_eq!(order.total(), Some(Money::roubles(2390)));
        assert_eq!(order.due("post"), None, "the way was chosen before");
    }
}
