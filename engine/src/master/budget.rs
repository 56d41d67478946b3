//! The sizes and times that fit into a time limit.

use std::time::Duration;

use crate::image::Size;

/// With fewer iterations, a size looks no better than the one before, resampled.
const LEAST: f64 = 5.0;
/// With more, it looks no better either, however fast the machine.
pub(super) const MOST: usize = 80;
/// Time to start a size, in iterations: the forward passes of styles and photo.
const ENTRY: f64 = 1.5;
/// Seconds per iteration and pixel before the first measurement: those of two slow cores.
const SLOW: f64 = 8e-6;
/// Each size gets this many times the time of the one before.
const SHARE: f64 = 2.0;

/// The sizes between a painting and its master, and the speed of the machine.
#[derive(Debug)]
pub(super) struct Budget {
    /// The smallest first.
    sizes: Vec<Size>,
    seconds_per_pixel: f64,
}

impl Budget {
    /// The sizes from a painting of the size `from`, exclusive, to `to`; the sides of each are at
    /// most `growth` times those of the one before.
    pub(super) fn new(from: Size, to: Size, growth: f64) -> Self {
        let factor = (area(to) / area(from)).sqrt();
        let steps = if factor > 1.0 {
            (factor.ln() / growth.ln() - 1e-6).ceil().max(1.0) as usize
        } else {
            0
        };

        let side = |side: u32, step: usize| {
            (f64::from(side) * factor.powf(step as f64 / steps as f64 - 1.0)).round() as u32
        };
        let sizes = (1..=steps)
            .map(|step| Size::new(side(to.width, step), side(to.height, step)))
            .collect();
        Self {
            sizes,
            seconds_per_pixel: SLOW,
        }
    }

    /// All sizes, affordable or not.
    pub(super) fn sizes(&self) -> &[Size] {
        &self.sizes
    }

    /// Records how long one iteration at the size `level` took.
    pub(super) fn record(&mut self, level: usize, iteration: Duration) {
        self.seconds_per_pixel = iteration.as_secs_f64() / area(self.sizes[level]);
    }

    /// The share of the time `left` for the size `level`; `None` if it is not worth starting.
    pub(super) fn share(&self, level: usize, left: Duration) -> Option<Duration> {
        let left = left.as_secs_f64();
        let least =
            |level: usize| (LEAST + ENTRY) * self.seconds_per_pixel * area(self.sizes[level]);
        let mut needed = 0.0;
        let within = (level..self.sizes.len()).take_while(|&level| {
            needed += least(level);
            needed <= left
        });

        let affordable = within.count();
        let all = (SHARE.powf(affordable as f64) - 1.0) / (SHARE - 1.0);

        (affordable > 0).then(|| Duration::from_secs_f64((left / all).max(least(level))))
    }

    /// Whether another iteration at this size fits into the time `left`.
    pub(super) fn fits(&self, level: usize, left: Duration) -> bool {
        self.seconds_per_pixel * area(self.sizes[level]) <= left.as_secs_f64()
    }
}

fn area(size: Size) -> f64 {
    f64::from(size.width) * f64::from(size.height)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn sizes_grow_evenly_from_the_painting_to_the_canvas() {
        let budget = Budget::new(Size::new(400, 600), Size::new(2362, 3543), 1.6);
        assert_eq!(budget.sizes().last(), Some(&Size::new(2362, 3543)));
        assert_eq!(budget.sizes().len(), 4);
        assert!(budget.sizes()[0].width > 400);
        assert!(
            Budget::new(Size::new(4000, 6000), Size::new(2362, 3543), 1.6)
                .sizes()
                .is_empty()
        );

        assert_eq!(
            Budget::new(Size::new(400, 600), Size::new(440, 660), 1.6).sizes(),
            [Size::new(440, 660)]
        );
    }

    #[test]
    fn a_slow_machine_stops_early_and_a_fast_one_goes_to_the_end() {
        let mut budget = Budget::new(Size::new(400, 600), Size::new(2362, 3543), 1.6);
        budget.record(0, Duration::from_secs_f64(4.0));
        assert_eq!(budget.share(0, seconds(10)), None);

        let share = budget.share(0, seconds(100)).unwrap();
        assert!(share <= seconds(100) && share >= seconds(26), "{share:?}");
        assert_eq!(budget.share(3, seconds(100)), None);
        budget.record(0, Duration::from_millis(40));
        assert!(budget.share(3, seconds(100)).unwrap() == seconds(100));

        assert!(budget.share(0, seconds(100)).unwrap() < seconds(10));
    }

    #[test]
    fn larger_sizes_get_more_time() {
        let mut budget = Budget::new(Size::new(400, 600), Size::new(2362, 3543), 1.6);
        budget.record(0, Duration::from_millis(100));

        let mut left = seconds(600);
        let mut before = Duration::ZERO;
        for level in 0..4 {
            let share = budget.share(level, left).unwrap();
            assert!(share > before);
            left = left.saturating_sub(share);
            before = share;
        }

        assert!(left < seconds(1));
    }
}
