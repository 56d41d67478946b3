//! The chats of one person become one account. Holding the code proves that whoever was shown it
//! agrees; whoever writes it is asked before anything is joined. A press of the button is a try
//! like a written code: it could be forged.

use super::answer::{keep, say};
use super::{Effect, State, Step};
use crate::domain::facts::Facts;
use crate::domain::link::{LinkCode, LinkOffer, TRIES};
use crate::domain::replies::link;

/// Shows a code.
pub(super) fn offer(state: State, facts: &Facts) -> Step {
    let code = LinkCode::from_chance(facts.fresh.row().unsigned_abs());
    (
        state,
        vec![
            Effect::OfferLink(code),
            Effect::Say(link::offered(facts.language(), code)),
        ],
    )
}

/// A code was written: shall it be?
pub(super) fn ask(state: State, code: LinkCode, facts: &Facts) -> Step {
    match opened(facts) {
        Ok(offer) => (state, say([link::question(facts, offer, code)])),
        Err(why) => refuse(state, why, facts),
    }
}

/// It shall be.
pub(super) fn join(state: State, code: LinkCode, facts: &Facts) -> Step {
    match opened(facts) {
        Ok(offer) => (
            state,
            vec![Effect::Join(code), Effect::Say(link::joined(facts, offer))],
        ),
        Err(why) => refuse(state, why, facts),
    }
}

/// Why a code opens nothing.
#[derive(Clone, Copy)]
enum Closed {
    /// Nobody was shown it; so many tries are left.
    Unknown(u32),
    /// As this text says.
    Because(&'static str),
}

/// The account that the code opens. Who has no try left does not learn whether there is one.
fn opened<'a>(facts: &'a Facts) -> Result<&'a LinkOffer, Closed> {
    let known = &facts.person.link;
    if known.misses >= TRIES {
        return Err(Closed::Because("link-no-tries"));
    }

    match &known.offer {
        None => Err(Closed::Unknown(TRIES - known.misses - 1)),
        Some(offer) if offer.is_own => Err(Closed::Because("link-own")),
        Some(offer) if offer.until <= facts.now => Err(Closed::Because("link-over")),
        Some(offer) => Ok(offer),
    }
}

fn refuse(state: State, why: Closed, facts: &Facts) -> Step {
    match why {
        Closed::Because(key) => keep(state, key, facts),
        Closed::Unknown(left) => (
            state,
            vec![Effect::CountMiss, Effect::Say(link::unknown(facts, left))],
        ),
    }
}
