//! Somebody at the door: a bare connection that sends what it likes, when it likes, from any
//! address of this machine.

use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    time::timeout,
};

/// A connection.
pub(crate) struct Stranger(TcpStream);

impl Stranger {
    /// Connects from the usual address.
    pub(crate) async fn new(to: SocketAddr) -> Self {
        Self(TcpStream::connect(to).await.unwrap())
    }

    /// Connects from the address 127.0.0.`number`, which is another network.
    pub(crate) async fn from(number: u8, to: SocketAddr) -> Self {
        Self(connect_from(number, to, None).await)
    }

    /// Connects with so small a buffer that what is not read soon stays at the server.
    pub(crate) async fn deaf(to: SocketAddr) -> Self {
        Self(connect_from(1, to, Some(4096)).await)
    }

    /// Sends this; it does not matter whether anybody reads it.
    pub(crate) async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        let _ = self.0.write_all(bytes.as_ref()).await;
    }

    /// Reads until the server closes the connection; `None` if it does not within `patience`.
    pub(crate) async fn read_to_end(&mut self, patience: Duration) -> Option<String> {
        let mut bytes = Vec::new();
        // A connection that is reset has ended, too.
        let ended = timeout(patience, self.0.read_to_end(&mut bytes)).await;

        ended
            .is_ok()
            .then(|| String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Whether the server has closed the connection within `patience`.
    pub(crate) async fn is_closed(&mut self, patience: Duration) -> bool {
        self.read_to_end(patience).await.is_some()
    }

    /// Reads what comes first, such as the head of an answer.
    pub(crate) async fn read(&mut self, patience: Duration) -> Option<String> {
        let mut bytes = vec![0; 4096];
        let length = timeout(patience, self.0.read(&mut bytes))
            .await
            .ok()?
            .ok()?;

        Some(String::from_utf8_lossy(&bytes[..length]).into_owned())
    }
}

async fn connect_from(number: u8, to: SocketAddr, buffer: Option<u32>) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    if let Some(buffer) = buffer {
        socket.set_recv_buffer_size(buffer).unwrap();
    }

    let from = SocketAddr::new(IpAddr::from([127, 0, 0, number]), 0);
    socket.bind(from).unwrap();
    socket.connect(to).await.unwrap()
}
