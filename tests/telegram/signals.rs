//! The program as it is installed, with the real engine, told to stop.

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use sqlx::{Connection, SqliteConnection};

use crate::{
    fake::Telegram,
    house::{folder, toml},
    person::{Person, says},
};

/// The program, and the address of its page.
fn begin(folder: &Path, telegram: &Telegram) -> (Child, String) {
    let settings = folder.join("settings.toml");
    let more = "tiers.free.iterations = 100000\nlimits.painting_seconds = 100000";
    std::fs::write(&settings, toml(folder, telegram, more)).unwrap();
    let mut service = Command::new(env!("CARGO_BIN_EXE_vernissage"))
        .args(["--config", settings.to_str().unwrap()])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut said = String::new();
    BufReader::new(service.stdout.take().unwrap()).read_line(&mut said).unwrap();
    let address = said.trim().rsplit_once("http://").unwrap().1.trim_end_matches("/chat").to_owned();
    (service, address)
}

fn tell(service: &Child, signal: &str) {
    assert!(Command::new("kill").args([signal, &service.id().to_string()]).status().unwrap().success());
}

/// How it ended, and how long that took.
async fn end(mut service: Child) -> (ExitStatus, Duration) {
    let asked = Instant::now();
    loop {
        if let Some(status) = service.try_wait().unwrap() {
            return (status, asked.elapsed());
        }
        assert!(asked.elapsed() < Duration::from_secs(30), "it does not stop");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signal_puts_the_painting_away_and_the_next_start_goes_on_with_it() {
    let (folder, telegram) = (folder(), Telegram::start().await);
    let ada = Person::new(&telegram, 7, "en");
    for signal in ["-TERM", "-INT"] {
        let (service, _) = begin(folder.path(), &telegram);
        if ada.messages().is_empty() {
            ada.order().await;
        }
        let seen = ada.messages().iter().flat_map(|message| &message.edits).count();
        let painting = |message: &&crate::fake::Message| says(message, "Painting: ");
        ada.see(|chat| {
            let edits = chat.messages.iter().filter(painting).flat_map(|message| &message.edits).count();
            (edits > seen).then_some(())
        })
        .await;
        tell(&service, signal);
        let (status, took) = end(service).await;
        assert!(status.success() && took < Duration::from_secs(10), "{signal}: {status} after {took:?}");
        let url = format!("sqlite://{}", folder.path().join("test.db").display());
        let mut db = SqliteConnection::connect(&url).await.unwrap();
        let sql = "SELECT state, failures, checkpoint IS NOT NULL FROM jobs";
        let job: (String, i64, bool) = sqlx::query_as(sql).fetch_one(&mut db).await.unwrap();
        assert_eq!(job, ("queued".to_owned(), 0, true), "{signal}");
        db.close().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_signal_stops_at_once() {
    let (folder, telegram) = (folder(), Telegram::start().await);
    let (service, address) = begin(folder.path(), &telegram);
    // A request that never ends holds up a stop in good order.
    let mut visitor = TcpStream::connect(&address).unwrap();
    let head = "POST /chat/text HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n";
    visitor.write_all(head.as_bytes()).unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    tell(&service, "-TERM");
    tokio::time::sleep(Duration::from_millis(500)).await;
    tell(&service, "-TERM");
    let (status, took) = end(service).await;
    assert!(status.code() == Some(130) && took < Duration::from_secs(2), "{status} after {took:?}");
}
