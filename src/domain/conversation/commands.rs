//! Answers to commands.

use super::answer::{keep, say};
use super::{Effect, PausedDraft, State, Step, canvas, link, paintings, publish, shop};
use crate::domain::command::Command;
use crate::domain::facts::Facts;
use crate::domain::facts::FreeQuota;
use crate::domain::message::Message;
use crate::domain::replies::{answers, gallery, history, saved, settings, summary};
use crate::domain::rules::Limits;
use crate::domain::time::Moment;
use crate::domain::work::painting;

pub(super) fn answer(state: State, command: Command, facts: &Facts) -> Step {
    let messages = match command {
        Command::Start => return (State::Idle, say([answers::welcome(facts)])),
        Command::New => return begin_again(facts),
        Command::Cancel => return cancel(state, facts),
        Command::Help => vec![answers::help(facts.language())],
        Command::Status => vec![status(facts)],
        Command::Balance => vec![balance(facts)],
        Command::Styles => styles(facts),
        Command::Print => return canvas::choose(state, facts),
        Command::Orders => return canvas::list(state, facts),
        Command::History => history::page(facts, 0),
        Command::Settings => vec![settings::settings(
            facts.language(),
            facts.person.account.look,
        )],
        Command::Privacy => vec![answers::privacy(facts)],
        Command::DeleteMe => vec![answers::delete_question(facts)],
        Command::Terms => vec![answers::terms(facts)],
        Command::Paysupport => return support(state, facts),
        Command::Buy => return shop::offer(state, facts),
        Command::Promo => vec![answers::plain(facts.language(), "promo-how")],
        Command::Invite => vec![answers::invitation(facts)],
        Command::Link => return link::offer(state, facts),
        Command::Published => return publish::list(state, facts),
        Command::Top => return publish::top(state, &[], facts),
        Command::Unknown => vec![answers::plain(facts.language(), "command-unknown")],
    };
    (state, say(messages))
}

/// The person's next text goes to the operator.
fn support(state: State, facts: &Facts) -> Step {
    if facts.person.account.open_requests >= Limits::REQUESTS_AT_ONCE {
        return keep(state, "support-full", facts);
    }

    if facts.person.sender.support_requests >= facts.rules.network.support_per_day {
        return keep(state, "support-network-full", facts);
    }

    let question = answers::with_operator(facts, &facts.language().text("paysupport"));
    (
        State::WantsSupport(PausedDraft::from(state)),
        say([question]),
    )
}

/// Drops what is being prepared and asks for a photo.
pub(super) fn begin_again(facts: &Facts) -> Step {
    keep(State::Idle, "ask-first-photo", facts)
}

fn status(facts: &Facts) -> Message {
    if facts.person.jobs.unfinished.is_empty() {
        return answers::plain(facts.language(), "status-none");
    }
    answers::status(facts, "status-title")
}

fn balance(facts: &Facts) -> Message {
    match facts.free_quota(painting::NAME) {
        FreeQuota::Left(left) => answers::balance(facts, Ok(left)),
        FreeQuota::NextIn(wait) => answers::balance(facts, Err(wait)),
    }
}

fn styles(facts: &Facts) -> Vec<Message> {
    let own = saved::offers(facts)
        .into_iter()
        .chain(gallery::recent(facts));
    gallery::gallery(facts).into_iter().chain(own).collect()
}

/// Drops what is being prepared. Otherwise cancels the only job, or asks which one.
fn cancel(state: State, facts: &Facts) -> Step {
    match (state, facts.person.jobs.unfinished.as_slice()) {
        (State::Idle, []) => keep(state, "cancel-nothing", facts),
        (State::Idle, [job]) => paintings::cancel(state, job, facts),
        (State::Idle, _) => (state, say([answers::status(facts, "cancel-which")])),
        (State::Ready(draft) | State::WantsSecondStyle(draft), jobs) => {
            let closed = [
                Effect::DropDraft(draft.id),
                Effect::Say(summary::closed(&draft, facts, "summary-dropped")),
            ];
            (
                State::Idle,
                closed
                    .into_iter()
                    .chain(dropped(!jobs.is_empty(), facts))
                    .collect(),
            )
        }
        (State::WantsPaintedOver { draft, .. }, _) => {
            keep(State::Ready(draft), "editing-left", facts)
        }
        (
            State::WantsContact { paused, .. }
            | State::WantsSupport(paused)
            | State::WantsPenName { paused, .. }
            | State::WantsStyleTitle { paused, .. },
            _,
        ) => keep(paused.into(), "question-dropped", facts),
        (State::WantsAddress { paused, .. }, _) => keep(paused.into(), "canvas-left", facts),
        (State::WantsStyle { .. } | State::WantsPhoto { .. }, jobs) => {
            (State::Idle, dropped(!jobs.is_empty(), facts))
        }
    }
}

fn dropped(jobs_remain: bool, facts: &Facts) -> Vec<Effect> {
    let rest = jobs_remain.then(|| answers::status(facts, "cancel-which"));
    say(std::iter::once(answers::plain(facts.language(), "cancel-draft")).chain(rest))
}

/// Confirms the question of `/delete_me`. If the question is too old, it is asked again.
pub(super) fn delete(state: State, asked_at: Moment, facts: &Facts) -> Step {
    let fresh = asked_at <= facts.now && facts.now.since(asked_at) <= Limits::DELETE_QUESTION;
    if !fresh {
        return (state, say([answers::delete_question(facts)]));
    }

    let text = |key| answers::plain(facts.language(), key);
    let farewell = [
        Effect::Say(text("delete-done")),
        Effect::SayElsewhere(text("delete-done-elsewhere")),
    ];
    let others = usize::from(!facts.person.account.other_messengers.is_empty());

    (
        State::Idle,
        std::iter::once(Effect::ForgetPerson)
            .chain(farewell.into_iter().take(1 + others))
            .collect(),
    )
}
