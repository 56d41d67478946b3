//! What means the same in every state.

use super::{
    Effect, State, Step, canvas, commands, link, paintings, publish, saved, settings, shop,
};
use crate::domain::button::Action;
use crate::domain::facts::Facts;
use crate::domain::ids::JobId;
use crate::domain::incoming::Unsupported;
use crate::domain::message::Message;
use crate::domain::picture::PictureKey;
use crate::domain::replies::{answers, gallery, history};
use crate::domain::upload::CheckedUpload;
use crate::domain::upload::UploadProblem;

/// Messages as effects.
pub(super) fn say(messages: impl IntoIterator<Item = Message>) -> Vec<Effect> {
    messages.into_iter().map(Effect::Say).collect()
}

/// One of the plain answers, the state being kept.
pub(super) fn keep(state: State, key: &str, facts: &Facts) -> Step {
    (state, say([answers::plain(facts.language(), key)]))
}

/// An answer to something that does not help here, with what would.
pub(super) fn remind(state: State, key: &str, facts: &Facts) -> Step {
    let words = facts.language().text(key);
    (
        state,
        say([Message::text(format!(
            "{words}\n{}",
            facts.language().text(wanted(&state))
        ))]),
    )
}

fn wanted(state: &State) -> &'static str {
    match state {
        State::Idle | State::WantsPhoto { .. } => "wanted-photo",
        State::WantsStyle { .. } => "wanted-style",
        State::Ready(_) => "wanted-start",
        State::WantsSecondStyle(_) => "wanted-second-style",
        State::WantsContact { .. } => "wanted-contact",
        State::WantsSupport(_) => "wanted-support",
        State::WantsAddress { .. } => "wanted-address",
        State::WantsPenName { .. } => "wanted-name",
        State::WantsStyleTitle { .. } => "wanted-title",
    }
}

/// Something the bot has no use for.
pub(super) fn unsupported(state: State, what: Unsupported, facts: &Facts) -> Step {
    let refusal = answers::unsupported(facts.language(), what);
    if what == Unsupported::Group {
        return (state, say([refusal]));
    }

    let words = format!(
        "{}\n{}",
        refusal.words(),
        facts.language().text(wanted(&state))
    );

    (state, say([Message::text(words)]))
}

/// A button that does not belong to a draft.
pub(super) fn button(state: State, action: Action, facts: &Facts) -> Step {
    match action {
        Action::Draft(id, _) => stale(state, id, facts),
        Action::Job(id, action) => paintings::press(state, id, action, facts),
        Action::Set(setting) => settings::change(state, setting, facts),
        Action::New => commands::begin_anew(facts),
        Action::Gallery => (state, say(gallery::gallery(facts.language()))),
        Action::History(page) => (state, say(history::page(facts, page))),
        Action::DeleteMe(asked) => commands::delete(state, asked, facts),
        Action::KeepMe => keep(state, "delete-kept", facts),
        Action::Buy => shop::offer(state, facts),
        Action::Pack(credits) => shop::choose(state, credits, facts),
        Action::Join(code) => link::join(state, code, facts),
        Action::Print(order, action) => canvas::press(state, order, action, facts),
        Action::Orders => canvas::list(state, facts),
        Action::Feed(job, action) => publish::press(state, job, action, facts),
        Action::Saved(picture, action) => saved::press(state, picture, action, facts),
        Action::SavedStyles => saved::list(state, facts),
        Action::Like(entry) => publish::like(state, entry, facts),
        // Whoever receives it fetches the style and makes a code of it.
        Action::Take(_) => keep(state, "style-gone", facts),
        Action::StayApart => keep(state, "link-apart", facts),
        Action::Style(_) | Action::Unknown => remind(state, "button-old", facts),
    }
}

/// A button of a draft that is not the one being prepared.
fn stale(state: State, id: JobId, facts: &Facts) -> Step {
    if facts.job(id).is_some() {
        return (state, say([answers::status(facts, "draft-started")]));
    }

    if facts.painting(id).is_some() {
        return keep(state, "draft-painted", facts);
    }

    remind(state, "button-old", facts)
}

/// Sent pictures, sorted.
pub(super) struct SortedUploads {
    /// Those of use, in their order.
    pub(super) pictures: Vec<PictureKey>,
    /// Why the first of the others is of none.
    pub(super) problem: Option<UploadProblem>,
}

impl SortedUploads {
    pub(super) fn sort(received: &[CheckedUpload]) -> Self {
        let mut sent = Self {
            pictures: Vec::new(),
            problem: None,
        };

        for one in received {
            match one {
                CheckedUpload::Picture(key) => sent.pictures.push(*key),
                CheckedUpload::Unusable(why) => sent.problem = sent.problem.or(Some(*why)),
            }
        }

        sent
    }

    /// What has to be said about those of no use.
    pub(super) fn complaint(&self, facts: &Facts) -> Vec<Effect> {
        say(self
            .problem
            .map(|why| answers::unusable(facts.language(), why)))
    }

    /// The answer when there is nothing of use.
    pub(super) fn nothing(&self, state: State, facts: &Facts) -> Step {
        (
            state,
            say([answers::unusable(
                facts.language(),
                self.problem.unwrap_or(UploadProblem::NotAPicture),
            )]),
        )
    }
}
