//! The finished painting and its buttons.

use super::{Subject, button, things, words};
use crate::domain::button::{Action, FeedAction, JobAction};
use crate::domain::feed::Choice;
use crate::domain::film::Film;
use crate::domain::job::Rendition;
use crate::domain::message::{Body, Button, Caption, Keyboard, Message, Place};
use crate::domain::picture::{PictureKey, PictureRef};
use crate::domain::rules::Rules;
use crate::domain::tier::Tier;
use crate::domain::work::Recipe;
use crate::domain::work::{self, Findings, Kind, KindOffer, NextStep, StepAction, painting};

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

/// The picture or its film as a file that was asked for. Below it, it can be published, and a film be made
/// about it, for which there is no room below an album.
#[must_use]
pub fn chosen(
    subject: &Subject,
    picture: &Rendition,
    film: Option<Film>,
    place: u8,
    rules: &Rules,
) -> Message {
    let rows = vec![
        shared(subject, place, rules),
        Vec::from_iter(film_button(subject, rules)),
    ];

    file(subject, picture, film).with(Keyboard::rows(rows))
}

/// Buttons to publish the painting, if there is a feed, and to save its style, unless it comes from
/// the gallery.
fn shared(subject: &Subject, place: u8, rules: &Rules) -> Vec<Button> {
    // A clip is published as what it is, unless its person says otherwise.
    let choice = Choice {
        film: subject.request.film.is_some(),
        ..Choice::of_picture(place)
    };
    let publish = Action::Feed(subject.job, FeedAction::Ask(choice));
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
    let canvas = Vec::from_iter(canvas(subject));
    let rows = [
        vec![choices],
        next_steps(subject, |_| true),
        vec![larger(subject, rules), canvas],
        vec![vec![send_to_chat(subject)]],
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
        let rows = |steps| {
            let file = vec![file.clone()];
            [steps, vec![file, vec![send_to_chat(subject)]]].concat()
        };
        return with_steps(subject, rows);
    }

    let mut shared = shared(subject, u8::MAX, rules);
    let mut larger = larger(subject, rules);
    if let Some(film) = film_button(subject, rules) {
        if shared.len() > 1 {
            larger.truncate(1);
            larger.push(film);
        } else {
            shared.push(film);
        }
    }

    let files: Vec<Button> = canvas(subject).into_iter().chain([file]).collect();
    let rows = |steps| {
        [
            steps,
            vec![larger.clone(), files.clone()],
            vec![shared.clone(), vec![send_to_chat(subject)]],
        ]
        .concat()
    };
    with_steps(subject, rows)
}

/// Rows that begin with what can be done next. If they are too many, as below a dream, the button for
/// another photo gives way: the kind's command asks for one, too.
fn with_steps(subject: &Subject, rows: impl Fn(Vec<Vec<Button>>) -> Vec<Vec<Button>>) -> Keyboard {
    let all = rows(next_steps(subject, |_| true));
    if Keyboard::has_room_for(&all) {
        return Keyboard::rows(all);
    }

    let is_needed = |step: &NextStep| !matches!(step.action, StepAction::OtherPhoto);
    Keyboard::rows(rows(next_steps(subject, is_needed)))
}

/// Buttons for what can be done with it next, without that for a film.
fn next_steps(subject: &Subject, is_shown: impl Fn(&NextStep) -> bool) -> Vec<Vec<Button>> {
    let is_shown = |step: &&NextStep| !matches!(step.action, StepAction::Film(_)) && is_shown(step);
    let rows = work::kind(subject.request.kind).map_or(&[][..], |kind| kind.next);

    rows.iter()
        .map(|row| row.iter().filter(is_shown))
        .map(|row| row.map(|step| step_button(subject, step)).collect())
        .collect()
}

fn step_button(subject: &Subject, step: &NextStep) -> Button {
    let action = Action::Job(subject.job, JobAction::Next(step.code));
    button(subject.language, step.label, action)
}

/// The button for a film about it, if such films are made.
fn film_button(subject: &Subject, rules: &Rules) -> Option<Button> {
    let (kind, step) = work::kind(subject.request.kind)?.film()?;
    let is_made = rules.offer(kind).is_some_and(KindOffer::is_open);

    is_made.then(|| step_button(subject, step))
}

/// The film about a finished piece of work, which can be published with it.
#[must_use]
pub fn film(subject: &Subject, still: PictureKey, film: Film, rules: &Rules) -> Message {
    let language = subject.language;
    let kind = work::kind(subject.request.kind).and_then(Kind::film);
    let caption = kind.map(|(kind, _)| words::of_kind(language, "delivered-title", kind));
    let choice = Choice {
        film: true,
        ..Choice::of_picture(u8::MAX)
    };
    let publish = Action::Feed(subject.job, FeedAction::Ask(choice));
    let publish = rules
        .feed
        .enabled
        .then(|| button(language, "button-publish-film", publish));

    Message {
        place: Place::New,
        body: Body::Film {
            film,
            still,
            caption: caption.unwrap_or_default().into(),
        },
        keyboard: Keyboard::grid(1, publish),
    }
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
