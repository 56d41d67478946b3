//! The settings in the domain's and the engine's words.

use std::time::Duration;

use super::Settings;
use crate::{
    domain::{
        credits::Credits,
        rules::{FreeTier, HdTier, Limits, Operator, PremiumTier, Rules, Tiers},
    },
    engine::image::Limits as PictureLimits,
};

impl Settings {
    /// What the conversation needs to know.
    #[must_use]
    pub fn rules(&self) -> Rules {
        let super::Tiers { free, premium, hd } = &self.tiers;
        let tiers = Tiers {
            free: FreeTier { size: free.size, iterations: free.iterations, per_day: free.per_day },
            premium: PremiumTier {
                size: premium.size,
                iterations: premium.iterations,
                price: Credits::new(premium.price),
            },
            hd: HdTier {
                size: hd.size,
                min_iterations: hd.min_iterations,
                max_iterations: hd.max_iterations,
                min_price: Credits::new(hd.min_price),
                max_price: Credits::new(hd.max_price),
            },
        };
        let limits = Limits {
            free_at_once: self.limits.free_at_once,
            jobs_at_once: self.limits.jobs_at_once,
            keep_inputs: days(self.limits.keep_inputs_days),
            ..Limits::default()
        };
        let operator = Operator { name: self.operator.name.clone(), contact: self.operator.contact.clone() };
        Rules { tiers, limits, operator }
    }

    /// What a sent picture may cost.
    #[must_use]
    pub fn picture_limits(&self) -> PictureLimits {
        PictureLimits {
            bytes: u64::from(self.limits.picture_megabytes) * 1_000_000,
            pixels: u64::from(self.limits.picture_megapixels) * 1_000_000,
            side: self.limits.picture_side,
        }
    }
}

fn days(days: u32) -> Duration {
    Duration::from_hours(24) * days
}
