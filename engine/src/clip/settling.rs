//! What the flow is where nothing can be seen moving: in a flat sky it would only follow the grain.
//!
//! Such a place moves with what lies beside it in the same colours, and where there is nothing to
//! follow, with the camera. The first is a filter that does not cross edges (Gastal and Oliveira,
//! "Domain Transform for Edge-Aware Image Processing", 2011), the second an affine motion that most
//! of the frame agrees with.

use super::{
    filters::Plane,
    flow::{Flow, Vector},
};
use crate::planes::{PlaneSize, Planes};

/// The square of a slope that grain alone has.
const GRAIN_SLOPE: f32 = 3.0;
/// A pixel with so much more than that is trusted half.
const HALF_TRUSTED: f32 = 25.0;
/// How far a motion reaches within one colour, in px, and by how much a crossed edge of one level is
/// longer than a px.
const REACH: f32 = 24.0;
const EDGE: f32 = 1.6;
/// How often the filter goes over rows and columns.
const ROUNDS: i32 = 2;
/// The trust in the camera's motion.
const CAMERA_TRUST: f32 = 0.1;
/// Up to this the camera's motion explains a place as well as another one, and from this on it does
/// not; of 255, as the mean over 5 x 5 px.
const SURELY_SAME: f32 = 0.5;
const SURELY_OTHER: f32 = 1.2;
/// Rounds in which the camera's motion is fitted.
const FITS: usize = 8;
/// Cells along the longer side of a frame, each with one voice in the fit.
const CELLS: usize = 24;
/// The camera's motion needs as much as so many cells that count.
const LEAST_SEEN: f64 = 0.5;
/// With so many trusted pixels a cell counts half.
const ENOUGH: f64 = 2.0;
/// Motion that is this far from the camera's, in px, counts a quarter; and at first.
const OTHER_MOTION: f64 = 0.4;
const OTHER_MOTION_AT_FIRST: f64 = 2.5;

/// Settles a flow from a frame with this brightness, and returns how the camera moves. `scale` is
/// how much smaller the frame is than the whole one.
pub(super) fn settle(flow: &mut Flow, frame: &Plane, scale: f64) -> Flow {
    let calm = frame.box_mean(1);
    let trust = trust(&calm);
    let camera = Camera::fit(flow, &trust, scale);
    let size = frame.size;

    let mut sums = [0; 3].map(|_| Plane::zeros(size));
    for y in 0..size.height {
        for x in 0..size.width {
            let place = y * size.width + x;
            let way = flow.way(x, y);
            let [across, down] = camera.way(x as f64, y as f64);
            sums[0].values[place] = trust.values[place] * (way.x - across);
            sums[1].values[place] = trust.values[place] * (way.y - down);
            sums[2].values[place] = trust.values[place];
        }
    }

    let steps = Steps::new(&calm);
    for plane in &mut sums {
        steps.spread(plane);
    }

    let width = size.width;
    for channel in 0..2 {
        let ways = flow.planes_mut().plane_mut(channel);
        for (place, way) in ways.iter_mut().enumerate() {
            let camera = camera.way((place % width) as f64, (place / width) as f64)[channel];
            let beside = sums[channel].values[place] / (sums[2].values[place] + CAMERA_TRUST);
            let own = trust.values[place];
            *way = *way * own + (camera + beside) * (1.0 - own);
        }
    }

    camera.flow(size)
}

/// Lets places move with the camera where that explains the other frame as well as the flow does,
/// up to grain.
pub(super) fn prefer_camera(flow: &mut Flow, camera: &Flow, frame: &Plane, other: &Planes) {
    let own = difference(flow, frame, other);
    let by_camera = difference(camera, frame, other);
    let mut shares = Plane::zeros(frame.size);
    for place in 0..shares.values.len() {
        let worse = by_camera.values[place] - own.values[place];
        shares.values[place] =
            ((worse - SURELY_SAME) / (SURELY_OTHER - SURELY_SAME)).clamp(0.0, 1.0);
    }

    let shares = shares.box_mean(1);
    for channel in 0..2 {
        let camera = camera.planes().plane(channel).to_vec();
        let ways = flow.planes_mut().plane_mut(channel).iter_mut();
        for ((way, camera), share) in ways.zip(camera).zip(&shares.values) {
            *way = camera + (*way - camera) * share;
        }
    }
}

/// How much a frame differs from another one that is moved, around each pixel.
fn difference(flow: &Flow, frame: &Plane, other: &Planes) -> Plane {
    let mut difference = Plane {
        size: frame.size,
        values: flow.warp(other).plane(0).to_vec(),
    };
    for (value, frame) in difference.values.iter_mut().zip(&frame.values) {
        *value = (*value - frame).abs();
    }

    difference.box_mean(2)
}

/// How far each pixel's own motion is trusted, 0..=1: by the slopes right beside it.
fn trust(calm: &Plane) -> Plane {
    let PlaneSize { height, width } = calm.size;
    let mut slopes = Plane::zeros(calm.size);
    for y in 0..height {
        for x in 0..width {
            let at = |x: usize, y: usize| calm.values[y * width + x];
            let across = at((x + 1).min(width - 1), y) - at(x.saturating_sub(1), y);
            let down = at(x, (y + 1).min(height - 1)) - at(x, y.saturating_sub(1));
            slopes.values[y * width + x] = across * across + down * down;
        }
    }

    let mut trust = slopes.box_mean(1);
    for value in &mut trust.values {
        let slope = (*value - GRAIN_SLOPE).max(0.0);
        *value = slope / (slope + HALF_TRUSTED);
    }

    trust
}

/// An affine motion: for each axis what it is in the corner, and how it grows along x and y.
struct Camera([[f64; 3]; 2]);

/// What is known of the motion at a pixel.
struct Sample {
    at: [f64; 3],
    way: [f64; 2],
    weight: f64,
}

impl Camera {
    /// The motion that is found in most parts of the frame, wherever there is anything to see: first
    /// the same for all, then a fit in which what moves otherwise counts less and less. `scale` is
    /// how much smaller the frame is than the whole one.
    fn fit(flow: &Flow, trust: &Plane, scale: f64) -> Self {
        let samples = samples(flow, trust);
        let mut limit = OTHER_MOTION_AT_FIRST * scale;
        let [across, down] = commonest(&samples, limit);
        let mut camera = Self([[across, 0.0, 0.0], [down, 0.0, 0.0]]);

        for _ in 0..FITS {
            let mut equations = Equations::default();
            for sample in &samples {
                let known = camera.exact_way(sample.at);
                let off = distance(sample.way, known) / limit;
                let share = (1.0 + off * off).powi(-2);
                let rest = [sample.way[0] - known[0], sample.way[1] - known[1]];
                equations.add(sample.at, rest, share * sample.weight);
            }

            for (row, change) in camera.0.iter_mut().zip(equations.solution()) {
                for (factor, change) in row.iter_mut().zip(change) {
                    *factor += change;
                }
            }
            limit = (limit * 0.7).max(OTHER_MOTION * scale);
        }

        camera
    }

    fn exact_way(&self, at: [f64; 3]) -> [f64; 2] {
        self.0
            .map(|row| row.iter().zip(at).map(|(factor, at)| factor * at).sum())
    }

    fn flow(&self, size: PlaneSize) -> Flow {
        Flow::from_fn(size, |x, y| {
            let [x, y] = self.way(x as f64, y as f64);
            Vector { x, y }
        })
    }

    fn way(&self, x: f64, y: f64) -> [f32; 2] {
        self.exact_way([1.0, x, y]).map(|way| way as f32)
    }
}

/// One sample for each cell of a grid: what moves fills some cells, and the rest of the frame more,
/// however little there is to see in each.
fn samples(flow: &Flow, trust: &Plane) -> Vec<Sample> {
    let PlaneSize { height, width } = flow.size();
    let side = (width.max(height) / CELLS).max(2);
    let mut samples = Vec::new();

    for top in (0..height).step_by(side) {
        for left in (0..width).step_by(side) {
            let mut sample = Sample {
                at: [0.0; 3],
                way: [0.0; 2],
                weight: 0.0,
            };
            for y in top..(top + side).min(height) {
                for x in left..(left + side).min(width) {
                    let weight = f64::from(trust.values[y * width + x]).max(1e-9);
                    let way = flow.way(x, y);
                    let sums = [x as f64, y as f64, f64::from(way.x), f64::from(way.y)];
                    sample.weight += weight;
                    sample.at[1] += weight * sums[0];
                    sample.at[2] += weight * sums[1];
                    sample.way[0] += weight * sums[2];
                    sample.way[1] += weight * sums[3];
                }
            }

            let sum = sample.weight;
            sample.at = [1.0, sample.at[1] / sum, sample.at[2] / sum];
            sample.way = sample.way.map(|way| way / sum);
            // A few trusted pixels are enough to count fully.
            sample.weight = sum / (sum + ENOUGH);
            samples.push(sample);
        }
    }

    samples
}

/// The way with which most samples agree; none at all if there is hardly anything to see.
fn commonest(samples: &[Sample], limit: f64) -> [f64; 2] {
    let seen: f64 = samples.iter().map(|sample| sample.weight).sum();
    if seen < LEAST_SEEN {
        return [0.0; 2];
    }

    let agreeing = |way: [f64; 2]| -> f64 {
        let shares = samples.iter().map(|sample| {
            let off = distance(sample.way, way) / limit;
            sample.weight / (1.0 + off * off).powi(2)
        });
        shares.sum()
    };

    let ways = samples.iter().map(|sample| sample.way);
    ways.max_by(|a, b| agreeing(*a).total_cmp(&agreeing(*b)))
        .unwrap_or_default()
}

fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

/// The normal equations of an affine fit.
#[derive(Default)]
struct Equations {
    left: [[f64; 3]; 3],
    right: [[f64; 3]; 2],
}

impl Equations {
    fn add(&mut self, at: [f64; 3], way: [f64; 2], weight: f64) {
        for (row, first) in self.left.iter_mut().zip(at) {
            for (sum, second) in row.iter_mut().zip(at) {
                *sum += weight * first * second;
            }
        }

        for (row, way) in self.right.iter_mut().zip(way) {
            for (sum, at) in row.iter_mut().zip(at) {
                *sum += weight * way * at;
            }
        }
    }

    /// The factors for both axes; none that the frame does not tell.
    fn solution(&self) -> [[f64; 3]; 2] {
        let mut left = self.left;
        // A little pull to what is known, so that there is always a solution.
        left[0][0] += 0.1;
        left[1][1] += 1e3;
        left[2][2] += 1e3;

        let determinant = determinant(&left);
        self.right.map(|right| {
            [0, 1, 2].map(|column| {
                let mut replaced = left;
                for (row, value) in replaced.iter_mut().zip(right) {
                    row[column] = value;
                }
                self::determinant(&replaced) / determinant
            })
        })
    }
}

fn determinant(m: &[[f64; 3]; 3]) -> f64 {
    m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
}

/// How long the step to each pixel is: from its left, and from above.
struct Steps {
    across: Plane,
    down: Plane,
}

impl Steps {
    fn new(calm: &Plane) -> Self {
        let PlaneSize { height, width } = calm.size;
        let mut across = Plane::zeros(calm.size);
        let mut down = Plane::zeros(calm.size);
        for y in 0..height {
            for x in 0..width {
                let place = y * width + x;
                let edge = |from: usize| EDGE * (calm.values[place] - calm.values[from]).abs();
                across.values[place] = 1.0 + edge(if x == 0 { place } else { place - 1 });
                down.values[place] = 1.0 + edge(if y == 0 { place } else { place - width });
            }
        }

        Self { across, down }
    }

    /// Spreads values along rows and columns, back and forth.
    fn spread(&self, plane: &mut Plane) {
        for round in 0..ROUNDS {
            // Later rounds reach less far, and remove the stripes of earlier ones.
            let reach = REACH * 3.0_f32.sqrt() * 2.0_f32.powi(ROUNDS - 1 - round)
                / (4.0_f32.powi(ROUNDS) - 1.0).sqrt();
            let fade = (-2.0_f32.sqrt() / reach).exp();
            spread_rows(plane, &self.across, fade);
            spread_columns(plane, &self.down, fade);
        }
    }
}

fn spread_rows(plane: &mut Plane, steps: &Plane, fade: f32) {
    let width = plane.size.width;
    let rows = plane.values.chunks_exact_mut(width);
    for (row, steps) in rows.zip(steps.values.chunks_exact(width)) {
        let shares: Vec<f32> = steps.iter().map(|step| fade.powf(*step)).collect();
        for x in 1..width {
            row[x] += (row[x - 1] - row[x]) * shares[x];
        }
        for x in (1..width).rev() {
            row[x - 1] += (row[x] - row[x - 1]) * shares[x];
        }
    }
}

fn spread_columns(plane: &mut Plane, steps: &Plane, fade: f32) {
    let PlaneSize { height, width } = plane.size;
    let shares: Vec<f32> = steps.values.iter().map(|step| fade.powf(*step)).collect();
    for y in 1..height {
        for x in 0..width {
            let place = y * width + x;
            let above = plane.values[place - width];
            plane.values[place] += (above - plane.values[place]) * shares[place];
        }
    }

    for y in (1..height).rev() {
        for x in 0..width {
            let place = y * width + x;
            let below = plane.values[place];
            plane.values[place - width] += (below - plane.values[place - width]) * shares[place];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SplitMix64;

    const SIZE: PlaneSize = PlaneSize {
        height: 60,
        width: 80,
    };

    /// Stripes at the left, flat with a little grain at the right.
    fn frame() -> Plane {
        let mut random = SplitMix64::new(2);
        let values = (0..SIZE.height * SIZE.width).map(|place| {
            let (x, y) = (place % SIZE.width, place / SIZE.width);
            let stripes = if x < 30 {
                ((x / 4 + y / 5) % 2) as f32 * 80.0
            } else {
                0.0
            };
            100.0 + stripes + random.symmetric()
        });

        Plane {
            size: SIZE,
            values: values.collect(),
        }
    }

    #[test]
    fn what_is_flat_moves_with_the_camera_and_not_with_its_grain() {
        let frame = frame();
        let camera = |x: usize, y: usize| Vector {
            x: 2.0 + 0.01 * x as f32,
            y: -1.0 + 0.005 * y as f32,
        };
        let mut flow = Flow::from_fn(SIZE, |x, y| {
            if x < 32 {
                camera(x, y)
            } else {
                Vector::default()
            }
        });
        settle(&mut flow, &frame, 1.0);

        for y in 0..SIZE.height {
            for x in (0..20).chain(45..SIZE.width) {
                let way = flow.way(x, y);
                let off = (way.x - camera(x, y).x).hypot(way.y - camera(x, y).y);
                assert!(off < 0.4, "{off} at {x} {y}");
            }
        }
    }

    #[test]
    fn a_frame_without_any_structure_does_not_move() {
        let frame = Plane::zeros(SIZE);
        let mut flow = Flow::from_fn(SIZE, |_, _| Vector { x: 3.0, y: 3.0 });
        settle(&mut flow, &frame, 1.0);

        assert!(flow.planes().data().iter().all(|way| way.abs() < 1e-3));
    }
}
