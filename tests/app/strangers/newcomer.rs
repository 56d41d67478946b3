//! Somebody with a cookie of their own and a network of their own, who sends whatever they like.
//! The service is behind a proxy on this machine, which says where they come from.

use std::{net::SocketAddr, path::Path};

use tokio::{io::AsyncWriteExt, net::TcpStream};

use crate::support::{
    http::{self, Answer, Reader},
    open_page::fresh,
};

/// The setting with which the service believes which network a newcomer says they come from.
pub(crate) const BEHIND_A_PROXY: &str = "server.trusted_proxies = [\"127.0.0.1\"]\n";

const FORM: &str = "multipart/form-data; boundary=limit";

pub(crate) struct Newcomer {
    pub(crate) address: SocketAddr,
    pub(crate) cookie: String,
    pub(crate) network: &'static str,
}

/// A part of a form.
#[derive(Clone)]
pub(crate) struct Part {
    name: String,
    content: Vec<u8>,
}

impl Part {
    pub(crate) fn new(name: &str, content: &[u8]) -> Self {
        Self {
            name: name.to_owned(),
            content: content.to_vec(),
        }
    }

    pub(crate) fn id(id: &str) -> Self {
        Self::new("id", id.as_bytes())
    }

    pub(crate) fn file(content: &[u8]) -> Self {
        Self::new("files\"; filename=\"a.png", content)
    }
}

impl Newcomer {
    /// Opens the page for the first time.
    pub(crate) async fn new(address: SocketAddr, network: &'static str) -> Self {
        let forwarded = [("x-forwarded-for", network)];
        let page = http::ask(address, "GET /chat", &forwarded, b"").await;
        let cookie = page.header("set-cookie").unwrap().split(';').next();

        Self {
            address,
            cookie: cookie.unwrap().to_owned(),
            network,
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        let head = format!("GET {path}");
        http::ask(self.address, &head, &self.headers(), b"").await
    }

    /// Opens the event stream.
    pub(crate) async fn listen(&self) -> (Answer, Reader) {
        http::begin(self.address, "GET /chat/events", &self.headers(), b"").await
    }

    /// Sends files as the page does.
    pub(crate) async fn send(&self, files: &[&[u8]]) -> Answer {
        let id = Part::id(&fresh());
        let files = files.iter().map(|file| Part::file(file));
        let parts: Vec<Part> = std::iter::once(id).chain(files).collect();
        self.post(&form(&parts)).await
    }

    /// Posts a form.
    pub(crate) async fn post(&self, body: &[u8]) -> Answer {
        let form = [("content-type", FORM)];
        let headers = [self.headers().as_slice(), &form].concat();
        http::ask(self.address, "POST /chat/files", &headers, body).await
    }

    /// Says that a form of this many bytes comes, sends the first of them and nothing more.
    pub(crate) async fn begin(&self, announced: usize, first: &[u8]) -> TcpStream {
        let head = format!(
            "POST /chat/files HTTP/1.1\r\nhost: {}\r\ncookie: {}\r\nx-forwarded-for: {}\r\n\
             content-type: {FORM}\r\ncontent-length: {announced}\r\n\r\n",
            self.address, self.cookie, self.network,
        );
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream
            .write_all(&[head.as_bytes(), first].concat())
            .await
            .unwrap();

        stream
    }

    pub(crate) fn headers(&self) -> [(&str, &str); 2] {
        [("cookie", &self.cookie), ("x-forwarded-for", self.network)]
    }
}

/// A form with these parts.
pub(crate) fn form(parts: &[Part]) -> Vec<u8> {
    [unfinished_form(parts), b"--limit--\r\n".to_vec()].concat()
}

/// A form with these parts, and no end.
pub(crate) fn unfinished_form(parts: &[Part]) -> Vec<u8> {
    let mut body = Vec::new();
    for Part { name, content } in parts {
        let head = format!("--limit\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend(head.as_bytes());
        body.extend(content);
        body.extend(b"\r\n");
    }

    body
}

/// What lies below the pictures' folder: the paths of files, and of folders that have none.
pub(crate) fn stored(folder: &Path) -> Vec<String> {
    let root = folder.join("pictures");
    let mut found = Vec::new();
    list(&root, &mut found);
    // What other services see of this one.
    found.retain(|path| !path.ends_with("/.lock"));
    found.sort();

    found
}

fn list(folder: &Path, found: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        let before = found.len();
        if path.is_dir() {
            list(&path, found);
        }
        // The folder where uploads arrive is always the same one.
        if found.len() == before && !path.ends_with("incoming") {
            found.push(path.display().to_string());
        }
    }
}
