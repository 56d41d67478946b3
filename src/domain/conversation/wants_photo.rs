//! The style is known, and the bot waits for the photo.

use super::anytime;
use super::chosen_style::chosen;
use super::uploads::SortedUploads;
use super::{Event, State, Step, answer, begin, codes, commands, in_group, news};
use crate::domain::draft::Draft;
use crate::domain::facts::Facts;
use crate::domain::ids::JobId;
use crate::domain::job::Styles;
use crate::domain::picture::PictureRef;
use crate::domain::style_edit::EditedStyle;
use crate::domain::work::Recipe;
use crate::domain::work::{self, Beside};

#[derive(Clone, Copy)]
pub(super) struct DraftParts {
    pub(super) id: JobId,
    pub(super) styles: Option<Styles>,
    pub(super) recipe: Recipe,
}

pub(super) fn handle(wanted: DraftParts, event: Event, facts: &Facts) -> Step {
    let DraftParts { id, styles, recipe } = wanted;
    let state = State::WantsPhoto { id, styles, recipe };

    match event {
        Event::Pictures(received) => {
            pictures(wanted, state, &SortedUploads::sort(&received), facts)
        }
        Event::Button(action) if let Some(style) = chosen(action, facts) => {
            with_style(wanted, style, facts)
        }
        Event::Button(action) => anytime::button(state, action, facts),
        Event::Text(_) if styles.is_some() => answer::keep(state, "text-wants-photo", facts),
        Event::Text(_) => (state, answer::say([begin::ask_photo(recipe.kind, facts)])),
        Event::Command(command) => commands::answer(state, command, facts),
        Event::Unsupported(what) => answer::unsupported(state, what, facts),
        Event::InGroup(received) => in_group::answer(state, &received, facts),
        Event::Code(code) => codes::answer(state, &code, facts),
        Event::News(news) => news::answer(state, news, facts),
    }
}

/// A style: for a painting, unless what is wanted has styles, too, or is made of one.
fn with_style(wanted: DraftParts, style: EditedStyle, facts: &Facts) -> Step {
    let DraftParts { recipe, .. } = wanted;
    if begin::is_made_of_style(recipe.kind) {
        return begin::from_style(style, recipe, facts);
    }

    let recipe = if begin::needs_style(recipe.kind) {
        recipe
    } else {
        begin::usual(facts)
    };
    begin::with_styles(Some(Styles::edited(style)), recipe, facts)
}

fn pictures(wanted: DraftParts, state: State, sent: &SortedUploads, facts: &Facts) -> Step {
    let Some(photo) = sent.pictures.first() else {
        return sent.nothing(state, facts);
    };
    let DraftParts { id, styles, recipe } = wanted;
    let pair = match work::kind(recipe.kind).map(|kind| kind.beside) {
        Some(Beside::Nothing) => None,
        Some(Beside::Guide) => begin::pair_of(&sent.pictures, recipe, facts),
        Some(Beside::Styles | Beside::OneStyle) | None => begin::with_pair(&sent.pictures, facts),
    };
    let draft = Draft {
        id,
        photo: PictureRef::Own(*photo),
        styles,
        recipe,
    };

    begin::complaining(
        sent,
        pair.unwrap_or_else(|| begin::with_last_photo(draft, facts)),
        facts,
    )
}
