//! Purchases, charges and refunds.

use crate::domain::credits::Credits;
use crate::domain::ids::{ChatId, PersonId};
use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::domain::payment::{Charge, Payer, Provider, PurchaseRequest};
use crate::domain::profile::Name;
use crate::domain::time::Moment;

pub use crate::domain::payment::Gifts;

/// A purchase as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Purchase {
    /// What was asked for.
    pub order: PurchaseRequest,
    /// Who asked.
    pub person: PersonId,
    /// Where it is talked about; `None` once the person was forgotten.
    pub chat: Option<ChatId>,
    /// The messenger's name and its own id of that chat.
    pub address: Option<super::Address>,
    /// In which language.
    pub language: Language,
    /// How far it is.
    pub state: PurchaseState,
    /// When it was asked for.
    pub asked_at: Moment,
}

/// How far a purchase is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PurchaseState {
    /// Asked for; its provider may or may not know.
    Wanted,
    /// The provider waits for the money.
    Open(PaymentPage),
    /// Paid, at least once.
    Paid,
    /// Not to be paid any more.
    Closed,
}

/// Where a purchase is paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentPage {
    /// The provider's id of the payment.
    pub payment: String,
    /// The address.
    pub url: String,
}

/// A charge by its provider and the provider's id.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ChargeKey {
    /// Who took it.
    pub provider: Provider,
    /// The provider's id.
    pub id: String,
}

impl ChargeKey {
    /// How the charge is called: in the reasons of movements, and by the operator.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}:{}", self.provider.name(), self.id)
    }

    /// Reads [`ChargeKey::name`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let (provider, id) = name.split_once(':')?;
        Some(Self {
            provider: Provider::parse(provider)?,
            id: id.to_owned(),
        })
    }
}

/// What became of a charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChargeOutcome {
    /// Credited just now.
    Credited,
    /// It was here before; nothing changed.
    Known,
    /// Written down, but it matches no purchase, or not its price: for the operator to look at.
    Unmatched,
}

/// A charge as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptCharge {
    /// As the provider brought it.
    pub charge: Charge,
    /// Who was credited; `None` for one that matched nothing.
    pub person: Option<PersonId>,
    /// How many credits, with what came on top.
    pub credits: Credits,
    /// When it was written down.
    pub at: Moment,
    /// Whether it was given back.
    pub refunded: bool,
}

impl KeptCharge {
    /// By which it is known.
    #[must_use]
    pub fn key(&self) -> ChargeKey {
        ChargeKey {
            provider: self.charge.provider,
            id: self.charge.id.clone(),
        }
    }
}

/// What the operator wants to be given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundOrder {
    /// Which charge.
    pub charge: ChargeKey,
    /// Why, in the operator's words.
    pub reason: String,
    /// Even when its credits were spent.
    pub force: bool,
    /// Now.
    pub now: Moment,
}

/// How far a refund is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefundState {
    /// Its provider is being asked.
    Asked,
    /// The money went back.
    Done,
    /// The provider keeps the money.
    Refused,
}

/// Why a refund is not begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefundRefusal {
    /// There is no such charge.
    #[error("there is no such charge")]
    Unknown,
    /// It is given back, or on the way.
    #[error("it has been refunded, or its refund is under way")]
    Twice,
    /// It has paid a canvas that is made already.
    #[error(
        "the canvas is with the print shop, on its way or delivered; --force gives the money back all the same"
    )]
    Made,
    /// So many of its credits are not there any more.
    #[error("{0} of its credits were spent; --force writes them off")]
    Spent(Credits),
}

/// A refund that waits for its provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refund {
    /// Which charge.
    pub charge: ChargeKey,
    /// How much.
    pub amount: Money,
    /// Why.
    pub reason: String,
    /// Who paid, where the provider wants to know.
    pub payer: Option<Payer>,
}

/// What the provider said to a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefundOutcome {
    /// The money is on its way back.
    Done,
    /// It will never be given back this way.
    Refused,
}

/// A span of the books.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Books {
    /// By provider and currency: charges, refunds, and their sums.
    pub income: Vec<Income>,
    /// Canvases that were paid, by provider.
    pub canvases: Vec<CanvasIncome>,
    /// Credits by kind of movement, such as `("sold", 100)`.
    pub credits: Vec<(String, i64)>,
}

/// What canvases brought by one provider; a part of its income.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CanvasIncome {
    /// Who took it.
    pub provider: Provider,
    /// How many canvases.
    pub orders: u64,
    /// For the canvases themselves.
    pub prints: Money,
    /// For their delivery.
    pub delivery: Money,
    /// How much of both was given back.
    pub returned: Money,
}

/// Income by one provider in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Income {
    /// Who took it.
    pub provider: Provider,
    /// How much was taken.
    pub taken: Money,
    /// In how many charges.
    pub charges: u64,
    /// How many of those matched no purchase, and were not given back.
    pub unmatched: u64,
    /// How much of it was given back.
    pub returned: Money,
}

/// What a person has written to the operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupportRequest {
    /// Its number.
    pub number: i64,
    /// Who asks.
    pub person: PersonId,
    /// In which language they are answered.
    pub language: Language,
    /// Their name, if their messenger tells it.
    pub name: Option<Name>,
    /// Their words.
    pub text: String,
    /// When.
    pub at: Moment,
}
