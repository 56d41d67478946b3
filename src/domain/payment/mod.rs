//! Packs of credits, purchases and charges.
//!
//! A purchase is what a person has asked for, credits or a canvas; a charge is what a provider has
//! taken. What was bought follows charges, each one once, by the provider's own id: an invoice may
//! be paid twice, late, or by somebody else.

use serde::{Deserialize, Serialize};
use strum::{EnumCount, EnumString, IntoStaticStr, VariantArray};

use super::credits::Credits;
use super::draft::Draft;
use super::ids::{OrderId, PurchaseId};
use super::money::{Currency, Money};
use super::order::{CanvasOrder, Delivery, Recipient, Stage};
use super::receipt::Contact;

/// Credits that are sold together; `packs` of the settings. Its name in buttons is the number of
/// credits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Credits that are paid for.
    pub credits: Credits,
    /// Credits that come on top.
    pub bonus: Credits,
    /// The price in Telegram.
    pub stars: u32,
    /// The price elsewhere.
    pub roubles: u32,
}

impl Pack {
    /// The price in a currency.
    #[must_use]
    pub const fn price(&self, currency: Currency) -> Money {
        match currency {
            Currency::Xtr => Money::stars(self.stars),
            Currency::Rub => Money::roubles(self.roubles),
        }
    }
}

/// Who takes the money. The name is that of the ledger's account, too.
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
    /// Nobody: the test page.
    Test,
    /// Whoever stands behind Telegram's invoices in roubles.
    TelegramCards,
}

impl Provider {
    /// Every provider.
    pub const ALL: [Self; Self::COUNT] = *Self::VARIANTS
        .first_chunk()
        .expect("an array of all variants has a place for each");

    /// The name in the books.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Reads a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    /// Whether one pays on a page of the provider, which then has to be asked after the money.
    #[must_use]
    pub const fn has_page(self) -> bool {
        match self {
            Self::Stars | Self::TelegramCards => false,
            Self::Yookassa | Self::Test => true,
        }
    }
}

/// What comes on top of a first purchase; `gifts` of the settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gifts {
    /// To the one who buys.
    pub first_purchase: Credits,
    /// To the one who invited them.
    pub inviter: Credits,
}

/// How one pays in a chat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Till {
    /// Not at all: nothing is sold here.
    #[default]
    Closed,
    /// By an invoice in the chat itself.
    Invoice(Provider, Currency),
    /// On a page of the provider, which a button leads to.
    Page(Provider, Currency),
}

impl Till {
    /// Who takes the money, and in what.
    #[must_use]
    pub const fn taker(self) -> Option<(Provider, Currency)> {
        match self {
            Self::Closed => None,
            Self::Invoice(provider, currency) | Self::Page(provider, currency) => {
                Some((provider, currency))
            }
        }
    }
}

/// What a person asks to buy. Kept with the purchase: a change of the price list does not change
/// it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurchaseRequest {
    /// Its id.
    pub id: PurchaseId,
    /// What is bought.
    pub goods: Goods,
    /// What it costs; of a canvas whose delivery is chosen while it is paid, without that.
    pub price: Money,
    /// Who takes the money.
    pub provider: Provider,
    /// Where the receipt goes, when the settings want one.
    pub contact: Option<Contact>,
}

/// What can be bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Goods {
    /// Credits.
    Credits {
        /// Those that are paid for.
        credits: Credits,
        /// Those that come on top.
        bonus: Credits,
        /// What the person wanted to have painted; it starts by itself once it is paid.
        wanted: Option<Draft>,
    },
    /// A canvas with its delivery.
    Canvas(OrderId),
}

impl Goods {
    /// Credits that are paid for, and those on top.
    #[must_use]
    pub const fn credits(&self) -> (Credits, Credits) {
        match self {
            Self::Credits { credits, bonus, .. } => (*credits, *bonus),
            Self::Canvas(_) => (Credits::ZERO, Credits::ZERO),
        }
    }

    /// What starts by itself once it is paid.
    #[must_use]
    pub const fn wanted(&self) -> Option<Draft> {
        match self {
            Self::Credits { wanted, .. } => *wanted,
            Self::Canvas(_) => None,
        }
    }

    /// The order of a canvas.
    #[must_use]
    pub const fn order(&self) -> Option<OrderId> {
        match self {
            Self::Credits { .. } => None,
            Self::Canvas(order) => Some(*order),
        }
    }
}

/// What a provider has taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    /// Who took it.
    pub provider: Provider,
    /// The provider's own id: the one key by which a charge is known.
    pub id: String,
    /// The purchase it says it is for. Never trusted to say who is to be credited how much: the row
    /// is.
    pub purchase: Option<PurchaseId>,
    /// How much was taken.
    pub amount: Money,
    /// Who paid, where the provider says so; credits go to them, and to the purchase's own person
    /// otherwise.
    pub payer: Option<Payer>,
    /// Where a canvas goes and by which way, where that was said while it was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destination: Option<Box<Destination>>,
}

/// What somebody said about the delivery while they paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Destination {
    /// The zone's name.
    pub way: String,
    /// Whom it goes to.
    pub recipient: Recipient,
}

/// A chat as a messenger names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payer {
    /// The messenger's name.
    pub messenger: String,
    /// Its own id of the chat.
    pub chat: String,
}

/// Why a checkout is refused; the person reads it in their language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such purchase, it is somebody else's, or it is paid or closed.
    NotYours,
    /// The pack is no longer sold at this price.
    PriceChanged,
    /// No way of delivery leads there.
    NotDelivered,
    /// It cannot be looked up now.
    TryLater,
}

/// What is known when somebody is about to pay.
#[derive(Clone, Copy, Debug)]
pub struct Paying<'a> {
    /// What was asked for.
    pub order: &'a PurchaseRequest,
    /// Whether it still waits for its money.
    pub is_waiting: bool,
    /// Whether the one who pays has asked for it.
    pub is_owner: bool,
    /// What would be taken.
    pub amount: Money,
}

/// Whether money may be taken for credits: by their owner, once, and as long as the pack is sold at
/// this price.
///
/// # Errors
/// What stands against it.
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
        pack.credits == credits && pack.bonus == bonus && pack.price(amount.currency) == amount
    };

    if amount != order.price || !packs.iter().any(is_sold) {
        return Err(Refusal::PriceChanged);
    }

    Ok(())
}

/// Whether money may be taken for a canvas: by its owner, once, and as much as was agreed for it
/// and the chosen way. What the settings say by now does not matter.
///
/// # Errors
/// What stands against it.
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

/// The way of delivery that a charge for a canvas has chosen, if it is what is due; `None`
/// otherwise. Where the way was chosen before, it is that one.
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

/// Why a purchase is closed without a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closing {
    /// Declined: by the bank, or by the person.
    Declined,
    /// Nobody paid in time.
    Expired,
    /// The provider does not take the order at all.
    Refused,
    /// Money came, but not as it was agreed: it is the operator's to look at.
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
                wanted: None,
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
            roubles: 100,
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
