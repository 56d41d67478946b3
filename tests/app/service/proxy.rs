//! Behind a proxy that passes another `Host`, or none.

use std::net::SocketAddr;

use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::support::{
    open_page::fresh,
    service::{folder, quickly, settings, start_with},
    visitor::Visitor,
};

const PUBLIC: &str = "https://paint.example.org";

/// The status of a text that is sent with these lines of headers.
async fn send(to: SocketAddr, cookie: &str, headers: &str) -> u16 {
    let body = json!({ "id": fresh(), "what": "/help" }).to_string();
    let request = format!(
        "POST /chat/text HTTP/1.1\r\nconnection: close\r\ncookie: {cookie}\r\n{headers}\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(to).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();

    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer.split(' ').nth(1).unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_the_public_address_may_send_whatever_the_proxy_passes() {
    let folder = folder();
    let settings = settings(folder.path(), &format!("server.public_url = \"{PUBLIC}/\""));
    let app = start_with(&settings, quickly()).await;
    let visitor = Visitor::new(&app).await;
    let host = app.address;

    for (headers, expected) in [
        (format!("origin: {PUBLIC}\r\n"), 202),
        (format!("origin: {PUBLIC}\r\nhost: {host}\r\n"), 202),
        (format!("origin: {PUBLIC}\r\nhost: backend\r\n"), 202),
        (format!("origin: http://{host}\r\nhost: {host}\r\n"), 202),
        (format!("origin: http://{host}\r\n"), 403),
        ("origin: https://evil.example\r\n".to_owned(), 403),
        (
            "origin: http://paint.example.org\r\nhost: paint.example.org\r\n".to_owned(),
            403,
        ),
        (
            format!("origin: {PUBLIC}\r\nsec-fetch-site: cross-site\r\n"),
            403,
        ),
        ("origin: null\r\n".to_owned(), 403),
    ] {
        let status = send(app.address, &visitor.cookie, &headers).await;
        assert_eq!(status, expected, "{headers:?}");
    }

    app.app.stop().await.unwrap();
}
