//! Deadlines and caps of connections.

use std::{
    net::{SocketAddr, TcpListener},
    process::Child,
    time::{Duration, Instant},
};

use tokio::{net::TcpStream, time::timeout};
use vernissage::domain::password::PasswordHash;

use crate::support::{
    http,
    process::ServiceProcess,
    service::{TestApp, folder, quickly, settings, start_with, toml},
    stranger::Stranger,
    visitor::Visitor,
    wait::{PATIENCE, wait_until},
};

const HEALTH: &str = "GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n";

async fn start(more: &str) -> (TestApp, tempfile::TempDir) {
    let folder = folder();
    let app = start_with(&settings(folder.path(), more), quickly()).await;

    (app, folder)
}

/// The status of a request from 127.0.0.`number`.
async fn health_from(number: u8, to: SocketAddr) -> Option<String> {
    let mut person = Stranger::from(number, to).await;
    person
        .send("GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
        .await;

    person.read_to_end(PATIENCE).await
}

fn is_healthy(answer: Option<&str>) -> bool {
    answer.is_some_and(|answer| answer.starts_with("HTTP/1.1 200"))
}

#[tokio::test(flavor = "multi_thread")]
async fn who_says_nothing_or_half_is_not_waited_for() {
    let (app, _folder) = start("server.head_seconds = 1").await;
    let began = Instant::now();

    let mut silent = Stranger::new(app.address).await;
    let mut half = Stranger::new(app.address).await;
    half.send("GET /chat HTTP/1.1\r\nhost: a\r\ncook").await;
    let mut idle = Stranger::new(app.address).await;
    idle.send(HEALTH).await;

    assert!(silent.is_closed(PATIENCE).await);
    assert!(half.is_closed(PATIENCE).await);
    let answer = idle.read_to_end(PATIENCE).await;
    assert!(is_healthy(answer.as_deref()), "{answer:?}");

    // Each of them used to stay for as long as it liked.
    assert!(began.elapsed() >= Duration::from_secs(1));
    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sends_a_head_letter_by_letter_is_not_waited_for() {
    let (app, _folder) = start("server.head_seconds = 1").await;
    let mut slow = Stranger::new(app.address).await;
    let closed = async {
        for letter in HEALTH.bytes().cycle() {
            slow.send([letter.max(b'a')]).await;
            if slow.is_closed(Duration::from_millis(50)).await {
                break;
            }
        }
    };

    tokio::time::timeout(PATIENCE, closed).await.unwrap();
    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_read_is_not_written_to() {
    let (app, _folder) = start("server.write_seconds = 1").await;
    let mut deaf = Stranger::deaf(app.address).await;
    let asked = 400;
    let request = "GET /chat/pictures/wave HTTP/1.1\r\nhost: a\r\n\r\n";
    deaf.send(request.repeat(asked)).await;

    // What fits into the buffers of the system comes, and then the connection has ended.
    tokio::time::sleep(Duration::from_secs(4)).await;
    let heard = deaf.read_to_end(PATIENCE).await.unwrap();
    let answers = heard.matches("HTTP/1.1 200").count();
    assert!((1..asked).contains(&answers), "{answers}");

    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_full_of_silent_connections_keeps_nobody_out() {
    let (app, _folder) = start("network.connections = 20").await;
    let mut silent = Vec::new();
    for _ in 0..60 {
        silent.push(Stranger::from(2, app.address).await);
    }

    for number in [1, 2, 3] {
        let answer = health_from(number, app.address).await;
        assert!(is_healthy(answer.as_deref()), "{number}: {answer:?}");
    }

    let mut closed = 0;
    for stranger in &mut silent {
        closed += usize::from(stranger.is_closed(Duration::from_millis(20)).await);
    }
    assert!(closed >= 40, "{closed}");

    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_full_of_silent_connections_keeps_nobody_out() {
    let (app, _folder) = start("server.connections = 32").await;
    let person = Visitor::new(&app).await;
    let mut silent = Vec::new();
    for number in 0..200 {
        silent.push(Stranger::from(2 + number % 100, app.address).await);
    }

    let answer = health_from(150, app.address).await;
    assert!(is_healthy(answer.as_deref()), "{answer:?}");

    // Whose page is open keeps it.
    person.write("/help").await;
    person.read("/balance").await;

    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_has_as_many_connections_as_it_needs() {
    let (app, _folder) =
        start("network.connections = 5\nserver.trusted_proxies = [\"127.0.0.2\"]").await;
    let mut connections = Vec::new();
    for _ in 0..60 {
        connections.push(Stranger::from(2, app.address).await);
    }

    // Each of them is still there.
    for connection in &mut connections {
        connection.send(HEALTH).await;
        let answer = connection.read(PATIENCE).await;
        assert!(is_healthy(answer.as_deref()), "{answer:?}");
    }

    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_has_so_many_requests_in_progress() {
    let (app, _folder) = start("network.requests_at_once = 4\nserver.request_seconds = 900").await;
    let half = "POST /chat/text HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{";
    let mut waiting = Vec::new();
    for _ in 0..4 {
        let mut stranger = Stranger::from(2, app.address).await;
        stranger.send(half).await;
        waiting.push(stranger);
    }

    wait_until("the fifth is refused", async || {
        let mut fifth = Stranger::from(2, app.address).await;
        fifth.send(half).await;
        let answer = fifth.read(Duration::from_secs(2)).await;

        // It may have come before one of the four; then it is one of them.
        waiting.push(fifth);
        answer.is_some_and(|answer| {
            answer.starts_with("HTTP/1.1 429") && answer.contains("retry-after: ")
        })
    })
    .await;

    Visitor::new(&app).await.write("/help").await;
    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_reads_and_sends_so_much_in_a_minute() {
    let (app, _folder) = start("network.reads_per_minute = 5\nnetwork.posts_per_minute = 3").await;
    let get = async |path: &str| http::ask(app.address, &format!("GET {path}"), &[], b"").await;
    for _ in 0..5 {
        assert_eq!(get("/styles").await.status, 200);
    }

    let refused = http::ask(
        app.address,
        "GET /styles",
        &[("accept-language", "ru")],
        b"",
    )
    .await;
    assert_eq!(refused.status, 429);
    assert!(
        refused.text().contains("Слишком быстро"),
        "{}",
        refused.text()
    );
    let wait: u64 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");

    // The probe of a load balancer is not counted.
    assert_eq!(get("/healthz").await.status, 200);

    for expected in [400, 400, 400, 429] {
        let json = [("content-type", "application/json")];
        let sent = http::ask(app.address, "POST /chat/press", &json, b"{").await;
        assert_eq!(sent.status, expected);
    }

    let neighbour = health_from(7, app.address).await;
    assert!(is_healthy(neighbour.as_deref()));
    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_operator_gets_in_whatever_comes_from_the_same_network() {
    let hash = PasswordHash::hash("correct horse battery", &[7; 16]);
    let (app, _folder) = start(&format!(
        "console.password_hash = \"{hash}\"\nnetwork.reads_per_minute = 1\n\
         network.posts_per_minute = 1\nnetwork.requests_at_once = 1"
    ))
    .await;

    let get = async |path: &str| http::ask(app.address, &format!("GET {path}"), &[], b"").await;
    while get("/chat").await.status != 429 {}
    assert_eq!(get("/console/sign-in").await.status, 200);
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
async fn few_open_files_are_enough() {
    let folder = folder();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();

    // The strangers of this test need open files themselves.
    let limit = rustix::process::getrlimit(rustix::process::Resource::Nofile);
    let raised = rustix::process::Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };
    rustix::process::setrlimit(rustix::process::Resource::Nofile, raised).unwrap();

    let settings = toml(folder.path(), "");
    let log = folder.path().join("service.log");
    let _running = Running(
        ServiceProcess::new(&settings, &log)
            .with_listener(&listener)
            .with_open_files(1024)
            .spawn(),
    );
    wait_until("the service answers", async || {
        is_healthy(health_from(1, address).await.as_deref())
    })
    .await;

    let mut idle = Vec::new();
    for number in 0..1074 {
        idle.push(Stranger::from(2 + (number % 20) as u8, address).await);
    }

    // Another 1,074 come while the picture is painted.
    let person = Visitor::at(address).await;
    person.order().await;
    for number in 0..1074 {
        idle.push(Stranger::from(2 + (number % 20) as u8, address).await);
    }

    let url = person.painting_url().await;
    assert_eq!(person.get(&url).await.status, 200);

    let log = std::fs::read_to_string(&log).unwrap();
    assert!(
        log.contains("fewer connections than server.connections"),
        "{log}"
    );
    assert!(!log.contains("Too many open files"), "{log}");
}

/// Nobody takes the connections here, as when hundreds come at once. The system would drop what
/// finds no room, and its sender would try again only after seconds.
#[tokio::test]
async fn a_crowd_that_comes_at_once_waits_to_be_taken() {
    let listener = vernissage::app::listen("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = listener.local_addr().unwrap();

    let mut crowd = Vec::new();
    for number in 0..500 {
        let connecting = TcpStream::connect(address);
        let connected = timeout(Duration::from_secs(30), connecting).await;
        assert!(
            matches!(connected, Ok(Ok(_))),
            "number {number} finds no room"
        );
        crowd.push(connected);
    }
}
