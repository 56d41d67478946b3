//! News about money, orders, accounts and the feed. It may come at any time, so what is being
//! prepared is kept; only the draft that waited for a payment is started.

use super::answer::say;
use super::{Effect, PausedDraft, State, Step, canvas, publish, start};
use crate::domain::credits::Credits;
use crate::domain::facts::Facts;
use crate::domain::ids::{OrderId, PurchaseId};
use crate::domain::message::Message;
use crate::domain::news::News;
use crate::domain::news::OrderNews;
use crate::domain::payment::Closing;
use crate::domain::replies::{canvas as canvas_replies, link, shop};
use crate::domain::time::Moment;

pub(super) fn answer(state: State, news: News, facts: &Facts) -> Step {
    match news {
        News::Paid { purchase, credits } => paid(state, purchase, credits, facts),
        News::Unpaid {
            purchase,
            reason: why,
        } => unpaid(state, purchase, why, facts),
        News::Ordered { order, news, at } => ordered(state, order, &news, at, facts),
        News::Feed(news) => publish::news(state, &news, facts),
        News::TakenBack(credits) => (
            state,
            say([with_balance("credits-taken-back", credits, facts)]),
        ),
        News::Gifted(credits) => (
            state,
            say([with_balance("gift-from-friend", credits, facts)]),
        ),
        News::Joined { messenger } => (state, say([link::joined_elsewhere(facts, &messenger)])),
    }
}

fn unpaid(state: State, purchase: PurchaseId, why: Closing, facts: &Facts) -> Step {
    let message = shop::unpaid(facts.language(), purchase, why);
    match facts
        .purchase(purchase)
        .and_then(|bought| bought.order.goods.order())
    {
        Some(order) => canvas::unpaid(state, order, message, why, facts),
        None => (state, say([message])),
    }
}

fn ordered(state: State, order: OrderId, news: &OrderNews, at: Moment, facts: &Facts) -> Step {
    let purchase = if let OrderNews::Paid(purchase) = news {
        facts.purchase(*purchase)
    } else {
        None
    };
    let page = purchase.filter(|bought| bought.order.provider.has_page());
    let closed = page.map(|bought| shop::paid(facts.language(), &bought.order));
    let message = canvas_replies::news(facts.language(), order, news, at);

    (state, say(closed.into_iter().chain([message])))
}

fn with_balance(key: &str, credits: Credits, facts: &Facts) -> Message {
    let values = [
        ("n", credits.amount().into()),
        ("balance", facts.person.credits.balance.amount().into()),
    ];
    Message::text(facts.language().fill(key, &values))
}

fn paid(state: State, purchase: Option<PurchaseId>, credits: Credits, facts: &Facts) -> Step {
    let bought = purchase.and_then(|id| facts.purchase(id));
    let page = bought.filter(|bought| bought.order.provider.has_page());
    let closed = page.map(|bought| shop::paid(facts.language(), &bought.order));
    let mut effects =
        say(closed
            .into_iter()
            .chain([with_balance("credits-bought", credits, facts)]));

    let draft = bought
        .filter(|bought| !bought.is_started)
        .and_then(|bought| bought.order.goods.draft());
    let Some(draft) = draft else {
        return (state, effects);
    };

    // Its options may have been changed since.
    let newest = state
        .draft()
        .filter(|newest| newest.id == draft.id)
        .unwrap_or(draft);
    let (after, begun): (State, Vec<Effect>) = start::start(newest, facts);
    effects.extend(begun);

    let is_other = state.preparing().is_some_and(|id| id != draft.id);
    (
        if is_other {
            state
        } else {
            behind(state, after)
        },
        effects,
    )
}

/// Replaces what was being prepared by `after`; an open question stays open.
fn behind(state: State, after: State) -> State {
    let paused = PausedDraft::from(after);
    match state {
        State::WantsContact { pack, .. } => State::WantsContact { pack, paused },
        State::WantsSupport(_) => State::WantsSupport(paused),
        State::WantsAddress {
            order, question, ..
        } => State::WantsAddress {
            order,
            question,
            paused,
        },
        State::WantsPenName { job, choice, .. } => State::WantsPenName {
            job,
            choice,
            paused,
        },
        State::WantsStyleTitle { picture, .. } => State::WantsStyleTitle { picture, paused },
        State::Idle
        | State::WantsStyle { .. }
        | State::WantsPhoto { .. }
        | State::Ready(_)
        | State::WantsSecondStyle(_)
        | State::WantsPaintedOver { .. } => after,
    }
}
