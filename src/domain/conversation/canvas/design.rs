//! The size of a canvas and the placement of the picture.

use super::{ask, keep_order};
use crate::domain::conversation::answer::say;
use crate::domain::conversation::effect::Wall;
use crate::domain::message::{Place, Slot};
use crate::domain::money::Currency;
use crate::domain::order::{CanvasOrder, Design, Format, PrintStep, Wrap};
use crate::domain::replies::canvas;
use crate::domain::{
    conversation::{Effect, State, Step},
    facts::Facts,
};

/// A size was chosen by a button, which may be an old one. The canvas gets the picture's
/// orientation.
pub(super) fn size(state: State, order: CanvasOrder, format: Format, facts: &Facts) -> Step {
    let Some(size) = facts.rules.prints.size(format) else {
        return ask(state, &order, PrintStep::Size, facts);
    };
    let design = Design::new(size.format.like(order.pixels));
    let design = Design {
        wrap: order.design.map_or(design.wrap, |before| before.wrap),
        ..design
    };

    let order = CanvasOrder {
        design: Some(design),
        ..order
    };
    let (state, replies) = ask(state, &order, PrintStep::Look, facts);

    (state, keep_order(order, replies))
}

/// The person wants to pay in another currency from now on.
pub(super) fn currency(
    state: State,
    order: &CanvasOrder,
    currency: Currency,
    facts: &Facts,
) -> Step {
    let Some(till) = facts.pages.chosen(facts.canvas_till, currency) else {
        return ask(state, order, PrintStep::Size, facts);
    };
    let facts = Facts {
        canvas_till: till,
        ..*facts
    };
    let (state, replies) = ask(state, order, PrintStep::Size, &facts);

    (
        state,
        std::iter::once(Effect::SetCurrency(currency))
            .chain(replies)
            .collect(),
    )
}

pub(super) fn shift(state: State, order: CanvasOrder, steps: i8, facts: &Facts) -> Step {
    changed(
        state,
        order,
        |design| Design {
            shift: design.shift.moved(steps),
            ..design
        },
        facts,
    )
}

pub(super) fn turn(state: State, order: CanvasOrder, facts: &Facts) -> Step {
    changed(state, order, Design::turned, facts)
}

pub(super) fn wrap(state: State, order: CanvasOrder, wrap: Wrap, facts: &Facts) -> Step {
    changed(state, order, |design| Design { wrap, ..design }, facts)
}

/// Updates the preview in place.
fn changed(
    state: State,
    order: CanvasOrder,
    change: impl Fn(Design) -> Design,
    facts: &Facts,
) -> Step {
    let is_sold = |design: &Design| facts.rules.prints.size(design.format).is_some();
    let Some(design) = order.design.filter(is_sold) else {
        return ask(state, &order, PrintStep::Size, facts);
    };
    let order = CanvasOrder {
        design: Some(change(design)),
        ..order
    };

    let replies = on_wall(&order, Place::Edit(Slot::Canvas(order.id)), facts);
    (state, keep_order(order, replies))
}

/// Shows the preview on a wall.
pub(super) fn show(state: State, order: &CanvasOrder, facts: &Facts) -> Step {
    if order
        .design
        .is_none_or(|design| facts.rules.prints.size(design.format).is_none())
    {
        return (state, say([canvas::sizes(facts, order)]));
    }

    (
        state,
        on_wall(order, Place::NewIn(Slot::Canvas(order.id)), facts),
    )
}

fn on_wall(order: &CanvasOrder, place: Place, facts: &Facts) -> Vec<Effect> {
    let Some(design) = order.design else {
        return Vec::new();
    };
    let message = canvas::look(facts, order, design).at(place);

    vec![Effect::SayOnWall(
        message,
        Wall {
            picture: order.picture,
            design,
        },
    )]
}
