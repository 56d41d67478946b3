//! Signing in to the console while somebody guesses passwords: the operator gets in, in bounded
//! time, and the log names who guesses.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
    time::timeout,
};
use vernissage::store::console::{ConsoleLists, OperatorLogLine, PageStart};

use crate::{
    console::test_console::{Operator, PASSWORD, TestConsole, value},
    support::{http::Answer, service::quick, wait::wait_until},
};

const BEHIND_A_PROXY: &str = "server.trusted_proxies = [\"127.0.0.1\"]";
const ATTACKER: &str = "203.0.113.1";
const OPERATOR: &str = "198.51.100.7";

async fn behind_a_proxy() -> TestConsole {
    TestConsole::open_with(quick(), BEHIND_A_PROXY).await
}

/// Enters a password in a browser with these cookies, at an address that the proxy names.
async fn enter(address: SocketAddr, cookies: &str, from: &str, password: &str) -> Answer {
    let mut browser = Operator::stranger(address).await;
    let page = browser.get("/console/sign-in").await.text();
    let token = value(&page, "token").unwrap();
    if !cookies.is_empty() {
        browser.cookie = format!("{}; {cookies}", browser.cookie);
    }

    browser
        .send(
            "/console/sign-in",
            &[("token", &token), ("password", password)],
            &[("x-forwarded-for", from)],
        )
        .await
}

/// Everybody enters a wrong password at the same time; the statuses that they get.
async fn all_guess(address: SocketAddr, from: Vec<String>) -> Vec<u16> {
    let mut guessing = JoinSet::new();
    for from in from {
        guessing.spawn(async move { enter(address, "", &from, "wrong").await.status });
    }

    guessing.join_all().await
}

async fn log_lines(console: &TestConsole) -> Vec<OperatorLogLine> {
    let store = console.store().await.console();
    let page = store.operator_log(None, PageStart::First).await.unwrap();
    page.items
}

/// The cookie by which a browser is known that has signed in.
fn device_cookie(entered: &Answer) -> &str {
    let cookies = entered
        .headers
        .iter()
        .filter(|(name, _)| name == "set-cookie");
    cookies
        .map(|(_, value)| value.as_str())
        .find(|value| value.starts_with("vernissage-console-device="))
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_passwords_of_others_keep_nobody_out() {
    let console = behind_a_proxy().await;
    let address = console.app.address;
    for _ in 0..5 {
        assert_eq!(enter(address, "", ATTACKER, "wrong").await.status, 401);
    }

    assert_eq!(enter(address, "", ATTACKER, "wrong").await.status, 429);

    let nine = (2..=10).flat_map(|n| vec![format!("203.0.113.{n}"); 4]);
    let statuses = all_guess(address, nine.collect()).await;
    assert_eq!(statuses, [401; 36]);

    let begun = Instant::now();
    assert_eq!(enter(address, "", OPERATOR, PASSWORD).await.status, 303);
    assert_eq!(enter(address, "", ATTACKER, PASSWORD).await.status, 303);
    assert!(begun.elapsed() < Duration::from_secs(20));

    let lines = log_lines(&console).await;
    let addresses: Vec<&str> = lines
        .iter()
        .filter_map(|line| line.address.as_deref())
        .collect();
    assert!(addresses.contains(&ATTACKER) && addresses.contains(&OPERATOR));
    assert!(!addresses.contains(&"127.0.0.1"), "{addresses:?}");

    console.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_right_password_opens_from_the_network_that_an_attacker_guesses_from() {
    let console = behind_a_proxy().await;
    let address = console.app.address;
    let mut attackers = JoinSet::new();
    for n in 1..=4 {
        attackers.spawn(async move {
            let from = format!("2001:db8:bad:1::{n}");
            loop {
                enter(address, "", &from, "wrong").await;
            }
        });
    }

    let hosts = (10..20).map(|n| format!("2001:db8:bad:1::{n:x}"));
    let statuses = all_guess(address, hosts.collect()).await;
    assert!(
        statuses.contains(&429),
        "addresses of one /64 are one network: {statuses:?}"
    );

    let begun = Instant::now();
    let entered = enter(address, "", "2001:db8:bad:1:ffff::7", PASSWORD).await;
    assert_eq!(entered.status, 303);
    assert!(
        begun.elapsed() < Duration::from_mins(1),
        "{:?}",
        begun.elapsed()
    );

    attackers.shutdown().await;
    console.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_has_signed_in_before_waits_for_nobody() {
    let console = behind_a_proxy().await;
    let address = console.app.address;
    let first = enter(address, "", OPERATOR, PASSWORD).await;
    let device = device_cookie(&first);
    let mut attributes: Vec<&str> = device.split("; ").skip(1).collect();
    attributes.sort_unstable();
    assert_eq!(
        attributes,
        [
            "HttpOnly",
            "Max-Age=31536000",
            "Path=/console",
            "SameSite=Strict"
        ]
    );

    let device = device.split(';').next().unwrap().to_owned();
    let mut crowd = JoinSet::new();
    for _ in 0..40 {
        crowd.spawn(async move {
            loop {
                enter(address, "", OPERATOR, "wrong").await;
            }
        });
    }

    // The line of the network is full most of the time. A cookie that is not ours waits in it.
    let forged = device.replacen("device=", "device=0", 1);
    wait_until("a stranger is turned away", async || {
        let stranger = enter(address, &forged, OPERATOR, PASSWORD).await;
        stranger.status == 429 && stranger.text().contains("not looked at")
    })
    .await;

    let begun = Instant::now();
    let known = enter(address, &device, OPERATOR, PASSWORD).await;
    assert_eq!(known.status, 303);
    assert!(
        begun.elapsed() < Duration::from_secs(8),
        "{:?}",
        begun.elapsed()
    );

    crowd.shutdown().await;
    console.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn guesses_are_written_down_at_a_bounded_rate() {
    let console = behind_a_proxy().await;
    let crowd = (1..=60).map(|n| format!("203.0.113.{n}"));
    let statuses = all_guess(console.app.address, crowd.collect()).await;
    assert_eq!(statuses, [401; 60]);

    let lines = log_lines(&console).await.len();
    assert!((20..=22).contains(&lines), "{lines} lines");

    console.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_form_is_small_and_comes_at_once() {
    let console = behind_a_proxy().await;
    let address = console.app.address;
    let large = "x".repeat(20_000);
    assert_eq!(enter(address, "", ATTACKER, &large).await.status, 413);

    let known = Operator::stranger(address).await.cookie;
    for (cookie, expected) in [("", "403"), (known.as_str(), "408")] {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let head = format!(
            "POST /console/sign-in HTTP/1.1\r\nhost: {address}\r\ncookie: {cookie}\r\nconnection: close\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: 100\r\n\r\ntoken="
        );
        stream.write_all(head.as_bytes()).await.unwrap();

        let mut answer = vec![0; 64];
        let read = timeout(Duration::from_secs(30), stream.read(&mut answer)).await;
        let length = read.expect("half a form is answered").unwrap();
        let answer = String::from_utf8_lossy(&answer[..length]).into_owned();
        assert_eq!(answer.split(' ').nth(1), Some(expected), "{answer}");
    }

    console.close().await;
}
