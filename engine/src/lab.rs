//! CIE L*a*b* of D65: colours as lightness and two differences that eyes feel alike everywhere.

use std::sync::LazyLock;

/// The white of sRGB.
const WHITE: [f32; 3] = [0.950_47, 1.0, 1.088_83];
/// From linear sRGB to XYZ (IEC 61966-2-1) …
const TO_XYZ: [[f32; 3]; 3] = [
    [0.412_456_4, 0.357_576_1, 0.180_437_5],
    [0.212_672_9, 0.715_152_2, 0.072_175],
    [0.019_333_9, 0.119_192, 0.950_304_1],
];
/// … and back.
const TO_RGB: [[f32; 3]; 3] = [
    [3.240_454, -1.537_139, -0.498_531],
    [-0.969_266, 1.876_011, 0.041_556],
    [0.055_643, -0.204_026, 1.057_225],
];

/// The light of each sRGB sample, 0..=1.
static LIGHTS: LazyLock<[f32; 256]> = LazyLock::new(|| {
    std::array::from_fn(|sample| {
        let value = sample as f32 / 255.0;
        if value <= 0.040_45 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    })
});

/// A colour in CIE L*a*b*.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Lab {
    /// L*, from black at 0 to white at 100.
    pub(crate) lightness: f32,
    /// Its colour.
    pub(crate) tint: Tint,
}

/// The colour without the lightness. Its length is the chroma.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Tint {
    /// a*, from green to red.
    pub(crate) a: f32,
    /// b*, from blue to yellow.
    pub(crate) b: f32,
}

impl Tint {
    pub(crate) fn chroma(self) -> f32 {
        self.a.hypot(self.b)
    }

    /// The hue in degrees, 0..360.
    pub(crate) fn hue(self) -> f32 {
        self.b.atan2(self.a).to_degrees().rem_euclid(360.0)
    }

    pub(crate) fn distance(self, other: Self) -> f32 {
        (self.a - other.a).hypot(self.b - other.b)
    }
}

impl Lab {
    /// The colour of an sRGB pixel.
    pub(crate) fn from_srgb(rgb: [u8; 3]) -> Self {
        let lights = rgb.map(|sample| LIGHTS[usize::from(sample)]);
        let [x, y, z] = times(&TO_XYZ, lights);
        let [white_x, white_y, white_z] = WHITE;

        let x = root(x / white_x);
        let y = root(y / white_y);
        let z = root(z / white_z);

        Self {
            lightness: 116.0 * y - 16.0,
            tint: Tint {
                a: 500.0 * (x - y),
                b: 200.0 * (y - z),
            },
        }
    }

    /// The sRGB samples of this colour, 0..=255 where it has some, and beyond where it has none.
    pub(crate) fn to_srgb(self) -> [f32; 3] {
        let y = (self.lightness + 16.0) / 116.0;
        let x = y + self.tint.a / 500.0;
        let z = y - self.tint.b / 200.0;
        let [white_x, white_y, white_z] = WHITE;
        let xyz = [cubed(x) * white_x, cubed(y) * white_y, cubed(z) * white_z];

        times(&TO_RGB, xyz).map(|light| encoded(light) * 255.0)
    }

    /// The squared difference ΔE of 1976 to another colour.
    pub(crate) fn squared_difference(self, other: Self) -> f32 {
        let lightness = self.lightness - other.lightness;
        let a = self.tint.a - other.tint.a;
        let b = self.tint.b - other.tint.b;

        lightness * lightness + a * a + b * b
    }
}

fn times(matrix: &[[f32; 3]; 3], vector: [f32; 3]) -> [f32; 3] {
    matrix.map(|row| row[0] * vector[0] + row[1] * vector[1] + row[2] * vector[2])
}

/// The root in the definition of L*a*b*.
fn root(value: f32) -> f32 {
    if value > 216.0 / 24389.0 {
        value.cbrt()
    } else {
        (24389.0 / 27.0 * value + 16.0) / 116.0
    }
}

/// Its inverse.
fn cubed(root: f32) -> f32 {
    if root > 6.0 / 29.0 {
        root.powi(3)
    } else {
        3.0 * (6.0f32 / 29.0).powi(2) * (root - 4.0 / 29.0)
    }
}

/// The sRGB sample of a light, 0..=1 for what a screen can show.
fn encoded(light: f32) -> f32 {
    if light <= 0.003_130_8 {
        12.92 * light
    } else {
        1.055 * light.powf(1.0 / 2.4) - 0.055
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From Bruce Lindbloom's calculator.
    #[test]
    fn red_has_the_known_coordinates() {
        let red = Lab::from_srgb([255, 0, 0]);

        assert!((red.lightness - 53.24).abs() < 0.02, "{red:?}");
        assert!((red.tint.a - 80.09).abs() < 0.05, "{red:?}");
        assert!((red.tint.b - 67.20).abs() < 0.05, "{red:?}");
    }

    #[test]
    fn colours_come_back() {
        for rgb in [[0, 0, 0], [255, 255, 255], [12, 200, 90], [250, 3, 128]] {
            let back = Lab::from_srgb(rgb).to_srgb();
            for (sample, back) in rgb.into_iter().zip(back) {
                assert!((f32::from(sample) - back).abs() < 0.1, "{rgb:?} {back:?}");
            }
        }
    }
}
