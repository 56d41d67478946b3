//! Limits attempts to sign in, from one address and from everywhere, and checks one password at a
//! time: each check costs memory and time.

use std::{net::IpAddr, num::NonZeroU32};

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use tokio::sync::Semaphore;

use crate::{domain::password::PasswordHash, web::rate_limit::KeyedLimiter};

const fn quota(burst: u32, per_minute: u32) -> Quota {
    let burst = NonZeroU32::new(burst).expect("a limit is above zero");
    let per_minute = NonZeroU32::new(per_minute).expect("a limit is above zero");

    Quota::per_minute(per_minute).allow_burst(burst)
}

/// Attempts from one address.
const ATTEMPTS_PER_ADDRESS: Quota = quota(5, 1);
/// Attempts from everywhere.
const ALL_ATTEMPTS: Quota = quota(30, 10);
/// Entries in the operator log that say there were too many attempts.
const LOG_ENTRIES: Quota = quota(1, 1);

/// The limiter.
pub(super) struct SignInLimiter {
    addresses: KeyedLimiter<IpAddr>,
    all: DefaultDirectRateLimiter,
    log_entries: DefaultDirectRateLimiter,
    one_at_a_time: Semaphore,
}

/// How an attempt ended.
pub(super) enum SignInAttempt {
    /// The password is right.
    Right,
    /// The password is wrong.
    Wrong,
    /// The password was not even looked at.
    TooMany {
        /// Whether the operator log should get an entry.
        is_to_be_logged: bool,
    },
}

impl Default for SignInLimiter {
    fn default() -> Self {
        Self {
            addresses: KeyedLimiter::new(ATTEMPTS_PER_ADDRESS),
            all: RateLimiter::direct(ALL_ATTEMPTS),
            log_entries: RateLimiter::direct(LOG_ENTRIES),
            one_at_a_time: Semaphore::new(1),
        }
    }
}

impl SignInLimiter {
    /// Compares a password. The whole hash is computed whatever was sent, so the time it takes
    /// tells nothing.
    pub(super) async fn attempt(
        &self,
        from: IpAddr,
        password: String,
        hash: &PasswordHash,
    ) -> anyhow::Result<SignInAttempt> {
        if !self.addresses.allow(&from) || self.all.check().is_err() {
            return Ok(SignInAttempt::TooMany {
                is_to_be_logged: self.log_entries.check().is_ok(),
            });
        }

        let _permit = self.one_at_a_time.acquire().await?;
        let hash = hash.clone();
        let is_right = tokio::task::spawn_blocking(move || hash.is_of(&password)).await?;

        Ok(if is_right {
            SignInAttempt::Right
        } else {
            SignInAttempt::Wrong
        })
    }
}
