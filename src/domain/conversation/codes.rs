//! Codes: promotions, invitations, links between accounts, and public styles.

use super::answer::{keep, say};
use super::{Code, Effect, State, Step, commands, link, publish};
use crate::domain::command::Command;
use crate::domain::facts::Facts;
use crate::domain::ids::PersonId;
use crate::domain::message::Message;
use crate::domain::rules::Promo;

pub(super) fn answer(state: State, code: &Code, facts: &Facts) -> Step {
    match code {
        Code::Promo(code) => promo(state, code, facts),
        Code::Inviter(person) => invited(state, *person, facts),
        Code::Link(code) => link::ask(state, *code, facts),
        Code::Style(_, taken) => publish::take(state, *taken, facts),
        Code::Best(best) => publish::top(state, best, facts),
        Code::NoLink => keep(state, "link-unclear", facts),
    }
}

fn promo(state: State, code: &str, facts: &Facts) -> Step {
    let sender = &facts.person.sender;
    if sender.wrong_codes >= facts.rules.network.wrong_codes_per_hour {
        return keep(state, "promo-no-tries", facts);
    }

    let known = facts.rules.promos.iter().find(|promo| promo.code == code);
    match known {
        None => {
            let (state, replies) = keep(state, "promo-unknown", facts);
            let count = std::iter::once(Effect::CountWrongPromo);

            (state, count.chain(replies).collect())
        }
        Some(_) if facts.person.shop.promo.is_used => keep(state, "promo-used", facts),
        Some(promo) if is_over(promo, facts) => keep(state, "promo-over", facts),
        Some(_) if sender.promo_uses >= facts.rules.network.promo_uses_per_day => {
            keep(state, "promo-used-nearby", facts)
        }
        Some(promo) => {
            let words = facts
                .language()
                .fill("promo-given", &[("n", promo.credits.amount().into())]);
            let replies = say([Message::text(words)]);

            (
                state,
                std::iter::once(Effect::Redeem(promo.clone()))
                    .chain(replies)
                    .collect(),
            )
        }
    }
}

fn is_over(promo: &Promo, facts: &Facts) -> bool {
    promo.until.is_some_and(|until| until <= facts.now)
        || promo
            .uses
            .is_some_and(|uses| facts.person.shop.promo.uses >= uses)
}

/// A person who follows a friend's link gets the usual welcome.
fn invited(state: State, by: PersonId, facts: &Facts) -> Step {
    let (state, welcome) = commands::answer(state, Command::Start, facts);
    (
        state,
        std::iter::once(Effect::AcceptInvitation(by))
            .chain(welcome)
            .collect(),
    )
}
