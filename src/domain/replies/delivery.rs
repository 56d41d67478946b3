//! The finished painting and its buttons.

use super::{Subject, button, things, words};
use crate::domain::button::{Action, FeedAction, JobAction};
use crate::domain::feed::Choice;
use crate::domain::film::Film;
use crate::domain::job::Rendition;
use crate::domain::message::{Body, Button, Caption, Keyboard, Message, Place};
use crate::domain::picture::PictureRef;
use crate::domain::rules::Rules;
use crate::domain::tier::Tier;
use crate::domain::work::Recipe;
use crate::domain::work::{self, Findings, NextStep, painting};

/// Four iterations and six other buttons make ten, the most that a message has.
const ITERATIONS_SHOWN: usize = 4;

/// The painting as its tier delivers it: a picture, an album to choose from, or a picture and a
/// file. If it is a film, `film` is what the last picture is the still of.
#[must_use]
pub fn delivered(
    subject: &Subject,
    pictures: &[Rendition],
    film: Option<Film>,
    found: &Findings,
    rules: &Rules,
) -> Vec<Message> {
    let Some(last) = pictures.last() else {
        return Vec::new();
    };

    let alone = painting(subject, last, film, found, rules);
    match subject.request.plan.tier {
        _ if subject.request.is_lossless() => vec![alone, file(subject, last, film)],
        Tier::Premium if pictures.len() > 1 => premium(subject, pictures, rules),
        Tier::Free | Tier::Premium => vec![alone],
        Tier::Hd => vec![alone, file(subject, last, film)],
    }
}

/// The painting with its choices below and all its buttons.
#[must_use]
pub fn painting(
    subject: &Subject,
    picture: &Rendition,
    film: Option<Film>,
    found: &Findings,
    rules: &Rules,
) -> Message {
    let language = subject.language;
    let kind = subject.request.kind;
    let title = words::of_kind(language, "delivered-title", kind);
    let caption = if subject.request.is_art() {
        words::choices(language, subject.request)
    } else {
        let own = work::kind(kind).and_then(|kind| language.known(&kind.text("delivered-caption")));
        own.unwrap_or_else(|| things::told(language, found))
    };

    let caption = format!("{title}\n\n{caption}");
    let message = match film {
        Some(film) => Message::film(film, picture.picture, caption),
        None => Message::picture(PictureRef::Own(picture.picture), caption),
    };
    message.with(buttons(subject, rules))
}

/// The picture or its film as a file, byte for byte.
#[must_use]
pub fn file(subject: &Subject, picture: &Rendition, film: Option<Film>) -> Message {
    let caption = words::of_kind(subject.language, "delivered-file", subject.request.kind);
    let caption = Caption::from(caption);
    let name = format!("vernissage-{}-{}", subject.job, picture.iteration);
    let body = Body::File {
        picture: film.map_or(picture.picture, |film| film.file),
        name,
        caption,
    };

    Message {
        place: Place::New,
        body,
        keyboard: Keyboard::none(),
    }
}

/// The picture or its film as a file that was asked for, which can be published below it.
#[must_use]
pub fn chosen(
    subject: &Subject,
    picture: &Rendition,
    film: Option<Film>,
    place: u8,
    rules: &Rules,
) -> Message {
    file(subject, picture, film).with(Keyboard::rows(vec![shared(subject, place, rules)]))
}

/// Buttons to publish the painting, if there is a feed, and to save its style, unless it comes from
/// the gallery.
fn shared(subject: &Subject, place: u8, rules: &Rules) -> Vec<Button> {
    let publish = Action::Feed(subject.job, FeedAction::Ask(Choice::of_picture(place)));
    let keep = Action::Job(subject.job, JobAction::KeepStyle);
    let publish = (rules.feed.enabled && subject.request.is_art())
        .then(|| button(subject.language, "button-publish", publish));

    let style = subject.request.styles.map(|styles| styles.first);
    let is_own = subject.request.has_styles() && style.and_then(PictureRef::own).is_some();
    publish
        .into_iter()
        .chain(is_own.then(|| button(subject.language, "button-save-style", keep)))
        .collect()
}

/// An album of the last iterations, then a button for each of them and the usual ones.
fn premium(subject: &Subject, pictures: &[Rendition], rules: &Rules) -> Vec<Message> {
    let first = pictures.len().saturating_sub(ITERATIONS_SHOWN);
    let album_pictures: Vec<PictureRef> = pictures
        .iter()
        .skip(first)
        .map(|one| PictureRef::Own(one.picture))
        .collect();

    let choose = |(place, one): (usize, &Rendition)| {
        let label = subject
            .language
            .fill("button-iteration", &[("iteration", one.iteration.into())]);
        let place = u8::try_from(place).unwrap_or(u8::MAX);
        Button::new(label, Action::Job(subject.job, JobAction::File(place)))
    };

    let choices: Vec<Button> = pictures
        .iter()
        .enumerate()
        .skip(first)
        .map(choose)
        .collect();
    let album = Body::choosing(
        &album_pictures,
        subject.language.text("delivered-album"),
        &choices,
    );
    let words = words::choices(subject.language, subject.request);
    let words = format!("{}\n\n{words}", subject.language.text("delivered-choose"));
    let rows = [
        vec![choices],
        next_steps(subject),
        vec![larger(subject, rules)],
        vec![
            canvas(subject).into_iter().collect(),
            vec![send_to_chat(subject)],
        ],
    ]
    .concat();

    vec![
        Message {
            place: Place::New,
            body: album,
            keyboard: Keyboard::none(),
        },
        Message::text(words).with(Keyboard::rows(rows)),
    ]
}

fn buttons(subject: &Subject, rules: &Rules) -> Keyboard {
    let file = button(
        subject.language,
        "button-file",
        Action::Job(subject.job, JobAction::File(u8::MAX)),
    );

    if !subject.request.is_art() {
        let rows = vec![vec![file], vec![send_to_chat(subject)]];
        return Keyboard::rows([next_steps(subject), rows].concat());
    }

    let rows = [
        next_steps(subject),
        vec![larger(subject, rules)],
        vec![
            canvas(subject).into_iter().chain([file]).collect(),
            shared(subject, u8::MAX, rules),
            vec![send_to_chat(subject)],
        ],
    ]
    .concat();
    Keyboard::rows(rows)
}

/// Buttons for what can be done with it next.
fn next_steps(subject: &Subject) -> Vec<Vec<Button>> {
    let as_button = |step: &NextStep| {
        let action = Action::Job(subject.job, JobAction::Next(step.code));
        button(subject.language, step.label, action)
    };
    let rows = work::kind(subject.request.kind).map_or(&[][..], |kind| kind.next);

    rows.iter()
        .map(|row| row.iter().map(as_button).collect())
        .collect()
}

/// A button that shows the painting in another chat, for messengers that can.
fn send_to_chat(subject: &Subject) -> Button {
    Button::sharing(subject.language.text("button-send-to-chat"), subject.job)
}

/// A button that begins a canvas, if there can be one of it.
fn canvas(subject: &Subject) -> Option<Button> {
    let action = Action::Job(subject.job, JobAction::Canvas);
    let is_printable = subject.request.is_printable();
    is_printable.then(|| button(subject.language, "button-canvas", action))
}

/// Buttons for the higher tiers, with their prices.
fn larger(subject: &Subject, rules: &Rules) -> Vec<Button> {
    let tiers: &[Tier] = match subject.request.plan.tier {
        Tier::Free => &[Tier::Premium, Tier::Hd],
        Tier::Premium => &[Tier::Hd],
        Tier::Hd => &[],
    };
    let recipe = subject.request.recipe();
    let offer = rules.offer(recipe.kind);
    let is_offered = |tier: &&Tier| offer.is_some_and(|offer| offer.offers(**tier));

    // Only paintings leave room for more than one.
    let most = if recipe.kind == painting::NAME { 2 } else { 1 };

    let film = subject.request.film.map(|part| part.whole);
    let label = |tier: &Tier| {
        let quality = rules.usual(*tier);
        let plan = rules.plan_of(&Recipe { quality, ..recipe }, film);
        words::priced(subject.language, recipe.kind, &plan)
    };
    let as_button = |tier: &Tier| {
        Button::new(
            label(tier),
            Action::Job(subject.job, JobAction::Larger(*tier)),
        )
    };

    tiers
        .iter()
        .filter(is_offered)
        .take(most)
        .map(as_button)
        .collect()
}
