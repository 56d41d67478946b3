//! What a failed sketch means for a piece of work.

use super::SketchError;
use crate::work::MakeError;

impl From<SketchError> for MakeError {
    fn from(error: SketchError) -> Self {
        match error {
            SketchError::Net(error) => error.into(),
            SketchError::Edit(error) => Self::BadPicture(error.to_string()),
        }
    }
}
