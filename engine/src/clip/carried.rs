//! What goes on from frame to frame, moved along the flow: the paint, how long it has been there,
//! and the photo without its grain.

use super::{filters::Plane, frames::Link};
use crate::planes::Planes;

/// After so many frames paint is settled: what came into view becomes as finished as the rest first.
const FRAMES_TO_SETTLE: f32 = 4.0;

/// The last frame.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Carried {
    /// As the optimiser, or the net that sketches, had it.
    pub(super) picture: Planes,
    /// The photo, averaged along its motion: grain would become strokes that flicker.
    pub(super) photo: Planes,
    /// One plane: how settled the paint is, 0..=1.
    pub(super) settled: Planes,
    /// One plane: how much the content counts, 1 where there is no face. Faces are looked for in the
    /// first frame of a scene only: one that comes and goes would flicker.
    pub(super) content: Planes,
}

impl Carried {
    /// The first frame of a scene, all of it settled.
    pub(super) fn first(picture: Planes, photo: Planes) -> Self {
        let ones = Planes::from_fn(1, photo.height(), photo.width(), |_, _, _| 1.0);
        Self {
            picture,
            photo,
            settled: ones.clone(),
            content: ones,
        }
    }

    /// The next frame as far as it is known: its paint from the last one, and its calm photo, of
    /// which where possible `share` is that of the last one.
    pub(super) fn moved(&self, link: &Link, photo: &Planes, share: f32) -> Moved {
        let target = Target::new(link, &self.picture, &self.settled);
        let before = Target::new(link, &self.photo, &self.settled);

        Moved {
            content: content(link, &self.content),
            target,
            photo: before.over(photo, share),
        }
    }
}

/// A frame that is not painted yet.
pub(super) struct Moved {
    /// What it is to look like.
    pub(super) target: Target,
    pub(super) photo: Planes,
    pub(super) content: Planes,
}

impl Moved {
    /// The frame with its paint.
    pub(super) fn painted(self, picture: Planes) -> Carried {
        Carried {
            picture,
            photo: self.photo,
            settled: self.target.settled_next(),
            content: self.content,
        }
    }
}

/// How much the content counts in a frame: as before, and what comes into view as usual.
fn content(link: &Link, before: &Planes) -> Planes {
    let mut content = link.flow.warp(before);
    let visible = link.visible.mask.values.iter();
    for (content, visible) in content.data_mut().iter_mut().zip(visible) {
        *content = 1.0 + (*content - 1.0) * visible;
    }

    content
}

/// A picture that a frame is to look like, where it shows the same.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) picture: Planes,
    /// Where it shows the same, 0..=1.
    pub(super) visible: Plane,
    /// How settled its paint is, 0..=1.
    pub(super) settled: Plane,
}

impl Target {
    /// A painted frame as a frame linked to it sees it.
    pub(super) fn new(link: &Link, painted: &Planes, settled: &Planes) -> Self {
        Self {
            picture: link.flow.warp_sharply(painted),
            visible: link.visible.mask.clone(),
            settled: Plane {
                size: link.visible.mask.size,
                values: link.flow.warp(settled).plane(0).to_vec(),
            },
        }
    }

    /// The same for a frame that is settled everywhere.
    pub(super) fn of_settled(link: &Link, painted: &Planes) -> Self {
        let mut settled = Plane::zeros(link.visible.mask.size);
        settled.values.fill(1.0);

        Self {
            picture: link.flow.warp_sharply(painted),
            visible: link.visible.mask.clone(),
            settled,
        }
    }

    /// How much each place is to stay as it is, 0..=1.
    pub(super) fn hold(&self) -> Plane {
        let mut hold = self.visible.clone();
        for (hold, settled) in hold.values.iter_mut().zip(&self.settled.values) {
            *hold *= settled;
        }

        hold
    }

    /// The picture where it shows the same, and `elsewhere` where it does not, with soft edges;
    /// `most` is the largest share of the picture.
    pub(super) fn over(&self, elsewhere: &Planes, most: f32) -> Planes {
        self.mixed_into(elsewhere, &self.visible.softened(), most)
    }

    /// The same, but only as far as the paint is settled.
    pub(super) fn settled_over(&self, elsewhere: &Planes, most: f32) -> Planes {
        self.mixed_into(elsewhere, &self.hold().softened(), most)
    }

    fn mixed_into(&self, elsewhere: &Planes, shares: &Plane, most: f32) -> Planes {
        let mut mixed = elsewhere.clone();
        for channel in 0..mixed.channels() {
            let target = self.picture.plane(channel).iter().zip(&shares.values);
            for (value, (target, share)) in mixed.plane_mut(channel).iter_mut().zip(target) {
                *value += (target - *value) * share * most;
            }
        }

        mixed
    }

    fn settled_next(&self) -> Planes {
        let mut next = self.visible.to_planes();
        for (visible, settled) in next.data_mut().iter_mut().zip(&self.settled.values) {
            *visible *= (settled + 1.0 / FRAMES_TO_SETTLE).min(1.0);
        }

        next
    }
}
