//! The finished painting and its buttons.

use super::{Subject, button, words};
use crate::domain::button::{Action, FeedAction, JobAction};
use crate::domain::feed::Choice;
use crate::domain::job::Rendition;
use crate::domain::message::{Body, Button, Caption, Keyboard, Message, Place};
use crate::domain::picture::PictureRef;
use crate::domain::rules::Rules;
use crate::domain::tier::Tier;

/// Four iterations and six other buttons make ten, the most that a message has.
const ITERATIONS_SHOWN: usize = 4;

/// The painting as its tier delivers it: a picture, an album to choose from, or a picture and a
/// file.
#[must_use]
pub fn delivered(subject: &Subject, pictures: &[Rendition], rules: &Rules) -> Vec<Message> {
    let Some(last) = pictures.last() else {
        return Vec::new();
    };

    match subject.request.plan.tier {
        Tier::Free => vec![painting(subject, last, rules)],
        Tier::Premium => premium(subject, pictures, rules),
        Tier::Hd => vec![painting(subject, last, rules), file(subject, last)],
    }
}

/// The painting with its choices below and all its buttons.
#[must_use]
pub fn painting(subject: &Subject, picture: &Rendition, rules: &Rules) -> Message {
    let caption = words::choices(subject.language, subject.request);
    let caption = format!("{}\n\n{caption}", subject.language.text("delivered-title"));
    Message::picture(PictureRef::Own(picture.picture), caption).with(buttons(subject, rules))
}

/// The picture as a file, byte for byte.
#[must_use]
pub fn file(subject: &Subject, picture: &Rendition) -> Message {
    let caption = Caption::from(subject.language.text("delivered-file"));
    let name = format!("vernissage-{}-{}", subject.job, picture.iteration);
    let body = Body::File {
        picture: picture.picture,
        name,
        caption,
    };

    Message {
        place: Place::New,
        body,
        keyboard: Keyboard::none(),
    }
}

/// The picture as a file that was asked for, which can be published below it.
#[must_use]
pub fn chosen(subject: &Subject, picture: &Rendition, place: u8, rules: &Rules) -> Message {
    file(subject, picture).with(Keyboard::rows(vec![shared(subject, place, rules)]))
}

/// Buttons to publish the painting, if there is a feed, and to save its style, unless it comes from
/// the gallery.
fn shared(subject: &Subject, place: u8, rules: &Rules) -> Vec<Button> {
    let publish = Action::Feed(subject.job, FeedAction::Ask(Choice::of_picture(place)));
    let keep = Action::Job(subject.job, JobAction::KeepStyle);
    let publish = rules
        .feed
        .enabled
        .then(|| button(subject.language, "button-publish", publish));

    let is_own = subject.request.styles.first.own().is_some();
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
        again(subject),
        vec![larger(subject, rules)],
        vec![vec![canvas(subject)]],
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

    let rows = [
        again(subject),
        vec![larger(subject, rules)],
        vec![vec![canvas(subject), file], shared(subject, u8::MAX, rules)],
    ]
    .concat();

    Keyboard::rows(rows)
}

/// Buttons that repeat the job with a change.
fn again(subject: &Subject) -> Vec<Vec<Button>> {
    let on = |key, action| button(subject.language, key, Action::Job(subject.job, action));
    vec![
        vec![
            on("button-stronger", JobAction::Stronger),
            on("button-weaker", JobAction::Weaker),
        ],
        vec![on("button-other-style", JobAction::OtherStyle)],
        vec![on("button-other-photo", JobAction::OtherPhoto)],
    ]
}

fn canvas(subject: &Subject) -> Button {
    button(
        subject.language,
        "button-canvas",
        Action::Job(subject.job, JobAction::Canvas),
    )
}

/// Buttons for the higher tiers, with their prices.
fn larger(subject: &Subject, rules: &Rules) -> Vec<Button> {
    let tiers: &[Tier] = match subject.request.plan.tier {
        Tier::Free => &[Tier::Premium, Tier::Hd],
        Tier::Premium => &[Tier::Hd],
        Tier::Hd => &[],
    };
    let offer = |tier: &Tier| words::priced(subject.language, &rules.plan(rules.usual(*tier)));

    tiers
        .iter()
        .map(|tier| {
            Button::new(
                offer(tier),
                Action::Job(subject.job, JobAction::Larger(*tier)),
            )
        })
        .collect()
}
