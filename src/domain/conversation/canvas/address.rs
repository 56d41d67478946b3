//! The address for a canvas, question by question. Every answer is keep_order with the order at once.

use super::{ask, keep_order, pay, press};
use crate::domain::button::Action;
use crate::domain::conversation::answer::{keep, say, unsupported};
use crate::domain::ids::OrderId;
use crate::domain::order::recipient::{Country, Line};
use crate::domain::order::{CanvasOrder, Phone, Postcode, PrintStep, Recipient, Stage};
use crate::domain::receipt::Contact;
use crate::domain::replies::canvas;
use crate::domain::{
    command::Command,
    conversation::{Effect, Event, PausedDraft, State, Step, in_group, news, step},
    facts::Facts,
};

/// A text answers the question; anything else continues what was being prepared.
pub(in crate::domain::conversation) fn handle(
    order: OrderId,
    question: PrintStep,
    paused: PausedDraft,
    event: Event,
    facts: &Facts,
) -> Step {
    let state = State::WantsAddress {
        order,
        question,
        paused,
    };

    match event {
        Event::Text(words) => answered(state, order, question, &words, facts),
        Event::Button(Action::Print(id, action)) => press(state, id, action, facts),
        Event::Command(Command::Cancel) => keep(paused.into(), "canvas-left", facts),
        Event::Unsupported(what) => unsupported(state, what, facts),
        Event::InGroup(received) => in_group::answer(state, &received, facts),
        Event::News(news) => news::answer(state, news, facts),
        Event::Pictures(_) | Event::Button(_) | Event::Command(_) | Event::Code(_) => {
            step(paused.into(), event, facts)
        }
    }
}

fn answered(state: State, id: OrderId, question: PrintStep, words: &str, facts: &Facts) -> Step {
    let Some(order) = facts
        .order(id)
        .filter(|order| order.stage == Stage::Draft)
        .cloned()
    else {
        // The order was confirmed or dropped in another chat.
        return step(
            PausedDraft::from(state).into(),
            Event::Text(words.to_owned()),
            facts,
        );
    };

    if question == PrintStep::Receipt {
        return receipt(state, &order, words, facts);
    }

    match with_answer(order, question, words) {
        Some(order) => {
            let (state, replies) = ask(state, &order, question.after(), facts);
            (state, keep_order(order, replies))
        }
        None => keep(state, &format!("canvas-unclear-{}", question.name()), facts),
    }
}

fn receipt(state: State, order: &CanvasOrder, words: &str, facts: &Facts) -> Step {
    let Some(contact) = Contact::parse(words, facts.rules.receipt) else {
        return keep(state, "contact-unclear", facts);
    };
    let state = State::from(PausedDraft::from(state));
    let replies = pay::summary_messages(order, facts);

    (
        state,
        std::iter::once(Effect::SetContact(contact))
            .chain(replies)
            .collect(),
    )
}

/// The order with this answer; `None` if the text is not an answer.
fn with_answer(mut order: CanvasOrder, question: PrintStep, words: &str) -> Option<CanvasOrder> {
    let to = &mut order.recipient;
    match question {
        PrintStep::Name => to.name = Some(Line::parse(words)?),
        PrintStep::Phone => to.phone = Some(Phone::parse(words)?),
        PrintStep::City => {
            to.city = Some(Line::parse(words)?);
            order.delivery = None;
        }
        PrintStep::Street => to.street = Some(Line::parse(words)?),
        PrintStep::Postcode => to.postcode = Some(Postcode::for_country(to.country?, words)?),
        PrintStep::Size
        | PrintStep::Look
        | PrintStep::Country
        | PrintStep::Delivery
        | PrintStep::Receipt
        | PrintStep::Summary => return None,
    }

    Some(order)
}

/// Chooses the country. A new one resets the postcode and the delivery method.
pub(super) fn country(state: State, order: CanvasOrder, country: Country, facts: &Facts) -> Step {
    let is_new = order.recipient.country != Some(country);
    let postcode = order.recipient.postcode.clone().filter(|_| !is_new);
    let delivery = order.delivery.clone().filter(|_| !is_new);
    let recipient = Recipient {
        country: Some(country),
        postcode,
        ..order.recipient
    };

    let order = CanvasOrder {
        recipient,
        delivery,
        ..order
    };
    let (state, replies) = ask(state, &order, PrintStep::City, facts);

    (state, keep_order(order, replies))
}

/// Shows the delivery methods for the place.
pub(super) fn ways(state: State, order: &CanvasOrder, facts: &Facts) -> Step {
    let Some(place) = order.recipient.place() else {
        return ask(state, order, PrintStep::Country, facts);
    };
    (state, say([canvas::ways(facts, order, &place)]))
}

/// A delivery method was chosen by its place in the list.
pub(super) fn way(state: State, order: CanvasOrder, chosen: usize, facts: &Facts) -> Step {
    let place = order.recipient.place();
    let way = place
        .as_ref()
        .zip(facts.canvas_till.currency())
        .and_then(|(place, currency)| facts.rules.prints.ways(place, currency).nth(chosen))
        .cloned();
    let Some(way) = way else {
        return ask(state, &order, PrintStep::Delivery, facts);
    };

    let order = CanvasOrder {
        delivery: Some(way),
        ..order
    };
    let (state, replies) = ask(state, &order, PrintStep::Summary, facts);

    (state, keep_order(order, replies))
}
