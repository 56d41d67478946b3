//! Paintings in other chats: what a person finds there when they type the bot's name.
//!
//! Nobody but their author ever finds a painting that is not public.

use std::fmt;

use super::feed::{Cursor, EntryId, StyleUse};
use super::ids::JobId;
use super::job::JobRequest;
use super::time::Moment;
use super::work::painting;

/// A finished painting of the person who asks.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnPainting {
    /// Its job.
    pub job: JobId,
    /// How it was made.
    pub request: JobRequest,
    /// When it was finished.
    pub finished: Moment,
    /// What the messenger calls the picture that it sent to the person.
    pub sent_as: String,
    /// Its entry in the feed, if it is public.
    pub entry: Option<EntryId>,
    /// Its style, if everybody can use it.
    pub style: Option<StyleUse>,
}

impl OwnPainting {
    /// Whether it is painted in a style; its other pictures, if any, are no style.
    #[must_use]
    pub fn is_in_style(&self) -> bool {
        self.request.kind == painting::NAME
    }
}

/// What a person looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SharingSearch {
    /// Whatever there is.
    Everything,
    /// One painting of their own: the one below which they pressed the button.
    Painting(JobId),
    /// What has all of these words, in small letters.
    Words(Vec<String>),
}

impl SharingSearch {
    /// The prefix of a search for one painting.
    const PAINTING: &'static str = "painting-";

    /// The longest search that is read, in characters; what follows is ignored.
    const LONGEST: usize = 64;

    /// What is typed behind the bot's name to find this painting.
    #[must_use]
    pub fn for_painting(job: JobId) -> String {
        format!("{}{job}", Self::PAINTING)
    }

    /// Reads what was typed.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let text = text.trim();
        let job = text.strip_prefix(Self::PAINTING).and_then(JobId::parse);
        if let Some(job) = job {
            return Self::Painting(job);
        }

        let text: String = text.chars().take(Self::LONGEST).collect();
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        if words.is_empty() {
            Self::Everything
        } else {
            Self::Words(words)
        }
    }

    /// Whether these words about a painting have what is looked for.
    #[must_use]
    pub fn matches(&self, about: &str) -> bool {
        match self {
            Self::Everything | Self::Painting(_) => true,
            Self::Words(words) => {
                let about = about.to_lowercase();
                words.iter().all(|word| about.contains(word))
            }
        }
    }
}

/// Where a list goes on: first the person's own paintings, then the best of the feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SharingPlace {
    /// After this one of their own.
    Own(Cursor),
    /// After this one of the feed.
    Best(Cursor),
}

impl SharingPlace {
    /// The beginning.
    pub const START: Self = Self::Own(Cursor::START);

    /// Reads what [`fmt::Display`] wrote; anything else is the beginning.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let place = || {
            let (list, cursor) = text.split_at_checked(1)?;
            let cursor = Cursor::parse(cursor)?;
            match list {
                "o" => Some(Self::Own(cursor)),
                "b" => Some(Self::Best(cursor)),
                _ => None,
            }
        };
        place().unwrap_or(Self::START)
    }
}

impl fmt::Display for SharingPlace {
    /// At most 28 characters; Telegram takes 64.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Own(cursor) => write!(f, "o{cursor}"),
            Self::Best(cursor) => write!(f, "b{cursor}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_for_words_or_for_one_painting() {
        let words = |words: &[&str]| {
            SharingSearch::Words(words.iter().map(|word| (*word).to_owned()).collect())
        };
        let job = JobId::from_chance(77);

        assert_eq!(SharingSearch::parse(" \n"), SharingSearch::Everything);
        assert_eq!(
            SharingSearch::parse(&SharingSearch::for_painting(job)),
            SharingSearch::Painting(job)
        );
        assert_eq!(SharingSearch::parse("wave"), words(&["wave"]));
        assert_eq!(SharingSearch::parse("painting-?"), words(&["painting-?"]));
        assert_eq!(SharingSearch::parse("Die Welle"), words(&["die", "welle"]));

        let long = "ж".repeat(300);
        assert_eq!(SharingSearch::parse(&long), words(&[&long[..128]]));
    }

    #[test]
    fn all_words_have_to_be_there() {
        let search = SharingSearch::parse("великая ВОЛН");
        assert!(search.matches("Хокусай, Великая волна"));
        assert!(!search.matches("Великая стена"));
        assert!(SharingSearch::Everything.matches(""));
    }

    #[test]
    fn a_place_is_read_back_and_everything_else_is_the_beginning() {
        let cursor = Cursor {
            rank: i64::MAX,
            id: i64::MAX,
        };
        for place in [SharingPlace::Own(cursor), SharingPlace::Best(cursor)] {
            let text = place.to_string();
            assert!(text.len() <= 64, "{text}");
            assert_eq!(SharingPlace::parse(&text), place);
        }

        for text in ["", "o", "x1-1", "ю1-1", "b-"] {
            assert_eq!(SharingPlace::parse(text), SharingPlace::START, "{text}");
        }
    }
}
