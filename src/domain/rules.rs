//! The numbers of the house: tiers, prices and limits. `config.rs` fills them; the domain only
//! reads.

use std::time::Duration;

use super::credits::Credits;
use super::language::Language;
use super::order::Prints;
use super::payment::{Gifts, Pack};
use super::tier::{Plan, Quality, Tier};
use super::time::Moment;

/// HD iterations are offered in steps of so many.
pub const HD_STEP: u32 = 100;

/// Everything the conversation needs to know from the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// What may be ordered.
    pub tiers: Tiers,
    /// How much of it.
    pub limits: Limits,
    /// Who runs the house.
    pub operator: Operator,
    /// What is sold, in the order in which it is offered.
    pub packs: Vec<Pack>,
    /// What comes on top of a first purchase.
    pub gifts: Gifts,
    /// Codes that bring credits.
    pub promos: Vec<Promo>,
    /// The operator's own terms; where they are empty the house's stand.
    pub terms: Terms,
    /// Where receipts go.
    pub receipt: ReceiptTo,
    /// What is printed on canvas.
    pub prints: Prints,
    /// What is published.
    pub feed: FeedRules,
}

/// `feed.*` of the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedRules {
    /// Whether paintings are published at all.
    pub enabled: bool,
    /// Whether the operator approves each before it is public.
    pub approval: bool,
    /// How many paintings a person publishes in a day.
    pub per_day: u32,
    /// Whether the machine paints for the feed while nobody waits.
    pub idle_paintings: bool,
    /// Where people reach the pages, without a slash at the end.
    pub home: String,
}

impl Default for FeedRules {
    fn default() -> Self {
        Self {
            enabled: true,
            approval: false,
            per_day: 20,
            idle_paintings: false,
            home: String::new(),
        }
    }
}

/// A `[[promo]]` of the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promo {
    /// As [`Promo::written`] writes it.
    pub code: String,
    /// What it brings, to each person once.
    pub credits: Credits,
    /// It brings nothing from then on.
    pub until: Option<Moment>,
    /// How many people it brings something.
    pub uses: Option<u32>,
}

/// `terms.*` of the settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// In Russian.
    pub ru: String,
    /// In English.
    pub en: String,
}

/// `receipt.ask` of the settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReceiptTo {
    /// No receipts.
    #[default]
    Nowhere,
    /// To an e-mail address.
    Email,
    /// To a phone.
    Phone,
}

impl Promo {
    /// The longest code.
    pub const LONGEST: usize = 32;

    /// A code in the one way in which it is compared: capitals, no spaces around. `None` for what
    /// cannot be one.
    #[must_use]
    pub fn written(code: &str) -> Option<String> {
        let code = code.trim().to_uppercase();
        let known = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == '_';
        (!code.is_empty() && code.chars().count() <= Self::LONGEST && code.chars().all(known))
            .then_some(code)
    }
}

impl Terms {
    /// The terms in a language; empty when the operator has none.
    #[must_use]
    pub fn of(&self, language: Language) -> &str {
        match language {
            Language::En => &self.en,
            Language::Ru => &self.ru,
        }
    }
}

/// `operator.*` of the settings: who answers for the service; either may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Operator {
    /// A person's or a company's name.
    pub name: String,
    /// Where people write when the bot cannot help.
    pub contact: String,
}

/// `tiers.*` of the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tiers {
    /// `tiers.free`.
    pub free: FreeTier,
    /// `tiers.premium`.
    pub premium: PremiumTier,
    /// `tiers.hd`.
    pub hd: HdTier,
}

/// `tiers.free.{size,iterations,per_day}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FreeTier {
    /// Longest side in pixels.
    pub size: u32,
    /// Iterations.
    pub iterations: u32,
    /// Free paintings within any 24 hours.
    pub per_day: u32,
}

/// `tiers.premium.{size,iterations,price}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PremiumTier {
    /// Longest side in pixels.
    pub size: u32,
    /// Iterations.
    pub iterations: u32,
    /// Price.
    pub price: Credits,
}

/// `tiers.hd.{size,min_iterations,max_iterations,min_price,max_price}`; the price grows linearly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HdTier {
    /// Longest side in pixels.
    pub size: u32,
    /// The fewest iterations offered.
    pub min_iterations: u32,
    /// The most iterations offered.
    pub max_iterations: u32,
    /// Price of the fewest.
    pub min_price: Credits,
    /// Price of the most.
    pub max_price: Credits,
}

/// `limits.*` of the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Free jobs one person may have at a time.
    pub free_at_once: u32,
    /// Jobs of any tier one person may have at a time.
    pub jobs_at_once: u32,
    /// Over which time `per_day` counts.
    pub free_period: Duration,
    /// How long the question of `/delete_me` may be answered.
    pub delete_question: Duration,
    /// How long sent pictures are kept; named in /privacy.
    pub keep_inputs: Duration,
    /// Payment pages that one person may have open at a time.
    pub purchases_at_once: u32,
    /// Requests to the operator that one person may have open at a time.
    pub requests_at_once: u32,
}

impl Rules {
    /// The plan a quality leads to.
    #[must_use]
    pub fn plan(&self, quality: Quality) -> Plan {
        let Tiers { free, premium, hd } = &self.tiers;
        match quality {
            Quality::Free => Plan {
                tier: Tier::Free,
                size: free.size,
                iterations: free.iterations,
                price: Credits::ZERO,
            },
            Quality::Premium => Plan {
                tier: Tier::Premium,
                size: premium.size,
                iterations: premium.iterations,
                price: premium.price,
            },
            Quality::Hd { iterations } => {
                let iterations = hd.offered(iterations);
                Plan {
                    tier: Tier::Hd,
                    size: hd.size,
                    iterations,
                    price: hd.price(iterations),
                }
            }
        }
    }

    /// The pack of so many credits, if it is sold.
    #[must_use]
    pub fn pack(&self, credits: Credits) -> Option<&Pack> {
        self.packs.iter().find(|pack| pack.credits == credits)
    }

    /// The quality offered first when a person asks for a tier.
    #[must_use]
    pub fn usual(&self, tier: Tier) -> Quality {
        let hd = &self.tiers.hd;
        match tier {
            Tier::Free => Quality::Free,
            Tier::Premium => Quality::Premium,
            Tier::Hd => Quality::Hd {
                iterations: hd.offered(u32::midpoint(hd.min_iterations, hd.max_iterations)),
            },
        }
    }
}

impl HdTier {
    /// The nearest number of iterations that is offered, at or below the wanted one.
    #[must_use]
    pub fn offered(&self, iterations: u32) -> u32 {
        let most = self.max_iterations.max(self.min_iterations);
        let inside = iterations.clamp(self.min_iterations, most);
        inside - (inside - self.min_iterations) % HD_STEP
    }

    fn price(&self, iterations: u32) -> Credits {
        let span = u64::from(self.max_iterations.saturating_sub(self.min_iterations)).max(1);
        let done = u64::from(iterations.saturating_sub(self.min_iterations));
        let rise = u64::from(
            self.max_price
                .amount()
                .saturating_sub(self.min_price.amount()),
        );

        let price = u64::from(self.min_price.amount()) + (rise * done + span / 2) / span;
        Credits::new(u32::try_from(price).unwrap_or(u32::MAX))
    }
}

impl Default for Rules {
    /// The numbers of `config/default.toml`, and no canvases; tests use them.
    fn default() -> Self {
        Self {
            tiers: Tiers::default(),
            limits: Limits::default(),
            operator: Operator::default(),
            packs: packs(),
            gifts: Gifts::default(),
            promos: Vec::new(),
            terms: Terms::default(),
            receipt: ReceiptTo::default(),
            prints: Prints::default(),
            feed: FeedRules::default(),
        }
    }
}

fn packs() -> Vec<Pack> {
    let pack = |(credits, bonus, stars, roubles)| Pack {
        credits: Credits::new(credits),
        bonus: Credits::new(bonus),
        stars,
        roubles,
    };

    [
        (50, 0, 30, 50),
        (100, 0, 55, 100),
        (250, 15, 135, 250),
        (500, 50, 265, 500),
        (1000, 150, 525, 1000),
    ]
    .map(pack)
    .to_vec()
}

impl Default for Tiers {
    fn default() -> Self {
        Self {
            free: FreeTier {
                size: 600,
                iterations: 200,
                per_day: 3,
            },
            premium: PremiumTier {
                size: 700,
                iterations: 600,
                price: Credits::new(50),
            },
            hd: HdTier {
                size: 1200,
                min_iterations: 100,
                max_iterations: 1000,
                min_price: Credits::new(50),
                max_price: Credits::new(250),
            },
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        let hour = Duration::from_hours(1);
        Self {
            free_at_once: 1,
            jobs_at_once: 5,
            free_period: 24 * hour,
            delete_question: hour / 6,
            keep_inputs: 30 * 24 * hour,
            purchases_at_once: 5,
            requests_at_once: 3,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hd_price(iterations: u32) -> u32 {
        Rules::default()
            .plan(Quality::Hd { iterations })
            .price
            .amount()
    }

    #[test]
    fn hd_costs_from_50_to_250_in_a_straight_line() {
        assert_eq!([100, 200, 550, 1000].map(hd_price), [50, 72, 139, 250]);
    }

    #[test]
    fn iterations_that_are_not_offered_are_brought_to_the_next_below() {
        assert_eq!([0, 199, 5000].map(hd_price), [50, 50, 250]);
    }

    #[test]
    fn the_usual_hd_lies_in_the_middle() {
        assert_eq!(
            Rules::default().usual(Tier::Hd),
            Quality::Hd { iterations: 500 }
        );
    }

    #[test]
    fn settings_upside_down_do_not_panic() {
        let mut rules = Rules::default();
        rules.tiers.hd.max_iterations = 0;
        rules.tiers.hd.max_price = Credits::ZERO;
        assert_eq!(rules.plan(Quality::Hd { iterations: 7 }).iterations, 100);
    }
}
