//! Messages about the feed.

use super::{button, key_for, marked, style_name, words};
use crate::domain::button::{Action, FeedAction, JobAction};
use crate::domain::facts::Facts;
use crate::domain::ids::JobId;
use crate::domain::job::Painting;
use crate::domain::language::Language;
use crate::domain::message::{Body, Button, Keyboard, Message, Place, Slot};
use crate::domain::picture::PictureRef;
use crate::domain::style_edit::EditedStyle;
use crate::domain::things::{Seen, Word};
use crate::domain::{
    feed::{Best, Choice, EntryId, PenName, PublishedEntry, Stage},
    news::FeedNews,
    work::{self, Kind, KindName},
};

/// The most entries of a person that one message lists.
const LISTED: usize = 8;

/// Asks for confirmation: what becomes public, and which parts are chosen.
#[must_use]
pub fn question(
    facts: &Facts,
    painting: &Painting,
    choice: Choice,
    name: Option<&PenName>,
) -> Message {
    let language = facts.language();
    let style = painting
        .request
        .shown_styles()
        .map(|styles| style_name(language, styles.first));
    let visibility = |is_shown: bool| {
        language.text(if is_shown {
            "publish-shown"
        } else {
            "publish-not-shown"
        })
    };

    let named = match name.filter(|_| choice.named) {
        Some(name) => name.to_string(),
        None => language.text("publish-nameless"),
    };
    let mut lines = vec![
        language.text("publish-question"),
        String::new(),
        language.text("publish-line-painting"),
        language.fill(
            "publish-line-photo",
            &[("shown", visibility(choice.photo).into())],
        ),
    ];
    lines.extend(style.map(|style| {
        let values = [
            ("style", style.into()),
            ("shown", visibility(choice.style).into()),
        ];
        language.fill("publish-line-style", &values)
    }));
    lines.extend(film_line(facts, painting, visibility(choice.film)));
    lines.extend(title(painting).map(|word| title_line(language, word, choice)));
    lines.extend([
        language.fill("publish-line-name", &[("name", named.into())]),
        String::new(),
        language.text("publish-way-back"),
    ]);

    lines.extend(
        facts
            .rules
            .feed
            .approval
            .then(|| language.text("publish-approval")),
    );

    let job = painting.job;
    Message::text(lines.join("\n"))
        .at(Place::NewIn(Slot::Publishing(job)))
        .with(Keyboard::rows(choices(facts, painting, choice, name)))
}

/// What the film beside a painting shows, if there is one.
fn film_line(facts: &Facts, painting: &Painting, shown: String) -> Option<String> {
    let language = facts.language();
    let key = key_for(language, "publish-line-film", film_of(facts, painting)?);

    Some(language.fill(&key, &[("shown", shown.into())]))
}

/// A button that switches the film on or off, if there is one.
fn film_button(facts: &Facts, painting: &Painting, choice: Choice) -> Option<Button> {
    let language = facts.language();
    let key = key_for(language, "button-show-film", film_of(facts, painting)?);
    let switched = Choice {
        film: !choice.film,
        ..choice
    };

    Some(Button::new(
        marked(language.text(&key), choice.film),
        Action::Feed(painting.job, FeedAction::Ask(switched)),
    ))
}

/// The kind of the film beside a painting's finished picture, if there is one.
fn film_of(facts: &Facts, painting: &Painting) -> Option<KindName> {
    facts.film_of(painting)?;
    let about = work::kind(painting.request.kind).and_then(Kind::film);
    Some(about.map_or(painting.request.kind, |(kind, _)| kind))
}

fn choices(
    facts: &Facts,
    painting: &Painting,
    choice: Choice,
    name: Option<&PenName>,
) -> Vec<Vec<Button>> {
    let language = facts.language();
    let job = painting.job;
    let ask = |key: &str, is_chosen, choice| {
        Button::new(
            marked(language.text(key), is_chosen),
            Action::Feed(job, FeedAction::Ask(choice)),
        )
    };

    let photo = ask(
        "button-show-photo",
        choice.photo,
        Choice {
            photo: !choice.photo,
            ..choice
        },
    );

    let style = ask(
        "button-show-style",
        choice.style,
        Choice {
            style: !choice.style,
            ..choice
        },
    );

    let other = |key| {
        button(
            language,
            key,
            Action::Feed(job, FeedAction::AskName(choice)),
        )
    };

    let toggled = Choice {
        named: !choice.named,
        ..choice
    };
    let names = if name.is_some() {
        vec![
            ask("button-show-name", choice.named, toggled),
            other("button-other-name"),
        ]
    } else {
        vec![other("button-give-name")]
    };

    let yes = button(
        language,
        "button-publish-now",
        Action::Feed(job, FeedAction::Publish(choice)),
    );

    let has_style = painting.request.shown_styles().is_some();
    let parts = std::iter::once(photo).chain(has_style.then_some(style));
    let titles = title(painting).map(|word| vec![title_button(language, job, word, choice)]);
    std::iter::once(parts.collect())
        .chain(film_button(facts, painting, choice).map(|button| vec![button]))
        .chain(titles)
        .chain([names, vec![yes]])
        .collect()
}

/// The title that is proposed, if something may be said of the photo.
#[must_use]
pub fn title(painting: &Painting) -> Option<Word> {
    Seen::from_findings(&painting.found).word()
}

fn title_line(language: Language, word: Word, choice: Choice) -> String {
    let title = if choice.titled {
        word.name(language)
    } else {
        language.text("publish-untitled")
    };
    language.fill("publish-line-title", &[("title", title.into())])
}

/// A button that switches the title on or off.
fn title_button(language: Language, job: JobId, word: Word, choice: Choice) -> Button {
    let name = word.name(language);
    let label = language.fill("button-show-title", &[("title", name.into())]);
    let switched = Choice {
        titled: !choice.titled,
        ..choice
    };

    Button::new(
        marked(label, choice.titled),
        Action::Feed(job, FeedAction::Ask(switched)),
    )
}

/// Confirms the pen name; a button leads back to the question about the painting.
#[must_use]
pub fn named(facts: &Facts, job: JobId, choice: Choice, name: &PenName) -> Message {
    let language = facts.language();
    let on = button(
        language,
        "button-publish-go-on",
        Action::Feed(job, FeedAction::Ask(choice)),
    );
    let words = language.fill("name-kept", &[("name", name.to_string().into())]);

    Message::text(words).with(Keyboard::grid(1, [on]))
}

/// Says that the painting is being published.
#[must_use]
pub fn begun(facts: &Facts, job: JobId) -> Message {
    let language = facts.language();
    let back = Keyboard::grid(1, [back(language, job)]);
    Message::text(language.text("publish-begun"))
        .at(Place::Edit(Slot::Publishing(job)))
        .with(back)
}

/// Says that the painting was taken back.
#[must_use]
pub fn taken_back(facts: &Facts, job: JobId) -> Message {
    Message::text(facts.language().text("publish-taken-back"))
        .at(Place::Edit(Slot::Publishing(job)))
}

fn back(language: Language, job: JobId) -> Button {
    button(
        language,
        "button-take-back",
        Action::Feed(job, FeedAction::TakeBack),
    )
}

/// The state of an entry, with a button to take it back.
#[must_use]
pub fn standing(facts: &Facts, one: &PublishedEntry) -> Message {
    let language = facts.language();
    let show = button(
        language,
        "button-show-painting",
        Action::Job(one.job, JobAction::Show),
    );
    let page = is_public(one).then(|| page(facts, one.entry)).flatten();
    let film = can_add_film(facts, one).then(|| add_film(facts, one.job));
    let buttons = page
        .into_iter()
        .chain([show])
        .chain(film)
        .chain([back(language, one.job)]);

    Message::text(stage(language, one)).with(Keyboard::grid(1, buttons))
}

/// Whether an entry could show the film beside its painting and does not.
#[must_use]
pub fn can_add_film(facts: &Facts, one: &PublishedEntry) -> bool {
    let has_film = facts
        .painting(one.job)
        .is_some_and(|painting| film_of(facts, painting).is_some());
    let is_shown = matches!(one.stage, Stage::Awaiting | Stage::Public);

    // What the operator has approved stays as it is.
    let is_free = !facts.rules.feed.approval;

    has_film && is_shown && is_free && !one.has_film
}

/// A button that says what the film shows.
fn add_film(facts: &Facts, job: JobId) -> Button {
    let language = facts.language();
    let kind = facts
        .painting(job)
        .and_then(|painting| film_of(facts, painting));
    let key = kind.map_or_else(
        || "button-add-film".to_owned(),
        |kind| key_for(language, "button-add-film", kind),
    );

    button(language, &key, Action::Feed(job, FeedAction::AddFilm))
}

fn is_public(one: &PublishedEntry) -> bool {
    one.stage == Stage::Public
}

/// A button that opens the entry's page, if there are public pages.
fn page(facts: &Facts, entry: EntryId) -> Option<Button> {
    let home = facts.rules.feed.home.as_str();

    // Messengers refuse buttons that open local addresses.
    let address = home
        .starts_with("https://")
        .then(|| format!("{home}/p/{entry}"))?;
    Some(Button::opening(
        facts.language().text("button-entry-page"),
        address,
    ))
}

fn stage(language: Language, one: &PublishedEntry) -> String {
    language.fill(
        &format!("published-{}", one.stage.name().replace('_', "-")),
        &[("n", one.likes.into())],
    )
}

/// `/published`: the person's entries, each with a button.
#[must_use]
pub fn list(facts: &Facts) -> Message {
    let language = facts.language();
    let there: Vec<&PublishedEntry> = facts
        .person
        .feed
        .published
        .iter()
        .filter(|one| one.is_there())
        .take(LISTED)
        .collect();

    if there.is_empty() {
        return Message::text(language.text("published-nothing"));
    }

    let line = |(place, one): (usize, &&PublishedEntry)| {
        format!("{}. {}", place + 1, stage(language, one))
    };
    let lines: Vec<String> = there.iter().enumerate().map(line).collect();
    let number = |(place, one): (usize, &&PublishedEntry)| {
        Button::new(
            (place + 1).to_string(),
            Action::Feed(one.job, FeedAction::Show),
        )
    };

    let buttons: Vec<Button> = there.iter().enumerate().map(number).collect();
    Message::text(format!(
        "{}\n\n{}",
        language.text("published-title"),
        lines.join("\n")
    ))
    .with(Keyboard::grid(4, buttons))
}

/// News about an entry.
#[must_use]
pub fn news(facts: &Facts, news: &FeedNews) -> Message {
    let language = facts.language();
    match news {
        FeedNews::Public(entry) => {
            let home = facts.rules.feed.home.as_str();
            let words = language.fill(
                "publish-public",
                &[("link", format!("{home}/p/{entry}").into())],
            );

            Message::text(words).with(Keyboard::grid(1, page(facts, *entry)))
        }
        FeedNews::Awaiting => Message::text(language.text("publish-awaiting")),
        FeedNews::Hidden { because, .. } => Message::text(
            language.fill("publish-was-hidden", &[("because", because.clone().into())]),
        ),
        FeedNews::Failed => Message::text(language.text("publish-failed")),
        FeedNews::Liked(likes) => {
            Message::text(language.fill("likes-came", &[("n", (*likes).into())]))
        }
    }
}

/// Confirms the style and asks for the photo.
#[must_use]
pub fn style_taken(facts: &Facts, style: EditedStyle) -> Message {
    let language = facts.language();
    let words = language.text("style-taken");
    let changes = words::changes(language, &style.edit)
        .map(|changes| language.fill("editing-changed", &[("edit", changes.into())]));
    let words = changes.map_or_else(|| words.clone(), |changes| format!("{words}\n{changes}"));
    Message::picture(style.picture, words)
}

/// The best entries of the week: an album, and buttons for each.
#[must_use]
pub fn top(facts: &Facts, best: &[Best]) -> Vec<Message> {
    let language = facts.language();
    let best = &best[..best.len().min(5)];
    if best.is_empty() {
        return vec![Message::text(language.text("top-empty"))];
    }

    let pictures: Vec<PictureRef> = best
        .iter()
        .map(|one| PictureRef::Own(one.picture))
        .collect();

    let like = |(place, one): (usize, &Best)| {
        Button::new(format!("♥ {}", place + 1), Action::Like(one.entry))
    };
    let likes: Vec<Button> = best.iter().enumerate().map(like).collect();
    let take = |(place, one): (usize, &Best)| {
        let label = language.fill("button-take-style", &[("n", (place + 1).into())]);
        one.style
            .map(|style| Button::new(label, Action::Take(style)))
    };

    let takes: Vec<Button> = best.iter().enumerate().filter_map(take).collect();
    let line = |(place, one): (usize, &Best)| {
        language.fill(
            "top-line",
            &[("place", (place + 1).into()), ("n", one.likes.into())],
        )
    };

    let lines: Vec<String> = best.iter().enumerate().map(line).collect();
    let body = Body::choosing(&pictures, language.text("top-title"), &likes);
    let below = Message::text(format!(
        "{}\n{}",
        lines.join("\n"),
        language.text("top-choose")
    ));

    vec![
        Message {
            place: Place::New,
            body,
            keyboard: Keyboard::none(),
        },
        below.with(Keyboard::rows(vec![likes, takes])),
    ]
}
