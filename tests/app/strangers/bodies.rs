//! Bodies that are too large, stop half-way, or come from nobody who may send one.

use std::{
    net::{SocketAddr, TcpListener},
    process::Child,
    time::Duration,
};

use crate::support::{
    http,
    process::{ServiceProcess, own_megabytes},
    service::{TestApp, folder, quickly, settings, start_with, toml},
    stranger::Stranger,
    visitor::Visitor,
    wait::{PATIENCE, wait_until},
};

/// A bot that is told its updates, from a Telegram that does not answer.
const HOOK: &str = "telegram.token = \"1:a\"\ntelegram.api_url = \"http://127.0.0.1:9\"\n\
    telegram.webhook_url = \"http://127.0.0.1:9\"\ntelegram.webhook_secret = \"secret\"\n";
/// A shop at a YooKassa that does not answer.
const SHOP: &str = "yookassa.shop_id = \"1\"\nyookassa.secret_key = \"test_a\"\n\
    yookassa.api_url = \"http://127.0.0.1:9\"\n";

async fn start(more: &str) -> (TestApp, tempfile::TempDir) {
    let folder = folder();
    let app = start_with(&settings(folder.path(), more), quickly()).await;

    (app, folder)
}

fn post(path: &str, length: usize) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n"
    )
}

/// The status of the answer to a head, whose body does not come.
async fn answer_to_head(to: SocketAddr, path: &str, length: usize) -> String {
    let mut stranger = Stranger::new(to).await;
    stranger.send(post(path, length)).await;
    let answer = stranger.read(PATIENCE).await.unwrap();

    answer.split(' ').nth(1).unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn half_a_body_is_not_waited_for() {
    let (app, _folder) = start("server.request_seconds = 1").await;
    let mut strangers = Vec::new();
    for path in ["/chat/text", "/chat/press"] {
        let mut stranger = Stranger::new(app.address).await;
        stranger.send(post(path, 100)).await;
        stranger.send("{\"id\"").await;
        strangers.push(stranger);
    }

    for mut stranger in strangers {
        let answer = stranger.read_to_end(PATIENCE).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    }

    Visitor::new(&app).await.write("/help").await;
    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn text_has_no_more_than_64_kilobytes() {
    let (app, _folder) = start("").await;
    assert_eq!(
        answer_to_head(app.address, "/chat/text", 65_537).await,
        "413"
    );

    // One that does not say how much it will be.
    let mut endless = Stranger::new(app.address).await;
    endless
        .send("POST /chat/text HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n")
        .await;
    let chunk = format!("1000\r\n{}\r\n", "x".repeat(0x1000));
    endless.send(chunk.repeat(17)).await;
    let answer = endless.read(PATIENCE).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");

    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_at_a_hook_is_refused_before_the_body() {
    let (app, _folder) = start(&format!("{HOOK}{SHOP}")).await;
    for path in ["/hooks/telegram", "/hooks/yookassa"] {
        assert_eq!(answer_to_head(app.address, path, 60_000).await, "404");
    }

    let secret = ("x-telegram-bot-api-secret-token", "secret");
    let known = http::ask(app.address, "POST /hooks/telegram", &[secret], b"{}").await;
    assert_eq!(known.status, 200);

    let large = vec![b' '; 300_000];
    let known = http::ask(app.address, "POST /hooks/telegram", &[secret], &large).await;
    assert_eq!(known.status, 413);
    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_at_a_hook_with_its_secret_in_the_body_hold_up_only_themselves() {
    let community = "vk.token = \"a\"\nvk.group_id = 5\nvk.api_url = \"http://127.0.0.1:9\"\n\
        vk.callback_url = \"https://a.example\"\nvk.secret = \"s\"\nvk.confirmation = \"abc\"\n";
    let (app, _folder) = start(community).await;
    let mut strangers = Vec::new();
    for _ in 0..40 {
        let mut stranger = Stranger::from(2, app.address).await;
        stranger.send(post("/hooks/vk", 200_000)).await;
        stranger.send("{\"type\":").await;
        strangers.push(stranger);
    }

    let question = br#"{"type":"confirmation","group_id":5}"#;
    let known = http::ask(app.address, "POST /hooks/vk", &[], question).await;
    assert_eq!((known.status, known.text().as_str()), (200, "abc"));
    assert_eq!(
        answer_to_head(app.address, "/hooks/vk", 300_000).await,
        "413"
    );

    let guess = br#"{"type":"message_new","group_id":5,"secret":"x"}"#;
    let stranger = http::ask(app.address, "POST /hooks/vk", &[], guess).await;
    assert_eq!(stranger.status, 404);
    app.app.stop().await.unwrap();
}

/// Kills the service when the test ends, however it ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_of_strangers_take_no_memory() {
    let folder = folder();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();

    let settings = toml(folder.path(), HOOK);
    let log = folder.path().join("service.log");
    let process = ServiceProcess::new(&settings, &log).with_listener(&listener);
    let running = Running(process.spawn());
    wait_until("the service answers", async || {
        let health = http::ask(address, "GET /healthz", &[], b"").await;
        health.status == 200
    })
    .await;
    let Some(before) = own_megabytes(&running.0) else {
        return;
    };

    // None of these bodies is whole, so that each would wait in memory.
    let mut strangers = Vec::new();
    for number in 0..300 {
        let mut stranger = Stranger::from(2 + (number % 6) as u8, address).await;
        stranger.send(post("/hooks/telegram", 1_000_001)).await;
        stranger.send(vec![b'x'; 1_000_000]).await;
        strangers.push(stranger);
    }
    for number in 0..300 {
        let mut stranger = Stranger::from(2 + (number % 6) as u8, address).await;
        stranger.send(post("/chat/text", 1_000_001)).await;
        stranger.send(vec![b'x'; 1_000_000]).await;
        strangers.push(stranger);
    }
    for number in 0..200 {
        let mut stranger = Stranger::from(8 + (number % 2) as u8, address).await;
        stranger.send(post("/chat/text", 60_001)).await;
        stranger.send(vec![b'x'; 60_000]).await;
        strangers.push(stranger);
    }

    tokio::time::sleep(Duration::from_millis(500)).await;
    let after = own_megabytes(&running.0).unwrap();
    // Six hundred were sent. Beside other tests, connections wait longer with what they have read.
    assert!(after < before + 300, "{before} MB and then {after}");
}
