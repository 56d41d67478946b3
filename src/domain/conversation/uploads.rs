//! The pictures of an event, sorted into those of use and those that need an explanation.

use super::answer::say;
use super::{Effect, State, Step};
use crate::domain::facts::Facts;
use crate::domain::picture::PictureKey;
use crate::domain::replies::answers;
use crate::domain::upload::CheckedUpload;
use crate::domain::upload::UploadProblem;

/// Sent pictures, sorted.
pub(super) struct SortedUploads {
    /// Those of use, in their order.
    pub(super) pictures: Vec<PictureKey>,
    /// Why the first of the others is of none.
    pub(super) problem: Option<UploadProblem>,
}

impl SortedUploads {
    pub(super) fn sort(received: &[CheckedUpload]) -> Self {
        let mut sent = Self {
            pictures: Vec::new(),
            problem: None,
        };

        for one in received {
            match one {
                CheckedUpload::Picture(key) => sent.pictures.push(*key),
                CheckedUpload::Unusable(why) => sent.problem = sent.problem.or(Some(*why)),
            }
        }

        sent
    }

    /// What has to be said about those of no use.
    pub(super) fn complaint(&self, facts: &Facts) -> Vec<Effect> {
        say(self
            .problem
            .map(|why| answers::unusable(facts.language(), why)))
    }

    /// The answer when there is nothing of use.
    pub(super) fn nothing(&self, state: State, facts: &Facts) -> Step {
        (
            state,
            say([answers::unusable(
                facts.language(),
                self.problem.unwrap_or(UploadProblem::NotAPicture),
            )]),
        )
    }
}
