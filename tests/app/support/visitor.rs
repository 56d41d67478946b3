//! A person with the chat page open, as the page's script would behave.

use std::{net::SocketAddr, sync::Arc};

use serde_json::{Value, json};
use tokio::task::AbortHandle;

pub(crate) use crate::support::open_page::{keys, labels, says};
use crate::support::{
    http::{self, Answer, Route},
    open_page::{OpenPage, code, fresh},
    service::{TestApp, pair},
};

/// Somebody with a browser and an open page.
pub(crate) struct Visitor {
    route: Route,
    pub(crate) cookie: String,
    /// The address that a proxy says they have.
    from: Option<String>,
    page: Arc<OpenPage>,
    listening: Option<AbortHandle>,
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
    pub(crate) async fn at(route: impl Into<Route>) -> Self {
        let route = route.into();
        Self::back_at(route, new_cookie(route, None).await)
    }

    /// Opens the page for the first time, by a proxy that says where the visitor is.
    pub(crate) async fn from(route: impl Into<Route>, from: &str) -> Self {
        let visitor = Self::without_page(route, from).await;
        let page = Arc::clone(&visitor.page);
        let listening = tokio::spawn(listen_to(
            visitor.route,
            visitor.cookie.clone(),
            visitor.from.clone(),
            page,
        ));

        Self {
            listening: Some(listening.abort_handle()),
            ..visitor
        }
    }

    /// Somebody who sends without reading, by a proxy that says where they are.
    pub(crate) async fn without_page(route: impl Into<Route>, from: &str) -> Self {
        let route = route.into();

        Self {
            route,
            cookie: new_cookie(route, Some(from)).await,
            from: Some(from.to_owned()),
            page: Arc::default(),
            listening: None,
        }
    }

    /// Opens the page again.
    pub(crate) fn back_at(route: impl Into<Route>, cookie: String) -> Self {
        let route = route.into();
        let page = Arc::default();
        let listening = tokio::spawn(listen_to(route, cookie.clone(), None, Arc::clone(&page)));

        Self {
            route,
            cookie,
            from: None,
            page,
            listening: Some(listening.abort_handle()),
        }
    }

    /// Closes the page.
    pub(crate) fn leave(&self) {
        if let Some(listening) = &self.listening {
            listening.abort();
        }
    }

    /// Where the service listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.route.to
    }

    /// The headers that every request of theirs has.
    fn headers(&self) -> Vec<(&str, &str)> {
        visitor_headers(&self.cookie, self.from.as_deref())
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        http::ask(self.route, &format!("GET {path}"), &self.headers(), b"").await
    }

    /// Asks with more headers, such as for a part of a file.
    pub(crate) async fn get_with(&self, path: &str, more: &[(&str, &str)]) -> Answer {
        let headers = [self.headers(), more.to_vec()].concat();
        http::ask(self.route, &format!("GET {path}"), &headers, b"").await
    }

    pub(crate) async fn write(&self, text: &str) {
        assert_eq!(self.post("/chat/text", &fresh(), text).await, 202);
    }

    pub(crate) async fn post(&self, path: &str, id: &str, what: &str) -> u16 {
        let body = json!({ "id": id, "what": what }).to_string();
        let mut headers = self.headers();
        headers.push(("content-type", "application/json"));

        http::ask(
            self.route,
            &format!("POST {path}"),
            &headers,
            body.as_bytes(),
        )
        .await
        .status
    }

    /// Sends a form of the public site.
    pub(crate) async fn submit(&self, path: &str, form: &str) -> Answer {
        let mut headers = self.headers();
        headers.push(("content-type", "application/x-www-form-urlencoded"));

        http::ask(
            self.route,
            &format!("POST {path}"),
            &headers,
            form.as_bytes(),
        )
        .await
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

        let mut headers = self.headers();
        headers.push(("content-type", "multipart/form-data; boundary=limit"));

        assert_eq!(
            http::ask(self.route, "POST /chat/files", &headers, &body)
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

    /// Waits for the painting, and returns its address.
    pub(crate) async fn painting_url(&self) -> String {
        let painting = self.read("Your painting!").await;
        let url = painting["pictures"][0]["url"].as_str().unwrap();
        url.to_owned()
    }

    pub(crate) fn count(&self, words: &str) -> usize {
        self.page.count(words)
    }

    pub(crate) async fn see<T>(&self, wanted: impl Fn(&[Value]) -> Option<T>) -> T {
        self.page.see(wanted).await
    }
}

/// The cookie that the page sets.
async fn new_cookie(route: Route, from: Option<&str>) -> String {
    let headers: Vec<(&str, &str)> = from
        .map(|from| ("x-forwarded-for", from))
        .into_iter()
        .collect();
    let page = http::ask(route, "GET /chat", &headers, b"").await;
    assert_eq!(page.status, 200);

    let cookie = page.header("set-cookie").unwrap().split(';').next();
    cookie.unwrap().to_owned()
}

fn visitor_headers<'a>(cookie: &'a str, from: Option<&'a str>) -> Vec<(&'a str, &'a str)> {
    std::iter::once(("cookie", cookie))
        .chain(from.map(|from| ("x-forwarded-for", from)))
        .collect()
}

/// Follows the event stream as the page's script does.
async fn listen_to(route: Route, cookie: String, from: Option<String>, page: Arc<OpenPage>) {
    let headers = visitor_headers(&cookie, from.as_deref());
    let (_, mut reader) = http::begin(route, "GET /chat/events", &headers, b"").await;
    let mut text = String::new();

    while let Some(chunk) = http::chunk(&mut reader).await {
        text += &String::from_utf8(chunk).unwrap();
        while let Some((event, rest)) = text.split_once("\n\n") {
            page.hear(event);
            text = rest.to_owned();
        }
    }
}
