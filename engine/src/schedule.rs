//! Coarse to fine: large forms are painted at small sizes, where an iteration is cheap and the
//! network sees far.

use crate::image::Size;

/// How the sizes and iterations of a painting follow from its final size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// Longest side to begin with, in px.
    pub smallest: u32,
    /// Each size is at most this times the one before.
    pub growth: f64,
    /// A size with sides k times as long gets k^-decline times the iterations.
    pub decline: f64,
}

/// One size, and the iterations spent at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// Width in px.
    pub width: u32,
    /// Height in px.
    pub height: u32,
    /// At least 1.
    pub iterations: usize,
}

impl Plan {
    /// The sizes up to `size`, smallest first, with `iterations` in total. Each size is larger than
    /// the one before by the same factor; no shorter side is below `minimum` px, and there are
    /// never more sizes than iterations.
    #[must_use]
    pub fn scales(&self, size: Size, iterations: usize, minimum: u32) -> Vec<Scale> {
        let Size { width, height } = size;
        let longest = f64::from(width.max(height));
        let shortest = f64::from(width.min(height));
        let smallest = f64::from(self.smallest)
            .max(f64::from(minimum) * longest / shortest)
            .min(longest);

        let steps = ((longest / smallest).ln() / self.growth.ln()).ceil() as usize;
        let steps = steps.min(iterations.saturating_sub(1));
        let factors: Vec<f64> = (0..=steps)
            .map(|step| (smallest / longest).powf((steps - step) as f64 / steps.max(1) as f64))
            .map(|factor| if steps == 0 { 1.0 } else { factor })
            .collect();

        let shares: Vec<f64> = factors
            .iter()
            .map(|factor| factor.powf(-self.decline))
            .collect();
        let side = |side: u32, factor: f64| {
            ((f64::from(side) * factor).round() as u32).max(minimum.min(side))
        };
        factors
            .iter()
            .zip(divide(iterations.max(1), &shares))
            .map(|(&factor, iterations)| Scale {
                width: side(width, factor),
                height: side(height, factor),
                iterations,
            })
            .collect()
    }

    /// What a painting of so many iterations costs, in iterations at its full size: most are made at
    /// smaller sizes.
    #[must_use]
    pub fn full_size_iterations(&self, size: Size, iterations: usize, minimum: u32) -> f64 {
        let scales = self.scales(size, iterations, minimum);
        let pixels = |scale: &Scale| f64::from(scale.width) * f64::from(scale.height);
        let all: f64 = scales
            .iter()
            .map(|scale| scale.iterations as f64 * pixels(scale))
            .sum();

        all / size.pixels() as f64
    }
}

/// Divides `total` into whole numbers in proportion to `shares`, each at least 1. `total` is at
/// least the number of shares.
fn divide(total: usize, shares: &[f64]) -> Vec<usize> {
    let sum: f64 = shares.iter().sum();
    let spare = (total - shares.len()) as f64;
    let mut before = 0.0;
    let mut given = 0;

    shares
        .iter()
        .map(|share| {
            before += share;
            let until = (spare * before / sum).round() as usize;
            let part = until - given;
            given = until;
            part + 1
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PLAN: Plan = Plan {
        smallest: 128,
        growth: std::f64::consts::SQRT_2,
        decline: 1.0,
    };

    #[test]
    fn sizes_grow_evenly_up_to_the_one_asked_for() {
        let scales = PLAN.scales(Size::new(600, 400), 300, 32);
        assert_eq!((scales[0].width, scales[0].height), (128, 85));
        assert_eq!(
            (scales.last().unwrap().width, scales.last().unwrap().height),
            (600, 400)
        );

        assert_eq!(scales.len(), 6);
        assert!(
            scales
                .windows(2)
                .all(|pair| pair[0].iterations > pair[1].iterations),
            "{scales:?}"
        );
    }

    #[test]
    fn small_pictures_have_one_size() {
        assert_eq!(
            PLAN.scales(Size::new(100, 80), 40, 32),
            [Scale {
                width: 100,
                height: 80,
                iterations: 40
            }]
        );
    }

    proptest! {
        #[test]
        fn every_iteration_is_given_and_no_side_is_too_short(
            width in 32_u32..3000, height in 32_u32..3000, iterations in 1_usize..500, decline in -1.0..3.0,
        ) {
            let scales = Plan { decline, ..PLAN }.scales(Size::new(width, height), iterations, 32);
            prop_assert_eq!(scales.iter().map(|scale| scale.iterations).sum::<usize>(), iterations);
            prop_assert!(scales.iter().all(|s| s.iterations >= 1 && s.width >= 32 && s.height >= 32));
            prop_assert!(scales.windows(2).all(|pair| pair[0].width <= pair[1].width && pair[0].height <= pair[1].height));
            let last = scales.last().expect("there is one");
            prop_assert_eq!((last.width, last.height), (width, height));
        }
    }
}
