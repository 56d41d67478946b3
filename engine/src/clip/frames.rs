//! The frames of a clip at the size of the painting, and what links each to the one before.

use super::{
    flow::Flow,
    motion::{FlowPair, Pyramid},
    request::Request,
    scenes::is_cut,
    visibility::{FramePair, Visibility},
};
use crate::planes::Planes;

/// A frame's photo, made ready to look for motion.
pub(super) struct Photo {
    pub(super) planes: Planes,
    pyramid: Pyramid,
}

impl Photo {
    pub(super) fn new(request: &Request, frame: usize) -> Self {
        let size = request.size();
        let frame = request.frames[frame].resized(size.width, size.height);

        Self::from_planes(frame.to_planes())
    }

    pub(super) fn from_planes(planes: Planes) -> Self {
        Self {
            pyramid: Pyramid::new(&planes),
            planes,
        }
    }
}

/// How a frame follows from another one.
#[derive(Clone, Debug)]
pub(super) struct Link {
    /// From the frame to the other one.
    pub(super) flow: Flow,
    /// Where the other one shows the same.
    pub(super) visible: Visibility,
}

impl Link {
    /// How `later` follows from `earlier`.
    pub(super) fn back(earlier: &Photo, later: &Photo) -> Self {
        let flows = FlowPair::new(&earlier.pyramid, &later.pyramid);
        let visible = Visibility::new(&FramePair {
            frame: &later.planes,
            other: &earlier.planes,
            flow: &flows.back,
            back: &flows.forth,
        });

        Self {
            flow: flows.back,
            visible,
        }
    }

    /// This link, and from its end the next one.
    pub(super) fn then(&self, next: &Self) -> Self {
        let seen_there = self.flow.warp(&next.visible.mask.to_planes());
        let mut mask = self.visible.mask.clone();
        for (own, there) in mask.values.iter_mut().zip(seen_there.plane(0)) {
            // Between a visible and an invisible pixel there is doubt.
            *own *= f32::from(u8::from(*there > 0.99));
        }

        Self {
            flow: self.flow.then(&next.flow),
            visible: Visibility { mask },
        }
    }

    /// Whether `later`, linked by this to `earlier`, begins a scene.
    pub(super) fn is_cut(&self, earlier: &Photo, later: &Photo) -> bool {
        is_cut(&earlier.planes, &later.planes, &self.visible)
    }
}
