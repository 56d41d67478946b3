//! The installed program, with the real engine, stopped by signals.

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    time::Duration,
};

use sqlx::{Connection, SqliteConnection};

use crate::support::wait::wait_for;
use crate::telegram::{
    fake::Telegram,
    person::{Person, says},
    service::{folder, toml},
};

/// The program, and the address of its page.
fn begin(folder: &Path, telegram: &Telegram) -> (Child, String) {
    let settings = folder.join("settings.toml");
    let more = "tiers.free.iterations = 20000\nlimits.painting_seconds = 100000";
    std::fs::write(&settings, toml(folder, telegram, more)).unwrap();

    let mut service = Command::new(env!("CARGO_BIN_EXE_vernissage"))
        .args(["--config", settings.to_str().unwrap()])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();

    let mut said = String::new();
    BufReader::new(service.stdout.take().unwrap())
        .read_line(&mut said)
        .unwrap();

    let address = said
        .trim()
        .rsplit_once("http://")
        .unwrap()
        .1
        .trim_end_matches("/chat")
        .to_owned();

    (service, address)
}

fn tell(service: &Child, signal: &str) {
    assert!(
        Command::new("kill")
            .args([signal, &service.id().to_string()])
            .status()
            .unwrap()
            .success()
    );
}

/// Waits until it has ended; returns how.
async fn end(mut service: Child) -> ExitStatus {
    wait_for("the service stops", async || service.try_wait().unwrap()).await
}

/// Starts the program, waits until the person sees progress, and stops it by a signal. The job is
/// then queued again with a checkpoint.
async fn paint_a_while(folder: &Path, telegram: &Telegram, ada: &Person, signal: &str) {
    let (service, _) = begin(folder, telegram);

    if ada.messages().is_empty() {
        ada.order().await;
    }

    let seen = ada
        .messages()
        .iter()
        .flat_map(|message| &message.edits)
        .count();
    let painting = |message: &&crate::telegram::fake::Message| says(message, "Painting: ");
    ada.see(|chat| {
        let edits = chat
            .messages
            .iter()
            .filter(painting)
            .flat_map(|message| &message.edits)
            .count();
        (edits > seen).then_some(())
    })
    .await;

    tell(&service, signal);

    let status = end(service).await;
    assert!(status.success(), "{signal}: {status}");

    let url = format!("sqlite://{}", folder.join("test.db").display());
    let mut db = SqliteConnection::connect(&url).await.unwrap();
    let sql = "SELECT state, failures, checkpoint IS NOT NULL FROM jobs";
    let job: (String, i64, bool) = sqlx::query_as(sql).fetch_one(&mut db).await.unwrap();
    assert_eq!(job, ("queued".to_owned(), 0, true), "{signal}");

    db.close().await.unwrap();
}

/// The fingerprint of each checkpoint's request, with its place in the file.
fn fingerprints(folder: &Path) -> Vec<(PathBuf, usize, String)> {
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());

    let found = |path: PathBuf| {
        if path.is_dir() {
            return fingerprints(&path);
        }

        let bytes = std::fs::read(&path).unwrap();
        let mark = br#"\"request\":\""#;
        let place = bytes
            .windows(mark.len())
            .position(|window| window == mark)
            .map(|place| place + mark.len());

        let print = |place: usize| {
            bytes[place..]
                .iter()
                .take_while(|byte| byte.is_ascii_hexdigit())
        };

        place
            .map(|place| {
                (
                    path,
                    place,
                    print(place).map(|&byte| char::from(byte)).collect(),
                )
            })
            .into_iter()
            .collect()
    };

    files.flat_map(found).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signal_saves_the_painting_and_the_next_start_resumes_it() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let ada = Person::new(&telegram, 7, "en");

    for signal in ["-TERM", "-INT"] {
        paint_a_while(folder.path(), &telegram, &ada, signal).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checkpoint_of_another_version_is_discarded_and_the_painting_starts_again() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let ada = Person::new(&telegram, 7, "en");
    paint_a_while(folder.path(), &telegram, &ada, "-TERM").await;

    let known = fingerprints(folder.path());
    for (path, place, print) in &known {
        let mut bytes = std::fs::read(path).unwrap();
        bytes[*place..][..print.len()].fill(b'0');
        std::fs::write(path, bytes).unwrap();
    }

    paint_a_while(folder.path(), &telegram, &ada, "-TERM").await;

    let own = &known.first().unwrap().2;
    assert!(
        fingerprints(folder.path())
            .iter()
            .any(|(.., print)| print == own),
        "{known:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_signal_stops_at_once() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let (service, address) = begin(folder.path(), &telegram);

    // A graceful stop waits for this request, which never ends.
    let mut visitor = TcpStream::connect(&address).unwrap();
    let head = "POST /chat/text HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n";
    visitor.write_all(head.as_bytes()).unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    tell(&service, "-TERM");

    tokio::time::sleep(Duration::from_millis(500)).await;
    tell(&service, "-TERM");

    // A graceful stop would still be waiting, and would not end with this code.
    let status = end(service).await;
    assert_eq!(status.code(), Some(130), "{status}");
}
