//! How much may be uploaded: uploads at the same time, and bytes in an hour. Each is counted for a
//! network, because a stranger can be any number of visitors, and for all together.

use std::{
    collections::HashMap,
    num::NonZeroU32,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use governor::Quota;
use tokio::{
    sync::Notify,
    time::{sleep, timeout},
};
use tokio_util::sync::CancellationToken;

use super::{
    error::{Result, WebError},
    keyed_limiter::KeyedLimiter,
};
use crate::domain::network::Network;

/// Bytes are counted in cells of this size.
const CELL: u64 = 64 << 10;
/// An upload that has had less time than this is not judged by its speed.
const TRIAL: Duration = Duration::from_secs(10);
/// How long an upload waits for a place, and how often it looks for one.
const PATIENCE: Duration = Duration::from_secs(5);
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// When those who have used up an hour's bytes may try again: a sixth of them is back by then.
const BYTES_ARE_BACK: Duration = Duration::from_mins(10);
/// When those who have too many uploads under way may try again.
const UPLOADS_HAVE_ENDED: Duration = Duration::from_secs(15);

/// How much may be uploaded on the chat page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UploadLimits {
    /// Uploads at the same time, of all together.
    pub in_all: usize,
    /// Uploads at the same time, of one network.
    pub per_network: usize,
    /// Bytes in an hour, of one visitor.
    pub visitor_bytes: u64,
    /// Bytes in an hour, of one network.
    pub network_bytes: u64,
}

/// Keeps the limits.
pub(super) struct UploadLimiter {
    limits: UploadLimits,
    visitors: KeyedLimiter<String>,
    networks: KeyedLimiter<Network>,
    running: Arc<RunningUploads>,
}

/// The uploads under way.
#[derive(Default)]
struct RunningUploads {
    register: Mutex<Register>,
    has_ended: Notify,
}

#[derive(Default)]
struct Register {
    last_id: u64,
    uploads: HashMap<u64, RunningUpload>,
}

struct RunningUpload {
    network: Network,
    begun_at: Instant,
    bytes: u64,
    is_displaced: CancellationToken,
}

/// A place among the uploads under way; dropping it gives it back.
pub(super) struct UploadPlace {
    id: u64,
    running: Arc<RunningUploads>,
    is_displaced: CancellationToken,
}

/// The bytes of one upload, as they are taken from the hour's bytes.
pub(super) struct UploadBudget<'a> {
    limiter: &'a UploadLimiter,
    visitor: String,
    network: Network,
    counted: u64,
    received: u64,
}

impl UploadLimiter {
    pub(super) fn new(limits: UploadLimits) -> Self {
        Self {
            limits,
            visitors: KeyedLimiter::new(per_hour(limits.visitor_bytes)),
            networks: KeyedLimiter::new(per_hour(limits.network_bytes)),
            running: Arc::default(),
        }
    }

    /// Takes a place for an upload whose bytes have begun to come, and waits for one if it must.
    /// When all places are taken, the slowest upload makes room, so that slow ones never keep others
    /// out.
    pub(super) async fn begin(&self, network: Network) -> Result<UploadPlace> {
        let give_up = sleep(PATIENCE);
        tokio::pin!(give_up);

        loop {
            let ended = self.running.has_ended.notified();
            tokio::pin!(ended);
            ended.as_mut().enable();

            let refusal = match self.try_to_begin(network) {
                Ok(place) => return Ok(place),
                Err(refusal) => refusal,
            };

            tokio::select! {
                _ = timeout(LOOK_EVERY, ended) => {}
                () = &mut give_up => return Err(refusal),
            }
        }
    }

    fn try_to_begin(&self, network: Network) -> Result<UploadPlace> {
        let mut register = self.running.lock();
        let of_network = register
            .uploads
            .values()
            .filter(|upload| upload.network == network)
            .count();
        if of_network >= self.limits.per_network {
            return Err(WebError::TooMany {
                retry_after: UPLOADS_HAVE_ENDED,
            });
        }

        if register.uploads.len() >= self.limits.in_all {
            register.displace_slowest().ok_or(WebError::Busy)?;
        }

        register.last_id += 1;
        let id = register.last_id;
        let is_displaced = CancellationToken::new();
        let upload = RunningUpload {
            network,
            begun_at: Instant::now(),
            bytes: 0,
            is_displaced: is_displaced.clone(),
        };
        register.uploads.insert(id, upload);

        Ok(UploadPlace {
            id,
            running: Arc::clone(&self.running),
            is_displaced,
        })
    }

    /// The bytes that an upload may have.
    pub(super) fn budget(&self, visitor: String, network: Network) -> UploadBudget<'_> {
        UploadBudget {
            limiter: self,
            visitor,
            network,
            counted: 0,
            received: 0,
        }
    }
}

impl UploadBudget<'_> {
    /// Counts bytes that have come.
    pub(super) fn take(&mut self, bytes: usize) -> Result<()> {
        self.received += bytes as u64;
        let uncounted = self.received.saturating_sub(self.counted).div_ceil(CELL);
        let Some(cells) = NonZeroU32::new(u32::try_from(uncounted).unwrap_or(u32::MAX)) else {
            return Ok(());
        };

        self.counted += uncounted * CELL;
        let is_allowed = self.limiter.visitors.allow_many(&self.visitor, cells)
            && self.limiter.networks.allow_many(&self.network, cells);
        if is_allowed {
            return Ok(());
        }

        Err(WebError::TooMany {
            retry_after: BYTES_ARE_BACK,
        })
    }
}

impl UploadPlace {
    /// Notes bytes that have come, by which the upload's speed is judged.
    pub(super) fn note(&self, bytes: usize) {
        if let Some(upload) = self.running.lock().uploads.get_mut(&self.id) {
            upload.bytes += bytes as u64;
        }
    }

    /// Resolves when the upload has to make room for another one.
    pub(super) async fn displaced(&self) {
        self.is_displaced.cancelled().await;
    }
}

impl Drop for UploadPlace {
    fn drop(&mut self) {
        self.running.lock().uploads.remove(&self.id);
        self.running.has_ended.notify_waiters();
    }
}

impl RunningUploads {
    fn lock(&self) -> MutexGuard<'_, Register> {
        self.register.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Register {
    /// Ends the slowest upload; `None` if all have only just begun.
    fn displace_slowest(&mut self) -> Option<()> {
        let slowest = self
            .uploads
            .iter()
            .filter(|one| one.1.begun_at.elapsed() >= TRIAL)
            .min_by(|one, other| one.1.speed().total_cmp(&other.1.speed()))
            .map(|one| *one.0)?;

        self.uploads.remove(&slowest)?.is_displaced.cancel();
        Some(())
    }
}

impl RunningUpload {
    /// Bytes in a second.
    fn speed(&self) -> f64 {
        self.bytes as f64 / self.begun_at.elapsed().as_secs_f64()
    }
}

fn per_hour(bytes: u64) -> Quota {
    let cells = u32::try_from(bytes.div_ceil(CELL)).unwrap_or(u32::MAX);
    Quota::per_hour(NonZeroU32::new(cells).unwrap_or(NonZeroU32::MIN))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(number: u8) -> Network {
        Network::from_address([203, 0, 113, number].into())
    }

    fn limiter() -> UploadLimiter {
        UploadLimiter::new(UploadLimits {
            in_all: 3,
            per_network: 2,
            visitor_bytes: 10 * CELL,
            network_bytes: 15 * CELL,
        })
    }

    fn age(limiter: &UploadLimiter, id: u64, bytes: u64) {
        let mut register = limiter.running.lock();
        let upload = register.uploads.get_mut(&id).unwrap();
        upload.begun_at -= 2 * TRIAL;
        upload.bytes = bytes;
    }

    #[test]
    fn a_network_has_so_many_uploads_at_once() {
        let limiter = limiter();
        let first = limiter.try_to_begin(network(1)).ok().unwrap();
        let _second = limiter.try_to_begin(network(1)).ok().unwrap();
        assert!(matches!(
            limiter.try_to_begin(network(1)),
            Err(WebError::TooMany { .. })
        ));

        drop(first);
        assert!(limiter.try_to_begin(network(1)).is_ok());
    }

    #[test]
    fn the_slowest_makes_room_for_another() {
        let limiter = limiter();
        let places = [1, 2, 3].map(|number| limiter.try_to_begin(network(number)).ok().unwrap());
        assert!(matches!(
            limiter.try_to_begin(network(4)),
            Err(WebError::Busy)
        ));

        age(&limiter, places[0].id, 100);
        age(&limiter, places[1].id, 50);
        let _fourth = limiter.try_to_begin(network(4)).ok().unwrap();
        let is_displaced = places.map(|place| place.is_displaced.is_cancelled());
        assert_eq!(is_displaced, [false, true, false]);
    }

    #[test]
    fn bytes_are_counted_by_visitors_and_by_networks() {
        let limiter = limiter();
        let budget = |visitor: &str, number| limiter.budget(visitor.to_owned(), network(number));
        let mut anna = budget("anna", 1);
        for _ in 0..10 {
            assert!(anna.take(CELL as usize).is_ok());
        }

        assert!(anna.take(1).is_err());
        assert!(budget("anna", 2).take(1).is_err());

        let mut boris = budget("boris", 1);
        assert!(boris.take(5 * CELL as usize).is_ok());
        assert!(boris.take(1).is_err());
        assert!(budget("clara", 2).take(1).is_ok());
    }
}
