//! Whether money may be taken for an invoice: the last word before a payment that a messenger takes.

use super::money::Money;
use super::payment::{Order, Pack, Refusal};

/// What is about to be paid.
#[derive(Clone, Copy, Debug)]
pub struct Payable<'a> {
    /// What was asked for.
    pub order: &'a Order,
    /// Whether it still waits for its money.
    pub is_open: bool,
    /// Whether the one who pays is the one who asked.
    pub is_own: bool,
    /// What would be taken.
    pub amount: Money,
}

/// Says whether it may be paid. Who pays all the same gets what was ordered: this keeps money from being taken, and
/// never credits from being given.
///
/// # Errors
/// When it may not, with what the person is told.
pub fn may_pay(payable: &Payable, packs: &[Pack]) -> Result<(), Refusal> {
    let Payable { order, is_open, is_own, amount } = payable;
    if !is_open || !is_own {
        return Err(Refusal::NotYours);
    }
    let is_sold = |pack: &Pack| {
        (pack.credits, pack.bonus, pack.price(order.price.currency)) == (order.credits, order.bonus, order.price)
    };
    if *amount != order.price || !packs.iter().any(is_sold) {
        return Err(Refusal::PriceChanged);
    }
    Ok(())
}

impl Refusal {
    /// The name of the text in which the person reads it.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::NotYours => "checkout-not-yours",
            Self::PriceChanged => "checkout-price-changed",
            Self::TryLater => "checkout-try-later",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::credits::Credits;
    use crate::domain::ids::PurchaseId;
    use crate::domain::payment::Provider;

    const PACK: Pack = Pack { credits: Credits::new(100), bonus: Credits::new(5), stars: 60, roubles: 100 };

    fn order() -> Order {
        Order {
            id: PurchaseId::from_chance(1),
            credits: PACK.credits,
            bonus: PACK.bonus,
            price: Money::stars(60),
            provider: Provider::Stars,
            wanted: None,
            contact: None,
        }
    }

    #[test]
    fn only_an_open_order_of_ones_own_at_its_price_and_todays_may_be_paid() {
        let order = order();
        let good = Payable { order: &order, is_open: true, is_own: true, amount: Money::stars(60) };
        let dearer = Pack { stars: 61, ..PACK };
        let poorer = Pack { bonus: Credits::new(0), ..PACK };
        let cases = [
            (good, vec![PACK], Ok(())),
            (good, vec![dearer, PACK], Ok(())),
            (Payable { is_open: false, ..good }, vec![PACK], Err(Refusal::NotYours)),
            (Payable { is_own: false, ..good }, vec![PACK], Err(Refusal::NotYours)),
            (Payable { amount: Money::stars(1), ..good }, vec![PACK], Err(Refusal::PriceChanged)),
            (Payable { amount: Money::roubles(60), ..good }, vec![PACK], Err(Refusal::PriceChanged)),
            (good, vec![dearer], Err(Refusal::PriceChanged)),
            (good, vec![poorer], Err(Refusal::PriceChanged)),
            (good, vec![], Err(Refusal::PriceChanged)),
        ];
        for (payable, packs, verdict) in cases {
            assert_eq!(may_pay(&payable, &packs), verdict, "{payable:?} {packs:?}");
        }
    }
}
