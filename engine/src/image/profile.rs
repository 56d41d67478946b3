//! Colour profiles, applied by `moxcms`.

use moxcms::{ColorProfile, DataColorSpace, Layout};

use super::{
    colour_space::ColourSpace,
    raw::Colour,
    sample::{Executor, RgbRow, Sample, untagged_to_rgb},
};

/// A profile that fits its picture.
pub(super) struct Profile {
    profile: ColorProfile,
}

impl Profile {
    /// The profile for a colour space. `None` if it is sRGB, or broken, or describes other colours
    /// than the picture has (an sRGB profile is often left in a CMYK file): the picture then counts
    /// as untagged, as in browsers.
    pub(super) fn for_colour(space: &ColourSpace, colour: Colour) -> Option<Self> {
        let profile = space.profile()?;
        let fits = match profile.color_space {
            DataColorSpace::Gray => colour.is_grey(),
            // Grey pictures do come with RGB profiles.
            DataColorSpace::Rgb => colour != Colour::Cmyk,
            DataColorSpace::Cmyk => colour == Colour::Cmyk,
            _ => false,
        };

        fits.then_some(Self { profile })
    }

    /// The conversion from `colour` to sRGB; `None` if the profile lacks the tables for it.
    pub(super) fn transform<S: Sample>(&self, colour: Colour) -> Option<Transform<S>> {
        let alpha = colour.has_alpha();
        let to = if alpha { Layout::Rgba } else { Layout::Rgb };
        let from = match self.profile.color_space {
            DataColorSpace::Gray if alpha => Layout::GrayAlpha,
            DataColorSpace::Gray => Layout::Gray,
            DataColorSpace::Cmyk => Layout::Rgba,
            _ => to,
        };

        let spread = colour.is_grey() && matches!(from, Layout::Rgb | Layout::Rgba);
        let executor = S::executor(&self.profile, from, to).ok()?;

        Some(Transform {
            colour,
            spread,
            has_alpha: alpha,
            input_channels: from.channels(),
            output_channels: to.channels(),
            executor,
        })
    }
}

/// A conversion to sRGB for rows of one colour type.
pub(super) struct Transform<S> {
    colour: Colour,
    /// Whether grey has to become RGB before the profile applies.
    spread: bool,
    has_alpha: bool,
    input_channels: usize,
    output_channels: usize,
    executor: Executor<S>,
}

impl<S: Sample> Transform<S> {
    /// Converts one row.
    pub(super) fn apply(&self, row: &[S]) -> RgbRow<S> {
        let row = match self.colour {
            _ if self.spread => untagged_to_rgb(row, self.colour).samples,
            // Profiles measure ink; Adobe's files store its inverse.
            Colour::Cmyk => row.iter().map(|ink| ink.inverted()).collect(),
            _ => row.to_vec(),
        };
        let mut srgb = vec![S::default(); row.len() / self.input_channels * self.output_channels];

        // Rows of whole pixels always fit; an error would leave black rather than wrong colours.
        let _ = self.executor.transform(&row, &mut srgb);

        RgbRow {
            samples: srgb,
            has_alpha: self.has_alpha,
        }
    }
}
