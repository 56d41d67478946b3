//! The settings as the domain and the engine take them.

use std::time::Duration;

use super::Settings;
use crate::{
    domain::{
        rules::{Limits, NetworkLimits, ReactionLimits, Rules},
        work::{self, Kind, KindOffer, Prices, painting},
    },
    engine::image::Limits as PictureLimits,
};

impl Settings {
    /// The numbers that the conversation works with. The address of the public pages is not among
    /// them: it is known only once the port is.
    #[must_use]
    pub fn rules(&self) -> Rules {
        Rules {
            tiers: self.tiers.clone(),
            kinds: self.offers(),
            limits: Limits {
                free_at_once: self.limits.free_at_once,
                jobs_at_once: self.limits.jobs_at_once,
                keep_inputs: days(self.limits.keep_inputs_days),
                keep_visitors: days(self.limits.keep_visitors_days),
                kept_bytes: megabytes(self.limits.kept_megabytes),
            },
            network: NetworkLimits {
                free_at_once: self.network.free_at_once,
                free_per_day: self.network.free_per_day,
                purchases_per_hour: self.network.purchases_per_hour,
                promo_uses_per_day: self.network.promo_uses_per_day,
                wrong_codes_per_hour: self.network.wrong_codes_per_hour,
                support_per_day: self.network.support_per_day,
                kept_bytes: megabytes(self.network.kept_megabytes),
                reactions: ReactionLimits {
                    likes_per_entry: self.network.likes_per_entry,
                    likes_per_day: self.network.likes_per_day,
                    reports_per_day: self.network.reports_per_day,
                },
            },
            operator: self.operator.clone(),
            packs: self.packs.clone(),
            gifts: self.gifts,
            promos: self.promo.clone(),
            terms: self.terms.clone(),
            receipt: self.receipt.ask,
            prints: self.prints.catalogue(),
            feed: self.feed.clone(),
        }
    }

    /// How each kind of work is offered.
    fn offers(&self) -> Vec<KindOffer> {
        let offer = |kind: &'static Kind| {
            let prices = match self.kinds.get(&kind.name) {
                Some(sizes) => Prices::BySizes(sizes.taking_at_most(self.clips.longest_seconds)),
                None if kind.name == painting::NAME => Prices::ByTiers,
                None => return None,
            };
            Some(KindOffer { kind, prices })
        };
        work::kinds().into_iter().filter_map(offer).collect()
    }

    /// How large a picture that people send may be.
    #[must_use]
    pub fn picture_limits(&self) -> PictureLimits {
        PictureLimits {
            bytes: megabytes(self.limits.picture_megabytes),
            pixels: u64::from(self.limits.picture_megapixels) * 1_000_000,
            side: self.limits.picture_side,
        }
    }
}

/// Megabytes of a setting, in bytes.
#[must_use]
pub fn megabytes(megabytes: u32) -> u64 {
    u64::from(megabytes) * 1_000_000
}

pub(super) fn days(days: u32) -> Duration {
    Duration::from_hours(24) * days
}
