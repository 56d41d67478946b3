//! Buying credits: the packs, the payment, and its outcome.

use super::button;
use crate::domain::button::{Action, PrintAction};
use crate::domain::facts::Facts;
use crate::domain::ids::{OrderId, PurchaseId};
use crate::domain::language::Language;
use crate::domain::message::{Body, Button, Invoice, Keyboard, Message, Place, Slot};
use crate::domain::money::{Currency, Money};
use crate::domain::payment::{Closing, Goods, Pack, PurchaseRequest, Refusal};

/// A text with a button for every pack. Where nothing is sold, a text that says so.
#[must_use]
pub fn packs(facts: &Facts, words: String) -> Message {
    let language = facts.language();
    let offer = |pack: &Pack| {
        let price = pack.price(facts.till.currency()?)?;
        let label = offer(language, pack, price);
        Some(vec![Button::new(label, Action::Pack(pack.credits))])
    };

    let mut rows: Vec<Vec<Button>> = facts.rules.packs.iter().filter_map(offer).collect();
    if rows.is_empty() {
        return Message::text(language.text("buy-closed"));
    }

    let others = facts.pages.others(facts.till);
    rows.push(
        others
            .map(|other| currency(other, Action::Currency(other)))
            .collect(),
    );

    Message::text(words).with(Keyboard::rows(rows))
}

/// A button to pay in another currency.
#[must_use]
pub fn currency(currency: Currency, action: Action) -> Button {
    Button::new(format!("{} {}", currency.sign(), currency.code()), action)
}

fn offer(language: Language, pack: &Pack, cost: Money) -> String {
    let values = [
        ("n", pack.credits.amount().into()),
        ("bonus", pack.bonus.amount().into()),
        ("price", price(language, cost).into()),
    ];

    language.fill(
        if pack.bonus.is_zero() {
            "pack"
        } else {
            "pack-bonus"
        },
        &values,
    )
}

/// An amount of money as people read it.
#[must_use]
pub fn price(language: Language, money: Money) -> String {
    let decimal = money.decimal();
    let amount = decimal.strip_suffix(".00").unwrap_or(&decimal);
    let amount = ("amount", language.number(amount).into());
    match money.currency {
        Currency::Xtr => language.fill("price-stars", &[amount]),
        Currency::Rub => language.fill("price-roubles", &[amount]),
        other => language.fill("price-money", &[amount, ("sign", other.sign().into())]),
    }
}

/// The first message about a purchase: the invoice itself, or a placeholder for the link to the
/// payment page.
#[must_use]
pub fn opening(language: Language, order: &PurchaseRequest) -> Message {
    if order.provider.has_page() {
        return Message::text(language.text("purchase-opening"))
            .at(Place::NewIn(Slot::Purchase(order.id)));
    }

    let invoice = Invoice {
        purchase: order.id,
        title: sold(language, "invoice-title", order).into(),
        description: sold(language, "invoice-description", order).into(),
        price: order.price,
        is_sent: order.goods.order().is_some(),
    };

    Message {
        place: Place::New,
        body: Body::Invoice(invoice),
        keyboard: Keyboard::none(),
    }
}

/// A text about the goods. Canvases have their own texts, with the order's number.
fn sold(language: Language, key: &str, order: &PurchaseRequest) -> String {
    match order.goods {
        Goods::Credits { credits, bonus, .. } => language.fill(
            key,
            &[("n", credits.amount().saturating_add(bonus.amount()).into())],
        ),
        Goods::Canvas(order) => language.fill(
            &format!("canvas-{key}"),
            &[("order", order.to_string().into())],
        ),
    }
}

/// The description of the goods that the payment provider shows.
#[must_use]
pub fn description(language: Language, order: &PurchaseRequest) -> String {
    sold(language, "bill-description", order)
}

/// The link to the payment page.
#[must_use]
pub fn link(language: Language, order: &PurchaseRequest, url: &str) -> Message {
    let words = sold(language, "purchase-open", order);
    let label = language.fill(
        "button-pay",
        &[("price", price(language, order.price).into())],
    );
    let way = Keyboard::grid(1, [Button::opening(label, url.to_owned())]);

    about(order.id, words).with(way)
}

/// Replaces the link to the payment page once the purchase is paid.
#[must_use]
pub fn paid(language: Language, order: &PurchaseRequest) -> Message {
    about(order.id, sold(language, "purchase-paid", order))
}

/// Replaces the link to the payment page once it is closed unpaid.
#[must_use]
pub fn unpaid(language: Language, purchase: PurchaseId, why: Closing) -> Message {
    let key = match why {
        Closing::Declined => "purchase-declined",
        Closing::Expired => "purchase-expired",
        Closing::Refused => "purchase-refused",
        // The person has paid: no button that asks them to pay again.
        Closing::Unclear => return about(purchase, language.text("purchase-unclear")),
    };

    about(purchase, language.text(key)).with(Keyboard::grid(
        1,
        [button(language, "button-buy", Action::Buy)],
    ))
}

/// A message about a closed payment page, with a button to pay for the same canvas again.
#[must_use]
pub fn for_canvas(language: Language, message: Message, order: OrderId) -> Message {
    let again = button(
        language,
        "button-canvas-pay",
        Action::Print(order, PrintAction::Pay),
    );
    message.with(Keyboard::grid(1, [again]))
}

fn about(purchase: PurchaseId, words: String) -> Message {
    Message::text(words).at(Place::Edit(Slot::Purchase(purchase)))
}

/// Why the checkout of a canvas is refused, in the person's language.
#[must_use]
pub fn canvas_refusal(language: Language, why: Refusal) -> String {
    match why {
        Refusal::NotYours => language.text("checkout-canvas-not-yours"),
        Refusal::PriceChanged => language.text("checkout-canvas-price-changed"),
        Refusal::NotDelivered | Refusal::TryLater => refusal(language, why),
    }
}

/// Why a checkout of credits is refused, in the person's language.
#[must_use]
pub fn refusal(language: Language, why: Refusal) -> String {
    language.text(match why {
        Refusal::NotYours => "checkout-not-yours",
        Refusal::PriceChanged => "checkout-price-changed",
        Refusal::NotDelivered => "checkout-not-delivered",
        Refusal::TryLater => "checkout-try-later",
    })
}
