//! The service ends within its limit, whatever hangs.

use std::time::{Duration, Instant};

use crate::support::{
    http,
    service::{folder, quickly, settings, start_with},
    stranger::Stranger,
    visitor::Visitor,
    wait::PATIENCE,
};

#[tokio::test(flavor = "multi_thread")]
async fn whatever_hangs_the_service_ends_in_time() {
    let folder = folder();
    let settings = settings(folder.path(), "server.stop_seconds = 6");
    let app = start_with(&settings, quickly()).await;
    let person = Visitor::new(&app).await;
    person.write("/help").await;
    person.read("/balance").await;

    let _silent = Stranger::new(app.address).await;
    let mut half_head = Stranger::new(app.address).await;
    half_head.send("GET /chat HTTP/1.1\r\nhost").await;
    let mut half_body = Stranger::new(app.address).await;
    half_body
        .send("POST /chat/text HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{")
        .await;
    let mut half_upload = Stranger::new(app.address).await;
    half_upload
        .send("POST /chat/files HTTP/1.1\r\nhost: a\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: 1000\r\n\r\n--b\r\n")
        .await;
    let mut deaf = Stranger::deaf(app.address).await;
    deaf.send("GET /chat/pictures/wave HTTP/1.1\r\nhost: a\r\n\r\n".repeat(400))
        .await;
    let (_, _stream) = http::begin(app.address, "GET /chat/events", &[], b"").await;
    tokio::time::sleep(Duration::from_millis(200)).await;

    let began = Instant::now();
    app.app.stop().await.unwrap();
    let took = began.elapsed();
    assert!(took < Duration::from_secs(6), "{took:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn idle_connections_are_not_waited_for() {
    let folder = folder();
    let settings = settings(folder.path(), "server.stop_seconds = 600");
    let app = start_with(&settings, quickly()).await;

    let _silent = Stranger::new(app.address).await;
    let mut half_head = Stranger::new(app.address).await;
    half_head.send("GET /chat HTTP/1.1\r\nhost").await;
    let mut idle = Stranger::new(app.address).await;
    idle.send("GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n").await;
    idle.read(PATIENCE).await.unwrap();

    let began = Instant::now();
    app.app.stop().await.unwrap();
    let took = began.elapsed();
    assert!(took < Duration::from_secs(9), "{took:?}");
}
