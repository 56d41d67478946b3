//! The wall by the light of a lamp above on the left.

/// The wall where the lamp is nearest, and far from it.
const NEAR: [f64; 3] = [238.0, 235.0, 229.0];
const FAR: [f64; 3] = [203.0, 199.0, 193.0];
/// Where the lamp is, in parts of the preview.
const LAMP: (f64, f64) = (0.3, 0.12);

/// The wall's colour without shadow, at a place in parts of the preview.
pub(super) fn wall_colour(u: f64, v: f64) -> [f64; 3] {
    let far = ((u - LAMP.0).hypot(v - LAMP.1) / 1.1).min(1.0).powf(1.4);
    [0, 1, 2].map(|channel| NEAR[channel] * (1.0 - far) + FAR[channel] * far)
}

/// A little unevenness, of one grey level: without it the wall's gradient shows steps.
pub(super) fn grain(x: u32, y: u32) -> f64 {
    let mut hash = x.wrapping_mul(0x9e37_79b9) ^ y.wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 15)).wrapping_mul(0x2c1b_3c6d);
    hash ^= hash >> 12;
    f64::from(hash & 0xffff) / 65_535.0 - 0.5
}

/// What the box keeps from the wall: a close dark shadow and a wide faint one, as of a large lamp.
pub(super) struct Shadow {
    half: (f64, f64),
    depth: f64,
}

/// (shift to the right, shift down, softness, darkness), the lengths in depths of the box.
const LAYERS: [(f64, f64, f64, f64); 3] = [
    (0.15, 0.25, 0.22, 0.30),
    (0.7, 1.0, 0.8, 0.26),
    (1.3, 2.2, 2.4, 0.20),
];

impl Shadow {
    pub(super) fn of(half: (f64, f64), depth: f64) -> Self {
        Self { half, depth }
    }

    /// The part of the light that arrives at a place of the wall.
    pub(super) fn light(&self, x: f64, y: f64) -> f64 {
        let dim = |&(right, down, softness, darkness): &(f64, f64, f64, f64)| {
            let soft = softness * self.depth;
            let across = covered(x - right * self.depth, self.half.0, soft);
            1.0 - darkness * across * covered(y - down * self.depth, self.half.1, soft)
        };
        LAYERS.iter().map(dim).product()
    }
}

/// A step up at -half and down at half, each as soft as a logistic curve of this width.
fn covered(at: f64, half: f64, soft: f64) -> f64 {
    let step = |at: f64| 1.0 / (1.0 + (-2.0 * at / soft).exp());
    step(at + half) * step(half - at)
}
