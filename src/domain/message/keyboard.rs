//! Buttons below a message.

use serde::{Deserialize, Serialize};

use super::Label;
use crate::domain::button::Action;
use crate::domain::ids::JobId;
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
    /// The painting that it shows in another chat. Messengers that cannot do so leave the button
    /// out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shares: Option<JobId>,
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
            shares: None,
        }
    }

    /// A button that shows a painting in another chat.
    #[must_use]
    pub fn sharing(label: String, job: JobId) -> Self {
        Self {
            shares: Some(job),
            ..Self::new(label, Action::Unknown)
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
            shares: None,
        }
    }
}

/// Rows of buttons.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Keyboard(Vec<Vec<Button>>);

impl Keyboard {
    /// The most buttons below one message. Those that share are not counted: the messengers that
    /// show them have room.
    pub const MOST: usize = 10;
    /// The most rows of them.
    const MOST_ROWS: usize = 6;

    /// No buttons.
    #[must_use]
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// Rows as they are given. Buttons beyond the limits are dropped; in debug builds that is a
    /// panic, so that tests fail.
    #[must_use]
    pub fn rows(rows: Vec<Vec<Button>>) -> Self {
        let is_counted = |button: &Button| button.shares.is_none();
        let wanted = rows
            .iter()
            .flatten()
            .filter(|button| is_counted(button))
            .count();
        let mut left = Self::MOST;
        let mut kept: Vec<Vec<Button>> = Vec::new();
        for row in rows.into_iter().filter(|row| !row.is_empty()) {
            let (mut counted, sharing): (Vec<Button>, Vec<Button>) =
                row.into_iter().partition(is_counted);
            let has_room =
                kept.iter().filter(|row| row.iter().any(is_counted)).count() < Self::MOST_ROWS;

            counted.truncate(if has_room { left.min(5) } else { 0 });
            left -= counted.len();
            counted.extend(sharing);
            kept.push(counted);
        }

        kept.retain(|row| !row.is_empty());
        debug_assert_eq!(wanted, Self::MOST - left, "a keyboard is too large");

        Self(kept)
    }

    /// Whether so many buttons in so many rows fit below one message.
    #[must_use]
    pub fn has_room_for(rows: &[Vec<Button>]) -> bool {
        let counted = |row: &Vec<Button>| row.iter().filter(|one| one.shares.is_none()).count();
        let rows: Vec<usize> = rows
            .iter()
            .map(counted)
            .filter(|count| *count > 0)
            .collect();

        rows.len() <= Self::MOST_ROWS && rows.iter().sum::<usize>() <= Self::MOST
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

    /// The same with the buttons that every messenger shows.
    #[must_use]
    pub fn without_tools(&self) -> Self {
        self.with_those(|button| button.tool.is_none() && button.shares.is_none())
    }

    /// The same with the buttons that every messenger shows, and those that share.
    #[must_use]
    pub fn with_shares(&self) -> Self {
        self.with_those(|button| button.tool.is_none())
    }

    /// The same with the buttons that our own page shows.
    #[must_use]
    pub fn without_shares(&self) -> Self {
        self.with_those(|button| button.shares.is_none())
    }

    /// The same with links only.
    #[must_use]
    pub fn only_links(&self) -> Self {
        self.with_those(|button| button.link.is_some())
    }

    fn with_those(&self, is_kept: impl Fn(&Button) -> bool) -> Self {
        let without = |row: &Vec<Button>| -> Vec<Button> {
            row.iter()
                .filter(|button| is_kept(button))
                .cloned()
                .collect()
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
