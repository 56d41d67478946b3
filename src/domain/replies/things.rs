//! What was found in a photo, in words.

use crate::domain::language::Language;
use crate::domain::work::Findings;

/// What was found, as a sentence or two.
#[must_use]
pub fn told(language: Language, _found: &Findings) -> String {
    language.text("found-unsure")
}
