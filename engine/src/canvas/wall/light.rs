//! The light on the wall, from a lamp above on the left, and the shadow of the canvas.

use super::camera::CanvasBox;

/// The wall's colour nearest to the lamp, and far from it.
const NEAR: [f64; 3] = [238.0, 235.0, 229.0];
const FAR: [f64; 3] = [203.0, 199.0, 193.0];
/// The place of the lamp, in fractions of the preview's width and height.
const LAMP_U: f64 = 0.3;
const LAMP_V: f64 = 0.12;

/// The wall's colour without shadow, at (u, v) in fractions of the preview's width and height.
pub(super) fn wall_colour(u: f64, v: f64) -> [f64; 3] {
    let far = ((u - LAMP_U).hypot(v - LAMP_V) / 1.1).min(1.0).powf(1.4);
    [0, 1, 2].map(|channel| NEAR[channel] * (1.0 - far) + FAR[channel] * far)
}

/// Noise of one grey level: without it, the wall's gradient shows bands.
pub(super) fn grain(x: u32, y: u32) -> f64 {
    let mut hash = x.wrapping_mul(0x9e37_79b9) ^ y.wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 15)).wrapping_mul(0x2c1b_3c6d);
    hash ^= hash >> 12;
    f64::from(hash & 0xffff) / 65_535.0 - 0.5
}

/// The shadow of the box on the wall: close and dark to wide and faint, as from a large lamp.
pub(super) struct Shadow {
    canvas: CanvasBox,
}

/// One layer of the shadow. Lengths are in units of the box's depth.
struct ShadowLayer {
    shift_right: f64,
    shift_down: f64,
    softness: f64,
    darkness: f64,
}

const LAYERS: [ShadowLayer; 3] = [
    ShadowLayer {
        shift_right: 0.15,
        shift_down: 0.25,
        softness: 0.22,
        darkness: 0.30,
    },
    ShadowLayer {
        shift_right: 0.7,
        shift_down: 1.0,
        softness: 0.8,
        darkness: 0.26,
    },
    ShadowLayer {
        shift_right: 1.3,
        shift_down: 2.2,
        softness: 2.4,
        darkness: 0.20,
    },
];

impl Shadow {
    pub(super) fn new(canvas: CanvasBox) -> Self {
        Self { canvas }
    }

    /// The share of the light that reaches the point (x, y) of the wall, in mm.
    pub(super) fn light(&self, x: f64, y: f64) -> f64 {
        let CanvasBox {
            half_width,
            half_height,
            depth,
        } = self.canvas;
        let passed = |layer: &ShadowLayer| {
            let soft = layer.softness * depth;
            let across = covered(x - layer.shift_right * depth, half_width, soft);
            let down = covered(y - layer.shift_down * depth, half_height, soft);
            1.0 - layer.darkness * across * down
        };

        LAYERS.iter().map(passed).product()
    }
}

/// 1 between -half and half and 0 outside, with logistic transitions of the width `soft`.
fn covered(at: f64, half: f64, soft: f64) -> f64 {
    let step = |at: f64| 1.0 / (1.0 + (-2.0 * at / soft).exp());
    step(at + half) * step(half - at)
}
