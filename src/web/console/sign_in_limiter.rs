//! Attempts to sign in. Nobody is locked out: each password is checked in its turn, so the operator
//! always gets in, also from the address that somebody else is guessing from.
//!
//! - One network has one attempt in hand at a time. A few are free; after that, each wrong one holds
//!   up the next attempt of the same network for some seconds.
//! - A check costs memory and time. There are three queues, each of which checks one password at a
//!   time: browsers that have signed in before, networks with free attempts, and the others. So a
//!   flood in one of them does not reach the others.
//! - Queues are bounded. What finds its queue full is turned away without a look.

use std::{
    collections::HashMap,
    num::NonZeroU32,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, sleep_until},
};

use super::device::KnownDevice;
use crate::{
    domain::{network::Network, password::PasswordHash},
    web::keyed_limiter::KeyedLimiter,
};

const fn quota(burst: u32, per_minute: u32) -> Quota {
    let burst = NonZeroU32::new(burst).expect("a limit is above zero");
    let per_minute = NonZeroU32::new(per_minute).expect("a limit is above zero");

    Quota::per_minute(per_minute).allow_burst(burst)
}

/// A free attempt comes back each minute.
const FREE_PER_MINUTE: NonZeroU32 = NonZeroU32::MIN;
/// The most attempts of one network that wait for their turn, the one in hand included. They are
/// fewer if the pauses are long: nobody waits longer than [`LONGEST_WAIT`].
const WAITING_PER_NETWORK: usize = 10;
/// The longest that an attempt waits for those of its own network. Requests have a deadline.
const LONGEST_WAIT: Duration = Duration::from_secs(20);
/// Networks that are kept before those without an attempt are dropped.
const MOST_LINES: usize = 1000;
/// The attempts that wait in each queue.
const WAITING_KNOWN: usize = 10;
const WAITING_FREE: usize = 100;
const WAITING_PACED: usize = 50;
/// Wrong passwords in the operator log.
const WRONG_LOGGED: Quota = quota(20, 1);
/// Entries in the operator log that say there were too many attempts.
const TOO_MANY_LOGGED: Quota = quota(1, 1);

/// How often a network may be wrong before its attempts are slowed down.
#[derive(Clone, Copy, Debug)]
pub struct SignInPace {
    /// The attempts of one network, or of one known browser, that wait for nothing.
    pub free_attempts: NonZeroU32,
    /// The time from a further wrong attempt of a network to its next one.
    pub pause: Duration,
}

/// The limiter.
pub(super) struct SignInLimiter {
    pause: Duration,
    waiting_per_network: usize,
    free_attempts: KeyedLimiter<Network>,
    attempts_of_devices: KeyedLimiter<KnownDevice>,
    lines: Mutex<HashMap<Network, Line>>,
    known: CheckQueue,
    free: CheckQueue,
    paced: CheckQueue,
    wrong_logged: DefaultDirectRateLimiter,
    too_many_logged: DefaultDirectRateLimiter,
}

/// Where an attempt comes from.
pub(super) struct SignInSource {
    pub(super) network: Network,
    /// The browser, if it has signed in before.
    pub(super) device: Option<KnownDevice>,
}

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SignInAttempt {
    /// The password is right.
    Right,
    /// The password is wrong.
    Wrong,
    /// The password is wrong, and the network has no free attempts.
    WrongAgain,
    /// The queue is full, and the password was not looked at.
    NotChecked,
}

impl SignInAttempt {
    /// The label in the metrics.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Wrong => "wrong",
            Self::WrongAgain => "wrong_again",
            Self::NotChecked => "not_checked",
        }
    }
}

impl SignInLimiter {
    pub(super) fn new(pace: SignInPace) -> Self {
        let free = Quota::per_minute(FREE_PER_MINUTE).allow_burst(pace.free_attempts);

        let pauses = LONGEST_WAIT.as_millis() / pace.pause.as_millis().max(1);
        let waiting = usize::try_from(pauses).unwrap_or(WAITING_PER_NETWORK);

        Self {
            pause: pace.pause,
            waiting_per_network: waiting.clamp(2, WAITING_PER_NETWORK),
            free_attempts: KeyedLimiter::new(free),
            attempts_of_devices: KeyedLimiter::new(free),
            lines: Mutex::default(),
            known: CheckQueue::new(WAITING_KNOWN),
            free: CheckQueue::new(WAITING_FREE),
            paced: CheckQueue::new(WAITING_PACED),
            wrong_logged: RateLimiter::direct(WRONG_LOGGED),
            too_many_logged: RateLimiter::direct(TOO_MANY_LOGGED),
        }
    }

    /// Compares a password in its turn. The whole hash is computed whatever was sent, so the time it
    /// takes tells nothing.
    pub(super) async fn attempt(
        &self,
        from: SignInSource,
        password: String,
        hash: &PasswordHash,
    ) -> anyhow::Result<SignInAttempt> {
        let is_known = |device: &KnownDevice| self.attempts_of_devices.allow(device);
        if from.device.as_ref().is_some_and(is_known) {
            let checked = self.known.check(password, hash).await?;
            return Ok(checked.map_or(SignInAttempt::NotChecked, |is_right| {
                right_or(is_right, SignInAttempt::Wrong)
            }));
        }

        let line = self.line(from.network);
        let Ok(_place) = line.places.try_acquire() else {
            return Ok(SignInAttempt::NotChecked);
        };
        let turn = Arc::clone(&line.turn).acquire_owned().await?;
        let next_at = Instant::now() + self.pause;

        if self.free_attempts.allow(&from.network) {
            let checked = self.free.check(password, hash).await?;
            return Ok(checked.map_or(SignInAttempt::NotChecked, |is_right| {
                right_or(is_right, SignInAttempt::Wrong)
            }));
        }

        // From here on the pause is kept even if the browser goes away.
        let turn = Paused { turn, next_at };
        let attempt = self
            .paced
            .check(password, hash)
            .await?
            .map_or(SignInAttempt::NotChecked, |is_right| {
                right_or(is_right, SignInAttempt::WrongAgain)
            });
        if attempt == SignInAttempt::Right {
            turn.end_now();
        }

        Ok(attempt)
    }

    /// The line of a network's attempts.
    fn line(&self, network: Network) -> Line {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if lines.len() > MOST_LINES {
            lines.retain(|_, line| Arc::strong_count(&line.turn) > 1);
        }

        let line = || Line::new(self.waiting_per_network);
        lines.entry(network).or_insert_with(line).clone()
    }

    /// Whether the operator log should get an entry about this attempt.
    pub(super) fn is_to_be_logged(&self, attempt: SignInAttempt) -> bool {
        match attempt {
            SignInAttempt::Right => true,
            SignInAttempt::Wrong => self.wrong_logged.check().is_ok(),
            SignInAttempt::WrongAgain | SignInAttempt::NotChecked => {
                self.too_many_logged.check().is_ok()
            }
        }
    }
}

const fn right_or(is_right: bool, wrong: SignInAttempt) -> SignInAttempt {
    if is_right {
        SignInAttempt::Right
    } else {
        wrong
    }
}

/// The attempts of one network. They take turns in the order in which they came.
#[derive(Clone)]
struct Line {
    places: Arc<Semaphore>,
    turn: Arc<Semaphore>,
}

impl Line {
    fn new(places: usize) -> Self {
        Self {
            places: Arc::new(Semaphore::new(places)),
            turn: Arc::new(Semaphore::new(1)),
        }
    }
}

/// A turn that the next attempt gets only after a while.
struct Paused {
    turn: OwnedSemaphorePermit,
    next_at: Instant,
}

impl Paused {
    /// Lets the next attempt come at once.
    fn end_now(mut self) {
        self.next_at = Instant::now();
    }
}

impl Drop for Paused {
    fn drop(&mut self) {
        // Another permit of no turn takes its place.
        if let Some(turn) = self.turn.split(1) {
            let next_at = self.next_at;
            tokio::spawn(async move {
                sleep_until(next_at).await;
                drop(turn);
            });
        }
    }
}

/// Checks one password at a time, in the order in which they came.
struct CheckQueue {
    places: Semaphore,
    turn: Arc<Semaphore>,
}

impl CheckQueue {
    fn new(places: usize) -> Self {
        Self {
            places: Semaphore::new(places),
            turn: Arc::new(Semaphore::new(1)),
        }
    }

    /// Whether the password is right; `None` if the queue is full.
    async fn check(&self, password: String, hash: &PasswordHash) -> anyhow::Result<Option<bool>> {
        let Ok(_place) = self.places.try_acquire() else {
            return Ok(None);
        };
        let turn = Arc::clone(&self.turn).acquire_owned().await?;
        let hash = hash.clone();

        // The turn goes along: a check cannot be stopped when the browser goes away.
        let check = move || {
            let is_right = hash.is_of(&password);
            drop(turn);
            is_right
        };
        Ok(Some(tokio::task::spawn_blocking(check).await?))
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;
    use crate::clock::Chance;

    const RIGHT: &str = "correct horse battery";
    const PACE: SignInPace = SignInPace {
        free_attempts: NonZeroU32::new(5).unwrap(),
        pause: Duration::from_millis(300),
    };

    fn from(last: u8) -> SignInSource {
        SignInSource {
            network: Network::from_address(IpAddr::V4(Ipv4Addr::new(203, 0, 113, last))),
            device: None,
        }
    }

    #[tokio::test]
    async fn after_five_attempts_each_wrong_one_holds_up_the_next() {
        let limiter = SignInLimiter::new(PACE);
        let hash = PasswordHash::hash(RIGHT, &[7; 16]);
        let attempt = async |from, password: &str| {
            limiter
                .attempt(from, password.to_owned(), &hash)
                .await
                .unwrap()
        };

        for _ in 0..5 {
            assert_eq!(attempt(from(1), "wrong").await, SignInAttempt::Wrong);
        }

        let begun = Instant::now();
        assert_eq!(attempt(from(1), "wrong").await, SignInAttempt::WrongAgain);
        assert_eq!(attempt(from(1), "wrong").await, SignInAttempt::WrongAgain);
        assert!(begun.elapsed() >= PACE.pause, "{:?}", begun.elapsed());

        assert_eq!(attempt(from(1), RIGHT).await, SignInAttempt::Right);
        assert_eq!(attempt(from(2), RIGHT).await, SignInAttempt::Right);
    }

    #[tokio::test]
    async fn a_full_line_turns_away_its_own_network_only() {
        let limiter = Arc::new(SignInLimiter::new(PACE));
        let hash = PasswordHash::hash(RIGHT, &[7; 16]);
        let line = limiter.line(from(1).network);
        let _places = line
            .places
            .try_acquire_many(WAITING_PER_NETWORK as u32)
            .unwrap();

        let turned_away = limiter.attempt(from(1), RIGHT.to_owned(), &hash).await;
        assert_eq!(turned_away.unwrap(), SignInAttempt::NotChecked);

        let other = limiter.attempt(from(2), RIGHT.to_owned(), &hash).await;
        assert_eq!(other.unwrap(), SignInAttempt::Right);

        let known = SignInSource {
            device: Some(KnownDevice::random(Chance)),
            ..from(1)
        };
        let known = limiter.attempt(known, RIGHT.to_owned(), &hash).await;
        assert_eq!(known.unwrap(), SignInAttempt::Right);
    }
}
