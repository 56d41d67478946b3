//! Every message the bot sends, rendered from facts in the person's language. The words themselves
//! are in `locales/`.
//!
//! The conversation uses all of them. Workers use [`progress`] and [`delivery`] with a [`Subject`].
//! Replies decide nothing and change nothing.

pub mod answers;
pub mod canvas;
pub mod delivery;
pub mod editing;
pub mod feed;
pub mod gallery;
pub mod history;
pub mod link;
pub mod progress;
pub mod saved;
pub mod settings;
pub mod sharing;
pub mod shop;
pub mod summary;
pub mod things;
mod words;

use super::button::Action;
use super::ids::JobId;
use super::job::JobRequest;
use super::language::Language;
use super::message::Button;

pub use words::{
    changes, choices, in_about, in_date, key_for, knob_lines, of_kind, place, plan, style_name,
};

/// The job a message is about, and the language to speak.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The person's language.
    pub language: Language,
    /// The job.
    pub job: JobId,
    /// What was asked for.
    pub request: &'a JobRequest,
}

/// A button whose label is a plain text.
fn button(language: Language, key: &str, action: Action) -> Button {
    Button::new(language.text(key), action)
}

/// Marks the chosen option.
fn marked(label: String, chosen: bool) -> String {
    if chosen {
        format!("✓ {label}")
    } else {
        label
    }
}
