//! How many pixels of a sender are decoded in an hour: a file of a few bytes may have 60 million.
//!
//! The budgets live in memory, by the monotonic clock. A clock that is put forward or back changes
//! nothing about them, a picture costs no write, and what a restart forgets is an hour's worth.

use std::{num::NonZeroU32, time::Duration};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock};

use crate::store::PendingTurn;

/// Pixels of one unit of the budgets: small pictures cost little.
const PIXELS_OF_A_UNIT: u64 = 100_000;
/// Units of a megapixel.
const UNITS: u32 = 10;
/// Senders that are remembered before those who have their whole budget again are dropped.
const MOST_SENDERS: usize = 10_000;

/// The megapixels that are decoded in an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HourlyMegapixels {
    /// For one person, which is one chat.
    pub person: u32,
    /// For one network. Where a messenger knows its people, the account is the only measure.
    pub network: u32,
}

/// What is left for each sender.
pub(super) struct PixelBudget {
    persons: Budget,
    networks: Budget,
}

impl PixelBudget {
    pub(super) fn new(hourly: HourlyMegapixels) -> Self {
        Self {
            persons: Budget::new(hourly.person),
            networks: Budget::new(hourly.network),
        }
    }

    /// Takes the pixels of a picture from the budgets of the person and of the network.
    ///
    /// # Errors
    /// How long to wait, if there is not enough left.
    pub(super) fn spend(&self, turn: &PendingTurn, pixels: u64) -> Result<(), Duration> {
        let person = format!("{} {}", turn.address.messenger, turn.address.external);
        self.persons.spend(&person, pixels)?;

        match &turn.network {
            Some(network) => self.networks.spend(network, pixels),
            None => Ok(()),
        }
    }
}

/// One budget for each name.
struct Budget {
    limiter: DefaultKeyedRateLimiter<String>,
    hourly: NonZeroU32,
}

impl Budget {
    fn new(megapixels: u32) -> Self {
        let hourly = NonZeroU32::new(megapixels.saturating_mul(UNITS)).unwrap_or(NonZeroU32::MIN);

        Self {
            limiter: RateLimiter::dashmap(Quota::per_hour(hourly)),
            hourly,
        }
    }

    fn spend(&self, name: &String, pixels: u64) -> Result<(), Duration> {
        if self.limiter.len() > MOST_SENDERS {
            self.limiter.retain_recent();
            self.limiter.shrink_to_fit();
        }

        let units = u32::try_from(pixels.div_ceil(PIXELS_OF_A_UNIT)).unwrap_or(u32::MAX);
        // A picture that goes through its pixels many times may cost more than there is in all.
        let units = NonZeroU32::new(units)
            .unwrap_or(NonZeroU32::MIN)
            .min(self.hourly);

        match self.limiter.check_key_n(name, units) {
            Ok(Err(too_early)) => Err(too_early.wait_time_from(self.limiter.clock().now())),
            Ok(Ok(())) | Err(_) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{ids::ChatId, incoming::Incoming, time::Moment},
        store::Address,
    };

    const BUDGET: HourlyMegapixels = HourlyMegapixels {
        person: 100,
        network: 150,
    };

    fn turn(chat: &str, network: Option<&str>) -> PendingTurn {
        PendingTurn {
            updates: Vec::new(),
            chat: ChatId(1),
            address: Address {
                messenger: "web".into(),
                external: chat.into(),
            },
            network: network.map(Into::into),
            sender: String::new(),
            incoming: Incoming::Text(String::new()),
            attempts: 0,
            received_at: Moment::from_millis(0),
        }
    }

    #[test]
    fn a_person_has_a_budget_and_is_told_when_there_is_more() {
        let budget = PixelBudget::new(BUDGET);
        let ada = turn("ada", None);
        assert_eq!(budget.spend(&ada, 46_000_000), Ok(()));
        assert_eq!(budget.spend(&ada, 46_000_000), Ok(()));

        let wait = budget.spend(&ada, 46_000_000).unwrap_err();
        // 38 megapixels are missing, and 100 come back in an hour.
        let minutes = wait.as_secs_f64() / 60.0;
        assert!((22.0..23.0).contains(&minutes), "{minutes} minutes");

        assert_eq!(budget.spend(&ada, 8_000_000), Ok(()), "what is left");
        assert_eq!(budget.spend(&turn("bob", None), 46_000_000), Ok(()));
    }

    #[test]
    fn persons_of_one_network_share_its_budget() {
        let budget = PixelBudget::new(BUDGET);
        let spend = |chat, network| budget.spend(&turn(chat, Some(network)), 60_000_000);
        assert_eq!(spend("ada", "a"), Ok(()));
        assert_eq!(spend("bob", "a"), Ok(()));
        assert!(spend("eve", "a").is_err());
        assert_eq!(spend("zoe", "b"), Ok(()));
    }

    #[test]
    fn a_picture_that_costs_more_than_everything_costs_everything() {
        let budget = PixelBudget::new(BUDGET);
        let ada = turn("ada", None);
        assert_eq!(budget.spend(&ada, 5_000_000_000), Ok(()));
        assert!(budget.spend(&ada, 1).is_err());
    }
}
