//! Readers who do not read.

use std::{path::Path, time::Duration};

use tokio::{io::AsyncWriteExt, net::TcpStream};

use super::newcomer::{BEHIND_A_PROXY, Newcomer, stored};
use crate::support::{
    connections::free_address,
    process::{peak_megabytes, spawn},
    service::{folder, picture, toml},
    visitor::Visitor,
    wait::wait_until,
};

const READERS: usize = 60;
const FILE_BYTES: usize = 29_000_000;

#[tokio::test(flavor = "multi_thread")]
async fn readers_that_do_not_read_take_little_memory() {
    let folder = folder();
    let log = folder.path().join("log");
    let address = free_address();

    let settings = format!("server.listen = \"{address}\"\n{BEHIND_A_PROXY}");
    let mut service = spawn(&toml(folder.path(), &settings), Duration::ZERO, &log);
    wait_until("the service answers", async || {
        TcpStream::connect(address).await.is_ok()
    })
    .await;

    let newcomer = Newcomer::new(address, "203.0.113.7").await;
    assert_eq!(newcomer.send(&[&picture([200, 30, 30])]).await.status, 202);
    let page = Visitor::back_at(address, newcomer.cookie.clone());
    page.read("Which style").await;
    let mine = |bubbles: &[serde_json::Value]| -> Option<String> {
        let mine = bubbles.iter().find(|bubble| bubble["from"] == "me")?;
        Some(mine["pictures"][0]["url"].as_str()?.to_owned())
    };
    let url = page.see(mine).await;

    // As large as an upload may be until it is read.
    let mut content = vec![7; FILE_BYTES];
    content[..4].copy_from_slice(&[0xff, 0xd8, 0xff, 0xe0]);
    let files = stored(folder.path());
    let upload = files.iter().find(|path| path.contains("/uploads/"));
    std::fs::write(Path::new(upload.unwrap()), &content).unwrap();

    let before = peak_megabytes(&service);
    let mut readers = Vec::new();
    for _ in 0..READERS {
        let mut reader = TcpStream::connect(address).await.unwrap();
        let request = format!(
            "GET {url} HTTP/1.1\r\nhost: {address}\r\ncookie: {}\r\n\r\n",
            newcomer.cookie
        );
        reader.write_all(request.as_bytes()).await.unwrap();
        readers.push(reader);
    }

    for reader in &readers {
        reader.readable().await.unwrap();
    }
    tokio::time::sleep(Duration::from_secs(1)).await;

    let answer = newcomer.get(&url).await;
    assert_eq!(answer.header("content-length"), Some("29000000"));
    assert_eq!(answer.header("content-type"), Some("image/jpeg"));
    assert!(answer.body == content, "every byte has come");

    let after = peak_megabytes(&service);
    if let (Some(before), Some(after)) = (before, after) {
        assert!(after < before + 60, "{before} MB became {after} MB");
    }

    service.kill().unwrap();
    service.wait().unwrap();
}
