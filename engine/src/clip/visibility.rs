//! Where a place of a frame could be seen in another one, so that its paint can be taken from there.

use super::{
    filters::Plane,
    flow::{Flow, Vector},
};
use crate::planes::{PlaneSize, Planes};

/// Forth and back again leads home, up to this share of both ways, and this many px².
const ASTRAY: f32 = 0.01;
const ASTRAY_LEAST: f32 = 0.5;
/// The flow changes slowly, up to this share of the way, and so much per px².
const BOUNDARY: f32 = 0.01;
const BOUNDARY_LEAST: f32 = 0.02;
/// Over so many px in each direction the flow is averaged before its slope is taken.
const CALM_REACH: usize = 2;
/// The frames agree up to this, of 255, as the mean over 3 x 3 px: more than grain and compression.
const CHANGE: f32 = 22.0;
/// A difference of no more than this is grain: where both frames look the same, it does not matter
/// what the flow does. In flat areas it only follows the grain.
const GRAIN: f32 = 7.0;

/// Two frames and the flows between them.
pub(super) struct FramePair<'f> {
    /// The frame that is asked about.
    pub(super) frame: &'f Planes,
    /// The frame in which places are looked for.
    pub(super) other: &'f Planes,
    /// From `frame` to `other`.
    pub(super) flow: &'f Flow,
    /// From `other` to `frame`.
    pub(super) back: &'f Flow,
}

/// Where another frame shows what this one does.
#[derive(Clone, Debug)]
pub(super) struct Visibility {
    /// 1 where it does, 0 elsewhere, one px away from every doubt.
    pub(super) mask: Plane,
}

impl Visibility {
    /// Three things must be right (the first two: Sundaram, Brox and Keutzer, "Dense Point
    /// Trajectories", 2010): the flows agree, there is no boundary of motion, and both frames look
    /// alike.
    pub(super) fn new(pair: &FramePair) -> Self {
        let PlaneSize { height, width } = pair.flow.size();
        let back = pair.flow.warp(pair.back.planes());
        let change = change(pair);
        let calm = smooth(pair.flow);
        let mut mask = Plane::zeros(pair.flow.size());

        for y in 0..height {
            for x in 0..width {
                let place = y * width + x;
                let way = pair.flow.way(x, y);
                let back = Vector {
                    x: back.plane(0)[place],
                    y: back.plane(1)[place],
                };
                let rest = Vector {
                    x: way.x + back.x,
                    y: way.y + back.y,
                };

                let leads_home =
                    rest.square() <= ASTRAY * (way.square() + back.square()) + ASTRAY_LEAST;
                let is_smooth = steepness(&calm, x, y) <= BOUNDARY * way.square() + BOUNDARY_LEAST;
                let looks_alike = change.values[place] <= CHANGE;
                let is_certain = change.values[place] <= GRAIN;
                let is_visible = pair.flow.is_inside(x, y)
                    && (is_certain || (leads_home && is_smooth && looks_alike));
                mask.values[place] = f32::from(u8::from(is_visible));
            }
        }

        Self {
            mask: mask.eroded(),
        }
    }

    /// The share of the frame that is visible in the other one.
    pub(super) fn share(&self) -> f32 {
        self.mask.values.iter().sum::<f32>() / self.mask.values.len() as f32
    }
}

/// How much both frames differ around each pixel: the mean over channels and 3 x 3 px.
fn change(pair: &FramePair) -> Plane {
    let warped = pair.flow.warp(pair.other);
    let mut change = Plane::zeros(pair.flow.size());
    for channel in 0..warped.channels() {
        let values = warped.plane(channel).iter().zip(pair.frame.plane(channel));
        for (sum, (warped, value)) in change.values.iter_mut().zip(values) {
            *sum += (warped - value).abs() / 3.0;
        }
    }

    change.box_mean(1)
}

/// The flow without its own noise, which is no boundary.
fn smooth(flow: &Flow) -> Flow {
    let mut smooth = flow.clone();
    for channel in 0..2 {
        let plane = Plane {
            size: flow.size(),
            values: flow.planes().plane(channel).to_vec(),
        };
        let means = plane.box_mean(CALM_REACH).values;
        smooth
            .planes_mut()
            .plane_mut(channel)
            .copy_from_slice(&means);
    }

    smooth
}

/// The square of the flow's slope at a pixel.
fn steepness(flow: &Flow, x: usize, y: usize) -> f32 {
    let PlaneSize { height, width } = flow.size();
    let left = flow.way(x.saturating_sub(1), y);
    let right = flow.way((x + 1).min(width - 1), y);
    let above = flow.way(x, y.saturating_sub(1));
    let below = flow.way(x, (y + 1).min(height - 1));
    let slope = |a: f32, b: f32| (a - b) * (a - b) / 4.0;

    slope(right.x, left.x)
        + slope(right.y, left.y)
        + slope(below.x, above.x)
        + slope(below.y, above.y)
}
