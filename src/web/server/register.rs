//! The open connections: how many there are in all and of one network, which of them have no
//! request in progress, and which have to go.
//!
//! When there are too many, the one that has been without a request for longest makes room. So
//! silent connections never keep others out, and a client that says what it wants is not cut off.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::ConnectionLimits;
use crate::domain::network::Network;

/// Why a connection is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Its network has too many, each with a request in progress.
    OfNetwork,
    /// There are too many, each with a request in progress.
    InAll,
}

impl Refusal {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::OfNetwork => "network",
            Self::InAll => "all",
        }
    }
}

/// The open connections of a server.
pub(super) struct Register {
    in_all: usize,
    per_network: usize,
    exchange: Duration,
    entries: Mutex<Entries>,
}

/// Numbers are drawn in order, for connections as for the moments at which they become idle.
#[derive(Default)]
struct Entries {
    last_number: u64,
    connections: HashMap<u64, Connection>,
    idle: IdleConnections,
    networks: HashMap<Network, OfNetwork>,
}

struct Connection {
    network: Option<Network>,
    phase: Phase,
    closing: CancellationToken,
}

#[derive(Clone, Copy)]
enum Phase {
    /// It waits for a request, since the moment with this number.
    Idle(u64),
    /// It has a request in progress, which has to end by this time, if ever.
    Busy(Option<Instant>),
}

/// The connections without a request in progress, by the moment since when.
type IdleConnections = BTreeMap<u64, u64>;

#[derive(Default)]
struct OfNetwork {
    open: usize,
    idle: IdleConnections,
}

impl Register {
    pub(super) fn new(limits: ConnectionLimits) -> Self {
        Self {
            in_all: limits.in_all,
            per_network: limits.per_network,
            exchange: limits.exchange,
            entries: Mutex::default(),
        }
    }

    /// Takes a connection, for which another one may have to make room. One without a network
    /// counts only among all.
    pub(super) fn admit(
        self: &Arc<Self>,
        network: Option<Network>,
    ) -> Result<OpenConnection, Refusal> {
        let mut entries = self.entries();

        let of_network = network.and_then(|network| entries.networks.get(&network));
        if let Some(of_network) = of_network
            && of_network.open >= self.per_network
        {
            let oldest = oldest(&of_network.idle).ok_or(Refusal::OfNetwork)?;
            entries.close(oldest);
        }

        if entries.connections.len() >= self.in_all {
            let oldest = oldest(&entries.idle).ok_or(Refusal::InAll)?;
            entries.close(oldest);
        }

        let closing = CancellationToken::new();
        let number = entries.insert(network, closing.clone());

        Ok(OpenConnection {
            number,
            register: Arc::clone(self),
            closing,
        })
    }

    /// Closes the connection that has been without a request for longest, if there is one.
    pub(super) fn close_oldest_idle(&self) {
        let mut entries = self.entries();
        if let Some(oldest) = oldest(&entries.idle) {
            entries.close(oldest);
        }
    }

    /// Closes connections whose request should have ended by `now`.
    pub(super) fn close_overdue(&self, now: Instant) {
        let mut entries = self.entries();
        let is_overdue = |phase| matches!(phase, Phase::Busy(Some(deadline)) if deadline <= now);

        for number in entries.numbers(is_overdue) {
            entries.close(number);
        }
    }

    /// Closes the connections without a request in progress.
    pub(super) fn close_idle(&self) {
        let mut entries = self.entries();
        for number in entries.numbers(|phase| matches!(phase, Phase::Idle(_))) {
            entries.close(number);
        }
    }

    pub(super) fn close_all(&self) {
        let mut entries = self.entries();
        for number in entries.numbers(|_| true) {
            entries.close(number);
        }
    }

    /// Nothing in here panics half-way, so a poisoned lock guards whole entries.
    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn oldest(idle: &IdleConnections) -> Option<u64> {
    idle.first_key_value().map(|(_, number)| *number)
}

impl Entries {
    fn draw_number(&mut self) -> u64 {
        self.last_number += 1;
        self.last_number
    }

    fn insert(&mut self, network: Option<Network>, closing: CancellationToken) -> u64 {
        let number = self.draw_number();
        let connection = Connection {
            network,
            phase: Phase::Busy(None),
            closing,
        };

        self.connections.insert(number, connection);
        if let Some(network) = network {
            self.networks.entry(network).or_default().open += 1;
        }
        self.set_phase(number, Phase::Idle(number));

        number
    }

    /// Closes a connection, and counts it no longer.
    fn close(&mut self, number: u64) {
        if let Some(connection) = self.remove(number) {
            connection.closing.cancel();
        }
    }

    fn remove(&mut self, number: u64) -> Option<Connection> {
        self.set_phase(number, Phase::Busy(None));
        let connection = self.connections.remove(&number)?;

        if let Some(network) = connection.network
            && let Some(of_network) = self.networks.get_mut(&network)
        {
            of_network.open -= 1;
            if of_network.open == 0 {
                self.networks.remove(&network);
            }
        }

        Some(connection)
    }

    /// Changes the phase of a connection; `false` if it has been closed.
    fn set_phase(&mut self, number: u64, phase: Phase) -> bool {
        let Some(connection) = self.connections.get_mut(&number) else {
            return false;
        };

        let before = std::mem::replace(&mut connection.phase, phase);
        let network = connection.network;

        let of_network = network.and_then(|network| self.networks.get_mut(&network));
        let queues = [Some(&mut self.idle), of_network.map(|one| &mut one.idle)];

        for idle in queues.into_iter().flatten() {
            if let Phase::Idle(since) = before {
                idle.remove(&since);
            }
            if let Phase::Idle(since) = phase {
                idle.insert(since, number);
            }
        }

        true
    }

    fn numbers(&self, wanted: impl Fn(Phase) -> bool) -> Vec<u64> {
        self.connections
            .iter()
            .filter(|(_, connection)| wanted(connection.phase))
            .map(|(number, _)| *number)
            .collect()
    }
}

/// A connection in the register, which leaves it when this is dropped.
pub(super) struct OpenConnection {
    number: u64,
    register: Arc<Register>,
    closing: CancellationToken,
}

impl OpenConnection {
    /// Cancelled when it has to be closed.
    pub(super) const fn closing(&self) -> &CancellationToken {
        &self.closing
    }

    /// From now on it has a request in progress; `None` if it has just been chosen to make room.
    pub(super) fn begin_request(self: &Arc<Self>, now: Instant) -> Option<RequestInProgress> {
        let phase = Phase::Busy(Some(now + self.register.exchange));
        let is_open = self.register.entries().set_phase(self.number, phase);

        is_open.then(|| RequestInProgress(Arc::clone(self)))
    }
}

impl Drop for OpenConnection {
    fn drop(&mut self) {
        self.register.entries().remove(self.number);
    }
}

/// A request in progress, until this is dropped.
pub(super) struct RequestInProgress(Arc<OpenConnection>);

impl RequestInProgress {
    /// Lets it last for as long as its connection does.
    pub(super) fn may_last(&self) {
        let mut entries = self.0.register.entries();
        entries.set_phase(self.0.number, Phase::Busy(None));
    }
}

impl Drop for RequestInProgress {
    fn drop(&mut self) {
        let mut entries = self.0.register.entries();
        let now = entries.draw_number();
        entries.set_phase(self.0.number, Phase::Idle(now));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn register(in_all: usize, per_network: usize) -> Arc<Register> {
        Arc::new(Register::new(ConnectionLimits {
            in_all,
            per_network,
            head: Duration::ZERO,
            write: Duration::ZERO,
            exchange: Duration::from_mins(1),
            stop: Duration::ZERO,
        }))
    }

    fn network(address: &str) -> Network {
        Network::from_address(address.parse().unwrap())
    }

    fn admit(register: &Arc<Register>, address: &str) -> Arc<OpenConnection> {
        Arc::new(register.admit(Some(network(address))).unwrap())
    }

    fn is_closed(connection: &OpenConnection) -> bool {
        connection.closing().is_cancelled()
    }

    #[test]
    fn the_connection_that_is_idle_for_longest_makes_room() {
        let register = register(2, 10);
        let first = admit(&register, "192.0.2.1");
        let second = admit(&register, "192.0.2.2");

        // The first has been useful meanwhile.
        drop(first.begin_request(Instant::now()).unwrap());
        let third = admit(&register, "192.0.2.3");

        assert!(is_closed(&second));
        assert!(!is_closed(&first) && !is_closed(&third));
        assert!(second.begin_request(Instant::now()).is_none());
    }

    #[test]
    fn requests_in_progress_are_not_cut_off() {
        let register = register(2, 10);
        let busy = [admit(&register, "192.0.2.1"), admit(&register, "192.0.2.2")];
        let requests = busy
            .each_ref()
            .map(|connection| connection.begin_request(Instant::now()).unwrap());

        let refusal = register.admit(Some(network("192.0.2.3"))).err();
        assert_eq!(refusal, Some(Refusal::InAll));

        drop(requests);
        register.admit(Some(network("192.0.2.3"))).unwrap();
    }

    #[test]
    fn a_network_displaces_only_its_own_connections() {
        let register = register(10, 2);
        let other = admit(&register, "192.0.2.9");
        let own = [(); 2].map(|()| admit(&register, "192.0.2.1"));
        let next = admit(&register, "192.0.2.1");

        assert!(is_closed(&own[0]));
        assert!(!is_closed(&own[1]) && !is_closed(&next) && !is_closed(&other));

        let requests =
            [&own[1], &next].map(|connection| connection.begin_request(Instant::now()).unwrap());
        let refusal = register.admit(Some(network("192.0.2.1"))).err();
        assert_eq!(refusal, Some(Refusal::OfNetwork));

        drop(requests);
        drop(own);
        drop(next);
        assert_eq!(register.entries().networks.len(), 1);
    }

    #[test]
    fn proxies_are_not_counted_by_network() {
        let register = register(10, 1);
        let first = register.admit(None).unwrap();
        let second = register.admit(None).unwrap();

        assert!(!is_closed(&first) && !is_closed(&second));
    }

    #[test]
    fn what_takes_too_long_is_closed_unless_it_may_last() {
        let register = register(10, 10);
        let slow = admit(&register, "192.0.2.1");
        let stream = admit(&register, "192.0.2.1");
        let idle = admit(&register, "192.0.2.1");
        let now = Instant::now();

        let _slow_request = slow.begin_request(now).unwrap();
        let streaming = stream.begin_request(now).unwrap();
        streaming.may_last();

        register.close_overdue(now + Duration::from_secs(59));
        assert!(!is_closed(&slow));

        register.close_overdue(now + Duration::from_mins(1));
        assert!(is_closed(&slow) && !is_closed(&stream) && !is_closed(&idle));
    }

    #[test]
    fn what_has_gone_is_not_counted() {
        let register = register(3, 3);
        for _ in 0..10 {
            let connection = admit(&register, "192.0.2.1");
            let request = connection.begin_request(Instant::now());
            drop(connection);
            drop(request);
        }

        let entries = register.entries();
        assert!(entries.connections.is_empty());
        assert!(entries.idle.is_empty());
        assert!(entries.networks.is_empty());
    }
}
