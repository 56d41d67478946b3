//! The summary of an order, its confirmation, and the payment.

use super::{ask, keep_order};
use crate::domain::conversation::answer::{keep, say};
use crate::domain::conversation::shop::page_refusal;
use crate::domain::ids::PurchaseId;
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
    let sold = order
        .design
        .is_some_and(|design| facts.rules.prints.size(design.format).is_some());

    if !sold {
        return Some(PrintStep::Size);
    }

    if matches!(facts.canvas_till, Till::Invoice(..)) {
        return None;
    }

    let open = Some(order.open_step()).filter(|step| *step != PrintStep::Summary);

    // A delivery method that is no longer offered has to be chosen again.
    let way = order.delivery.as_ref().zip(order.recipient.place());
    let leads = way.is_some_and(|(way, place)| {
        facts
            .rules
            .prints
            .ways(&place)
            .any(|offered| offered == way)
    });

    let way = (!leads).then_some(PrintStep::Delivery);
    let receipt = (facts.rules.receipt == ReceiptTo::Email && contact(order, facts).is_none())
        .then_some(PrintStep::Receipt);

    open.or(way).or(receipt)
}

/// Where the receipt goes. A receipt by phone may use the carrier's number.
fn contact(order: &CanvasOrder, facts: &Facts) -> Option<Contact> {
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
    let Some((provider, _)) = facts.canvas_till.taker() else {
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
    let Some(purchase) = purchase(&confirmed, facts) else {
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

fn confirm(order: CanvasOrder, facts: &Facts) -> Option<CanvasOrder> {
    let print = order.print_price(&facts.rules.prints)?;
    let is_asked_there = matches!(facts.canvas_till, Till::Invoice(..));
    let zones = facts.rules.prints.zones.iter().map(|zone| zone.way.clone());
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
fn purchase(order: &CanvasOrder, facts: &Facts) -> Option<PurchaseRequest> {
    let agreed = order.agreed.as_ref()?;
    let (price, provider) = match facts.canvas_till {
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
        contact: contact(order, facts),
    })
}
