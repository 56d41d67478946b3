//! What is being prepared in a chat. What was started is no state: it stands among the jobs.

use serde::{Deserialize, Serialize};

use crate::domain::ids::JobId;
use crate::domain::job::{JobRequest, Styles};
use crate::domain::look::Look;
use crate::domain::picture::{PictureKey, PictureRef};
use crate::domain::rules::Rules;
use crate::domain::tier::Quality;

/// The state of a conversation. Kept as JSON with a version: add, but never rename.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nothing is being prepared.
    #[default]
    Idle,
    /// The photo is there, the style is wanted.
    WantsStyle {
        /// The draft's id.
        id: JobId,
        /// What is painted.
        photo: PictureRef,
        /// With which knobs.
        recipe: Recipe,
    },
    /// The style is there, the photo is wanted.
    WantsPhoto {
        /// The draft's id.
        id: JobId,
        /// After what it is painted.
        styles: Styles,
        /// With which knobs.
        recipe: Recipe,
    },
    /// Everything is there, the summary is shown.
    Ready(Draft),
    /// Everything is there, and a second style is wanted.
    WantsSecondStyle(Draft),
}

/// A job that has not been started.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Its id, which becomes the job's.
    pub id: JobId,
    /// What is painted.
    pub photo: PictureRef,
    /// After what.
    pub styles: Styles,
    /// With which knobs.
    pub recipe: Recipe,
}

/// The choices besides the pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipe {
    /// Tier and iterations.
    pub quality: Quality,
    /// How it shall look.
    pub look: Look,
}

impl State {
    /// The person's own pictures it holds on to.
    #[must_use]
    pub fn own_pictures(&self) -> Vec<PictureKey> {
        match self {
            Self::Idle => Vec::new(),
            Self::WantsStyle { photo, .. } => photo.own().into_iter().collect(),
            Self::WantsPhoto { styles, .. } => styles.pictures().filter_map(PictureRef::own).collect(),
            Self::Ready(draft) | Self::WantsSecondStyle(draft) => draft.own_pictures().collect(),
        }
    }
}

impl Draft {
    /// What the job will be asked for.
    #[must_use]
    pub fn request(&self, rules: &Rules) -> JobRequest {
        JobRequest {
            photo: self.photo,
            styles: self.styles,
            look: self.recipe.look,
            plan: rules.plan(self.recipe.quality),
        }
    }

    /// The person's own pictures in it.
    pub fn own_pictures(&self) -> impl Iterator<Item = PictureKey> {
        std::iter::once(self.photo).chain(self.styles.pictures()).filter_map(PictureRef::own)
    }
}
