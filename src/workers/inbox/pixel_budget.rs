//! How many pixels of a sender are decoded in an hour: a file of a few bytes may have 60 million.
//!
//! The budgets live in memory, by the monotonic clock. A clock that is put forward or back changes
//! nothing about them, a picture costs no write, and what a restart forgets is an hour's worth.

use std::{
    collections::HashSet,
    num::NonZeroU32,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock};

use crate::{domain::incoming::RemoteFile, store::PendingTurn};

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
    /// Files that were paid for and are not kept yet: they are decoded again, at no cost.
    paid: Mutex<HashSet<String>>,
}

impl PixelBudget {
    pub(super) fn new(hourly: HourlyMegapixels) -> Self {
        Self {
            persons: Budget::new(hourly.person),
            networks: Budget::new(hourly.network),
            paid: Mutex::default(),
        }
    }

    /// Takes the pixels of a picture from the budgets of the person and of the network, once for
    /// each file of a turn until the file is kept.
    ///
    /// # Errors
    /// How long to wait, if there is not enough left.
    pub(super) fn spend(
        &self,
        turn: &PendingTurn,
        file: &RemoteFile,
        pixels: u64,
    ) -> Result<(), Duration> {
        let name = name(turn, file);
        if self.paid().contains(&name) {
            return Ok(());
        }

        let person = format!("{} {}", turn.address.messenger, turn.address.external);
        self.persons.spend(&person, pixels)?;
        if let Some(network) = &turn.network {
            self.networks.spend(network, pixels)?;
        }

        let mut paid = self.paid();
        if paid.len() >= MOST_SENDERS {
            paid.clear();
        }
        paid.insert(name);

        Ok(())
    }

    /// The turn with these files is answered.
    pub(super) fn forget(&self, turn: &PendingTurn, files: &[RemoteFile]) {
        let mut paid = self.paid();
        for file in files {
            paid.remove(&name(turn, file));
        }
    }

    fn paid(&self) -> std::sync::MutexGuard<'_, HashSet<String>> {
        self.paid.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A file of a turn.
fn name(turn: &PendingTurn, file: &RemoteFile) -> String {
    let update = turn.updates.first().map_or(0, |update| update.0);
    format!("{update} {}", file.reference)
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
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;
    use crate::{
        domain::{ids::ChatId, incoming::Incoming, time::Moment},
        store::Address,
    };

    const BUDGET: HourlyMegapixels = HourlyMegapixels {
        person: 100,
        network: 150,
    };

    /// Spends the pixels of a file that was not there before.
    fn spend(budget: &PixelBudget, turn: &PendingTurn, pixels: u64) -> Result<(), Duration> {
        static FILES: AtomicU64 = AtomicU64::new(0);
        let reference = FILES.fetch_add(1, Ordering::Relaxed).to_string();
        budget.spend(turn, &file(&reference), pixels)
    }

    fn file(reference: &str) -> RemoteFile {
        RemoteFile {
            reference: reference.to_owned(),
            bytes: None,
            is_round: false,
        }
    }

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
        assert_eq!(spend(&budget, &ada, 46_000_000), Ok(()));
        assert_eq!(spend(&budget, &ada, 46_000_000), Ok(()));

        let wait = spend(&budget, &ada, 46_000_000).unwrap_err();
        // 38 megapixels are missing, and 100 come back in an hour.
        let minutes = wait.as_secs_f64() / 60.0;
        assert!((22.0..23.0).contains(&minutes), "{minutes} minutes");

        assert_eq!(spend(&budget, &ada, 8_000_000), Ok(()), "what is left");
        assert_eq!(spend(&budget, &turn("bob", None), 46_000_000), Ok(()));
    }

    #[test]
    fn persons_of_one_network_share_its_budget() {
        let budget = PixelBudget::new(BUDGET);
        let spend = |chat, network| spend(&budget, &turn(chat, Some(network)), 60_000_000);
        assert_eq!(spend("ada", "a"), Ok(()));
        assert_eq!(spend("bob", "a"), Ok(()));
        assert!(spend("eve", "a").is_err());
        assert_eq!(spend("zoe", "b"), Ok(()));
    }

    #[test]
    fn a_picture_that_costs_more_than_everything_costs_everything() {
        let budget = PixelBudget::new(BUDGET);
        let ada = turn("ada", None);
        assert_eq!(spend(&budget, &ada, 5_000_000_000), Ok(()));
        assert!(spend(&budget, &ada, 1).is_err());
    }

    #[test]
    fn a_file_that_has_to_be_decoded_again_costs_nothing_until_its_turn_is_answered() {
        let budget = PixelBudget::new(BUDGET);
        let ada = turn("ada", Some("a"));
        let photo = file("photo");
        for _ in 0..5 {
            assert_eq!(budget.spend(&ada, &photo, 60_000_000), Ok(()));
        }

        budget.forget(&ada, std::slice::from_ref(&photo));
        assert!(budget.spend(&ada, &photo, 60_000_000).is_err());
    }
}
