//! Packs of credits, purchases and charges.
//!
//! A purchase is what a person has asked for: credits or a canvas. A charge is money that a
//! provider has taken. Goods are delivered per charge, once for each provider's id: an invoice may
//! be paid twice, late, or by somebody else. Knows nothing about the conversation.

mod dispute;
mod till;

use serde::{Deserialize, Serialize};
use strum::{EnumCount, EnumString, IntoStaticStr, VariantArray};

use super::credits::Credits;
use super::draft::Draft;
use super::ids::{OrderId, PurchaseId};
use super::money::{Currency, Money};
use super::order::{CanvasOrder, Delivery, Recipient, Stage};
use super::prices::Prices;
use super::receipt::Contact;

pub use dispute::{Dispute, DisputeState};
pub use till::{PageTill, PageTills, Till};

/// A pack of credits; `packs` of the settings. Buttons refer to it by its number of credits.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Credits that are paid for.
    pub credits: Credits,
    /// Bonus credits.
    pub bonus: Credits,
    /// The price in Telegram Stars.
    pub stars: u32,
    /// The price in roubles; `None` if it is not sold for roubles.
    #[serde(default)]
    pub roubles: Option<u32>,
    /// The prices in other currencies.
    #[serde(default)]
    pub prices: Prices,
}

impl Pack {
    /// The price in a currency; `None` if it is not sold in it.
    #[must_use]
    pub fn price(&self, currency: Currency) -> Option<Money> {
        match currency {
            Currency::Xtr => Some(Money::stars(self.stars)),
            Currency::Rub => self.roubles.map(Money::roubles),
            other => self.prices.get(other),
        }
    }
}

/// A payment provider. Its name is also the name of its ledger account.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    EnumCount,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    /// Telegram, in Stars.
    Stars,
    /// YooKassa.
    Yookassa,
    /// The test page, where no money moves.
    Test,
    /// The card provider behind Telegram's invoices in roubles.
    TelegramCards,
    /// Stripe.
    Stripe,
}

impl Provider {
    /// Every provider.
    pub const ALL: [Self; Self::COUNT] = *Self::VARIANTS
        .first_chunk()
        .expect("an array of all variants has a place for each");

    /// The name in the ledger.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Reads a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    /// Whether people pay on the provider's page, whose outcome has to be polled.
    #[must_use]
    pub const fn has_page(self) -> bool {
        match self {
            Self::Stars | Self::TelegramCards => false,
            Self::Yookassa | Self::Test | Self::Stripe => true,
        }
    }
}

/// Bonus credits for a first purchase; `gifts` of the settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gifts {
    /// For the buyer.
    pub first_purchase: Credits,
    /// For the person who invited them.
    pub inviter: Credits,
}

/// What a person asks to buy. Kept with the purchase, so later price changes do not affect it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurchaseRequest {
    /// Its id.
    pub id: PurchaseId,
    /// What is bought.
    pub goods: Goods,
    /// The price. Without delivery if that is chosen during the payment.
    pub price: Money,
    /// Who takes the money.
    pub provider: Provider,
    /// Where the receipt goes, if one is sent.
    pub contact: Option<Contact>,
}

/// What can be bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Goods {
    /// Credits.
    Credits {
        /// The credits that are paid for.
        credits: Credits,
        /// The bonus credits.
        bonus: Credits,
        /// The draft that waits for these credits; it starts automatically once they are paid.
        draft: Option<Draft>,
    },
    /// A canvas with its delivery.
    Canvas(OrderId),
}

impl Goods {
    /// The paid credits and the bonus credits.
    #[must_use]
    pub const fn credits(&self) -> (Credits, Credits) {
        match self {
            Self::Credits { credits, bonus, .. } => (*credits, *bonus),
            Self::Canvas(_) => (Credits::ZERO, Credits::ZERO),
        }
    }

    /// The draft that starts automatically once the purchase is paid.
    #[must_use]
    pub const fn draft(&self) -> Option<Draft> {
        match self {
            Self::Credits { draft, .. } => *draft,
            Self::Canvas(_) => None,
        }
    }

    /// The canvas order.
    #[must_use]
    pub const fn order(&self) -> Option<OrderId> {
        match self {
            Self::Credits { .. } => None,
            Self::Canvas(order) => Some(*order),
        }
    }
}

/// Money that a provider has taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    /// The provider.
    pub provider: Provider,
    /// The provider's id of the charge, which identifies it.
    pub id: String,
    /// The purchase it claims to be for. The amount and the person to credit always come from the
    /// stored purchase, never from here.
    pub purchase: Option<PurchaseId>,
    /// How much was taken.
    pub amount: Money,
    /// Who paid, if the provider says so. Credits go to the payer, or else to the purchase's owner.
    pub payer: Option<Payer>,
    /// The delivery of a canvas, if it was chosen during the payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destination: Option<Box<Destination>>,
}

/// The delivery chosen during a payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Destination {
    /// The delivery zone's name.
    pub way: String,
    /// The recipient.
    pub recipient: Recipient,
}

/// The chat of a payer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payer {
    /// The messenger's name.
    pub messenger: String,
    /// Its own id of the chat.
    pub chat: String,
}

/// Why a checkout is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The purchase does not exist, belongs to somebody else, or is paid or closed.
    NotYours,
    /// The pack is no longer sold at this price.
    PriceChanged,
    /// There is no delivery to the address.
    NotDelivered,
    /// The purchase cannot be looked up right now.
    TryLater,
}

/// What is known when a person is about to pay.
#[derive(Clone, Copy, Debug)]
pub struct Paying<'a> {
    /// What was asked for.
    pub order: &'a PurchaseRequest,
    /// Whether it is still unpaid.
    pub is_waiting: bool,
    /// Whether the payer owns the purchase.
    pub is_owner: bool,
    /// The amount that would be taken.
    pub amount: Money,
}

/// Whether a payment for credits may go ahead: by the owner, once, and only while the pack is sold
/// at this price.
///
/// # Errors
/// The reason for the refusal.
pub fn may_pay(paying: &Paying, packs: &[Pack]) -> Result<(), Refusal> {
    let Paying {
        order,
        is_waiting,
        is_owner,
        amount,
    } = *paying;

    if !is_owner || !is_waiting {
        return Err(Refusal::NotYours);
    }

    let (credits, bonus) = order.goods.credits();
    let is_sold = |pack: &Pack| {
        pack.credits == credits
            && pack.bonus == bonus
            && pack.price(amount.currency) == Some(amount)
    };

    if amount != order.price || !packs.iter().any(is_sold) {
        return Err(Refusal::PriceChanged);
    }

    Ok(())
}

/// Whether a payment for a canvas may go ahead: by the owner, once, and for the amount that was
/// agreed for it and the chosen delivery. Current prices do not matter.
///
/// # Errors
/// The reason for the refusal.
pub fn may_pay_canvas(
    paying: &Paying,
    canvas: &CanvasOrder,
    chosen: Option<&Destination>,
) -> Result<(), Refusal> {
    let Paying {
        is_waiting,
        is_owner,
        amount,
        ..
    } = *paying;

    if !is_owner || !is_waiting || canvas.stage != Stage::Confirmed {
        return Err(Refusal::NotYours);
    }

    let chosen = chosen
        .filter(|chosen| chosen.recipient.is_complete())
        .ok_or(Refusal::NotDelivered)?;

    match canvas.due(&chosen.way) {
        Some((_, due)) if due == amount => Ok(()),
        Some(_) => Err(Refusal::PriceChanged),
        None => Err(Refusal::NotDelivered),
    }
}

/// The delivery method of a paid canvas: the one chosen during the payment, or else the one chosen
/// before. `None` if the charge is not the amount due.
#[must_use]
pub fn settled_way(charge: &Charge, canvas: &CanvasOrder) -> Option<Delivery> {
    match &charge.destination {
        Some(chosen) => canvas
            .due(&chosen.way)
            .filter(|(_, due)| *due == charge.amount)
            .map(|(way, _)| way),
        None => canvas
            .delivery
            .clone()
            .filter(|_| canvas.total() == Some(charge.amount)),
    }
}

/// Why a purchase was closed without a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closing {
    /// The bank or the person declined.
    Declined,
    /// Nobody paid in time.
    Expired,
    /// The provider refused the payment request.
    Refused,
    /// Money came, but not as agreed: the operator has to look at it.
    Unclear,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(bonus: u32) -> PurchaseRequest {
        PurchaseRequest {
            id: PurchaseId::from_chance(1),
            goods: Goods::Credits {
                credits: Credits::new(100),
                bonus: Credits::new(bonus),
                draft: None,
            },
            price: Money::stars(55),
            provider: Provider::Stars,
            contact: None,
        }
    }

    #[test]
    fn only_the_owner_pays_once_what_is_sold_at_its_price() {
        let packs = [Pack {
            credits: Credits::new(100),
            bonus: Credits::new(5),
            stars: 55,
            roubles: Some(100),
            prices: Prices::default(),
        }];

        let sold = order(5);
        let changed = order(0);
        let paying = Paying {
            order: &sold,
            is_waiting: true,
            is_owner: true,
            amount: Money::stars(55),
        };

        assert_eq!(may_pay(&paying, &packs), Ok(()));
        assert_eq!(
            may_pay(
                &Paying {
                    is_owner: false,
                    ..paying
                },
                &packs
            ),
            Err(Refusal::NotYours)
        );

        assert_eq!(
            may_pay(
                &Paying {
                    is_waiting: false,
                    ..paying
                },
                &packs
            ),
            Err(Refusal::NotYours)
        );

        for amount in [
            Money::stars(54),
            Money::roubles(100),
            Money {
                minor: 55,
                ..Money::roubles(0)
            },
        ] {
            assert_eq!(
                may_pay(&Paying { amount, ..paying }, &packs),
                Err(Refusal::PriceChanged)
            );
        }

        assert_eq!(
            may_pay(
                &Paying {
                    order: &changed,
                    ..paying
                },
                &packs
            ),
            Err(Refusal::PriceChanged)
        );

        assert_eq!(may_pay(&paying, &[]), Err(Refusal::PriceChanged));
    }
}
