//! CIE L*a*b* of 8 bits to sRGB.

/// How a* and b* are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signs {
    /// As signed bytes (TIFF 6).
    Signed,
    /// As bytes from -128 up (ICC).
    Offset,
}

/// The white that the colours are relative to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum White {
    /// That of ICC profiles.
    D50,
    /// That of sRGB.
    D65,
}

/// The x of D65.
pub(super) const D65_X: f32 = 0.3127;

impl White {
    fn xyz(self) -> [f32; 3] {
        match self {
            Self::D50 => [0.9642, 1.0, 0.8249],
            Self::D65 => [0.950_47, 1.0, 1.088_83],
        }
    }

    /// From XYZ to linear sRGB, with Bradford's adaptation.
    fn to_rgb(self) -> [[f32; 3]; 3] {
        match self {
            Self::D50 => [
                [3.133_856, -1.616_867, -0.490_615],
                [-0.978_768, 1.916_142, 0.033_454],
                [0.071_945, -0.228_991, 1.405_243],
            ],
            Self::D65 => [
                [3.240_454, -1.537_139, -0.498_531],
                [-0.969_266, 1.876_011, 0.041_556],
                [0.055_643, -0.204_026, 1.057_225],
            ],
        }
    }
}

/// Converts pixels of three bytes in place.
pub(super) fn to_srgb(samples: &mut [u8], signs: Signs, white: White) {
    let [white_x, white_y, white_z] = white.xyz();
    let to_rgb = white.to_rgb();

    for pixel in samples.chunks_exact_mut(3) {
        let signed = |byte: u8| match signs {
            Signs::Signed => f32::from(byte.cast_signed()),
            Signs::Offset => f32::from(byte) - 128.0,
        };
        let lightness = f32::from(pixel[0]) * 100.0 / 255.0;
        let y = (lightness + 16.0) / 116.0;
        let x = y + signed(pixel[1]) / 500.0;
        let z = y - signed(pixel[2]) / 200.0;
        let xyz = [cubed(x) * white_x, cubed(y) * white_y, cubed(z) * white_z];

        for (sample, row) in pixel.iter_mut().zip(to_rgb) {
            let light: f32 = row
                .iter()
                .zip(xyz)
                .map(|(weight, value)| weight * value)
                .sum();
            *sample = (encoded(light) * 255.0 + 0.5) as u8;
        }
    }
}

/// The inverse of the root in the definition of L*a*b*.
fn cubed(root: f32) -> f32 {
    if root > 6.0 / 29.0 {
        root.powi(3)
    } else {
        3.0 * (6.0f32 / 29.0).powi(2) * (root - 4.0 / 29.0)
    }
}

/// The sRGB sample of a light.
fn encoded(light: f32) -> f32 {
    if light <= 0.003_130_8 {
        12.92 * light.max(0.0)
    } else {
        1.055 * light.min(1.0).powf(1.0 / 2.4) - 0.055
    }
}
