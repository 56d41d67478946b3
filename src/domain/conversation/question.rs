//! A question has interrupted the draft: a text answers it, anything else continues the draft.

use super::{
    Effect, Event, PausedDraft, State, Step, answer, commands, in_group, news, publish, saved,
    shop, step,
};
use crate::domain::command::Command;
use crate::domain::credits::Credits;
use crate::domain::facts::Facts;
use crate::domain::feed::Choice;
use crate::domain::ids::JobId;
use crate::domain::picture::PictureKey;
use crate::domain::receipt::Contact;

#[derive(Clone, Copy)]
pub(super) enum Question {
    /// Where the receipt of this pack goes.
    Contact(Credits),
    /// What to tell the operator.
    Support,
    /// The pen name for this painting.
    PenName(JobId, Choice),
    /// The title of this style.
    StyleTitle(PictureKey),
}

pub(super) fn handle(question: Question, paused: PausedDraft, event: Event, facts: &Facts) -> Step {
    let state = match question {
        Question::Contact(pack) => State::WantsContact { pack, paused },
        Question::Support => State::WantsSupport(paused),
        Question::PenName(job, choice) => State::WantsPenName {
            job,
            choice,
            paused,
        },
        Question::StyleTitle(picture) => State::WantsStyleTitle { picture, paused },
    };

    match event {
        Event::Text(words) => answered(question, state, words, facts),
        Event::Command(Command::Cancel) => commands::answer(state, Command::Cancel, facts),
        Event::Unsupported(what) => answer::unsupported(state, what, facts),
        Event::InGroup(received) => in_group::answer(state, &received, facts),
        Event::News(news) => news::answer(state, news, facts),
        Event::Pictures(_) | Event::Button(_) | Event::Command(_) | Event::Code(_) => {
            step(paused.into(), event, facts)
        }
    }
}

fn answered(question: Question, state: State, words: String, facts: &Facts) -> Step {
    let before = State::from(PausedDraft::from(state));
    match question {
        Question::Contact(pack) => match Contact::parse(&words, facts.rules.receipt) {
            Some(contact) => shop::with_contact(before, pack, contact, facts),
            None => answer::keep(state, "contact-unclear", facts),
        },
        Question::PenName(job, choice) => publish::named(state, job, choice, &words, facts),
        Question::StyleTitle(picture) => saved::titled(state, picture, &words, facts),
        // Others of the same network may have asked since the question.
        Question::Support
            if facts.person.sender.support_requests >= facts.rules.network.support_per_day =>
        {
            answer::keep(before, "support-network-full", facts)
        }
        Question::Support => {
            let (before, replies) = answer::keep(before, "support-received", facts);
            (
                before,
                std::iter::once(Effect::AskSupport(words))
                    .chain(replies)
                    .collect(),
            )
        }
    }
}
