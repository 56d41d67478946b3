//! A person with the chat page open, as the page's script would behave.

use std::{net::SocketAddr, sync::Arc};

use serde_json::{Value, json};

pub(crate) use crate::support::open_page::{keys, labels, says};
use crate::support::{
    http::{self, Answer},
    open_page::{OpenPage, code, fresh},
    service::{TestApp, pair},
};

/// Somebody with a browser and an open page.
pub(crate) struct Visitor {
    pub(crate) address: SocketAddr,
    pub(crate) cookie: String,
    page: Arc<OpenPage>,
}

impl Visitor {
    /// Opens the page of this service for the first time.
    pub(crate) async fn new(app: &TestApp) -> Self {
        Self::at(app.address).await
    }

    /// Opens the page of this service again.
    pub(crate) fn back(app: &TestApp, cookie: String) -> Self {
        Self::back_at(app.address, cookie)
    }

    /// Opens the page for the first time.
    pub(crate) async fn at(address: SocketAddr) -> Self {
        let page = http::ask(address, "GET /chat", &[], b"").await;
        assert_eq!(page.status, 200);

        let cookie = page
            .header("set-cookie")
            .unwrap()
            .split(';')
            .next()
            .unwrap()
            .to_owned();

        Self::back_at(address, cookie)
    }

    /// Opens the page again.
    pub(crate) fn back_at(address: SocketAddr, cookie: String) -> Self {
        let page = Arc::default();
        tokio::spawn(listen_to(address, cookie.clone(), Arc::clone(&page)));

        Self {
            address,
            cookie,
            page,
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        http::ask(
            self.address,
            &format!("GET {path}"),
            &[("cookie", &self.cookie)],
            b"",
        )
        .await
    }

    pub(crate) async fn write(&self, text: &str) {
        assert_eq!(self.post("/chat/text", &fresh(), text).await, 202);
    }

    pub(crate) async fn post(&self, path: &str, id: &str, what: &str) -> u16 {
        let body = json!({ "id": id, "what": what }).to_string();
        let headers = [
            ("cookie", self.cookie.as_str()),
            ("content-type", "application/json"),
        ];
        http::ask(
            self.address,
            &format!("POST {path}"),
            &headers,
            body.as_bytes(),
        )
        .await
        .status
    }

    pub(crate) async fn send(&self, files: &[Vec<u8>]) {
        let mut body = format!(
            "--limit\r\ncontent-disposition: form-data; name=\"id\"\r\n\r\n{}\r\n",
            fresh()
        )
        .into_bytes();

        for file in files {
            body.extend(b"--limit\r\ncontent-disposition: form-data; name=\"files\"; filename=\"a.png\"\r\n\r\n");
            body.extend(file);
            body.extend(b"\r\n");
        }

        body.extend(b"--limit--\r\n");

        let headers = [
            ("cookie", self.cookie.as_str()),
            ("content-type", "multipart/form-data; boundary=limit"),
        ];
        assert_eq!(
            http::ask(self.address, "POST /chat/files", &headers, &body)
                .await
                .status,
            202
        );
    }

    /// Sends two pictures and presses the first button.
    pub(crate) async fn order(&self) {
        self.send(&pair()).await;
        self.press("Paint it").await;
    }

    /// Presses a button by its label.
    pub(crate) async fn press(&self, label: &str) {
        let code = self.see(|bubbles| code(bubbles, label)).await;
        assert_eq!(self.post("/chat/press", &fresh(), &code).await, 202);
    }

    /// Waits for a bubble that says this.
    pub(crate) async fn read(&self, words: &str) -> Value {
        self.see(|bubbles| bubbles.iter().find(|bubble| says(bubble, words)).cloned())
            .await
    }

    pub(crate) fn count(&self, words: &str) -> usize {
        self.page.count(words)
    }

    pub(crate) async fn see<T>(&self, wanted: impl Fn(&[Value]) -> Option<T>) -> T {
        self.page.see(wanted).await
    }
}

/// Follows the event stream as the page's script does.
async fn listen_to(address: SocketAddr, cookie: String, page: Arc<OpenPage>) {
    let (_, mut reader) =
        http::begin(address, "GET /chat/events", &[("cookie", &cookie)], b"").await;
    let mut text = String::new();

    while let Some(chunk) = http::chunk(&mut reader).await {
        text += &String::from_utf8(chunk).unwrap();
        while let Some((event, rest)) = text.split_once("\n\n") {
            page.hear(event);
            text = rest.to_owned();
        }
    }
}
