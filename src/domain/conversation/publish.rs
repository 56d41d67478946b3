//! Publishing paintings and taking them back, and using what others have published.

use super::answer::{keep, say};
use super::{Effect, PausedDraft, State, Step, begin};
use crate::domain::button::FeedAction;
use crate::domain::draft::Draft;
use crate::domain::facts::Facts;
use crate::domain::ids::JobId;
use crate::domain::job::{Painting, Rendition, Styles};
use crate::domain::look::Look;
use crate::domain::message::Message;
use crate::domain::picture::PictureRef;
use crate::domain::replies::feed;
use crate::domain::work::Recipe;
use crate::domain::{
    feed::{Best, Choice, EntryId, FetchedStyle, PenName, PublishedEntry},
    news::FeedNews,
    work::painting,
};

pub(super) fn press(state: State, job: JobId, action: FeedAction, facts: &Facts) -> Step {
    let published = facts
        .person
        .feed
        .published
        .iter()
        .find(|one| one.job == job);
    match (action, published.filter(|one| one.is_there())) {
        (FeedAction::TakeBack, Some(one)) => take_back(state, one, facts),
        (FeedAction::TakeBack | FeedAction::Show | FeedAction::AddFilm, None) => {
            keep(state, "publish-not-there", facts)
        }
        (FeedAction::AddFilm, Some(one)) => add_film(state, one, facts),
        // The button was pressed twice or is old: the answer is the entry's current state.
        (_, Some(one)) => (state, say([feed::standing(facts, one)])),
        (FeedAction::Ask(choice), None) => ask(state, job, choice, facts),
        (FeedAction::AskName(choice), None) => ask_name(state, job, choice, facts),
        (FeedAction::Publish(choice), None) => publish(state, job, choice, facts),
    }
}

fn take_back(state: State, one: &PublishedEntry, facts: &Facts) -> Step {
    (
        state,
        vec![
            Effect::TakeBack(one.entry),
            Effect::Say(feed::taken_back(facts, one.job)),
        ],
    )
}

/// Shows the film beside an entry's painting, too. The button has said what the film shows.
fn add_film(state: State, one: &PublishedEntry, facts: &Facts) -> Step {
    if !feed::can_add_film(facts, one) {
        return (state, say([feed::standing(facts, one)]));
    }

    let added = Message::text(facts.language().text("film-added"));
    (state, vec![Effect::AddFilm(one.entry), Effect::Say(added)])
}

/// The reason why this painting cannot be published, if there is one.
fn hindrance(job: JobId, facts: &Facts) -> Option<&'static str> {
    let own = &facts.person.feed;
    let was_hidden = own
        .published
        .iter()
        .any(|one| one.job == job && one.was_hidden);

    match () {
        () if !facts.rules.feed.enabled => Some("publish-closed"),
        () if own.is_banned => Some("publish-banned"),
        () if was_hidden => Some("publish-hidden"),
        () if own.published_lately >= facts.rules.feed.per_day => Some("publish-enough"),
        () => None,
    }
}

/// The painting, and the picture of it to publish.
fn publishable<'a>(
    job: JobId,
    choice: Choice,
    facts: &'a Facts,
) -> Result<(&'a Painting, Rendition), &'static str> {
    if let Some(why) = hindrance(job, facts) {
        return Err(why);
    }

    let painting = facts.painting(job).ok_or("painting-gone")?;
    if !painting.request.is_art() {
        return Err("publish-not-art");
    }

    let picture = painting
        .pictures
        .get(usize::from(choice.place))
        .or(painting.last());
    let picture = picture
        .filter(|picture| !facts.is_gone(picture.picture))
        .ok_or("painting-gone")?;

    Ok((painting, *picture))
}

/// The choice without pictures that have been deleted since.
fn possible(choice: Choice, painting: &Painting, facts: &Facts) -> Choice {
    let request = &painting.request;
    let has_photo = !facts.is_gone_ref(request.photo);
    let is_there = |style| !facts.is_gone_ref(style);
    let has_style = request.shown_styles().is_some_and(|styles| {
        let copies = styles.painted_over().map(PictureRef::Own);
        styles.pictures().chain(copies).all(is_there)
    });

    let has_film = facts.film_of(painting).is_some();
    let is_last = usize::from(choice.place) + 1 >= painting.pictures.len();

    let named = choice.named && facts.person.feed.pen_name.is_some();
    let titled = choice.titled && feed::title(painting).is_some();
    Choice {
        photo: choice.photo && has_photo,
        style: choice.style && has_style,
        film: choice.film && has_film && is_last,
        named,
        titled,
        ..choice
    }
}

fn ask(state: State, job: JobId, choice: Choice, facts: &Facts) -> Step {
    match publishable(job, choice, facts) {
        Err(why) => keep(state, why, facts),
        Ok((painting, _)) => {
            let choice = possible(choice, painting, facts);
            (
                state,
                say([feed::question(
                    facts,
                    painting,
                    choice,
                    facts.person.feed.pen_name.as_ref(),
                )]),
            )
        }
    }
}

fn ask_name(state: State, job: JobId, choice: Choice, facts: &Facts) -> Step {
    match publishable(job, choice, facts) {
        Err(why) => keep(state, why, facts),
        Ok(_) => keep(
            State::WantsPenName {
                job,
                choice,
                paused: PausedDraft::from(state),
            },
            "ask-name",
            facts,
        ),
    }
}

/// The person has written the name. The painting is not among the facts of a text, so a button
/// leads back to the question.
pub(super) fn named(asking: State, job: JobId, choice: Choice, words: &str, facts: &Facts) -> Step {
    let Some(name) = PenName::parse(words) else {
        return keep(asking, "name-unclear", facts);
    };
    let choice = Choice {
        named: true,
        ..choice
    };
    let reply = feed::named(facts, job, choice, &name);

    (
        PausedDraft::from(asking).into(),
        vec![Effect::SetPenName(name), Effect::Say(reply)],
    )
}

fn publish(state: State, job: JobId, choice: Choice, facts: &Facts) -> Step {
    match publishable(job, choice, facts) {
        Err(why) => keep(state, why, facts),
        Ok((painting, picture)) => {
            let name = facts.person.feed.pen_name.as_ref();
            let shows = possible(choice, painting, facts).shows(name, feed::title(painting));
            let entry = EntryId::from_row(facts.fresh.row());
            let published = Effect::Publish {
                entry,
                job,
                picture,
                shows,
            };

            (state, vec![published, Effect::Say(feed::begun(facts, job))])
        }
    }
}

/// `/published`: the person's entries.
pub(super) fn list(state: State, facts: &Facts) -> Step {
    (state, say([feed::list(facts)]))
}

/// News about an entry.
pub(super) fn news(state: State, news: &FeedNews, facts: &Facts) -> Step {
    (state, say([feed::news(facts, news)]))
}

/// Uses a public style for what is being prepared.
pub(super) fn take(state: State, taken: Option<FetchedStyle>, facts: &Facts) -> Step {
    let Some(taken) = taken else {
        return keep(state, "style-gone", facts);
    };
    let styles = Some(Styles::edited(taken.style));
    let tuned = |recipe: Recipe| {
        let has_styles = begin::needs_style(recipe.kind);
        let look = if has_styles {
            Look::from(recipe.knobs)
        } else {
            facts.person.account.look
        };

        Recipe {
            kind: if has_styles {
                recipe.kind
            } else {
                painting::NAME
            },
            quality: recipe.quality,
            ..Recipe::painting(Look {
                strength: taken.strength.unwrap_or(look.strength),
                stroke: taken.stroke.unwrap_or(look.stroke),
                ..look
            })
        }
    };
    let recipe = tuned(begin::usual(facts));
    match PausedDraft::from(state) {
        PausedDraft::Nothing | PausedDraft::Styles { .. } => {
            let (state, _) = begin::with_styles(styles, recipe, facts);
            (state, say([feed::style_taken(facts, taken.style)]))
        }
        PausedDraft::Photo { id, photo, recipe } => begin::ready(
            Draft {
                id,
                photo,
                styles,
                recipe: tuned(recipe),
            },
            facts,
        ),
        PausedDraft::Draft(draft)
        | PausedDraft::SecondStyle(draft)
        | PausedDraft::PaintedOver { draft, .. } => {
            let recipe = tuned(draft.recipe);
            begin::ready(
                Draft {
                    styles,
                    recipe,
                    ..draft
                },
                facts,
            )
        }
    }
}

/// `/top`: the best entries of the week.
pub(super) fn top(state: State, best: &[Best], facts: &Facts) -> Step {
    (state, say(feed::top(facts, best)))
}

pub(super) fn like(state: State, entry: EntryId, facts: &Facts) -> Step {
    let (state, replies) = keep(state, "liked", facts);
    (
        state,
        std::iter::once(Effect::Like {
            entry,
            limits: facts.rules.network.reactions,
        })
        .chain(replies)
        .collect(),
    )
}
