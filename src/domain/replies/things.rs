//! What was found in a photo, in words.

use crate::domain::language::Language;
use crate::domain::things::Seen;
use crate::domain::work::Findings;

/// What was found, as a sentence or two.
#[must_use]
pub fn told(language: Language, found: &Findings) -> String {
    Seen::from_findings(found).in_words(language)
}
