//! The style that a button chooses.

use crate::domain::button::{Action, SavedAction};
use crate::domain::facts::Facts;
use crate::domain::style_edit::EditedStyle;

/// A picture as it is, or a saved style with its edit; `None` if the button chooses none, or one that
/// was deleted.
pub(super) fn chosen(action: Action, facts: &Facts) -> Option<EditedStyle> {
    let style = match action {
        Action::Style(picture) => EditedStyle::plain(picture),
        Action::Saved(picture, SavedAction::Take) => {
            let saved = &facts.person.styles.saved;
            saved.iter().find(|one| one.picture == picture)?.style()
        }
        _ => return None,
    };

    (!facts.is_gone_ref(style.picture)).then_some(style)
}
