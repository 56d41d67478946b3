//! Signing in to the console and out of it.

use std::time::{Duration, Instant};

use crate::{
    console::test_console::{Operator, PASSWORD, TestConsole},
    support::service::quick,
};

#[tokio::test(flavor = "multi_thread")]
async fn the_password_opens_and_signing_out_closes() {
    let console =
        TestConsole::open_with(quick(), "server.public_url = \"https://paint.example.org\"").await;
    let stranger = Operator::stranger(console.app.address).await;
    let entered = stranger.enter(PASSWORD).await;
    let cookie = entered.header("set-cookie").unwrap().to_owned();
    let mut attributes: Vec<&str> = cookie.split("; ").skip(1).collect();
    attributes.sort_unstable();
    assert_eq!(
        attributes,
        ["HttpOnly", "Path=/console", "SameSite=Strict", "Secure"]
    );

    assert_eq!(
        stranger.get("/console").await.status,
        303,
        "the cookie from before opens nothing"
    );

    let operator = Operator::with_cookie(console.app.address, cookie.split(';').next().unwrap());
    let page = operator.get("/console").await;
    assert_eq!(page.status, 200);
    assert!(
        page.header("content-security-policy")
            .unwrap()
            .contains("default-src 'none'")
    );

    assert_eq!(page.header("cache-control"), Some("private, no-store"));

    let left = operator.post("/console", "/console/sign-out", &[]).await;
    assert_eq!(
        (left.status, left.header("location")),
        (303, Some("/console/sign-in"))
    );

    assert_eq!(operator.get("/console").await.status, 303);
    assert_eq!(
        console.journal().await,
        ["sign out|||done", "sign in|||done"]
    );
    console.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_database_knows_no_cookie() {
    let console = TestConsole::open(quick()).await;
    let operator = console.operator().await;
    let secret = operator.cookie.split_once('=').unwrap().1.to_owned();
    let token =
        crate::console::test_console::value(&operator.read("/console").await, "token").unwrap();

    for file in ["test.db", "test.db-wal"] {
        let bytes = std::fs::read(console.path().join(file)).unwrap_or_default();
        let holds = |secret: &str| {
            bytes
                .windows(secret.len())
                .any(|window| window == secret.as_bytes())
        };

        assert!(!holds(&secret) && !holds(&token), "{file}");
    }

    console.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_takes_as_long_as_the_right_one_and_is_written_down() {
    let console = TestConsole::open(quick()).await;
    let stranger = Operator::stranger(console.app.address).await;
    let mut took = Vec::new();
    let long = "x".repeat(5000);

    for (password, status) in [
        ("", 401),
        ("wrong", 401),
        (long.as_str(), 401),
        (PASSWORD, 303),
    ] {
        let began = Instant::now();
        let answer = stranger.enter(password).await;
        took.push(began.elapsed());
        assert_eq!(answer.status, status);
        assert!(status == 303 || answer.header("set-cookie").is_none());
    }

    assert!(
        took.iter().all(|one| *one >= Duration::from_millis(500)),
        "{took:?}"
    );

    let wrong = "wrong password|||done";
    assert_eq!(
        console.journal().await,
        ["sign in|||done", wrong, wrong, wrong]
    );

    console.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_attempts_wait_and_the_right_password_opens_all_the_same() {
    let console = TestConsole::open(quick()).await;
    let operator = console.operator().await;
    let stranger = Operator::stranger(console.app.address).await;
    for _ in 0..4 {
        assert_eq!(stranger.enter("wrong").await.status, 401);
    }

    for _ in 0..2 {
        let slowed = stranger.enter("wrong").await;
        assert_eq!(slowed.status, 429);
        assert!(slowed.text().contains("Too many attempts"));
        assert!(slowed.header("retry-after").is_some());
    }

    assert_eq!(stranger.enter(PASSWORD).await.status, 303);

    let journal = console.journal().await;
    assert_eq!(journal[0], "sign in|||done");
    assert_eq!(journal[1], "too many wrong passwords|||done");
    assert_eq!(
        journal.len(),
        7,
        "it is said once a minute, not each time: {journal:?}"
    );

    assert_eq!(
        operator.get("/console").await.status,
        200,
        "who is in stays in"
    );

    console.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_when_nobody_uses_it_and_after_a_day_of_use() {
    let console = TestConsole::open_with(
        quick(),
        "console.idle_minutes = 30\nconsole.session_hours = 2",
    )
    .await;
    let wait = |minutes| console.clock.put_forward(Duration::from_mins(minutes));
    let idle = console.operator().await;

    wait(29);
    assert_eq!(idle.get("/console").await.status, 200);
    wait(29);
    assert_eq!(
        idle.get("/console").await.status,
        200,
        "it was used in between"
    );

    wait(31);
    assert_eq!(idle.get("/console").await.status, 303);

    let busy = console.operator().await;
    for _ in 0..5 {
        wait(23);
        assert_eq!(busy.get("/console").await.status, 200);
    }

    wait(10);
    assert_eq!(
        busy.get("/console").await.status,
        303,
        "however busy, it has an end"
    );

    console.close().await;
}
