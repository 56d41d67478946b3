//! How the templates write times, durations and amounts.

#![expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "templates hand everything over by reference"
)]

use std::{borrow::Cow, time::Duration};

use crate::domain::time::Moment;

/// The letters of a text that a list shows.
const SHORT: usize = 300;

/// Day and minute in UTC: `2026-11-26 09:41`.
pub(super) fn when(at: &Moment) -> String {
    at.utc().format("%Y-%m-%d %H:%M").to_string()
}

/// `09:41`.
pub(super) fn time(at: &Moment) -> String {
    at.utc().format("%H:%M").to_string()
}

/// `11-26`.
pub(super) fn day(at: &Moment) -> String {
    at.date().format("%m-%d").to_string()
}

/// Short, and as exact as needed: `42 s`, `7 min`, `3 h 20 min`, `5 d 4 h`.
pub(super) fn duration(duration: &Duration) -> String {
    let seconds = duration.as_secs();
    let minutes = seconds / 60;
    let hours = seconds / 3600;
    let days = seconds / 86_400;

    match (days, hours, minutes) {
        (0, 0, 0) => format!("{seconds} s"),
        (0, 0, _) => format!("{minutes} min"),
        (0, ..) => format!("{hours} h {} min", minutes % 60),
        _ => format!("{days} d {} h", hours % 24),
    }
}

/// As [`duration`], or a dash for none.
pub(super) fn duration_if(known: &Option<Duration>) -> String {
    known.as_ref().map_or_else(|| "–".to_owned(), duration)
}

/// The beginning of a long text, for lists; the whole text has a page of its own.
pub(super) fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(SHORT) {
        Some((end, _)) => Cow::Owned(format!("{}…", text[..end].trim_end())),
        None => Cow::Borrowed(text),
    }
}

/// With its sign.
pub(super) fn signed(amount: &i64) -> String {
    if *amount < 0 {
        format!("−{}", amount.unsigned_abs())
    } else {
        format!("+{amount}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_shortened_between_letters() {
        assert_eq!(shortened("short"), "short");

        let exact = "ы".repeat(SHORT);
        assert_eq!(shortened(&exact), exact);
        assert_eq!(shortened(&format!("{exact}!")), format!("{exact}…"));
    }

    #[test]
    fn moments_and_durations_are_short() {
        let at = Moment::from_millis(1_795_564_800_000 + ((9 * 60 + 41) * 60 + 59) * 1000);
        assert_eq!(
            (when(&at), day(&at)),
            ("2026-11-25 09:41".to_owned(), "11-25".to_owned())
        );

        let written = [0, 59, 60, 3599, 12_000, 90_000]
            .map(|seconds| duration(&Duration::from_secs(seconds)));
        assert_eq!(
            written,
            ["0 s", "59 s", "1 min", "59 min", "3 h 20 min", "1 d 1 h"]
        );

        assert_eq!(
            (signed(&-5), signed(&5)),
            ("−5".to_owned(), "+5".to_owned())
        );
    }
}
