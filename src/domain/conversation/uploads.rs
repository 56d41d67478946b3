//! The pictures of an event, sorted into usable ones and problems.

use super::answer::{remind, say};
use super::{Effect, State, Step};
use crate::domain::facts::Facts;
use crate::domain::picture::PictureKey;
use crate::domain::replies::answers;
use crate::domain::upload::CheckedUpload;
use crate::domain::upload::UploadProblem;

/// The pictures that a person sent, sorted.
pub(super) struct SortedUploads {
    /// The usable pictures, in their order, the stills of films first: something is made of them, and
    /// the others are for the style.
    pub(super) pictures: Vec<PictureKey>,
    /// The still of the first film.
    pub(super) film: Option<PictureKey>,
    /// The problem of the first unusable one.
    pub(super) problem: Option<UploadProblem>,
}

impl SortedUploads {
    pub(super) fn sort(received: &[CheckedUpload]) -> Self {
        let mut sent = Self {
            pictures: Vec::new(),
            film: None,
            problem: None,
        };
        let mut stills = Vec::new();

        for one in received {
            match one {
                CheckedUpload::Picture(key) | CheckedUpload::GreyPicture(key) => {
                    sent.pictures.push(*key);
                }
                CheckedUpload::Film { still, .. } => stills.push(*still),
                CheckedUpload::Unusable(why) => sent.problem = sent.problem.or(Some(*why)),
            }
        }

        sent.film = stills.first().copied();
        sent.pictures.splice(0..0, stills);
        sent
    }

    /// A message about the unusable ones; nothing if there are none.
    pub(super) fn complaint(&self, facts: &Facts) -> Vec<Effect> {
        say(self
            .problem
            .map(|why| answers::unusable(facts.language(), why)))
    }

    /// The answer if there is no usable picture.
    pub(super) fn nothing(&self, state: State, facts: &Facts) -> Step {
        let problem = self.problem.unwrap_or(UploadProblem::NotAPicture);
        if problem == UploadProblem::Flat {
            return remind(state, "unusable-flat", facts);
        }

        (state, say([answers::unusable(facts.language(), problem)]))
    }
}
