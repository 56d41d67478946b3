//! What is shown for a moment when a button was pressed whose action takes a while.

use crate::domain::{
    button::{Action, DraftAction, JobAction},
    language::Language,
};

/// The longest text that every messenger shows.
const MAX_LETTERS: usize = 90;

/// The text; `None` for an action that answers at once.
pub(in crate::messengers) fn press_notice(action: Action, language: Language) -> Option<String> {
    let key = match action {
        Action::Draft(_, DraftAction::Start) => "pressed-start",
        Action::Job(_, JobAction::Cancel) => "pressed-cancel",
        Action::Job(_, JobAction::File(_)) => "pressed-file",
        _ => return None,
    };

    Some(language.text(key).chars().take(MAX_LETTERS).collect())
}
