//! What is being prepared in a chat. Started jobs are not part of the state.

use serde::{Deserialize, Serialize};

use crate::domain::credits::Credits;
use crate::domain::draft::Draft;
use crate::domain::feed::Choice;
use crate::domain::ids::{JobId, OrderId};
use crate::domain::job::{Styles, WhichStyle};
use crate::domain::order::PrintStep;
use crate::domain::picture::{PictureKey, PictureRef};
use crate::domain::work::Recipe;

/// The state of a conversation. Kept as JSON with a version: add variants, but never rename one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nothing is being prepared.
    #[default]
    Idle,
    /// The photo is known, the style is missing.
    WantsStyle {
        /// The draft's id.
        id: JobId,
        /// The photo.
        photo: PictureRef,
        /// The other choices.
        recipe: Recipe,
    },
    /// The photo is missing; everything else is known.
    WantsPhoto {
        /// The draft's id.
        id: JobId,
        /// The styles of a painting, or the guide of something else.
        styles: Option<Styles>,
        /// The other choices.
        recipe: Recipe,
    },
    /// The draft is complete, and its summary is shown.
    Ready(Draft),
    /// The draft is complete, and the bot waits for a second style, or for a guide.
    WantsSecondStyle(Draft),
    /// The draft is complete, and the bot waits for a copy of a style in which something is painted
    /// over.
    WantsPaintedOver {
        /// The draft.
        draft: Draft,
        /// Which of its styles.
        which: WhichStyle,
    },
    /// A pack was chosen, and the bot waits for the receipt's address.
    WantsContact {
        /// The pack's credits.
        pack: Credits,
        /// What was being prepared.
        #[serde(rename = "aside")]
        paused: PausedDraft,
    },
    /// The next text goes to the operator.
    WantsSupport(PausedDraft),
    /// The next text answers a question about a canvas order.
    WantsAddress {
        /// The order.
        order: OrderId,
        /// The question.
        #[serde(rename = "asked")]
        question: PrintStep,
        /// What was being prepared.
        #[serde(rename = "aside")]
        paused: PausedDraft,
    },
    /// The next text is the title of a saved style.
    WantsStyleTitle {
        /// The style.
        picture: PictureKey,
        /// What was being prepared.
        #[serde(rename = "aside")]
        paused: PausedDraft,
    },
    /// The next text is the pen name for a painting that is being published.
    WantsPenName {
        /// The job that painted it.
        job: JobId,
        /// What else will be shown.
        choice: Choice,
        /// What was being prepared.
        #[serde(rename = "aside")]
        paused: PausedDraft,
    },
}

/// What was being prepared when a question interrupted it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PausedDraft {
    /// Nothing.
    #[default]
    Nothing,
    /// See [`State::WantsStyle`].
    Photo {
        /// The draft's id.
        id: JobId,
        /// The photo.
        photo: PictureRef,
        /// The other choices.
        recipe: Recipe,
    },
    /// See [`State::WantsPhoto`].
    Styles {
        /// The draft's id.
        id: JobId,
        /// The styles of a painting, or the guide of something else.
        styles: Option<Styles>,
        /// The other choices.
        recipe: Recipe,
    },
    /// See [`State::Ready`].
    Draft(Draft),
    /// See [`State::WantsSecondStyle`].
    SecondStyle(Draft),
    /// See [`State::WantsPaintedOver`].
    PaintedOver {
        /// The draft.
        draft: Draft,
        /// Which of its styles.
        which: WhichStyle,
    },
}

impl From<PausedDraft> for State {
    fn from(paused: PausedDraft) -> Self {
        match paused {
            PausedDraft::Nothing => Self::Idle,
            PausedDraft::Photo { id, photo, recipe } => Self::WantsStyle { id, photo, recipe },
            PausedDraft::Styles { id, styles, recipe } => Self::WantsPhoto { id, styles, recipe },
            PausedDraft::Draft(draft) => Self::Ready(draft),
            PausedDraft::SecondStyle(draft) => Self::WantsSecondStyle(draft),
            PausedDraft::PaintedOver { draft, which } => Self::WantsPaintedOver { draft, which },
        }
    }
}

impl From<State> for PausedDraft {
    fn from(state: State) -> Self {
        match state {
            State::Idle => Self::Nothing,
            State::WantsStyle { id, photo, recipe } => Self::Photo { id, photo, recipe },
            State::WantsPhoto { id, styles, recipe } => Self::Styles { id, styles, recipe },
            State::Ready(draft) => Self::Draft(draft),
            State::WantsSecondStyle(draft) => Self::SecondStyle(draft),
            State::WantsPaintedOver { draft, which } => Self::PaintedOver { draft, which },
            State::WantsContact { paused, .. }
            | State::WantsSupport(paused)
            | State::WantsAddress { paused, .. }
            | State::WantsStyleTitle { paused, .. }
            | State::WantsPenName { paused, .. } => paused,
        }
    }
}

impl State {
    /// The person's own pictures in this state.
    #[must_use]
    pub fn own_pictures(&self) -> Vec<PictureKey> {
        match self {
            Self::Idle => Vec::new(),
            Self::WantsStyle { photo, .. } => photo.own().into_iter().collect(),
            Self::WantsPhoto { styles, .. } => {
                let styles = styles.iter().copied();
                styles.flat_map(Styles::into_own_pictures).collect()
            }
            Self::Ready(draft)
            | Self::WantsSecondStyle(draft)
            | Self::WantsPaintedOver { draft, .. } => draft.own_pictures().collect(),
            Self::WantsContact { paused, .. }
            | Self::WantsSupport(paused)
            | Self::WantsAddress { paused, .. }
            | Self::WantsStyleTitle { paused, .. }
            | Self::WantsPenName { paused, .. } => Self::from(*paused).own_pictures(),
        }
    }

    /// The canvas order that a question is about.
    #[must_use]
    pub const fn order(&self) -> Option<OrderId> {
        match self {
            Self::WantsAddress { order, .. } => Some(*order),
            _ => None,
        }
    }

    /// The id of the draft that is being prepared.
    #[must_use]
    pub fn preparing(&self) -> Option<JobId> {
        match PausedDraft::from(*self) {
            PausedDraft::Nothing => None,
            PausedDraft::Photo { id, .. } | PausedDraft::Styles { id, .. } => Some(id),
            PausedDraft::Draft(draft)
            | PausedDraft::SecondStyle(draft)
            | PausedDraft::PaintedOver { draft, .. } => Some(draft.id),
        }
    }

    /// The draft, if it is complete.
    #[must_use]
    pub fn draft(&self) -> Option<Draft> {
        match PausedDraft::from(*self) {
            PausedDraft::Draft(draft)
            | PausedDraft::SecondStyle(draft)
            | PausedDraft::PaintedOver { draft, .. } => Some(draft),
            PausedDraft::Nothing | PausedDraft::Photo { .. } | PausedDraft::Styles { .. } => None,
        }
    }
}
