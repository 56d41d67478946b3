//! ICC profiles, through `moxcms`.

use std::sync::Arc;

use moxcms::{CmsError, ColorProfile, DataColorSpace, Layout, TransformExecutor, TransformOptions};

use super::{colour::plain, raw::Colour};

/// An embedded profile that fits its picture.
pub(super) struct Profile {
    profile: ColorProfile,
}

impl Profile {
    /// `None` if the profile is broken or is about other colours than the picture has (an sRGB
    /// profile is often left in a CMYK file): the picture is then taken as it is, as browsers do.
    pub(super) fn parse(icc: &[u8], colour: Colour) -> Option<Self> {
        let profile = ColorProfile::new_from_slice(icc).ok()?;
        let fits = match profile.color_space {
            DataColorSpace::Gray => colour.is_grey(),
            // Grey is a part of RGB, and grey pictures do come with profiles of RGB.
            DataColorSpace::Rgb => colour != Colour::Cmyk,
            DataColorSpace::Cmyk => colour == Colour::Cmyk,
            _ => false,
        };

        fits.then_some(Self { profile })
    }

    /// The way from `colour` to sRGB; `None` if the profile lacks what it takes.
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
            alpha,
            from: from.channels(),
            to: to.channels(),
            executor,
        })
    }
}

/// A way to sRGB for rows of one kind.
pub(super) struct Transform<S> {
    colour: Colour,
    /// Whether grey has to become RGB before the profile is asked.
    spread: bool,
    alpha: bool,
    /// Channels before and after.
    from: usize,
    to: usize,
    executor: Executor<S>,
}

type Executor<S> = Arc<dyn TransformExecutor<S> + Send + Sync>;

impl<S: Sample> Transform<S> {
    /// sRGB or, if the second value says so, sRGB and alpha of a row.
    pub(super) fn apply(&self, row: &[S]) -> (Vec<S>, bool) {
        let row = match self.colour {
            _ if self.spread => plain(row, self.colour).0,
            // Profiles count ink, Adobe's files what is left without it.
            Colour::Cmyk => row.iter().map(|ink| ink.inverted()).collect(),
            _ => row.to_vec(),
        };
        let mut srgb = vec![S::default(); row.len() / self.from * self.to];

        // Rows of whole pixels always fit; a refusal leaves black rather than the wrong colours.
        let _ = self.executor.transform(&row, &mut srgb);
        (srgb, self.alpha)
    }
}

/// A sample of 8 or 16 bits, as a share of its largest value.
pub(super) trait Sample: Copy + Default {
    /// The conversion of `profile` to sRGB.
    fn executor(
        profile: &ColorProfile,
        from: Layout,
        to: Layout,
    ) -> Result<Executor<Self>, CmsError>;
    /// The largest value less this one.
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
