//! The chats of one person become one account. Holding the code proves that whoever was shown it agrees; whoever writes
//! it is asked before anything is joined. A press of the button is a try like a written code: it could be forged.

use super::anytime::{keep, say};
use super::{Effect, Facts, State, Step};
use crate::domain::link::{LinkCode, LinkOffer, TRIES, TRIES_OF_ALL};
use crate::domain::replies::link;

/// Shows a code.
pub(super) fn offer(state: State, facts: &Facts) -> Step {
    let code = LinkCode::from_chance(facts.fresh.row().unsigned_abs());
    (state, vec![Effect::OfferLink(code), Effect::Say(link::offered(facts.language(), code))])
}

/// A code was written: shall it be?
pub(super) fn ask(state: State, code: LinkCode, facts: &Facts) -> Step {
    match opened(state, facts) {
        Ok(offer) => (state, say([link::question(facts, offer, code)])),
        Err(refused) => refused,
    }
}

/// It shall be.
pub(super) fn join(state: State, code: LinkCode, facts: &Facts) -> Step {
    match opened(state, facts) {
        Ok(offer) => (state, vec![Effect::Join(code), Effect::Say(link::joined(facts, offer))]),
        Err(refused) => refused,
    }
}

/// The account that the code opens, or why it opens none. Who has no try left does not learn whether it would.
fn opened<'a>(state: State, facts: &'a Facts) -> Result<&'a LinkOffer, Step> {
    let known = &facts.person.link;
    if known.misses >= TRIES {
        return Err(keep(state, "link-no-tries", facts));
    }
    if known.misses_of_all >= TRIES_OF_ALL {
        return Err(keep(state, "link-busy", facts));
    }
    match &known.offer {
        None => Err((state, vec![Effect::CountMiss, Effect::Say(link::unknown(facts, TRIES - known.misses - 1))])),
        Some(offer) if offer.is_own => Err(keep(state, "link-own", facts)),
        Some(offer) if offer.until <= facts.now => Err(keep(state, "link-over", facts)),
        Some(offer) => Ok(offer),
    }
}
