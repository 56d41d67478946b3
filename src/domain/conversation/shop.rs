//! Buying credits: the packs are shown, one is chosen, and a purchase is opened.

use super::answer::{keep, say};
use super::{Effect, PausedDraft, State, Step};
use crate::domain::credits::Credits;
use crate::domain::draft::Draft;
use crate::domain::facts::Facts;
use crate::domain::ids::PurchaseId;
use crate::domain::money::Currency;
use crate::domain::receipt::ReceiptTo;
use crate::domain::replies::{answers, shop};
use crate::domain::rules::Limits;
use crate::domain::{
    payment::{Goods, Pack, Provider, PurchaseRequest},
    receipt::Contact,
};

/// Shows the packs.
pub(super) fn offer(state: State, facts: &Facts) -> Step {
    (
        state,
        say([shop::packs(facts, facts.language().text("buy-title"))]),
    )
}

/// The person wants to pay in another currency from now on.
pub(super) fn change_currency(state: State, currency: Currency, facts: &Facts) -> Step {
    let Some(till) = facts.pages.chosen(facts.till, currency) else {
        return offer(state, facts);
    };
    let facts = Facts { till, ..*facts };
    let (state, replies) = offer(state, &facts);

    (
        state,
        std::iter::once(Effect::SetCurrency(currency))
            .chain(replies)
            .collect(),
    )
}

/// A pack was chosen by a button, which may be an old one.
pub(super) fn choose(state: State, credits: Credits, facts: &Facts) -> Step {
    let Some(taker) = facts.till.taker() else {
        return offer(state, facts);
    };

    let pack = facts.rules.pack(credits);
    let Some(pack) = pack.filter(|pack| pack.price(taker.1).is_some()) else {
        return (
            state,
            say([shop::packs(facts, facts.language().text("pack-gone"))]),
        );
    };

    if let Some(refusal) = page_refusal(taker.0, facts) {
        return keep(state, refusal, facts);
    }

    let contact = facts
        .person
        .account
        .contact
        .as_ref()
        .filter(|contact| contact.fits(facts.rules.receipt));

    if asks(taker.1, facts) && contact.is_none() {
        let state = State::WantsContact {
            pack: credits,
            paused: PausedDraft::from(state),
        };
        return (
            state,
            say([answers::plain(
                facts.language(),
                contact_question(facts.rules.receipt),
            )]),
        );
    }

    open(state, pack, contact.cloned(), facts)
}

/// Why no payment page is opened, by the key of its text.
pub(super) fn page_refusal(provider: Provider, facts: &Facts) -> Option<&'static str> {
    if !provider.has_page() {
        return None;
    }

    if facts.person.shop.open_purchases >= Limits::PURCHASES_AT_ONCE {
        return Some("purchases-open");
    }

    let opened = facts.person.sender.purchases_opened;
    (opened >= facts.rules.network.purchases_per_hour).then_some("purchases-many")
}

/// Whether a receipt is sent: only for payments in roubles.
fn asks(currency: Currency, facts: &Facts) -> bool {
    currency == Currency::Rub && facts.rules.receipt != ReceiptTo::Nowhere
}

/// The e-mail address that the person has given for receipts. Where nobody has to be asked for
/// one, a receipt goes to it all the same.
pub(super) fn known_email(facts: &Facts) -> Option<Contact> {
    let contact = facts.person.account.contact.clone();
    contact.filter(|contact| matches!(contact, Contact::Email(_)))
}

/// The question for the receipt's address.
pub(super) const fn contact_question(to: ReceiptTo) -> &'static str {
    match to {
        ReceiptTo::Email | ReceiptTo::Nowhere => "ask-email",
        ReceiptTo::Phone => "ask-phone",
    }
}

fn open(state: State, pack: &Pack, contact: Option<Contact>, facts: &Facts) -> Step {
    let taker = facts.till.taker();
    let price = taker.and_then(|(_, currency)| pack.price(currency));
    let (Some((provider, currency)), Some(price)) = (taker, price) else {
        return offer(state, facts);
    };
    let price_of = |draft: &Draft| {
        let film = facts.film(draft.photo);
        facts.rules.request(draft, film).plan.price
    };
    let is_beyond = |draft: &Draft| facts.person.credits.balance < price_of(draft);
    let draft = state.draft().filter(is_beyond);
    let order = PurchaseRequest {
        id: PurchaseId::from_row(facts.fresh.row()),
        goods: Goods::Credits {
            credits: pack.credits,
            bonus: pack.bonus,
            draft,
        },
        price,
        provider,
        contact: if currency == Currency::Rub {
            contact.filter(|_| asks(currency, facts))
        } else {
            known_email(facts)
        },
    };

    let message = shop::opening(facts.language(), &order);
    (
        state,
        vec![Effect::OpenPurchase(order), Effect::Say(message)],
    )
}

/// The person has given the address for the receipt.
pub(super) fn with_contact(
    state: State,
    credits: Credits,
    contact: Contact,
    facts: &Facts,
) -> Step {
    let remember = Effect::SetContact(contact.clone());
    let (state, effects) = match (facts.till.taker(), facts.rules.pack(credits)) {
        (Some(taker), Some(pack)) => match page_refusal(taker.0, facts) {
            Some(refusal) => keep(state, refusal, facts),
            None => open(state, pack, Some(contact), facts),
        },
        _ => choose(state, credits, facts),
    };

    (state, std::iter::once(remember).chain(effects).collect())
}
