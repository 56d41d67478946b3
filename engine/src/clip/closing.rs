//! Closing a clip that repeats: its last frames turn, one by one, into what leads to the first.
//!
//! Each of the last frames is linked, over those that follow it, to the first frame of the next
//! round, whose paint is known already. What it should look like is mixed from the frame before and
//! from that one, which counts more from frame to frame.

use super::{
    carried::Target,
    filters::Plane,
    frames::{Link, Photo},
    request::Request,
};
use crate::planes::Planes;

/// The most frames that close a clip.
const MOST_FRAMES: usize = 12;
/// At most this part of a clip, as 1 / n.
const PART: usize = 2;
/// So much of the last frame must be visible in the first one for a clip to close.
const LEAST_VISIBLE: f32 = 0.4;

/// The links of the last frames to the first one.
pub(super) struct Closing {
    /// The first frame that is linked.
    from: usize,
    /// One for each frame from there on.
    links: Vec<Link>,
}

impl Closing {
    /// Links the last frames of a clip to its first one; `None` if it does not repeat, or jumps
    /// when it does.
    pub(super) fn new(request: &Request) -> Option<Self> {
        let count = request.frames.len();
        let closing = MOST_FRAMES.min(count / PART);
        if !request.repeats || closing == 0 {
            return None;
        }

        let first = Photo::new(request, 0);
        let mut later = Photo::new(request, count - 1);
        let end = Link::back(&first, &later);
        if end.visible.share() < LEAST_VISIBLE || end.is_cut(&first, &later) {
            return None;
        }

        let mut links = vec![end];
        for frame in (count - closing..count - 1).rev() {
            let own = Photo::new(request, frame);
            let onward = Link::back(&later, &own);
            if onward.is_cut(&later, &own) {
                break;
            }

            links.push(onward.then(&links[links.len() - 1]));
            later = own;
        }
        links.reverse();

        Some(Self {
            from: count - links.len(),
            links,
        })
    }

    /// Mixes the first frame into what a frame is to look like, if it is one of the last ones.
    pub(super) fn mix(&self, frame: usize, target: &mut Target, first: &Planes) {
        let Some(number) = frame.checked_sub(self.from) else {
            return;
        };

        let weight = (number + 1) as f32 / (self.links.len() + 1) as f32;
        let ahead = Target::of_settled(&self.links[number], first);
        mix(target, &ahead, weight);
    }
}

/// Makes the first target both, each where it counts; `weight` of the second one where both do.
fn mix(before: &mut Target, ahead: &Target, weight: f32) {
    let mut shares = Plane::zeros(before.visible.size);
    for place in 0..shares.values.len() {
        let old = before.visible.values[place] * (1.0 - weight);
        let new = ahead.visible.values[place] * weight;
        let share = if new > 0.0 { new / (old + new) } else { 0.0 };

        shares.values[place] = share;
        before.visible.values[place] = before.visible.values[place].max(new);
        before.settled.values[place] += (1.0 - before.settled.values[place]) * share;
    }

    for channel in 0..before.picture.channels() {
        let ahead = ahead.picture.plane(channel).iter().zip(&shares.values);
        let values = before.picture.plane_mut(channel).iter_mut();
        for (value, (ahead, share)) in values.zip(ahead) {
            *value += (ahead - *value) * share;
        }
    }
}
