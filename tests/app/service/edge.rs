//! Strangers, other sites, and the operator's tools.

use std::{path::Path, time::Duration};

use crate::support::{
    http,
    service::{folder, quick, quickly, settings, start, start_with},
    visitor::Visitor,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_strangers_cookie_opens_nothing() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let owner = Visitor::new(&app).await;
    owner.order().await;

    let url = owner.painting_url().await;
    let sent = owner
        .see(|bubbles| {
            bubbles
                .iter()
                .find(|bubble| bubble["from"] == "me")
                .cloned()
        })
        .await;

    let upload = sent["pictures"][0]["url"].as_str().unwrap();
    let stranger = Visitor::new(&app).await;
    stranger.write("/start").await;
    stranger.read("Hello!").await;

    for address in [url.as_str(), upload] {
        assert_eq!(owner.get(address).await.status, 200);
        assert_eq!(stranger.get(address).await.status, 404);
        assert_eq!(
            http::ask(app.address, &format!("GET {address}"), &[], b"")
                .await
                .status,
            404
        );
    }

    assert_eq!(stranger.count("Your painting!"), 0);
    assert_eq!(stranger.get("/chat/pictures/wave").await.status, 200);

    for nonsense in [
        "/chat/pictures/..%2f..%2ftest.db",
        "/chat/uploads/x",
        "/nothing",
    ] {
        assert_eq!(stranger.get(nonsense).await.status, 404, "{nonsense}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_sites_page_cannot_send() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let visitor = Visitor::new(&app).await;
    let foreign = [
        ("cookie", visitor.cookie.as_str()),
        ("content-type", "application/json"),
        ("origin", "https://evil.example"),
    ];

    let body = br#"{"id":"1","what":"/delete_me"}"#;
    assert_eq!(
        http::ask(app.address, "POST /chat/text", &foreign, body)
            .await
            .status,
        403
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_and_the_operators_addresses_answer() {
    let folder = folder();
    let settings = settings(folder.path(), "server.monitor_listen = \"127.0.0.1:0\"");
    let app = start_with(&settings, quickly()).await;
    let visitor = Visitor::new(&app).await;
    let home = visitor.get("/").await;
    assert!(home.status == 200 && home.text().contains("href=\"/chat\""));

    let page = visitor.get("/chat").await;
    assert!(
        page.header("content-security-policy")
            .unwrap()
            .contains("default-src 'none'")
    );

    let cookie = page.header("set-cookie").unwrap();
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/")
    );

    let text = page.text();
    assert!(!text.contains("{{") && text.contains("type=\"file\"") && text.contains("multiple"));
    assert_eq!(visitor.get("/healthz").await.status, 200);
    visitor.order().await;

    visitor.read("Your painting!").await;

    let monitor = app.app.monitor_address().unwrap();
    let ready = http::ask(monitor, "GET /readyz", &[], b"").await;
    assert_eq!(ready.status, 200, "{}", ready.text());
    let metrics = http::ask(monitor, "GET /metrics", &[], b"").await.text();
    assert!(
        metrics.contains("vernissage_jobs{state=\"done\",tier=\"free\"} 1"),
        "{metrics}"
    );

    for line in [
        "vernissage_updates_total{messenger=\"web\"}",
        "vernissage_queue_wait_seconds_bucket{kind=\"painting\",tier=\"free\",le=\"0.05\"}",
        "vernissage_job_seconds_count{kind=\"painting\",tier=\"free\"} ",
        "vernissage_answer_seconds_bucket",
        "vernissage_outbox_waiting ",
        "vernissage_outbox_lag_millis ",
        "vernissage_errors_total{where=\"inbox\"} ",
    ] {
        assert!(metrics.contains(line), "{line} is missing: {metrics}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_port_that_is_taken_is_said_in_a_sentence() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let refused = vernissage::app::listen(app.address)
        .unwrap_err()
        .to_string();

    assert!(
        refused.contains("is in use by another program") && refused.contains("server.listen"),
        "{refused}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_who_goes_takes_everything_along() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let visitor = Visitor::new(&app).await;
    visitor.order().await;

    let url = visitor.painting_url().await;
    visitor.write("/delete_me").await;
    visitor.press("Yes, delete everything").await;
    visitor.read("Everything has been deleted").await;

    assert_eq!(visitor.get(&url).await.status, 404);

    while files(&folder.path().join("pictures")) > 0 {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }

    let again = Visitor::back(&app, visitor.cookie.clone());
    again.write("/history").await;
    again.read("No paintings here yet").await;
}

/// How many there are in a folder, however deep, besides the service's own lock.
fn files(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .filter(|path| path.file_name().is_none_or(|name| name != ".lock"))
        .map(|path| if path.is_dir() { files(&path) } else { 1 })
        .sum()
}
