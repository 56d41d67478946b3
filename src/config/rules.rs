//! The settings in the domain's and the engine's words.

use std::time::Duration;

use super::{Environment, ReceiptAsk, Settings, Switch};
use crate::{
    domain::{
        credits::Credits,
        payment::{Gifts, Pack, Provider},
        rules::{
            FeedRules, FreeTier, HdTier, Limits, Operator, PremiumTier, Promo, ReceiptTo, Rules,
            Terms, Tiers,
        },
        time::Moment,
    },
    engine::image::Limits as PictureLimits,
};

impl Settings {
    /// What the conversation needs to know.
    #[must_use]
    pub fn rules(&self) -> Rules {
        let super::Tiers { free, premium, hd } = &self.tiers;
        let tiers = Tiers {
            free: FreeTier {
                size: free.size,
                iterations: free.iterations,
                per_day: free.per_day,
            },
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

        let operator = Operator {
            name: self.operator.name.clone(),
            contact: self.operator.contact.clone(),
        };
        Rules {
            tiers,
            limits,
            operator,
            packs: self.packs.iter().map(super::Pack::offered).collect(),
            gifts: Gifts {
                first_purchase: Credits::new(self.gifts.first_purchase),
                inviter: Credits::new(self.gifts.inviter),
            },
            promos: self.promo.iter().filter_map(super::Promo::valid).collect(),
            terms: Terms {
                ru: self.terms.ru.clone(),
                en: self.terms.en.clone(),
            },
            receipt: self.receipt.ask.to(),
            prints: self.prints.offered(),
            feed: FeedRules {
                enabled: self.feed.enabled,
                approval: self.feed.approval,
                per_day: self.feed.per_day,
                idle_paintings: self.feed.idle_paintings,
                home: String::new(),
            },
        }
    }

    /// Who takes money on a page, if anybody.
    #[must_use]
    pub fn page_provider(&self) -> Option<Provider> {
        let tests = match self.test_payments.enabled {
            Switch::On => true,
            Switch::Off => false,
            Switch::Auto => self.environment == Environment::Development,
        };

        if self.yookassa.shop_id.is_empty() {
            tests.then_some(Provider::Test)
        } else {
            Some(Provider::Yookassa)
        }
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

impl super::Pack {
    fn offered(&self) -> Pack {
        let credits = Credits::new(self.credits);
        let bonus = Credits::new(self.bonus);

        Pack {
            credits,
            bonus,
            stars: self.stars,
            roubles: self.roubles,
        }
    }
}

impl super::Promo {
    /// Its last day is a whole one.
    fn valid(&self) -> Option<Promo> {
        let until = self
            .until
            .as_deref()
            .and_then(Moment::parse_date)
            .map(|day| day.plus(days(1)));

        Some(Promo {
            code: Promo::written(&self.code)?,
            credits: Credits::new(self.credits),
            until,
            uses: self.uses,
        })
    }
}

impl ReceiptAsk {
    const fn to(self) -> ReceiptTo {
        match self {
            Self::No => ReceiptTo::Nowhere,
            Self::Email => ReceiptTo::Email,
            Self::Phone => ReceiptTo::Phone,
        }
    }
}

pub(super) fn days(days: u32) -> Duration {
    Duration::from_hours(24) * days
}
