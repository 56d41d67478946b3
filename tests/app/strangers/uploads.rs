//! Uploads that are not accepted leave nothing, and keep nobody from uploading.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use sqlx::{Connection, SqliteConnection};
use tokio::io::AsyncReadExt;

use super::newcomer::{BEHIND_A_PROXY, Newcomer, Part, form, stored, unfinished_form};
use crate::support::{
    connections::free_address,
    open_page::fresh,
    process::{peak_megabytes, spawn},
    service::{TestApp, folder, pair, picture, quickly, settings, start_with, toml},
    visitor::Visitor,
    wait::{wait_for, wait_until},
};

async fn start(folder: &Path, more: &str) -> TestApp {
    let settings = settings(folder, &format!("{BEHIND_A_PROXY}{more}"));
    start_with(&settings, quickly()).await
}

async fn database(folder: &Path) -> SqliteConnection {
    let path = format!("sqlite://{}/test.db", folder.display());
    SqliteConnection::connect(&path).await.unwrap()
}

async fn uploads_in_the_inbox(folder: &Path) -> i64 {
    let mut db = database(folder).await;
    sqlx::query_scalar("SELECT count(*) FROM inbox WHERE incoming LIKE '{\"files\"%'")
        .fetch_one(&mut db)
        .await
        .unwrap()
}

async fn nothing_is_left(folder: &Path) {
    wait_until("nothing is left", async || stored(folder).is_empty()).await;
    assert_eq!(uploads_in_the_inbox(folder).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_accepted_leaves_nothing() {
    let folder = folder();
    let app = start(folder.path(), "limits.picture_megabytes = 1").await;
    let newcomer = Newcomer::new(app.address, "203.0.113.7").await;

    let id = || Part::id(&fresh());
    let file = || Part::file(&vec![7; 300_000]);
    let cases = [
        ("no id", form(&[file(), file()]), 400),
        ("the id after the files", form(&[file(), id()]), 400),
        ("an empty id", form(&[Part::id(""), file()]), 400),
        ("a long id", form(&[Part::id(&"1".repeat(65)), file()]), 400),
        ("two ids", form(&[id(), file(), id()]), 400),
        ("no file", form(&[id()]), 400),
        (
            "another part",
            form(&[id(), file(), Part::new("x", b"1")]),
            400,
        ),
        (
            "eleven files",
            form(&[vec![id()], vec![Part::file(b"7"); 11]].concat()),
            400,
        ),
        (
            "a large file",
            form(&[id(), file(), Part::file(&vec![7; 1_000_001])]),
            413,
        ),
        ("no end", unfinished_form(&[id(), file()]), 400),
        ("no form", vec![7; 300_000], 400),
    ];

    for (what, body, expected) in cases {
        let answer = newcomer.post(&body).await;
        assert_eq!(answer.status, expected, "{what}");
    }

    let mut huge = newcomer.begin(4_000_000_000, b"--limit\r\n").await;
    let mut status = [0; 12];
    huge.read_exact(&mut status).await.unwrap();
    assert_eq!(&status, b"HTTP/1.1 413");

    for first in [
        form(&[id(), file()]),
        unfinished_form(&[id(), file()]),
        b"--limit\r\ncontent-disp".to_vec(),
    ] {
        drop(newcomer.begin(900_000, &first).await);
    }

    nothing_is_left(folder.path()).await;
    assert_eq!(
        newcomer.send(&[&picture([200, 30, 30])]).await.status,
        202,
        "everything is accepted afterwards"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_whose_row_cannot_be_written_leaves_nothing_and_can_be_repeated() {
    let folder = folder();
    let app = start(folder.path(), "").await;
    let newcomer = Newcomer::new(app.address, "203.0.113.7").await;
    let form = form(&[Part::id("1"), Part::file(&picture([200, 30, 30]))]);

    let mut db = database(folder.path()).await;
    let refuse = "CREATE TRIGGER full BEFORE INSERT ON inbox BEGIN SELECT RAISE(ABORT, 'no'); END";
    sqlx::query(refuse).execute(&mut db).await.unwrap();
    assert_eq!(newcomer.post(&form).await.status, 500);
    nothing_is_left(folder.path()).await;

    sqlx::query("DROP TRIGGER full")
        .execute(&mut db)
        .await
        .unwrap();
    assert_eq!(newcomer.post(&form).await.status, 202);
    assert_eq!(uploads_in_the_inbox(folder.path()).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_upload_counts_once_and_keeps_its_picture() {
    let folder = folder();
    let app = start(folder.path(), "").await;
    let newcomer = Newcomer::new(app.address, "203.0.113.7").await;
    let form = form(&[Part::id("1"), Part::file(&picture([200, 30, 30]))]);

    let answers = futures_util::future::join_all((0..6).map(|_| newcomer.post(&form))).await;
    assert!(answers.iter().all(|answer| answer.status == 202));

    let visitor = Visitor::back(&app, newcomer.cookie.clone());
    visitor.read("Which style").await;
    assert_eq!(newcomer.post(&form).await.status, 202);
    assert_eq!(uploads_in_the_inbox(folder.path()).await, 1);

    let mine = |bubbles: &[serde_json::Value]| -> Option<String> {
        let mine = bubbles.iter().find(|bubble| bubble["from"] == "me")?;
        Some(mine["pictures"][0]["url"].as_str()?.to_owned())
    };
    let url = visitor.see(mine).await;
    wait_until("the small copy is there", async || {
        let answer = newcomer.get(&url).await;
        answer.status == 200 && answer.header("content-type") == Some("image/jpeg")
    })
    .await;

    assert!(
        !stored(folder.path())
            .iter()
            .any(|path| path.contains("incoming/")),
        "what was repeated is gone"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn silent_and_slow_uploads_keep_nobody_from_uploading() {
    let folder = folder();
    let app = start(folder.path(), "network.uploads_at_once = 3").await;
    let newcomer = Newcomer::new(app.address, "203.0.113.7").await;
    let file = picture([200, 30, 30]);

    let mut silent = Vec::new();
    for _ in 0..20 {
        silent.push(newcomer.begin(1000, b"--lim").await);
    }

    let begun = Instant::now();
    assert_eq!(newcomer.send(&[&file]).await.status, 202);
    assert!(begun.elapsed() < Duration::from_secs(5));

    let start = unfinished_form(&[Part::id("7"), Part::file(b"slow")]);
    let mut slow = Vec::new();
    for _ in 0..3 {
        slow.push(newcomer.begin(9000, &start[..start.len() - 2]).await);
    }

    let refused = wait_for("the network's places are taken", async || {
        let answer = newcomer.send(&[&file]).await;
        (answer.status == 429).then_some(answer)
    })
    .await;
    assert!(refused.header("retry-after").is_some());

    let neighbour = Newcomer::new(app.address, "203.0.113.8").await;
    assert_eq!(neighbour.send(&[&file]).await.status, 202);

    drop(slow);
    wait_until("the places are free again", async || {
        newcomer.send(&[&file]).await.status == 202
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_are_counted_by_visitor_and_by_network() {
    let folder = folder();
    let limits = "limits.picture_megabytes = 1\n\
                  limits.upload_megabytes_per_hour = 1\n\
                  network.upload_megabytes_per_hour = 2\n";
    let app = start(folder.path(), limits).await;
    let file = vec![7; 600_000];

    let first = Newcomer::new(app.address, "203.0.113.7").await;
    assert_eq!(first.send(&[&file]).await.status, 202);
    let refused = first.send(&[&file]).await;
    let retry_after = refused.header("retry-after").unwrap().parse::<u32>();
    assert!(refused.status == 429 && retry_after.unwrap() > 60);

    let refused_too = form(&[Part::new("x", b"1"), Part::file(&file)]);
    assert_eq!(first.post(&refused_too).await.status, 400);

    let second = Newcomer::new(app.address, "203.0.113.7").await;
    assert_eq!(second.send(&[&file]).await.status, 202);
    let third = Newcomer::new(app.address, "203.0.113.7").await;
    assert_eq!(third.send(&[&file]).await.status, 429);

    let neighbour = Newcomer::new(app.address, "203.0.113.8").await;
    assert_eq!(neighbour.send(&[&file]).await.status, 202);
    assert_eq!(uploads_in_the_inbox(folder.path()).await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn uploads_take_little_memory() {
    let folder = folder();
    let log = folder.path().join("log");
    let address = free_address();

    let settings = format!("server.listen = \"{address}\"\n{BEHIND_A_PROXY}");
    let mut service = spawn(&toml(folder.path(), &settings), Duration::ZERO, &log);
    wait_until("the service answers", async || {
        tokio::net::TcpStream::connect(address).await.is_ok()
    })
    .await;

    let mut newcomers = Vec::new();
    for network in ["203.0.113.1", "203.0.113.2", "203.0.113.3", "203.0.113.4"] {
        newcomers.push(Newcomer::new(address, network).await);
    }
    assert_eq!(
        newcomers[0]
            .send(&pair().each_ref().map(Vec::as_slice))
            .await
            .status,
        202
    );

    let before = peak_megabytes(&service);
    let file = Part::file(&vec![7; 29_900_000]);
    let with_files = [
        vec![Part::id("2")],
        vec![file; 2],
        vec![Part::new("x", b"")],
    ]
    .concat();
    let with_long_id = [Part::id(&"1".repeat(40_000_000))];

    for body in [form(&with_files), form(&with_long_id)] {
        let posts = newcomers.iter().map(|newcomer| newcomer.post(&body));
        let answers = futures_util::future::join_all(posts).await;
        assert!(answers.iter().all(|answer| answer.status == 400));
    }

    let after = peak_megabytes(&service);
    if let (Some(before), Some(after)) = (before, after) {
        assert!(after < before + 60, "{before} MB became {after} MB");
    }

    service.kill().unwrap();
    service.wait().unwrap();
}
