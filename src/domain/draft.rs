//! A painting that is being prepared and has not been started.

use serde::{Deserialize, Serialize};

use super::ids::JobId;
use super::job::Styles;
use super::look::Look;
use super::picture::{PictureKey, PictureRef};
use super::tier::Quality;

/// A job that has not been started.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Its id, which becomes the job's id.
    pub id: JobId,
    /// The photo to paint.
    pub photo: PictureRef,
    /// The style or styles to paint it in.
    pub styles: Styles,
    /// Everything else that was chosen.
    pub recipe: Recipe,
}

/// The choices besides the pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipe {
    /// Tier and iterations.
    pub quality: Quality,
    /// Strength, stroke and colours.
    pub look: Look,
}

impl Draft {
    /// The person's own pictures in it.
    pub fn own_pictures(&self) -> impl Iterator<Item = PictureKey> {
        std::iter::once(self.photo)
            .chain(self.styles.pictures())
            .filter_map(PictureRef::own)
    }
}
