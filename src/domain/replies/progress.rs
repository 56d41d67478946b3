//! A job's progress, always in the same message: the photo, slowly becoming a painting.

use std::time::Duration;

use super::{Subject, button, in_about, key_for};
use crate::domain::button::{Action, JobAction};
use crate::domain::credits::Credits;
use crate::domain::job::{Failure, ProgressPicture};
use crate::domain::language::Language;
use crate::domain::message::{Keyboard, Message, Place, Slot};
use crate::domain::picture::{PictureKey, PictureRef};

/// The job waits in the queue. `place` 1 is next; `ready_in` is the estimated time until the
/// painting is ready, if known.
#[must_use]
pub fn queued(
    subject: &Subject,
    place: u32,
    ready_in: Option<Duration>,
    shown: ProgressPicture,
) -> Message {
    let words = subject
        .language
        .fill("progress-queued", &[("place", place.into())]);
    let words = with_span(subject, &words, ready_in);
    unfinished_message(subject, shown, &words)
}

/// The job is being painted: progress in percent, the estimated time left, and what it looks like.
#[must_use]
pub fn running(
    subject: &Subject,
    percent: u8,
    left: Option<Duration>,
    shown: ProgressPicture,
) -> Message {
    let key = key_for(subject.language, "progress-running", subject.request.kind);
    let words = subject
        .language
        .fill(&key, &[("percent", percent.min(100).into())]);
    let words = with_span(subject, &words, left);
    unfinished_message(subject, shown, &words)
}

/// The job is done. The painting follows in a message of its own, so that the person is notified.
#[must_use]
pub fn done(subject: &Subject, preview: Option<PictureKey>) -> Message {
    progress_message(subject, preview, subject.language.text("progress-done"))
        .with(Keyboard::none())
}

/// The person has cancelled.
#[must_use]
pub fn cancelled(subject: &Subject) -> Message {
    progress_message(subject, None, with_refund(subject, "progress-cancelled"))
        .with(Keyboard::none())
}

/// The operator has cancelled.
#[must_use]
pub fn cancelled_by_operator(subject: &Subject) -> Message {
    progress_message(
        subject,
        None,
        with_refund(subject, "progress-cancelled-by-operator"),
    )
    .with(Keyboard::none())
}

/// The operator has restarted a failed or cancelled job. A message of its own, which progress does
/// not replace.
#[must_use]
pub fn painted_again(language: Language, price: Credits) -> Message {
    Message::text(language.fill("painted-again", &[("n", price.amount().into())]))
}

/// The job has failed: what happened, that nothing was charged, and what to do next.
#[must_use]
pub fn failed(subject: &Subject, failure: Failure) -> Vec<Message> {
    let key = match failure {
        Failure::BadPicture => "failed-bad-picture",
        Failure::PictureGone => "failed-picture-gone",
        Failure::TooSlow => "failed-too-slow",
        Failure::TooLarge => "failed-too-large",
        Failure::Broken => "failed-broken",
    };

    let language = subject.language;
    let buttons = [button(language, "button-new", Action::New)];

    vec![
        progress_message(subject, None, language.text("progress-failed")).with(Keyboard::none()),
        Message::text(with_refund(subject, key)).with(Keyboard::grid(1, buttons)),
    ]
}

fn with_span(subject: &Subject, words: &str, span: Option<Duration>) -> String {
    let language = subject.language;
    let known = span.map(|span| {
        language.fill(
            "progress-span",
            &[("span", in_about(language, span).into())],
        )
    });

    known.map_or(words.to_owned(), |known| format!("{words}\n{known}"))
}

fn with_refund(subject: &Subject, key: &str) -> String {
    let language = subject.language;
    let price = subject.request.plan.price;
    let words = language.text(key);
    if price.is_zero() {
        return words;
    }

    format!(
        "{words} {}",
        language.fill("credits-returned", &[("n", price.amount().into())])
    )
}

/// A sketch is called one.
fn unfinished_message(subject: &Subject, shown: ProgressPicture, words: &str) -> Message {
    match shown {
        ProgressPicture::Photo => progress_message(subject, None, words.to_owned()),
        ProgressPicture::Preview(preview) => {
            progress_message(subject, Some(preview), words.to_owned())
        }
        ProgressPicture::Sketch(sketch) => {
            let name = subject.language.text("progress-sketch");
            progress_message(subject, Some(sketch), format!("{words}\n\n{name}"))
        }
    }
}

fn progress_message(subject: &Subject, preview: Option<PictureKey>, words: String) -> Message {
    let picture = preview.map_or(subject.request.photo, PictureRef::Own);
    let cancel = button(
        subject.language,
        "button-cancel",
        Action::Job(subject.job, JobAction::Cancel),
    );

    Message::picture(picture, words)
        .at(Place::Edit(Slot::Job(subject.job)))
        .with(Keyboard::grid(1, [cancel]))
}
