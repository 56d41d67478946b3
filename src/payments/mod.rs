//! The border to those who take money. A provider is asked, never believed: what a notification
//! says is read again.
//!
//! Every call may be repeated: the purchase's id (or the charge's, for a refund) is the key by
//! which a provider knows that it is the same one. Knows the domain's words and no store, no
//! conversation and no messenger.
//!
//! [`yookassa`] takes roubles; [`cards`] gives back what somebody has taken in a messenger;
//! [`test`] takes nothing and is a page of the house; [`notices`] is the way of what they say by
//! themselves.

pub mod cards;
pub mod notices;
pub mod test;
pub mod yookassa;

use std::net::IpAddr;

use async_trait::async_trait;

use crate::domain::{
    ids::PurchaseId,
    language::Language,
    money::Money,
    payment::{Charge, Closing, Goods, Payer, Provider},
    receipt::Contact,
};

/// One who takes money on a page, or gives it back.
#[async_trait]
pub trait PaymentProvider: Send + Sync + 'static {
    /// Its name in the books.
    fn provider(&self) -> Provider;

    /// Asks for a payment. The same purchase is the same payment, however often it is asked for.
    async fn open(&self, bill: &Bill<'_>) -> Result<OpenPayment, PaymentError>;

    /// What became of a payment.
    async fn look(&self, payment: &str) -> Result<PaymentStatus, PaymentError>;

    /// Gives a charge back in full. The same charge is given back once, however often it is asked
    /// for.
    async fn refund(&self, repayment: &Repayment<'_>) -> Result<Repaid, PaymentError>;
}

/// One whose charges can be listed, so that what was missed is found.
#[async_trait]
pub trait Statement: Send + Sync + 'static {
    /// Its name in the books.
    fn provider(&self) -> Provider;

    /// Whose statement it is: that of another account is counted from its own beginning.
    fn account(&self) -> &str;

    /// The lines from the `offset`-th on, oldest first, at most `limit`; a line once written stays
    /// in its place.
    async fn entries(&self, offset: u32, limit: u32) -> Result<Vec<Entry>, PaymentError>;
}

/// One who says by itself, at an address of this service, that something became of a payment. Its
/// letters are believed in nothing: they name what is to be asked about.
pub trait Notifier: Send + Sync + 'static {
    /// Its name in the books.
    fn provider(&self) -> Provider;

    /// The path that letters come to.
    fn path(&self) -> &'static str;

    /// Who has sent a letter, as far as that is known: the one at the other end of the connection,
    /// or the one of whom the operator's own proxies tell.
    fn sender(&self, peer: IpAddr, forwarded_for: Option<&str>) -> IpAddr;

    /// Whether that is the provider.
    fn is_known(&self, sender: IpAddr) -> bool;

    /// The payment that a letter is about; `None` for one about anything else.
    fn payment(&self, letter: &[u8]) -> Option<String>;
}

/// What is to be paid.
#[derive(Clone, Debug)]
pub struct Bill<'a> {
    /// Which purchase.
    pub purchase: PurchaseId,
    /// What is bought.
    pub goods: Goods,
    /// How much.
    pub price: Money,
    /// For what, in the person's language.
    pub description: &'a str,
    /// The person's language.
    pub language: Language,
    /// Where the person goes afterwards.
    pub return_url: &'a str,
    /// Where the receipt goes.
    pub contact: Option<&'a Contact>,
}

/// A payment that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenPayment {
    /// The provider's id.
    pub payment: String,
    /// Where it is paid.
    pub url: String,
}

/// A payment as its provider knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentStatus {
    /// The purchase it is for, as the provider was told when it was opened.
    pub purchase: Option<PurchaseId>,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing yet.
    Waiting,
    /// What was taken, and perhaps given back since, in this order.
    Paid(Vec<Entry>),
    /// The provider does not wait for it any more.
    Closed(Closing),
}

/// What is to be given back.
#[derive(Clone, Debug)]
pub struct Repayment<'a> {
    /// The provider's id of the charge.
    pub charge: &'a str,
    /// How much: all of it.
    pub amount: Money,
    /// Who paid.
    pub payer: Option<&'a Payer>,
    /// Why.
    pub reason: &'a str,
}

/// What a provider says to a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repaid {
    /// Done, now or before.
    Done,
    /// Not decided yet: ask again.
    Waiting,
    /// Never.
    Refused,
}

/// What is to be written into the books: a line of a statement, or of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Taken.
    FetchedStyle(Charge),
    /// Given back: the charge of this id.
    Returned(String),
    /// A part was given back, of the charge of this id: so much so far.
    ReturnedInPart(String, Money),
    /// A line that concerns no purchase.
    Other,
}

/// Why a provider was of no help.
#[derive(Debug, thiserror::Error)]
pub enum PaymentError {
    /// It cannot be reached, has trouble, or its answer was lost: whether it did the work is
    /// unknown. Ask again.
    #[error("the payment provider cannot be reached")]
    Unavailable(#[source] anyhow::Error),
    /// It says no to this request, and always will.
    #[error("the payment provider refuses: {0}")]
    Refused(String),
}
