//! Where the service listens, and where people reach it.

use std::{io, net::SocketAddr};

use tokio::net::{TcpListener, TcpSocket};

use crate::config::Settings;

/// Connections that may wait to be taken; the system may allow fewer. With the usual 128, a crowd that
/// comes at once has the system drop what others send, and they try again only after 1, 3, 7 and
/// 15 seconds.
const BACKLOG: u32 = 4096;

/// Why the service cannot listen on an address.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// Another program uses it.
    #[error(
        "{address} is in use by another program; choose another address by {key} in vernissage.toml, or by \
         VERNISSAGE__{}=127.0.0.1:{}", key.to_uppercase().replace('.', "__"), next_port(*address)
    )]
    InUse {
        /// The setting.
        key: &'static str,
        /// The address.
        address: SocketAddr,
    },
    /// Anything else, such as an address of another machine.
    #[error("{key}: cannot listen on {address}: {source}")]
    Unusable {
        /// The setting.
        key: &'static str,
        /// The address.
        address: SocketAddr,
        /// The error of the system.
        source: io::Error,
    },
}

fn next_port(address: SocketAddr) -> u16 {
    address.port().checked_add(1).unwrap_or(0)
}

/// Listens on the address of the settings, `server.listen`.
///
/// # Errors
/// If the address is in use, or is not this machine's.
///
/// # Panics
/// Outside of a runtime of tokio.
pub fn listen(address: SocketAddr) -> Result<TcpListener, ListenError> {
    bind("server.listen", address)
}

/// The listeners of a process, and their addresses.
pub(super) struct OpenListeners {
    /// For everybody; a process that only works has none.
    pub(super) pages: Option<TcpListener>,
    /// For the operator's own tools.
    pub(super) monitor: Option<TcpListener>,
    pub(super) address: Option<SocketAddr>,
    pub(super) monitor_address: Option<SocketAddr>,
}

/// Listens for the operator's own tools beside the pages, if the settings have an address for that.
pub(super) fn open_listeners(
    settings: &Settings,
    pages: Option<TcpListener>,
) -> anyhow::Result<OpenListeners> {
    let (key, monitor) = match pages {
        Some(_) => ("server.monitor_listen", settings.server.monitor_listen),
        None => ("worker.listen", settings.worker.listen),
    };
    let monitor = monitor.map(|address| bind(key, address)).transpose()?;
    let local = |listener: &Option<TcpListener>| {
        let listener = listener.as_ref();
        listener.map(TcpListener::local_addr).transpose()
    };

    Ok(OpenListeners {
        address: local(&pages)?,
        monitor_address: local(&monitor)?,
        pages,
        monitor,
    })
}

fn bind(key: &'static str, address: SocketAddr) -> Result<TcpListener, ListenError> {
    open_listener(address).map_err(|source| match source.kind() {
        io::ErrorKind::AddrInUse => ListenError::InUse { key, address },
        _ => ListenError::Unusable {
            key,
            address,
            source,
        },
    })
}

fn open_listener(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4(),
        SocketAddr::V6(_) => TcpSocket::new_v6(),
    }?;

    // A service that starts again need not wait until the old one's connections are forgotten.
    #[cfg(not(windows))]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// Where people reach the service's pages, without a slash at the end.
#[must_use]
pub fn home(settings: &Settings, address: Option<SocketAddr>) -> String {
    let public = settings.server.public_url.trim_end_matches('/');
    if public.is_empty() {
        format!("http://{}", address.unwrap_or(settings.server.listen))
    } else {
        public.to_owned()
    }
}
