//! How many connections the web server takes and how long, from the settings and from what the
//! system allows.

use std::time::Duration;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::{
    config::{Server, Settings},
    web::ConnectionLimits,
};

/// Files that stay free for the database, the pictures and the service's own connections.
const RESERVE: usize = 256;
/// Files that one connection may need: itself, and the picture that is sent on it.
const FILES_PER_CONNECTION: usize = 2;

/// The limits of the settings, with fewer connections if the system has not so many open files to
/// give.
pub(super) fn limits(settings: &Settings) -> ConnectionLimits {
    let server = &settings.server;
    let open_files = raise_open_files();
    let wanted = usize::try_from(server.connections).unwrap_or(usize::MAX);
    let in_all = affordable(open_files).min(wanted);

    if in_all < wanted {
        tracing::warn!(
            connections = in_all,
            server_connections = wanted,
            open_files,
            "fewer connections than server.connections: the system's limit of open files (ulimit -n) is low"
        );
    } else {
        tracing::info!(
            connections = in_all,
            open_files,
            "the most connections at a time"
        );
    }

    ConnectionLimits {
        in_all,
        per_network: usize::try_from(settings.network.connections).unwrap_or(usize::MAX),
        head: seconds(server.head_seconds),
        write: seconds(server.write_seconds),
        exchange: seconds(server.exchange_seconds),
        stop: stop(server),
    }
}

/// The limits of a process that only works: it has few connections, to the operator's tools.
pub(super) fn monitor_limits(settings: &Settings) -> ConnectionLimits {
    raise_open_files();
    ConnectionLimits {
        in_all: 0,
        per_network: 0,
        head: seconds(settings.server.head_seconds),
        write: seconds(settings.server.write_seconds),
        exchange: seconds(settings.server.exchange_seconds),
        stop: stop(&settings.server),
    }
}

/// How long requests have to end. The workers need time to end as well.
fn stop(server: &Server) -> Duration {
    seconds(server.stop_seconds - server.drain_seconds) / 2
}

fn seconds(number: u32) -> Duration {
    Duration::from_secs(number.into())
}

/// How many connections so many open files are enough for.
fn affordable(open_files: usize) -> usize {
    let reserve = RESERVE.min(open_files / 2);
    ((open_files - reserve) / FILES_PER_CONNECTION).max(1)
}

/// Lets this process open as many files as the system allows it; returns how many.
fn raise_open_files() -> usize {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };

    let current = match setrlimit(Resource::Nofile, raised) {
        Ok(()) => limit.maximum,
        Err(error) => {
            tracing::debug!(%error, "the limit of open files stays as it is");
            limit.current
        }
    };

    // No limit at all is written as none.
    current
        .and_then(|number| usize::try_from(number).ok())
        .unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_leave_files_for_the_rest() {
        assert_eq!(affordable(1024), 384);
        assert_eq!(affordable(256), 64);
        assert_eq!(affordable(8), 2);
        assert_eq!(affordable(0), 1);
        assert!(affordable(usize::MAX) > 1_000_000);
    }
}
