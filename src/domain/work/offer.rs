//! How the settings offer a kind.

use serde::Deserialize;

use super::{Kind, Knobs};
use crate::domain::credits::Credits;
use crate::domain::tier::{Plan, Tier};

/// A kind, and how it is offered.
#[derive(Clone, Copy, Debug)]
pub struct KindOffer {
    /// The kind.
    pub kind: &'static Kind,
    /// Sizes and prices.
    pub prices: Prices,
}

/// Where the sizes and prices of a kind come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prices {
    /// Size, iterations and price of each tier are in `tiers.*`.
    ByTiers,
    /// Size and price of each tier; the iterations follow from the choices.
    BySizes(Sizes),
}

/// `kinds.NAME.*` of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sizes {
    /// Whether people are offered it.
    pub offered: bool,
    /// The longest side of a free one in pixels.
    pub free_size: u32,
    /// Free ones within any 24 hours for one person.
    pub free_per_day: u32,
    /// A larger one.
    #[serde(default)]
    pub premium: PaidSize,
    /// The largest one.
    #[serde(default)]
    pub hd: PaidSize,
}

/// `kinds.NAME.{premium,hd}.{size,price}`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaidSize {
    /// The longest side in pixels; 0 if it is not offered.
    pub size: u32,
    /// The price.
    pub price: Credits,
}

impl PartialEq for KindOffer {
    fn eq(&self, other: &Self) -> bool {
        (self.kind.name, self.prices) == (other.kind.name, other.prices)
    }
}

impl Eq for KindOffer {}

impl KindOffer {
    /// Whether people are offered it.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        match self.prices {
            Prices::ByTiers => true,
            Prices::BySizes(sizes) => sizes.offered,
        }
    }

    /// Whether a tier of it is offered.
    #[must_use]
    pub fn offers(&self, tier: Tier) -> bool {
        match self.prices {
            Prices::ByTiers => true,
            Prices::BySizes(sizes) => sizes.offers(tier),
        }
    }
}

impl Sizes {
    /// The plan for a tier; that of the free tier if this one is not offered.
    #[must_use]
    pub fn plan(&self, kind: &Kind, tier: Tier, knobs: Knobs) -> Plan {
        let paid = |tier: Tier, paid: PaidSize| (tier, paid.size, paid.price);
        let free = (Tier::Free, self.free_size, Credits::ZERO);
        let (tier, size, price) = self.paid(tier).map_or(free, |offer| paid(tier, offer));

        Plan {
            tier,
            size,
            iterations: kind.iterations(knobs).unwrap_or(1),
            price,
        }
    }

    /// Whether a tier is offered.
    #[must_use]
    pub fn offers(&self, tier: Tier) -> bool {
        tier == Tier::Free || self.paid(tier).is_some()
    }

    fn paid(&self, tier: Tier) -> Option<PaidSize> {
        let paid = match tier {
            Tier::Free => return None,
            Tier::Premium => self.premium,
            Tier::Hd => self.hd,
        };
        (paid.size > 0).then_some(paid)
    }
}
