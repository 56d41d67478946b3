//! Phrases that several messages share.

use std::time::Duration;

use crate::domain::job::{JobRequest, Styles};
use crate::domain::language::Language;
use crate::domain::look::{Level, Look};
use crate::domain::picture::PictureRef;
use crate::domain::tier::Plan;
use crate::domain::time::Moment;

/// The name of a style.
#[must_use]
pub fn style_name(language: Language, style: PictureRef) -> String {
    match style {
        PictureRef::Gallery(painting) => language.text(painting.title()),
        PictureRef::Own(_) => language.text("style-own"),
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

pub(super) fn strength(language: Language, level: Level) -> String {
    language.text(&format!("strength-{}", level.index()))
}

pub(super) fn stroke(language: Language, level: Level) -> String {
    language.text(&format!("stroke-{}", level.index()))
}

pub(super) fn colours(language: Language, keep: bool) -> String {
    language.text(if keep {
        "colours-photo"
    } else {
        "colours-style"
    })
}

/// Tier, size and iterations.
pub(super) fn plan(language: Language, plan: &Plan) -> String {
    let values = [
        ("size", plan.size.into()),
        ("iterations", plan.iterations.into()),
    ];
    language.fill(&format!("plan-{}", plan.tier.name()), &values)
}

/// Tier and price.
pub(super) fn priced(language: Language, plan: &Plan) -> String {
    let values = [
        ("price", plan.price.amount().into()),
        ("iterations", plan.iterations.into()),
    ];
    language.fill(&format!("offer-{}", plan.tier.name()), &values)
}

/// All choices of a job, one per line.
#[must_use]
pub fn choices(language: Language, request: &JobRequest) -> String {
    let mut lines = styles(language, &request.styles);
    lines.extend(look(language, request.look));
    lines.push(language.fill(
        "line-quality",
        &[("plan", plan(language, &request.plan).into())],
    ));

    lines.join("\n")
}

fn styles(language: Language, styles: &Styles) -> Vec<String> {
    let first = language.fill(
        "line-style",
        &[("style", style_name(language, styles.first).into())],
    );

    let second = styles.second.map(|second| {
        let values = [
            ("style", style_name(language, second.picture).into()),
            ("percent", second.share.percent().into()),
        ];
        language.fill("line-second-style", &values)
    });

    std::iter::once(first).chain(second).collect()
}

fn look(language: Language, look: Look) -> [String; 3] {
    [
        language.fill(
            "line-strength",
            &[("level", strength(language, look.strength).into())],
        ),
        language.fill(
            "line-stroke",
            &[("level", stroke(language, look.stroke).into())],
        ),
        language.fill(
            "line-colours",
            &[("whose", colours(language, look.keep_colours).into())],
        ),
    ]
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
