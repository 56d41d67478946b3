//! The photo is known, and the bot waits for the style.

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

#[derive(Clone, Copy)]
pub(super) struct DraftParts {
    pub(super) id: JobId,
    pub(super) photo: PictureRef,
    pub(super) recipe: Recipe,
}

pub(super) fn handle(wanted: DraftParts, event: Event, facts: &Facts) -> Step {
    let DraftParts { id, photo, recipe } = wanted;
    let state = State::WantsStyle { id, photo, recipe };

    match event {
        Event::Pictures(received) => {
            pictures(wanted, state, &SortedUploads::sort(&received), facts)
        }
        Event::Button(action) if let Some(style) = chosen(action, facts) => {
            with_style(wanted, style, facts)
        }
        Event::Button(action) => anytime::button(state, action, facts),
        Event::Text(_) => answer::keep(state, "text-wants-style", facts),
        Event::Command(command) => commands::answer(state, command, facts),
        Event::Unsupported(what) => answer::unsupported(state, what, facts),
        Event::InGroup(received) => in_group::answer(state, &received, facts),
        Event::Code(code) => codes::answer(state, &code, facts),
        Event::News(news) => news::answer(state, news, facts),
    }
}

fn pictures(wanted: DraftParts, state: State, sent: &SortedUploads, facts: &Facts) -> Step {
    let Some(style) = sent.pictures.first() else {
        return sent.nothing(state, facts);
    };
    let pair = begin::with_pair(&sent.pictures, facts);
    let alone = || {
        let film = sent.film.filter(|_| facts.film(wanted.photo).is_none());
        match film {
            Some(still) => with_film(wanted, PictureRef::Own(still), facts),
            None => with_style(wanted, EditedStyle::plain(PictureRef::Own(*style)), facts),
        }
    };

    begin::complaining(sent, pair.unwrap_or_else(alone), facts)
}

/// Of a photo and a film, the film is what is painted, and the photo is the style.
fn with_film(wanted: DraftParts, still: PictureRef, facts: &Facts) -> Step {
    let DraftParts { id, photo, recipe } = wanted;
    begin::with_last_photo(
        Draft {
            id,
            photo: still,
            styles: Some(Styles::one(photo)),
            recipe,
        },
        facts,
    )
}

fn with_style(wanted: DraftParts, style: EditedStyle, facts: &Facts) -> Step {
    let DraftParts { id, photo, recipe } = wanted;
    begin::ready(
        Draft {
            id,
            photo,
            styles: Some(Styles::edited(style)),
            recipe,
        },
        facts,
    )
}
