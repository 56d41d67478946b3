//! Where the service listens, and where people reach it.

use std::{io, net::SocketAddr};

use tokio::net::TcpListener;

use crate::config::Settings;

/// Why the service cannot listen on an address.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// Another program uses it.
    #[error(
        "{0} is in use by another program; choose another address by server.listen in vernissage.toml, or by \
         VERNISSAGE__SERVER__LISTEN=127.0.0.1:{port}", port = .0.port().checked_add(1).unwrap_or(0)
    )]
    InUse(SocketAddr),
    /// Anything else, such as an address of another machine.
    #[error("server.listen: cannot listen on {0}: {1}")]
    Unusable(SocketAddr, io::Error),
}

/// Listens on the address of the settings.
///
/// # Errors
/// If the address is in use, or is not this machine's.
pub async fn listen(address: SocketAddr) -> Result<TcpListener, ListenError> {
    TcpListener::bind(address)
        .await
        .map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => ListenError::InUse(address),
            _ => ListenError::Unusable(address, error),
        })
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
