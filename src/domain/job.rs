//! Jobs: what is painted, how far it is, and the finished painting.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::film::FilmPart;
use super::ids::JobId;
use super::look::{Look, Share};
use super::picture::{PictureKey, PictureRef};
use super::style_edit::{Colours, EditedStyle, StyleEdit, StylePart};
use super::tier::{Plan, Quality, Tier};
use super::time::Moment;
use super::work::{self, Effort, Findings, KindName, Knobs, Lane, MadeOf, Recipe, painting};

/// The pictures beside the photo: one style of a painting, or two with a ratio; or the guide of
/// something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Styles {
    /// The style.
    pub first: PictureRef,
    /// The second style, if there is one.
    pub second: Option<SecondStyle>,
    /// What is changed about the first.
    #[serde(default, skip_serializing_if = "StyleEdit::is_nothing")]
    pub edit: StyleEdit,
}

/// A second style and its share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SecondStyle {
    /// The picture.
    pub picture: PictureRef,
    /// Its share.
    pub share: Share,
    /// What is changed about it.
    #[serde(default, skip_serializing_if = "StyleEdit::is_nothing")]
    pub edit: StyleEdit,
}

/// One of the styles of a painting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhichStyle {
    /// The first, or the only one.
    First,
    /// The second.
    Second,
}

impl Styles {
    /// A single style.
    #[must_use]
    pub const fn one(first: PictureRef) -> Self {
        Self {
            first,
            second: None,
            edit: StyleEdit {
                colours: Colours::All,
                part: StylePart::Whole,
                without: None,
            },
        }
    }

    /// A single style that is edited.
    #[must_use]
    pub const fn edited(style: EditedStyle) -> Self {
        Self {
            edit: style.edit,
            ..Self::one(style.picture)
        }
    }

    /// The styles without deleted pictures; `None` if the first style was deleted.
    #[must_use]
    pub fn without(&self, gone: impl Fn(PictureRef) -> bool) -> Option<Self> {
        let kept = |edit: StyleEdit| StyleEdit {
            without: edit.without.filter(|copy| !gone(PictureRef::Own(*copy))),
            ..edit
        };
        let second = self.second.filter(|second| !gone(second.picture));
        let second = second.map(|second| SecondStyle {
            edit: kept(second.edit),
            ..second
        });

        (!gone(self.first)).then_some(Self {
            second,
            edit: kept(self.edit),
            ..*self
        })
    }

    /// One of them with its edit; `None` if there is no second.
    #[must_use]
    pub fn get(&self, which: WhichStyle) -> Option<EditedStyle> {
        match which {
            WhichStyle::First => Some(EditedStyle {
                picture: self.first,
                edit: self.edit,
            }),
            WhichStyle::Second => self.second.map(|second| EditedStyle {
                picture: second.picture,
                edit: second.edit,
            }),
        }
    }

    /// With another edit of one of them.
    #[must_use]
    pub fn with_edit(self, which: WhichStyle, edit: StyleEdit) -> Self {
        match which {
            WhichStyle::First => Self { edit, ..self },
            WhichStyle::Second => Self {
                second: self.second.map(|second| SecondStyle { edit, ..second }),
                ..self
            },
        }
    }

    /// The copies in which something is painted over.
    pub fn painted_over(self) -> impl Iterator<Item = PictureKey> {
        let second = self.second.and_then(|second| second.edit.without);
        self.edit.without.into_iter().chain(second)
    }

    /// The person's own pictures in it, with the copies in which something is painted over.
    pub fn into_own_pictures(self) -> impl Iterator<Item = PictureKey> {
        let pictures = self.into_pictures().filter_map(PictureRef::own);
        pictures.chain(self.painted_over())
    }

    /// Every style in it.
    pub fn pictures(&self) -> impl Iterator<Item = PictureRef> {
        self.into_pictures()
    }

    /// Every style in it.
    pub fn into_pictures(self) -> impl Iterator<Item = PictureRef> {
        std::iter::once(self.first).chain(self.second.map(|second| second.picture))
    }

    /// With another first picture. What was changed about the one before does not count for it.
    #[must_use]
    pub fn with_first(styles: Option<Self>, first: EditedStyle) -> Self {
        let one = Self::edited(first);
        styles.map_or(one, |styles| Self {
            second: styles.second,
            ..one
        })
    }
}

/// Everything the engine needs to know about a job, and everything a person can repeat with a
/// change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct JobRequest {
    /// What is made. Jobs from the time when there was nothing else are paintings.
    #[serde(default = "painting::name")]
    pub kind: KindName,
    /// The photo it is made of.
    pub photo: PictureRef,
    /// The part of the film that it is made of, if the photo is the still of one and the kind is made
    /// of films.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub film: Option<FilmPart>,
    /// The styles of a painting, or the guide of something else.
    pub styles: Option<Styles>,
    /// What was chosen.
    #[serde(alias = "look")]
    pub knobs: Knobs,
    /// Size, iterations and price.
    pub plan: Plan,
}

impl JobRequest {
    /// A request for a painting.
    #[must_use]
    pub fn painting(photo: PictureRef, styles: Styles, look: Look, plan: Plan) -> Self {
        Self {
            kind: painting::NAME,
            photo,
            film: None,
            styles: Some(styles),
            knobs: look.into(),
            plan,
        }
    }

    /// Every picture it is made of, the photo first.
    pub fn pictures(&self) -> impl Iterator<Item = PictureRef> {
        let beside = self.styles.into_iter().flat_map(Styles::into_pictures);
        std::iter::once(self.photo).chain(beside)
    }

    /// The pictures beside the photo that can be shown with the result. Those of something that is
    /// made of a style are that style once more.
    #[must_use]
    pub fn shown_styles(&self) -> Option<Styles> {
        let is_beside_photo =
            |kind: KindName| work::kind(kind).is_none_or(|kind| kind.made_of != MadeOf::Style);
        self.styles.filter(|_| is_beside_photo(self.kind))
    }

    /// Whether the result is a picture to print and to publish. It is unless its kind says otherwise.
    #[must_use]
    pub fn is_art(&self) -> bool {
        work::kind(self.kind).is_none_or(|kind| kind.is_art)
    }

    /// Whether the result can be printed: a film cannot.
    #[must_use]
    pub fn is_printable(&self) -> bool {
        self.is_art() && self.film.is_none()
    }

    /// Whether the pictures beside the photo are styles.
    #[must_use]
    pub fn has_styles(&self) -> bool {
        work::kind(self.kind).is_none_or(|kind| kind.beside.is_style())
    }

    /// Whether the result is kept to the bit, and sent as a file, too.
    #[must_use]
    pub fn is_lossless(&self) -> bool {
        work::kind(self.kind).is_some_and(|kind| kind.is_lossless)
    }

    /// What led to it, besides the pictures.
    #[must_use]
    pub const fn recipe(&self) -> Recipe {
        Recipe {
            kind: self.kind,
            quality: self.quality(),
            knobs: self.knobs,
        }
    }

    /// The person's own files in it, with the film's and the copies in which something is painted
    /// over.
    pub fn own_pictures(&self) -> impl Iterator<Item = PictureKey> {
        let film = self.film.map(|film| film.whole.file);
        let beside = self.styles.into_iter().flat_map(Styles::into_own_pictures);
        self.photo.own().into_iter().chain(film).chain(beside)
    }

    /// The work in pixel iterations at full size, the unit of speeds and waiting times.
    #[must_use]
    pub fn work(&self) -> u64 {
        let kind = work::kind(self.kind);
        let effort = kind.map_or(Effort::ByTier, |kind| kind.effort);

        effort.work(&self.plan, self.film)
    }

    /// The choice that led to the plan.
    #[must_use]
    pub const fn quality(&self) -> Quality {
        match self.plan.tier {
            Tier::Free => Quality::Free,
            Tier::Premium => Quality::Premium,
            Tier::Hd => Quality::Hd {
                iterations: self.plan.iterations,
            },
        }
    }
}

/// The picture in the message that shows a job's progress.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProgressPicture {
    /// The photo.
    #[default]
    Photo,
    /// A sketch of what it will be about.
    Sketch(PictureKey),
    /// What is there so far.
    Preview(PictureKey),
}

/// The phase of an unfinished job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It waits in the queue.
    Queued,
    /// It is being painted.
    Running {
        /// Progress from 0 to 100.
        percent: u8,
    },
}

/// An unfinished job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobFacts {
    /// Its id.
    pub id: JobId,
    /// The photo to paint.
    pub request: JobRequest,
    /// Its phase.
    pub phase: Phase,
    /// What is ahead of it in the queue.
    pub ahead: Ahead,
}

/// What is ahead of a job in the queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ahead {
    /// Jobs that wait ahead of it, without the running ones.
    pub jobs: u32,
    /// Work ahead of it, including the rest of the running jobs; see [`JobRequest::work`].
    pub work: u64,
}

/// The queue of one lane as a new job would find it, and its speed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QueueFacts {
    /// What would be ahead of a free job.
    pub free: Ahead,
    /// What would be ahead of a paid job.
    pub paid: Ahead,
    /// Work done per second by all its workers together, from the last jobs; `None` before the first
    /// was measured.
    pub speed: Option<u64>,
}

/// The queue as a new job would find it, by lanes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LaneQueues {
    /// What takes its time.
    pub painter: QueueFacts,
    /// What takes a few seconds.
    pub quick: QueueFacts,
}

impl LaneQueues {
    /// The queue of the lane in which a kind is made.
    #[must_use]
    pub fn for_kind(&self, kind: KindName) -> QueueFacts {
        match work::lane(kind) {
            Lane::Painter => self.painter,
            Lane::Quick => self.quick,
        }
    }
}

impl QueueFacts {
    /// What would be ahead of a new job of this tier.
    #[must_use]
    pub const fn ahead(&self, tier: Tier) -> Ahead {
        match tier {
            Tier::Free => self.free,
            Tier::Premium | Tier::Hd => self.paid,
        }
    }

    /// The estimated time for this much work; `None` before anything was measured.
    #[must_use]
    pub fn time_for(&self, work: u64) -> Option<Duration> {
        self.speed
            .filter(|speed| *speed > 0)
            .map(|speed| Duration::from_secs(work.div_ceil(speed)))
    }
}

/// A finished piece of work. People call each of them a painting, and so does the program where
/// the kind does not matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Painting {
    /// The job that made it.
    pub job: JobId,
    /// What was asked for.
    pub request: JobRequest,
    /// The picture at several iterations, the last being the finished one; never empty.
    pub pictures: Vec<Rendition>,
    /// What was found in the photo.
    pub found: Findings,
    /// When it was finished.
    pub finished: Moment,
}

impl Painting {
    /// The finished picture.
    #[must_use]
    pub fn last(&self) -> Option<&Rendition> {
        self.pictures.last()
    }
}

/// A painting at one iteration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendition {
    /// The picture.
    pub picture: PictureKey,
    /// The number of iterations.
    pub iteration: u32,
}

/// Why a job failed, as the person is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// A picture could not be read after all.
    BadPicture,
    /// A picture was deleted before the job began.
    PictureGone,
    /// It took longer than allowed.
    TooSlow,
    /// The device ran out of memory.
    TooLarge,
    /// Any other error on our side.
    Broken,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::look::Level;

    #[test]
    fn a_job_of_an_older_version_is_a_painting() {
        let kept = r#"{
            "photo": "wave",
            "styles": {"first": "wave", "second": null},
            "look": {"strength": 1, "stroke": 0, "keep_colours": true},
            "plan": {"tier": "free", "size": 600, "iterations": 200, "price": 0}
        }"#;

        let request: JobRequest = serde_json::from_str(kept).unwrap();
        let look = Look {
            strength: Level::default().up(),
            keep_colours: true,
            ..Look::default()
        };
        let wave = PictureRef::parse("wave").unwrap();
        let expected = JobRequest::painting(wave, Styles::one(wave), look, request.plan);
        assert_eq!(request, expected);

        let again = serde_json::to_string(&request).unwrap();
        assert_eq!(serde_json::from_str::<JobRequest>(&again).unwrap(), request);
    }
}
