//! Buttons below a message.

use serde::{Deserialize, Serialize};

use super::Label;
use crate::domain::button::Action;
use crate::domain::picture::PictureRef;

/// A button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// The label.
    pub label: Label,
    /// What it does; messengers carry [`Action`]'s code of at most 64 bytes.
    pub action: Action,
    /// An address to open instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// What it opens on our own page. Messengers, which have no such tools, leave the button out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tool: Option<Tool>,
}

/// Something to do by hand with a picture on our own page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tool {
    /// Drag a rectangle over it. It takes the place of the one in the button's code.
    Rectangle(PictureRef),
    /// Paint over something in it, and send the copy.
    Brush(PictureRef),
}

impl Button {
    /// A button with an action.
    #[must_use]
    pub fn new(label: String, action: Action) -> Self {
        Self {
            label: label.into(),
            action,
            link: None,
            tool: None,
        }
    }

    /// The same button, which opens a tool on our own page.
    #[must_use]
    pub fn with_tool(self, tool: Tool) -> Self {
        Self {
            tool: Some(tool),
            ..self
        }
    }

    /// A button that opens an address.
    #[must_use]
    pub fn opening(label: String, link: String) -> Self {
        Self {
            label: label.into(),
            action: Action::Unknown,
            link: Some(link),
            tool: None,
        }
    }
}

/// Rows of buttons.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Keyboard(Vec<Vec<Button>>);

impl Keyboard {
    /// The most buttons below one message.
    pub const MOST: usize = 10;

    /// No buttons.
    #[must_use]
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// Rows as they are given. Buttons beyond the limits are dropped; in debug builds that is a
    /// panic, so that tests fail.
    #[must_use]
    pub fn rows(rows: Vec<Vec<Button>>) -> Self {
        let wanted = rows.iter().map(Vec::len).sum::<usize>();
        let mut left = Self::MOST;
        let mut kept = Vec::new();
        for mut row in rows.into_iter().filter(|row| !row.is_empty()).take(6) {
            row.truncate(left.min(5));
            left -= row.len();
            kept.push(row);
        }

        kept.retain(|row| !row.is_empty());
        debug_assert_eq!(wanted, Self::MOST - left, "a keyboard is too large");

        Self(kept)
    }

    /// Buttons in rows of `width`.
    #[must_use]
    pub fn grid(width: usize, buttons: impl IntoIterator<Item = Button>) -> Self {
        let buttons: Vec<Button> = buttons.into_iter().collect();
        Self::rows(
            buttons
                .chunks(width.max(1))
                .map(<[Button]>::to_vec)
                .collect(),
        )
    }

    /// The same without the buttons that only our own page can show.
    #[must_use]
    pub fn without_tools(&self) -> Self {
        let without = |row: &Vec<Button>| -> Vec<Button> {
            let plain = |button: &&Button| button.tool.is_none();
            row.iter().filter(plain).cloned().collect()
        };
        let rows = self.0.iter().map(without);
        Self(rows.filter(|row| !row.is_empty()).collect())
    }

    /// The rows.
    #[must_use]
    pub fn as_rows(&self) -> &[Vec<Button>] {
        &self.0
    }

    /// Every button.
    pub fn buttons(&self) -> impl Iterator<Item = &Button> {
        self.0.iter().flatten()
    }
}
