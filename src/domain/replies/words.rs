//! Phrases that several messages share.

use std::time::Duration;

use crate::domain::film::FilmPart;
use crate::domain::job::{JobRequest, Styles};
use crate::domain::language::Language;
use crate::domain::picture::PictureRef;
use crate::domain::style_edit::{Colours, StyleEdit, StylePart};
use crate::domain::tier::{Plan, Tier};
use crate::domain::time::Moment;
use crate::domain::work::{self, Kind, KindName, Knob, Knobs, MadeOf, painting};

/// The name of a style.
#[must_use]
pub fn style_name(language: Language, style: PictureRef) -> String {
    match style {
        PictureRef::Gallery(painting) => language.text(painting.title()),
        PictureRef::Own(_) => language.text("style-own"),
    }
}

/// What is changed about a style, on one line; `None` if nothing is.
#[must_use]
pub fn changes(language: Language, edit: &StyleEdit) -> Option<String> {
    let colours = (edit.colours != Colours::All).then(|| colours(language, edit.colours));
    let part = (edit.part != StylePart::Whole)
        .then(|| language.text(&format!("edited-part-{}", edit.part.name())));
    let without = edit.without.map(|_| language.text("edited-without"));

    let changes: Vec<String> = colours.into_iter().chain(part).chain(without).collect();
    (!changes.is_empty()).then(|| changes.join(", "))
}

/// A number of colours.
pub(super) fn colours(language: Language, colours: Colours) -> String {
    match colours.count() {
        None => language.text("colours-all"),
        Some(count) => language.fill("colours-some", &[("n", count.into())]),
    }
}

/// The name of a messenger as people read it, or its technical name if it has no text.
#[must_use]
pub fn place(language: Language, messenger: &str) -> String {
    language
        .known(&format!("messenger-{messenger}"))
        .unwrap_or_else(|| messenger.to_owned())
}

/// A duration in round numbers, such as "5 minutes": estimates are never more exact.
#[must_use]
pub fn in_about(language: Language, span: Duration) -> String {
    let seconds = span.as_secs();
    match seconds {
        0..=49 => language.fill(
            "span-seconds",
            &[("n", (seconds.div_ceil(10).max(1) * 10).into())],
        ),
        50..=5_399 => language.fill(
            "span-minutes",
            &[("n", ((seconds + 30) / 60).max(1).into())],
        ),
        _ => language.fill("span-hours", &[("n", ((seconds + 1_800) / 3_600).into())]),
    }
}

/// A date in the language's usual form.
#[must_use]
pub fn in_date(language: Language, at: Moment) -> String {
    let date = at.date();
    let values = [
        ("year", date.format("%Y").to_string().into()),
        ("month", date.format("%m").to_string().into()),
        ("day", date.format("%d").to_string().into()),
    ];

    language.fill("date", &values)
}

/// The key of a kind's text, or of the one for all kinds where it has none of its own.
#[must_use]
pub fn key_for(language: Language, key: &str, kind: KindName) -> String {
    let own = format!("{key}-{kind}");
    if language.has(&own) {
        own
    } else {
        key.to_owned()
    }
}

/// The text of a kind, or the one for all kinds where it has none of its own.
#[must_use]
pub fn of_kind(language: Language, key: &str, kind: KindName) -> String {
    language.text(&key_for(language, key, kind))
}

/// What begins a kind, as a button says it.
pub(super) fn make(language: Language, kind: &Kind) -> String {
    language
        .known(&kind.text("button-make"))
        .unwrap_or_else(|| kind.name.to_string())
}

/// The name of a choice.
pub(super) fn choice(language: Language, kind: &Kind, knob: &Knob, place: usize) -> String {
    language.text(&kind.choice_text(knob, place))
}

/// One line for each knob: what was chosen.
#[must_use]
pub fn knob_lines(language: Language, kind: &Kind, knobs: Knobs, has_guide: bool) -> Vec<String> {
    let line = |(index, knob): (usize, &Knob)| {
        let chosen = choice(language, kind, knob, knobs.place(index, knob));
        language.fill(&kind.knob_text("line", knob), &[("choice", chosen.into())])
    };
    kind.knobs_that_count(has_guide).map(line).collect()
}

/// Tier, size and iterations, as far as the person chooses them.
#[must_use]
pub fn plan(language: Language, kind: KindName, plan: &Plan) -> String {
    let values = [
        ("size", plan.size.into()),
        ("iterations", plan.iterations.into()),
    ];
    let key = match plan.tier {
        Tier::Hd if kind != painting::NAME => "plan-large".to_owned(),
        tier => format!("plan-{}", tier.name()),
    };
    language.fill(&key_for(language, &key, kind), &values)
}

/// Tier and price.
pub(super) fn priced(language: Language, kind: KindName, plan: &Plan) -> String {
    let values = [
        ("price", plan.price.amount().into()),
        ("iterations", plan.iterations.into()),
        ("size", plan.size.into()),
    ];
    let key = match plan.tier {
        Tier::Hd if kind != painting::NAME => "offer-large".to_owned(),
        tier => format!("offer-{}", tier.name()),
    };
    language.fill(&key_for(language, &key, kind), &values)
}

/// All choices of a job, one per line.
#[must_use]
pub fn choices(language: Language, request: &JobRequest) -> String {
    let kind = work::kind(request.kind);
    let mut lines = beside(language, request);

    let has_guide = request.styles.is_some();
    let knob_lines = |kind| knob_lines(language, kind, request.knobs, has_guide);
    lines.extend(kind.map_or_else(Vec::new, knob_lines));
    lines.extend(request.film.map(|part| film_line(language, part)));
    lines.push(language.fill(
        "line-quality",
        &[("plan", plan(language, request.kind, &request.plan).into())],
    ));

    lines.join("\n")
}

/// How much is taken of a film, and how densely.
fn film_line(language: Language, part: FilmPart) -> String {
    let values = [
        ("seconds", part.seconds().into()),
        ("all", part.whole.seconds().into()),
        ("frames", part.frames_per_second.into()),
    ];
    let key = if part.is_cut() {
        "line-film-cut"
    } else {
        "line-film"
    };
    language.fill(key, &values)
}

/// The styles of a painting, or the guide of something else.
fn beside(language: Language, request: &JobRequest) -> Vec<String> {
    let made_of = work::kind(request.kind).map(|kind| kind.made_of);
    match &request.styles {
        None => Vec::new(),
        Some(styles) if request.has_styles() => style_lines(language, styles),
        Some(styles) if made_of == Some(MadeOf::Style) => {
            let edit = changes(language, &styles.edit);
            let line = |edit: String| language.fill("editing-changed", &[("edit", edit.into())]);
            edit.map(line).into_iter().collect()
        }
        Some(guide) => {
            let name = style_name(language, guide.first);
            let key = key_for(language, "line-guide", request.kind);
            vec![language.fill(&key, &[("picture", name.into())])]
        }
    }
}

fn style_lines(language: Language, styles: &Styles) -> Vec<String> {
    let name = |picture: PictureRef, edit: &StyleEdit| {
        let name = style_name(language, picture);
        match changes(language, edit) {
            None => name,
            Some(edit) => {
                let values = [("style", name.into()), ("edit", edit.into())];
                language.fill("style-edited", &values)
            }
        }
    };
    let first = language.fill(
        "line-style",
        &[("style", name(styles.first, &styles.edit).into())],
    );

    let second = styles.second.map(|second| {
        let values = [
            ("style", name(second.picture, &second.edit).into()),
            ("percent", second.share.percent().into()),
        ];
        language.fill("line-second-style", &values)
    });

    std::iter::once(first).chain(second).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_round_and_their_plurals_right() {
        let text = |seconds| in_about(Language::Ru, Duration::from_secs(seconds));
        assert_eq!([1, 49].map(text), ["10 секунд", "50 секунд"]);
        assert_eq!(
            [60, 150, 1260, 660].map(text),
            ["1 минуту", "3 минуты", "21 минуту", "11 минут"]
        );

        assert_eq!([7200, 18_000].map(text), ["2 часа", "5 часов"]);
    }
}
