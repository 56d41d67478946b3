//! What can be painted in the time that there is.

use std::time::Duration;

/// With fewer iterations a size looks no better than the one before, resampled.
const LEAST: f64 = 5.0;
/// With more it looks no better either, however fast the machine.
pub(super) const MOST: usize = 80;
/// Iterations that the time for entering a size is worth: the styles' and the photo's forward runs.
const ENTRY: f64 = 1.5;
/// Seconds of one iteration a pixel, before anything was measured: those of two slow cores.
const SLOW: f64 = 8e-6;
/// Each size gets so many times the time of the one before.
const SHARE: f64 = 2.0;

/// The sizes between a painting and its master, and the speed of the machine.
#[derive(Debug)]
pub(super) struct Budget {
    /// Width and height, the smallest first.
    sizes: Vec<(u32, u32)>,
    seconds_per_pixel: f64,
}

impl Budget {
    /// From a painting of the size `from` to `to`, each size at most `growth` times the one before.
    pub(super) fn new(from: (u32, u32), to: (u32, u32), growth: f64) -> Self {
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
            .map(|step| (side(to.0, step), side(to.1, step)))
            .collect();
        Self {
            sizes,
            seconds_per_pixel: SLOW,
        }
    }

    /// All sizes, whether affordable or not.
    pub(super) fn sizes(&self) -> &[(u32, u32)] {
        &self.sizes
    }

    /// Learns from one iteration.
    pub(super) fn measured(&mut self, level: usize, iteration: Duration) {
        self.seconds_per_pixel = iteration.as_secs_f64() / area(self.sizes[level]);
    }

    /// How much of `left` the size `level` may take; `None` if it is not worth beginning.
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

    /// Whether another iteration at this size ends before `left` is over.
    pub(super) fn fits(&self, level: usize, left: Duration) -> bool {
        self.seconds_per_pixel * area(self.sizes[level]) <= left.as_secs_f64()
    }
}

fn area((width, height): (u32, u32)) -> f64 {
    f64::from(width) * f64::from(height)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn sizes_grow_evenly_from_the_painting_to_the_canvas() {
        let budget = Budget::new((400, 600), (2362, 3543), 1.6);
        assert_eq!(budget.sizes().last(), Some(&(2362, 3543)));
        assert_eq!(budget.sizes().len(), 4);
        assert!(budget.sizes()[0].0 > 400);
        assert!(
            Budget::new((4000, 6000), (2362, 3543), 1.6)
                .sizes()
                .is_empty()
        );

        assert_eq!(
            Budget::new((400, 600), (440, 660), 1.6).sizes(),
            [(440, 660)]
        );
    }

    #[test]
    fn a_slow_machine_stops_early_and_a_fast_one_goes_to_the_end() {
        let mut budget = Budget::new((400, 600), (2362, 3543), 1.6);
        budget.measured(0, Duration::from_secs_f64(4.0));
        assert_eq!(budget.share(0, seconds(10)), None);

        let share = budget.share(0, seconds(100)).unwrap();
        assert!(share <= seconds(100) && share >= seconds(26), "{share:?}");
        assert_eq!(budget.share(3, seconds(100)), None);
        budget.measured(0, Duration::from_millis(40));
        assert!(budget.share(3, seconds(100)).unwrap() == seconds(100));

        assert!(budget.share(0, seconds(100)).unwrap() < seconds(10));
    }

    #[test]
    fn larger_sizes_get_more_time() {
        let mut budget = Budget::new((400, 600), (2362, 3543), 1.6);
        budget.measured(0, Duration::from_millis(100));

        let mut left = seconds(600);
        let mut before = Duration::ZERO;
        for level in 0..4 {
            let share = budget.share(level, left).unwrap();
            assert!(share > before);
            (left, before) = (left.saturating_sub(share), share);
        }

        assert!(left < seconds(1));
    }
}
