//! A job that is being prepared and has not been started.

use serde::{Deserialize, Serialize};

use super::ids::JobId;
use super::job::Styles;
use super::picture::{PictureKey, PictureRef};
use super::work::Recipe;

/// A job that has not been started.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Its id, which becomes the job's id.
    pub id: JobId,
    /// The photo it is made of.
    pub photo: PictureRef,
    /// The style or styles of a painting, or the guide of something else.
    pub styles: Option<Styles>,
    /// Everything else that was chosen.
    pub recipe: Recipe,
}

impl Draft {
    /// The person's own pictures in it, with the copies in which something is painted over.
    pub fn own_pictures(&self) -> impl Iterator<Item = PictureKey> {
        let beside = self.styles.into_iter().flat_map(Styles::into_own_pictures);
        self.photo.own().into_iter().chain(beside)
    }
}
