//! How the settings offer a kind.

use serde::Deserialize;

use super::{Kind, Knobs};
use crate::domain::credits::Credits;
use crate::domain::film::{Film, FilmPart};
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
    /// How much of a film is taken, if it is made of films. The prices are for each second then.
    #[serde(default)]
    pub films: Option<FilmSizes>,
}

/// `kinds.NAME.films`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilmSizes {
    /// For a free one.
    pub free: FilmSize,
    /// For a larger one.
    #[serde(default)]
    pub premium: FilmSize,
    /// For the largest one.
    #[serde(default)]
    pub hd: FilmSize,
}

/// `kinds.NAME.films.{free,premium,hd}.{seconds,frames_per_second}`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilmSize {
    /// The seconds that are taken from the beginning of a film.
    pub seconds: u32,
    /// The most frames of a second.
    pub frames_per_second: u32,
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
    /// The plan for a tier; that of the free tier if this one is not offered. What is made of a film
    /// is never larger than it.
    #[must_use]
    pub fn plan(&self, kind: &Kind, tier: Tier, knobs: Knobs, film: Option<FilmPart>) -> Plan {
        let paid = self.paid(tier);
        let size = paid.map_or(self.free_size, |paid| paid.size);
        let price = paid.map_or(Credits::ZERO, |paid| paid.price);
        let seconds = film.map_or(1, FilmPart::started_seconds);

        Plan {
            tier: paid.map_or(Tier::Free, |_| tier),
            size: film.map_or(size, |film| size.min(film.whole.longest_side())),
            iterations: kind.iterations(knobs).unwrap_or(1),
            price: Credits::new(price.amount().saturating_mul(seconds)),
        }
    }

    /// The same, with so many seconds of a film at most.
    #[must_use]
    pub fn taking_at_most(mut self, seconds: u32) -> Self {
        if let Some(films) = &mut self.films {
            for film in [&mut films.free, &mut films.premium, &mut films.hd] {
                film.seconds = film.seconds.min(seconds);
            }
        }
        self
    }

    /// The part of a film that a tier takes; that of the free tier if this one is not offered, `None`
    /// if the kind is not made of films.
    #[must_use]
    pub fn part_of(&self, film: Film, tier: Tier) -> Option<FilmPart> {
        let films = self.films?;
        let size = match tier {
            Tier::Premium if self.offers(tier) => films.premium,
            Tier::Hd if self.offers(tier) => films.hd,
            Tier::Free | Tier::Premium | Tier::Hd => films.free,
        };
        let frames_per_second = size.frames_per_second.min(film.frames_per_second());

        Some(FilmPart {
            whole: film,
            millis: film.millis.min(size.seconds.saturating_mul(1000)),
            frames_per_second: frames_per_second.max(1),
        })
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
