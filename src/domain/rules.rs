//! Tiers, prices and limits. The settings fill them; the domain only reads.

use std::time::Duration;

use serde::Deserialize;

use super::credits::Credits;
use super::draft::Draft;
use super::film::{Film, FilmPart};
use super::job::JobRequest;
use super::language::{Language, Translated};
use super::order::Prints;
use super::payment::{Gifts, Pack};
use super::receipt::ReceiptTo;
use super::tier::{Plan, Quality, Tier};
use super::time::Moment;
use super::work::Recipe;
use super::work::{Effort, Kind, KindName, KindOffer, MadeOf, Prices, painting};

/// HD iterations are offered in steps of this size.
pub const HD_STEP: u32 = 100;

/// Everything the conversation needs to know from the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The tiers of paintings.
    pub tiers: Tiers,
    /// The kinds of work, in the order in which they are offered.
    pub kinds: Vec<KindOffer>,
    /// Limits per person.
    pub limits: Limits,
    /// Limits per network, or per account where a messenger knows its people.
    pub network: NetworkLimits,
    /// Who runs the service.
    pub operator: Operator,
    /// The packs of credits, in the order in which they are offered.
    pub packs: Vec<Pack>,
    /// Bonus credits for first purchases.
    pub gifts: Gifts,
    /// Promo codes.
    pub promos: Vec<Promo>,
    /// The operator's own terms of use; if empty, the built-in ones apply.
    pub terms: Terms,
    /// Where receipts go.
    pub receipt: ReceiptTo,
    /// The canvases on offer.
    pub prints: Prints,
    /// The feed.
    pub feed: FeedRules,
}

/// `feed.*` of the settings.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeedRules {
    /// Whether paintings are published at all.
    pub enabled: bool,
    /// Whether the operator approves each before it is public.
    pub approval: bool,
    /// How many paintings a person publishes in a day.
    pub per_day: u32,
    /// Whether an idle machine paints showcase entries for the feed.
    pub idle_paintings: bool,
    /// The address of the public pages, without a trailing slash. The settings do not have it:
    /// it is known only once the port is.
    #[serde(skip)]
    pub home: String,
}

/// A `[[promo]]` of the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promo {
    /// As [`Promo::parse_code`] writes it.
    pub code: String,
    /// The credits it gives, once per person.
    pub credits: Credits,
    /// When it expires.
    pub until: Option<Moment>,
    /// How many people can use it.
    pub uses: Option<u32>,
}

/// `terms.*` of the settings, by languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Terms(pub Translated);

impl Promo {
    /// The longest code in characters.
    pub const LONGEST: usize = 32;

    /// Normalises a code: capitals, trimmed. `None` if it cannot be a code.
    #[must_use]
    pub fn parse_code(code: &str) -> Option<String> {
        let code = code.trim().to_uppercase();
        let known = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == '_';
        (!code.is_empty() && code.chars().count() <= Self::LONGEST && code.chars().all(known))
            .then_some(code)
    }
}

impl Terms {
    /// The terms for people of a language; empty when the operator has none that they read.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        self.0.in_language(language)
    }
}

/// `operator.*` of the settings: who runs the service; either may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operator {
    /// A person's or a company's name.
    pub name: String,
    /// Where people write when the bot cannot help.
    pub contact: String,
}

/// `tiers.*` of the settings.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tiers {
    /// `tiers.free`.
    pub free: FreeTier,
    /// `tiers.premium`.
    pub premium: PremiumTier,
    /// `tiers.hd`.
    pub hd: HdTier,
}

/// `tiers.free.{size,iterations,per_day}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FreeTier {
    /// Longest side in pixels.
    pub size: u32,
    /// Iterations.
    pub iterations: u32,
    /// Free paintings within any 24 hours.
    pub per_day: u32,
}

/// `tiers.premium.{size,iterations,price}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PremiumTier {
    /// Longest side in pixels.
    pub size: u32,
    /// Iterations.
    pub iterations: u32,
    /// Price.
    pub price: Credits,
}

/// `tiers.hd.{size,min_iterations,max_iterations,min_price,max_price}`; the price grows linearly.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
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
    /// How long sent pictures are kept; named in /privacy.
    pub keep_inputs: Duration,
    /// How long visitors of the chat page are kept who have left nothing.
    pub keep_visitors: Duration,
    /// Bytes of the pictures that a person has sent and that are kept.
    pub kept_bytes: u64,
}

/// `network.*` of the settings, as far as the conversation knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkLimits {
    /// Free jobs that may be unfinished at a time.
    pub free_at_once: u32,
    /// Free paintings within any 24 hours.
    pub free_per_day: u32,
    /// Payment pages opened within an hour.
    pub purchases_per_hour: u32,
    /// Uses of one promo code within 24 hours.
    pub promo_uses_per_day: u32,
    /// Wrong promo codes and link codes within an hour.
    pub wrong_codes_per_hour: u32,
    /// Messages to support within 24 hours.
    pub support_per_day: u32,
    /// Bytes of the pictures that were sent within 48 hours and are kept.
    pub kept_bytes: u64,
    /// Likes and reports.
    pub reactions: ReactionLimits,
}

impl NetworkLimits {
    /// The shorter of the periods that are counted over; the longer one is
    /// [`Limits::FREE_PERIOD`].
    pub const HOUR: Duration = Duration::from_hours(1);
}

/// How often people of one network may like and report, within 24 hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReactionLimits {
    /// Likes of one entry.
    pub likes_per_entry: u32,
    /// Likes in all.
    pub likes_per_day: u32,
    /// Reports.
    pub reports_per_day: u32,
}

impl Limits {
    /// The period that [`FreeTier::per_day`] counts over.
    pub const FREE_PERIOD: Duration = Duration::from_hours(24);
    /// How long the confirmation question of `/delete_me` can be answered.
    pub const DELETE_QUESTION: Duration = Duration::from_mins(10);
    /// Payment pages that one person may have open at a time.
    pub const PURCHASES_AT_ONCE: u32 = 5;
    /// Requests to the operator that one person may have open at a time.
    pub const REQUESTS_AT_ONCE: u32 = 3;
}

impl Rules {
    /// How a kind is offered; `None` if the program does not know it.
    #[must_use]
    pub fn offer(&self, kind: KindName) -> Option<&KindOffer> {
        self.kinds.iter().find(|offer| offer.kind.name == kind)
    }

    /// The kinds that people are offered besides the painting, without those that are offered below
    /// a finished piece only.
    pub fn other_kinds(&self) -> impl Iterator<Item = &'static Kind> {
        let others = |offer: &&KindOffer| offer.is_open() && offer.kind.name != painting::NAME;
        let kinds = self.kinds.iter().filter(others).map(|offer| offer.kind);
        kinds.filter(|kind| kind.made_of != MadeOf::Finished)
    }

    /// Free pieces of a kind within any 24 hours for one person.
    #[must_use]
    pub fn free_per_day(&self, kind: KindName) -> u32 {
        match self.offer(kind).map(|offer| offer.prices) {
            Some(Prices::BySizes(sizes)) => sizes.free_per_day,
            Some(Prices::ByTiers) | None => self.tiers.free.per_day,
        }
    }

    /// Whether something that people are offered is made of films.
    #[must_use]
    pub fn takes_films(&self) -> bool {
        self.kind_of_films().is_some()
    }

    /// The first kind that people are offered to make of a film.
    #[must_use]
    pub fn kind_of_films(&self) -> Option<&'static Kind> {
        self.other_kinds().find(|kind| kind.made_of == MadeOf::Film)
    }

    /// The plan for everything that was chosen, for this film if it is made of one.
    #[must_use]
    pub fn plan_of(&self, recipe: &Recipe, film: Option<Film>) -> Plan {
        match self.offer(recipe.kind) {
            Some(KindOffer {
                kind,
                prices: Prices::BySizes(sizes),
            }) => {
                let part = self.part_of(recipe, film);
                let plan = sizes.plan(kind, recipe.quality.tier(), recipe.knobs, part);
                match kind.effort {
                    Effort::ByTier => Plan {
                        iterations: self.plan(self.usual(plan.tier)).iterations,
                        ..plan
                    },
                    Effort::Fixed(_) | Effort::ByKnob { .. } | Effort::ByFrame { .. } => plan,
                }
            }
            _ => self.plan(recipe.quality),
        }
    }

    /// The part of a film that a recipe takes; `None` if it makes nothing of films.
    #[must_use]
    pub fn part_of(&self, recipe: &Recipe, film: Option<Film>) -> Option<FilmPart> {
        match self.offer(recipe.kind)?.prices {
            Prices::BySizes(sizes) => sizes.part_of(film?, recipe.quality.tier()),
            Prices::ByTiers => None,
        }
    }

    /// The plan of a painting of this quality.
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
            Quality::Hd { iterations } => hd.plan(iterations),
        }
    }

    /// What a draft asks for, as it would be started now. `film` is the one that its photo is the
    /// still of.
    #[must_use]
    pub fn request(&self, draft: &Draft, film: Option<Film>) -> JobRequest {
        JobRequest {
            kind: draft.recipe.kind,
            photo: draft.photo,
            film: self.part_of(&draft.recipe, film),
            styles: draft.styles,
            knobs: draft.recipe.knobs,
            plan: self.plan_of(&draft.recipe, film),
        }
    }

    /// The pack with this many credits, if it is sold.
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
                iterations: hd.usual_iterations(),
            },
        }
    }
}

impl HdTier {
    /// The plan for the nearest number of iterations that is offered.
    fn plan(&self, iterations: u32) -> Plan {
        let iterations = self.offered(iterations);

        Plan {
            tier: Tier::Hd,
            size: self.size,
            iterations,
            price: self.price(iterations),
        }
    }

    /// The number of iterations that is offered first.
    fn usual_iterations(&self) -> u32 {
        self.offered(u32::midpoint(self.min_iterations, self.max_iterations))
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    fn hd() -> HdTier {
        HdTier {
            size: 1200,
            min_iterations: 100,
            max_iterations: 1000,
            min_price: Credits::new(50),
            max_price: Credits::new(250),
        }
    }

    fn hd_price(iterations: u32) -> u32 {
        hd().plan(iterations).price.amount()
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
        assert_eq!(hd().usual_iterations(), 500);
    }

    #[test]
    fn settings_upside_down_do_not_panic() {
        let mut hd = hd();
        hd.max_iterations = 0;
        hd.max_price = Credits::ZERO;
        assert_eq!(hd.plan(7).iterations, 100);
    }
}
