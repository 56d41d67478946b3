//! A small HTTP client: one request per connection, and event streams.

use std::{
    fmt::Write,
    net::{IpAddr, SocketAddr},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpSocket, TcpStream},
};

/// Where a request goes to, and which of this machine's addresses it comes from.
#[derive(Clone, Copy)]
pub(crate) struct Route {
    pub(crate) to: SocketAddr,
    from: Option<IpAddr>,
}

impl Route {
    /// From 127.0.0.`number`, which is another network than the usual one.
    pub(crate) fn from_number(to: SocketAddr, number: u8) -> Self {
        Self {
            to,
            from: Some(IpAddr::from([127, 0, 0, number])),
        }
    }

    async fn connect(self) -> TcpStream {
        let Some(from) = self.from else {
            return TcpStream::connect(self.to).await.unwrap();
        };

        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(SocketAddr::new(from, 0)).unwrap();
        socket.connect(self.to).await.unwrap()
    }
}

impl From<SocketAddr> for Route {
    fn from(to: SocketAddr) -> Self {
        Self { to, from: None }
    }
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

pub(crate) type Reader = BufReader<TcpStream>;

/// Sends a request and reads the head of its answer.
pub(crate) async fn begin(
    route: impl Into<Route>,
    head: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> (Answer, Reader) {
    let route = route.into();
    let to = route.to;
    let mut stream = route.connect().await;
    let mut request = format!("{head} HTTP/1.1\r\nhost: {to}\r\nconnection: close\r\n");
    for (name, value) in headers {
        write!(request, "{name}: {value}\r\n").unwrap();
    }

    write!(request, "content-length: {}\r\n\r\n", body.len()).unwrap();
    stream
        .write_all(&[request.as_bytes(), body].concat())
        .await
        .unwrap();

    let mut reader = BufReader::new(stream);
    let status = line(&mut reader)
        .await
        .split(' ')
        .nth(1)
        .unwrap()
        .parse()
        .unwrap();

    let mut headers = Vec::new();
    loop {
        let line = line(&mut reader).await;
        let Some((name, value)) = line.split_once(": ") else {
            break;
        };
        headers.push((name.to_ascii_lowercase(), value.to_owned()));
    }

    (
        Answer {
            status,
            headers,
            body: Vec::new(),
        },
        reader,
    )
}

/// Sends a request and reads the whole answer.
pub(crate) async fn ask(
    route: impl Into<Route>,
    head: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Answer {
    let (mut answer, mut reader) = begin(route, head, headers, body).await;
    if answer.header("transfer-encoding").is_some() {
        while let Some(chunk) = chunk(&mut reader).await {
            answer.body.extend(chunk);
        }
    } else {
        reader.read_to_end(&mut answer.body).await.unwrap();
    }

    answer
}

/// The next chunk of a stream; `None` at its end, however it ends.
pub(crate) async fn chunk(reader: &mut Reader) -> Option<Vec<u8>> {
    let mut size = String::new();
    reader.read_line(&mut size).await.ok()?;

    let size = usize::from_str_radix(size.trim(), 16)
        .ok()
        .filter(|size| *size > 0)?;
    let mut chunk = vec![0; size + 2];
    reader.read_exact(&mut chunk).await.ok()?;
    chunk.truncate(size);

    Some(chunk)
}

async fn line(reader: &mut Reader) -> String {
    let mut line = String::new();
    reader.read_line(&mut line).await.unwrap();
    line.trim_end().to_owned()
}
