//! How a file says what its samples mean, and the ICC profile that says the same.

use moxcms::{
    Chromaticity, CicpColorPrimaries, CicpProfile, ColorPrimaries, ColorProfile,
    MatrixCoefficients, ParsingOptions, ToneReprCurve, TransferCharacteristics,
};

/// Bytes of the largest profile that is used; those of print shops have up to three megabytes. A
/// picture with a larger one counts as untagged.
pub(super) const MOST_PROFILE: usize = 4_000_000;

/// Points of the largest table of a profile that is used: 33 steps of three colours are 36,000
/// points, 17 of four inks 84,000. A profile may name one table many times.
const MOST_TABLE: usize = 500_000;

/// How a file describes its colours.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum ColourSpace {
    /// As sRGB, or not at all.
    #[default]
    Srgb,
    /// By an ICC profile; see [`ColourSpace::icc`].
    Icc(Vec<u8>),
    /// By code points of ITU-T H.273.
    CodePoints(CodePoints),
    /// By a gamma and by the chromaticities of the lights, as PNG does.
    Measures(Measures),
}

/// Code points of ITU-T H.273.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CodePoints {
    /// Colour primaries (table 2).
    pub(super) primaries: u8,
    /// Transfer characteristics (table 3).
    pub(super) transfer: u8,
    /// Whether samples use their whole range, not that of video.
    pub(super) full_range: bool,
}

/// Measures of a device.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Measures {
    /// The exponent that turns samples to light; `None` for the curve of sRGB.
    pub(super) exponent: Option<f32>,
    /// `None` for those of sRGB.
    pub(super) chromaticities: Option<Chromaticities>,
}

/// The x and y of each light.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Chromaticities {
    pub(super) white: [f32; 2],
    pub(super) red: [f32; 2],
    pub(super) green: [f32; 2],
    pub(super) blue: [f32; 2],
}

/// Steps of a tone curve: fine enough for 16 bits, since it is interpolated.
const CURVE_STEPS: usize = 4096;

/// The exponent that stands for sRGB in PNG, and how far programs round it.
const SRGB_EXPONENT: f32 = 2.2;
const EXPONENT_TOLERANCE: f32 = 0.05;

/// How far chromaticities are rounded.
const XY_TOLERANCE: f32 = 0.002;

/// Exponents beyond these are mistakes.
const EXPONENTS: std::ops::RangeInclusive<f32> = 0.2..=10.0;

impl ColourSpace {
    /// The colour space of an ICC profile, if it has a usual size.
    pub(super) fn icc(profile: &[u8]) -> Self {
        if profile.len() > MOST_PROFILE {
            return Self::Srgb;
        }

        Self::Icc(profile.to_vec())
    }

    /// A profile for the colours. `None` for sRGB and for what cannot be understood.
    pub(super) fn profile(&self) -> Option<ColorProfile> {
        match self {
            Self::Srgb => None,
            Self::Icc(icc) => {
                ColorProfile::new_from_slice_with_options(icc, parsing_options()).ok()
            }
            Self::CodePoints(points) => points.profile(),
            Self::Measures(measures) => measures.profile(),
        }
    }
}

fn parsing_options() -> ParsingOptions {
    ParsingOptions {
        max_profile_size: MOST_PROFILE,
        max_allowed_clut_size: MOST_TABLE,
        ..ParsingOptions::default()
    }
}

impl CodePoints {
    fn profile(self) -> Option<ColorProfile> {
        let primaries = match self.primaries {
            UNSPECIFIED => CicpColorPrimaries::Bt709,
            code => CicpColorPrimaries::try_from(code).ok()?,
        };
        let transfer = Transfer::from_code(self.transfer)?;
        if primaries == CicpColorPrimaries::Bt709 && transfer == Transfer::Srgb && self.full_range {
            return None;
        }

        // Reserved numbers have no colours.
        ColorPrimaries::try_from(primaries).ok()?;
        let mut profile = ColorProfile::new_srgb();
        profile.update_rgb_colorimetry_from_cicp(CicpProfile {
            color_primaries: primaries,
            transfer_characteristics: TransferCharacteristics::Srgb,
            matrix_coefficients: MatrixCoefficients::Identity,
            full_range: true,
        });

        let full_range = self.full_range;
        Some(with_curve(profile, |sample| {
            let level = if full_range {
                sample
            } else {
                (sample * 255.0 - 16.0) / 219.0
            };
            transfer.light(level.clamp(0.0, 1.0))
        }))
    }
}

/// The code point that leaves the choice to the reader.
const UNSPECIFIED: u8 = 2;

/// A transfer function of ITU-T H.273.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Transfer {
    /// Rec. 709 and 601.
    Television,
    Gamma(f32),
    Smpte240,
    Linear,
    Srgb,
    Pq,
    Smpte428,
    Hlg,
}

/// The white of a page in nits, and the brightest light that is kept apart from white (BT.2408).
const REFERENCE_WHITE: f32 = 203.0;
const PEAK: f32 = 1000.0;

impl Transfer {
    fn from_code(code: u8) -> Option<Self> {
        Some(match code {
            1 | 6 | 14 | 15 => Self::Television,
            UNSPECIFIED | 13 => Self::Srgb,
            4 => Self::Gamma(2.2),
            5 => Self::Gamma(2.8),
            7 => Self::Smpte240,
            8 => Self::Linear,
            16 => Self::Pq,
            17 => Self::Smpte428,
            18 => Self::Hlg,
            _ => return None,
        })
    }

    /// The light of a sample, both 0 to 1.
    fn light(self, sample: f32) -> f32 {
        match self {
            Self::Television if sample < 0.081 => sample / 4.5,
            Self::Television => ((sample + 0.099) / 1.099).powf(1.0 / 0.45),
            Self::Gamma(exponent) => sample.powf(exponent),
            Self::Smpte240 if sample < 0.0912 => sample / 4.0,
            Self::Smpte240 => ((sample + 0.1115) / 1.1115).powf(1.0 / 0.45),
            Self::Linear => sample,
            Self::Srgb => srgb_light(sample),
            Self::Pq => dimmed(pq_nits(sample) / REFERENCE_WHITE),
            Self::Smpte428 => sample.powf(2.6) * 52.37 / 48.0,
            // The exponent is that of a display of 1000 nits (BT.2100).
            Self::Hlg => dimmed(hlg_scene(sample).powf(1.2) * PEAK / REFERENCE_WHITE),
        }
    }
}

fn srgb_light(sample: f32) -> f32 {
    if sample <= 0.040_45 {
        sample / 12.92
    } else {
        ((sample + 0.055) / 1.055).powf(2.4)
    }
}

/// The light of a PQ sample in nits (SMPTE ST 2084).
fn pq_nits(sample: f32) -> f32 {
    let root = sample.powf(1.0 / 78.843_75);
    let above = (root - 0.835_937_5).max(0.0);
    10_000.0 * (above / (18.851_562 - 18.687_5 * root)).powf(1.0 / 0.159_301_76)
}

/// The light of a scene of an HLG sample, 0 to 1 (BT.2100).
fn hlg_scene(sample: f32) -> f32 {
    if sample <= 0.5 {
        sample * sample / 3.0
    } else {
        (((sample - 0.559_910_7) / 0.178_832_77).exp() + 0.284_668_92) / 12.0
    }
}

/// Fits light that is brighter than white, up to the peak, into 0 to 1: Reinhard's operator, which
/// browsers use on screens without reserves.
fn dimmed(light: f32) -> f32 {
    let peak = PEAK / REFERENCE_WHITE;
    light * (1.0 + light / (peak * peak)) / (1.0 + light)
}

impl Measures {
    fn profile(self) -> Option<ColorProfile> {
        let exponent = self
            .exponent
            .filter(|exponent| EXPONENTS.contains(exponent))
            .filter(|exponent| (exponent - SRGB_EXPONENT).abs() > EXPONENT_TOLERANCE);
        let chromaticities = self
            .chromaticities
            .filter(|chromaticities| chromaticities.are_possible() && !chromaticities.are_srgb());
        if exponent.is_none() && chromaticities.is_none() {
            return None;
        }

        let Chromaticities {
            white,
            red,
            green,
            blue,
        } = chromaticities.unwrap_or(Chromaticities::SRGB);
        let xy = |[x, y]: [f32; 2]| Chromaticity::new(x, y);
        let lights = ColorPrimaries {
            red: xy(red),
            green: xy(green),
            blue: xy(blue),
        };

        let mut profile = ColorProfile::new_srgb();
        profile.update_rgb_colorimetry(xy(white).to_xyyb(), lights);

        Some(with_curve(profile, |sample| match exponent {
            Some(exponent) => sample.powf(exponent),
            None => srgb_light(sample),
        }))
    }
}

impl Chromaticities {
    const SRGB: Self = Self {
        white: [0.3127, 0.329],
        red: [0.64, 0.33],
        green: [0.3, 0.6],
        blue: [0.15, 0.06],
    };

    fn all(self) -> [[f32; 2]; 4] {
        [self.white, self.red, self.green, self.blue]
    }

    fn are_srgb(self) -> bool {
        let pairs = self.all().into_iter().zip(Self::SRGB.all());
        pairs
            .flat_map(|(found, srgb)| [found[0] - srgb[0], found[1] - srgb[1]])
            .all(|difference| difference.abs() < XY_TOLERANCE)
    }

    /// Whether three different lights can make the white.
    fn are_possible(self) -> bool {
        let [red, green, blue] = [self.red, self.green, self.blue];
        let area =
            (green[0] - red[0]) * (blue[1] - red[1]) - (blue[0] - red[0]) * (green[1] - red[1]);
        area.abs() > 0.01 && self.all().iter().all(|xy| xy[1] > 0.0 && xy[0] >= 0.0)
    }
}

/// The profile with another tone curve.
fn with_curve(mut profile: ColorProfile, light: impl Fn(f32) -> f32) -> ColorProfile {
    let level = |step: usize| {
        let sample = step as f32 / (CURVE_STEPS - 1) as f32;
        (light(sample).clamp(0.0, 1.0) * f32::from(u16::MAX) + 0.5) as u16
    };
    let curve = ToneReprCurve::Lut((0..CURVE_STEPS).map(level).collect());

    // Otherwise its code points would replace the curve.
    profile.cicp = None;
    profile.red_trc = Some(curve.clone());
    profile.green_trc = Some(curve.clone());
    profile.blue_trc = Some(curve);

    profile
}
