//! Linking the chats of one person. The code proves that its owner agrees; the person who sends it
//! is asked for confirmation. A press of the confirmation button counts as a try like a written
//! code, because it could be forged.

use super::answer::{keep, say};
use super::{Effect, State, Step};
use crate::domain::facts::Facts;
use crate::domain::link::{LinkCode, LinkOffer, MOST_CHATS, TRIES};
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

/// A code was sent: asks for confirmation.
pub(super) fn ask(state: State, code: LinkCode, facts: &Facts) -> Step {
    match offer_of_code(facts) {
        Ok(offer) => (state, say([link::question(facts, offer, code)])),
        Err(why) => refuse(state, why, facts),
    }
}

/// The person has confirmed.
pub(super) fn join(state: State, code: LinkCode, facts: &Facts) -> Step {
    match offer_of_code(facts) {
        Ok(offer) => (
            state,
            vec![Effect::Join(code), Effect::Say(link::joined(facts, offer))],
        ),
        Err(why) => refuse(state, why, facts),
    }
}

/// Why a code cannot be used.
#[derive(Clone, Copy)]
enum LinkRefusal {
    /// No account has this code; the tries that are left.
    Unknown(u32),
    /// Another reason, by the key of its text.
    Because(&'static str),
}

/// The account of the code. Without tries left, the person does not learn whether it exists.
fn offer_of_code<'a>(facts: &'a Facts) -> Result<&'a LinkOffer, LinkRefusal> {
    let known = &facts.person.link;
    let is_network_out =
        facts.person.sender.wrong_codes >= facts.rules.network.wrong_codes_per_hour;
    if known.misses >= TRIES || is_network_out {
        return Err(LinkRefusal::Because("link-no-tries"));
    }

    match &known.offer {
        None => Err(LinkRefusal::Unknown(TRIES - known.misses - 1)),
        Some(offer) if offer.is_own => Err(LinkRefusal::Because("link-own")),
        Some(offer) if offer.until <= facts.now => Err(LinkRefusal::Because("link-over")),
        Some(offer) if offer.chats > MOST_CHATS => Err(LinkRefusal::Because("link-full")),
        Some(offer) => Ok(offer),
    }
}

fn refuse(state: State, why: LinkRefusal, facts: &Facts) -> Step {
    match why {
        LinkRefusal::Because(key) => keep(state, key, facts),
        LinkRefusal::Unknown(left) => (
            state,
            vec![Effect::CountMiss, Effect::Say(link::unknown(facts, left))],
        ),
    }
}
