//! Ordering a canvas: its size, the placement of the picture, the delivery and the payment. The
//! store keeps the order from the first press on, so that it can be continued at any time in any of
//! the person's chats. The conversation only remembers which answer it
//! waits for.

mod address;
mod design;
mod pay;

use super::answer::{keep, say};
use super::{Effect, PausedDraft, State, Step};
use crate::domain::button::PrintAction;
use crate::domain::facts::Facts;
use crate::domain::ids::OrderId;
use crate::domain::job::Painting;
use crate::domain::message::Message;
use crate::domain::order::{CanvasOrder, PrintStep, Prints, Stage};
use crate::domain::payment::Closing;
use crate::domain::replies::{canvas, shop};

pub(super) use address::handle;

/// `/print`: asks which painting.
pub(super) fn choose(state: State, facts: &Facts) -> Step {
    if is_closed(facts) {
        return keep(state, "canvas-closed", facts);
    }
    (state, say(canvas::paintings(facts)))
}

/// Starts an order for a painting, or continues the one that was begun.
pub(super) fn begin(state: State, painting: &Painting, facts: &Facts) -> Step {
    let begun = |order: &CanvasOrder| order.job == painting.job && order.stage == Stage::Draft;

    if is_closed(facts) {
        return keep(state, "canvas-closed", facts);
    }

    if let Some(order) = facts
        .person
        .canvases
        .orders
        .iter()
        .find(|order| begun(order))
    {
        return ask(state, order, order.open_step(), facts);
    }

    let picture = painting
        .last()
        .map(|last| last.picture)
        .filter(|key| !facts.is_gone(*key));
    let (Some(picture), Some(pixels)) = (picture, facts.person.paintings.requested_size) else {
        return keep(state, "painting-gone", facts);
    };

    if facts.person.canvases.open_drafts >= Prints::DRAFTS {
        return keep(state, "canvas-drafts", facts);
    }

    let id = OrderId::short(facts.fresh.row());
    let order = CanvasOrder::draft(id, painting.job, picture, pixels, facts.now);
    let (state, replies) = ask(state, &order, PrintStep::Size, facts);

    (state, keep_order(order, replies))
}

fn is_closed(facts: &Facts) -> bool {
    let currency = facts.canvas_till.currency();
    let sizes = currency.map_or(0, |currency| facts.rules.prints.sizes_in(currency).count());

    sizes == 0
}

/// `/orders`.
pub(super) fn list(state: State, facts: &Facts) -> Step {
    (state, say([canvas::list(facts)]))
}

/// Handles a button of an order, which may be an old one.
pub(super) fn press(state: State, id: OrderId, action: PrintAction, facts: &Facts) -> Step {
    let Some(order) = facts.order(id).cloned() else {
        return keep(state, "order-unknown", facts);
    };

    match (&order.stage, action) {
        (Stage::Draft | Stage::Confirmed, PrintAction::Pay) => pay::pay(state, &order, facts),
        (Stage::Draft, PrintAction::Drop) => drop(state, &order, facts),
        (Stage::Confirmed, PrintAction::Drop) => cancel(state, &order, facts),
        (Stage::Draft, PrintAction::Show) => ask(state, &order, order.open_step(), facts),
        (Stage::Draft, action) => edit(state, order, action, facts),
        _ => (state, say([canvas::status(facts, &order)])),
    }
}

fn edit(state: State, order: CanvasOrder, action: PrintAction, facts: &Facts) -> Step {
    match action {
        PrintAction::Go(step) => ask(state, &order, step, facts),
        PrintAction::Size(format) => design::size(state, order, format, facts),
        PrintAction::Shift(steps) => design::shift(state, order, steps, facts),
        PrintAction::Turn => design::turn(state, order, facts),
        PrintAction::Wrap(wrap) => design::wrap(state, order, wrap, facts),
        PrintAction::Country(country) => address::country(state, order, country, facts),
        PrintAction::Currency(currency) => design::currency(state, &order, currency, facts),
        PrintAction::Delivery(place) => address::way(state, order, place.into(), facts),
        PrintAction::Pay | PrintAction::Drop | PrintAction::Show => {
            (state, say([canvas::status(facts, &order)]))
        }
    }
}

/// Shows a step of the order, or asks its question.
fn ask(state: State, order: &CanvasOrder, step: PrintStep, facts: &Facts) -> Step {
    let before = State::from(PausedDraft::from(state));
    match step {
        PrintStep::Size => (before, say([canvas::sizes(facts, order)])),
        PrintStep::Look => design::show(before, order, facts),
        PrintStep::Delivery => address::ways(before, order, facts),
        PrintStep::Summary => pay::summary(before, order, facts),
        PrintStep::Country => (before, say([canvas::countries(facts, order)])),
        PrintStep::Name
        | PrintStep::Phone
        | PrintStep::City
        | PrintStep::Street
        | PrintStep::Postcode
        | PrintStep::Receipt => {
            let state = State::WantsAddress {
                order: order.id,
                question: step,
                paused: PausedDraft::from(before),
            };
            (state, say([canvas::question(facts, order, step)]))
        }
    }
}

/// Keeps the order before any message about it.
fn keep_order(order: CanvasOrder, replies: Vec<Effect>) -> Vec<Effect> {
    std::iter::once(Effect::KeepOrder(order))
        .chain(replies)
        .collect()
}

fn drop(state: State, order: &CanvasOrder, facts: &Facts) -> Step {
    let (state, replies) = keep(
        State::from(PausedDraft::from(state)),
        "canvas-dropped",
        facts,
    );
    (
        state,
        std::iter::once(Effect::DropOrder(order.id))
            .chain(replies)
            .collect(),
    )
}

/// Cancels the order. A payment that still arrives is refunded.
fn cancel(state: State, order: &CanvasOrder, facts: &Facts) -> Step {
    match order.clone().cancelled(facts.now) {
        Ok(cancelled) => {
            let replies = say([canvas::status(facts, &cancelled)]);
            (state, keep_order(cancelled, replies))
        }
        Err(_) => (state, say([canvas::status(facts, order)])),
    }
}

/// A purchase of a canvas was closed without a payment.
pub(super) fn unpaid(
    state: State,
    order: OrderId,
    message: Message,
    why: Closing,
    facts: &Facts,
) -> Step {
    // The person has paid: they are not asked to pay again.
    let message = if why == Closing::Unclear {
        message
    } else {
        shop::for_canvas(facts.language(), message, order)
    };
    (state, say([message]))
}
