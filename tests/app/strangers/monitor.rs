//! What is for the operator's tools alone.

use std::{collections::BTreeSet, path::Path, time::Duration};

use vernissage::app::{App, Devices, listen};

use crate::support::{
    http,
    service::{TestApp, folder, quick, quickly, settings, start, start_with},
    wait::wait_until,
};

const MONITOR: &str = "server.monitor_listen = \"127.0.0.1:0\"\n";

async fn start_monitored(folder: &Path, more: &str) -> TestApp {
    let settings = settings(folder, &format!("{MONITOR}{more}"));
    start_with(&settings, quickly()).await
}

/// What the operator's listener says.
async fn ask(app: &TestApp, path: &str) -> http::Answer {
    let monitor = app.app.monitor_address().unwrap();
    http::ask(monitor, &format!("GET {path}"), &[], b"").await
}

/// The files and folders below a folder, however deep.
fn names(folder: &Path) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        names.insert(path.display().to_string());
        if path.is_dir() {
            names.extend(self::names(&path));
        }
    }

    names
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_see_no_numbers() {
    let folder = folder();
    let app = start_monitored(folder.path(), "").await;
    for path in ["/metrics", "/readyz"] {
        let answer = http::ask(app.address, &format!("GET {path}"), &[], b"").await;
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(ask(&app, path).await.status, 200, "{path}");
    }

    let alive = http::ask(app.address, "GET /healthz", &[], b"").await;
    assert_eq!(alive.status, 200);
    assert_eq!(ask(&app, "/healthz").await.status, 200);
    assert_eq!(ask(&app, "/chat").await.status, 404);

    let metrics = ask(&app, "/metrics").await.text();
    assert!(metrics.contains("# TYPE vernissage_"), "{metrics}");
    app.app.stop().await.unwrap();

    let without = start(folder.path(), quick()).await;
    assert_eq!(without.app.monitor_address(), None);
    without.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_about_readiness_writes_nothing() {
    let folder = folder();
    let app = start_monitored(folder.path(), "").await;
    let pictures = folder.path().join("pictures");
    let before = names(&pictures);
    for _ in 0..100 {
        assert_eq!(ask(&app, "/readyz").await.text(), "ready\n");
    }

    assert_eq!(names(&pictures), before);

    // The answer is known for two seconds, so that asking costs nothing.
    std::fs::rename(&pictures, folder.path().join("elsewhere")).unwrap();
    wait_until("the missing folder is noticed", async || {
        let answer = ask(&app, "/readyz").await;
        answer.status == 503 && answer.text() == "storage\n"
    })
    .await;

    std::fs::rename(folder.path().join("elsewhere"), &pictures).unwrap();
    wait_until("the folder is back", async || {
        ask(&app, "/readyz").await.status == 200
    })
    .await;
    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_not_ready() {
    let folder = folder();
    let app = start_monitored(folder.path(), "storage.free_megabytes_floor = 1000000000").await;
    let answer = ask(&app, "/readyz").await;
    assert_eq!((answer.status, answer.text().as_str()), (503, "space\n"));
    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn two_services_cannot_have_one_listener() {
    let folder = folder();
    let app = start_monitored(folder.path(), "").await;
    let taken = app.app.monitor_address().unwrap();

    let other = self::folder();
    let more = format!("server.monitor_listen = \"{taken}\"");
    let settings = settings(other.path(), &more);
    let listener = listen(settings.server.listen).unwrap();
    let started = App::start(&settings, Some(listener), Devices::default()).await;
    let refusal = started.err().unwrap().to_string();
    assert!(refusal.contains("server.monitor_listen"), "{refusal}");

    tokio::time::sleep(Duration::ZERO).await;
    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_answers_at_an_address_of_its_own() {
    let folder = folder();
    let settings = settings(folder.path(), "worker.listen = \"127.0.0.1:0\"");
    let worker = App::start(&settings, None, Devices::default())
        .await
        .unwrap();
    assert_eq!(worker.address(), None, "no pages are served");

    let monitor = worker.monitor_address().unwrap();
    let ask = async |path: &str| http::ask(monitor, &format!("GET {path}"), &[], b"").await;
    assert_eq!(ask("/healthz").await.status, 200);
    assert_eq!(ask("/readyz").await.text(), "ready\n");
    for path in ["/", "/chat", "/console"] {
        assert_eq!(ask(path).await.status, 404, "{path}");
    }

    let metrics = ask("/metrics").await.text();
    assert!(metrics.contains("role=\"worker\""), "{metrics}");
    assert!(
        !metrics.contains("# TYPE vernissage_jobs gauge"),
        "{metrics}"
    );
    worker.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_stops_is_not_ready_before_it_is_deaf() {
    let folder = folder();
    let app = start_monitored(
        folder.path(),
        "server.stop_seconds = 60\nserver.drain_seconds = 2",
    )
    .await;
    let address = app.address;
    let monitor = app.app.monitor_address().unwrap();
    let ask = async |path: &str| http::ask(monitor, &format!("GET {path}"), &[], b"").await;
    assert_eq!(ask("/readyz").await.status, 200);

    let stopping = tokio::spawn(app.app.stop());
    wait_until("it says that it stops", async || {
        ask("/readyz").await.text() == "stopping\n"
    })
    .await;
    let page = http::ask(address, "GET /chat", &[], b"").await;
    assert_eq!(page.status, 200, "people are still served");

    stopping.await.unwrap().unwrap();
    let refused = tokio::net::TcpStream::connect(address).await;
    assert!(refused.is_err());
}
