//! Why a storage did not do what it was asked, and whether to ask again.

use std::{error::Error, io, time::Duration};

/// The most characters of an answer that are repeated.
const LONGEST_WORDS: usize = 300;

/// An error of the storage of pictures. It has the words of the storage's own error but never the
/// whole answer, in which a store may repeat the name of a key and what was signed with it.
#[derive(Debug, thiserror::Error)]
#[error("the storage of pictures failed: {words}")]
pub struct StorageError {
    /// What went wrong.
    pub failure: StorageFailure,
    words: String,
    passes: bool,
}

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageFailure {
    /// There is no such file.
    Missing,
    /// There is no such bucket.
    NoBucket,
    /// The keys are unknown, or may not do this.
    Denied,
    /// The request makes no sense there, such as one for another region.
    Rejected,
    /// The storage says that it cannot, or cannot be reached.
    Unavailable,
    /// No answer came in time.
    Silent,
    /// Earlier bytes of the same name are still being deleted.
    StillDeleting,
}

impl StorageFailure {
    /// The name in metrics.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::NoBucket => "no_bucket",
            Self::Denied => "denied",
            Self::Rejected => "rejected",
            Self::Unavailable => "unavailable",
            Self::Silent => "silent",
            Self::StillDeleting => "still_deleting",
        }
    }

    /// Whether the settings are wrong, rather than the storage out of order.
    #[must_use]
    pub const fn is_a_mistake(self) -> bool {
        matches!(self, Self::NoBucket | Self::Denied | Self::Rejected)
    }
}

impl StorageError {
    /// Whether an error comes from a storage that will work again by itself or by the operator's
    /// hand: what met it is to be tried again, and nobody is to blame for it. A folder that fails is
    /// no such thing: its errors mostly stay.
    #[must_use]
    pub fn passes(error: &anyhow::Error) -> bool {
        let found = error.chain().find_map(|cause| cause.downcast_ref::<Self>());
        found.is_some_and(|error| error.passes)
    }

    pub(super) fn of_folder(error: &object_store::Error) -> Self {
        Self {
            failure: failure(error),
            words: all_words(error),
            passes: false,
        }
    }

    pub(super) fn of_bucket(error: &object_store::Error, has_answer: bool) -> Self {
        let all = all_words(error);
        let words = without_answer(&all);
        let failure = match failure(error) {
            StorageFailure::Missing => what_is_missing(&all, has_answer),
            StorageFailure::Unavailable if is_rejected(&words) => StorageFailure::Rejected,
            failure => failure,
        };

        Self {
            failure,
            words,
            passes: true,
        }
    }

    pub(super) fn silent(limit: Duration) -> Self {
        Self {
            failure: StorageFailure::Silent,
            words: format!("no answer within {limit:?}"),
            passes: true,
        }
    }

    pub(super) fn still_deleting() -> Self {
        Self {
            failure: StorageFailure::StillDeleting,
            words: "a picture of the same name is still being deleted".to_owned(),
            passes: true,
        }
    }

    /// The stream of a file ended before its last byte.
    pub(super) fn cut() -> Self {
        Self {
            failure: StorageFailure::Unavailable,
            words: "a file ended before its last byte".to_owned(),
            passes: true,
        }
    }
}

impl From<io::Error> for StorageError {
    fn from(error: io::Error) -> Self {
        Self {
            failure: StorageFailure::Unavailable,
            words: error.to_string(),
            passes: false,
        }
    }
}

fn failure(error: &object_store::Error) -> StorageFailure {
    use object_store::Error as Known;

    match error {
        Known::NotFound { .. } => StorageFailure::Missing,
        Known::PermissionDenied { .. } | Known::Unauthenticated { .. } => StorageFailure::Denied,
        _ => StorageFailure::Unavailable,
    }
}

/// What a 404 is about. Only a store that says so has no file of a name: what stands in front of it,
/// and a store without its bucket, have none of any name, and nobody's picture is gone for that.
/// Answers without words are believed where none can come.
fn what_is_missing(words: &str, has_answer: bool) -> StorageFailure {
    match code(words) {
        Some("NoSuchKey") => StorageFailure::Missing,
        Some("NoSuchBucket") => StorageFailure::NoBucket,
        None if !has_answer => StorageFailure::Missing,
        _ => StorageFailure::Unavailable,
    }
}

/// Whether the store has answered that the request is wrong. The library has no type for it.
fn is_rejected(words: &str) -> bool {
    let is_late = words.contains("code: 408") || words.contains("code: 429");
    let is_refused = words.contains("status code: 4") || words.contains("redirect");

    is_refused && !is_late
}

/// The words of an error and of the cause behind all others.
fn all_words(error: &object_store::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(deeper) = cause.and_then(Error::source) {
        cause = Some(deeper);
    }

    let last = cause.map(ToString::to_string).unwrap_or_default();
    if !words.contains(&last) {
        words = format!("{words}: {last}");
    }

    words
}

/// The words without the answer in them; only its code is kept.
fn without_answer(words: &str) -> String {
    let before = words.split_once('<').map_or(words, |(before, _)| before);
    let short: String = before.chars().take(LONGEST_WORDS).collect();

    format!("{} {}", short.trim_end(), code(words).unwrap_or_default())
        .trim_end()
        .to_owned()
}

/// The code of an answer in XML.
fn code(words: &str) -> Option<&str> {
    let (_, rest) = words.split_once("<Code>")?;
    let (code, _) = rest.split_once("</Code>")?;
    Some(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;

    #[test]
    fn only_the_code_of_an_answer_is_repeated() {
        let words = "403 Forbidden: <?xml version=\"1.0\"?><Error><Code>InvalidAccessKeyId</Code>\
                     <AWSAccessKeyId>AKIA</AWSAccessKeyId></Error>";
        assert_eq!(without_answer(words), "403 Forbidden: InvalidAccessKeyId");

        assert_eq!(without_answer("503: <html>nginx</html>"), "503:");
        assert_eq!(without_answer("refused"), "refused");
    }

    #[test]
    fn only_the_store_itself_says_that_a_file_is_missing() {
        let answer = |code| format!("404 Not Found: <Error><Code>{code}</Code></Error>");
        let missing = |words: &str| what_is_missing(words, true);
        assert_eq!(missing(&answer("NoSuchKey")), StorageFailure::Missing);
        assert_eq!(missing(&answer("NoSuchBucket")), StorageFailure::NoBucket);
        assert_eq!(missing("404: <html>"), StorageFailure::Unavailable);
        assert_eq!(missing("404: "), StorageFailure::Unavailable);
        assert_eq!(what_is_missing("404: ", false), StorageFailure::Missing);
    }

    #[test]
    fn a_wrong_request_is_no_outage() {
        assert!(is_rejected("non-2xx status code: 400 Bad Request: "));
        assert!(is_rejected("Received redirect without LOCATION"));
        for words in [
            "non-2xx status code: 429 Too Many Requests",
            "non-2xx status code: 503 Slow Down",
            "error sending request",
        ] {
            assert!(!is_rejected(words), "{words}");
        }
    }

    #[test]
    fn an_error_is_known_under_whatever_was_said_about_it() {
        let error = Err::<(), _>(StorageError::silent(Duration::from_secs(1)));
        let error = error.context("a picture cannot be written").unwrap_err();
        assert!(StorageError::passes(&error.context("a turn failed")));

        let of_folder = StorageError::from(io::Error::other("full"));
        assert!(!StorageError::passes(&of_folder.into()));
        assert!(!StorageError::passes(&anyhow::anyhow!("something else")));
    }
}
