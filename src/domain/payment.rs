//! Packs of credits, purchases and charges.
//!
//! A purchase is what a person has asked for; a charge is what a provider has taken. Credits follow charges, each one
//! once, by the provider's own id: an invoice may be paid twice, late, or by somebody else.

use serde::{Deserialize, Serialize};

use super::conversation::Draft;
use super::credits::Credits;
use super::ids::PurchaseId;
use super::money::{Currency, Money};

/// Credits that are sold together; `packs` of the settings. Its name in buttons is the number of credits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    /// Telegram, in Stars.
    Stars,
    /// YooKassa.
    Yookassa,
    /// Nobody: the test page.
    Test,
}

impl Provider {
    /// Every provider.
    pub const ALL: [Self; 3] = [Self::Stars, Self::Yookassa, Self::Test];

    /// The name in the books.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stars => "stars",
            Self::Yookassa => "yookassa",
            Self::Test => "test",
        }
    }

    /// Reads a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|provider| provider.name() == name)
    }

    /// Whether one pays on a page of the provider, which then has to be asked after the money.
    #[must_use]
    pub const fn has_page(self) -> bool {
        match self {
            Self::Stars => false,
            Self::Yookassa | Self::Test => true,
        }
    }
}

/// What comes on top of a first purchase; `gifts` of the settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
            Self::Invoice(provider, currency) | Self::Page(provider, currency) => Some((provider, currency)),
        }
    }
}

/// What a person asks to buy. Kept with the purchase: a change of the price list does not change it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Its id.
    pub id: PurchaseId,
    /// Credits that are paid for.
    pub credits: Credits,
    /// Credits that come on top.
    pub bonus: Credits,
    /// What it costs.
    pub price: Money,
    /// Who takes the money.
    pub provider: Provider,
    /// What the person wanted to have painted; it starts by itself once it is paid.
    pub wanted: Option<Draft>,
    /// Where the receipt goes, when the settings want one.
    pub contact: Option<Contact>,
}

/// Where a receipt goes: an e-mail address or a phone number, looked at and written in one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Contact {
    /// `somebody@example.org`.
    Email(String),
    /// Digits with the country's code, as in E.164 but without the plus: `79161234567`.
    Phone(String),
}

/// What a provider has taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    /// Who took it.
    pub provider: Provider,
    /// The provider's own id: the one key by which a charge is known.
    pub id: String,
    /// The purchase it says it is for. Never trusted to say who is to be credited how much: the row is.
    pub purchase: Option<PurchaseId>,
    /// How much was taken.
    pub amount: Money,
    /// Who paid, where the provider says so; credits go to them, and to the purchase's own person otherwise.
    pub payer: Option<Payer>,
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
    /// It cannot be looked up now.
    TryLater,
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
}
