//! The summary of an order, its confirmation, and the payment.

use super::{ask, keep_order};
use crate::domain::conversation::answer::{keep, say};
use crate::domain::conversation::shop::{known_email, page_refusal};
use crate::domain::ids::PurchaseId;
use crate::domain::money::Currency;
use crate::domain::order::stage::Transition;
use crate::domain::order::{AgreedPrices, CanvasOrder, PrintStep, Stage};
use crate::domain::receipt::ReceiptTo;
use crate::domain::replies::{canvas, shop};
use crate::domain::{
    conversation::{Effect, State, Step},
    facts::Facts,
};
use crate::domain::{
    payment::{Goods, PurchaseRequest, Till},
    receipt::Contact,
};

/// Shows the summary, or asks the first missing question.
pub(super) fn summary(state: State, order: &CanvasOrder, facts: &Facts) -> Step {
    if let Some(step) = missing(order, facts) {
        return ask(state, order, step, facts);
    }
    (state, summary_messages(order, facts))
}

pub(super) fn summary_messages(order: &CanvasOrder, facts: &Facts) -> Vec<Effect> {
    say([canvas::summary(facts, order)])
}

/// The first question that is still open. With an invoice in the chat, the
/// messenger asks for the address.
fn missing(order: &CanvasOrder, facts: &Facts) -> Option<PrintStep> {
    if facts.print_price(order).is_none() {
        return Some(PrintStep::Size);
    }

    if matches!(facts.canvas_till, Till::Invoice(..)) {
        return None;
    }

    let open = Some(order.open_step()).filter(|step| *step != PrintStep::Summary);

    // A delivery method that is no longer offered has to be chosen again, also if the person pays
    // in another currency now.
    let way = order.delivery.as_ref().zip(order.recipient.place());
    let leads = way.is_some_and(|(way, place)| {
        facts
            .rules
            .prints
            .ways(&place, way.price.currency)
            .any(|offered| {
                offered == way && facts.canvas_till.currency() == Some(way.price.currency)
            })
    });

    let way = (!leads).then_some(PrintStep::Delivery);
    let is_asked = facts.rules.receipt == ReceiptTo::Email
        && facts.canvas_till.currency() == Some(Currency::Rub);
    let receipt =
        (is_asked && contact(order, Currency::Rub, facts).is_none()).then_some(PrintStep::Receipt);

    open.or(way).or(receipt)
}

/// Where the receipt goes. A receipt by phone may use the carrier's number.
fn contact(order: &CanvasOrder, currency: Currency, facts: &Facts) -> Option<Contact> {
    if currency != Currency::Rub {
        return known_email(facts);
    }

    let known = facts
        .person
        .account
        .contact
        .clone()
        .filter(|contact| contact.fits(facts.rules.receipt));

    match facts.rules.receipt {
        ReceiptTo::Nowhere => None,
        ReceiptTo::Email => known,
        ReceiptTo::Phone => known.or_else(|| {
            order
                .recipient
                .phone
                .clone()
                .map(|phone| Contact::Phone(phone.into()))
        }),
    }
}

/// Confirms the order the first time; later it only opens another payment for what was agreed.
pub(super) fn pay(state: State, order: &CanvasOrder, facts: &Facts) -> Step {
    let till = till(order, facts);
    let Some((provider, _)) = till.taker() else {
        return keep(state, "canvas-closed", facts);
    };

    if let Some(refusal) = page_refusal(provider, facts) {
        return keep(state, refusal, facts);
    }

    if order.stage == Stage::Draft
        && let Some(step) = missing(order, facts)
    {
        return ask(state, order, step, facts);
    }

    let confirmed = if order.stage == Stage::Draft {
        confirm(order.clone(), facts)
    } else {
        Some(order.clone())
    };

    let Some(confirmed) = confirmed else {
        return ask(state, order, PrintStep::Size, facts);
    };
    let Some(purchase) = purchase(&confirmed, till, facts) else {
        return keep(state, "canvas-elsewhere", facts);
    };
    let opening = shop::opening(facts.language(), &purchase);

    (
        state,
        keep_order(
            confirmed,
            vec![Effect::OpenPurchase(purchase), Effect::Say(opening)],
        ),
    )
}

/// How an order is paid. A confirmed one is paid in the currency that was agreed, whatever the
/// person pays in now.
fn till(order: &CanvasOrder, facts: &Facts) -> Till {
    let agreed = order.agreed.as_ref().map(|agreed| agreed.print.currency);
    let is_page = matches!(facts.canvas_till, Till::Page(..));

    match agreed.filter(|agreed| is_page && facts.canvas_till.currency() != Some(*agreed)) {
        Some(agreed) => facts.pages.in_currency(agreed).unwrap_or_default(),
        None => facts.canvas_till,
    }
}

fn confirm(order: CanvasOrder, facts: &Facts) -> Option<CanvasOrder> {
    let print = facts.print_price(&order)?;
    let is_asked_there = matches!(facts.canvas_till, Till::Invoice(..));
    let zones = &facts.rules.prints.zones;
    let zones = zones
        .iter()
        .filter_map(|zone| zone.way(print.currency).cloned());
    let ways = if is_asked_there {
        zones.collect()
    } else {
        Vec::new()
    };

    let order = CanvasOrder {
        delivery: order.delivery.clone().filter(|_| !is_asked_there),
        ..order
    };
    order
        .turned(Transition::Confirm(AgreedPrices { print, ways }), facts.now)
        .ok()
}

/// `None` if the order was confirmed for another way to pay.
fn purchase(order: &CanvasOrder, till: Till, facts: &Facts) -> Option<PurchaseRequest> {
    let agreed = order.agreed.as_ref()?;
    let (price, provider) = match till {
        Till::Closed => return None,
        Till::Invoice(provider, _) => (
            Some(agreed.print).filter(|_| !agreed.ways.is_empty())?,
            provider,
        ),
        Till::Page(provider, _) => (order.total()?, provider),
    };

    let id = PurchaseId::from_row(facts.fresh.row());
    Some(PurchaseRequest {
        id,
        goods: Goods::Canvas(order.id),
        price,
        provider,
        contact: contact(order, price.currency, facts),
    })
}
