//! How long a painting takes.

use std::time::Duration;

use crate::domain::tier::Plan;

/// A device that paints one job after the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Device {
    /// Pixel iterations a second: the square of the longest side times the iterations.
    pub(crate) speed: f64,
    /// Seconds that every job takes besides: decoding, the start, encoding.
    pub(crate) seconds_besides: f64,
}

impl Device {
    /// One NVIDIA H200 that paints one job at a time: 200 iterations at 600 px in 0.28 s, premium in
    /// 0.43 s, the largest HD in 1.22 s. Measured were 0.26, 0.48 and 1.2 s (docs/speed.md).
    pub(crate) const H200: Self = Self {
        speed: 1.45e9,
        seconds_besides: 0.23,
    };

    /// Two cores of an AMD EPYC (Zen 5), in bf16: a free painting in 7.9 s (docs/speed.md).
    pub(crate) const CPU2: Self = Self {
        speed: 5.5e6,
        seconds_besides: 0.0,
    };

    /// A measured device by its name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "h200" => Some(Self::H200),
            "cpu2" => Some(Self::CPU2),
            _ => None,
        }
    }

    /// How long a job takes.
    pub(crate) fn time_for(&self, plan: &Plan) -> Duration {
        self.time_for_size(plan.size, plan.iterations)
    }

    /// How long so many iterations at a size take.
    pub(crate) fn time_for_size(&self, size: u32, iterations: u32) -> Duration {
        let work = f64::from(size).powi(2) * f64::from(iterations);
        let seconds = self.seconds_besides + work / self.speed;

        Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        config::Settings,
        domain::{rules::Rules, tier::Quality},
    };

    fn rules() -> Rules {
        Settings::from_toml("").unwrap().rules()
    }

    #[test]
    fn the_measured_devices_take_what_was_measured() {
        let seconds = |device: Device, quality| {
            let plan = rules().plan(quality);
            device.time_for(&plan).as_secs_f64()
        };
        let close = |found: f64, measured: f64| (found / measured - 1.0).abs() < 0.12;

        let measured_then = Device::H200.time_for_size(600, 200);
        assert!(close(measured_then.as_secs_f64(), 0.26));
        assert!(close(seconds(Device::H200, Quality::Premium), 0.48));
        let largest = Quality::Hd { iterations: 1000 };
        assert!(close(seconds(Device::H200, largest), 1.2));
        assert!(close(seconds(Device::CPU2, Quality::Free), 7.9));
    }
}
