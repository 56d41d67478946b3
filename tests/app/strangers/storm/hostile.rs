//! Hostile connections from one address. Each is made again some time after it was closed, so that
//! there are always as many as at the beginning, as far as the server allows it.

use std::{
    io,
    net::{IpAddr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    task::JoinSet,
    time::{sleep, timeout},
};

use crate::support::chance::Chance;

/// The address that all of them come from: 127.0.0.2.
const HOSTILE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(127, 0, 0, 2));
/// So little of an answer is taken that the rest stays at the server.
const SMALL_BUFFER: u32 = 4096;

const MANNERS: [Manner; 10] = [
    Manner::Silent,
    Manner::SlowHead,
    Manner::HalfHead,
    Manner::HalfBody,
    Manner::HalfUpload,
    Manner::Huge,
    Manner::Deaf,
    Manner::Cookies,
    Manner::EventStream,
    Manner::Idle,
];

/// How a connection behaves.
#[derive(Clone, Copy)]
enum Manner {
    /// Says nothing.
    Silent,
    /// Sends its head letter by letter.
    SlowHead,
    /// Sends half a head.
    HalfHead,
    /// Sends half a text.
    HalfBody,
    /// Sends the beginning of an upload.
    HalfUpload,
    /// Sends megabytes where kilobytes are expected, and to a webhook without its secret.
    Huge,
    /// Asks for many pictures and takes none.
    Deaf,
    /// Is somebody else each time: gets a cookie, and writes with it.
    Cookies,
    /// Follows the events of a chat that is opened for that.
    EventStream,
    /// Asks once, and keeps the connection.
    Idle,
}

/// What the connections have in common.
pub(super) struct Storm {
    to: SocketAddr,
    /// How long the storm lasts; within a third of that, a closed connection is made again.
    span: Duration,
    opened: AtomicU64,
    refused: AtomicU64,
    answered: AtomicU64,
}

impl Storm {
    pub(super) fn new(to: SocketAddr, span: Duration) -> Arc<Self> {
        Arc::new(Self {
            to,
            span,
            opened: AtomicU64::new(0),
            refused: AtomicU64::new(0),
            answered: AtomicU64::new(0),
        })
    }

    pub(super) fn summary(&self) -> String {
        format!(
            "opened {} times, {} of them refused, {} answers",
            self.opened.load(Ordering::Relaxed),
            self.refused.load(Ordering::Relaxed),
            self.answered.load(Ordering::Relaxed)
        )
    }

    async fn connect(&self, buffer: Option<u32>) -> io::Result<TcpStream> {
        let socket = TcpSocket::new_v4()?;
        // No port is kept waiting after the end.
        socket.set_zero_linger()?;
        if let Some(buffer) = buffer {
            socket.set_recv_buffer_size(buffer)?;
        }

        socket.bind(SocketAddr::new(HOSTILE, 0))?;
        let stream = socket.connect(self.to).await;
        let counter = if stream.is_ok() {
            &self.opened
        } else {
            &self.refused
        };
        counter.fetch_add(1, Ordering::Relaxed);

        stream
    }

    /// Reads until the server closes the connection.
    async fn read_to_end(&self, stream: &mut TcpStream) -> io::Result<()> {
        let mut buffer = [0; 4096];
        let mut is_first = true;
        while stream.read(&mut buffer).await? > 0 {
            self.answered
                .fetch_add(u64::from(is_first), Ordering::Relaxed);
            is_first = false;
        }

        Ok(())
    }
}

/// The connections of a storm.
pub(super) struct Crowd(JoinSet<()>);

impl Crowd {
    /// Lets so many connections be made, all of them within a moment.
    pub(super) fn gather(storm: &Arc<Storm>, connections: u64, chance: &mut Chance) -> Self {
        let manners = MANNERS.iter().cycle().take(connections as usize);
        let clients = manners.map(|manner| stay(Arc::clone(storm), *manner, chance.fork()));

        Self(clients.collect())
    }

    /// Lets all of them end.
    pub(super) async fn scatter(mut self) {
        self.0.shutdown().await;
    }
}

async fn stay(storm: Arc<Storm>, manner: Manner, mut chance: Chance) {
    pause(storm.span / 10, &mut chance).await;

    loop {
        // However it ends, it is what the server wanted, or the end of the client's patience.
        let _ = timeout(storm.span / 2, manner.act(&storm)).await;
        pause(storm.span / 3, &mut chance).await;
    }
}

/// Waits between half of this time and all of it.
async fn pause(longest: Duration, chance: &mut Chance) {
    let half = longest.as_millis() as u64 / 2;
    sleep(Duration::from_millis(half + chance.below(half))).await;
}

impl Manner {
    async fn act(self, storm: &Storm) -> io::Result<()> {
        let buffer = matches!(self, Self::Deaf).then_some(SMALL_BUFFER);
        let mut stream = storm.connect(buffer).await?;

        match self {
            Self::Silent => {}
            Self::SlowHead => return letter_by_letter(stream).await,
            Self::HalfHead => {
                stream
                    .write_all(b"GET /chat HTTP/1.1\r\nhost: a\r\ncook")
                    .await?;
            }
            Self::HalfBody => stream.write_all(HALF_BODY).await?,
            Self::HalfUpload => stream.write_all(HALF_UPLOAD).await?,
            Self::Huge => return send_megabytes(stream).await,
            Self::Deaf => return ask_and_not_read(stream).await,
            Self::Cookies => return be_somebody_else(storm, stream).await,
            Self::EventStream => {
                stream
                    .write_all(b"GET /chat/events HTTP/1.1\r\nhost: a\r\n\r\n")
                    .await?;
            }
            Self::Idle => {
                stream
                    .write_all(b"GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n")
                    .await?;
            }
        }

        storm.read_to_end(&mut stream).await
    }
}

const HALF_BODY: &[u8] =
    b"POST /chat/text HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n\
    content-length: 1000\r\n\r\n{\"id\"";

const HALF_UPLOAD: &[u8] = b"POST /chat/files HTTP/1.1\r\nhost: a\r\ncontent-type: multipart/form-data; boundary=b\r\n\
    content-length: 20000000\r\n\r\n--b\r\ncontent-disposition: form-data; name=\"files\"; filename=\"a\"\r\n\r\n";

async fn letter_by_letter(mut stream: TcpStream) -> io::Result<()> {
    stream.write_all(b"GET /chat HTTP/1.1\r\ncookie: ").await?;
    loop {
        stream.write_all(b"a").await?;
        sleep(Duration::from_millis(500)).await;
    }
}

async fn send_megabytes(mut stream: TcpStream) -> io::Result<()> {
    let head = "POST /hooks/telegram HTTP/1.1\r\nhost: a\r\ncontent-length: 50000000\r\n\r\n";
    stream.write_all(head.as_bytes()).await?;

    let part = vec![b' '; 16 << 10];
    for _ in 0..3000 {
        stream.write_all(&part).await?;
    }

    Ok(())
}

async fn ask_and_not_read(mut stream: TcpStream) -> io::Result<()> {
    let requests = "GET /chat/pictures/wave HTTP/1.1\r\nhost: a\r\n\r\n".repeat(100);
    stream.write_all(requests.as_bytes()).await?;
    std::future::pending().await
}

async fn be_somebody_else(storm: &Storm, mut stream: TcpStream) -> io::Result<()> {
    stream
        .write_all(b"GET /chat HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
        .await?;
    let mut page = Vec::new();
    stream.read_to_end(&mut page).await?;

    let page = String::from_utf8_lossy(&page).to_lowercase();
    let cookie = page
        .split_once("set-cookie: ")
        .and_then(|(_, rest)| rest.split(';').next())
        .unwrap_or_default();
    let body = r#"{"id":"1","what":"/help"}"#;
    let request = format!(
        "POST /chat/text HTTP/1.1\r\nhost: a\r\ncookie: {cookie}\r\ncontent-type: application/json\r\n\
         connection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );

    let mut stream = storm.connect(None).await?;
    stream.write_all(request.as_bytes()).await?;
    storm.read_to_end(&mut stream).await
}
