//! The event streams that are open: how many one visitor, one network and all together may have.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio_util::sync::CancellationToken;

use super::error::{Result, WebError};
use crate::domain::network::Network;

/// When a page that found no place may try again.
const TRY_AGAIN: Duration = Duration::from_secs(30);

/// How many event streams may be open at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventStreamLimits {
    /// Of one visitor: the pages that they have open.
    pub per_visitor: usize,
    /// Of one network.
    pub per_network: usize,
    /// In all.
    pub in_all: usize,
}

/// Keeps the limits.
pub(super) struct EventStreams {
    limits: EventStreamLimits,
    register: Arc<Mutex<Register>>,
}

#[derive(Default)]
struct Register {
    last_id: u64,
    in_all: usize,
    visitors: HashMap<String, VecDeque<OpenStream>>,
    networks: HashMap<Network, usize>,
}

struct OpenStream {
    id: u64,
    network: Network,
    is_replaced: CancellationToken,
}

/// A place among the open streams; dropping it gives it back.
pub(super) struct StreamPlace {
    id: u64,
    visitor: String,
    register: Arc<Mutex<Register>>,
    is_replaced: CancellationToken,
}

impl EventStreams {
    pub(super) fn new(limits: EventStreamLimits) -> Self {
        Self {
            limits,
            register: Arc::default(),
        }
    }

    /// Takes a place. A visitor with too many streams loses the oldest of them; where that is not
    /// enough, there is none.
    pub(super) fn open(&self, visitor: String, network: Network) -> Result<StreamPlace> {
        let mut register = lock(&self.register);
        if register.count_of(&visitor) >= self.limits.per_visitor {
            register.replace_oldest(&visitor);
        }

        let of_network = register.networks.get(&network).copied().unwrap_or(0);
        if of_network >= self.limits.per_network || register.in_all >= self.limits.in_all {
            return Err(WebError::TooMany {
                retry_after: TRY_AGAIN,
            });
        }

        register.last_id += 1;
        register.in_all += 1;
        *register.networks.entry(network).or_default() += 1;

        let id = register.last_id;
        let is_replaced = CancellationToken::new();
        let stream = OpenStream {
            id,
            network,
            is_replaced: is_replaced.clone(),
        };
        register
            .visitors
            .entry(visitor.clone())
            .or_default()
            .push_back(stream);

        Ok(StreamPlace {
            id,
            visitor,
            register: Arc::clone(&self.register),
            is_replaced,
        })
    }
}

impl StreamPlace {
    /// Cancelled when a newer stream of the visitor's has taken the place.
    pub(super) fn replaced(&self) -> CancellationToken {
        self.is_replaced.clone()
    }
}

impl Drop for StreamPlace {
    fn drop(&mut self) {
        lock(&self.register).remove(&self.visitor, |stream| stream.id == self.id);
    }
}

impl Register {
    fn count_of(&self, visitor: &str) -> usize {
        self.visitors.get(visitor).map_or(0, VecDeque::len)
    }

    fn replace_oldest(&mut self, visitor: &str) {
        // They are in the order in which they were opened.
        if let Some(oldest) = self.remove(visitor, |_| true) {
            oldest.is_replaced.cancel();
        }
    }

    /// Removes the first stream of a visitor's that is meant.
    fn remove(
        &mut self,
        visitor: &str,
        is_meant: impl Fn(&OpenStream) -> bool,
    ) -> Option<OpenStream> {
        let streams = self.visitors.get_mut(visitor)?;
        let place = streams.iter().position(is_meant)?;
        let removed = streams.remove(place)?;
        if streams.is_empty() {
            self.visitors.remove(visitor);
        }

        self.in_all -= 1;
        let of_network = self.networks.entry(removed.network).or_default();
        *of_network = of_network.saturating_sub(1);
        if *of_network == 0 {
            self.networks.remove(&removed.network);
        }

        Some(removed)
    }
}

fn lock(register: &Mutex<Register>) -> MutexGuard<'_, Register> {
    register.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(number: u8) -> Network {
        Network::from_address([203, 0, 113, number].into())
    }

    fn streams() -> EventStreams {
        EventStreams::new(EventStreamLimits {
            per_visitor: 2,
            per_network: 3,
            in_all: 4,
        })
    }

    fn open(streams: &EventStreams, visitor: &str, number: u8) -> Option<StreamPlace> {
        streams.open(visitor.to_owned(), network(number)).ok()
    }

    #[test]
    fn the_oldest_of_a_visitor_makes_room() {
        let streams = streams();
        let places = [1, 2, 3].map(|_| open(&streams, "anna", 1).unwrap());
        let is_replaced = places
            .each_ref()
            .map(|place| place.replaced().is_cancelled());
        assert_eq!(is_replaced, [true, false, false]);

        drop(places);
        let register = lock(&streams.register);
        assert_eq!(register.in_all, 0);
        assert!(register.visitors.is_empty() && register.networks.is_empty());
    }

    #[test]
    fn a_network_and_all_together_have_so_many() {
        let streams = streams();
        let mut places: Vec<_> = ["anna", "boris", "clara"]
            .map(|visitor| open(&streams, visitor, 1).unwrap())
            .into();
        assert!(open(&streams, "david", 1).is_none());

        places.push(open(&streams, "david", 2).unwrap());
        assert!(open(&streams, "emma", 3).is_none());

        places.pop();
        assert!(open(&streams, "emma", 3).is_some());
    }
}
