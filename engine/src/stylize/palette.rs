//! The palette of the styles: the histogram of each colour channel, transferred to a picture.
//!
//! Feature statistics hardly constrain colour histograms. If the painting starts as a photo with
//! the styles' histograms, iterations need not move its colours; if it ends with them, it is as
//! bright and as saturated as the styles. (Risser et al., "Stable and Controllable Neural Texture
//! Synthesis and Style Transfer Using Histogram Losses", 2017, use histograms as a loss on
//! features; here they are only applied to pixels.)

use crate::planes::{Planes, WeightedPlanes};

/// Quantiles kept per channel.
const QUANTILES: usize = 1024;
/// Bins per step of 0..=255.
const STEPS: f32 = 16.0;
const VALUES: usize = 255 * STEPS as usize + 1;
/// How far [`PaletteCurves::gentle`] looks: 12 of 255.
const GENTLE_REACH: usize = 12 * STEPS as usize;

/// Quantiles of each channel, and how far a picture is moved towards them.
#[derive(Clone, Debug)]
pub struct Palette {
    channels: [Vec<f32>; 3],
    share: f32,
}

impl Palette {
    /// The palette of one or more `styles`: the mean of their quantiles by weight. `share`, 0..=1,
    /// is how far [`Palette::apply`] moves a picture.
    #[must_use]
    pub fn from_styles(styles: &[WeightedPlanes], share: f64) -> Self {
        let sum: f64 = styles.iter().map(|style| style.weight).sum();
        let mut channels = [0, 1, 2].map(|_| vec![0.0; QUANTILES]);
        for style in styles {
            let share = (style.weight / sum) as f32;
            for (channel, quantiles) in channels.iter_mut().enumerate() {
                add_quantiles(quantiles, &style.kept_values(channel), share);
            }
        }

        Self {
            channels,
            share: share.clamp(0.0, 1.0) as f32,
        }
    }

    /// Gives `picture`, with values of 0..=255, these colours. The mapping is monotonic: equal
    /// values stay equal, and their order is kept.
    pub fn apply(&self, picture: &mut Planes) {
        self.curves_for(picture).apply(picture);
    }

    /// The curves that give `picture` these colours, for this and other pictures.
    #[must_use]
    pub fn curves_for(&self, picture: &Planes) -> PaletteCurves {
        PaletteCurves {
            channels: [0, 1, 2]
                .map(|channel| curve(picture.plane(channel), &self.channels[channel])),
            share: self.share,
        }
    }
}

/// What each value of each channel becomes: a [`Palette`] made ready for one picture. Pictures of
/// one scene that are mapped by the same curves differ by no more than they did.
#[derive(Clone, Debug)]
pub struct PaletteCurves {
    channels: [Vec<f32>; 3],
    share: f32,
}

impl PaletteCurves {
    /// The same without steep places, where a small difference becomes a large one: each value
    /// becomes the mean of what those around it do.
    #[must_use]
    pub(crate) fn gentle(self) -> Self {
        Self {
            channels: self.channels.map(|curve| gentle(&curve)),
            share: self.share,
        }
    }

    /// Maps the values of `picture`, which lie in 0..=255.
    pub fn apply(&self, picture: &mut Planes) {
        for (channel, curve) in self.channels.iter().enumerate() {
            for value in picture.plane_mut(channel) {
                *value = *value * (1.0 - self.share) + curve[index(*value)] * self.share;
            }
        }
    }
}

fn add_quantiles(quantiles: &mut [f32], plane: &[f32], weight: f32) {
    let counts = counts(plane);
    let mut value = 0;
    let mut until = counts[0] as usize;

    for (number, quantile) in quantiles.iter_mut().enumerate() {
        let rank = (2 * number + 1) * plane.len() / (2 * QUANTILES);
        while until <= rank {
            value += 1;
            until += counts[value] as usize;
        }

        *quantile += weight * value as f32 / STEPS;
    }
}

/// How often each of the [`VALUES`] occurs.
fn counts(plane: &[f32]) -> Vec<u32> {
    let mut counts = vec![0; VALUES];
    for &value in plane {
        counts[index(value)] += 1;
    }
    counts
}

/// The value that each of the [`VALUES`] becomes: the one of equal rank.
fn curve(plane: &[f32], quantiles: &[f32]) -> Vec<f32> {
    let mut below = 0.0;
    let place = |count: u32| {
        let middle = below + f64::from(count) / 2.0;
        below += f64::from(count);

        between(
            quantiles,
            middle / plane.len() as f64 * QUANTILES as f64 - 0.5,
        )
    };

    counts(plane).into_iter().map(place).collect()
}

/// The means over [`GENTLE_REACH`] in both directions; the ends go on beyond the range.
fn gentle(curve: &[f32]) -> Vec<f32> {
    let last = curve.len() - 1;
    let width = (2 * GENTLE_REACH + 1) as f64;
    let value = |place: usize| f64::from(curve[place.saturating_sub(GENTLE_REACH).min(last)]);
    let mut sum: f64 = (0..2 * GENTLE_REACH).map(value).sum();

    (0..curve.len())
        .map(|place| {
            sum += value(place + 2 * GENTLE_REACH);
            let mean = sum / width;
            sum -= value(place);
            mean as f32
        })
        .collect()
}

fn between(quantiles: &[f32], place: f64) -> f32 {
    let place = place.clamp(0.0, (QUANTILES - 1) as f64);
    let left = place.floor() as usize;
    let right = place.ceil() as usize;
    quantiles[left] + (quantiles[right] - quantiles[left]) * place.fract() as f32
}

fn index(value: f32) -> usize {
    (value.clamp(0.0, 255.0) * STEPS).round() as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Values spread over `least..=most`, in no order.
    fn plain(least: f32, most: f32) -> Planes {
        Planes::from_fn(3, 50, 40, |c, y, x| {
            least + (most - least) * ((x * 977 + y * 733 + c) % 1999) as f32 / 1998.0
        })
    }

    fn ends(picture: &Planes) -> [f32; 2] {
        let values = picture.plane(1).iter().copied();
        [
            values.clone().fold(f32::MAX, f32::min),
            values.fold(f32::MIN, f32::max),
        ]
    }

    #[test]
    fn a_dull_picture_is_as_bright_as_the_style() {
        let mut picture = plain(100.0, 130.0);
        Palette::from_styles(&[WeightedPlanes::new(plain(10.0, 250.0), 1.0)], 1.0)
            .apply(&mut picture);

        let [least, most] = ends(&picture);
        assert!(
            (least - 10.0).abs() < 1.0 && (most - 250.0).abs() < 1.0,
            "{least} to {most}"
        );
    }

    #[test]
    fn half_of_the_way_and_two_styles_meet_in_the_middle() {
        let mut picture = plain(0.0, 100.0);
        let styles = [
            WeightedPlanes::new(plain(100.0, 200.0), 2.0),
            WeightedPlanes::new(plain(200.0, 200.0), 2.0),
        ];
        Palette::from_styles(&styles, 0.5).apply(&mut picture);

        let [least, most] = ends(&picture);
        assert!(
            (least - 75.0).abs() < 1.0 && (most - 150.0).abs() < 1.0,
            "{least} to {most}"
        );
    }

    proptest! {
        #[test]
        fn equal_values_stay_equal_and_none_overtakes(
            values in proptest::collection::vec(0_u16..=2550, 12..60), style in proptest::collection::vec(0_u8..=255, 3..90),
        ) {
            let width = values.len() / 3;
            let values: Vec<f32> = values[..3 * width].iter().map(|&tenths| f32::from(tenths) / 10.0).collect();
            let wide = style.len() / 3;
            let style = Planes::from_vec(3, 1, wide, style[..3 * wide].iter().map(|&value| value.into()).collect());
            let before = Planes::from_vec(3, 1, width, values);
            let mut after = before.clone();
            Palette::from_styles(&[WeightedPlanes::new(style, 1.0)], 1.0).apply(&mut after);
            for channel in 0..3 {
                let (before, after) = (before.plane(channel), after.plane(channel));
                for (a, b) in (0..width).flat_map(|a| (0..width).map(move |b| (a, b))) {
                    prop_assert!(before[a].to_bits() != before[b].to_bits() || after[a].to_bits() == after[b].to_bits());
                    prop_assert!(before[a] > before[b] || after[a] <= after[b] + 1e-3);
                }
                prop_assert!(after.iter().all(|value| (0.0..=255.0).contains(value)));
            }
        }
    }
}
