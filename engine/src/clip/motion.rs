//! Finds the flow between two frames: pyramidal Lucas and Kanade (Lucas and Kanade, 1981; Bouguet,
//! 2000), for every pixel.
//!
//! From the smallest of a few halved copies to the frame itself, each pixel's way is improved a few
//! times by the motion that explains best how a window of 11 x 11 px around it changed. Pixels that
//! changed much count less, since something else may be there. A median after each step removes what
//! stands alone, and at each size what is too flat to be seen moving is [settled](settle).

use super::{
    filters::Plane,
    flow::{Flow, Vector},
    settling::{prefer_camera, settle},
};
use crate::planes::{PlaneSize, Planes};

/// Sizes, each half the one before; fewer for small frames.
const LEVELS: usize = 5;
/// No copy has a side shorter than this many px.
const LEAST_SIDE: usize = 12;
/// Improvements at each size.
const STEPS: usize = 4;
/// How far the window reaches from its middle, in px.
const REACH: usize = 5;
/// The longest step, in px.
const LONGEST_STEP: f32 = 2.0;
/// A pixel that changed by this much counts half.
const OUTLIER: f32 = 12.0;
/// Keeps flat areas moving as they do in the smaller copies: a few times the variance of grain.
const FLATNESS: f32 = 8.0;

/// Copies of a frame's brightness, each half the size of the one before.
pub(super) struct Pyramid {
    levels: Vec<Plane>,
}

impl Pyramid {
    pub(super) fn new(frame: &Planes) -> Self {
        let mut levels = vec![Plane::brightness(frame)];
        while levels.len() < LEVELS {
            let half = levels[levels.len() - 1].halved();
            if half.size.height.min(half.size.width) < LEAST_SIDE {
                break;
            }

            levels.push(half);
        }

        Self { levels }
    }

    /// The flow from this frame to another one of the same size.
    pub(super) fn flow_to(&self, other: &Self) -> Flow {
        let mut flow: Option<Flow> = None;
        for (level, own) in self.levels.iter().enumerate().rev() {
            let other = &other.levels[level];
            let mut current = match flow.take() {
                Some(smaller) => enlarged(&smaller, own.size),
                None => still(own.size),
            };

            let other = other.to_planes();
            for _ in 0..STEPS {
                improve(&mut current, own, &other);
            }
            let camera = settle(&mut current, own, (-(level as f64)).exp2());
            if level == 0 {
                prefer_camera(&mut current, &camera, own, &other);
            }
            flow = Some(current);
        }

        flow.unwrap_or_else(|| still(self.levels[0].size))
    }
}

/// Flows between two frames, both ways.
pub(super) struct FlowPair {
    /// From the later frame to the earlier one.
    pub(super) back: Flow,
    /// From the earlier frame to the later one.
    pub(super) forth: Flow,
}

impl FlowPair {
    pub(super) fn new(earlier: &Pyramid, later: &Pyramid) -> Self {
        let (back, forth) = rayon::join(|| later.flow_to(earlier), || earlier.flow_to(later));
        Self { back, forth }
    }
}

fn still(size: PlaneSize) -> Flow {
    Flow::from_planes(Planes::zeros(2, size.height, size.width))
}

/// A flow for a frame with sides twice as long.
fn enlarged(flow: &Flow, size: PlaneSize) -> Flow {
    let PlaneSize { height, width } = size;
    let small = flow.size();
    let ratio = |large: usize, small: usize| small as f32 / large as f32;
    let across = ratio(width, small.width);
    let down = ratio(height, small.height);

    // Where each pixel is in the smaller frame; every second pixel is one of its pixels.
    let ways = Flow::from_fn(size, |x, y| Vector {
        x: x as f32 * (across.min(0.5) - 1.0),
        y: y as f32 * (down.min(0.5) - 1.0),
    });
    let mut enlarged = ways.warp(flow.planes());
    for way in enlarged.data_mut() {
        *way *= 2.0;
    }

    Flow::from_planes(enlarged)
}

/// One step of Lucas and Kanade for every pixel.
fn improve(flow: &mut Flow, own: &Plane, other: &Planes) {
    let size = own.size;
    let warped = Plane {
        size,
        values: flow.warp(other).plane(0).to_vec(),
    };
    let mut middle = own.clone();
    middle
        .values
        .iter_mut()
        .zip(&warped.values)
        .for_each(|(value, warped)| *value = (*value + warped) / 2.0);

    let products = Products::new(&middle, own, &warped);
    let [xx, xy, yy, xt, yt] = products.0.map(|plane| plane.box_mean(REACH).values);
    let mut ways = [Plane::zeros(size), Plane::zeros(size)];
    for (channel, plane) in ways.iter_mut().enumerate() {
        plane.values.copy_from_slice(flow.planes().plane(channel));
    }

    for place in 0..xx.len() {
        let across = xx[place] + FLATNESS;
        let down = yy[place] + FLATNESS;
        let both = xy[place];
        let determinant = across * down - both * both;
        let x = (both * yt[place] - down * xt[place]) / determinant;
        let y = (both * xt[place] - across * yt[place]) / determinant;
        ways[0].values[place] += x.clamp(-LONGEST_STEP, LONGEST_STEP);
        ways[1].values[place] += y.clamp(-LONGEST_STEP, LONGEST_STEP);
    }

    for (channel, plane) in ways.iter().enumerate() {
        let smooth = plane.medians();
        flow.planes_mut()
            .plane_mut(channel)
            .copy_from_slice(&smooth.values);
    }
}

/// Products of the slopes along x, y and time, weighed by how far each pixel may be trusted.
struct Products([Plane; 5]);

impl Products {
    fn new(middle: &Plane, own: &Plane, warped: &Plane) -> Self {
        let PlaneSize { height, width } = middle.size;
        let mut products = [0; 5].map(|_| Plane::zeros(middle.size));
        let row = |y: usize| &middle.values[y.min(height - 1) * width..][..width];

        for y in 0..height {
            let above = row(y.saturating_sub(1));
            let here = row(y);
            let below = row(y + 1);
            for x in 0..width {
                let left = x.saturating_sub(1);
                let right = (x + 1).min(width - 1);
                let place = y * width + x;

                // Scharr's kernels.
                let across = (3.0 * (above[right] - above[left] + below[right] - below[left])
                    + 10.0 * (here[right] - here[left]))
                    / 32.0;
                let down = (3.0 * (below[left] - above[left] + below[right] - above[right])
                    + 10.0 * (below[x] - above[x]))
                    / 32.0;
                let change = warped.values[place] - own.values[place];
                let trust = 1.0 / (1.0 + (change / OUTLIER) * (change / OUTLIER));

                let values = [
                    across * across,
                    across * down,
                    down * down,
                    across * change,
                    down * change,
                ];
                for (product, value) in products.iter_mut().zip(values) {
                    product.values[place] = trust * value;
                }
            }
        }

        Self(products)
    }
}
