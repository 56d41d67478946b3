//! Samples of 8 or 16 bits: arithmetic, and rows of RGB made of them.

use std::sync::Arc;

use moxcms::{CmsError, ColorProfile, Layout, TransformExecutor, TransformOptions};

use super::raw::Colour;

/// A colour conversion as `moxcms` runs it.
pub(super) type Executor<S> = Arc<dyn TransformExecutor<S> + Send + Sync>;

/// A row of RGB, or of RGBA.
pub(super) struct RgbRow<S> {
    pub(super) samples: Vec<S>,
    pub(super) has_alpha: bool,
}

/// Converts a row without a profile: untagged colours count as sRGB.
pub(super) fn untagged_to_rgb<S: Sample>(row: &[S], colour: Colour) -> RgbRow<S> {
    let samples = match colour {
        Colour::Grey => row.iter().flat_map(|&s| [s; 3]).collect(),
        Colour::GreyAlpha => row
            .chunks_exact(2)
            .flat_map(|p| [p[0], p[0], p[0], p[1]])
            .collect(),
        Colour::Rgb | Colour::Rgba => row.to_vec(),
        // Ink absorbs light: with 255 for no ink, the light left is the product. Real prints look
        // duller; only a profile knows by how much.
        Colour::Cmyk => row
            .chunks_exact(4)
            .flat_map(|p| [p[0], p[1], p[2]].map(|ink| ink.times(p[3])))
            .collect(),
    };

    RgbRow {
        samples,
        has_alpha: colour.has_alpha(),
    }
}

/// A sample of 8 or 16 bits, as a share of its largest value.
pub(super) trait Sample: Copy + Default {
    /// The conversion from `profile` to sRGB.
    fn executor(
        profile: &ColorProfile,
        from: Layout,
        to: Layout,
    ) -> Result<Executor<Self>, CmsError>;
    /// The largest value minus this one.
    fn inverted(self) -> Self;
    /// The product of two shares, rounded.
    fn times(self, other: Self) -> Self;
    /// The sum of two shares, at most 1.
    fn plus(self, other: Self) -> Self;
    /// Rounded to 8 bits.
    fn to_eight_bits(self) -> u8;
}

impl Sample for u8 {
    fn executor(
        profile: &ColorProfile,
        from: Layout,
        to: Layout,
    ) -> Result<Executor<Self>, CmsError> {
        profile.create_transform_8bit(
            from,
            &ColorProfile::new_srgb(),
            to,
            TransformOptions::default(),
        )
    }

    fn inverted(self) -> Self {
        Self::MAX - self
    }

    fn times(self, other: Self) -> Self {
        ((u32::from(self) * u32::from(other) + 127) / 255) as Self
    }

    fn plus(self, other: Self) -> Self {
        self.saturating_add(other)
    }

    fn to_eight_bits(self) -> u8 {
        self
    }
}

impl Sample for u16 {
    fn executor(
        profile: &ColorProfile,
        from: Layout,
        to: Layout,
    ) -> Result<Executor<Self>, CmsError> {
        profile.create_transform_16bit(
            from,
            &ColorProfile::new_srgb(),
            to,
            TransformOptions::default(),
        )
    }

    fn inverted(self) -> Self {
        Self::MAX - self
    }

    fn times(self, other: Self) -> Self {
        ((u32::from(self) * u32::from(other) + 32767) / 65535) as Self
    }

    fn plus(self, other: Self) -> Self {
        self.saturating_add(other)
    }

    fn to_eight_bits(self) -> u8 {
        ((u32::from(self) + 128) / 257) as u8
    }
}
